package opinion

import (
	"testing"
)

// The latest vote counts, of equal times the last one added; statements that
// are left out count nowhere.
func TestCountsOfLatestVotesOnAcceptedStatements(t *testing.T) {
	r := chance(31)
	const n, all = 40, 30
	columns, m := make([]int, all), 0
	for j := range columns {
		columns[j] = -1
		if j%4 != 0 {
			columns[j] = m
			m++
		}
	}
	s := newSheet(n, m, 3)
	latest := map[[2]int]int64{}
	b := NewBuilder()
	for range 2500 {
		p, j, v, at := r.IntN(n), r.IntN(all), int8(r.IntN(3)-1), int64(r.IntN(50))
		b.Add(p, j, Vote(v), at)
		if before, ok := latest[[2]int{p, j}]; ok && before > at {
			continue
		}
		latest[[2]int{p, j}] = at
		if columns[j] >= 0 {
			s.vote[p][columns[j]] = v
		}
	}
	votes := b.Votes(columns, m)
	for p, row := range s.vote {
		seen := 0
		for j, v := range votes.Row(p) {
			seen++
			if int8(v) != row[j] {
				t.Errorf("participant %d, statement %d: %d, want %d", p, j, v, row[j])
			}
		}
		if seen != s.cast(p) || votes.Cast(p) != seen {
			t.Errorf("participant %d has cast %d and shows %d, want %d", p, votes.Cast(p), seen, s.cast(p))
		}
	}
	in := s.input()
	in.Votes = votes
	compareCounts(t, s, in)
}

func TestCountsBySideAndGroup(t *testing.T) {
	for seed := range uint64(6) {
		s := randomSheet(chance(40+seed), 50+20*int(seed), 25, 2+int(seed%2), 0.5)
		for p := range s.vote {
			if p%9 == 0 {
				s.side[p] = NoSide // votes, but for no side
			}
		}
		in := s.input()
		compareCounts(t, s, in)
	}
}

func compareCounts(t *testing.T, s *sheet, in Input) {
	t.Helper()
	m, err := New(in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	votes, people := 0, 0
	members := make([]int, s.sides)
	for p := range s.vote {
		votes += s.cast(p)
		if s.cast(p) > 0 {
			people++
			if s.side[p] >= 0 {
				members[s.side[p]]++
			}
		}
	}
	if m.Votes != votes || m.Participants != people {
		t.Errorf("%d votes of %d participants, want %d of %d", m.Votes, m.Participants, votes, people)
	}
	for side, n := range members {
		if m.Members[side] != n {
			t.Errorf("side %d has %d participants, want %d", side, m.Members[side], n)
		}
	}
	for j, got := range m.Statements {
		if want := s.tally(j, everybody); got.Total != want {
			t.Errorf("statement %d: %v in all, want %v", j, got.Total, want)
		}
		for side, want := range s.bySide(j) {
			if got.Sides[side].Count != want {
				t.Errorf("statement %d, side %d: %v, want %v", j, side, got.Sides[side].Count, want)
			}
		}
		for g, c := range got.Groups {
			if want := s.tally(j, func(p int) bool { return int(m.Positions[p].Group) == g }); c != want {
				t.Errorf("statement %d, group %d: %v, want %v", j, g, c, want)
			}
		}
	}
}
