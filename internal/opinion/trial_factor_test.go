package opinion

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// linearSplit assigns everyone whom keep includes to a class by linear
// discriminants fitted to the same people's positions, and returns the share
// that is assigned to the true one. The direction of the classes' means and the
// common covariance are all that it uses, so it is the same yardstick for any
// projection.
func linearSplit(at []Position, class []int, classes int, keep func(p int) bool) float64 {
	mean, size := make([][2]float64, classes), make([]float64, classes)
	n := 0.0
	each := func(do func(p int, x [2]float64)) {
		for p, q := range at {
			if keep(p) {
				do(p, [2]float64{q.X, q.Y})
			}
		}
	}
	each(func(p int, x [2]float64) {
		n++
		size[class[p]]++
		mean[class[p]][0] += x[0]
		mean[class[p]][1] += x[1]
	})
	for k := range mean {
		mean[k][0], mean[k][1] = mean[k][0]/size[k], mean[k][1]/size[k]
	}
	scatter := mat.NewDense(2, 2, nil)
	each(func(p int, x [2]float64) {
		d := mat.NewVecDense(2, []float64{x[0] - mean[class[p]][0], x[1] - mean[class[p]][1]})
		var outer mat.Dense
		outer.Outer(1/n, d, d)
		scatter.Add(scatter, &outer)
	})
	var inverse mat.Dense
	if err := inverse.Inverse(scatter); err != nil {
		return 0
	}
	right := 0.0
	each(func(p int, x [2]float64) {
		best, most := -1, math.Inf(-1)
		for k := range mean {
			w, centre := mat.NewVecDense(2, nil), mat.NewVecDense(2, mean[k][:])
			w.MulVec(&inverse, centre)
			score := x[0]*w.AtVec(0) + x[1]*w.AtVec(1) - mat.Dot(w, centre)/2 + math.Log(size[k]/n)
			if score > most {
				best, most = k, score
			}
		}
		if best == class[p] {
			right++
		}
	})
	return right / n
}

// area returns the probability that, of two people of different sides, the
// best direction between the sides ranks them rightly.
func area(at []Position, side []int, keep func(p int) bool) float64 {
	best := 0.0
	for i := range 90 {
		s, c := math.Sincos(math.Pi * float64(i) / 90)
		var scored [][2]float64
		for p, q := range at {
			if keep(p) {
				scored = append(scored, [2]float64{c*q.X + s*q.Y, float64(side[p])})
			}
		}
		slices.SortFunc(scored, func(a, b [2]float64) int {
			if a[0] < b[0] {
				return -1
			}
			return 1
		})
		below, ones, wins := 0.0, 0.0, 0.0
		for _, x := range scored {
			if x[1] == 0 {
				below++
			} else {
				ones++
				wins += below
			}
		}
		a := wins / (below * ones)
		best = max(best, a, 1-a)
	}
	return best
}

// The default projection recovers sides and latent groups better than Polis',
// over simulated conversations, for everybody and for people of few votes.
func TestFactorRecoversTheTruthBetterThanPolis(t *testing.T) {
	t.Parallel()
	names := []string{"side", "side, under 20 votes", "group", "group, under 20 votes", "AUC of side", "AUC of side, under 20 votes"}
	sum := map[Projection][]float64{}
	seeds := uint64(3)
	for seed := range seeds {
		sim := Simulate(Simulation{Participants: 3000, Statements: 150, VotesPer: 40, Sides: 2, Groups: 2, Seed: seed})
		all := func(p int) bool { return sim.Votes.Cast(p) > 0 }
		few := func(p int) bool { return all(p) && sim.Votes.Cast(p) < 20 }
		for _, projection := range []Projection{Factor, Polis} {
			at := mustMap(t, Input{Votes: sim.Votes, Side: sim.Side, Sides: 2}, Options{Projection: projection}).Positions
			for i, x := range []float64{
				linearSplit(at, sim.Side, 2, all), linearSplit(at, sim.Side, 2, few),
				linearSplit(at, sim.Group, 2, all), linearSplit(at, sim.Group, 2, few),
				area(at, sim.Side, all), area(at, sim.Side, few),
			} {
				if len(sum[projection]) <= i {
					sum[projection] = append(sum[projection], 0)
				}
				sum[projection][i] += x / float64(seeds)
			}
		}
	}
	for i, name := range names {
		factor, polis := sum[Factor][i], sum[Polis][i]
		t.Logf("%s: factor %.4f, polis %.4f", name, factor, polis)
		if factor <= polis {
			t.Errorf("%s: factor %v is no better than polis %v", name, factor, polis)
		}
	}
}
