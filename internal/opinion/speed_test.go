package opinion

import (
	"sync"
	"testing"
	"time"
)

// randomVotes makes quick votes of n participants with about per votes each.
func randomVotes(n, m, per int, seed uint64) *Votes {
	r := random(seed)
	b := NewBuilder()
	for p := range n {
		g := p % 2
		for j := 0; ; {
			j += 1 + r.below(2*m/per-1)
			if j > m {
				break
			}
			v := Vote(r.below(3) - 1)
			if r.float() < 0.4 {
				v = Vote(1 - 2*((j>>g)&1))
			}
			b.Add(p, j-1, v, 0)
		}
	}
	columns := make([]int, m)
	for j := range columns {
		columns[j] = j
	}
	return b.Votes(columns, m)
}

var big = sync.OnceValue(func() *Votes { return randomVotes(1_000_000, 1000, 50, 1) })

func TestSpeedPass(t *testing.T) {
	start := time.Now()
	v := big()
	t.Log("build", time.Since(start), v.Len())
	mean := make([]float64, v.m)
	w := [2][]float64{make([]float64, v.m), make([]float64, v.m)}
	for j := range mean {
		w[0][j] = float64(j % 3)
		w[1][j] = float64(j%5) - 2
	}
	for range 5 {
		start = time.Now()
		v.gramPass(v.Rows(), mean, w)
		t.Log("pass", time.Since(start))
	}
}
