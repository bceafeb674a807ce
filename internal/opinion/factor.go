package opinion

import "math"

// A factorModel says that participant i, standing at p_i ~ N(0, I), votes on
// statement j as
//
//	v_ij - c_j = w_j·p_i + noise, noise ~ N(0, σ²),
//
// for the votes that were cast; a vote that was not cast says nothing. It is
// fitted by alternating least squares in the form of expectation-maximisation
// for principal components with missing data (Tipping and Bishop 1999; Ilin
// and Raiko 2010), with the parameter expansion of Liu, Rubin and Wu (1998):
//
//	people:      S_i = (I + Σ_j w_j w_jᵀ/σ²)⁻¹, p_i = S_i Σ_j w_j x_ij/σ²
//	statements:  w_j = (ridge·I + Σ_i (p_i p_iᵀ + S_i))⁻¹ Σ_i x_ij p_i
//	noise:       σ² = the mean of what is left, S_i counted in
//	expansion:   w_j ← Lᵀ w_j, where L Lᵀ is the mean of p_i p_iᵀ + S_i
//
// The variance S_i is what tells a participant of five votes from one of
// fifty: the former's position is as likely, but less certain.
type factorModel struct {
	w     [2][]float64
	noise float64 // σ²

	learnt mixer   // of the fit that led here
	gap    float64 // (θ₂-θ₃)/θ₂ of the principal directions that the fit began from
}

const (
	// ridge is the weight of the belief that a statement tells nothing, in
	// participants of unit position.
	ridge = 2
	// minNoise keeps a conversation in which every vote can be foretold from
	// dividing by nothing.
	minNoise = 1e-3
)

// A moment is what a row spreads over its votes: its position (x, y) and its
// second moments (xx, xy, yy). It fills a cache line.
type moment [8]float64

// A momentTable is indexed by code, and has room for every code.
type momentTable [1 << 16]moment

// startFactor returns the model that principal directions suggest.
func startFactor(a axes, sumSquares, votes float64) factorModel {
	f := factorModel{noise: max(sumSquares/max(votes, 1), minNoise)}
	for k := range f.w {
		f.w[k] = make([]float64, len(a.w[k]))
		addScaled(f.w[k], math.Sqrt(a.explained[k]*sumSquares*float64(len(a.w[k]))/max(votes, 1)), a.w[k])
	}
	return f
}

// evidence fills t with what a vote of every code adds to its row's evidence:
// w_j x (two numbers) and w_j w_jᵀ (three), over σ².
func (f factorModel) evidence(t *momentTable, mean []float64) {
	for j, c := range mean {
		a, b := f.w[0][j], f.w[1][j]
		for v := Disagree; v <= Agree; v++ {
			x := (float64(v) - c) / f.noise
			t[encode(j, v)] = moment{float64(x * a), float64(x * b),
				float64(a*a) / f.noise, float64(a*b) / f.noise, float64(b*b) / f.noise}
		}
	}
}

// gather sums the evidence of a row.
func (t *momentTable) gather(row []code) (e moment) {
	var s0, s1, s2, s3, s4 float64
	for _, c := range row {
		e := &t[c]
		s0 += e[0]
		s1 += e[1]
		s2 += e[2]
		s3 += e[3]
		s4 += e[4]
	}
	return moment{s0, s1, s2, s3, s4}
}

// place returns the mean of a row's position and its variance (xx, xy, yy),
// given its evidence.
func place(e moment) (x, y, xx, xy, yy float64) {
	det := float64((1+e[2])*(1+e[4])) - float64(e[3]*e[3])
	xx, xy, yy = (1+e[4])/det, -e[3]/det, (1+e[2])/det
	return float64(xx*e[0]) + float64(xy*e[1]), float64(xy*e[0]) + float64(yy*e[1]), xx, xy, yy
}

// maximise returns the loadings and the noise that fit best what rows were
// found to be: parts hold what they spread over their votes, spread the sums
// of their second moments, count the number of votes by code.
func maximise(mean []float64, rows int, count []int, parts [][]moment, spread []moment) factorModel {
	next := factorModel{w: [2][]float64{make([]float64, len(mean)), make([]float64, len(mean))}}
	left, votes := 0.0, 0.0
	for j, c := range mean {
		var b pair
		var s moment
		for v := Disagree; v <= Agree; v++ {
			var of moment
			for _, part := range parts {
				e := &part[encode(j, v)]
				for i := range 5 {
					of[i] += e[i]
				}
			}
			d := float64(v) - c
			b[0] += float64(d * of[0])
			b[1] += float64(d * of[1])
			for i := 2; i < 5; i++ {
				s[i] += of[i]
			}
			n := float64(count[encode(j, v)])
			votes += n
			left += float64(float64(d*d) * n)
		}
		wx, wy := regress(b, s)
		next.w[0][j], next.w[1][j] = wx, wy
		left += float64(float64(wx*wx)*s[2]) + float64(2*float64(wx*wy)*s[3]) + float64(float64(wy*wy)*s[4])
		left -= 2 * (float64(wx*b[0]) + float64(wy*b[1]))
	}
	next.noise = max(left/max(votes, 1), minNoise)
	next.expand(rows, spread)
	return next
}

// regress solves (ridge·I + s)·w = b.
func regress(b pair, s moment) (x, y float64) {
	xx, xy, yy := s[2]+ridge, s[3], s[4]+ridge
	det := float64(xx*yy) - float64(xy*xy)
	return (float64(yy*b[0]) - float64(xy*b[1])) / det, (float64(xx*b[1]) - float64(xy*b[0])) / det
}

// expand multiplies the loadings by the Cholesky factor of the positions' mean
// second moments, so that positions have unit spread again.
func (f *factorModel) expand(rows int, spread []moment) {
	var xx, xy, yy float64
	for _, s := range spread {
		xx += s[2]
		xy += s[3]
		yy += s[4]
	}
	n := float64(max(rows, 1))
	l11 := math.Sqrt(xx / n)
	if l11 == 0 {
		return
	}
	l21 := xy / n / l11
	l22 := math.Sqrt(max(yy/n-float64(l21*l21), 0))
	for j := range f.w[0] {
		f.w[0][j] = float64(l11*f.w[0][j]) + float64(l21*f.w[1][j])
		f.w[1][j] = float64(l22 * f.w[1][j])
	}
}
