package register

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

func wantRefusal(t *testing.T, what string, err error, key string) {
	t.Helper()
	if f := fault.Of(err); f == nil || f.Key != key {
		t.Errorf("%s: %v, want %s", what, err, key)
	}
}

// FORMS.md 4.1: the members of the record, in their order, and nothing else.
func TestAssessmentRecord(t *testing.T) {
	c := cycleOf(t, "azerbaijan", "armenia")
	row := RowID{"art-1", "armenia"}
	a := rated(c, row, "azerbaijan", 2)
	a.Reason, a.NextStep, a.Blockage = dialogue.Text{"az": "Bərə işləyir", "en": "The ferry runs"}, dialogue.Text{"en": "Print the timetable"}, Blockage{"money", "Harbour office"}
	alpha := "0.81"
	a.Coders, a.Alpha = 2, &alpha
	const want = `{"about":"other","agreement":"example-2025","alpha":"0.81","blockage":{"kind":"money","owner":"Harbour office"},` +
		`"codebook":"pis-1.0","coders":2,"confidence":2,"correspondence":"matches","dissent_within_side":false,` +
		`"evidence":[{"date":"2026-02","grade":"B","id":"ev-1","lang":"hy","public":true},{"date":"","grade":"D","id":"ev-2","lang":"az","public":false}],` +
		`"item":"art-1","item_kind":"provision","level":2,"next_step":{"en":"Print the timetable"},"obliged":"both","pam_stem":"bound","period":"2026-Q1",` +
		`"reason":{"az":"Bərə işləyir","en":"The ferry runs"},"reversed":false,"side":"azerbaijan","state":null,"timeliness":"unset_in_text","v":1}`
	a, err := c.Judge(a, row, "azerbaijan", Rating{}, false)
	if err != nil || string(a.Canonical()) != want {
		t.Errorf("%v\n got %s\nwant %s", err, a.Canonical(), want)
	}
	back, err := ParseAssessment(a.Canonical())
	if err != nil || string(back.Canonical()) != want {
		t.Errorf("read back: %v, %s", err, back.Canonical())
	}
}

func TestAssessmentsOfOtherFormsAreRefused(t *testing.T) {
	c := cycleOf(t, "armenia", "azerbaijan")
	row := RowID{"art-2", "armenia"}
	full := rated(c, row, "armenia", 3)
	for what, change := range map[string]struct {
		key    string
		change func(*Assessment)
	}{
		"a fifth level":         {"refusal.assessment_level", func(a *Assessment) { a.Rate(Rating{Level: 4}) }},
		"a level and a state":   {"refusal.assessment_level", func(a *Assessment) { s := "na"; a.State = &s }},
		"neither":               {"refusal.assessment_level", func(a *Assessment) { a.Level = nil }},
		"another state":         {"refusal.assessment_level", func(a *Assessment) { a.Rate(Rating{Instead: "unknown"}) }},
		"no timeliness":         {"refusal.assessment_timeliness", func(a *Assessment) { a.Timeliness = "" }},
		"no correspondence":     {"refusal.assessment_correspondence", func(a *Assessment) { a.Matches = "roughly" }},
		"no confidence":         {"refusal.assessment_confidence", func(a *Assessment) { a.Confidence = 0 }},
		"no blockage":           {"refusal.assessment_blockage", func(a *Assessment) { a.Blockage.Kind = "" }},
		"three coders":          {"refusal.assessment_coders", func(a *Assessment) { a.Coders = 3 }},
		"a rough alpha":         {"refusal.assessment_coders", func(a *Assessment) { s := "0.8"; a.Alpha = &s }},
		"no reason for cba":     {"refusal.assessment_reason", func(a *Assessment) { a.Rate(Rating{Instead: CannotAssess}) }},
		"no clause disputed":    {"refusal.assessment_reason", func(a *Assessment) { a.Matches = TextDisputed }},
		"3 on grade D":          {"refusal.assessment_grade_d", func(a *Assessment) { a.Evidence = a.Evidence[1:] }},
		"3 on nothing":          {"refusal.assessment_grade_d", func(a *Assessment) { a.Evidence = nil }},
		"evidence twice":        {"refusal.assessment_evidence", func(a *Assessment) { a.Evidence = append(a.Evidence, a.Evidence[0]) }},
		"a date that is not":    {"refusal.assessment_evidence", func(a *Assessment) { a.Evidence[0].Date = "2026-02-30" }},
		"a response to nothing": {"refusal.assessment_response", func(a *Assessment) { a.Response = "accepted" }},
		"another side's":        {"refusal.assessment_other", func(a *Assessment) { a.Side = "azerbaijan" }},
		"another period":        {"refusal.assessment_other", func(a *Assessment) { a.Period = "2026-Q2" }},
		"another codebook":      {"refusal.assessment_other", func(a *Assessment) { a.Codebook = "pis-2.0" }},
		"of the other":          {"refusal.assessment_other", func(a *Assessment) { a.About = "other" }},
		"a long reason":         {"refusal.text_long", func(a *Assessment) { a.Reason = dialogue.Text{"ru": strings.Repeat("я", LongestReason+1)} }},
		"a fifth language":      {"refusal.language", func(a *Assessment) { a.Reason = dialogue.Text{"fr": "oui"} }},
		"more than is sealed": {"refusal.assessment_long", func(a *Assessment) {
			a.Reason = dialogue.Text{}
			for _, l := range dialogue.Languages() {
				a.Reason[l] = strings.Repeat("e\u0301\u0302\u0303\u0304\u0305\u0306\u0307", LongestReason)
			}
		}},
	} {
		a := full
		a.Evidence = append([]EvidenceRef{}, full.Evidence...)
		change.change(&a)
		_, err := c.Judge(a, row, "armenia", Rating{}, false)
		wantRefusal(t, what, err, change.key)
	}
	if _, err := c.Judge(full, row, "armenia", Rating{}, false); err != nil {
		t.Errorf("the one that all began with: %v", err)
	}
}

