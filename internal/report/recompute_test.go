package report

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A set is a set of people, one bit for each combination of a side (or none)
// and a group (or none) that occurs among them.
type set []int

// kinds are the combinations of side and group that occur.
func (k talk) kinds() [][2]int {
	var all [][2]int
	for _, p := range k.people {
		if kind := [2]int{p.side, p.group}; !slices.Contains(all, kind) {
			all = append(all, kind)
		}
	}
	return all
}

// where returns the set of the people for whom the condition holds.
func (k talk) where(holds func(p person) bool) set {
	s := make(set, 0, 16)
	for _, kind := range k.kinds() {
		n := 0
		if holds(person{side: kind[0], group: kind[1]}) {
			n = 1
		}
		s = append(s, n)
	}
	return s
}

// sets returns the sets of people whose votes on s are shown, and those whose
// are not: sides, groups, all of them, and those who are too few to be seen
// between these.
func (k talk) sets(s *Statement, j int, to Audience) (shown, hidden []set) {
	put := func(of set, visible bool) {
		if visible {
			shown = append(shown, of)
		} else if slices.Contains(of, 1) {
			hidden = append(hidden, of)
		}
	}
	for i, f := range s.Sides {
		put(k.where(func(p person) bool { return k.of(p) == i }), f.Agree != nil)
	}
	for g, c := range s.Groups {
		if k.sides == 0 {
			continue // they are the sides
		}
		put(k.where(func(p person) bool { return p.group == g }), c.Agree != nil)
	}
	put(k.where(func(person) bool { return true }), s.Total[0] != nil)
	limit := map[Audience]int{Public: 8, Members: 5}[to]
	few := func(n int) bool { return n > 0 && n < limit }
	noSide := func(p person) bool { return k.sides > 0 && p.side < 0 }
	if few(k.voters(j, noSide)) {
		put(k.where(noSide), false)
	}
	unplaced := func(p person) bool { return k.groups > 1 && p.group < 0 }
	if few(k.voters(-1, unplaced)) && k.voters(j, unplaced) > 0 {
		put(k.where(unplaced), false)
	}
	return shown, hidden
}

// voters counts those with the condition who voted on a statement, or with -1
// all of them.
func (k talk) voters(statement int, holds func(p person) bool) int {
	n := 0
	for _, p := range k.people {
		if _, voted := p.votes[statement]; holds(p) && (voted || statement < 0) {
			n++
		}
	}
	return n
}

// differences returns every sum and difference of some of the sets.
func differences(of []set, size int) []set {
	all := []set{make(set, size)}
	for _, s := range of {
		for _, base := range slices.Clone(all) {
			for _, sign := range []int{-1, 1} {
				sum := slices.Clone(base)
				for i := range sum {
					sum[i] += sign * s[i]
				}
				all = append(all, sum)
			}
		}
	}
	return all
}

// TestNothingWithheldCanBeRecomputed forms all sums and differences of the
// numbers of a statement that are shown, and looks among them for one that is
// not.
func TestNothingWithheldCanBeRecomputed(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	checked := 0
	for range 400 {
		k := chanceTalk(random)
		f := k.figures()
		for _, to := range []Audience{Public, Members} {
			for j, s := range Disclose(f, to).Statements {
				shown, hidden := k.sets(&s, j, to)
				sums := differences(shown, len(k.kinds()))
				for _, h := range hidden {
					checked++
					if slices.ContainsFunc(sums, func(sum set) bool { return slices.Equal(sum, h) }) {
						t.Fatalf("audience %d, %d sides, %d groups, statement %d: %v can be had from %v (%+v)",
							to, k.sides, k.groups, j, h, shown, s)
					}
				}
				if s.Withheld == (len(hidden) == 0) {
					t.Fatalf("withheld %v, and %d numbers are hidden: %+v", s.Withheld, len(hidden), s)
				}
			}
		}
	}
	if checked < 1000 {
		t.Errorf("only %d withheld numbers occurred", checked)
	}
}
