package opinion

import "math"

// A mixer speeds a fixed-point iteration x ← g(x) up by Anderson's method
// (1965; type II in Walker and Ni 2011): it takes the combination of the last
// few steps whose residual g(x) - x would be smallest if g were linear.
type mixer struct {
	x, g   [][]float64 // the last steps, oldest first
	before float64     // length of the last residual
}

const memory = 6

// mix notes that g = g(x), and returns the next x to try. It begins anew when
// the residual has grown, which keeps it from running away.
func (m *mixer) mix(x, g []float64) []float64 {
	residual := math.Sqrt(distance2(x, g))
	if residual > 2*m.before {
		m.x, m.g = nil, nil
	}
	m.before = residual
	m.x, m.g = append(m.x, x), append(m.g, g)
	if len(m.x) > memory {
		m.x, m.g = m.x[1:], m.g[1:]
	}
	return m.combine()
}

func distance2(x, y []float64) float64 {
	d := 0.0
	for i := range x {
		e := y[i] - x[i]
		d += float64(e * e)
	}
	return d
}

// combine solves for the differences of steps that cancel the last residual
// best, by normal equations with a little ridge, and applies them.
func (m *mixer) combine() []float64 {
	last := len(m.x) - 1
	next := append([]float64(nil), m.g[last]...)
	if last == 0 {
		return next
	}
	n := len(next)
	residual := func(k, i int) float64 { return m.g[k][i] - m.x[k][i] }
	diffs := make([][]float64, last)
	for k := range diffs {
		diffs[k] = make([]float64, n)
		for i := range n {
			diffs[k][i] = residual(k+1, i) - residual(k, i)
		}
	}
	target := make([]float64, n)
	for i := range n {
		target[i] = residual(last, i)
	}
	a := make([][]float64, last)
	b := make([]float64, last)
	for k := range a {
		a[k] = make([]float64, last)
		for l := range a {
			a[k][l] = dot(diffs[k], diffs[l])
		}
		a[k][k] *= 1 + 1e-10
		b[k] = dot(diffs[k], target)
	}
	for k, gamma := range solve(a, b) {
		for i := range n {
			next[i] -= float64(gamma * (m.g[k+1][i] - m.g[k][i]))
		}
	}
	return next
}

// solve returns x with a·x = b for a symmetric positive definite matrix, by
// Cholesky's method; directions in which a is singular to rounding are left
// out. a and b are destroyed.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for j := range n {
		pivot := a[j][j]
		for k := range j {
			pivot -= float64(a[j][k] * a[j][k])
		}
		if pivot <= 1e-14*a[j][j] {
			for i := j; i < n; i++ {
				a[i][j] = 0
			}
			a[j][j], b[j] = 1, 0
			for k := range j {
				a[j][k] = 0
			}
			continue
		}
		root := math.Sqrt(pivot)
		for i := j; i < n; i++ {
			s := a[i][j]
			for k := range j {
				s -= float64(a[i][k] * a[j][k])
			}
			a[i][j] = s / root
		}
	}
	for i := range n {
		for k := range i {
			b[i] -= float64(a[i][k] * b[k])
		}
		b[i] /= a[i][i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			b[i] -= float64(a[k][i] * b[k])
		}
		b[i] /= a[i][i]
	}
	return b
}
