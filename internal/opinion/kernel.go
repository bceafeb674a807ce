package opinion

import "slices"

// A pair is one number for each of the two axes.
type pair = [2]float64

// A pairTable is indexed by code. It always has room for every code, so that
// indexing needs no bounds check; only the first 3m entries are used.
type pairTable [1 << 16]pair

// deviations returns, for every code, (v - c_j)·w_j: what a vote v on
// statement j, whose mean vote is c_j, adds to its row's coordinates.
func deviations(mean []float64, w [2][]float64) *pairTable {
	t := new(pairTable)
	for j, c := range mean {
		for v := Disagree; v <= Agree; v++ {
			x := float64(v) - c
			t[encode(j, v)] = pair{float64(x * w[0][j]), float64(x * w[1][j])}
		}
	}
	return t
}

// score sums a table over the votes of one row.
func score(row []code, t *pairTable) (x, y float64) {
	var x1, y1 float64
	k := 0
	for ; k+1 < len(row); k += 2 {
		a, b := &t[row[k]], &t[row[k+1]]
		x += a[0]
		y += a[1]
		x1 += b[0]
		y1 += b[1]
	}
	if k < len(row) {
		a := &t[row[k]]
		x += a[0]
		y += a[1]
	}
	return x + x1, y + y1
}

// gramPass returns XᵀX·w for the matrix X of deviations x_ij = v_ij - c_j
// (0 where i has not voted on j; the first rows only) and two vectors w, in one
// pass over the votes: every row is scored and its score spread over its votes while they
// are in the cache. X is never formed.
func (v *Votes) gramPass(rows int, mean []float64, w [2][]float64) [2][]float64 {
	table := deviations(mean, w)
	width := 3 * v.m
	blocks := v.blocks(rows)
	parts := make([][]pair, len(blocks))
	inParallel(len(blocks), func(b int) {
		from, to := blocks.bounds(b, rows)
		sum := new(pairTable)
		for r := from; r < to; r++ {
			row := v.at(r)
			x, y := score(row, table)
			for _, c := range row {
				s := &sum[c]
				s[0] += x
				s[1] += y
			}
		}
		parts[b] = slices.Clone(sum[:width])
	})
	return collect(mean, parts)
}

// collect adds up, in the order of the parts, what rows spread over codes, and
// weights it by each code's deviation.
func collect(mean []float64, parts [][]pair) [2][]float64 {
	u := [2][]float64{make([]float64, len(mean)), make([]float64, len(mean))}
	for j, c := range mean {
		for v := Disagree; v <= Agree; v++ {
			var s pair
			for _, part := range parts {
				s[0] += part[encode(j, v)][0]
				s[1] += part[encode(j, v)][1]
			}
			x := float64(v) - c
			u[0][j] += float64(x * s[0])
			u[1][j] += float64(x * s[1])
		}
	}
	return u
}
