package report

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"parley/internal/opinion"
)

// Shares lie in their bands, and the bands of three shares leave each of them
// the whole width: they never add up so that one tells another.
func TestBandsHoldTheSharesAndTellNoneExactly(t *testing.T) {
	for n := 1; n <= 45; n++ {
		for agree := 0; agree <= n; agree++ {
			for disagree := 0; agree+disagree <= n; disagree++ {
				c := opinion.Count{Agree: agree, Disagree: disagree, Pass: n - agree - disagree}
				b := bands(c)
				low, high := 0, 0
				for i, band := range [][2]int{b.Agree, b.Disagree, b.Pass} {
					if k := []int{c.Agree, c.Disagree, c.Pass}[i]; 100*k < band[0]*n || 100*k > band[1]*n || band[1]-band[0] != 20 {
						t.Fatalf("%+v: %d lies outside of %v", c, k, band)
					}
					low, high = low+band[0], high+band[1]
				}
				if low > 80 || high < 120 {
					t.Fatalf("%+v: the bands %+v narrow each other", c, b)
				}
			}
		}
	}
}

// SAFETY.md C12: what is withheld can be five numbers or more. One who knows
// the room, but not how many voted, looks for all counts with the same bands.
func TestBandsLeaveFiveNumbers(t *testing.T) {
	for _, room := range []int{26, 27, 31} {
		values := map[Bands][3]map[int]bool{}
		splits(room, func(c opinion.Count) {
			if !banded(c, room, false) {
				return
			}
			b := bands(c)
			if values[b][0] == nil {
				values[b] = [3]map[int]bool{{}, {}, {}}
			}
			values[b][0][c.Agree], values[b][1][c.Disagree], values[b][2][c.Pass] = true, true, true
		})
		if len(values) < 10 {
			t.Fatalf("a room of %d has only %d combinations of bands", room, len(values))
		}
		for b, of := range values {
			for i := range of {
				if len(of[i]) < 5 {
					t.Errorf("a room of %d, %+v: count %d can only be %v", room, b, i, of[i])
				}
			}
		}
	}
}

// splits calls visit with every split of at most n voters.
func splits(n int, visit func(opinion.Count)) {
	for agree := 0; agree <= n; agree++ {
		for disagree := 0; agree+disagree <= n; disagree++ {
			for pass := 0; agree+disagree+pass <= n; pass++ {
				visit(opinion.Count{Agree: agree, Disagree: disagree, Pass: pass})
			}
		}
	}
}

func TestWhoHasBands(t *testing.T) {
	for _, c := range []struct {
		voters, room int
		missing      bool
		want         bool
	}{
		{9, 60, false, false}, {10, 60, false, true}, {10, 25, false, false},
		{10, 26, false, true}, {10, 0, false, true}, {30, 60, true, false},
	} {
		if got := banded(opinion.Count{Agree: c.voters}, c.room, c.missing); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// protected makes a protected dialogue of a talk with rooms of 60.
func (k talk) protected() Figures {
	f := k.figures()
	f.Protected = true
	for s := range f.Map.Rules.Rooms {
		f.Map.Rules.Rooms[s] = 60
	}
	return f
}

func TestProtectedDialogueByAudience(t *testing.T) {
	k := talk{people: join(crowd(6, 0, 0, 0), crowd(12, 1, 1, 0)), sides: 2, groups: 2, statements: 1}
	f := k.protected()
	f.Warnings = []Warning{{Code: "no_matrix_file"}, {Code: "votes_without_time", Args: map[string]any{"votes": 3}}}
	public := Disclose(f, Public)
	small, large := public.Statements[0].Sides[0], public.Statements[0].Sides[1]
	if small.Band != nil || large.Band == nil || *large.Band != (Bands{Agree: [2]int{80, 100}, Disagree: [2]int{0, 20}, Pass: [2]int{0, 20}}) {
		t.Errorf("bands %+v, %+v", small.Band, large.Band)
	}
	if !nothing(small.Agree, large.Agree) || !nothing(large.Low) || !public.Statements[0].Withheld {
		t.Errorf("the public sees %+v", public.Statements[0])
	}
	if public.Statements[0].Reading != CommonGround || !public.Protected || public.Populations["armenia"] != 60 {
		t.Errorf("the public does not see what it may: %+v", public)
	}
	if len(public.Warnings) != 1 || len(f.Warnings) != 2 {
		t.Errorf("the public is told %v", public.Warnings)
	}
	for _, to := range []Audience{Members, Operator} {
		r := Disclose(f, to)
		if s := r.Statements[0].Sides; *s[0].Agree != 6 || *s[1].Agree != 12 || s[1].Band != nil || !r.Protected {
			t.Errorf("audience %d sees %+v", to, s)
		}
	}
}

// Nothing but bands and readings depends on the votes: two dialogues that have
// these in common are the same to the public, to the last byte.
func TestPublicOfAProtectedDialogueSeesBandsAlone(t *testing.T) {
	random := rand.New(rand.NewPCG(12, 8))
	// Of both, 40 to 60% agree, 20 to 40% disagree, 0 to 20% pass.
	alike := func() talk {
		k := talk{sides: 2, groups: 1 + random.IntN(3), statements: 1}
		for side := range 2 {
			n := 5 + random.IntN(6)
			for v, share := range []int{2*n + random.IntN(n/2), n + random.IntN(n/2), random.IntN(n / 2)} {
				for range share {
					k.people = append(k.people, person{side, random.IntN(k.groups+1) - 1, map[int]opinion.Vote{0: []opinion.Vote{opinion.Agree, opinion.Disagree, opinion.Pass}[v]}})
				}
			}
		}
		return k
	}
	same := 0
	var of map[[2]Bands][]byte = map[[2]Bands][]byte{}
	for range 300 {
		f := alike().protected()
		f.Warnings = []Warning{{Code: "sign_suspect", Args: map[string]any{"agrees": f.Map.Votes, "disagrees": 1}}}
		f.Map.Explained = [2]float64{random.Float64(), 0.1}
		f.Map.Statements[0].Certainty, f.Map.Statements[0].Breakdown = random.Float64(), random.IntN(9)
		f.Map.Statements[0].Consensus, f.Map.Statements[0].Representative = random.Float64(), []int{0}[:random.IntN(2)]
		r := Disclose(f, Public)
		a, b := r.Statements[0].Sides[0].Band, r.Statements[0].Sides[1].Band
		if a == nil || b == nil {
			t.Fatalf("no bands: %+v", f.Map.Statements[0])
		}
		text := encode(t, r)
		if before, seen := of[[2]Bands{*a, *b}]; seen {
			same++
			if !bytes.Equal(before, text) {
				t.Fatalf("two dialogues with the same bands differ:\n%s\n%s", before, text)
			}
		}
		of[[2]Bands{*a, *b}] = text
	}
	if same < 100 {
		t.Errorf("only %d dialogues were alike", same)
	}
}
