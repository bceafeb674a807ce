package opinion

import "testing"

// R10: more voters than the room holds is an error; in a dialogue that is being
// followed vote by vote it must not bring the node down.
func TestTallyOfMoreVotesThanTheRoom(t *testing.T) {
	defer func() {
		if broken := recover(); broken != nil {
			t.Errorf("six votes in a room of two: %v", broken)
		}
	}()
	tally := NewTally(2, 1, 0.5, []int{2, 0})
	for side := range 2 {
		for range 6 {
			tally.Cast(side, 0, Agree)
			tally.Reading(0)
		}
	}
	if reading, certainty := tally.Reading(0); reading != CommonGround && reading != Open || certainty < 0 || certainty > 1 {
		t.Errorf("all agree: %s, certainty %v", reading, certainty)
	}
}

// After any votes and retractions a tally reads as a map does of the same
// votes, under the map's priors and lists.
func TestTallyReadsAsTheMapDoes(t *testing.T) {
	for seed := range uint64(3) {
		s := randomSheet(chance(320+seed), 90, 30, 2, 0.6)
		s.rooms = []int{45 + 10*int(seed), 0}
		m := mustMap(t, s.input(), Options{})
		tally := NewTally(2, 30, 0.5, s.rooms)
		for p, row := range s.vote {
			for j, v := range row {
				if v != blank {
					tally.Cast(s.side[p], j, -Vote(v))
					tally.Retract(s.side[p], j, -Vote(v))
					tally.Cast(s.side[p], j, Vote(v))
				}
			}
		}
		tally.Refresh(m)
		for j, st := range m.Statements {
			if reading, certainty := tally.Reading(j); reading != st.Reading || certainty != st.Certainty {
				t.Errorf("seed %d, statement %d: %s %v, the map says %s %v", seed, j, reading, certainty, st.Reading, st.Certainty)
			}
		}
	}
}
