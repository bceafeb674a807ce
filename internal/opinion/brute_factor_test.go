package opinion

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// posterior computes, densely, the mean and variance of a position p ~ N(0, I)
// of which row i's votes show x = W p + noise: by conditioning the joint normal
// distribution, and ln of the density of x.
func (s *sheet) posterior(p int, mean []float64, w [2][]float64, noise float64) (at *mat.VecDense, spread *mat.Dense, logDensity float64) {
	var voted []int
	for j, v := range s.vote[p] {
		if v != blank {
			voted = append(voted, j)
		}
	}
	at, spread = mat.NewVecDense(2, nil), mat.NewDense(2, 2, []float64{1, 0, 0, 1})
	n := len(voted)
	if n == 0 {
		return at, spread, 0
	}
	loadings, x := mat.NewDense(n, 2, nil), mat.NewVecDense(n, nil)
	for i, j := range voted {
		loadings.SetRow(i, []float64{w[0][j], w[1][j]})
		x.SetVec(i, float64(s.vote[p][j])-mean[j])
	}
	var covariance, gain, shrink mat.Dense
	covariance.Mul(loadings, loadings.T())
	for i := range n {
		covariance.Set(i, i, covariance.At(i, i)+noise)
	}
	var inverse mat.Dense
	if err := inverse.Inverse(&covariance); err != nil {
		panic(err)
	}
	gain.Mul(loadings.T(), &inverse)
	at.MulVec(&gain, x)
	shrink.Mul(&gain, loadings)
	spread.Sub(spread, &shrink)
	logDet, _ := mat.LogDet(&covariance)
	return at, spread, -0.5 * (mat.Inner(x, &inverse, x) + logDet + float64(n)*math.Log(2*math.Pi))
}

func (s *sheet) likelihood(mean []float64, w [2][]float64, noise float64) (sum float64) {
	for p := range s.vote {
		_, _, l := s.posterior(p, mean, w, noise)
		sum += l
	}
	return sum
}

// An emRound gathers what one round of the fit, as factor.go states it, needs
// to know: by statement, the moments of those who voted and what they showed.
type emRound struct {
	moments []*mat.Dense    // Σ p pᵀ + S
	shown   []*mat.VecDense // Σ x p
	squares []float64       // Σ x²
	all     *mat.Dense      // Σ p pᵀ + S over everybody
	people  float64
	votes   float64
}

func (s *sheet) expectation(mean []float64, w [2][]float64, noise float64) emRound {
	e := emRound{all: mat.NewDense(2, 2, nil), squares: make([]float64, len(mean))}
	for range mean {
		e.moments, e.shown = append(e.moments, mat.NewDense(2, 2, nil)), append(e.shown, mat.NewVecDense(2, nil))
	}
	for p, row := range s.vote {
		if s.cast(p) == 0 {
			continue
		}
		at, second, _ := s.posterior(p, mean, w, noise)
		var outer mat.Dense
		outer.Outer(1, at, at)
		second.Add(second, &outer)
		e.all.Add(e.all, second)
		e.people++
		for j, v := range row {
			if v != blank {
				x := float64(v) - mean[j]
				e.moments[j].Add(e.moments[j], second)
				e.shown[j].AddScaledVec(e.shown[j], x, at)
				e.squares[j] += x * x
				e.votes++
			}
		}
	}
	return e
}

// emRound carries out one round.
func (s *sheet) emRound(mean []float64, w [2][]float64, noise float64) (next [2][]float64, nextNoise float64) {
	e := s.expectation(mean, w, noise)
	l11 := math.Sqrt(e.all.At(0, 0) / e.people)
	l21 := e.all.At(0, 1) / e.people / l11
	l22 := math.Sqrt(e.all.At(1, 1)/e.people - l21*l21)
	left := 0.0
	for j := range mean {
		var ridged mat.Dense
		ridged.Add(e.moments[j], mat.NewDense(2, 2, []float64{ridge, 0, 0, ridge}))
		loading := mat.NewVecDense(2, nil)
		if err := loading.SolveVec(&ridged, e.shown[j]); err != nil {
			panic(err)
		}
		left += e.squares[j] + mat.Inner(loading, e.moments[j], loading) - 2*mat.Dot(loading, e.shown[j])
		x, y := loading.AtVec(0), loading.AtVec(1)
		next[0], next[1] = append(next[0], l11*x+l21*y), append(next[1], l22*y)
	}
	return next, max(left/e.votes, minNoise)
}

