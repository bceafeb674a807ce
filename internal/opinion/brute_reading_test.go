package opinion

import (
	"math"
	"slices"
	"testing"
)

// randomCounts makes counts of side and statement: shares of every kind, some
// sides with few votes.
func randomCounts(seed uint64, sides, statements, most int) [][]Count {
	r := chance(seed)
	counts := make([][]Count, statements)
	for j := range counts {
		centre := r.Float64()
		for range sides {
			share := min(max(centre+0.15*r.NormFloat64(), 0), 1)
			if j%3 == 0 {
				share = r.Float64()
			}
			n := r.IntN(most + 1)
			if r.IntN(6) == 0 {
				n = r.IntN(8)
			}
			c := Count{Pass: n / 15}
			for range n - c.Pass {
				if r.Float64() < share {
					c.Agree++
				} else {
					c.Disagree++
				}
			}
			counts[j] = append(counts[j], c)
		}
	}
	return counts
}

// compareReadings compares every statement's reading with the oracle's, and
// returns how many of each kind there were.
func compareReadings(t *testing.T, counts [][]Count, rooms []int, threshold float64) map[Reading]int {
	t.Helper()
	s := sheetOf(counts)
	s.rooms = rooms
	m, err := New(s.input(), Options{Projection: Polis, Threshold: threshold})
	if err != nil {
		t.Fatal(err)
	}
	o := oracle{m.Rules}
	kinds := map[Reading]int{}
	for j, got := range m.Statements {
		want := o.read(counts[j])
		if want.close {
			continue
		}
		kinds[got.Reading]++
		if got.Reading != want.reading || math.Abs(got.Certainty-want.certainty) > 1e-4 {
			t.Errorf("%v in rooms %v, rules %+v: %s %v, want %s %v", counts[j], rooms, m.Rules, got.Reading, got.Certainty, want.reading, want.certainty)
			continue
		}
		if got.Reading == Open && !slices.Equal(got.OpenFor, want.openFor) {
			t.Errorf("%v: open for %v, want %v", counts[j], got.OpenFor, want.openFor)
		}
		compareFigures(t, o, counts[j], got)
	}
	return kinds
}

func compareFigures(t *testing.T, o oracle, counts []Count, got Statement) {
	t.Helper()
	for side, f := range got.Sides {
		low, high := o.interval(side, counts[side])
		if math.Abs(f.Low-low) > 1e-8 || math.Abs(f.High-high) > 1e-8 {
			t.Errorf("interval of %v: %v to %v, want %v to %v", counts[side], f.Low, f.High, low, high)
		}
	}
	unequal, breakdown := false, 0
	if got.Reading == CommonGround || got.Reading == CommonGroundReject {
		breakdown = o.breakdown(counts, got.Reading)
		for _, a := range counts {
			for _, b := range counts {
				unequal = unequal || 5*(a.Agree*b.Votes()-b.Agree*a.Votes()) > a.Votes()*b.Votes()
			}
		}
	}
	if got.Unequal != unequal {
		t.Errorf("%v, %s: unequal is %v", counts, got.Reading, got.Unequal)
	}
	if got.Breakdown != breakdown {
		t.Errorf("%v, %s: breakdown %d, want %d", counts, got.Reading, got.Breakdown, breakdown)
	}
}

func TestReadingsInTheOrderOfR7(t *testing.T) {
	kinds := map[Reading]int{}
	for seed := range uint64(6) {
		sides := 2 + int(seed)%2
		for kind, n := range compareReadings(t, randomCounts(seed, sides, 40, []int{25, 60}[seed/2%2]), nil, 0.5) {
			kinds[kind] += n
		}
	}
	t.Log(kinds)
	for _, kind := range []Reading{CommonGround, CommonGroundReject, Divide, Open, Mixed} {
		if kinds[kind] < 5 {
			t.Errorf("only %d statements read as %s", kinds[kind], kind)
		}
	}
}

