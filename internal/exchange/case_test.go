package exchange

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley/casedata"
	"parley/internal/dialogue"
)

// The order of the node's sides is not that of the columns.
var caseSides = CaseSides{Order: []dialogue.SideID{"azerbaijan", "armenia"}, Armenian: "armenia", Azerbaijani: "azerbaijan"}

func referenceCase(t testing.TB, sides CaseSides) Case {
	t.Helper()
	c, err := ReadCase(casedata.Files, sides)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// records parses a file without the types that are tested.
func records(t testing.TB, file string) []map[string]any {
	t.Helper()
	data, err := casedata.Files.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]any
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// list returns the objects of a field.
func list(record map[string]any, field string) []map[string]any {
	var all []map[string]any
	for _, one := range record[field].([]any) {
		all = append(all, one.(map[string]any))
	}
	return all
}

// texts returns the words of a field, which are null or absent for none.
func texts(record map[string]any, field string) []string {
	var all []string
	for _, one := range record[field].([]any) {
		all = append(all, one.(string))
	}
	return all
}

func text(record map[string]any, field string) string {
	s, _ := record[field].(string)
	return s
}

// where is the place of a claim in the files: its issue and column, or the side
// of a group.
type where struct{ issue, place, words string }

func claimsOfFiles(t testing.TB) map[string]where {
	t.Helper()
	all := map[string]where{}
	for _, record := range records(t, "perspectives.json") {
		put := func(place string, claims []map[string]any) {
			for _, one := range claims {
				id := text(one, "id")
				if _, ok := all[id]; ok {
					t.Fatalf("%s occurs twice in the files", id)
				}
				all[id] = where{text(record, "id"), place, text(one, "text")}
			}
		}
		put("armenia", list(record, "armenian"))
		put("azerbaijan", list(record, "azerbaijani"))
		put("joint", list(record, "joint"))
		put("analysis", list(record, "analysis"))
		for _, group := range list(record, "intra_side") {
			put(text(group, "side"), list(group, "claims"))
		}
	}
	return all
}

func claimsOfCase(t testing.TB, c Case) map[string]where {
	t.Helper()
	all, issue := map[string]where{}, map[dialogue.IssueID]string{}
	put := func(id string, w where) {
		if _, ok := all[id]; ok {
			t.Errorf("%s was read twice", id)
		}
		all[id] = w
	}
	for _, i := range c.Issues {
		issue[i.ID] = i.Case
		for _, p := range i.Perspectives {
			for _, one := range p.Claims {
				put(one.Case, where{i.Case, string(p.Side), one.Words.Text["en"]})
			}
		}
	}
	for _, j := range c.Joint {
		put(j.Case, where{issue[j.Issue], "joint", j.Words.Text["en"]})
	}
	for _, a := range c.Analyses {
		put(a.Case, where{issue[a.Issue], "analysis", a.Words.Text["en"]})
	}
	return all
}

func TestEveryClaimOfTheCaseOnceAndUnchanged(t *testing.T) {
	c := referenceCase(t, caseSides)
	want, got := claimsOfFiles(t), claimsOfCase(t, c)
	if len(want) < 130 {
		t.Fatalf("only %d claims are in the files", len(want))
	}
	for id, w := range want {
		if got[id] != w {
			t.Errorf("%s: got %+v, want %+v", id, got[id], w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d claims were read, want %d", len(got), len(want))
	}
	if len(c.Issues) != 41 || len(c.Recommendations) != 163 || len(c.Works) != 5 || len(c.Terms) != 58 {
		t.Errorf("%d issues, %d recommendations, %d works, %d terms", len(c.Issues), len(c.Recommendations), len(c.Works), len(c.Terms))
	}
}

// S1: a place for every side in the order of the node's sides, and an empty
// place stays empty.
func TestS1EverySideHasItsPlaceInTheCase(t *testing.T) {
	order := []dialogue.SideID{"georgia", "armenia", "azerbaijan"}
	c := referenceCase(t, CaseSides{order, "armenia", "azerbaijan"})
	for i, record := range records(t, "perspectives.json") {
		issue := c.Issues[i]
		if issue.Case != text(record, "id") || issue.Title.Text["en"] != text(record, "issue") || issue.Caution != text(record, "caution") {
			t.Errorf("issue %d is %s (%s, %s)", i, issue.Case, issue.Title.Text["en"], issue.Caution)
		}
		want := map[dialogue.SideID]int{"armenia": len(list(record, "armenian")), "azerbaijan": len(list(record, "azerbaijani"))}
		for _, group := range list(record, "intra_side") {
			want[dialogue.SideID(text(group, "side"))] += len(list(group, "claims"))
		}
		for j, p := range issue.Perspectives {
			if p.Side != order[j] || len(p.Claims) != want[p.Side] {
				t.Errorf("%s: place %d is of %s with %d claims, want %s with %d", issue.Case, j, p.Side, len(p.Claims), order[j], want[p.Side])
			}
			if p.Gap != "" && len(p.Claims) > 0 {
				t.Errorf("%s: %s has claims and a gap", issue.Case, p.Side)
			}
		}
	}
}

// Which side a gap is about follows from who says nothing; the words agree.
func TestGapsStandInTheEmptyPlace(t *testing.T) {
	c := referenceCase(t, caseSides)
	got := map[string]dialogue.SideID{}
	for _, i := range c.Issues {
		for _, p := range i.Perspectives {
			if p.Gap != "" {
				got[i.Case] = p.Side
			}
		}
	}
	want := map[string]dialogue.SideID{"diaspora": "armenia", "europe": "azerbaijan", "film-festival": "azerbaijan", "intelligence": "azerbaijan",
		"interim-agreement": "armenia", "reaction-yerevan-visit": "armenia", "russia-role": "azerbaijan", "treaty-condition-2024": "armenia"}
	if !maps.Equal(got, want) {
		t.Errorf("gaps: %v, want %v", got, want)
	}
	for _, id := range []string{"trust", "visits"} { // what they say is of the source
		if notes := c.NotesOn(id); len(notes) != 2 || notes[0].Kind != "gap" {
			t.Errorf("%s: notes %+v", id, notes)
		}
	}
}

// S2: every claim has a number that stays, and a reply names the claim that it
// answers.
func TestS2ClaimsOfTheCaseHaveNumbersAndReplies(t *testing.T) {
	c, other := referenceCase(t, caseSides), referenceCase(t, CaseSides{[]dialogue.SideID{"a", "b"}, "b", "a"})
	numbers, answers := map[dialogue.ClaimID]string{}, map[string]string{}
	for i, issue := range c.Issues {
		if issue.ID != other.Issues[i].ID {
			t.Errorf("%s has another number for other sides", issue.Case)
		}
		for _, p := range issue.Perspectives {
			for _, one := range p.Claims {
				if one.ID <= 0 || numbers[one.ID] != "" || one.Version != 1 || len(one.Sources) == 0 {
					t.Errorf("claim %+v", one)
				}
				numbers[one.ID] = one.Case
			}
		}
		for _, p := range issue.Perspectives {
			for _, one := range p.Claims {
				if one.Answers == 0 {
					continue
				}
				answers[one.Case] = numbers[one.Answers]
				i := slices.IndexFunc(p.Responses, func(r dialogue.Response) bool { return r.Claim == one.Answers })
				if i < 0 || !reflect.DeepEqual(p.Responses[i].Words, one.Words) || p.Responses[i].Understood || p.Responses[i].Stance != dialogue.Unsaid {
					t.Errorf("%s: responses %+v", one.Case, p.Responses)
				}
			}
		}
	}
	want := map[string]string{"western-azerbaijan.az.1": "western-azerbaijan.am.1", "trust.az.1": "trust.am.1",
		"detainees.az.1": "detainees.am.1", "militarisation.az.1": "militarisation.am.1"}
	if !maps.Equal(answers, want) {
		t.Errorf("answers %v, want %v", answers, want)
	}
}

// S4: only what the joint report states as agreed is meant to be, and nobody
// consented to it here.
func TestS4JointTextsOfTheCase(t *testing.T) {
	c := referenceCase(t, caseSides)
	agreed := map[string]bool{"washington-meeting": true, "escalation-risk": true, "treaty-value": true}
	for _, j := range c.Joint {
		issue, _, _ := strings.Cut(j.Case, ".")
		want := dialogue.Jointly
		if agreed[issue] {
			want = dialogue.Agreed
		}
		if j.Asked != want || j.Basis == "" || len(j.Consents) != 0 || len(j.Sources) == 0 {
			t.Errorf("%s: %+v", j.Case, j)
		}
		for _, s := range j.Sources {
			if !strings.HasPrefix(s.Work, "Report of the Thematic Group") {
				t.Errorf("%s comes from %q", j.Case, s.Work)
			}
		}
	}
}

// S15: a claim is a delegation's only where it speaks for itself in the joint
// report; every other one is a voice's, who is named with the source.
func TestS15NoClaimOfTheCaseIsTheViewOfANation(t *testing.T) {
	c := referenceCase(t, caseSides)
	delegations := []string{"constitution", "western-azerbaijan", "trust", "detainees", "militarisation", "diaspora"}
	got := map[string]dialogue.Claim{}
	for _, issue := range c.Issues {
		for _, p := range issue.Perspectives {
			for _, one := range p.Claims {
				want := dialogue.Voice
				if slices.Contains(delegations, issue.Case) && !strings.Contains(one.Case, ".in") {
					want = dialogue.Delegation
				}
				if one.Holder != want || (one.Holder == dialogue.Voice) == (one.Whose.Text["en"] == "") {
					t.Errorf("%s: held by %q (%q), want %q", one.Case, one.Holder, one.Whose.Text["en"], want)
				}
				got[one.Case] = one
			}
		}
	}
	for id, want := range map[string]struct{ whose, work string }{
		"donors.am.1":                {"Twenty Armenian respondents of the YPC study", "Civic (Track 2)"},
		"donors.az.1":                {"Author of the Aliyev article", "A New Stage"},
		"integration-return.am.1":    {"Some civic actors, as reported in the Carnegie paper", "Strategic Directions"},
		"western-azerbaijan.in1.1":   {"A senior official quoted anonymously in the Carnegie paper", "Strategic Directions"},
		"russia-role.in2.1":          {"Differentiated view", "Civic (Track 2)"},
		"aland.az.1":                 {"As reported in the YPC study", "Civic (Track 2)"},
		"regional-cooperation.am.1":  {"As reported in the LINKS report", "Report of the Thematic Group"},
		"treaty-condition-2024.az.1": {"As reported in the Mammadova op-ed", "The urgency of now"},
		"western-azerbaijan.az.1":    {"", "Report of the Thematic Group"},
	} {
		one := got[id]
		if one.Whose.Text["en"] != want.whose {
			t.Errorf("%s: whose %q, want %q", id, one.Whose.Text["en"], want.whose)
		}
		for _, s := range one.Sources {
			if !strings.HasPrefix(s.Work, want.work) {
				t.Errorf("%s comes from %q, want %q", id, s.Work, want.work)
			}
		}
	}
}

// S11: what the files say of outside actors is kept, actor and view apart; a
// line about no actor is a note.
func TestS11OutsideActorsOfTheCase(t *testing.T) {
	c := referenceCase(t, caseSides)
	for i, record := range records(t, "perspectives.json") {
		var got []string
		for _, third := range c.Issues[i].Third {
			if dialogue.Length(third.Source) > dialogue.LongestTopic || third.Source == "" || third.Side != "" {
				t.Errorf("%s: %+v", c.Issues[i].Case, third)
			}
			got = append(got, third.Actor.Text["en"]+": "+third.View.Text["en"])
		}
		for _, n := range c.NotesOn(c.Issues[i].Case) {
			if n.Kind == "outlook" {
				got = append(got, n.Words)
			}
		}
		if want := texts(record, "third_parties"); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.Issues[i].Case, got, want)
		}
	}
}

// The texts hold nothing that the rules for texts would take for a mark: no
// alternatives in brackets. And no side says more than a side may.
func TestTextsOfTheCaseKeepTheRules(t *testing.T) {
	c := referenceCase(t, caseSides)
	for id, w := range claimsOfCase(t, c) {
		if strings.ContainsAny(w.words, "[]|<>{}") {
			t.Errorf("%s: %q", id, w.words)
		}
	}
	for _, issue := range c.Issues {
		for _, p := range issue.Perspectives {
			words := 0
			for _, one := range p.Claims {
				words += len(strings.Fields(one.Words.Text["en"]))
			}
			if words > dialogue.MostWords {
				t.Errorf("%s: %s says %d words", issue.Case, p.Side, words)
			}
		}
		if dialogue.Length(issue.Title.Text["en"]) > dialogue.LongestTopic {
			t.Errorf("title of %s", issue.Case)
		}
	}
}

func TestCaseInAForum(t *testing.T) {
	c := referenceCase(t, caseSides)
	in := c.In(7, 20000)
	for i, issue := range in.Issues {
		for j, p := range issue.Perspectives {
			if issue.Forum != 7 || p.SealedOn != 20000 || c.Issues[i].Perspectives[j].SealedOn != 0 {
				t.Fatalf("%s: %+v", issue.Case, p)
			}
			for k, one := range p.Claims {
				if one.On != 20000 || c.Issues[i].Perspectives[j].Claims[k].On != 0 {
					t.Fatalf("%s: %+v", issue.Case, one)
				}
			}
		}
	}
	if in.Joint[0].Forum != 7 || in.Recommendations[0].Forum != 7 || c.Joint[0].Forum != 0 || c.Recommendations[0].On != 0 {
		t.Error("joint texts and recommendations of the case")
	}
}
