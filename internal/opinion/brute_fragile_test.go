package opinion

import (
	"cmp"
	"slices"
	"testing"
)

// mostActiveOf returns the most active hundredth of a side, at least one
// person; the sheets of these tests have no ties where it matters.
func (s *sheet) mostActiveOf(side int) []int {
	var people []int
	for p := range s.vote {
		if s.side[p] == side && s.cast(p) > 0 {
			people = append(people, p)
		}
	}
	slices.SortFunc(people, func(a, b int) int { return cmp.Compare(s.cast(b), s.cast(a)) })
	return people[:min(len(people), max(1, len(people)/100))]
}

// copiesOf returns, for a side of 50 or more, the sets of people whose votes
// are the same to the last one, each without its first member.
func (s *sheet) copiesOf(side int) (sets [][]int) {
	people := 0
	for p := range s.vote {
		if s.side[p] == side && s.cast(p) > 0 {
			people++
		}
	}
	if people < 50 {
		return nil
	}
	done := map[int]bool{}
	for p := range s.vote {
		var set []int
		for q := p + 1; q < len(s.vote); q++ {
			if !done[q] && s.side[p] == side && s.side[q] == side && s.cast(p) >= 20 && slices.Equal(s.vote[p], s.vote[q]) {
				set, done[q] = append(set, q), true
			}
		}
		if !done[p] && len(set) > 0 {
			sets = append(sets, set)
		}
	}
	return sets
}

// readsOtherwise removes people and recounts; rules stay as they are.
func (s *sheet) readsOtherwise(m *Map, j int, gone []int) (otherwise, near bool) {
	t := s.without(gone)
	rules := m.Rules
	rules.Rooms = slices.Clone(m.Rules.Rooms)
	for _, p := range gone {
		if rules.Rooms[s.side[p]] > 0 {
			rules.Rooms[s.side[p]]--
		}
	}
	v := oracle{rules}.read(t.bySide(j))
	return v.reading != m.Statements[j].Reading, v.close
}

func (s *sheet) checkFragile(t *testing.T, name string) (fragile, firm int) {
	t.Helper()
	m, err := New(s.input(), Options{Projection: Polis})
	if err != nil {
		t.Fatal(err)
	}
	var active []int
	var tries [][]int
	for side := range s.sides {
		active = append(active, s.mostActiveOf(side)...)
		tries = append(tries, s.copiesOf(side)...)
	}
	tries = append(tries, active)
	for j := range m.Statements {
		want, unsure := false, oracle{m.Rules}.read(s.bySide(j)).close
		for _, gone := range tries {
			changed, near := s.readsOtherwise(m, j, gone)
			want, unsure = want || changed, unsure || near
		}
		if unsure {
			continue
		}
		if got := m.Statements[j].Fragile; got != want {
			t.Errorf("%s: statement %d, %v, %s: fragile is %v", name, j, s.bySide(j), m.Statements[j].Reading, got)
		}
		if want {
			fragile++
		} else {
			firm++
		}
	}
	return fragile, firm
}

// activeSheet gives person 0 of each side (and, in sides of 200 or more, a
// second one) more votes than anybody else.
func activeSheet(seed uint64, n, sides int) *sheet {
	s := randomSheet(chance(seed), n, 30, sides, 0.5)
	for p := range s.vote {
		for j := range s.vote[p] {
			switch {
			case p < 2*sides && n/sides >= 200 || p < sides:
				s.vote[p][j] = int8(1 - 2*(j%2))
			case j == p%30 || j == (p+1)%30:
				s.vote[p][j] = blank
			}
		}
	}
	return s
}

func TestFragileWithoutTheMostActive(t *testing.T) {
	fragile, firm := 0, 0
	for seed, c := range []struct{ n, sides int }{{16, 2}, {24, 3}, {40, 2}, {60, 2}, {60, 2}, {440, 2}} {
		s := activeSheet(uint64(110+seed), c.n, c.sides)
		if seed == 4 {
			s.rooms = []int{32, 45}
		}
		f, g := s.checkFragile(t, "most active")
		fragile, firm = fragile+f, firm+g
	}
	t.Logf("%d fragile, %d not", fragile, firm)
	if fragile < 10 || firm < 10 {
		t.Errorf("%d fragile, %d not: hardly tried", fragile, firm)
	}
}

func TestFragileWithoutCopies(t *testing.T) {
	fragile, firm := 0, 0
	for seed := range uint64(5) {
		s := activeSheet(120+seed, 130, 2)
		for set := range 3 {
			like := 20 + 2*set + set%2 // sets of 9, of either side
			for i := range 9 {
				p := 40 + 2*(9*set+i) + set%2
				copy(s.vote[p], s.vote[like])
				for j := range s.vote[p] {
					if j < 26 && s.vote[p][j] == blank {
						s.vote[p][j] = int8((j+set)%3 - 1)
					}
					s.vote[like][j] = s.vote[p][j]
				}
			}
		}
		s.rooms = [][]int{nil, {90, 0}}[seed%2]
		f, g := s.checkFragile(t, "copies")
		fragile, firm = fragile+f, firm+g
	}
	t.Logf("%d fragile, %d not", fragile, firm)
	if fragile < 10 || firm < 10 {
		t.Errorf("%d fragile, %d not: hardly tried", fragile, firm)
	}
}

// On sides of fewer than 50 people who vote alike are not taken for copies.
func TestCopiesAreNotSoughtOnSmallSides(t *testing.T) {
	for people, want := range map[int]bool{49: false, 50: true} {
		s := newSheet(2*people, 24, 2)
		for p := range s.vote {
			for j := range s.vote[p] {
				// a third of side 1 votes the same ballot, which carries the day
				s.vote[p][j] = 1
				if p%2 == 1 && p >= people*2/3 {
					s.vote[p][j] = int8(1 - 2*((p*p+p/2+j*j*(p+3)/7)%2))
				}
			}
		}
		m, err := New(s.input(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		fragile := false
		for _, st := range m.Statements {
			fragile = fragile || st.Fragile
		}
		if fragile != want {
			t.Errorf("%d a side, a third of them copies: fragile is %v", people, fragile)
		}
	}
}
