package opinion

import "testing"

func (s *sheet) box() *ballotBox {
	b := &ballotBox{side: s.side, m: s.statements()}
	for p, row := range s.vote {
		for j, v := range row {
			if v != blank {
				b.p, b.j, b.v = append(b.p, p), append(b.j, j), append(b.v, Vote(v))
			}
		}
	}
	return b
}

// Where the votes hardly tell a second direction, a fit is slow to find it and
// may find another: warm and cold must agree there too. The seeds are those of
// sixty that were hardest.
func TestWarmAndColdAgreeOnWeakAxes(t *testing.T) {
	planted := func(seed uint64) *sheet {
		s, _ := plantedSheet(chance(seed), 100, 40, 2, 2, 0.6)
		return s
	}
	random := func(seed uint64) *sheet { return randomSheet(chance(seed), 80, 30, 2, 0.6) }
	line := func(seed uint64) *sheet { return lineSheet(seed, 200, 40, 1, 0.5) }
	for _, c := range []struct {
		name string
		of   func(seed uint64) *sheet
		seed uint64
	}{
		{"two groups", planted, 20}, {"two groups", planted, 24}, {"two groups", planted, 28},
		{"noise", random, 14}, {"noise", random, 22}, {"one dimension", line, 53},
	} {
		before, after := c.of(c.seed).box().growing()
		old := mustMap(t, before, Options{})
		cold := mustMap(t, after, Options{})
		warm := mustMap(t, after, Options{Previous: old})
		if d := apartBy(cold, warm); d > 1e-4 {
			t.Errorf("%s, seed %d: warm and cold lie %.2g apart; axes explain %v, %v", c.name, c.seed, d, cold.Explained, warm.Explained)
		}
	}
}
