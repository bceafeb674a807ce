package opinion

import "math"

// A Prior is a Beta distribution of the shares that one side gives to
// statements, before a statement's own votes are looked at.
type Prior struct {
	Agree, Disagree [2]float64 // α, β
}

// Jeffreys is the prior that assumes least.
var jeffreys = [2]float64{0.5, 0.5}

const (
	fewestForPrior = 20  // statements below which Jeffreys' prior stands alone
	leastStrength  = 0.5 // of a fitted prior, α+β
	mostStrength   = 512
)

// fitPrior returns the Beta distribution under which the hits among votes over
// all statements are likeliest: the maximum of the beta-binomial likelihood
//
//	Σ_j ln B(h_j+α, n_j-h_j+β) - ln B(α, β)
//
// over the mean α/(α+β) and the strength α+β, the latter kept within
// [0.5, 512], by Newton's method on the log odds of the mean and the log of
// the strength. Statements without a vote say nothing; with fewer than
// fewestForPrior others the result is Jeffreys' (½, ½).
func fitPrior(hits, votes []int) [2]float64 {
	var l likelihood
	sumHits, sumVotes := 0, 0
	for j, n := range votes {
		if n > 0 {
			l.hits, l.votes = append(l.hits, float64(hits[j])), append(l.votes, float64(n))
			sumHits += hits[j]
			sumVotes += n
		}
	}
	if len(l.votes) < fewestForPrior {
		return jeffreys
	}
	mean := (float64(sumHits) + 0.5) / (float64(sumVotes) + 1)
	x := pair{ln(mean / (1 - mean)), ln(4)}
	return l.climb(x)
}

type likelihood struct{ hits, votes []float64 }

// shape turns log odds of the mean and log strength into α, β.
func shape(x pair) (alpha, beta float64) {
	strength := exp(x[1])
	mean := 1 / (1 + exp(-x[0]))
	return max(float64(strength*mean), 1e-6), max(float64(strength*(1-mean)), 1e-6)
}

// climb iterates to the maximum, halving steps that do not ascend. Where the
// strength is at its bound and the step leads beyond, only the mean moves.
func (l likelihood) climb(x pair) [2]float64 {
	low, high := ln(leastStrength), ln(mostStrength)
	value := l.at(x)
	for range 60 {
		step, alone := l.newton(x)
		if x[1] <= low && step[1] < 0 || x[1] >= high && step[1] > 0 {
			step = pair{alone, 0}
		}
		moved := false
		for range 12 {
			next := pair{min(max(x[0]+step[0], -12), 12), min(max(x[1]+step[1], low), high)}
			if v := l.at(next); v > value {
				moved = math.Abs(next[0]-x[0])+math.Abs(next[1]-x[1]) > 1e-9
				x, value = next, v
				break
			}
			step = pair{step[0] / 2, step[1] / 2}
		}
		if !moved {
			break
		}
	}
	alpha, beta := shape(x)
	return [2]float64{alpha, beta}
}

func (l likelihood) at(x pair) float64 {
	a, b := shape(x)
	sum := -float64(float64(len(l.votes)) * lnBeta(a, b))
	for j, n := range l.votes {
		sum += lnBeta(l.hits[j]+a, n-l.hits[j]+b)
	}
	return sum
}

// newton returns the ascent step at x, Newton's where the likelihood curves
// down and else along the gradient, and the step of the mean alone.
func (l likelihood) newton(x pair) (step pair, alone float64) {
	a, b := shape(x)
	n := float64(len(l.votes))
	dAB, tAB := digamma(a+b), trigamma(a+b)
	ga, gb := n*(dAB-digamma(a)), n*(dAB-digamma(b))
	haa, hbb, hab := n*(tAB-trigamma(a)), n*(tAB-trigamma(b)), n*tAB
	for j, v := range l.votes {
		h := l.hits[j]
		d, t := digamma(v+a+b), trigamma(v+a+b)
		ga += digamma(h+a) - d
		gb += digamma(v-h+b) - d
		haa += trigamma(h+a) - t
		hbb += trigamma(v-h+b) - t
		hab -= t
	}
	// α = e^s μ, β = e^s (1-μ) with u the log odds of μ: chain rule.
	mean := a / (a + b)
	du := float64(a * (1 - mean)) // ∂α/∂u = -∂β/∂u
	gu := float64(du * (ga - gb))
	gs := float64(a*ga) + float64(b*gb)
	huu := float64(float64(du*du)*(haa-2*hab+hbb)) + float64(float64(du*(1-2*mean))*(ga-gb))
	hss := float64(float64(a*a)*haa) + float64(float64(2*a*b)*hab) + float64(float64(b*b)*hbb) + gs
	hus := float64(du*(float64(a*haa)-float64(a*hab)+float64(b*hab)-float64(b*hbb))) + gu
	det := float64(huu*hss) - float64(hus*hus)
	alone = min(max(gu/max(math.Abs(huu), 1e-9), -2), 2)
	if huu < 0 && det > 0 {
		return limit(pair{-(float64(hss*gu) - float64(hus*gs)) / det, -(float64(huu*gs) - float64(hus*gu)) / det}), alone
	}
	return limit(pair{gu, gs}), alone
}

// limit shortens a step to length 2.
func limit(step pair) pair {
	long := math.Sqrt(float64(step[0]*step[0]) + float64(step[1]*step[1]))
	if long <= 2 {
		return step
	}
	return pair{2 * step[0] / long, 2 * step[1] / long}
}
