package dialogue

import (
	"slices"
	"testing"
)

// A text that every side rejects is agreed as that, and as long as its words stand:
// with other words the rejection is gone, and so are the consents (S4).
func TestS4RejectionGoesWithItsWords(t *testing.T) {
	j, err := JointText{Forum: 1}.Write(chair("armenia"), both, JointText{Asked: Agreed, Words: Writing{Original: "ru", Text: Text{"ru": "Мосты не нужны."}}}, today)
	wantKey(t, "write", err, "")
	plain := j.Hash()
	j.Rejects = true
	if j.Hash() == plain {
		t.Error("to reject words and to agree to them has one hash")
	}
	for _, side := range both {
		j, err = j.Consent(chair(side), j.Hash(), today)
		wantKey(t, "consent", err, "")
	}
	same, err := j.Write(chair("azerbaijan"), both, j, today)
	if err != nil || !same.Rejects || same.Grade(both) != Agreed {
		t.Errorf("with the same words: rejects %v, %s, %v", same.Rejects, same.Grade(both), err)
	}
	edited := j
	edited.Words.Text = Text{"ru": "Мосты нужны."}
	other, err := j.Write(chair("azerbaijan"), both, edited, today)
	if err != nil || other.Rejects || other.Grade(both) != Jointly || len(other.Consents) != 0 {
		t.Errorf("with other words: rejects %v, %s, %d consents, %v", other.Rejects, other.Grade(both), len(other.Consents), err)
	}
}

// agreedWords is a joint text that is meant to be agreed.
func agreedWords(sides ...SideID) JointText {
	edited := JointText{Words: inEvery("Prisoners are to be visited."), Asked: Agreed}
	j := must(JointText{ID: 8, Forum: 5}.Write(chair(sides[0]), sides, edited, today))
	return j
}

// A text is agreed only with the consent of every side to its present words;
// text written together never becomes agreed by itself (S4).
func TestS4AgreedTakesEverySide(t *testing.T) {
	for _, sides := range [][]SideID{{"azerbaijan", "armenia"}, {"armenia", "valley", "azerbaijan"}} {
		j := agreedWords(sides...)
		for n, s := range sides {
			if j.Grade(sides) != Jointly {
				t.Fatalf("agreed with %d of %d consents", n, len(sides))
			}
			for range 2 { // twice is once
				j = must(j.Consent(chair(s), j.Hash(), today))
			}
			if len(j.Consents) != n+1 {
				t.Fatalf("%d consents, want %d", len(j.Consents), n+1)
			}
		}
		if j.Grade(sides) != Agreed || j.Grade(append(sides, "elsewhere")) != Jointly || j.Grade(nil) != Jointly {
			t.Errorf("%v: grade %s", sides, j.Grade(sides))
		}
		if !slices.IsSortedFunc(j.Consents, func(a, b Consent) int { return slices.Compare([]SideID{a.Side}, []SideID{b.Side}) }) {
			t.Errorf("consents in the order in which they came: %+v", j.Consents)
		}
	}
	plain := must(JointText{}.Write(chair("armenia"), both, JointText{Words: said("hy", "Միասին"), Asked: Jointly}, today))
	_, err := plain.Consent(chair("armenia"), plain.Hash(), today)
	wantKey(t, "consent to what is not meant to be agreed", err, "refusal.consent_not_asked")
}

// One changed byte of one translation, or being meant otherwise, makes every
// consent past, and it is kept (S4, C5).
func TestS4OtherWordsNeedOtherConsents(t *testing.T) {
	j := agreedWords("armenia", "azerbaijan")
	for _, s := range []SideID{"azerbaijan", "armenia"} {
		j = must(j.Consent(chair(s), j.Hash(), today))
	}
	for _, l := range Languages() {
		edited := j
		edited.Words.Text = inAll("Prisoners are to be visited.")
		edited.Words.Text[l] = "Prisoners are to be visited!"
		next := must(j.Write(chair("azerbaijan"), both, edited, today+1))
		if next.Grade(both) != Jointly || len(next.Consents) != 0 || len(next.Past) != 2 || next.Past[0].Side != "armenia" || next.Past[0].Withdrawn != 0 {
			t.Errorf("%s changed: %s, %+v, past %+v", l, next.Grade(both), next.Consents, next.Past)
		}
		_, err := next.Consent(chair("armenia"), j.Hash(), today+1)
		wantKey(t, "consent to the words of before", err, "refusal.words_changed")
		if j.Grade(both) != Agreed {
			t.Fatal("the value that was given has changed")
		}
	}
	same := must(j.Write(chair("armenia"), both, j, today+1))
	if same.Grade(both) != Agreed {
		t.Error("the same words lost their consents")
	}
	same.Asked = Jointly
	same = must(must(j.Write(chair("armenia"), both, withVersion(same, j.Version), today)).Write(chair("armenia"), both, withVersion(j, j.Version+1), today))
	if same.Asked != Agreed || same.Grade(both) != Jointly {
		t.Error("consents came back when the text was meant to be agreed again")
	}
}

