package report

import (
	"math"
	"testing"

	"parley/internal/opinion"
)

// Nobody but the operator is told a number to more digits than a reader needs.
func TestComputedNumbersHaveTwoDigits(t *testing.T) {
	f := simulated(t, opinion.Simulation{Participants: 90, Statements: 30, VotesPer: 12, Sides: 2, Seed: 3}, opinion.Input{})
	for _, to := range []Audience{Public, Members} {
		r := Disclose(f, to)
		numbers := append([]float64{r.Groups.Silhouette, r.Groups.Stability}, r.Explained...)
		told := 0
		for _, s := range r.Statements {
			for _, x := range []*float64{s.Certainty, s.Consensus, s.Sides[0].Low, s.Sides[0].High, s.Sides[1].Low, s.Sides[1].High} {
				if x != nil {
					told++
					numbers = append(numbers, *x)
				}
			}
		}
		if told == 0 {
			t.Fatal("nothing was told")
		}
		for _, x := range numbers {
			if math.Abs(100*x-math.Round(100*x)) > 1e-9 {
				t.Errorf("audience %d is told %v", to, x)
			}
		}
	}
	if r := Disclose(f, Operator); r.Explained[0] != f.Map.Explained[0] {
		t.Errorf("the operator is told %v of %v", r.Explained[0], f.Map.Explained[0])
	}
}
