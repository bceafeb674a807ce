package opinion

import (
	"cmp"
	"math"
	"slices"
	"testing"
)

// prefix draws the list of common ground by R6, trying every prefix: of those
// that split no statements of equal q, whose mean 1-q is at most 5% and whose
// q are all 0.90 or more, the longest.
func prefix(q []float64) []int {
	order := make([]int, len(q))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(q[j], q[i]) })
	longest := 0
	for n := 1; n <= len(order); n++ {
		wrong := 0.0
		for _, j := range order[:n] {
			wrong += 1 - q[j]
		}
		splits := n < len(order) && math.Abs(q[order[n]]-q[order[n-1]]) < 1e-12
		if !splits && wrong/float64(n) <= 0.05 && q[order[n-1]] >= 0.9 {
			longest = n
		}
	}
	return order[:longest]
}

func checkPrefix(t *testing.T, counts [][]Count) (in, out int) {
	t.Helper()
	m, err := New(sheetOf(counts).input(), Options{Projection: Polis})
	if err != nil {
		t.Fatal(err)
	}
	o := oracle{m.Rules}
	for way, reading := range []Reading{CommonGround, CommonGroundReject} {
		var q []float64
		for _, c := range counts {
			q = append(q, o.q(c, way))
		}
		list := prefix(q)
		for j := range counts {
			if got, want := m.Statements[j].Reading == reading, slices.Contains(list, j); got != want {
				t.Errorf("%v with q %v is %s; in the longest prefix: %v", counts[j], q[j], m.Statements[j].Reading, want)
			}
			if !slices.Contains(list, j) && q[j] >= 0.9 {
				out++
			}
		}
		in += len(list)
	}
	return in, out
}

// Many statements of about 0.9, so that the 5% rule has to cut.
func TestCommonGroundIsTheLongestPrefix(t *testing.T) {
	r := chance(11)
	in, out := 0, 0
	for range 12 {
		var counts [][]Count
		for range 19 {
			n := 20 + r.IntN(20)
			c := Count{Agree: int(float64(n)*0.5+math.Sqrt(float64(n))*(0.66+0.25*r.Float64())) + 1}
			c.Disagree = n - c.Agree
			if r.IntN(4) == 0 {
				c.Agree, c.Disagree = c.Disagree, c.Agree
			}
			counts = append(counts, []Count{c, {Agree: c.Agree, Disagree: c.Disagree}})
		}
		i, o := checkPrefix(t, counts)
		in, out = in+i, out+o
	}
	t.Logf("%d on the lists, %d kept out by the 5%% rule", in, out)
	if in < 20 || out < 20 {
		t.Errorf("%d on the lists, %d kept out: the rule was hardly tried", in, out)
	}
}

// countsOf searches for counts of one side whose P⁺ under Jeffreys' prior lies
// between two bounds.
func countsOf(t *testing.T, low, high float64) Count {
	t.Helper()
	for n := 10; n < 200; n++ {
		for a := range n + 1 {
			if p := believe(a, n, 0, jeffreysPrior).above(0.5); p > low && p < high {
				return Count{Agree: a, Disagree: n - a}
			}
		}
	}
	t.Fatal("no such counts")
	return Count{}
}

// Statements of equal certainty enter together or not at all: two more of
// q = 0.91 could enter one by one, all five together could not.
func TestTiesEnterTogetherOrNotAtAll(t *testing.T) {
	sure, doubtful := countsOf(t, 0.9995, 0.9999), countsOf(t, 0.908, 0.912)
	for ties, want := range map[int]int{2: 5, 5: 3} {
		counts := [][]Count{{sure, {Agree: 60}}, {sure, {Agree: 60}}, {sure, {Agree: 60}}}
		for i := range ties {
			if i%2 == 0 {
				counts = append(counts, []Count{doubtful, {Agree: 60}})
			} else {
				counts = append(counts, []Count{{Agree: 60}, doubtful})
			}
		}
		if in, _ := checkPrefix(t, counts); in != want {
			t.Errorf("%d ties: %d statements of common ground, want %d", ties, in, want)
		}
	}
}

// With three sides the same three counts in another order are the same
// certainty, whichever way their product is rounded.
func TestTiesAcrossThreeSides(t *testing.T) {
	sure, likely := countsOf(t, 0.9995, 0.9999), Count{Agree: 31, Disagree: 8}
	for low := 0.905; low < 0.93; low += 0.0025 {
		doubtful := countsOf(t, low, low+0.004)
		counts := [][]Count{{sure, sure, sure}, {sure, sure, sure}, {sure, sure, sure}}
		three := []Count{doubtful, likely, {Agree: 23, Disagree: 4}}
		permute(3, func(order []int) {
			counts = append(counts, []Count{three[order[0]], three[order[1]], three[order[2]]})
		})
		checkPrefix(t, counts)
	}
}
