package opinion

import (
	"math"
	"math/rand/v2"
	"testing"
)

// randByPairs is the adjusted Rand index over all pairs of items.
func randByPairs(a, b []int8) float64 {
	var both, inA, inB, pairs float64
	for i := range a {
		for k := range i {
			if a[i] < 0 || b[i] < 0 || a[k] < 0 || b[k] < 0 {
				continue
			}
			pairs++
			if a[i] == a[k] {
				inA++
			}
			if b[i] == b[k] {
				inB++
			}
			if a[i] == a[k] && b[i] == b[k] {
				both++
			}
		}
	}
	expected := inA * inB / pairs
	if most := (inA + inB) / 2; most != expected {
		return (both - expected) / (most - expected)
	}
	return 1
}

func TestAdjustedRandIndexByPairs(t *testing.T) {
	r := chance(81)
	for range 60 {
		a, b := make([]int8, 2+r.IntN(80)), []int8{}
		for i := range a {
			a[i] = int8(r.IntN(4)) - 1
			if b = append(b, a[i]); r.IntN(3) == 0 {
				b[i] = int8(r.IntN(6)) - 1
			}
		}
		a[0], b[0], a[1], b[1] = 0, 1, 1, 1
		if got, want := RandIndex(a, b), randByPairs(a, b); math.Abs(got-want) > 1e-12 {
			t.Errorf("%v and %v: %v, want %v", a, b, got, want)
		}
	}
}

// plantedSheet makes n people of k groups, each with its own opinion of every
// statement, who vote on each with probability seen.
func plantedSheet(r *rand.Rand, n, m, k, sides int, seen float64) (s *sheet, group []int8) {
	s = newSheet(n, m, sides)
	opinion := make([][]float64, k)
	for g := range opinion {
		for range m {
			opinion[g] = append(opinion[g], []float64{0.08, 0.92}[r.IntN(2)])
		}
	}
	for p := range s.vote {
		g := r.IntN(k)
		group = append(group, int8(g))
		for j := range m {
			if r.Float64() < seen {
				s.vote[p][j] = speak(r, opinion[g][j])
			}
		}
	}
	return s, group
}

func TestSimplifiedSilhouetteOfThePositions(t *testing.T) {
	for seed := range uint64(4) {
		s, _ := plantedSheet(chance(82+seed), 150, 30, 2+int(seed%2), 2, 0.8)
		m, err := New(s.input(), Options{Projection: []Projection{Factor, Polis}[seed/2]})
		if err != nil {
			t.Fatal(err)
		}
		if !m.Groups.Claimed() {
			t.Fatalf("no groups are claimed where they are clear: %+v", m.Groups)
		}
		if want := silhouetteOf(m); math.Abs(m.Groups.Silhouette-want) > 1e-9 {
			t.Errorf("silhouette %v, want %v", m.Groups.Silhouette, want)
		}
		sizes := make([]int, m.Groups.K)
		for _, at := range m.Positions {
			sizes[at.Group]++
		}
		for g, n := range sizes {
			if m.Groups.Sizes[g] != n || g > 0 && n > sizes[g-1] {
				t.Errorf("sizes %v, counted %v, want largest first", m.Groups.Sizes, sizes)
			}
		}
	}
}

// silhouetteOf is the mean of (b-a)/max(a, b) over the placed, a and b the
// distances to the own and to the nearest other group's centre.
func silhouetteOf(m *Map) float64 {
	centre, size := make([][2]float64, m.Groups.K), make([]float64, m.Groups.K)
	for _, at := range m.Positions {
		if at.Group >= 0 {
			centre[at.Group][0] += at.X
			centre[at.Group][1] += at.Y
			size[at.Group]++
		}
	}
	total, n := 0.0, 0.0
	for _, at := range m.Positions {
		if at.Group < 0 {
			continue
		}
		own, other := 0.0, math.Inf(1)
		for g := range centre {
			d := math.Hypot(at.X-centre[g][0]/size[g], at.Y-centre[g][1]/size[g])
			if g == int(at.Group) {
				own = d
			} else {
				other = min(other, d)
			}
		}
		total += (other - own) / max(own, other)
		n++
	}
	return total / n
}

func TestSidesByGroup(t *testing.T) {
	s, _ := plantedSheet(chance(88), 120, 25, 3, 3, 0.7)
	m, err := New(s.input(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for side, of := range m.SideGroup {
		for g, got := range of {
			want := 0
			for p, at := range m.Positions {
				if s.side[p] == side && int(at.Group) == g {
					want++
				}
			}
			if got != want {
				t.Errorf("side %d, group %d: %d people, want %d", side, g, got, want)
			}
		}
	}
	if len(m.SideGroup) != 3 {
		t.Errorf("the table has %d sides", len(m.SideGroup))
	}
}
