package opinion

import "math"

// axes are the two directions in which participants differ most: one loading
// a statement on each, unit length (or all zero where the votes do not differ
// in two directions), and the share of all variance along each.
type axes struct {
	w         [2][]float64
	explained [2]float64
	gap       float64 // by how much of the second the third direction explains less
}

// principal returns the first two principal directions of the deviations
// X of the first rows (see gram): the leading eigenvectors of XᵀX, by a block Krylov
// method with full reorthogonalisation and Rayleigh-Ritz extraction (Saad,
// Numerical Methods for Large Eigenvalue Problems, ch. 6), restarted when its
// basis has grown to basisSize. It stops when both residuals ‖XᵀXw - θw‖ are
// below tolerance·θ₁. The iteration begins from start, or where that is nil
// from fixed vectors; the result depends on it only within the tolerance.
//
// Sign: the loading that is largest in magnitude is positive.
func (v *Votes) principal(rows int, mean []float64, variance float64, start *axes, tolerance float64) axes {
	k := &krylov{v: v, gram: v.gram(rows, mean)}
	k.begin(start)
	for passes := 0; k.extend() && passes < maxPasses; passes++ {
		if k.residual() <= tolerance*k.values[0] {
			break
		}
		if len(k.basis) >= basisSize {
			k.restart()
		}
	}
	var a axes
	for i := range a.w {
		a.w[i] = make([]float64, v.m)
		if i < len(k.values) && k.values[i] > 1e-12*variance {
			a.w[i] = k.ritz(k.basis, i)
			a.explained[i] = k.values[i] / variance
		}
		orient(a.w[i])
	}
	a.gap = 1
	if len(k.values) > 2 && k.values[1] > 0 {
		a.gap = 1 - max(k.values[2], 0)/k.values[1]
	}
	return a
}

const (
	basisSize = 36
	kept      = 12 // Ritz vectors that a restart keeps
	maxPasses = 400
)

// orient applies the sign rule.
func orient(w []float64) (flipped bool) {
	largest := 0.0
	for _, x := range w {
		if math.Abs(x) > math.Abs(largest) {
			largest = x
		}
	}
	if largest >= 0 {
		return false
	}
	for j := range w {
		w[j] = -w[j]
	}
	return true
}

// krylov holds an orthonormal basis, the image of each of its vectors under
// XᵀX, and what the basis says of the eigenvectors.
type krylov struct {
	v      *Votes
	gram   *gram
	basis  [][]float64
	image  [][]float64
	values []float64   // Ritz values, largest first
	coords [][]float64 // of each Ritz vector in the basis
}

func (k *krylov) begin(start *axes) {
	seed := random(2)
	for i := range 2 {
		x := make([]float64, k.v.m)
		for j := range x {
			x[j] = seed.float() - 0.5
		}
		if start != nil {
			copy(x, start.w[i])
		}
		k.add(x)
	}
	// A start that does not span two directions is filled up.
	for tries := 0; len(k.basis) < min(2, k.v.m) && tries < 4; tries++ {
		x := make([]float64, k.v.m)
		for j := range x {
			x[j] = seed.float() - 0.5
		}
		k.add(x)
	}
}

// add orthonormalises x against the basis and appends it, unless nothing of it
// is left.
func (k *krylov) add(x []float64) {
	before := math.Sqrt(dot(x, x))
	for range 2 {
		for _, q := range k.basis {
			addScaled(x, -dot(q, x), q)
		}
	}
	norm := math.Sqrt(dot(x, x))
	if norm <= 1e-13*before || norm == 0 {
		return
	}
	for j := range x {
		x[j] /= norm
	}
	k.basis = append(k.basis, x)
}

// extend takes the image of the vectors that have none yet, solves for the
// Ritz pairs, and adds the residuals of the first two as the next directions.
// It reports whether there is anything left to do.
func (k *krylov) extend() bool {
	if len(k.image) > 0 && len(k.image) == len(k.basis) {
		return false // the basis spans all that XᵀX reaches
	}
	for len(k.image) < len(k.basis) {
		i := len(k.image)
		w := [2][]float64{k.basis[i], make([]float64, k.v.m)}
		if i+1 < len(k.basis) {
			w[1] = k.basis[i+1]
		}
		u := k.gram.times(w)
		k.image = append(k.image, u[0])
		if i+1 < len(k.basis) {
			k.image = append(k.image, u[1])
		}
	}
	n := len(k.basis)
	if n == 0 {
		return false
	}
	t := identity(n)
	for i := range n {
		for j := range i + 1 {
			s := (dot(k.basis[i], k.image[j]) + dot(k.basis[j], k.image[i])) / 2
			t[i][j], t[j][i] = s, s
		}
	}
	k.values, k.coords = eigen(t)
	if k.values[0] <= 0 {
		return false
	}
	for i := range min(2, n) {
		k.add(k.defect(i))
	}
	return true
}

// ritz returns the combination of vectors that belongs to the i-th Ritz pair.
func (k *krylov) ritz(vectors [][]float64, i int) []float64 {
	x := make([]float64, k.v.m)
	for b, c := range k.coords[i] {
		addScaled(x, c, vectors[b])
	}
	return x
}

// defect returns XᵀXw - θw of the i-th Ritz pair.
func (k *krylov) defect(i int) []float64 {
	x := k.ritz(k.image, i)
	addScaled(x, -k.values[i], k.ritz(k.basis, i))
	return x
}

func (k *krylov) residual() float64 {
	worst := 0.0
	for i := range min(2, len(k.values)) {
		x := k.defect(i)
		worst = max(worst, math.Sqrt(dot(x, x)))
	}
	return worst
}

// restart keeps the leading Ritz vectors and forgets the rest of the basis.
func (k *krylov) restart() {
	var basis, image [][]float64
	for i := range kept {
		basis = append(basis, k.ritz(k.basis, i))
		image = append(image, k.ritz(k.image, i))
	}
	fresh := k.basis[len(k.image):]
	k.basis, k.image = basis, image
	for _, x := range fresh {
		k.add(x)
	}
}