// One side alone changes nothing under a text that stays agreed: neither its
// sources nor the issue that it settles (S4). What every side rejects stays what
// they reject as long as the words stand.
func TestS4AgreedWithItsSourcesAndItsIssue(t *testing.T) {
	j := agreedWords("azerbaijan", "armenia")
	j = must(j.Write(chair("azerbaijan"), both, JointText{Words: j.Words, Asked: Agreed, Version: 1, Issue: 3, Sources: []Source{{Work: "Made-up map"}}}, today))
	j.Rejects = true
	for _, s := range []SideID{"armenia", "azerbaijan"} {
		j = must(j.Consent(chair(s), j.Hash(), today))
	}
	for name, change := range map[string]func(*JointText){
		"a source more":     func(j *JointText) { j.Sources = append(slices.Clone(j.Sources), Source{Work: "Made-up letter"}) },
		"no source":         func(j *JointText) { j.Sources = nil },
		"another section":   func(j *JointText) { j.Sources = []Source{{Work: "Made-up map", Section: "2"}} },
		"another address":   func(j *JointText) { j.Sources = []Source{{Work: "Made-up map", URL: "https://example.org/"}} },
		"another issue":     func(j *JointText) { j.Issue = 4 },
		"no issue any more": func(j *JointText) { j.Issue = 0 },
	} {
		edited := j
		change(&edited)
		next := must(j.Write(chair("armenia"), both, edited, today+1))
		if next.Grade(both) != Jointly || len(next.Consents) != 0 || len(next.Past) != 2 || !next.Rejects {
			t.Errorf("%s: %s, %+v, past %+v, rejects %v", name, next.Grade(both), next.Consents, next.Past, next.Rejects)
		}
	}
	bare := agreedWords("armenia", "azerbaijan")
	empty := bare
	empty.Sources = []Source{}
	if bare.Hash() != empty.Hash() {
		t.Error("no sources and an empty list of them have two hashes")
	}
}

func withVersion(j JointText, version int) JointText {
	j.Version = version
	return j
}

// Consent is withdrawn by its own side, alone and at once, and that is shown (S4).
func TestS4ConsentIsWithdrawnAndShown(t *testing.T) {
	j := agreedWords("azerbaijan", "armenia")
	j = must(must(j.Consent(chair("azerbaijan"), j.Hash(), today)).Consent(chair("armenia"), j.Hash(), today))
	next := must(j.WithdrawConsent(chair("armenia"), today+3))
	want := Consent{"armenia", j.Hash().String(), today, today + 3}
	if next.Grade(both) != Jointly || len(next.Consents) != 1 || !slices.Equal(next.Past, []Consent{want}) {
		t.Errorf("%s, %+v, past %+v", next.Grade(both), next.Consents, next.Past)
	}
	_, err := next.WithdrawConsent(chair("armenia"), today+3)
	wantKey(t, "withdraw what is not there", err, "refusal.consent_none")
	again := must(next.Consent(chair("armenia"), next.Hash(), today+4))
	if again.Grade(both) != Agreed || len(again.Past) != 1 {
		t.Errorf("consent given again: %s, past %+v", again.Grade(both), again.Past)
	}
	for _, v := range []Viewer{holder(Moderator, "azerbaijan"), holder(Steward, "armenia"), {}} {
		for what, err := range map[string]error{
			"consents": second(j.Consent(v, j.Hash(), today)), "withdraws": second(j.WithdrawConsent(v, today)),
			"writes": second(j.Write(v, both, j, today)), "removes": second(j.Remove(v, today)),
		} {
			wantKey(t, string(v.Role)+" "+what, err, "refusal.co_chair_only")
		}
	}
}

func TestWriteJoint(t *testing.T) {
	j := agreedWords("armenia", "azerbaijan")
	for _, c := range []struct {
		name   string
		change func(*JointText)
		key    string
	}{
		{"nothing", func(*JointText) {}, ""},
		{"another version", func(j *JointText) { j.Version = 9 }, "refusal.changed_meanwhile"},
		{"no words", func(j *JointText) { j.Words = Writing{} }, "refusal.statement_empty"},
		{"no grade", func(j *JointText) { j.Asked = "signed" }, "refusal.grade"},
		{"alternatives", func(j *JointText) { j.Words = said("en", "By [armenia: May | azerbaijan: June].") }, ""},
		{"a broken bracket in a translation", func(j *JointText) {
			j.Words = inEvery("Plain")
			j.Words.Text["az"] = "[azerbaijan: x"
		}, "refusal.bracket_open"},
	} {
		edited := j
		c.change(&edited)
		edited.Consents, edited.Origin = []Consent{{Side: "armenia", Hash: edited.Hash().String(), On: 1}}, &Origin{}
		next, err := j.Write(chair("azerbaijan"), both, edited, today)
		wantKey(t, c.name, err, c.key)
		if len(next.Consents) > 0 || next.Origin != nil {
			t.Errorf("%s: what nobody gave was taken: %+v", c.name, next)
		}
		if _, in, _ := next.Words.In("hy"); err == nil && next.Words.Text["hy"] != "" && in != "hy" {
			t.Errorf("%s: a translation of joint words waits for approval", c.name)
		}
	}
	gone := must(j.Remove(chair("azerbaijan"), today))
	for what, err := range map[string]error{
		"consent": second(gone.Consent(chair("armenia"), gone.Hash(), today)), "remove": second(gone.Remove(chair("armenia"), today)),
		"write": second(gone.Write(chair("armenia"), both, gone, today)),
	} {
		wantKey(t, what+" what is removed", err, "refusal.joint_removed")
	}
	if gone.Grade(both) != Jointly || gone.ID != j.ID {
		t.Errorf("removed: %+v", gone)
	}
}
