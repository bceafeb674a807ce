package register

import (
	"math/big"
	"testing"
)

const missing = -1

// unitsOf turns a table of observers by units into units.
func unitsOf(observers ...[]int) [][]int {
	units := make([][]int, len(observers[0]))
	for _, o := range observers {
		for u, level := range o {
			if level != missing {
				units[u] = append(units[u], level)
			}
		}
	}
	return units
}

// K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): its example C
// has four observers, twelve units and gaps, with ordinal α = 0.815; its example A
// has two values, for which ordinal and nominal α are the same: 0.095.
func TestAlphaAsPublished(t *testing.T) {
	c := unitsOf(
		[]int{1, 2, 3, 3, 2, 1, 4, 1, 2, missing, missing, missing},
		[]int{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, missing, 3},
		[]int{missing, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, missing},
		[]int{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, missing},
	)
	a := unitsOf([]int{0, 1, 0, 0, 0, 0, 0, 0, 1, 0}, []int{1, 1, 1, 0, 0, 1, 0, 0, 0, 0})
	for want, units := range map[string][][]int{"0.815": c, "0.095": a} {
		if got := Alpha(units).FloatString(3); got != want {
			t.Errorf("α is %s, published %s", got, want)
		}
	}
}

// The reference of Maple, EssayTools, QuadraticWeightedKappa, gives two examples:
// 0.758620689655172 and 0.438095238095238 (cut, not rounded).
func TestKappaAsPublished(t *testing.T) {
	first := []int{9, 7, 8, 7, 6, 8, 3, 5, 10}
	for want, second := range map[string][]int{
		"0.75862068965517": {8, 8, 6, 6, 7, 6, 1, 4, 8},
		"0.43809523809523": {3, 5, 6, 6, 7, 6, 1, 4, 8},
	} {
		var pairs [][2]int
		for i := range first {
			pairs = append(pairs, [2]int{first[i], second[i]})
		}
		if got := Kappa(pairs).FloatString(20)[:len(want)]; got != want {
			t.Errorf("κ is %s, published %s", got, want)
		}
	}
}

func TestCoefficientsWithoutAValue(t *testing.T) {
	for what, units := range map[string][][]int{"nothing": nil, "one coder": {{1}, {2}}, "no variation": {{2, 2}, {2, 2}}} {
		if a := Alpha(units); a != nil || UseOf(a) != NoUse || Coefficient(a) != "" {
			t.Errorf("%s: α is %v", what, a)
		}
	}
	if k := Kappa([][2]int{{2, 2}, {2, 2}}); k != nil {
		t.Errorf("κ without variation is %v", k)
	}
	if a := Alpha([][]int{{0, 0}, {3, 3}, {1, 1}}); a.Cmp(big.NewRat(1, 1)) != 0 {
		t.Errorf("α of full agreement is %v", a)
	}
	q := QualityOf([][2]Rating{{{Level: 3}, {Level: 3}}, {{Level: 0}, {Instead: CannotAssess}}, {{Level: 1}, {Level: 1}}})
	if q.Compared != 2 || q.Use != UseIt {
		t.Errorf("a state was compared as a number: %+v", q)
	}
}

// A coefficient is judged before it is rounded.
func TestThresholds(t *testing.T) {
	for _, c := range []struct {
		alpha *big.Rat
		want  Use
	}{
		{big.NewRat(80, 100), UseIt}, {big.NewRat(7999, 10000), MarkIt}, {big.NewRat(67, 100), MarkIt},
		{big.NewRat(6699, 10000), RecodeIt}, {big.NewRat(-1, 3), RecodeIt}, {big.NewRat(1, 1), UseIt},
	} {
		if got := UseOf(c.alpha); got != c.want {
			t.Errorf("%v: %s, want %s", c.alpha, got, c.want)
		}
		if !alphaText.MatchString(Coefficient(c.alpha)) {
			t.Errorf("%s is not how coefficients are written", Coefficient(c.alpha))
		}
	}
	if got := Coefficient(big.NewRat(-1, 1000)); got != "0.00" {
		t.Errorf("a coefficient near nothing is written %s", got)
	}
}
