package opinion

import (
	"cmp"
	"math"
	"slices"
)

// representative returns, for each statement, the groups that it represents:
// those whose members agree with it, or disagree, clearly more often than all
// others do. counts are by group, then statement.
//
// The test is the two-proportion z-test that Polis uses (Small et al. 2021),
// with the same prior, one vote for and one against, on both proportions:
//
//	z = (p₁ - p₂) / √(p(1-p)(1/n₁ + 1/n₂)),  pᵢ = (kᵢ+1)/(nᵢ+2)
//
// and of all statements × groups × {agree, disagree} those are kept of which
// at most 5% are expected to be false (Benjamini and Hochberg 1995).
func representative(counts [][]Count) [][]int {
	if len(counts) < 2 {
		return nil
	}
	statements := len(counts[0])
	type test struct {
		p            float64
		statement, g int
	}
	var tests []test
	for j := range statements {
		var all Count
		for g := range counts {
			all = all.plus(counts[g][j])
		}
		for g := range counts {
			in := counts[g][j]
			out := all.minus(in)
			tests = append(tests,
				test{normalTail(twoProportions(in.Agree, in.Votes(), out.Agree, out.Votes())), j, g},
				test{normalTail(twoProportions(in.Disagree, in.Votes(), out.Disagree, out.Votes())), j, g})
		}
	}
	slices.SortFunc(tests, func(a, b test) int {
		return cmp.Or(cmp.Compare(a.p, b.p), cmp.Compare(a.statement, b.statement), cmp.Compare(a.g, b.g))
	})
	keep := 0
	for i, t := range tests {
		if t.p <= float64(0.05*float64(i+1))/float64(len(tests)) {
			keep = i + 1
		}
	}
	of := make([][]int, statements)
	for _, t := range tests[:keep] {
		if !slices.Contains(of[t.statement], t.g) {
			of[t.statement] = append(of[t.statement], t.g)
		}
	}
	for _, groups := range of {
		slices.Sort(groups)
	}
	return of
}

// twoProportions returns z for k1 of n1 against k2 of n2.
func twoProportions(k1, n1, k2, n2 int) float64 {
	a, b := float64(k1+1), float64(n1+2)
	c, d := float64(k2+1), float64(n2+2)
	p := (a + c) / (b + d)
	return (a/b - c/d) / math.Sqrt(float64(p*(1-p))*(1/b+1/d))
}

// normalTail returns P(Z > z) for a standard normal Z. The tail of Z² is that
// of a gamma distribution of shape ½: a series near 0, a continued fraction
// (Lentz's method) further out.
func normalTail(z float64) float64 {
	if z < 0 {
		return 1 - normalTail(-z)
	}
	x := float64(float64(z*z) / 2)
	if x < 1.5 {
		term, sum := 1.0, 1.0
		for k := 1; term > 1e-17*sum; k++ {
			term = float64(term*x) / (0.5 + float64(k))
			sum += term
		}
		const sqrtPi = 1.77245385090551602730
		return 0.5 - float64(float64(exp(-x)*math.Sqrt(x))*sum)/sqrtPi
	}
	b := x + 0.5
	c, d := 1e300, 1/b
	h := d
	for k := 1; k < 500; k++ {
		a := -float64(float64(k) * (float64(k) - 0.5))
		b += 2
		d = 1 / (float64(a*d) + b)
		c = b + a/c
		h = float64(h * float64(d*c))
		if math.Abs(float64(d*c)-1) < 1e-16 {
			break
		}
	}
	const sqrtPi = 1.77245385090551602730
	return float64(float64(exp(-x)*math.Sqrt(x))*h) / sqrtPi / 2
}

// consensus returns the group-informed consensus of one statement as Polis
// computes it, kept for comparison only: it favours statements that hardly
// anybody saw.
//
//	∏_g (agreed_g + 1) / (voted_g + 2)
func consensus(counts []Count) float64 {
	p := 1.0
	for _, c := range counts {
		p = float64(p*float64(c.Agree+1)) / float64(c.Votes()+2)
	}
	return p
}
