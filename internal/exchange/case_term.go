package exchange

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/internal/dialogue"
)

// A CaseTerm is a term that the sides use differently, and how each does.
type CaseTerm struct {
	Case      string // its id in the files
	Term      string
	Category  string // e.g. "toponym"
	Usages    []Usage
	Other     string // how others use it
	Neutral   string // a suggestion of whoever made the files, which no side approved
	Status    string // of the suggestion
	InSources string // how the works use it
	Variants  []string
	Note      string
	Sources   []dialogue.Source
}

// A Usage is how a side uses a term, in the order of sides. A side of which the
// works give none has none.
type Usage struct {
	Side  dialogue.SideID
	Words string
}

type termRecord struct {
	ID          string   `json:"id"`
	Term        string   `json:"term"`
	Category    string   `json:"category"`
	Armenian    string   `json:"armenian_usage"`
	Azerbaijani string   `json:"azerbaijani_usage"`
	Other       string   `json:"other_usage"`
	Neutral     string   `json:"neutral_alternative"`
	Status      string   `json:"neutral_status"`
	InSources   string   `json:"source_usage"`
	Variants    []string `json:"variants"`
	Note        string   `json:"note"`
	Source      []ref    `json:"source"`
}

func (r *caseReader) readTerms() error {
	records, err := readCaseFile[termRecord](r, caseTerms, "term", "category", "armenian_usage", "azerbaijani_usage", "other_usage", "neutral_alternative",
		"neutral_status", "source_usage", "variants", "source")
	if err != nil {
		return err
	}
	for _, one := range records {
		if err := r.once(caseTerms, one.ID); err != nil {
			return err
		}
		if err := required(caseTerms, one.ID, append([]string{one.Term, one.Category}, one.Variants...)...); err != nil {
			return err
		}
		t := CaseTerm{Case: one.ID, Term: one.Term, Category: one.Category, Other: one.Other, Neutral: one.Neutral,
			Status: one.Status, InSources: one.InSources, Variants: one.Variants, Note: one.Note}
		usage := map[dialogue.SideID]string{r.sides.Armenian: one.Armenian, r.sides.Azerbaijani: one.Azerbaijani}
		for _, side := range r.sides.Order {
			if usage[side] != "" {
				t.Usages = append(t.Usages, Usage{side, usage[side]})
			}
		}
		if err := tidy(caseTerms, one.ID, one.Armenian, one.Azerbaijani, t.Other, t.Neutral, t.Status, t.InSources, t.Note); err != nil {
			return err
		}
		if err := r.cited(caseTerms, one.ID, one.Source); err != nil {
			return err
		}
		t.Sources = r.sources(one.Source)
		r.c.Terms = append(r.c.Terms, t)
	}
	return nil
}

// contested reports whether the works show that there is more than one way to
// say it.
func (t CaseTerm) contested() bool { return len(t.Usages) > 0 || len(t.Variants) > 1 }

// in reports whether a text uses the term.
func (t CaseTerm) in(text string) bool {
	return slices.ContainsFunc(append([]string{t.Term}, t.Variants...), func(name string) bool { return mentions(text, name) })
}

// mentions reports whether a name occurs in a text, as whole words, in whatever
// case.
func mentions(text, name string) bool {
	text, name = strings.ToLower(text), strings.ToLower(name)
	for from := 0; name != ""; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:from+i])
		after, _ := utf8.DecodeRuneInString(text[from+i+len(name):])
		if !inWord(before) && !inWord(after) {
			return true
		}
		from += i + len(name)
	}
	return false
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
