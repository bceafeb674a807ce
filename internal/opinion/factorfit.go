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
	free   chan *momentTable // zeroed, to be used again
}

func newFitter(v *Votes, rows int, mean []float64, old *fitter) *fitter {
	f := &fitter{v: v, rows: rows, mean: mean, blocks: v.blocks(rows), count: v.count(rows)}
	if old != nil {
		f.table, f.free = old.table, old.free
	} else {
		f.table, f.free = new(momentTable), make(chan *momentTable, maxBlocks)
	}
	return f
}

const (
	fitTolerance    = 4e-6
	sampleTolerance = 2e-2
	sampleVotes     = 100_000 // smaller samples are not worth fitting
	maxRounds       = 200
)

// fitFactor fits the model to all rows. Without a start it fits samples of a
// sixty-fourth and an eighth of the votes first, from the principal directions
// of the smallest: that costs little and saves rounds over all votes.
func (v *Votes) fitFactor(mean []float64, start *factorModel) factorModel {
	var f *fitter
	if start != nil {
		return newFitter(v, v.Rows(), mean, nil).fit(*start, fitTolerance)
	}
	var model factorModel
	for _, share := range [...]int{64, 8, 1} {
		if share > 1 && v.Len()/share < sampleVotes {
			continue
		}
		rows, _ := slices.BinarySearch(v.start, v.Len()/share)
		next := newFitter(v, min(rows, v.Rows()), mean, f)
		if f == nil {
			votes, squares := next.variance()
			model = startFactor(v.principal(next.rows, mean, squares, nil, sampleTolerance), squares, votes)
		}
		tolerance := sampleTolerance
		if share == 1 {
			tolerance = fitTolerance
		}
		model = next.fit(model, tolerance)
		f = next
	}
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
// tolerance of their length.
func (f *fitter) fit(from factorModel, tolerance float64) factorModel {
	var m mixer
	for range maxRounds {
		next := f.round(from)
		next.align(from)
		if from.moved(next) < tolerance {
			return next
		}
		from = unflatten(m.mix(from.flatten(), next.flatten()))
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
		sum := f.zeroed()
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
		f.free <- sum
	})
	return maximise(f.mean, f.rows, f.count, parts, spread)
}

func (f *fitter) zeroed() *momentTable {
	select {
	case t := <-f.free:
		return t
	default:
		return new(momentTable)
	}
}

// moved returns ‖w - w'‖/‖w'‖.
func (f factorModel) moved(next factorModel) float64 {
	d := distance2(f.w[0], next.w[0]) + distance2(f.w[1], next.w[1])
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

// principalAxes rotates the axes so that the loadings are orthogonal and the
// first is the longer, and applies the sign rule.
func (f *factorModel) principalAxes() {
	xx, xy, yy := dot(f.w[0], f.w[0]), dot(f.w[0], f.w[1]), dot(f.w[1], f.w[1])
	_, vectors := eigen([][]float64{{xx, xy}, {xy, yy}})
	first := vectors[0]
	f.turn(first[0], -first[1])
	orient(f.w[0])
	orient(f.w[1])
}

// flatten lays the model out as one vector, for the mixer.
func (f factorModel) flatten() []float64 {
	return append(slices.Concat(f.w[0], f.w[1]), ln(f.noise))
}

func unflatten(x []float64) factorModel {
	m := len(x) / 2
	return factorModel{w: [2][]float64{x[:m:m], x[m : 2*m : 2*m]}, noise: exp(x[2*m])}
}
