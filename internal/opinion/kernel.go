package opinion

import "slices"

// A pair is one number for each of the two axes.
type pair = [2]float64

// A pairTable is indexed by code. It always has room for every code, so that
// indexing needs no bounds check; only the first 3m entries are used.
type pairTable [1 << 16]pair

// deviations fills t with (v - c_j)·w_j for every code: what a vote v on
// statement j, whose mean vote is c_j, adds to its row's coordinates.
func deviations(t *pairTable, mean []float64, w [2][]float64) {
	for j, c := range mean {
		for v := Disagree; v <= Agree; v++ {
			x := float64(v) - c
			t[encode(j, v)] = pair{float64(x * w[0][j]), float64(x * w[1][j])}
		}
	}
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

// A gram multiplies vectors with XᵀX, for the matrix X of deviations
// x_ij = v_ij - c_j (0 where i has not voted on j) of the first rows. X is
// never formed.
type gram struct {
	v      *Votes
	rows   int
	mean   []float64
	blocks blocks
	table  *pairTable
	sums   pool[pairTable]
}

func (v *Votes) gram(rows int, mean []float64) *gram {
	return &gram{v, rows, mean, v.blocks(rows), new(pairTable), newPool[pairTable]()}
}

// times returns XᵀX·w for two vectors in one pass over the votes: every row is
// scored and its score spread over its votes while they are in the cache.
func (g *gram) times(w [2][]float64) [2][]float64 {
	deviations(g.table, g.mean, w)
	width := 3 * g.v.m
	parts := make([][]pair, len(g.blocks))
	inParallel(len(g.blocks), func(b int) {
		from, to := g.blocks.bounds(b, g.rows)
		sum := g.sums.take()
		for r := from; r < to; r++ {
			row := g.v.at(r)
			x, y := score(row, g.table)
			for _, c := range row {
				s := &sum[c]
				s[0] += x
				s[1] += y
			}
		}
		parts[b] = slices.Clone(sum[:width])
		clear(sum[:width])
		g.sums.give(sum)
	})
	return collect(g.mean, parts)
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
