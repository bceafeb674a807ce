package opinion

import (
	"testing"
)

// Clear groups that cut across the sides are found, and people with them.
func TestPlantedGroupsAreFound(t *testing.T) {
	t.Parallel()
	for _, projection := range []Projection{Factor, Polis} {
		for seed := range uint64(3) {
			for k := 2; k <= 3; k++ {
				s, group := plantedSheet(chance(200+10*seed+uint64(k)), 120*int(1+seed), 40, k, 2, 0.6)
				m := mustMap(t, s.input(), Options{Projection: projection})
				found := make([]int8, len(group))
				for p, at := range m.Positions {
					found[p] = at.Group
				}
				if index := RandIndex(group, found); !m.Groups.Claimed() || index <= 0.9 {
					t.Errorf("%s, %d groups, seed %d: adjusted Rand index %v, %+v", projection, k, seed, index, m.Groups)
				}
			}
		}
	}
}

// Below 30 placed no groups are claimed, however clear.
func TestNoGroupsBelowThirtyPlaced(t *testing.T) {
	for n, want := range map[int]bool{29: false, 30: true} {
		s, _ := plantedSheet(chance(230), n, 40, 2, 2, 0.9)
		m := mustMap(t, s.input(), Options{})
		if m.Groups.Claimed() != want || want == (m.Groups.Reason == FewPlaced) || m.Placed != n {
			t.Errorf("%d participants, %d placed: %+v", n, m.Placed, m.Groups)
		}
	}
}

// A group below max(3, 2%) of the placed is not a group: of 200 people three
// who differ are none, and of 60 two are none.
func TestTheFewAreNoGroup(t *testing.T) {
	for _, c := range []struct{ n, few int }{{200, 3}, {60, 2}} {
		s, _ := plantedSheet(chance(231), c.n, 40, 1, 2, 0.9)
		for p := range c.few {
			for j := range s.vote[p] {
				s.vote[p][j] = -s.vote[c.n-1][j]
				if s.vote[c.n-1][j] == blank {
					s.vote[p][j] = blank
				}
			}
		}
		m := mustMap(t, s.input(), Options{})
		for _, size := range m.Groups.Sizes {
			if size < max(3, c.n/50) {
				t.Errorf("%d of %d make a group: %+v", size, c.n, m.Groups)
			}
		}
	}
}

// Small rooms: with ten people a side who have all voted, every reading is
// certain and equals what counting says.
func TestSmallRoomsAreCertain(t *testing.T) {
	for seed := range uint64(20) {
		r := chance(240 + seed)
		s := randomSheet(r, 20, 30, 2, 1)
		for p := range s.vote {
			for j := range s.vote[p] {
				if s.vote[p][j] == blank {
					s.vote[p][j] = int8(r.IntN(3) - 1)
				}
			}
		}
		s.rooms = []int{10, 10}
		m := mustMap(t, s.input(), Options{})
		for j, st := range m.Statements {
			a, b := s.bySide(j)[0], s.bySide(j)[1]
			want, certainty := countedReading(a, b)
			if st.Reading != want || st.Certainty != certainty {
				t.Errorf("%v and %v: %s, certainty %v, want %s %v", a, b, st.Reading, st.Certainty, want, certainty)
			}
			for side, f := range st.Sides {
				share := float64(s.bySide(j)[side].Agree) / 10
				if f.Low != share || f.High != share || f.MoreVotes != 0 {
					t.Errorf("%v of 10: from %v to %v, %d more votes", f.Count, f.Low, f.High, f.MoreVotes)
				}
			}
		}
	}
}

// countedReading reads one statement of two sides of ten by counting.
func countedReading(a, b Count) (Reading, float64) {
	switch {
	case a.Agree > 5 && b.Agree > 5:
		return CommonGround, 1
	case a.Disagree > 5 && b.Disagree > 5:
		return CommonGroundReject, 1
	case a.Agree > 5 && b.Disagree > 5, b.Agree > 5 && a.Disagree > 5, a.Agree-b.Agree > 2, b.Agree-a.Agree > 2:
		return Divide, 1
	}
	return Mixed, 0
}
