package report

import (
	"math/rand/v2"
	"testing"
)

// Where one statement alone is withheld, all votes less those shown are its.
func TestVotesInAllDoNotTellTheOneThatIsWithheld(t *testing.T) {
	k := talk{people: join(crowd(3, 0, 0, 0, 1), crowd(9, 0, 0, 1), crowd(20, 1, 0, 0, 1)), sides: 2, groups: 1, statements: 2}
	for to, want := range map[Audience]int{Public: Withheld, Members: Withheld, Operator: 55} {
		if r := Disclose(k.figures(), to); r.Counts.Votes != want || r.Counts.Participants != 32 {
			t.Errorf("audience %d: %+v", to, r.Counts)
		}
	}
	k.people = k.people[3:]
	k.people = append(k.people, crowd(8, 0, 0, 0)...)
	for _, to := range everyone {
		if r := Disclose(k.figures(), to); r.Counts.Votes != 57 {
			t.Errorf("nothing is withheld, and audience %d sees %+v", to, r.Counts)
		}
	}
}

// What members may not know the public is not told, or they could read it.
func TestVotesToldToThePublicAreToldToMembers(t *testing.T) {
	// Of two statements 4 and 7 people voted: many sums for the public, but
	// members see the 7, and could take it away.
	k := talk{people: join(crowd(4, 0, 0, 0, 2, 3, 4), crowd(7, 0, 0, 1), crowd(5, 0, 0, 2, 3, 4), crowd(20, 1, 0, 0, 1, 2, 3, 4)), sides: 2, groups: 1, statements: 5}
	for _, to := range []Audience{Public, Members} {
		if r := Disclose(k.figures(), to); r.Counts.Votes != Withheld {
			t.Errorf("audience %d: %d votes", to, r.Counts.Votes)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		f := chanceTalk(random).figures()
		if Disclose(f, Public).Counts.Votes != Withheld && Disclose(f, Members).Counts.Votes == Withheld {
			t.Fatal("the public is told what members are not")
		}
	}
}

// The number of votes in all, where it is told, leaves every withheld side as
// many voters as it could have without it.
func TestVotesInAllNarrowNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	told, kept := 0, 0
	for range 3000 {
		k := chanceTalk(random)
		k.sides, k.groups = 2, 1
		for i := range k.people {
			k.people[i].side, k.people[i].group = random.IntN(2), 0
		}
		r := Disclose(k.figures(), Public)
		left, hidden := r.Counts.Votes, 0
		for _, s := range r.Statements {
			for _, f := range s.Sides {
				if f.Agree == nil {
					hidden++
				} else {
					left -= f.voters()
				}
			}
		}
		if r.Counts.Votes == Withheld {
			kept++
			continue
		}
		if hidden > 0 {
			told++
		}
		// Every hidden one has 0 to 7 voters, unless the side is smaller still.
		if hidden > 0 && r.Counts.BySide["armenia"] > 7 && r.Counts.BySide["azerbaijan"] > 7 && (left < 7 || left > 7*(hidden-1)) {
			t.Fatalf("%d withheld sides have %d votes", hidden, left)
		}
	}
	if told < 100 || kept < 100 {
		t.Errorf("told %d times, kept %d times", told, kept)
	}
}

func TestWarningsTellOthersNoVotes(t *testing.T) {
	f := tiny()
	f.Warnings = []Warning{{Code: "sign_suspect", Args: map[string]any{"agrees": 12, "disagrees": 13}}}
	for _, to := range []Audience{Public, Members} {
		if w := Disclose(f, to).Warnings; len(w) != 1 || w[0].Code != "sign_suspect_plain" || w[0].Args != nil {
			t.Errorf("audience %d is told %v", to, w)
		}
	}
	if w := Disclose(f, Operator).Warnings; w[0].Code != "sign_suspect" || f.Warnings[0].Code != "sign_suspect" {
		t.Errorf("the operator is told %v", w)
	}
}
