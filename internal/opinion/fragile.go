package opinion

import "slices"

// A without is what a statement loses on one side when some of its
// participants are left out.
type without struct {
	side   int
	votes  Count // of those left out, on this statement
	people int   // how many are left out
}

// fragility tells which statements' readings rest on a few.
type fragility struct {
	r      *Rules
	active [][]without // by statement: every side without its most active
	copies [][]without // by statement: one side without the copies of a ballot
}

// newFragility prepares the two questions: what is left of a statement without
// the most active hundredth of every side (at least one person each), and what
// is left of it without the copies in any set of near-identical ballots.
func (v *Votes) newFragility(r *Rules, class []int8, sides int) *fragility {
	f := &fragility{r: r, active: make([][]without, v.m), copies: make([][]without, v.m)}
	rows := make([][]int, sides)
	for i, s := range class {
		if s >= 0 {
			rows[s] = append(rows[s], i)
		}
	}
	perSide := make([][][]without, sides)
	inParallel(sides, func(s int) {
		perSide[s] = make([][]without, v.m)
		for j, w := range v.without(s, v.mostActive(rows[s])) {
			perSide[s][j] = []without{w}
		}
	})
	for _, of := range perSide {
		for j := range of {
			f.active[j] = append(f.active[j], of[j]...)
		}
	}
	inParallel(sides, func(s int) { perSide[s] = v.withoutCopies(s, v.alikeSets(rows[s])) })
	for _, of := range perSide {
		for j := range of {
			f.copies[j] = append(f.copies[j], of[j]...)
		}
	}
	return f
}

// mostActive returns the most active hundredth of rows, at least one; of
// equally active ones the first.
func (v *Votes) mostActive(rows []int) []int {
	most := (len(rows) + 99) / 100
	having := make([]int, v.m+1) // rows by how many votes they have
	for _, r := range rows {
		having[v.start[r+1]-v.start[r]]++
	}
	least, above := v.m, 0 // votes of the least active, rows more active than that
	for ; least > 0 && above+having[least] < most; least-- {
		above += having[least]
	}
	var active []int
	equals := most - above
	for _, r := range rows {
		n := v.start[r+1] - v.start[r]
		if n == least && equals > 0 {
			equals--
			active = append(active, r)
		} else if n > least {
			active = append(active, r)
		}
	}
	return active
}

// without returns what leaving rows of a side out takes from each statement.
func (v *Votes) without(side int, rows []int) []without {
	out := make([]without, v.m)
	for j := range out {
		out[j] = without{side: side, people: len(rows)}
	}
	for _, r := range rows {
		for _, c := range v.at(r) {
			j, vote := decode(c)
			out[j].votes.add(vote)
		}
	}
	return out
}

func (c *Count) add(v Vote) {
	switch v {
	case Agree:
		c.Agree++
	case Disagree:
		c.Disagree++
	default:
		c.Pass++
	}
}

// withoutCopies returns for every statement what leaving out all but the first
// of each set takes from it. Sets that take the same are listed once.
func (v *Votes) withoutCopies(side int, sets [][]int) [][]without {
	out := make([][]without, v.m)
	votes := make([]Count, v.m)
	for _, set := range sets {
		var touched []int
		for _, r := range set[1:] {
			for _, c := range v.at(r) {
				j, vote := decode(c)
				if votes[j] == (Count{}) {
					touched = append(touched, j)
				}
				votes[j].add(vote)
			}
		}
		for _, j := range touched {
			if w := (without{side, votes[j], len(set) - 1}); !slices.Contains(out[j], w) {
				out[j] = append(out[j], w)
			}
			votes[j] = Count{}
		}
	}
	return out
}

// fragile reports whether the reading of statement j, which is views', changes
// without the most active, or without the copies of some ballot.
func (f *fragility) fragile(j int, views []view, reading Reading) bool {
	changed := func(ws ...without) bool {
		left := slices.Clone(views)
		for _, w := range ws {
			room := left[w.side].room
			if room > 0 {
				room -= w.people
			}
			left[w.side] = f.r.view(w.side, left[w.side].minus(w.votes), room)
		}
		other, _ := f.r.read(left)
		return other != reading
	}
	return changed(f.active[j]...) || slices.ContainsFunc(f.copies[j], func(w without) bool { return changed(w) })
}
