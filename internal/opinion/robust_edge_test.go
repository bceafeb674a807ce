package opinion

import (
	"errors"
	"testing"
)

func TestEmptyConversation(t *testing.T) {
	for _, m := range []int{0, 3} {
		votes := NewBuilder().Votes(upTo(m), m)
		mapped(t, Input{Votes: votes})
		mapped(t, Input{Votes: votes, Side: []int{}, Sides: 2})
		mapped(t, Input{Votes: votes, Side: []int{}, Sides: 2, Rooms: []int{10, 0}})
	}
}

// Everybody voted, but only on statements that were rejected.
func TestNoStatementIsAccepted(t *testing.T) {
	b := NewBuilder()
	for p := range 40 {
		b.Add(p, p%5, Agree, 0)
	}
	side := make([]int, 40)
	m := mapped(t, Input{Votes: b.Votes([]int{-1, -1, -1, -1, -1}, 0), Side: side, Sides: 1})
	if m.Participants != 0 || m.Placed != 0 || len(m.Statements) != 0 {
		t.Errorf("%d participants, %d placed, %d statements", m.Participants, m.Placed, len(m.Statements))
	}
}

func filled(n, m, sides int, v func(p, j int) int8) *sheet {
	s := newSheet(n, m, sides)
	for p := range s.vote {
		for j := range s.vote[p] {
			s.vote[p][j] = v(p, j)
		}
	}
	return s
}

func TestOneParticipantAndOneStatement(t *testing.T) {
	for _, size := range []struct{ n, m int }{{1, 1}, {1, 40}, {2, 1}, {60, 1}, {3, 2}} {
		for _, sides := range []int{0, 1, 2} {
			s := filled(size.n, size.m, sides, func(p, j int) int8 { return int8((p+j)%3 - 1) })
			m := mapped(t, s.input())
			if size.n == 1 && m.Statements[0].Reading != Open {
				t.Errorf("one vote reads as %s", m.Statements[0].Reading)
			}
		}
	}
}

// All the same vote: agreed on where there are enough, passed without a reading
// of agreement, and no groups.
func TestAllTheSameVote(t *testing.T) {
	for vote, want := range map[int8]Reading{1: CommonGround, -1: CommonGroundReject, 0: Mixed} {
		for _, m := range []int{1, 8, 25} {
			s := filled(80, m, 2, func(int, int) int8 { return vote })
			result := mapped(t, s.input())
			if result.Groups.Claimed() || result.Groups.Reason != AllAlike {
				t.Errorf("all vote %d: %+v", vote, result.Groups)
			}
			for j, st := range result.Statements {
				if st.Reading != want {
					t.Errorf("all of 40 and 40 vote %d on %d statements: %d is %s, certainty %v", vote, m, j, st.Reading, st.Certainty)
				}
			}
		}
	}
}

func TestASideWithNobody(t *testing.T) {
	s := filled(60, 12, 2, func(p, j int) int8 { return int8((p*j)%3 - 1) })
	for p := range s.side {
		s.side[p] = 1
	}
	for _, rooms := range [][]int{nil, {0, 60}, {30, 0}} {
		s.rooms = rooms
		for j, st := range mapped(t, s.input()).Statements {
			if st.Reading != Open || len(st.OpenFor) == 0 || st.OpenFor[0] != 0 || st.Sides[0].MoreVotes == 0 {
				t.Errorf("statement %d, that nobody of side 0 voted on: %+v", j, st)
			}
		}
	}
}

// Without sides the opinion groups take their place, or all as one.
func TestWithoutSides(t *testing.T) {
	s, group := plantedSheet(chance(301), 90, 30, 2, 0, 0.8)
	m := mapped(t, s.input())
	if m.BySide || !m.Groups.Claimed() || len(m.Members) != m.Groups.K {
		t.Errorf("by side %v, %d members, groups %+v", m.BySide, len(m.Members), m.Groups)
	}
	for j, st := range m.Statements {
		for g, f := range st.Sides {
			if f.Count != st.Groups[g] {
				t.Errorf("statement %d, group %d: %v in place of a side, want %v", j, g, f.Count, st.Groups[g])
			}
		}
	}
	few := &sheet{vote: s.vote[:20], side: s.side[:20]}
	one := mapped(t, few.input())
	if one.BySide || len(one.Members) != 1 || one.Members[0] != 20 {
		t.Errorf("%d people without sides or groups are %v", len(group[:20]), one.Members)
	}
	for j, st := range one.Statements {
		if st.Sides[0].Count != st.Total {
			t.Errorf("statement %d: %v of %v", j, st.Sides[0].Count, st.Total)
		}
	}
}

func TestSixSides(t *testing.T) {
	s := randomSheet(chance(302), 240, 30, 6, 0.7)
	s.rooms = []int{40, 0, 60, 0, 41, 40}
	if m := mapped(t, s.input()); len(m.Members) != 6 || m.Members[5] != 40 {
		t.Errorf("members %v", m.Members)
	}
}

func TestEveryoneWithoutASide(t *testing.T) {
	s := randomSheet(chance(303), 60, 20, 2, 0.7)
	for p := range s.side {
		s.side[p] = NoSide
	}
	for j, st := range mapped(t, s.input()).Statements {
		if st.Reading != Open || len(st.OpenFor) != 2 {
			t.Errorf("statement %d, on which no side voted: %s for %v", j, st.Reading, st.OpenFor)
		}
	}
}

func TestARoomSmallerThanItsVoters(t *testing.T) {
	s := randomSheet(chance(304), 40, 20, 2, 1)
	for _, c := range []struct {
		rooms []int
		want  RoomError
	}{{[]int{20, 19}, RoomError{1, 19, 20}}, {[]int{1, 0}, RoomError{0, 1, 20}}} {
		s.rooms = c.rooms
		m, err := New(s.input(), Options{})
		var room RoomError
		if !errors.As(err, &room) || room != c.want || m != nil {
			t.Errorf("rooms %v: %v, want %v", c.rooms, err, c.want)
		}
	}
	s.rooms = []int{20, 20}
	mapped(t, s.input())
}

func TestAStatementWithOneVote(t *testing.T) {
	s := filled(60, 12, 2, func(p, j int) int8 {
		if j == 3 && p != 17 {
			return blank
		}
		return int8(1 - 2*((p+j)%2))
	})
	st := mapped(t, s.input()).Statements[3]
	if st.Reading != Open || st.Total.Votes() != 1 || st.Sides[0].MoreVotes == 0 || st.Sides[1].MoreVotes == 0 {
		t.Errorf("one vote on a statement: %+v", st)
	}
}

func TestTheMostStatementsThereCanBe(t *testing.T) {
	b := NewBuilder()
	r := chance(305)
	const n = 300
	side := make([]int, n)
	for p := range n {
		side[p] = p % 2
		for range 30 {
			b.Add(p, r.IntN(MaxStatements), Vote(r.IntN(3)-1), 0)
		}
	}
	b.Add(0, MaxStatements-1, Agree, 0)
	in := Input{Votes: b.Votes(upTo(MaxStatements), MaxStatements), Side: side, Sides: 2}
	m := mustMap(t, in, Options{})
	sensible(t, in, m)
	for j, st := range m.Statements {
		if st.Reading != Open {
			t.Errorf("statement %d of %d with %d votes: %s", j, MaxStatements, st.Total.Votes(), st.Reading)
			break
		}
	}
}

func TestTooManyStatementsPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Errorf("%d statements are accepted", MaxStatements+1)
		}
	}()
	NewBuilder().Votes(nil, MaxStatements+1)
}
