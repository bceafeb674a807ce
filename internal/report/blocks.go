package report

import (
	"slices"
	"strconv"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// Blocks returns an edition of a report in one language, in reading order: what
// stands before the first part, the twelve parts of FORMS 4.2, the annex of
// method, and once more whose opinions these are. What is not given has its
// place and says so.
//
// In the neutral edition each list, table or sentence that names the sides
// begins with another one than the last; in that of a side it is always first.
// Claims and responses stand in the language in which they were written, or in a
// translation that their own side approved, and say which of them they are.
func Blocks(d Document, e Edition, language string) []Block {
	s := newSetter(&d, e, locale.Language(language))
	sections := []section{
		{"report.about", s.about}, {"report.mandate", s.mandate}, {"report.who", s.who}, {"report.method", s.method},
		{"report.findings", s.findings}, {"report.issues", s.issues}, {"report.recommendations", s.recommendations},
		{"report.follow_up", s.followUp}, {"report.reservations", s.reservations}, {"report.harm", s.harm},
		{"report.approval", s.approval}, {"report.summary", s.summary}, {"report.annex", s.annex},
	}
	all := s.front()
	contents := Block{Kind: List}
	for k := range sections {
		contents.Items = append(contents.Items, Item{Number: s.sectionNumber(k), Blocks: []Block{
			s.paragraph(Span{Text: s.Text(sections[k].title), Language: s.language, Link: "#" + anchorOf(k)})}})
	}
	all = append(all, contents)
	for k, one := range sections {
		title := s.Text(one.title)
		if number := s.sectionNumber(k); number != "" {
			title = number + ". " + title
		}
		all = append(all, s.heading(2, anchorOf(k), s.span(title)))
		all = append(all, one.set()...)
	}
	return append(all, s.responsibility()...)
}

// A section is a part of the report with its heading.
type section struct {
	title locale.Key
	set   func() []Block
}

// sectionNumber numbers the twelve parts; the annex has none.
func (s *setter) sectionNumber(k int) string {
	if k < 12 {
		return strconv.Itoa(k + 1)
	}
	return ""
}

func anchorOf(k int) string {
	if k < 12 {
		return "part-" + strconv.Itoa(k+1)
	}
	return "annex"
}

// front is what stands before the first part.
func (s *setter) front() []Block {
	title := s.joint(s.doc.Title())
	if title == nil {
		title = []Span{s.span(s.Text("report.untitled"))}
	}
	all := []Block{s.heading(1, "top", title...)}
	if s.doc.Example {
		all = append(all, s.mark(s.Text("report.example")))
	}
	if s.doc.simulated() {
		all = append(all, s.mark(s.Text("site.simulated")))
	}
	all = append(all, s.paragraph(s.quiet(s.editionLine())))
	return append(all, s.responsibility()...)
}

func (d *Document) simulated() bool {
	return slices.ContainsFunc(d.Results, func(a Annex) bool { return a.Result.Simulated })
}

func (s *setter) editionLine() string {
	if s.edition == "" {
		return s.Text("edition.neutral")
	}
	return s.Text("edition.of", "Party", s.name(string(s.edition)))
}

// responsibility says whose opinions these are (S14): on the first page and on
// the last.
func (s *setter) responsibility() []Block {
	w := s.doc.Parts[dialogue.PartResponsibility]
	if w.Empty() {
		return []Block{s.labelled(s.Text("report.responsibility")), s.missing()}
	}
	return append([]Block{s.labelled(s.Text("report.responsibility"))}, s.paragraphs(w)...)
}

// meta describes an edition to a renderer.
func meta(d Document, e Edition, language string) Meta {
	s := newSetter(&d, e, locale.Language(language))
	m := Meta{Title: s.Text("report.untitled"), TitleIn: language, Language: language, Subject: s.editionLine(), Page: s.Text("report.page"),
		Foot: s.Text("report.foot", "ID", d.ID, "Number", d.Number, "Version", d.Version)}
	if text, l, _ := d.Title().In(dialogue.Language(language)); text != "" {
		m.Title, m.TitleIn = "", string(l)
		for _, span := range s.alternatives(flat(text), string(l)) {
			m.Title += span.Text
		}
	}
	if d.Example {
		m.Foot += " · " + s.Text("report.example_short")
	}
	for _, side := range d.Sides {
		m.Sides = append(m.Sides, side.ID)
	}
	return m
}
