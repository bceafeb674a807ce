package opinion

import (
	"math"
	"slices"
)

// A mixer speeds a fixed-point iteration x ← g(x) up by Anderson's method
// (1965; type II in Walker and Ni 2011): of the last few steps it takes the
// combination whose residual g(x) - x would be smallest if g were linear. What
// it has learnt of g serves the next iteration of a g that is little different.
type mixer struct {
	g, r   []float64   // the last step: g(x), and g(x) - x
	dg, dr [][]float64 // how they changed from step to step, oldest first
	before float64     // length of the last residual
}

const memory = 8

// mix notes that g = g(x), and returns the next x to try. It begins anew when
// the residual has grown, which keeps it from running away.
func (m *mixer) mix(x, g []float64) []float64 {
	r := minus(g, x)
	length := math.Sqrt(dot(r, r))
	if m.g != nil {
		m.dg, m.dr = append(m.dg, minus(g, m.g)), append(m.dr, minus(r, m.r))
		if len(m.dg) > memory {
			m.dg, m.dr = m.dg[1:], m.dr[1:]
		}
		if length > 2*m.before {
			m.dg, m.dr = nil, nil
		}
	}
	m.g, m.r, m.before = g, r, length
	return m.combine()
}

// again returns a mixer that knows what m has learnt, for another iteration
// over vectors as long.
func (m *mixer) again() mixer { return mixer{dg: slices.Clip(m.dg), dr: slices.Clip(m.dr)} }

func minus(x, y []float64) []float64 {
	d := make([]float64, len(x))
	for i := range d {
		d[i] = x[i] - y[i]
	}
	return d
}

// combine solves for the changes of steps that cancel the last residual best,
// by normal equations with a little ridge, and applies them.
func (m *mixer) combine() []float64 {
	next := append([]float64(nil), m.g...)
	n := len(m.dr)
	a, b := make([][]float64, n), make([]float64, n)
	for k := range a {
		a[k] = make([]float64, n)
		for l := range a {
			a[k][l] = dot(m.dr[k], m.dr[l])
		}
		a[k][k] *= 1 + 1e-10
		b[k] = dot(m.dr[k], m.r)
	}
	for k, share := range solve(a, b) {
		addScaled(next, -share, m.dg[k])
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