// FORMS.md 4.1: a recommendation has the addressee's response, and a reason where it
// was declined.
func TestRecommendationsHaveAResponse(t *testing.T) {
	c := cycleOf(t, "azerbaijan", "armenia")
	c.Kind = RecommendationItem
	row := RowID{"art-1", "azerbaijan"}
	a := rated(c, row, "armenia", 1)
	_, err := c.Judge(a, row, "armenia", Rating{}, false)
	wantRefusal(t, "no response", err, "refusal.assessment_response")
	a.Response = Declined
	_, err = c.Judge(a, row, "armenia", Rating{}, false)
	wantRefusal(t, "declined without a reason", err, "refusal.assessment_declined")
	a.Declined = dialogue.Text{"hy": "Միջոցներ չկան"}
	if a, err = c.Judge(a, row, "armenia", Rating{}, false); err != nil || !strings.Contains(string(a.Canonical()), `"addressee_response":"declined"`) {
		t.Errorf("%v: %s", err, a.Canonical())
	}
}

// A fall is marked, and nothing else is.
func TestReversed(t *testing.T) {
	c := cycleOf(t, "armenia", "azerbaijan")
	row := RowID{"art-2", "armenia"}
	for _, test := range []struct {
		before   Rating
		there    bool
		now      int
		reversed bool
		want     string
	}{
		{Rating{Level: 2}, true, 1, true, ""}, {Rating{Level: 2}, true, 1, false, "refusal.reversed_missing"},
		{Rating{Level: 2}, true, 2, true, "refusal.reversed_false"}, {Rating{Level: 1}, true, 2, true, "refusal.reversed_false"},
		{Rating{}, false, 0, true, "refusal.reversed_false"}, {Rating{Instead: "nyd"}, true, 0, true, "refusal.reversed_false"},
		{Rating{Instead: "nyd"}, true, 0, false, ""}, {Rating{Level: 3}, true, 3, false, ""},
	} {
		a := rated(c, row, "armenia", test.now)
		a.Reversed = test.reversed
		_, err := c.Judge(a, row, "armenia", test.before, test.there)
		if f := fault.Of(err); (test.want == "") != (err == nil) || f != nil && f.Key != test.want {
			t.Errorf("%+v: %v", test, err)
		}
	}
}

