package opinion

import (
	"math/rand/v2"
	"slices"
)

// A sheet is a small conversation written out in full, so that a test can
// compute by the plainest means what the engine computes.
type sheet struct {
	vote  [][]int8 // by participant and statement: -1, 0, 1 or blank
	side  []int    // of each participant
	sides int
	rooms []int
}

const blank = 9

func newSheet(n, m, sides int) *sheet {
	s := &sheet{vote: make([][]int8, n), side: make([]int, n), sides: sides}
	for p := range s.vote {
		s.vote[p] = slices.Repeat([]int8{blank}, m)
		if sides > 0 {
			s.side[p] = p % sides
		}
	}
	return s
}

func (s *sheet) statements() int {
	if len(s.vote) == 0 {
		return 0
	}
	return len(s.vote[0])
}

func (s *sheet) votes() *Votes {
	b := NewBuilder()
	for p, row := range s.vote {
		for j, v := range row {
			if v != blank {
				b.Add(p, j, Vote(v), 0)
			}
		}
	}
	return b.Votes(upTo(s.statements()), s.statements())
}

// upTo returns 0..m-1: every statement is accepted.
func upTo(m int) []int {
	columns := make([]int, m)
	for j := range columns {
		columns[j] = j
	}
	return columns
}

func (s *sheet) input() Input {
	in := Input{Votes: s.votes(), Sides: s.sides, Rooms: s.rooms}
	if s.sides > 0 {
		in.Side = s.side
	}
	return in
}

func (s *sheet) cast(p int) int {
	return len(s.vote[p]) - countOf(s.vote[p], blank)
}

func countOf[T comparable](list []T, x T) (n int) {
	for _, y := range list {
		if y == x {
			n++
		}
	}
	return n
}

// tally counts the votes on statement j of those whom who includes.
func (s *sheet) tally(j int, who func(p int) bool) (c Count) {
	for p, row := range s.vote {
		if !who(p) {
			continue
		}
		switch row[j] {
		case 1:
			c.Agree++
		case -1:
			c.Disagree++
		case 0:
			c.Pass++
		}
	}
	return c
}

// bySide returns every side's count of statement j.
func (s *sheet) bySide(j int) []Count {
	counts := make([]Count, s.sides)
	for side := range counts {
		counts[side] = s.tally(j, func(p int) bool { return s.side[p] == side })
	}
	return counts
}

// without returns the conversation as if those people had not been there, and
// the rooms smaller by them.
func (s *sheet) without(gone []int) *sheet {
	t := &sheet{sides: s.sides, rooms: slices.Clone(s.rooms)}
	for p := range s.vote {
		if !slices.Contains(gone, p) {
			t.vote, t.side = append(t.vote, s.vote[p]), append(t.side, s.side[p])
		} else if t.rooms != nil && t.rooms[s.side[p]] > 0 {
			t.rooms[s.side[p]]--
		}
	}
	return t
}

// sheetOf makes a conversation with exactly these counts, by statement and
// side: of each side the first so many people vote, so that all who are there
// have voted where the count is the largest.
func sheetOf(counts [][]Count) *sheet {
	sides := len(counts[0])
	people := make([]int, sides)
	for _, of := range counts {
		for side, c := range of {
			people[side] = max(people[side], c.Votes())
		}
	}
	s := &sheet{sides: sides}
	for side, n := range people {
		for i := range n {
			row := make([]int8, len(counts))
			for j, of := range counts {
				row[j] = nth(of[side], i)
			}
			s.vote, s.side = append(s.vote, row), append(s.side, side)
		}
	}
	return s
}

func nth(c Count, i int) int8 {
	switch {
	case i < c.Agree:
		return 1
	case i < c.Agree+c.Disagree:
		return -1
	case i < c.Votes():
		return 0
	}
	return blank
}

// randomSheet makes a conversation in which some statements are agreed on by
// all sides, some rejected, some divisive, some seen by few. density is the
// mean share of statements that a participant votes on.
func randomSheet(r *rand.Rand, n, m, sides int, density float64) *sheet {
	s := newSheet(n, m, sides)
	share := make([][]float64, m)
	seen := make([]float64, m)
	for j := range share {
		centre := r.Float64()
		seen[j] = min(1, density*(0.3+1.4*r.Float64()))
		for range max(1, sides) {
			x := centre + 0.1*r.NormFloat64()
			if j%3 == 0 {
				x = r.Float64()
			}
			share[j] = append(share[j], min(max(x, 0.02), 0.98))
		}
	}
	for p := range s.vote {
		for j := range m {
			if r.Float64() < seen[j] {
				s.vote[p][j] = speak(r, share[j][s.side[p]])
			}
		}
	}
	return s
}

// speak draws one vote; of those who do not agree four in five disagree.
func speak(r *rand.Rand, agree float64) int8 {
	switch {
	case r.Float64() < agree:
		return 1
	case r.Float64() < 0.8:
		return -1
	}
	return 0
}

func chance(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 7)) }
