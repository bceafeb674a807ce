package opinion

import (
	"math"
	"testing"
)

// A Tally that has followed every vote, and been refreshed, says what the map
// says.
func TestTallyAgreesWithMap(t *testing.T) {
	made := Simulate(Simulation{Participants: 300, Statements: 60, VotesPer: 25, Sides: 2, Seed: 3})
	m, err := New(Input{Votes: made.Votes, Side: made.Side, Sides: 2}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	tally := NewTally(2, 60, 0.5, nil)
	for p := range made.Votes.Participants() {
		for j, v := range made.Votes.Row(p) {
			tally.Cast(made.Side[p], j, Pass)
			tally.Retract(made.Side[p], j, Pass)
			tally.Cast(made.Side[p], j, v)
		}
	}
	tally.Refresh(m)
	for j, s := range m.Statements {
		if reading, q := tally.Reading(j); reading != s.Reading || math.Abs(q-s.Certainty) > 1e-15 {
			t.Errorf("statement %d: %s %v, the map says %s %v", j, reading, q, s.Reading, s.Certainty)
		}
		for side, f := range s.Sides {
			if tally.Count(side, j) != f.Count {
				t.Errorf("statement %d, side %d: %v, the map says %v", j, side, tally.Count(side, j), f.Count)
			}
		}
	}
}

func TestNextPrefersWhatThisSideHasNotSaid(t *testing.T) {
	tally := NewTally(2, 3, 0.5, nil)
	for range 40 {
		tally.Cast(0, 0, Agree) // settled for side 0
		tally.Cast(1, 0, Agree)
		tally.Cast(1, 1, Agree) // side 0 has said nothing on 1
		tally.Cast(0, 2, []Vote{Agree, Disagree}[tally.Count(0, 2).Votes()%2])
	}
	all := []Candidate{{0, 0}, {1, 0}, {2, 0}}
	shown := drawMany(tally, 0, all)
	if !(shown[1] > shown[2] && shown[2] > shown[0]) {
		t.Errorf("shown %v times: want the open statement most, the settled one least", shown)
	}
	if _, ok := tally.Next(0, nil, func() float64 { return 0 }); ok {
		t.Error("a statement was drawn from none")
	}
}

func TestNextBalancesAuthors(t *testing.T) {
	tally := NewTally(2, 12, 0.5, nil)
	var all []Candidate
	for j := range 12 {
		author := 0
		if j < 2 {
			author = 1 // ten statements by one side's people, two by the other's
		}
		all = append(all, Candidate{j, author})
	}
	shown := drawMany(tally, 0, all)
	if other := shown[0] + shown[1]; other < 9000 || other > 11000 {
		t.Errorf("%d of 20000 draws show the statements of the side that wrote two", other)
	}
	for range 30 {
		tally.Cast(0, 0, Agree)
	}
	shown = drawMany(tally, 0, all)
	if other := shown[0] + shown[1]; other > 7000 {
		t.Errorf("%d of 20000 draws show statements that were shown more so far", other)
	}
}

func drawMany(tally *Tally, side int, all []Candidate) []int {
	chance := random(5)
	shown := make([]int, len(tally.counts))
	for range 20000 {
		j, _ := tally.Next(side, all, chance.float)
		shown[j]++
	}
	return shown
}

func TestNextAlwaysDrawsACandidate(t *testing.T) {
	tally := NewTally(1, 4, 0.5, nil)
	for _, x := range []float64{0, 0.5, math.Nextafter(1, 0)} {
		if j, ok := tally.Next(0, []Candidate{{3, NoSide}, {1, 0}}, func() float64 { return x }); !ok || j != 3 && j != 1 {
			t.Errorf("drew %d", j)
		}
	}
}

func BenchmarkOneVote(b *testing.B) {
	made := Simulate(Simulation{Participants: 1000, Statements: 200, VotesPer: 50, Sides: 2, Seed: 1})
	m, err := New(Input{Votes: made.Votes, Side: made.Side, Sides: 2}, Options{})
	if err != nil {
		b.Fatal(err)
	}
	tally := NewTally(2, 200, 0.5, nil)
	for p := range made.Votes.Participants() {
		for j, v := range made.Votes.Row(p) {
			tally.Cast(made.Side[p], j, v)
		}
	}
	tally.Refresh(m)
	for j := range 200 {
		tally.Reading(j)
	}
	for i := 0; b.Loop(); i++ {
		j, side := i/2%200, i/400%2
		if i%2 == 0 {
			tally.Cast(side, j, Agree)
		} else {
			tally.Retract(side, j, Agree)
		}
		tally.Reading(j)
	}
}
