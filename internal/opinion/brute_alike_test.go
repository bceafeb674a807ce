package opinion

import (
	"slices"
	"testing"
)

// alikeOf compares two people vote by vote, by R10.
func (s *sheet) alikeOf(p, q int) bool {
	shared, same := 0, 0
	for j, v := range s.vote[p] {
		if w := s.vote[q][j]; v != blank && w != blank {
			shared++
			if v == w {
				same++
			}
		}
	}
	return shared >= 20 && 20*same >= 19*shared
}

// ballotsSheet makes people of whom many copy one of a few ballots, with one
// or two votes in thirty changed or left out.
func ballotsSheet(seed uint64, n, m int) *sheet {
	r := chance(seed)
	s := newSheet(n, m, 1)
	for p := range s.vote {
		for j := range m {
			if r.Float64() < 0.7 {
				s.vote[p][j] = int8(r.IntN(3) - 1)
			}
		}
		if p >= 10 && p%3 == 0 {
			copy(s.vote[p], s.vote[r.IntN(10)])
			for range r.IntN(4) {
				s.vote[p][r.IntN(m)] = []int8{-1, 0, 1, blank}[r.IntN(4)]
			}
		}
	}
	return s
}

// Sets are not unique where likeness is not transitive. They must not overlap,
// everyone in a set resembles its first, and nobody who resembles some set's
// first is left alone.
func TestNearIdenticalSetsByComparingAllPairs(t *testing.T) {
	for seed := range uint64(5) {
		s := ballotsSheet(130+seed, 50+60*int(seed), 30+5*int(seed))
		v := s.votes()
		rows := upTo(v.Rows())
		who := func(r int) int { return int(v.participant[r]) }
		in := map[int]bool{}
		var firsts []int
		for _, set := range v.alikeSets(rows) {
			firsts = append(firsts, who(set[0]))
			for i, r := range set {
				if in[who(r)] {
					t.Errorf("seed %d: %d is in two sets", seed, who(r))
				}
				in[who(r)] = true
				if i > 0 && !s.alikeOf(who(set[0]), who(r)) {
					t.Errorf("seed %d: %d and %d are not near-identical", seed, who(set[0]), who(r))
				}
			}
		}
		for p := range s.vote {
			for q := range p {
				if !in[p] && !in[q] && s.alikeOf(p, q) {
					t.Errorf("seed %d: %d and %d are near-identical, and in no set", seed, p, q)
				}
			}
			if !in[p] && slices.ContainsFunc(firsts, func(f int) bool { return s.alikeOf(f, p) }) {
				t.Errorf("seed %d: %d resembles a set's first and is left out", seed, p)
			}
		}
		if len(firsts) < 3 {
			t.Errorf("seed %d: %d sets, where ten ballots are copied", seed, len(firsts))
		}
	}
}

// In a crowd the engine may look by buckets; a whole copied ballot is found.
func TestCopiesInACrowdAreFound(t *testing.T) {
	s := newSheet(1500, 40, 1)
	r := chance(140)
	for p := range s.vote {
		for j := range 40 {
			if s.vote[p][j] = int8(r.IntN(3) - 1); r.Float64() < 0.2 {
				s.vote[p][j] = blank
			}
		}
		if p%50 == 1 {
			copy(s.vote[p], s.vote[1])
		}
	}
	v := s.votes()
	found := 0
	for _, set := range v.alikeSets(upTo(v.Rows())) {
		for _, row := range set {
			if v.participant[row]%50 != 1 {
				t.Errorf("%d is no copy", v.participant[row])
			}
			found++
		}
	}
	if found != 30 {
		t.Errorf("%d of 30 copies are found", found)
	}
}

// Any set: without the copies of a ballot cast by eleven the common ground is
// gone; without those of one cast by 25, who disagree by nearly half, it is not.
func TestFragileWithoutAnyOfTheSets(t *testing.T) {
	const people, m = 70, 100
	s := newSheet(2*people, m, 2)
	r := chance(141)
	for p := range s.vote {
		for j := range m {
			s.vote[p][j] = int8(1 - 2*r.IntN(2))
		}
	}
	row := func(i int) []int8 { return s.vote[2*i] } // the i-th person of side 0
	var large, small []int
	for i := range people {
		switch {
		case i < 25:
			copy(row(i), row(0))
			large = append(large, 2*i)
		case i < 36:
			copy(row(i), row(25))
			small = append(small, 2*i)
		}
		row(i)[0], s.vote[2*i+1][0] = 1, 1
		if i%2 == 1 && i < 25 || i >= 55 { // 12 and 15 of 70
			row(i)[0] = -1
		}
	}
	result, err := New(s.input(), Options{Projection: Polis})
	if err != nil {
		t.Fatal(err)
	}
	byLarge, _ := s.readsOtherwise(result, 0, large[1:])
	bySmall, _ := s.readsOtherwise(result, 0, small[1:])
	if got := result.Statements[0].Fragile; byLarge || !bySmall || !got {
		t.Errorf("changes without the large set: %v, without the small: %v, fragile: %v", byLarge, bySmall, got)
	}
}