// Fewer than 20 statements: Jeffreys' prior alone.
func TestReadingsOfFewStatements(t *testing.T) {
	for seed := range uint64(6) {
		compareReadings(t, randomCounts(100+seed, 2, 15, 30), nil, 0.5)
	}
}

func TestReadingsInFiniteRooms(t *testing.T) {
	kinds := map[Reading]int{}
	for seed := range uint64(6) {
		counts := randomCounts(200+seed, 2, 30, 20)
		rooms := []int{20 + int(seed%4)*3, 20 + int(seed/4)*9}
		if seed == 5 {
			rooms[0] = 0 // one side's size is not known
		}
		for kind, n := range compareReadings(t, counts, rooms, []float64{0.5, 0.6, 0.3}[seed%3]) {
			kinds[kind] += n
		}
	}
	t.Log(kinds)
}

// When all have voted whole numbers are compared: 5 of 10 is not above one
// half, and 7 of 10 against 5 of 10 is not more than 0.2 apart.
func TestWholeNumbersWhenAllHaveVoted(t *testing.T) {
	for _, c := range []struct {
		a, b Count
		want Reading
	}{
		{Count{Agree: 5, Disagree: 5}, Count{Agree: 10}, Divide}, // 0.5 apart
		{Count{Agree: 5, Disagree: 5}, Count{Agree: 7, Disagree: 3}, Mixed},
		{Count{Agree: 6, Disagree: 4}, Count{Agree: 6, Disagree: 4}, CommonGround},
		{Count{Agree: 4, Disagree: 6}, Count{Agree: 6, Disagree: 4}, Divide}, // majorities differ
		{Count{Agree: 3, Disagree: 6, Pass: 1}, Count{Agree: 1, Disagree: 6, Pass: 3}, CommonGroundReject},
		{Count{Agree: 3, Disagree: 3, Pass: 4}, Count{Agree: 1, Disagree: 3, Pass: 6}, Mixed},
	} {
		s := sheetOf([][]Count{{c.a, c.b}})
		s.rooms = []int{10, 10}
		m, err := New(s.input(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Statements[0]; got.Reading != c.want {
			t.Errorf("%v and %v of 10: %s, want %s", c.a, c.b, got.Reading, c.want)
		}
	}
}

// Three or four people who are all there are have been heard.
func TestSmallestRoomsAreHeard(t *testing.T) {
	kinds := compareReadings(t, [][]Count{
		{{Agree: 3}, {Agree: 4}},
		{{Agree: 2, Disagree: 1}, {Disagree: 4}},
		{{Agree: 2}, {Agree: 4}},
	}, []int{3, 4}, 0.5)
	if kinds[CommonGround] != 1 || kinds[Divide] != 1 || kinds[Open] != 1 {
		t.Errorf("3 and 4 of 3 and 4 people: %v", kinds)
	}
}

// One person has not voted, and nobody else agrees there. With a probability
// of 0.95 or more that one does not either, and the sides lie a little more
// than 0.2 apart; else a good deal less.
func TestADivideThatOneMissingVoteCouldUndo(t *testing.T) {
	for _, s := range []struct {
		all, others Count
	}{
		{Count{Agree: 4, Pass: 15}, Count{Pass: 10}},
		{Count{Agree: 20, Pass: 79}, Count{Pass: 30}},
		{Count{Agree: 12, Pass: 47}, Count{Pass: 40}},
	} {
		n, m := s.all.Votes(), s.others.Votes()+1
		kinds := compareReadings(t, [][]Count{{s.all, s.others}}, []int{n, m}, 0.5)
		if !t.Failed() && kinds[Divide] != 1 {
			t.Errorf("%v of %d, %v of %d: %v", s.all, n, s.others, m, kinds)
		}
		compareReadings(t, [][]Count{{s.others, s.all}}, []int{m, n}, 0.5)
	}
}
