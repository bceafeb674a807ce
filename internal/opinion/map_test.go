package opinion

import (
	"testing"
	"time"
)

func TestMapSpeed(t *testing.T) {
	for _, s := range []Simulation{{Participants: 10000, Statements: 500, VotesPer: 50, Sides: 2, Seed: 1}, {Participants: 100000, Statements: 1000, VotesPer: 50, Sides: 2, Seed: 1}} {
		sim := Simulate(s)
		start := time.Now()
		m, err := New(Input{Votes: sim.Votes, Side: sim.Side, Sides: 2}, Options{})
		t.Log(time.Since(start), err, m.Groups, m.Rules)
		n := map[Reading]int{}
		fr := 0
		for _, s := range m.Statements {
			n[s.Reading]++
			if s.Fragile {
				fr++
			}
		}
		t.Log(n, fr, m.Explained)
	}
}
