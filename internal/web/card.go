package web

import (
	"net/url"
	"strconv"

	"golang.org/x/text/language"

	"parley/internal/locale"
	"parley/internal/report"
)

// A text is the words of a statement, with the language they are in.
type text struct {
	Words string
	Lang  string // BCP 47; "" when it is the page's language
	Known bool   // whether the language is known
	Href  string // of the statement's own place
}

// A card shows one statement: its words, its reading, a bar for each party.
type card struct {
	text
	*locale.Printer
	Anchor  string
	Meta    []string
	Reading string
	Kind    report.Reading
	Says    []string
	Notes   []string
	Rows    []row
	Details *details // all numbers, where they have no page of their own
}

// newCard words statement number i of the result, with the parties in the
// order of in. Href is left empty.
func (w worder) newCard(i int, in []party) card {
	s := &w.result.Statements[i]
	c := card{
		text:    w.text(s),
		Printer: w.Printer,
		Anchor:  anchor(i),
		Meta:    w.meta(s),
		Reading: w.reading(s.Reading),
		Kind:    s.Reading,
		Says:    w.says(s),
		Notes:   w.notes(s, in),
	}
	for _, of := range in {
		c.Rows = append(c.Rows, newRow(w.Printer, of, figureOf(s, of.ID), w.result.Threshold))
	}
	return c
}

// anchor names the place of statement number i in a page.
func anchor(i int) string { return "s" + strconv.Itoa(i) }

func (w worder) text(s *report.Statement) text {
	t := text{Words: s.Text}
	if t.Words == "" {
		return text{Words: w.Text("statement.no_text"), Known: true}
	}
	if tag, err := language.Parse(s.Language); err == nil && tag != language.Und {
		t.Known, t.Lang = true, foreign(s.Language, w.Printer)
	}
	return t
}

// foreign returns the tag of a language other than the page's own; "" for the
// page's own, and where the language is unknown.
func foreign(name string, p *locale.Printer) string {
	tag, err := language.Parse(name)
	if err != nil || tag == language.Und {
		return ""
	}
	if base, _ := tag.Base(); base.String() == string(p.Language()) {
		return ""
	}
	return tag.String()
}

// meta words which statement it is, whose it is and what language it is in,
// if that is not the page's.
func (w worder) meta(s *report.Statement) []string {
	all := []string{w.Text("statement.number", "Number", s.Statement)}
	if s.Seed {
		all = append(all, w.Text("statement.seed"))
	}
	if s.Author != "" {
		all = append(all, w.Text("statement.author", "Party", sideName(w.result, w.Printer, s.Author)))
	} else if !s.Seed {
		all = append(all, w.Text("statement.author_unknown"))
	}
	if t := w.text(s); t.Lang != "" {
		all = append(all, w.Text("statement.language", "Language", w.LanguageName(t.Lang)))
	}
	return all
}

// statementPath is the address of a statement's own page.
func statementPath(id string) string { return "/statements/" + url.PathEscape(id) }
