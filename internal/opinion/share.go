package opinion

import (
	"math"
	"sort"
)

// A share is what the votes of one side let us believe about the share of the
// whole side that agrees with a statement (or, likewise, disagrees): hits of
// the votes cast so far were for it, and the rest of the room, if its size is
// known, is yet to vote.
//
//	room unknown:      share ~ Beta(hits+α, votes-hits+β)
//	room of N known:   share·N = hits + K, K ~ BetaBinomial(N-votes; the same)
//	all have voted:    share = hits/N, for certain
//
// Above wideRoom people yet to vote, K/(N-votes) is taken to be the Beta
// distribution of the same mean and variance, with a continuity correction.
type share struct {
	hits, room int // room 0: unknown
	rest       int // people of the room yet to vote
	a, b       float64
	lnB        float64
	below      []float64 // P(K ≤ k), k = 0..rest; only for a small rest
}

const wideRoom = 1000

// newShare returns the distribution under the prior Beta(prior[0], prior[1]).
// room is 0 when unknown, else at least votes.
func newShare(hits, votes, room int, prior [2]float64) share {
	s := share{hits: hits, room: room, a: float64(hits) + prior[0], b: float64(votes-hits) + prior[1]}
	if room > 0 {
		s.rest = room - votes
		if s.rest == 0 {
			return s
		}
	}
	switch {
	case room == 0:
	case s.rest <= wideRoom:
		s.below = betaBinomial(s.rest, s.a, s.b)
		return s
	default:
		mean := s.a / (s.a + s.b)
		strength := float64(float64(s.rest)*(s.a+s.b+1))/(s.a+s.b+float64(s.rest)) - 1
		s.a, s.b = float64(mean*strength), float64((1-mean)*strength)
	}
	s.lnB = lnBeta(s.a, s.b)
	return s
}

// certain reports whether everybody of the room has voted.
func (s *share) certain() bool { return s.room > 0 && s.rest == 0 }

