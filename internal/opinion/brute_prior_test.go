package opinion

import (
	"math"
	"testing"
)

func betaBinomialLikelihood(hits, votes []int, a, b float64) (sum float64) {
	for j, n := range votes {
		if n > 0 {
			sum += logBeta(float64(hits[j])+a, float64(n-hits[j])+b) - logBeta(a, b)
		}
	}
	return sum
}

// bestOnGrid returns the largest likelihood on a grid of means and strengths.
func bestOnGrid(hits, votes []int) (best, mean, strength float64) {
	best = math.Inf(-1)
	for i := range 61 {
		s := 0.5 * math.Pow(1024, float64(i)/60)
		for k := -60; k <= 60; k++ {
			x := 1 / (1 + math.Exp(-float64(k)/8))
			if l := betaBinomialLikelihood(hits, votes, s*x, s*(1-x)); l > best {
				best, mean, strength = l, x, s
			}
		}
	}
	return best, mean, strength
}

// priorCases are counts of every kind that a side may produce.
func priorCases() map[string][2][]int {
	r := chance(71)
	cases := map[string][2][]int{}
	add := func(name string, draw func(j int) (hits, votes int)) {
		var of [2][]int
		for j := range 20 + r.IntN(60) {
			h, n := draw(j)
			of[0], of[1] = append(of[0], h), append(of[1], n)
		}
		cases[name] = of
	}
	binomial := func(n int, p float64) (h int) {
		for range n {
			if r.Float64() < p {
				h++
			}
		}
		return h
	}
	add("all shares alike", func(int) (int, int) { n := 30 + r.IntN(50); return binomial(n, 0.55), n })
	add("more alike than chance", func(int) (int, int) { n := 2 * (10 + r.IntN(30)); return n / 2, n })
	add("uniform", func(int) (int, int) { n := 5 + r.IntN(50); return binomial(n, r.Float64()), n })
	add("all or nothing", func(j int) (int, int) { n := 10 + r.IntN(50); return n * (j % 2), n })
	add("nobody", func(int) (int, int) { return 0, 10 + r.IntN(50) })
	add("everybody", func(int) (int, int) { n := 10 + r.IntN(50); return n, n })
	add("one vote each", func(j int) (int, int) { return j % 2, 1 })
	add("one in a hundred", func(int) (int, int) { n := 20 + r.IntN(50); return binomial(n, 0.01), n })
	add("many votes", func(int) (int, int) { n := 20_000 + r.IntN(50_000); return int(float64(n) * r.Float64()), n })
	add("many votes, alike", func(int) (int, int) { n := 20_000 + r.IntN(50_000); return n/2 + r.IntN(100), n })
	add("near all and near nothing", func(j int) (int, int) { return 1 + 28*(j%2), 30 })
	add("some not seen", func(j int) (int, int) { n := 12 * min(j%5, 1) * r.IntN(30); return binomial(n, 0.3), n })
	add("one apart", func(j int) (int, int) {
		if j == 3 {
			return 200, 200
		}
		return binomial(100, 0.1), 100
	})
	return cases
}

func TestFittedPriorIsTheMostLikely(t *testing.T) {
	for name, c := range priorCases() {
		hits, votes := c[0], c[1]
		seen := len(votes) - countOf(votes, 0)
		got := fitPrior(hits, votes)
		if seen < 20 {
			if got != jeffreysPrior {
				t.Errorf("%s: %d statements seen, but the prior is %v", name, seen, got)
			}
			continue
		}
		if s := got[0] + got[1]; !(s > 0.5-1e-9 && s < 512+1e-6) {
			t.Errorf("%s: strength %v", name, s)
		}
		best, mean, strength := bestOnGrid(hits, votes)
		if l := betaBinomialLikelihood(hits, votes, got[0], got[1]); l < best-1e-4*max(1, 1e-6*math.Abs(best)) {
			t.Errorf("%s: prior %v has ln likelihood %v; mean %v of strength %v has %v", name, got, l, mean, strength, best)
		}
	}
}

func TestPriorOfFewStatementsIsJeffreys(t *testing.T) {
	counts := randomCounts(72, 2, 19, 40)
	m, err := New(sheetOf(counts).input(), Options{Projection: Polis})
	if err != nil {
		t.Fatal(err)
	}
	for side, p := range m.Rules.Priors {
		if p.Agree != jeffreysPrior || p.Disagree != jeffreysPrior {
			t.Errorf("side %d, 19 statements: %v", side, p)
		}
	}
}

// Every side's prior is its own, and disagreement has another than agreement.
func TestPriorsOfAMapAreFittedSideBySide(t *testing.T) {
	counts := randomCounts(73, 2, 40, 60)
	m, err := New(sheetOf(counts).input(), Options{Projection: Polis})
	if err != nil {
		t.Fatal(err)
	}
	for side, p := range m.Rules.Priors {
		var hits [2][]int
		var votes []int
		for _, of := range counts {
			hits[0], hits[1] = append(hits[0], of[side].Agree), append(hits[1], of[side].Disagree)
			votes = append(votes, of[side].Votes())
		}
		for way, got := range [2][2]float64{p.Agree, p.Disagree} {
			best, _, _ := bestOnGrid(hits[way], votes)
			if l := betaBinomialLikelihood(hits[way], votes, got[0], got[1]); l < best-1e-6 {
				t.Errorf("side %d, way %d: %v has %v, the grid %v", side, way, got, l, best)
			}
		}
	}
}
