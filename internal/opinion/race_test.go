package opinion

import (
	"sync"
	"testing"
)

// Maps of the same votes, begun from the same previous map, can be made at the
// same time. The race detector runs this test.
func TestMapsAtOnceShareNothing(t *testing.T) {
	made := Simulate(Simulation{Participants: 4000, Statements: 80, VotesPer: 40, Sides: 2, Seed: 4})
	in := Input{Votes: made.Votes, Side: made.Side, Sides: 2}
	for _, projection := range []Projection{Factor, Polis} {
		previous, err := New(in, Options{Projection: projection})
		if err != nil {
			t.Fatal(err)
		}
		var maps [3]*Map
		var wait sync.WaitGroup
		for i := range maps {
			wait.Go(func() { maps[i], _ = New(in, Options{Projection: projection, Previous: previous}) })
		}
		wait.Wait()
		for _, m := range maps[1:] {
			for p, at := range m.Positions {
				if at != maps[0].Positions[p] {
					t.Fatalf("%s: participant %d stands at %v and at %v", projection, p, at, maps[0].Positions[p])
				}
			}
		}
	}
}
