package casedata

import (
	"strconv"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

func demo(t *testing.T) Dialogue {
	t.Helper()
	d, err := Demo()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, text := range []string{``, `[]`, `{"topic": 1}`, `{"topci": "misspelt"}`} {
		if d, err := parse([]byte(text)); err == nil {
			t.Errorf("parse(%q) = %+v, want an error", text, d)
		}
	}
}

func TestDialogueSaysWhatItIs(t *testing.T) {
	d := demo(t)
	if d.Format != "parley-dialogue/1" || d.Topic == "" || d.Description == "" || d.Language != "en" {
		t.Errorf("format %q, topic %q, description %q, language %q", d.Format, d.Topic, d.Description, d.Language)
	}
	if !strings.Contains(d.Note, "Nobody said them") {
		t.Errorf("the note %q does not say that nobody made these statements", d.Note)
	}
}

// Identifiers are never given anew, so a reader's notes keep their meaning.
func TestIDsAreStable(t *testing.T) {
	d := demo(t)
	last := 0
	for _, s := range d.Statements {
		n, err := strconv.Atoi(string(s.ID))
		if err != nil || n <= last || strconv.Itoa(n) != string(s.ID) {
			t.Errorf("id %q does not follow %d", s.ID, last)
		}
		last = n
	}
	// The first, one in the middle and the last as they were first published.
	fixed := map[StatementID]string{"1": "constitution.am.1", "26": "external-mediation.az.1", "52": "tripp.joint.1"}
	found := 0
	for _, s := range d.Statements {
		if want, ok := fixed[s.ID]; ok {
			found++
			if s.Source[0].ID != want {
				t.Errorf("statement %s words %s, was first %s", s.ID, s.Source[0].ID, want)
			}
		}
	}
	if found != len(fixed) {
		t.Errorf("%d of %d fixed statements are there", found, len(fixed))
	}
}

// No side speaks more than the other, of either kind, and neither is always
// first.
func TestSidesAreBalanced(t *testing.T) {
	d := demo(t)
	if n := len(d.Statements); n < 44 || n%2 != 0 {
		t.Fatalf("%d statements, want an even number from 44", n)
	}
	written := map[Side]map[Kind]int{}
	for _, side := range d.Sides {
		written[side] = map[Kind]int{}
	}
	first := map[Kind]map[Side]int{Perspective: {}, Recommendation: {}}
	for i, s := range d.Statements {
		if written[s.Author] == nil || first[s.Kind] == nil {
			t.Fatalf("statement %s is by %q, a %q", s.ID, s.Author, s.Kind)
		}
		written[s.Author][s.Kind]++
		if i%2 == 0 {
			first[s.Kind][s.Author]++
			if next := d.Statements[i+1]; next.Author == s.Author || next.Kind != s.Kind {
				t.Errorf("statements %s and %s are not a pair", s.ID, next.ID)
			}
		}
	}
	for _, kind := range []Kind{Perspective, Recommendation} {
		a, b := d.Sides[0], d.Sides[1]
		if written[a][kind] != written[b][kind] || written[a][kind] < 10 {
			t.Errorf("%s: %d by %s, %d by %s", kind, written[a][kind], a, written[b][kind], b)
		}
		if diff := first[kind][a] - first[kind][b]; diff < -1 || diff > 1 {
			t.Errorf("%s: %s comes first %d times, %s %d", kind, a, first[kind][a], b, first[kind][b])
		}
	}
}

// A statement is one claim: short, whole, not a question, not said twice.
func TestStatementsCanBeVotedOn(t *testing.T) {
	seen := map[string]StatementID{}
	for _, s := range demo(t).Statements {
		if n := uniseg.GraphemeClusterCount(s.Text); n < 20 || n > 200 {
			t.Errorf("statement %s has %d characters, want 20 to 200", s.ID, n)
		}
		if !strings.HasSuffix(s.Text, ".") || strings.Count(s.Text, ".") != 1 || strings.ContainsAny(s.Text, "?!;\"“”\n") || strings.TrimSpace(s.Text) != s.Text {
			t.Errorf("statement %s is not one plain sentence: %q", s.ID, s.Text)
		}
		folded := strings.ToLower(s.Text)
		if other, ok := seen[folded]; ok {
			t.Errorf("statements %s and %s are the same", other, s.ID)
		}
		seen[folded] = s.ID
		if !s.Seed {
			t.Errorf("statement %s is not marked as written by the organisers", s.ID)
		}
	}
}