// respell writes JSON anew with the members of objects in another order, other white
// space, escapes where none are needed, and texts taken apart (NFD).
func respell(v any, r *rand.Rand) string {
	space := func() string { return []string{"", " ", "\n\t"}[r.IntN(3)] }
	switch v := v.(type) {
	case string:
		var out strings.Builder
		for _, c := range norm.NFD.String(v) {
			switch {
			case c < 0x10000 && r.IntN(2) == 0, c == '"', c == '\\', c < ' ':
				fmt.Fprintf(&out, `\u%04X`, c)
			default:
				out.WriteRune(c)
			}
		}
		return `"` + out.String() + `"`
	case []any:
		var all []string
		for _, one := range v {
			all = append(all, space()+respell(one, r))
		}
		return "[" + strings.Join(all, ",") + space() + "]"
	case map[string]any:
		var all []string
		for name, one := range v { // in no order
			all = append(all, space()+respell(name, r)+space()+":"+respell(one, r))
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		return "{" + strings.Join(all, ",") + space() + "}"
	}
	b, _ := json.Marshal(v)
	return string(b)
}

// C7: a commitment is the same however the JSON of what was committed to is written.
func TestCommitmentOutlivesReserialisation(t *testing.T) {
	c := cycleOf(t, "azerbaijan", "armenia")
	r := rand.New(rand.NewPCG(1, 7))
	words := []string{"Ելք", "çörək", "ёлка", "é", "Ə\u2028", "<b>&\"\\", "\U0001f30a", "İstanbul"}
	for i := range 200 {
		side := c.Sides[i%2]
		row := c.Rows()[r.IntN(len(c.Rows()))]
		a := rated(c, row, side, r.IntN(3))
		a.Reason = dialogue.Text{"hy": words[r.IntN(len(words))], "ru": words[r.IntN(len(words))]}
		a.NextStep = dialogue.Text{"az": words[r.IntN(len(words))]}
		a.Dissent = r.IntN(2) == 0
		a, err := c.Judge(a, row, side, Rating{}, false)
		if err != nil {
			t.Fatal(err)
		}
		o := Opening{Text: a.Canonical()}
		for j := range o.Salt {
			o.Salt[j] = byte(r.Uint32())
		}
		var whole any
		if err := json.Unmarshal(o.Bytes(), &whole); err != nil {
			t.Fatal(err)
		}
		text := respell(whole, r)
		back, err := ParseOpening([]byte(text))
		if err != nil || back.Commitment() != o.Commitment() {
			t.Fatalf("%v: another commitment for\n%s", err, text)
		}
		if again, err := ParseAssessment(back.Text); err != nil || Commit(o.Salt, again.Canonical()) != o.Commitment() {
			t.Fatalf("%v: another commitment after reading", err)
		}
	}
}

// C7, hiding: the same content under other salts has commitments without relation:
// half of their bits differ, as of those of other contents.
func TestCommitmentHides(t *testing.T) {
	c := cycleOf(t, "armenia", "azerbaijan")
	text := rated(c, RowID{"art-2", "armenia"}, "azerbaijan", 1).Canonical()
	other := rated(c, RowID{"art-2", "armenia"}, "azerbaijan", 2).Canonical()
	differ := func(a, b dialogue.Hash) (bits int) {
		for i := range a {
			for x := a[i] ^ b[i]; x != 0; x &= x - 1 {
				bits++
			}
		}
		return bits
	}
	same, others := 0, 0
	seen := map[dialogue.Hash]bool{}
	for i := range 400 {
		first, second := Salt{byte(i), 1}, Salt{byte(i), 1, byte(i >> 8), 1}
		a, b := Commit(first, text), Commit(second, text)
		same += differ(a, b)
		others += differ(a, Commit(second, other))
		seen[a], seen[b] = true, true
	}
	for what, bits := range map[string]int{"the same content": same, "other contents": others} {
		if bits < 400*120 || bits > 400*136 {
			t.Errorf("%s: %d of %d bits differ", what, bits, 400*256)
		}
	}
	if len(seen) < 256+400 {
		t.Errorf("only %d commitments", len(seen))
	}
}

func TestOpeningsOfOtherFormsAreRefused(t *testing.T) {
	c := cycleOf(t, "armenia", "azerbaijan")
	good := string(Opening{Text: rated(c, RowID{"art-3", ThirdParty}, "armenia", 0).Canonical()}.Bytes())
	for _, change := range [][2]string{
		{"opening/1", "opening/2"}, {`"salt":"00`, `"salt":"`}, {`"salt":"00`, `"salt":"0000`}, {`"salt":"00`, `"salt":"zz`},
		{`"format"`, `"more":1,"format"`}, {`"assessment"`, `"other"`}, {"{", "["},
	} {
		text := strings.Replace(good, change[0], change[1], 1)
		if text == good {
			t.Fatalf("%q changed nothing", change)
		}
		_, err := ParseOpening([]byte(text))
		if f := fault.Of(err); f == nil || f.Key != "refusal.opening_form" {
			t.Errorf("%s: %v", text[:60], err)
		}
	}
}

func TestPublicIsNotToldOfOtherEvidence(t *testing.T) {
	c := cycleOf(t, "azerbaijan", "armenia")
	a := rated(c, RowID{"art-3", ThirdParty}, "azerbaijan", 1)
	if got := a.Seen(dialogue.Viewer{}).Evidence; len(got) != 1 || got[0].ID != "ev-1" {
		t.Errorf("the public reads of %v", got)
	}
	if got := a.Seen(chairOf("armenia")).Evidence; len(got) != 2 || len(a.Evidence) != 2 {
		t.Errorf("a co-chair reads of %v", got)
	}
}
