package opinion

import (
	"math"
	"slices"
)

// A fitter fits a factorModel to the first rows of Votes. Rows stand in an
// order that has nothing to do with what they hold (it is by hash), so that
// the first of them are a fair sample of all.
type fitter struct {
	v      *Votes
	rows   int
	mean   []float64
	blocks blocks
	count  []int // votes by code
	table  *momentTable
	sums   pool[momentTable]
}

func newFitter(v *Votes, rows int, mean []float64, old *fitter) *fitter {
	f := &fitter{v: v, rows: rows, mean: mean, blocks: v.blocks(rows), count: v.count(rows)}
	if old != nil {
		f.table, f.sums = old.table, old.sums
	} else {
		f.table, f.sums = new(momentTable), newPool[momentTable]()
	}
	return f
}

const (
	fitTolerance    = 4e-6
	warmTolerance   = 3e-5 // beginning near the end, a round tells more of how far it is
	sampleTolerance = 2e-2
	startTolerance  = 1e-3    // of the principal directions
	sampleVotes     = 100_000 // smaller samples are not worth fitting
	maxRounds       = 200
)

// fitFactor fits the model to all rows. Without a start it fits samples of a
// sixty-fourth and an eighth of the votes first, from the principal directions
// of the smallest: that costs little and saves rounds over all votes.
func (v *Votes) fitFactor(mean []float64, start *factorModel) factorModel {
	var f *fitter
	if start != nil {
		model := newFitter(v, v.Rows(), mean, nil).fit(*start, start.learnt, warmTolerance)
		model.gap = start.gap
		return model
	}
	var model factorModel
	gap := 0.0
	for _, share := range [...]int{64, 8, 1} {
		if share > 1 && v.Len()/share < sampleVotes {
			continue
		}
		rows, _ := slices.BinarySearch(v.start, v.Len()/share)
		next := newFitter(v, min(rows, v.Rows()), mean, f)
		if f == nil {
			votes, squares := next.variance()
			a := v.principal(next.rows, mean, squares, nil, startTolerance)
			model, gap = startFactor(a, squares, votes), a.gap
		}
		tolerance := sampleTolerance
		if share == 1 {
			tolerance = fitTolerance
		}
		model = next.fit(model, mixer{}, tolerance)
		f = next
	}
	model.gap = gap
	return model
}

// variance returns how many votes there are, and the sum of their squared
// deviations.
func (f *fitter) variance() (votes, squares float64) {
	for c, n := range f.count {
		j, v := decode(code(c))
		d := float64(v) - f.mean[j]
		votes += float64(n)
		squares += float64(float64(d*d) * float64(n))
	}
	return votes, squares
}

// fit iterates from a model until a round moves the loadings by less than
// tolerance of their length, or for maxRounds. m is what an earlier fit of much the same votes
// has learnt, or nothing.
func (f *fitter) fit(from factorModel, m mixer, tolerance float64) factorModel {
	for range maxRounds {
		next := f.round(from)
		next.align(from)
		moved := from.moved(next)
		if moved < tolerance {
			next.learnt = m.again()
			return next
		}
		from = unflatten(m.mix(from.flatten(), next.flatten()))
		if far := from.moved(next); !(far < 10*moved && from.noise > minNoise) {
			from, m = next, mixer{} // the extrapolation led astray
		}
	}
	return from
}

// round carries out one round of the fit, in one pass over the votes: every
// row is placed, and its moments spread over its votes while they are in the
// cache.
func (f *fitter) round(from factorModel) factorModel {
	from.evidence(f.table, f.mean)
	width := 3 * f.v.m
	parts := make([][]moment, len(f.blocks))
	spread := make([]moment, len(f.blocks))
	inParallel(len(f.blocks), func(b int) {
		sum := f.sums.take()
		begin, end := f.blocks.bounds(b, f.rows)
		for r := begin; r < end; r++ {
			row := f.v.at(r)
			x, y, xx, xy, yy := place(f.table.gather(row))
			xx += float64(x * x)
			xy += float64(x * y)
			yy += float64(y * y)
			spread[b][2] += xx
			spread[b][3] += xy
			spread[b][4] += yy
			for _, c := range row {
				s := &sum[c]
				s[0] += x
				s[1] += y
				s[2] += xx
				s[3] += xy
				s[4] += yy
			}
		}
		parts[b] = slices.Clone(sum[:width])
		clear(sum[:width])
		f.sums.give(sum)
	})
	return maximise(f.mean, f.rows, f.count, parts, spread)
}

// moved returns ‖w - w'‖/‖w'‖.
func (f factorModel) moved(next factorModel) float64 {
	d := 0.0
	for k := range f.w {
		e := minus(next.w[k], f.w[k])
		d += dot(e, e)
	}
	n := dot(next.w[0], next.w[0]) + dot(next.w[1], next.w[1])
	if n == 0 {
		return 0
	}
	return math.Sqrt(d / n)
}

// align rotates (and, if need be, mirrors) the axes to lie as close as
// possible to those of another model. The votes do not determine the axes'
// directions: without this they would drift.
func (f *factorModel) align(to factorModel) {
	a, b := dot(f.w[0], to.w[0]), dot(f.w[0], to.w[1])
	c, d := dot(f.w[1], to.w[0]), dot(f.w[1], to.w[1])
	if float64(a*d) < float64(b*c) {
		for j := range f.w[1] {
			f.w[1][j] = -f.w[1][j]
		}
		c, d = -c, -d
	}
	f.turn(a+d, b-c)
}

// turn rotates the axes by the angle whose cosine and sine are as x to y.
func (f *factorModel) turn(x, y float64) {
	r := math.Sqrt(float64(x*x) + float64(y*y))
	if r == 0 {
		return
	}
	cos, sin := x/r, y/r
	for j := range f.w[0] {
		p, q := f.w[0][j], f.w[1][j]
		f.w[0][j] = float64(cos*p) - float64(sin*q)
		f.w[1][j] = float64(sin*p) + float64(cos*q)
	}
}

// principalAxes returns the same model with its axes rotated so that the
// loadings are orthogonal and the first is the longer, and the sign rule
// applied.
func (f factorModel) principalAxes() factorModel {
	xx, xy, yy := dot(f.w[0], f.w[0]), dot(f.w[0], f.w[1]), dot(f.w[1], f.w[1])
	_, vectors := eigen([][]float64{{xx, xy}, {xy, yy}})
	first := vectors[0]
	g := factorModel{w: [2][]float64{slices.Clone(f.w[0]), slices.Clone(f.w[1])}, noise: f.noise}
	g.turn(first[0], -first[1])
	orient(g.w[0])
	orient(g.w[1])
	return g
}

// flatten lays the model out as one vector, for the mixer.
func (f factorModel) flatten() []float64 {
	return append(slices.Concat(f.w[0], f.w[1]), ln(f.noise))
}

func unflatten(x []float64) factorModel {
	m := len(x) / 2
	return factorModel{w: [2][]float64{x[:m:m], x[m : 2*m : 2*m]}, noise: exp(x[2*m])}
}
