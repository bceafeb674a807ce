package opinion

import (
	"math"
	"slices"
)

// An oracle reads statements by ENGINE section 3 and RULINGS R6, R7 and R10,
// with the priors and the cut-off that a map reports.
type oracle struct{ Rules }

// A verdict is a reading; close says that a figure it hangs on lies within
// 1e-3 of a bound, where the oracle and the engine may differ.
type verdict struct {
	reading   Reading
	certainty float64
	openFor   []int
	close     bool
}

// beliefs returns one side's share of agreement (or of disagreement) under
// both priors.
func (o oracle) beliefs(side int, c Count, way int) [2]belief {
	hits := [2]int{c.Agree, c.Disagree}[way]
	fitted := [2][2]float64{o.Priors[side].Agree, o.Priors[side].Disagree}[way]
	return [2]belief{
		believe(hits, c.Votes(), o.Rooms[side], jeffreysPrior),
		believe(hits, c.Votes(), o.Rooms[side], fitted),
	}
}

func (o oracle) majority(side int, c Count, way int) float64 {
	b := o.beliefs(side, c, way)
	return min(b[0].above(o.Threshold), b[1].above(o.Threshold))
}

// q returns the certainty of common ground (way 0) or of common ground to
// reject (1); 0 where a side is not heard.
func (o oracle) q(counts []Count, way int) float64 {
	q := 1.0
	for side, c := range counts {
		if !o.heard(side, c) {
			return 0
		}
		q *= o.majority(side, c, way)
	}
	return q
}

func (o oracle) heard(side int, c Count) bool {
	return c.Votes() >= 5 || c.Votes() == o.Rooms[side] && c.Votes() > 0
}

// interval returns the 90% interval of the agree share under the wider prior.
func (o oracle) interval(side int, c Count) (low, high float64) {
	for _, b := range o.beliefs(side, c, 0) {
		if l, h := b.quantile(0.05), b.quantile(0.95); h-l > high-low || high == 0 {
			low, high = l, h
		}
	}
	return low, high
}

func (o oracle) divided(counts []Count) float64 {
	most := 0.0
	for a := range counts {
		for b := range counts {
			if a == b {
				continue
			}
			most = max(most, o.majority(a, counts[a], 0)*o.majority(b, counts[b], 1))
			if a < b {
				most = max(most, o.gap(a, b, counts))
			}
		}
	}
	return most
}

// gap returns the probability that two sides' agree shares lie more than 0.2
// apart, under the more cautious prior; 0 where it is not near 0.95.
func (o oracle) gap(a, b int, counts []Count) float64 {
	x, y := o.beliefs(a, counts[a], 0), o.beliefs(b, counts[b], 0)
	if !x[0].mayBeApart(y[0]) || !x[1].mayBeApart(y[1]) {
		return 0
	}
	return min(x[0].apart(y[0]), x[1].apart(y[1]))
}

func (o oracle) admitted(way int, q float64) bool { return q >= 0.9 && q > o.LeftOut[way]+1e-9 }

func within(x, bound float64) bool { return math.Abs(x-bound) < 1e-3 }

// read applies R7, with the lists of common ground drawn by the cut-off.
func (o oracle) read(counts []Count) verdict {
	var v verdict
	for side, c := range counts {
		if !o.heard(side, c) {
			v.reading = Open
		}
	}
	if v.reading == Open {
		v.openFor, v.close = o.missing(counts)
		return v
	}
	for way, reading := range []Reading{CommonGround, CommonGroundReject} {
		q := o.q(counts, way)
		v.close = v.close || math.Abs(q-0.9) < 1e-6 || o.LeftOut[way] > 0 && q != o.LeftOut[way] && math.Abs(q-o.LeftOut[way]) < 1e-12
		if o.admitted(way, q) {
			return verdict{reading: reading, certainty: q, close: v.close}
		}
	}
	d := o.divided(counts)
	v.close = v.close || within(d, 0.95) && d != 1
	if d >= 0.95 {
		return verdict{reading: Divide, certainty: d, close: v.close}
	}
	missing, near := o.missing(counts)
	v.close = v.close || near
	if len(missing) > 0 {
		return verdict{reading: Open, openFor: missing, close: v.close}
	}
	return verdict{reading: Mixed, close: v.close}
}

// missing returns the sides of which too few have voted; near says that some
// interval is about as wide as is allowed.
func (o oracle) missing(counts []Count) (sides []int, near bool) {
	for side, c := range counts {
		low, high := o.interval(side, c)
		near = near || math.Abs(high-low-0.4) < 1e-6
		if !o.heard(side, c) || high-low > 0.4 {
			sides = append(sides, side)
		}
	}
	return sides, near
}

// breakdown turns 1, 2, 3, … voters of each side around until the reading
// falls, and returns the least number.
func (o oracle) breakdown(counts []Count, reading Reading) int {
	least := math.MaxInt
	for side := range counts {
		turned := slices.Clone(counts)
		for k := 1; ; k++ {
			c := &turned[side]
			if reading == CommonGround {
				c.Agree, c.Disagree = c.Agree-1, c.Disagree+1
			} else {
				c.Agree, c.Disagree = c.Agree+1, c.Disagree-1
			}
			if c.Agree < 0 || c.Disagree < 0 {
				break
			}
			if o.read(turned).reading != reading {
				least = min(least, k)
				break
			}
		}
	}
	return least
}
