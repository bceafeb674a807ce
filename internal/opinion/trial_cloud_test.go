package opinion

import (
	"math"
	"math/rand/v2"
	"testing"
)

// R8: in one normal cloud, however long, no groups are claimed. The test of
// the engine errs in one cloud of twenty by construction; the bound is twice
// that.
func TestOneCloudOfPointsClaimsNoGroups(t *testing.T) {
	t.Parallel()
	claimed, clouds := 0, 0
	for _, ratio := range []float64{1, 2, 5, 20} {
		for _, n := range []int{30, 60, 150, 600} {
			for seed := range uint64(3) {
				r := rand.New(rand.NewPCG(seed, uint64(1000*ratio)+uint64(n)))
				points := make([]point, n)
				for i := range points {
					points[i] = point{ratio * r.NormFloat64(), r.NormFloat64()}
				}
				clouds++
				if g, _ := findGroups(points); g.Claimed() {
					claimed++
				}
			}
		}
	}
	t.Logf("groups are claimed in %d of %d clouds", claimed, clouds)
	if 10*claimed > clouds {
		t.Errorf("groups are claimed in %d of %d clouds", claimed, clouds)
	}
}

// lineSheet makes a conversation of one-dimensional opinion without groups:
// everyone stands somewhere on one normally distributed scale, and agrees with
// a statement by where it lies. slope is the deviation of the log odds that a
// person at one deviation from the middle has; that of Simulate is about 1.
func lineSheet(seed uint64, n, m int, slope, seen float64) *sheet {
	r := rand.New(rand.NewPCG(seed, 17))
	s := newSheet(n, m, 2)
	tilt, base := make([]float64, m), make([]float64, m)
	for j := range tilt {
		tilt[j], base[j] = slope*r.NormFloat64(), 0.7*r.NormFloat64()
	}
	for p := range s.vote {
		stand := r.NormFloat64()
		for j := range m {
			if r.Float64() < seen {
				s.vote[p][j] = speak(r, 1/(1+math.Exp(-base[j]-tilt[j]*stand)))
			}
		}
	}
	return s
}

func TestOneDimensionalOpinionClaimsNoGroups(t *testing.T) {
	t.Parallel()
	for _, projection := range []Projection{Factor, Polis} {
		claimed, tried := 0, 0
		for seed := range uint64(4) {
			for _, size := range []struct {
				n, m        int
				slope, seen float64
			}{{80, 30, 0.6, 0.8}, {200, 40, 1, 0.5}, {400, 60, 1, 0.3}, {250, 30, 0.3, 0.6}, {300, 50, 0.8, 0.6}} {
				m := mustMap(t, lineSheet(seed, size.n, size.m, size.slope, size.seen).input(), Options{Projection: projection})
				tried++
				if m.Groups.Claimed() {
					claimed++
					t.Logf("%s, %+v, seed %d: %+v", projection, size, seed, m.Groups)
				}
			}
		}
		t.Logf("%s: groups are claimed in %d of %d conversations", projection, claimed, tried)
		if 10*claimed > tried {
			t.Errorf("%s: groups are claimed in %d of %d conversations without any", projection, claimed, tried)
		}
	}
}
