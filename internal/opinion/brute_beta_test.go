package opinion

import (
	"math"
	"testing"
)

// betaBySimpson integrates the Beta density from 0 to x after x = sin²θ, where
// it is smooth for a, b ≥ ½.
func betaBySimpson(a, b, x float64) float64 {
	const steps = 20_000
	density := func(theta float64) float64 {
		s, c := math.Sin(theta), math.Cos(theta)
		if s <= 0 || c <= 0 {
			if (s <= 0 && a == 0.5) || (c <= 0 && b == 0.5) {
				return 2 * math.Exp(-logBeta(a, b))
			}
			return 0
		}
		return 2 * math.Exp((2*a-1)*math.Log(s)+(2*b-1)*math.Log(c)-logBeta(a, b))
	}
	to := math.Asin(math.Sqrt(x))
	h := to / steps
	sum := density(0) + density(to)
	for i := 1; i < steps; i++ {
		sum += float64(2+2*(i%2)) * density(float64(i)*h)
	}
	return sum * h / 3
}

func TestBeliefIsTheIntegralOfTheBetaDensity(t *testing.T) {
	r := chance(1)
	for range 40 {
		n := r.IntN(300)
		hits, x := r.IntN(n+1), r.Float64()
		b := believe(hits, n, 0, jeffreysPrior)
		if got, want := b.above(x), 1-betaBySimpson(b.a, b.b, x); math.Abs(got-want) > 1e-9 {
			t.Errorf("oracle: P(share > %v) of %d of %d = %v, by Simpson %v", x, hits, n, got, want)
		}
	}
}

var jeffreysPrior = [2]float64{0.5, 0.5}

// randomPrior returns (½, ½) or some prior that the engine may fit.
func randomPrior(u, v float64) [2]float64 {
	if u < 0.3 {
		return jeffreysPrior
	}
	strength := 0.5 * math.Pow(1024, u)
	return [2]float64{strength * (0.02 + 0.96*v), strength * (0.98 - 0.96*v)}
}

func TestShareTailsAndIntervalsAgainstIntegration(t *testing.T) {
	r := chance(2)
	for i := range 600 {
		n := r.IntN([]int{8, 60, 1500}[i%3])
		hits, tau, room := r.IntN(n+1), 0.1+0.8*r.Float64(), 0
		if i%2 == 1 {
			room = max(1, n+r.IntN(120))
		}
		tau = math.Round(tau*1000) / 1000
		prior := randomPrior(r.Float64(), r.Float64())
		got, want := newShare(hits, n, room, prior), believe(hits, n, room, prior)
		if g, w := got.above(tau), want.above(tau); math.Abs(g-w) > 1e-9 {
			t.Errorf("P(share > %v) of %d of %d in a room of %d, prior %v = %v, want %v", tau, hits, n, room, prior, g, w)
		}
		for _, p := range []float64{0.05, 0.95} {
			if g, w := got.quantile(p), want.quantile(p); math.Abs(g-w) > 1e-8 {
				t.Errorf("quantile %v of %d of %d in a room of %d, prior %v = %v, want %v", p, hits, n, room, prior, g, w)
			}
		}
	}
}

func TestProbabilityOfAGapAgainstIntegration(t *testing.T) {
	r := chance(3)
	for i := range 300 {
		var got [2]share
		var want [2]belief
		for k := range got {
			n := r.IntN([]int{12, 80, 400}[i%3]) + 5
			hits, room := r.IntN(n+1), 0
			if (i/3+k)%3 == 1 {
				room = n + r.IntN(60)
			}
			prior := randomPrior(r.Float64(), r.Float64())
			got[k], want[k] = newShare(hits, n, room, prior), believe(hits, n, room, prior)
		}
		g, w := apart(&got[0], &got[1], 0.2), want[0].apart(want[1])
		if math.Abs(g-w) > 1e-4 {
			t.Errorf("P(|Beta(%v, %v) - Beta(%v, %v)| > 0.2), rooms %d and %d: %v, want %v", want[0].a, want[0].b, want[1].a, want[1].b, want[0].room, want[1].room, g, w)
		}
	}
}

// Above 1,000 people yet to vote the engine may take a Beta distribution for
// the BetaBinomial: how far that is from enumeration is logged.
func TestLargeRoomAgainstEnumeration(t *testing.T) {
	r := chance(4)
	worst, worstEdge := 0.0, 0.0
	for range 200 {
		n := 5 + r.IntN(200)
		hits, room := r.IntN(n+1), n+1001+r.IntN(3000)
		prior := randomPrior(r.Float64(), r.Float64())
		got, want := newShare(hits, n, room, prior), believe(hits, n, room, prior)
		worst = max(worst, math.Abs(got.above(0.5)-want.above(0.5)))
		for _, p := range []float64{0.05, 0.95} {
			worstEdge = max(worstEdge, math.Abs(got.quantile(p)-want.quantile(p)))
		}
	}
	t.Logf("largest difference: probability %.2g, bound %.2g", worst, worstEdge)
	if worst > 1e-3 || worstEdge > 2e-3 {
		t.Errorf("a large room's probability is off by %v, a bound by %v", worst, worstEdge)
	}
}
