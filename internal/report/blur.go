package report

import "math"

// blur rounds what is computed from more than is shown. A fitted prior to full
// precision is an equation that the counts of all statements satisfy, those
// withheld too: with the other counts known, it can be solved for them. For
// whoever may not see every count there are no priors, and other numbers have
// the few digits that a reader needs.
func (r *Result) blur() {
	r.Priors = []Prior{}
	for k := range r.Explained {
		r.Explained[k] = rounded(r.Explained[k])
	}
	r.Groups.Silhouette, r.Groups.Stability = rounded(r.Groups.Silhouette), rounded(r.Groups.Stability)
	for j := range r.Statements {
		s := &r.Statements[j]
		s.Certainty, s.Consensus = blurred(s.Certainty), blurred(s.Consensus)
		for k := range s.Sides {
			s.Sides[k].Low, s.Sides[k].High = blurred(s.Sides[k].Low), blurred(s.Sides[k].High)
		}
	}
}

func rounded(x float64) float64 { return math.Round(100*x) / 100 }

func blurred(x *float64) *float64 {
	if x == nil {
		return nil
	}
	y := rounded(*x)
	return &y
}
