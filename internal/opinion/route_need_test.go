package opinion

import (
	"math/rand/v2"
	"testing"
)

// What routing makes of a statement follows every vote and every refresh, as if
// it were looked at anew each time.
func TestNeedFollowsEveryVote(t *testing.T) {
	const statements, room = 6, 40
	chance := rand.New(rand.NewPCG(7, 11))
	made := Simulate(Simulation{Participants: 60, Statements: statements, VotesPer: 5, Sides: 2, Seed: 3})
	m, err := New(Input{Votes: made.Votes, Side: made.Side, Sides: 2}, Options{Threshold: 0.5})
	if err != nil {
		t.Fatal(err)
	}
	followed := NewTally(2, statements, 0.5, []int{room, 0})
	var cast [][3]int // side, statement, vote
	seen := map[float64]bool{}
	for step := range 400 {
		switch {
		case step%130 == 129:
			followed.Refresh(m)
		case len(cast) > 0 && chance.IntN(3) == 0:
			at := chance.IntN(len(cast))
			v := cast[at]
			followed.Retract(v[0], v[1], Vote(v[2]))
			cast = append(cast[:at], cast[at+1:]...)
		default:
			v := [3]int{chance.IntN(2), chance.IntN(statements), chance.IntN(3) - 1}
			if followed.Cast(v[0], v[1], Vote(v[2])) == nil {
				cast = append(cast, v)
			}
		}
		for side := range 2 {
			for s := range statements {
				need := followed.need(side, s)
				seen[need] = true
				if want := followed.lookForNeed(side, s); need != want {
					t.Fatalf("step %d: side %d needs %v of statement %d, looked at anew %v", step, side, need, s, want)
				}
			}
		}
	}
	if len(seen) != 3 {
		t.Errorf("only %d degrees of need occurred", len(seen))
	}
}
