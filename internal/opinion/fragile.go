package opinion

import (
	"cmp"
	"slices"
)

// A without is what a statement loses on one side when some of its
// participants are left out.
type without struct {
	side   int
	votes  Count // of those left out, on this statement
	people int   // how many are left out
}

// fragility tells which statements' readings rest on a few.
type fragility struct {
	r       *Rules
	active  [][]without // by statement: every side without its most active
	copies  [][]without // by statement: one side without the copies of a ballot, the largest sets
	members []int       // of each side, participants in the most active hundredth
}

// newFragility prepares the two questions: what is left of a statement without
// the most active hundredth of every side (at least one person each), and what
// is left of it without the copies in any set of near-identical ballots. Of
// the sets that touch a statement, those are tried that take the most of one
// side's agreeing, disagreeing or passing votes.
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
		f.sizeUp(v, s, v.mostActive(rows[s]), func(j int, w without) { perSide[s][j] = append(perSide[s][j], w) })
	})
	for _, of := range perSide {
		for j := range of {
			f.active[j] = append(f.active[j], of[j]...)
		}
	}
	inParallel(sides, func(s int) { perSide[s] = v.worstSets(s, v.alikeSets(rows[s])) })
	for _, of := range perSide {
		for j := range of {
			f.copies[j] = append(f.copies[j], of[j]...)
		}
	}
	return f
}

// mostActive returns the most active hundredth of rows, at least one.
func (v *Votes) mostActive(rows []int) []int {
	n := (len(rows) + 99) / 100
	sorted := slices.Clone(rows)
	slices.SortFunc(sorted, func(a, b int) int {
		return cmp.Or(cmp.Compare(v.start[b+1]-v.start[b], v.start[a+1]-v.start[a]), cmp.Compare(a, b))
	})
	return sorted[:n]
}

// sizeUp tells of every statement what leaving rows out takes from it.
func (f *fragility) sizeUp(v *Votes, side int, rows []int, tell func(j int, w without)) {
	votes := make([]Count, v.m)
	for _, r := range rows {
		for _, c := range v.at(r) {
			j, vote := decode(c)
			votes[j].add(vote)
		}
	}
	for j, c := range votes {
		tell(j, without{side, c, len(rows)})
	}
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

// worstSets returns for every statement the sets, all but the first of each,
// that take the most votes of each kind from it.
func (v *Votes) worstSets(side int, sets [][]int) [][]without {
	worst := make([][3]without, v.m)
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
			w := without{side, votes[j], len(set) - 1}
			for k, n := range [3]int{w.votes.Agree, w.votes.Disagree, w.votes.Pass} {
				if o := worst[j][k].votes; n > [3]int{o.Agree, o.Disagree, o.Pass}[k] {
					worst[j][k] = w
				}
			}
			votes[j] = Count{}
		}
	}
	out := make([][]without, v.m)
	for j, of := range worst {
		for k, w := range of {
			if w.people > 0 && !slices.Contains(of[:k], w) {
				out[j] = append(out[j], w)
			}
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
