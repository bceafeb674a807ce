package opinion

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// means returns every statement's mean vote among its voters.
func (s *sheet) means() []float64 {
	mean := make([]float64, s.statements())
	for j := range mean {
		c := s.tally(j, everybody)
		if c.Votes() > 0 {
			mean[j] = float64(c.Agree-c.Disagree) / float64(c.Votes())
		}
	}
	return mean
}

func everybody(int) bool { return true }

// deviations writes the matrix of deviations out, zero where nobody voted.
func (s *sheet) deviations() *mat.Dense {
	mean := s.means()
	x := mat.NewDense(len(s.vote), s.statements(), nil)
	for p, row := range s.vote {
		for j, v := range row {
			if v != blank {
				x.Set(p, j, float64(v)-mean[j])
			}
		}
	}
	return x
}

// directions returns the right singular vectors by the sign rule, and each
// one's share of the variance.
func directions(x *mat.Dense) (w [2][]float64, explained [2]float64, ok bool) {
	var svd mat.SVD
	if !svd.Factorize(x, mat.SVDThin) {
		return w, explained, false
	}
	values := svd.Values(nil)
	total := 0.0
	for _, s := range values {
		total += s * s
	}
	var v mat.Dense
	svd.VTo(&v)
	for k := range w {
		w[k] = mat.Col(nil, k, &v)
		explained[k] = values[k] * values[k] / total
		signed(w[k])
	}
	return w, explained, values[0] > 1.02*values[1] && values[1] > 1.02*values[2]
}

// signed makes the loading that is largest in magnitude positive.
func signed(w []float64) {
	largest := 0.0
	for _, x := range w {
		if math.Abs(x) > math.Abs(largest) {
			largest = x
		}
	}
	if largest < 0 {
		for j := range w {
			w[j] = -w[j]
		}
	}
}

func TestPolisProjectionAgainstDenseSVD(t *testing.T) {
	for seed := range uint64(12) {
		r := chance(20 + seed)
		s := randomSheet(r, 5+r.IntN(120), 3+r.IntN(40), 2, 0.2+0.8*r.Float64())
		m, err := New(s.input(), Options{Projection: Polis})
		if err != nil {
			t.Fatal(err)
		}
		x := s.deviations()
		w, explained, ok := directions(x)
		if !ok {
			continue // the directions are not determined
		}
		for k := range w {
			if d := math.Abs(m.Explained[k] - explained[k]); d > 1e-9 {
				t.Errorf("seed %d: axis %d explains %v, want %v", seed, k, m.Explained[k], explained[k])
			}
			for j := range w[k] {
				if math.Abs(m.Components[k][j]-w[k][j]) > 1e-9 {
					t.Fatalf("seed %d: loading %d of axis %d: %v, want %v", seed, j, k, m.Components[k][j], w[k][j])
				}
			}
		}
		comparePolisPositions(t, s, m, x, w)
	}
}

func comparePolisPositions(t *testing.T, s *sheet, m *Map, x *mat.Dense, w [2][]float64) {
	t.Helper()
	for p, got := range m.Positions {
		var want [2]float64
		for k := range w {
			if n := s.cast(p); n > 0 {
				want[k] = math.Sqrt(float64(s.statements())/float64(n)) * mat.Dot(x.RowView(p), mat.NewVecDense(len(w[k]), w[k]))
			}
		}
		if math.Abs(got.X-want[0]) > 1e-8 || math.Abs(got.Y-want[1]) > 1e-8 {
			t.Fatalf("participant %d of %d votes stands at %v %v, want %v", p, s.cast(p), got.X, got.Y, want)
		}
	}
}

// Those with min(7, m) votes are placed, and the most active others up to 15.
func TestWhoIsPlaced(t *testing.T) {
	for _, size := range []struct{ n, m int }{{60, 30}, {40, 4}, {21, 30}, {12, 30}} {
		s := newSheet(size.n, size.m, 0)
		enough := 0
		for p := range s.vote {
			n := min(1+p/2, size.m)
			if size.n == 21 {
				n = min(1+p/3, 7) // all but a few have fewer than seven
			}
			for j := range n {
				s.vote[p][(p+j)%size.m] = int8((p+j*j)%3 - 1)
			}
			if n >= min(7, size.m) {
				enough++
			}
		}
		m, err := New(s.input(), Options{Projection: Polis})
		if err != nil {
			t.Fatal(err)
		}
		if want := max(enough, min(15, size.n)); m.Placed != want {
			t.Errorf("%d participants, %d statements: %d placed, want %d", size.n, size.m, m.Placed, want)
		}
		least, most := math.MaxInt, 0 // votes of the placed, of the others
		for p, at := range m.Positions {
			if at.Placed {
				least = min(least, s.cast(p))
			} else {
				most = max(most, s.cast(p))
			}
		}
		if least < most || most >= min(7, size.m) {
			t.Errorf("%d participants: one of %d votes is placed, one of %d is not", size.n, least, most)
		}
	}
}
