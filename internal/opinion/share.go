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
// the ratios of neighbouring probabilities, begun at the mode.
func betaBinomial(n int, a, b float64) []float64 {
	p := make([]float64, n+1)
	mode := min(n, max(0, int(float64(float64(n)*a)/(a+b))))
	p[mode] = 1
	for k := mode; k < n; k++ {
		x := float64(k)
		p[k+1] = p[k] * (float64(n) - x) * (x + a) / ((x + 1) * (float64(n) - x - 1 + b))
	}
	for k := mode; k > 0; k-- {
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

// smooth reports whether the distribution is a (scaled) Beta rather than a
// list of probabilities.
func (s *share) smooth() bool { return s.below == nil && !s.certain() }

// mayBeApart reports whether P(|s - t| > d) can reach 0.95. It cannot where
// the means lie closer than d and half a standard deviation.
func mayBeApart(s, t *share, d float64) bool {
	sm, sv := s.moments()
	tm, tv := t.moments()
	gap := math.Abs(sm-tm) - d
	return gap >= 0 && float64(gap*gap) >= 0.25*(sv+tv)
}

// apart returns P(|s - t| > d).
func apart(s, t *share, d float64) float64 {
	if s.certain() && t.certain() {
		gap := s.hits*t.room - t.hits*s.room
		if abs(gap)*1e6 > int(math.Round(d*1e6))*s.room*t.room {
			return 1
		}
		return 0
	}
	if s.smooth() && !t.smooth() {
		s, t = t, s
	}
	outside := func(x float64) float64 { return t.before(x-d) + (1 - t.cdf(x+d)) }
	switch {
	case s.certain():
		return outside(float64(s.hits) / float64(s.room))
	case s.below != nil:
		total, before := 0.0, 0.0
		for k, upTo := range s.below {
			if p := upTo - before; p > 1e-12 {
				total += float64(p * outside(float64(s.hits+k)/float64(s.room)))
			}
			before = upTo
		}
		return total
	default:
		return s.average(outside)
	}
}

// average returns the mean of f over the distribution, for a share that is a
// (scaled) Beta: the trapezoidal rule in the log odds of x, where the density
// x^a (1-x)^b falls off exponentially on both sides and the rule converges
// faster than any power of the step. The weights are normalised to sum to 1.
func (s *share) average(f func(share float64) float64) float64 {
	const steps = 96
	centre := ln(s.a / s.b)
	deviation := math.Sqrt(1/s.a + 1/s.b)
	from := centre - max(9*deviation, 23/s.a)
	width := (centre + max(9*deviation, 23/s.b) - from) / steps
	var sum, weight float64
	peak := math.Inf(-1)
	var logs [steps + 1]float64
	for i := range logs {
		logs[i] = -float64(s.a*lnOnePlusExp(-(from+float64(float64(i)*width)))) - float64(s.b*lnOnePlusExp(from+float64(float64(i)*width)))
		peak = max(peak, logs[i])
	}
	for i, l := range logs {
		w := exp(l - peak)
		if w < 1e-13 {
			continue
		}
		x := 1 / (1 + exp(-(from + float64(float64(i)*width))))
		if s.room > 0 {
			x = (float64(s.hits) + float64(x*float64(s.rest))) / float64(s.room)
		}
		sum += float64(w * f(x))
		weight += w
	}
	return sum / weight
}

// lnOnePlusExp returns ln(1 + e^x).
func lnOnePlusExp(x float64) float64 {
	if x > 0 {
		return x + ln(1+exp(-x))
	}
	return ln(1 + exp(x))
}

func abs(n int) int { return max(n, -n) }
