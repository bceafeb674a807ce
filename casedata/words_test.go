package casedata

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// contested are words that one side uses and that the other hears as a
// verdict, by the record of terms.json that tells of it. A statement that both
// sides vote on must do without; the record offers a neutral way to put it.
// A star stands for any ending.
var contested = map[string][]string{
	"karabakh-name":         {"Artsakh", "Nagorno-Karabakh", "NK"},
	"stepanakert-khankendi": {"Stepanakert", "Khankendi"},
	"shusha":                {"Shusha"},
	"turkey-turkiye":        {"Turkey"},
	"nk-republic":           {"Republic"},
	"karabakh-armenians":    {"Karabakh Armenians"},
	"prisoners":             {"prisoner*"},
	"44-day-war":            {"44-Day"},
	"operation-2023":        {"exodus", "de-Armenization", "ethnic cleansing", "anti-terrorist"},
	"blockade":              {"blockade*"},
	"genocide-1915":         {"genocid*"},
	"western-azerbaijan":    {"Western Azerbaijan"},
	"real-armenia":          {"Real Armenia", "surrender*", "betrayal"},
	"fourth-republic":       {"fourth republic"},
	"liberation-occupation": {"liberat*", "occup*"},
	"victory-loss":          {"victor*", "abandon*"},
	"revanchism":            {"revanch*"},
	"reconquista":           {"reconquist*"},
	"civilisational-images": {"coloni*", "imperialis*", "Turkic", "Islamic", "Christian"},
	"peace":                 {"capitulat*", "enemy"},
	"transactional-justice": {"transactional"},
	"mediation":             {"patron*", "paternalis*"},
	"foreign-agent":         {"foreign agent*"},
	"opportunist":           {"opportunist*"},
	"imitation":             {"imitation*"},
	"enemy-image":           {"enem*"},
}

// words splits text into lower-case words, keeping hyphens inside them.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// says reports whether text contains phrase, word for word.
func says(text, phrase string) bool {
	have, want := words(text), words(strings.TrimSuffix(phrase, "*"))
	open := strings.HasSuffix(phrase, "*")
	for i := 0; i+len(want) <= len(have); i++ {
		last := i + len(want) - 1
		if slices.Equal(have[i:last], want[:len(want)-1]) &&
			(have[last] == want[len(want)-1] || open && strings.HasPrefix(have[last], want[len(want)-1])) {
			return true
		}
	}
	return false
}

func TestSays(t *testing.T) {
	for _, c := range []struct {
		text, phrase string
		want         bool
	}{
		{"The fourth republic came.", "fourth republic", true},
		{"Fourth: a Republic", "fourth republic", false},
		{"A republican view.", "republic", false},
		{"They liberated it.", "liberat*", true},
		{"A 44-day war", "44-Day", true},
		{"Foreign agents, they say", "foreign agent*", true},
		{"", "enemy", false},
	} {
		if got := says(c.text, c.phrase); got != c.want {
			t.Errorf("says(%q, %q) = %v", c.text, c.phrase, got)
		}
	}
}

func TestNoContestedWords(t *testing.T) {
	d := demo(t)
	texts := map[string]string{"topic": d.Topic, "description": d.Description, "note": d.Note}
	for _, s := range d.Statements {
		texts["statement "+string(s.ID)] = s.Text
	}
	for where, text := range texts {
		for term, phrases := range contested {
			for _, phrase := range phrases {
				if says(text, phrase) {
					t.Errorf("%s says %q; see %s in terms.json", where, phrase, term)
				}
			}
		}
	}
}

// The list is taken from terms.json: every phrase occurs in the record that it
// is listed under.
func TestContestedWordsAreFromTerms(t *testing.T) {
	var records []json.RawMessage
	read(t, "terms.json", &records)
	text := map[string]string{}
	for _, raw := range records {
		var record struct{ ID string }
		if err := json.Unmarshal(raw, &record); err != nil {
			t.Fatal(err)
		}
		text[record.ID] = string(raw)
	}
	for term, phrases := range contested {
		for _, phrase := range phrases {
			if !says(text[term], phrase) {
				t.Errorf("%q does not occur in %q of terms.json", phrase, term)
			}
		}
	}
}
