package dialogue

import (
	"slices"
	"strings"
	"testing"
)

// Claims have identifiers and versions, what was said stays, and counts are
// counted (S2).
func TestS2ClaimsAreCountedAndKept(t *testing.T) {
	i := exchanged("azerbaijan", "armenia")
	c, of, ok := i.Claim(1)
	if !ok || of != "azerbaijan" || c.Version != 1 || c.On != today {
		t.Fatalf("%+v of %s", c, of)
	}
	c.Words = said("az", "Yol açıqdır.")
	next := must(i.WriteClaim(chair("azerbaijan"), c, today+1))
	_, err := next.WriteClaim(chair("azerbaijan"), c, today+1)
	wantKey(t, "another has changed it", err, "refusal.changed_meanwhile")
	now, _, _ := next.Claim(1)
	if now.Version != 2 || now.On != today+1 || len(now.Earlier) != 1 || now.Earlier[0].Words.Text["en"] != "The road is closed." || now.Earlier[0].On != today {
		t.Errorf("%+v", now)
	}
	if old, _, _ := i.Claim(1); old.Version != 1 || old.Earlier != nil {
		t.Error("the value that was given has changed")
	}
	for n := range 3 {
		next = must(next.WriteClaim(holder(Moderator, "azerbaijan"), claim(ClaimID(10+n), "az", "Daha bir."), today))
	}
	next = must(next.WithdrawClaim(chair("azerbaijan"), 1, today+2))
	if got := next.Perspectives[0].Standing(); got != 3 {
		t.Errorf("%d claims stand, want 3", got)
	}
	gone, _, ok := next.Claim(1)
	if !ok || !gone.Withdrawn || !gone.Words.Empty() || gone.Earlier != nil || gone.Version != 3 {
		t.Errorf("withdrawn: %+v", gone)
	}
	gone.Words = said("az", "Yenə.")
	for name, err := range map[string]error{
		"write it anew":  second(next.WriteClaim(chair("azerbaijan"), gone, today)),
		"withdraw again": second(next.WithdrawClaim(chair("azerbaijan"), 1, today)),
		"answer it":      second(next.Respond(chair("armenia"), Response{Claim: 1, Understood: true}, today)),
		"call it met":    second(next.MarkMet(chair("azerbaijan"), 1, true)),
	} {
		wantKey(t, name, err, "refusal.claim_withdrawn")
	}
	_, err = next.WriteClaim(chair("azerbaijan"), Claim{ID: 77, Version: 1, Holder: Delegation, Words: said("az", "Su")}, today)
	wantKey(t, "a version of no claim", err, "refusal.claim_unknown")
}

func second[T any](_ T, err error) error { return err }

// Unanswered claims are known, side by side (S2).
func TestS2UnansweredClaims(t *testing.T) {
	i := exchanged("armenia", "azerbaijan", "valley")
	if got := i.Unanswered("armenia"); !slices.Equal(got, []ClaimID{2, 3}) {
		t.Errorf("armenia has to answer %v", got)
	}
	i = must(i.Respond(holder(Moderator, "armenia"), Response{Claim: 2, Understood: true}, today))
	i = must(i.Respond(chair("armenia"), Response{Claim: 3, Words: said("hy", "Այո")}, today))
	if a, b := i.Unanswered("armenia"), i.Unanswered("azerbaijan"); len(a) != 0 || !slices.Equal(b, []ClaimID{1, 3}) {
		t.Errorf("armenia has to answer %v, azerbaijan %v", a, b)
	}
	i = must(i.Respond(chair("armenia"), Response{Claim: 3, Version: 1}, today)) // taken back
	i = must(i.WithdrawClaim(chair("azerbaijan"), 2, today))
	if got := i.Unanswered("valley"); !slices.Equal(got, []ClaimID{1}) || !slices.Equal(i.Unanswered("armenia"), []ClaimID{3}) || i.Unanswered("elsewhere") != nil {
		t.Errorf("valley has to answer %v, armenia %v", got, i.Unanswered("armenia"))
	}
}

