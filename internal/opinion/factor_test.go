package opinion

import (
	"testing"
	"time"
)

func center(v *Votes) (mean []float64, ss float64) {
	c := v.count(v.Rows())
	mean = make([]float64, v.m)
	for j := range mean {
		d, p, a := c[3*j], c[3*j+1], c[3*j+2]
		n := d + p + a
		if n > 0 {
			mean[j] = float64(a-d) / float64(n)
		}
		ss += float64(a)*(1-mean[j])*(1-mean[j]) + float64(p)*mean[j]*mean[j] + float64(d)*(1+mean[j])*(1+mean[j])
	}
	return
}

func TestFactorSpeed(t *testing.T) {
	for _, s := range []Simulation{{Participants: 10000, Statements: 500, VotesPer: 50, Sides: 2, Seed: 1}, {Participants: 100000, Statements: 1000, VotesPer: 50, Sides: 2, Seed: 1}} {
		start := time.Now()
		v := Simulate(s).Votes
		t.Log("simulate", time.Since(start), v.Len())
		mean, ss := center(v)
		start = time.Now()
		a := v.principal(v.Rows(), mean, ss, nil, 1e-12)
		t.Log("principal", time.Since(start), a.explained)
		start = time.Now()
		f := v.fitFactor(mean, nil)
		t.Log("factor", time.Since(start))
		g := newFitter(v, v.Rows(), mean, nil).fit(f, 1e-9)
		g.align(f)
		t.Log("error", f.moved(g))
	}
}
