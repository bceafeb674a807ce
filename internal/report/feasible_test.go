package report

import (
	"math/rand/v2"
	"testing"

	"parley/internal/opinion"
)

const crowded = 26 // people of the one side that is looked at

// cells are how many agree, disagree, pass and have not voted.
func cells(c opinion.Count) [4]int {
	return [4]int{c.Agree, c.Disagree, c.Pass, crowded - c.Votes()}
}

// couldBe reports whether c may be the votes of a moment at which the figure,
// shown before, stayed: what one knows who knows the rules and the room.
func couldBe(c opinion.Count, shown SideFigure) bool {
	few := c.Votes() < fewestForPublic
	switch {
	case shown.Agree == nil:
		return few || c.Votes()-(fewestForPublic-1) < stepOf
	case few:
		return shown.voters()-(fewestForPublic-1) < stepOf
	}
	was := cells(opinion.Count{Agree: *shown.Agree, Disagree: *shown.Disagree, Pass: *shown.Pass})
	gained := 0
	for i, n := range cells(c) {
		gained += max(0, n-was[i])
	}
	return gained < stepOf
}

// SAFETY.md C12, over all looks of an open dialogue: wherever the votes of the
// moment are not shown, each of their counts can be five numbers or more to
// whoever saw every look and knows the rules. The room has one side, so that
// no other can be what keeps the figure.
func TestEveryLookLeavesFiveNumbers(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 9))
	checked := map[SideFigure]bool{}
	hidden, looks := 0, 0
	for range 20 {
		k := members(crowded, 1, 1)
		var shown *Result
		for range 60 {
			for range random.IntN(4) {
				k.vote(random, 1)
			}
			before := shown
			shown = Step(before, k.look(random, false))
			f := shown.Statements[0].Sides[0]
			if f.Agree != nil && (before == nil || before.Statements[0].Sides[0] != f) {
				continue // the votes of this moment themselves
			}
			looks++
			truth := k.figures().Map.Statements[0].Sides[0].Count
			if !couldBe(truth, f) {
				t.Fatalf("%+v cannot be where %s is shown", truth, split(f))
			}
			if key := f; !checked[key] {
				checked[key] = true
				hidden++
				wide(t, f)
			}
		}
	}
	if hidden < 20 || looks < 300 {
		t.Errorf("%d figures at %d looks", hidden, looks)
	}
}

// wide fails when some count that is hidden behind f is known too well.
func wide(t *testing.T, f SideFigure) {
	t.Helper()
	var values [4]map[int]bool
	for i := range values {
		values[i] = map[int]bool{}
	}
	splits(crowded, func(c opinion.Count) {
		if couldBe(c, f) {
			for i, n := range cells(c) {
				values[i][n] = true
			}
		}
	})
	for i := range values {
		if len(values[i]) < 5 {
			t.Errorf("behind %s, number %d can only be %v", split(f), i, values[i])
		}
	}
}

func split(f SideFigure) string {
	if f.Agree == nil {
		return "nothing"
	}
	return number(f.Agree) + "/" + number(f.Disagree) + "/" + number(f.Pass)
}