// An expectation says what would fulfil it and of whom it is; its own side calls
// it met, nobody else (S5).
func TestS5ExpectationsAreOneSided(t *testing.T) {
	i := exchanged("azerbaijan", "armenia")
	want := func(of SideID, sign string) Claim {
		c := claim(7, "hy", "Երաշխիքներ")
		c.Expects = &Expected{Of: of, Sign: said("hy", sign), Met: true}
		return c
	}
	for _, c := range []struct {
		name string
		c    Claim
		key  string
	}{
		{"of the other side", want("azerbaijan", "Քայլեր"), ""},
		{"of oneself", want("armenia", "Քայլեր"), "refusal.expected_of"},
		{"of nobody here", want("valley", "Քայլեր"), "refusal.expected_of"},
		{"without a sign", want("azerbaijan", " "), "refusal.expected_sign"},
	} {
		next, err := i.WriteClaim(chair("armenia"), c.c, today)
		wantKey(t, c.name, err, c.key)
		if err != nil {
			continue
		}
		if got, _, _ := next.Claim(7); got.Expects.Met {
			t.Error("an expectation begins as met")
		}
		_, err = next.MarkMet(chair("azerbaijan"), 7, true)
		wantKey(t, "the addressee calls it met", err, "refusal.claim_unknown")
		_, err = next.MarkMet(chair("armenia"), 2, true)
		wantKey(t, "no expectation", err, "refusal.not_expected")
		met := must(next.MarkMet(holder(Moderator, "armenia"), 7, true))
		got, _, _ := met.Claim(7)
		was, _, _ := next.Claim(7)
		if !got.Expects.Met || was.Expects.Met {
			t.Errorf("met %v, before %v", got.Expects.Met, was.Expects.Met)
		}
		got.Words = said("hy", "Այլ երաշխիքներ")
		if again, _, _ := must(met.WriteClaim(chair("armenia"), got, today)).Claim(7); !again.Expects.Met {
			t.Error("another wording took back that it is met")
		}
	}
}

// Understanding changes nothing of what is shown as a side's position, and no
// stance follows from it, in any order of marks (S6).
func TestS6UnderstoodIsNotAccepted(t *testing.T) {
	i := exchanged("armenia", "azerbaijan")
	before, _, _ := i.Claim(1)
	r := Response{Claim: 1, Understood: true}
	i = must(i.Respond(chair("azerbaijan"), r, today))
	got := i.Perspectives[1].Responses[0]
	if got.Stance != Unsaid || !got.Understood {
		t.Errorf("understood, and the stance is %q", got.Stance)
	}
	version := 1
	for _, stance := range []Stance{StanceDisputed, StanceAccepted, StanceOpen, Unsaid} {
		for _, understood := range []bool{false, true} {
			r := Response{Claim: 1, Understood: understood, Stance: stance, Words: said("az", "Cavab"), Version: version}
			i = must(i.Respond(holder(Moderator, "azerbaijan"), r, today))
			got := i.Perspectives[1].Responses[0]
			if got.Stance != stance || got.Understood != understood {
				t.Errorf("marked %v and %q, kept %v and %q", understood, stance, got.Understood, got.Stance)
			}
			if version++; got.Version != version || len(got.Earlier) != version-1 {
				t.Errorf("version %d with %d earlier", got.Version, len(got.Earlier))
			}
		}
	}
	if e := i.Perspectives[1].Responses[0].Earlier; !e[0].Understood || e[2].Stance != StanceDisputed {
		t.Errorf("earlier marks are lost: %+v", e)
	}
	after, _, _ := i.Claim(1)
	if !after.Words.same(before.Words) || after.Version != before.Version || len(i.Perspectives[0].Responses) != 0 {
		t.Errorf("a response changed the claim: %+v", after)
	}
	for _, c := range []struct {
		name string
		by   Viewer
		r    Response
		key  string
	}{
		{"nothing said", chair("armenia"), Response{Claim: 2}, "refusal.response_empty"},
		{"no such stance", chair("armenia"), Response{Claim: 2, Stance: "agreed"}, "refusal.stance"},
		{"own claim", chair("armenia"), Response{Claim: 1, Understood: true}, "refusal.claim_unknown"},
		{"no such claim", chair("armenia"), Response{Claim: 9, Understood: true}, "refusal.claim_unknown"},
		{"changed meanwhile", chair("azerbaijan"), Response{Claim: 1, Understood: true, Version: 1}, "refusal.changed_meanwhile"},
		{"too long", chair("armenia"), Response{Claim: 2, Words: said("hy", strings.Repeat("բառ ", MostWords+1))}, "refusal.words_long"},
		{"by a steward", holder(Steward, "armenia"), Response{Claim: 2, Understood: true}, "refusal.writers_only"},
	} {
		_, err := i.Respond(c.by, c.r, today)
		wantKey(t, c.name, err, c.key)
	}
}

