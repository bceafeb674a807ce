package opinion

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// The oracle is gonum's mathext and the standard library.
func TestSpecialFunctions(t *testing.T) {
	near := func(name string, got, want, tol float64) {
		t.Helper()
		if math.Abs(got-want) > tol*max(1, math.Abs(want)) {
			t.Errorf("%s = %v, want %v", name, got, want)
		}
	}
	r := random(1)
	for range 3000 {
		x := exp(20 * (r.float() - 0.5))
		near("exp", exp(20*(x/(1+x)-0.5)), math.Exp(20*(x/(1+x)-0.5)), 1e-14)
		near("ln", ln(x), math.Log(x), 1e-15)
		lg, _ := math.Lgamma(x)
		near("lnGamma", lnGamma(x), lg, 1e-13)
		near("digamma", digamma(x), mathext.Digamma(x), 1e-9) // the oracle itself is good to 1e-10
		h := 1e-4 * x
		near("trigamma", trigamma(x), (digamma(x+h)-digamma(x-h))/(2*h), 1e-4)
		a, b, p := exp(9*r.float()-1), exp(9*r.float()-1), r.float()
		lnB := lnBeta(a, b)
		near("betaCDF", betaCDF(a, b, p, lnB), mathext.RegIncBeta(a, b, p), 1e-10)
		near("betaQuantile", betaCDF(a, b, betaQuantile(a, b, p, lnB), lnB), p, 1e-8)
	}
}

func TestBetaAtTheEdges(t *testing.T) {
	lnB := lnBeta(0.5, 30.5)
	if betaCDF(0.5, 30.5, 0, lnB) != 0 || betaCDF(0.5, 30.5, 1, lnB) != 1 {
		t.Error("a share lies in [0, 1]")
	}
	if got := betaCDF(5e5, 5e5, 0.5, lnBeta(5e5, 5e5)); math.Abs(got-0.5) > 1e-8 {
		t.Errorf("half of a symmetric distribution is %v", got)
	}
}