// apartness compares W Wᵀ of two sets of loadings, relative to its largest
// element: unlike the loadings it does not change when
// the axes are turned.
func apartness(w, u [2][]float64) float64 {
	most, scale := 0.0, 0.0
	for i := range w[0] {
		for j := range w[0] {
			a := w[0][i]*w[0][j] + w[1][i]*w[1][j]
			most = max(most, math.Abs(a-u[0][i]*u[0][j]-u[1][i]*u[1][j]))
			scale = max(scale, math.Abs(a))
		}
	}
	return most / scale
}

func factorSheet(seed uint64) *sheet {
	r := chance(60 + seed)
	s := newSheet(50+10*int(seed), 14, 2)
	var load [2][14]float64
	for j := range 14 {
		load[0][j], load[1][j] = r.NormFloat64(), 0.6*r.NormFloat64()
	}
	for p := range s.vote {
		x, y := r.NormFloat64(), r.NormFloat64()
		for j := range s.vote[p] {
			if z := load[0][j]*x + load[1][j]*y + 0.7*r.NormFloat64(); r.Float64() < 0.7 {
				s.vote[p][j] = int8(min(1, max(-1, math.Round(1.2*z))))
			}
		}
	}
	return s
}

func TestFactorPositionsAreThePosterior(t *testing.T) {
	for seed := range uint64(4) {
		s := factorSheet(seed)
		m, err := New(s.input(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		mean, w := s.means(), m.model.principalAxes().w
		var long [2]float64
		for k := range w {
			long[k] = math.Sqrt(dotOf(w[k], w[k]))
			for j := range w[k] {
				if math.Abs(w[k][j]-long[k]*m.Components[k][j]) > 1e-9 {
					t.Fatalf("component %d is not the loadings at unit length", k)
				}
			}
		}
		if c := dotOf(m.Components[0], m.Components[1]); math.Abs(c) > 1e-9 || long[0] < long[1] {
			t.Errorf("the axes are not principal: angle %v, lengths %v", c, long)
		}
		for p, got := range m.Positions {
			if s.cast(p) == 0 {
				continue
			}
			at, spread, _ := s.posterior(p, mean, w, m.model.noise)
			x, y := long[0]*at.AtVec(0), long[1]*at.AtVec(1)
			wide := math.Sqrt(long[0]*long[0]*spread.At(0, 0) + long[1]*long[1]*spread.At(1, 1))
			if math.Abs(got.X-x) > 1e-9 || math.Abs(got.Y-y) > 1e-9 || math.Abs(got.Spread-wide) > 1e-9 {
				t.Errorf("participant %d stands at %v, want %v %v, spread %v", p, got, x, y, wide)
			}
		}
	}
}

func dotOf(x, y []float64) (sum float64) {
	for i := range x {
		sum += x[i] * y[i]
	}
	return sum
}

func TestFactorFitIsAFixedPointAndNoWorseThanOthers(t *testing.T) {
	for seed := range uint64(4) {
		s := factorSheet(seed)
		m, err := New(s.input(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		mean := s.means()
		next, noise := s.emRound(mean, m.model.w, m.model.noise)
		if d := apartness(m.model.w, next); d > 1e-4 || math.Abs(noise-m.model.noise) > 1e-4 {
			t.Errorf("seed %d: one more round moves the loadings by %v, the noise from %v to %v", seed, d, m.model.noise, noise)
		}
		mine := s.likelihood(mean, m.model.w, m.model.noise)
		other := s.fitFromElsewhere(seed, mean)
		t.Logf("seed %d: ln likelihood %.4f, from another start %.4f", seed, mine, other)
		if mine < other-0.05 {
			t.Errorf("seed %d: ln likelihood %v, from another start %v", seed, mine, other)
		}
	}
}

// fitFromElsewhere runs 150 rounds from random loadings.
func (s *sheet) fitFromElsewhere(seed uint64, mean []float64) float64 {
	r := chance(seed)
	var w [2][]float64
	for k := range w {
		for range mean {
			w[k] = append(w[k], r.NormFloat64())
		}
	}
	noise := 1.0
	for range 150 {
		w, noise = s.emRound(mean, w, noise)
	}
	return s.likelihood(mean, w, noise)
}
