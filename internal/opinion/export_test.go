package opinion

// FloorPass is one fused pass of XᵀX over two vectors: what benchmarks compare
// a map with.
func FloorPass(v *Votes, rounds int) {
	mean, _ := means(v.count(v.Rows()))
	w := [2][]float64{make([]float64, v.m), make([]float64, v.m)}
	for j := range mean {
		w[0][j], w[1][j] = 1/float64(j+1), float64(j%5)-2
	}
	g := v.gram(v.Rows(), mean)
	for range rounds {
		g.times(w)
	}
}
