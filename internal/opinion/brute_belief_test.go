package opinion

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// A belief is what ENGINE section 3 says the votes of one side let us believe
// about a share, computed by enumeration and by gonum's incomplete beta
// function: the oracle of the brute_ tests.
type belief struct {
	a, b   float64
	hits   int
	room   int       // 0: unknown
	chance []float64 // of k = 0.. more hits among those yet to vote
}

func believe(hits, votes, room int, prior [2]float64) belief {
	b := belief{a: float64(hits) + prior[0], b: float64(votes-hits) + prior[1], hits: hits, room: room}
	if room > 0 {
		rest := room - votes
		for k := range rest + 1 {
			b.chance = append(b.chance, math.Exp(lgamma(float64(rest)+1)-lgamma(float64(k)+1)-lgamma(float64(rest-k)+1)+
				logBeta(float64(k)+b.a, float64(rest-k)+b.b)-logBeta(b.a, b.b)))
		}
	}
	return b
}

func lgamma(x float64) float64 {
	y, _ := math.Lgamma(x)
	return y
}

func logBeta(a, b float64) float64 { return lgamma(a) + lgamma(b) - lgamma(a+b) }

func betaUpTo(a, b, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	}
	return mathext.RegIncBeta(a, b, x)
}

// above returns P(share > t), comparing whole numbers (t in thousandths)
// where the room is known.
func (b belief) above(t float64) float64 {
	if b.room == 0 {
		return 1 - betaUpTo(b.a, b.b, t)
	}
	sum := 0.0
	for k, p := range b.chance {
		if (b.hits+k)*1000 > int(math.Round(t*1000))*b.room {
			sum += p
		}
	}
	return sum
}

// quantile returns the least share x with P(share ≤ x) ≥ p.
func (b belief) quantile(p float64) float64 {
	if b.room > 0 {
		sum := 0.0
		for k, q := range b.chance {
			if sum += q; sum >= p {
				return float64(b.hits+k) / float64(b.room)
			}
		}
		return float64(b.hits+len(b.chance)-1) / float64(b.room)
	}
	low, high := 0.0, 1.0
	for range 60 {
		if mid := (low + high) / 2; betaUpTo(b.a, b.b, mid) < p {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// moments returns the mean and the variance.
func (b belief) moments() (mean, variance float64) {
	if b.room == 0 {
		n := b.a + b.b
		return b.a / n, b.a * b.b / (n * n * (n + 1))
	}
	square := 0.0
	for k, p := range b.chance {
		x := float64(b.hits+k) / float64(b.room)
		mean += p * x
		square += p * x * x
	}
	return mean, square - mean*mean
}

// mayBeApart reports whether P(|share - other share| > 0.2) can be 0.95: by
// Markov's inequality not if the expected squared gap is below 0.95·0.2².
func (b belief) mayBeApart(c belief) bool {
	m, u := b.moments()
	n, v := c.moments()
	return (m-n)*(m-n)+u+v > 0.9*0.2*0.2
}

// apart returns P(|share - other share| > 0.2).
func (b belief) apart(c belief) float64 {
	if b.room > 0 && c.room > 0 {
		sum := 0.0
		for k, p := range b.chance {
			for l, q := range c.chance {
				gap := (b.hits+k)*c.room - (c.hits+l)*b.room
				if max(gap, -gap)*5 > b.room*c.room {
					sum += p * q
				}
			}
		}
		return sum
	}
	if b.room == 0 && c.room > 0 {
		b, c = c, b
	}
	outside := func(x float64) float64 { return betaUpTo(c.a, c.b, x-0.2) + 1 - betaUpTo(c.a, c.b, x+0.2) }
	sum := 0.0
	if b.room > 0 {
		for k, p := range b.chance {
			sum += p * outside(float64(b.hits+k)/float64(b.room))
		}
		return sum
	}
	const cells = 2000
	before := 0.0
	for i := range cells {
		upTo := betaUpTo(b.a, b.b, float64(i+1)/cells)
		if upTo-before > 1e-12 {
			sum += (upTo - before) * outside((float64(i)+0.5)/cells)
		}
		before = upTo
	}
	return sum
}