// betaBinomial returns P(K ≤ k) for k = 0..n, K ~ BetaBinomial(n; a, b), from
// the ratios of neighbouring probabilities, begun at the mode and left off
// where they no longer count.
func betaBinomial(n int, a, b float64) []float64 {
	const negligible = 1e-18
	p := make([]float64, n+1)
	mode := min(n, max(0, int(float64(float64(n)*a)/(a+b))))
	p[mode] = 1
	for k := mode; k < n && p[k] > negligible; k++ {
		x := float64(k)
		p[k+1] = p[k] * (float64(n) - x) * (x + a) / ((x + 1) * (float64(n) - x - 1 + b))
	}
	for k := mode; k > 0 && p[k] > negligible; k-- {
		x := float64(k - 1)
		p[k-1] = p[k] * (x + 1) * (float64(n) - x - 1 + b) / ((float64(n) - x) * (x + a))
	}
	sum := 0.0
	for k := range p {
		sum += p[k]
		p[k] = sum
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// above returns P(share > t). Where everybody has voted it is 0 or 1 by a
// comparison of whole numbers: t counts in millionths.
func (s *share) above(t float64) float64 {
	if s.room == 0 {
		return 1 - betaCDF(s.a, s.b, t, s.lnB)
	}
	// the most people of the room that are still not above t
	most := int(math.Round(t*1e6)) * s.room / 1e6
	switch k := most - s.hits; {
	case k < 0:
		return 1
	case k >= s.rest:
		return 0
	case s.below != nil:
		return 1 - s.below[k]
	default:
		return 1 - betaCDF(s.a, s.b, (float64(k)+0.5)/float64(s.rest), s.lnB)
	}
}

// cdf returns P(share ≤ x); before returns P(share < x).
func (s *share) cdf(x float64) float64 { return s.upTo(math.Floor(float64(x*float64(s.room))+1e-9), x) }
func (s *share) before(x float64) float64 {
	return s.upTo(math.Ceil(float64(x*float64(s.room))-1e-9)-1, x)
}

func (s *share) upTo(people, x float64) float64 {
	if s.room == 0 {
		return betaCDF(s.a, s.b, x, s.lnB)
	}
	switch k := int(people) - s.hits; {
	case k < 0:
		return 0
	case k >= s.rest:
		return 1
	case s.below != nil:
		return s.below[k]
	default:
		return betaCDF(s.a, s.b, (float64(k)+0.5)/float64(s.rest), s.lnB)
	}
}

// quantile returns the smallest share x (a multiple of 1/room where that is
// known) with P(share ≤ x) ≥ p.
func (s *share) quantile(p float64) float64 {
	if s.room == 0 {
		return betaQuantile(s.a, s.b, p, s.lnB)
	}
	k := 0.0
	switch {
	case s.rest == 0:
	case s.below != nil:
		k = float64(sort.SearchFloat64s(s.below, p))
	default:
		k = math.Round(float64(s.rest) * betaQuantile(s.a, s.b, p, s.lnB))
	}
	return (float64(s.hits) + k) / float64(s.room)
}

// moments returns the mean and the variance.
func (s *share) moments() (mean, variance float64) {
	n := s.a + s.b
	mean = s.a / n
	variance = float64(mean*(1-mean)) / (n + 1)
	if s.room == 0 {
		return mean, variance
	}
	part := float64(s.rest) / float64(s.room)
	if s.below != nil {
		variance = float64(variance*(n+float64(s.rest))) / float64(s.rest)
	}
	if s.rest == 0 {
		mean, variance = 0, 0
	}
	return (float64(s.hits) + float64(mean*float64(s.rest))) / float64(s.room), float64(float64(part*part) * variance)
}

// same reports whether two distributions come of the same prior and votes.
func (s *share) same(t *share) bool {
	return s.a == t.a && s.b == t.b && s.room == t.room && s.rest == t.rest
}

// smooth reports whether the distribution is a (scaled) Beta rather than a
// list of probabilities.
func (s *share) smooth() bool { return s.below == nil && !s.certain() }

// apart returns P(|s - t| > d).
func apart(s, t *share, d float64) float64 {
	if s.certain() && t.certain() {
		gap := s.hits*t.room - t.hits*s.room
		if abs(gap)*1e6 > int(math.Round(d*1e6))*s.room*t.room {
			return 1
		}
		return 0
	}
	if s.rather(t) {
		s, t = t, s
	}
	mean, variance := t.moments()
	reach := 9 * math.Sqrt(variance)
	if !t.smooth() || t.a+t.b < 30 {
		reach = 2 // not normal enough to tell what is beyond reach
	}
	outside := func(x float64) float64 {
		p := 0.0
		if x-d > mean-reach {
			p += t.before(x - d)
		}
		if x+d < mean+reach {
			p += 1 - t.cdf(x+d)
		}
		return p
	}
	switch {
	case s.certain():
		return outside(float64(s.hits) / float64(s.room))
	case s.below != nil:
		return s.sum(outside)
	default:
		return s.average(outside, math.Sqrt(variance))
	}
}

// clearlyApart settles P(|s - t| > d) without an average where it can: 0 where
// it is certain to be below level, 1 where the rest is negligible.
func clearlyApart(s, t *share, d, level float64) (p float64, ok bool) {
	if s.certain() && t.certain() {
		return 0, false
	}
	sm, sv := s.moments()
	tm, tv := t.moments()
	gap := math.Abs(sm - tm)
	if float64(gap*gap)+sv+tv < float64(level*float64(d*d)) {
		return 0, true // Markov's inequality, for the square of the difference
	}
	if !s.smooth() || !t.smooth() || s.a+s.b < 30 || t.a+t.b < 30 {
		return 0, false
	}
	// Near enough to normal to tell what is far from the border, which for
	// level 0.95 is at 1.64.
	least := 0.8
	if s.a+s.b > 100 && t.a+t.b > 100 {
		least = 1.3
	}
	switch z := (gap - d) / math.Sqrt(sv+tv); {
	case z < least:
		return 0, true
	case z > 7:
		return 1, true
	}
	return 0, false
}

// rather reports whether an average is better taken over t than over s: the
// one that is a list, else the one whose density is steepest at an end, else
// the narrower one.
func (s *share) rather(t *share) bool {
	if s.smooth() != t.smooth() {
		return s.smooth()
	}
	p, q := min(s.a, s.b), min(t.a, t.b)
	if min(p, q) < 4 {
		return q < p
	}
	_, sv := s.moments()
	_, tv := t.moments()
	return tv < sv
}

// sum returns the mean of f over a list of probabilities.
func (s *share) sum(f func(share float64) float64) float64 {
	total, before := 0.0, 0.0
	for k, upTo := range s.below {
		if p := upTo - before; p > 1e-13 {
			total += float64(p * f(float64(s.hits+k)/float64(s.room)))
		}
		before = upTo
	}
	return total
}

// average returns the mean of f over the distribution, for a share that is a
// (scaled) Beta: the trapezoidal rule in the log odds of x, where the density
// x^a (1-x)^b falls off exponentially on both sides and the rule converges
// faster than any power of the step. scale is the distance in the share over
// which f changes. The weights are normalised to sum to 1.
func (s *share) average(f func(share float64) float64, scale float64) float64 {
	const most = 512
	centre := ln(s.a / s.b)
	deviation := math.Sqrt(1/s.a + 1/s.b)
	from := centre - max(7*deviation, 20/s.a)
	width := centre + max(7*deviation, 20/s.b) - from
	steps := min(most, 12+int(width/(0.7*min(deviation, 4*scale)))) // log odds change at least 4 times as fast as the share
	width /= float64(steps)
	var shares, logs [most + 1]float64
	peak := math.Inf(-1)
	for i := range steps + 1 {
		t := from + float64(float64(i)*width)
		e := exp(-math.Abs(t))
		near := ln(1 + e) // ln(1+e^t) is this for t < 0, and t more for t > 0
		shares[i] = 1 / (1 + e)
		if t < 0 {
			shares[i] = e / (1 + e)
		}
		logs[i] = -float64(s.a*(near+max(-t, 0))) - float64(s.b*(near+max(t, 0)))
		peak = max(peak, logs[i])
	}
	var sum, weight float64
	for i, l := range logs[:steps+1] {
		if l < peak-26 {
			continue // below 5e-12 of the highest
		}
		x := shares[i]
		if s.room > 0 {
			x = (float64(s.hits) + float64(x*float64(s.rest))) / float64(s.room)
		}
		w := exp(l - peak)
		sum += float64(w * f(x))
		weight += w
	}
	return sum / weight
}

func abs(n int) int { return max(n, -n) }
