package opinion

import "slices"

const (
	placedVotes = 7  // votes that place a participant
	placedLeast = 15 // participants who are placed in any case, if there are so many
)

// placed reports for every row whether it has enough votes to be shown: seven,
// or one on every statement if there are fewer. If fewer than fifteen have, the
// most active others are added up to fifteen, and with the last of them those
// who voted exactly as it did.
func (v *Votes) placed() []bool {
	placed := make([]bool, v.Rows())
	cast := func(r int) int { return v.start[r+1] - v.start[r] }
	n := 0
	for r := range placed {
		placed[r] = cast(r) >= min(placedVotes, v.m)
		if placed[r] {
			n++
		}
	}
	if n >= placedLeast {
		return placed
	}
	active := make([]int, v.Rows())
	for r := range active {
		active[r] = r
	}
	slices.SortStableFunc(active, func(a, b int) int { return cast(b) - cast(a) })
	for i, r := range active {
		if i >= placedLeast && !slices.Equal(v.at(r), v.at(active[i-1])) {
			break
		}
		placed[r] = true
	}
	return placed
}

// group finds the opinion groups among placed rows and returns every row's, -1
// for none. With a previous map, the letters follow the people.
func (m *Map) group(v *Votes, rows []point, previous *Map) []int8 {
	placed := v.placed()
	var points []point
	for r, p := range rows {
		if placed[r] {
			points = append(points, p)
		}
	}
	m.Placed = len(points)
	groups, labels := findGroups(points)
	m.Groups = groups
	group := make([]int8, len(rows))
	next := 0
	for r := range group {
		group[r] = -1
		if placed[r] {
			m.Positions[v.participant[r]].Placed = true
			if groups.Claimed() {
				group[r] = labels[next]
			}
			next++
		}
	}
	if previous != nil && groups.Claimed() {
		m.followPeople(v, group, previous)
	}
	for r, g := range group {
		m.Positions[v.participant[r]].Group = g
	}
	for p, r := range v.row {
		if r < 0 {
			m.Positions[p].Group = -1
		}
	}
	return group
}

// followPeople renumbers the groups so that as many participants as possible
// keep their letter.
func (m *Map) followPeople(v *Votes, group []int8, previous *Map) {
	k := m.Groups.K
	var stay [maxGroups][maxGroups]int // people by new and old group
	for r, p := range v.participant {
		if g := group[r]; g >= 0 && int(p) < len(previous.Positions) {
			if old := previous.Positions[p].Group; old >= 0 {
				stay[g][old]++
			}
		}
	}
	best, most := []int(nil), -1
	permute(k, func(order []int) { // order[letter] = new group
		n := 0
		for letter, g := range order {
			n += stay[g][letter]
		}
		if n > most {
			best, most = slices.Clone(order), n
		}
	})
	renumber(group, best)
	sizes := slices.Clone(m.Groups.Sizes)
	for letter, g := range best {
		m.Groups.Sizes[letter] = sizes[g]
	}
}

// permute calls do with every order of 0..n-1, the natural one first.
func permute(n int, do func(order []int)) {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	var from func(i int)
	from = func(i int) {
		if i == n {
			do(order)
			return
		}
		for k := i; k < n; k++ {
			order[i], order[k] = order[k], order[i]
			from(i + 1)
			order[i], order[k] = order[k], order[i]
		}
	}
	from(0)
}
