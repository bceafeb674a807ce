package opinion

import (
	"math"
	"slices"
)

// eigen returns the eigenvalues of a symmetric matrix, largest first, and the
// eigenvectors in the same order (vectors[k] belongs to values[k]), by cyclic
// Jacobi rotations. a is destroyed. Meant for matrices of a few dozen rows.
func eigen(a [][]float64) (values []float64, vectors [][]float64) {
	n := len(a)
	v := identity(n)
	for range 60 {
		off, diag := 0.0, 0.0
		for i := range n {
			diag += float64(a[i][i] * a[i][i])
			for j := range i {
				off += float64(a[i][j] * a[i][j])
			}
		}
		if off <= 1e-30*diag {
			break
		}
		for p := range n {
			for q := p + 1; q < n; q++ {
				rotate(a, v, p, q)
			}
		}
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case a[i][i] > a[j][j]:
			return -1
		case a[i][i] < a[j][j]:
			return 1
		}
		return 0
	})
	for _, i := range order {
		values = append(values, a[i][i])
		vectors = append(vectors, v[i])
	}
	return values, vectors
}

func identity(n int) [][]float64 {
	v := make([][]float64, n)
	for i := range v {
		v[i] = make([]float64, n)
		v[i][i] = 1
	}
	return v
}

// rotate makes a[p][q] zero by a plane rotation, and applies it to the rows
// of v.
func rotate(a, v [][]float64, p, q int) {
	if a[p][q] == 0 {
		return
	}
	theta := (a[q][q] - a[p][p]) / (2 * a[p][q])
	t := 1 / (math.Abs(theta) + math.Sqrt(float64(theta*theta)+1))
	if theta < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(float64(t*t)+1)
	s := float64(t * c)
	for i := range a {
		x, y := a[i][p], a[i][q]
		a[i][p] = float64(c*x) - float64(s*y)
		a[i][q] = float64(s*x) + float64(c*y)
	}
	for _, m := range [][][]float64{a, v} {
		for i := range a {
			x, y := m[p][i], m[q][i]
			m[p][i] = float64(c*x) - float64(s*y)
			m[q][i] = float64(s*x) + float64(c*y)
		}
	}
}

func dot(x, y []float64) float64 {
	s := 0.0
	for i := range x {
		s += float64(x[i] * y[i])
	}
	return s
}

// addScaled adds f·x to y.
func addScaled(y []float64, f float64, x []float64) {
	for i := range y {
		y[i] += float64(f * x[i])
	}
}
