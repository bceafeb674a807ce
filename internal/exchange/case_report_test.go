package exchange

import (
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

func TestReportOfTheCase(t *testing.T) {
	c := referenceCase(t, caseSides)
	r := c.Report(5)
	if !r.Example || r.ID <= 0 || r.Forum != 5 || r.Number != 1 {
		t.Errorf("report %+v", r)
	}
	if len(r.Issues) != 41 || len(r.Joint) != len(c.Joint) || len(r.Recommendations) != 163 {
		t.Errorf("%d issues, %d joint texts, %d recommendations", len(r.Issues), len(r.Joint), len(r.Recommendations))
	}
	// No forum met, so what only a forum can say is missing, visibly.
	for _, part := range []dialogue.Part{dialogue.PartMandate, dialogue.PartWho, dialogue.PartMeetings, dialogue.PartThird,
		dialogue.PartFollowUp, dialogue.PartHarm, dialogue.PartContacts} {
		if w, ok := r.Parts[part]; ok {
			t.Errorf("part %s says %q", part, w.Text["en"])
		}
	}
	if len(r.Delegates) > 0 || len(r.Reservations) > 0 || r.Facilitators != 0 {
		t.Error("people take part in the example")
	}
	for part, words := range map[dialogue.Part]string{
		dialogue.PartTitle: "Reference case", dialogue.PartAuthor: "No side wrote or approved it", dialogue.PartSponsor: "Friedrich-Ebert-Stiftung",
		dialogue.PartResponsibility: "Opinions are those of the works", dialogue.PartLimits: "paraphrased",
	} {
		if w := r.Parts[part]; w.Original != "en" || !strings.Contains(w.Text["en"], words) {
			t.Errorf("part %s: %+v, want %q", part, w, words)
		}
	}
	for part, w := range r.Parts {
		if n := len(strings.Fields(w.Text["en"])); n > dialogue.MostPart {
			t.Errorf("part %s has %d words", part, n)
		}
	}
}

// S14: every work is listed with what works.json says of it, and what dialogue
// has no place for is in the annex.
func TestS14AnnexOfTheCase(t *testing.T) {
	c := referenceCase(t, caseSides)
	annex := c.Report(1).Parts[dialogue.PartAnnex].Text["en"]
	for _, w := range c.Works {
		for _, words := range []string{w.Authors, w.Title, w.Publisher, w.Date} {
			if !strings.Contains(annex, words) {
				t.Errorf("the annex lacks %q", words)
			}
		}
	}
	for _, a := range c.Analyses {
		if !strings.Contains(annex, a.Words.Text["en"]) {
			t.Errorf("the annex lacks %s", a.Case)
		}
	}
}

// Terms in the report are those that its texts use, without a form that nobody
// chose.
func TestTermsOfTheCase(t *testing.T) {
	c := referenceCase(t, caseSides)
	var used []string
	for _, term := range c.Report(1).Terms {
		if len(term.Chosen.Text) > 0 {
			t.Errorf("%s: a form is chosen: %v", term.Term, term.Chosen)
		}
		used = append(used, term.Term)
	}
	for _, want := range []string{"Western Azerbaijan", "Name of the disputed territory", "Revanchism"} {
		if !slices.Contains(used, want) {
			t.Errorf("%q is not among the terms %q", want, used)
		}
	}
	if slices.Contains(used, "Gazakh region") {
		t.Errorf("a term that no text uses: %q", used)
	}
	for i, record := range records(t, "terms.json") {
		got := c.Terms[i]
		if got.Case != text(record, "id") || got.Term != text(record, "term") || got.Neutral != text(record, "neutral_alternative") ||
			got.Status != text(record, "neutral_status") || got.InSources != text(record, "source_usage") {
			t.Errorf("term %+v, want %v", got, record)
		}
		for _, usage := range got.Usages {
			if usage.Words != text(record, map[dialogue.SideID]string{"armenia": "armenian_usage", "azerbaijan": "azerbaijani_usage"}[usage.Side]) {
				t.Errorf("%s: %+v", got.Case, usage)
			}
		}
	}
}

// Discrepancies come with what they concern; those about people stay out.
func TestNotesOfTheCase(t *testing.T) {
	c := referenceCase(t, caseSides)
	for id, about := range concerns {
		for _, one := range about {
			if !slices.ContainsFunc(c.NotesOn(one), func(n CaseNote) bool { return n.Case == id }) {
				t.Errorf("%s is not noted on %s", id, one)
			}
		}
	}
	for _, n := range c.Notes {
		if slices.Contains([]string{"margaryan", "sanders-name", "shirihev"}, n.Case) || len(n.Sources) == 0 {
			t.Errorf("note %+v", n)
		}
	}
}

func TestMentions(t *testing.T) {
	for _, c := range []struct {
		text, name string
		want       bool
	}{
		{"Those who fear revanchism.", "Revanchism", true},
		{"revanchists", "revanchism", false},
		{"a TRIPP, or (000, joint)", "000", true},
		{"about 3,0001", "000", false},
		{"Türkiyeli, Türkiye", "Türkiye", true},
		{"anything", "", false},
	} {
		if got := mentions(c.text, c.name); got != c.want {
			t.Errorf("mentions(%q, %q) = %v", c.text, c.name, got)
		}
	}
}
