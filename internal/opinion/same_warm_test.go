package opinion

import (
	"math"
	"slices"
	"testing"
)

// growing returns the votes of a conversation with every hundredth left out,
// and all of them.
func (b *ballotBox) growing() (before, after Input) {
	var early []int
	for i := range b.p {
		if (i*7919)%100 != 0 {
			early = append(early, i)
		}
	}
	return b.input(early, upTo(len(b.side))), b.plain()
}

// apartBy returns how far two maps' positions lie apart, relative to the
// largest.
func apartBy(a, b *Map) float64 {
	most, scale := 0.0, 0.0
	for p := range a.Positions {
		x, y := a.Positions[p], b.Positions[p]
		most = max(most, math.Abs(x.X-y.X), math.Abs(x.Y-y.Y))
		scale = max(scale, math.Abs(x.X), math.Abs(x.Y))
	}
	return most / scale
}

func TestWarmAndColdAgreeByR9(t *testing.T) {
	for _, size := range []Simulation{
		{Participants: 150, Statements: 30, VotesPer: 15, Sides: 2, Seed: 1},
		{Participants: 400, Statements: 60, VotesPer: 12, Sides: 2, Seed: 4},
		{Participants: 1000, Statements: 100, VotesPer: 30, Sides: 2, Seed: 5},
		{Participants: 3000, Statements: 300, VotesPer: 20, Sides: 2, Seed: 7},
		{Participants: 15_000, Statements: 200, VotesPer: 60, Sides: 2, Seed: 8},
	} {
		before, after := boxOf(Simulate(size)).growing()
		for projection, tolerance := range map[Projection]float64{Polis: 1e-9, Factor: 1e-4} {
			old := mustMap(t, before, Options{Projection: projection})
			cold := mustMap(t, after, Options{Projection: projection})
			warm := mustMap(t, after, Options{Projection: projection, Previous: old})
			d := apartBy(cold, warm)
			t.Logf("%d participants, %s: apart by %.2g", size.Participants, projection, d)
			if d > tolerance {
				t.Errorf("%d participants, %s: warm and cold lie %v apart", size.Participants, projection, d)
			}
			compareWarm(t, cold, warm)
		}
	}
}

func compareWarm(t *testing.T, cold, warm *Map) {
	t.Helper()
	if cold.Groups.K != warm.Groups.K || cold.Groups.Reason != warm.Groups.Reason {
		t.Errorf("cold %+v, warm %+v", cold.Groups, warm.Groups)
	}
	for j, c := range cold.Statements {
		w := warm.Statements[j]
		if c.Reading != w.Reading || c.Certainty != w.Certainty || c.Breakdown != w.Breakdown || c.Fragile != w.Fragile ||
			!slices.Equal(c.Sides, w.Sides) || !slices.Equal(c.OpenFor, w.OpenFor) {
			t.Errorf("statement %d: cold %+v, warm %+v", j, c, w)
		}
	}
}

// withLetters returns a map in which the people of group g are called to[g].
func withLetters(m *Map, to []int8) *Map {
	other := *m
	other.Positions = slices.Clone(m.Positions)
	for p := range other.Positions {
		if g := other.Positions[p].Group; g >= 0 {
			other.Positions[p].Group = to[g]
		}
	}
	other.Groups.Sizes = slices.Clone(m.Groups.Sizes)
	for from, g := range to {
		other.Groups.Sizes[g] = m.Groups.Sizes[from]
	}
	return &other
}

func TestLettersFollowThePeople(t *testing.T) {
	s, _ := plantedSheet(chance(171), 200, 40, 3, 2, 0.7)
	cold := mustMap(t, s.input(), Options{})
	if cold.Groups.K != 3 {
		t.Fatalf("three planted groups are %+v", cold.Groups)
	}
	to := []int8{2, 0, 1}
	previous := withLetters(cold, to)
	warm := mustMap(t, s.input(), Options{Previous: previous})
	for p := range s.vote {
		if got, want := warm.Positions[p].Group, previous.Positions[p].Group; got != want {
			t.Fatalf("participant %d was in group %d and is in %d", p, want, got)
		}
	}
	if !slices.Equal(warm.Groups.Sizes, previous.Groups.Sizes) {
		t.Errorf("sizes %v, want %v", warm.Groups.Sizes, previous.Groups.Sizes)
	}
	for j, st := range warm.Statements {
		for from, g := range to {
			if st.Groups[g] != cold.Statements[j].Groups[from] {
				t.Errorf("statement %d: group %d has %v, want %v", j, g, st.Groups[g], cold.Statements[j].Groups[from])
			}
			for side := range warm.SideGroup {
				if warm.SideGroup[side][g] != cold.SideGroup[side][from] {
					t.Errorf("side %d, group %d: %v, want %v", side, g, warm.SideGroup, cold.SideGroup)
				}
			}
		}
	}
}

// A group falls apart, or two join: k is what the votes say, and those who
// stay together keep their letter.
func TestKDoesNotStickAndLettersStillFollow(t *testing.T) {
	for _, seed := range []uint64{172, 173} {
		three, group := plantedSheet(chance(seed), 240, 40, 3, 2, 0.8)
		two := newSheet(240, 40, 2)
		for p := range two.vote {
			two.vote[p] = slices.Clone(three.vote[p])
			if group[p] == 2 { // they vote as some of group 1 do
				for q := range two.vote {
					if group[(p+q)%240] == 1 {
						two.vote[p] = slices.Clone(three.vote[(p+q)%240])
						break
					}
				}
			}
		}
		for _, change := range [][2]*sheet{{two, three}, {three, two}} {
			before := mustMap(t, change[0].input(), Options{})
			cold := mustMap(t, change[1].input(), Options{})
			if before.Groups.K == cold.Groups.K || !cold.Groups.Claimed() {
				t.Fatalf("groups before %+v, after %+v", before.Groups, cold.Groups)
			}
			letters := upToInt8(before.Groups.K)
			slices.Reverse(letters)
			previous := withLetters(before, letters)
			warm := mustMap(t, change[1].input(), Options{Previous: previous})
			if warm.Groups.K != cold.Groups.K {
				t.Errorf("cold %+v, warm %+v", cold.Groups, warm.Groups)
			}
			if kept, most := keptLetters(previous, warm); kept < most {
				t.Errorf("from %d to %d groups: %d keep their letter, %d could", before.Groups.K, cold.Groups.K, kept, most)
			}
		}
	}
}

// keptLetters returns how many people keep their letter, and how many would by
// the best of all ways to letter the new groups.
func keptLetters(before, after *Map) (kept, most int) {
	permute(after.Groups.K, func(letter []int) {
		n := 0
		for p, at := range after.Positions {
			if old := before.Positions[p].Group; at.Group >= 0 && old >= 0 && letter[at.Group] == int(old) {
				n++
			}
		}
		most = max(most, n)
		if slices.IsSorted(letter) {
			kept = n
		}
	})
	return kept, most
}

func upToInt8(n int) (out []int8) {
	for i := range n {
		out = append(out, int8(i))
	}
	return out
}
