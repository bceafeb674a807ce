package opinion

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// oneTest is the one-sided p-value of k1 of n1 being a larger share than k2 of
// n2, each with one vote for and one against added.
func oneTest(k1, n1, k2, n2 int) float64 {
	a, b, c, d := float64(k1+1), float64(n1+2), float64(k2+1), float64(n2+2)
	pooled := (a + c) / (b + d)
	z := (a/b - c/d) / math.Sqrt(pooled*(1-pooled)*(1/b+1/d))
	return distuv.UnitNormal.Survival(z)
}

// TestRepresentativeStatementsByDefinition applies Benjamini and Hochberg's
// rule as it is stated: the largest i for which i of the p-values are at most
// 5%·i/n, over all statements, groups, and the two ways to differ.
func TestRepresentativeStatementsByDefinition(t *testing.T) {
	found, seen := 0, 0
	for seed := range uint64(4) {
		s, _ := plantedSheet(chance(90+seed), 60+60*int(seed), 30, 3, 2, 0.5)
		for p := range s.vote { // half of the statements say nothing of groups
			for j := range s.vote[p] {
				if j%2 == 0 && s.vote[p][j] != blank {
					s.vote[p][j] = int8((p*7+j*3)%3 - 1)
				}
			}
		}
		m, err := New(s.input(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !m.Groups.Claimed() {
			t.Fatalf("seed %d: no groups: %+v", seed, m.Groups)
		}
		want := representativeByDefinition(m)
		for j, st := range m.Statements {
			if !slices.Equal(st.Representative, want[j]) {
				t.Errorf("seed %d, statement %d: representative of %v, want %v", seed, j, st.Representative, want[j])
			}
			found += len(st.Representative)
			seen += m.Groups.K
		}
	}
	if found == 0 || found == seen {
		t.Errorf("%d of %d are representative: nothing was tried", found, seen)
	}
}

func representativeByDefinition(m *Map) [][]int {
	p := make([][]float64, len(m.Statements)) // by statement and group, the smaller of the two
	var all []float64
	for j, st := range m.Statements {
		for g, in := range st.Groups {
			var out Count
			for h, c := range st.Groups {
				if h != g {
					out.Agree, out.Disagree, out.Pass = out.Agree+c.Agree, out.Disagree+c.Disagree, out.Pass+c.Pass
				}
			}
			agree := oneTest(in.Agree, in.Votes(), out.Agree, out.Votes())
			disagree := oneTest(in.Disagree, in.Votes(), out.Disagree, out.Votes())
			all = append(all, agree, disagree)
			p[j] = append(p[j], min(agree, disagree))
		}
	}
	level := 0.0
	for i := 1; i <= len(all); i++ {
		bound := 0.05 * float64(i) / float64(len(all))
		atMost := 0
		for _, x := range all {
			if x <= bound {
				atMost++
			}
		}
		if atMost >= i {
			level = bound
		}
	}
	out := make([][]int, len(p))
	for j := range p {
		for g, x := range p[j] {
			if x <= level {
				out[j] = append(out[j], g)
			}
		}
	}
	return out
}

func TestGroupInformedConsensus(t *testing.T) {
	for seed := range uint64(3) {
		s, _ := plantedSheet(chance(95+seed), 40+40*int(seed), 20, 2, 2, 0.6)
		s.vote[0][0] = 1
		m, err := New(s.input(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for j, st := range m.Statements {
			want := 1.0
			for g := range m.Groups.K {
				c := s.tally(j, func(p int) bool { return !m.Groups.Claimed() || int(m.Positions[p].Group) == g })
				want *= float64(c.Agree+1) / float64(c.Votes()+2)
			}
			if math.Abs(st.Consensus-want) > 1e-12 {
				t.Errorf("statement %d: consensus %v, want %v", j, st.Consensus, want)
			}
		}
	}
}