// A claim is a delegation's, a government's or a voice's with its source, and a
// side can hold several (S15).
func TestS15APositionSaysWhose(t *testing.T) {
	i := shared("armenia", "azerbaijan")
	source := []Source{{Work: "A published paper (simulated)", URL: "https://example.org/a"}}
	for _, c := range []struct {
		name    string
		holder  Holder
		whose   string
		sources []Source
		key     string
	}{
		{"delegation", Delegation, "", nil, ""},
		{"government", Government, "", nil, ""},
		{"voice", Voice, "Rights defenders", source, ""},
		{"voice of nobody", Voice, "", source, "refusal.voice_source"},
		{"voice without a source", Voice, "Rights defenders", nil, "refusal.voice_source"},
		{"a nation", "nation", "", source, "refusal.holder"},
		{"nobody's", "", "", source, "refusal.holder"},
		{"a source without a title", Delegation, "", []Source{{URL: "https://example.org"}}, "refusal.source"},
		{"a source over http", Delegation, "", []Source{{Work: "A", URL: "http://example.org"}}, "refusal.source"},
		{"a script for a source", Delegation, "", []Source{{Work: "A", URL: "javascript:alert(1)"}}, "refusal.source"},
		{"no words", Delegation, "", nil, "refusal.statement_empty"},
	} {
		words := "Դիրքորոշում"
		if c.name == "no words" {
			words = " "
		}
		w := Claim{ID: 5, Holder: c.holder, Words: said("hy", words), Sources: c.sources}
		if c.whose != "" {
			w.Whose = said("en", c.whose)
		}
		_, err := i.WriteClaim(chair("armenia"), w, today)
		wantKey(t, c.name, err, c.key)
	}
}

// Every side has as many words as the others, in each language, however they are
// spread over claims; the reference case is not bound (FORMS 4.2, part 6).
func TestEverySideHasAsManyWords(t *testing.T) {
	for _, side := range []SideID{"azerbaijan", "armenia"} {
		i := shared("armenia", "azerbaijan")
		half := claim(1, "ru", strings.Repeat("слово ", MostWords/2))
		i = must(i.WriteClaim(chair(side), half, today))
		rest := claim(2, "ru", strings.Repeat("слово ", MostWords/2))
		rest.Words.Text["en"] = strings.Repeat("word ", MostWords)
		full := must(i.WriteClaim(chair(side), rest, today))
		_, err := full.WriteClaim(chair(side), claim(3, "en", "more"), today)
		wantKey(t, "one word more in English", err, "refusal.claims_long")
		_, err = full.WriteClaim(chair(side), claim(3, "az", "daha"), today)
		wantKey(t, "one word in another language", err, "")
		_, err = i.WriteClaim(chair(side), claim(2, "ru", strings.Repeat("слово ", MostWords/2+1)), today)
		wantKey(t, "one word more", err, "refusal.claims_long")
		i.Case = "issue-1"
		_, err = i.WriteClaim(chair(side), claim(2, "ru", strings.Repeat("слово ", MostWords)), today)
		wantKey(t, "the reference case", err, "")
	}
}
