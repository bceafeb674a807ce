package report

import (
	"slices"

	"parley/internal/dialogue"
)

// about is part 1: identifiers, versions, languages and which of them governs,
// authors and sponsor.
func (s *setter) about() []Block {
	d := s.doc
	var sides, languages [][]Span
	for _, side := range s.order(inLine) {
		sides = append(sides, []Span{s.span(s.name(side.ID))})
	}
	for _, l := range dialogue.Languages() {
		languages = append(languages, []Span{s.span(s.LanguageName(string(l)))})
	}
	governs := s.Text("report.equally")
	if d.Governing != "" {
		governs = s.Text("report.governs", "Language", s.LanguageName(string(d.Governing)))
	}
	forum, l := d.Forum.Names.In(dialogue.Language(s.language))
	facts := Block{Kind: List, Items: []Item{
		s.fact(s.Text("report.forum"), Span{Text: flat(forum), Language: string(l)}),
		s.fact(s.Text("report.sides"), s.joined(sides...)...),
		s.fact(s.Text("report.identifier"), s.code(d.ID)),
		s.fact(s.Text("report.number"), s.span(s.Number(d.Number))),
		s.fact(s.Text("report.version"), s.span(s.Number(d.Version))),
		s.fact(s.Text("report.languages"), s.joined(languages...)...),
		s.fact(s.Text("report.authentic"), s.span(governs)),
	}}
	all := []Block{facts}
	all = append(all, s.part(3, "author", s.Text("report.author"), dialogue.PartAuthor)...)
	all = append(all, s.part(3, "sponsor", s.Text("report.sponsor"), dialogue.PartSponsor)...)
	return append(all, s.say(s.Text("report.translations")))
}

// mandate is part 2: who asked, when and how, and where one met.
func (s *setter) mandate() []Block {
	all := s.written(dialogue.PartMandate)
	rule := s.Text("report.chatham")
	if s.doc.Attributed {
		rule = s.Text("report.attributed")
	}
	all = append(all, s.say(rule))
	return append(all, s.part(3, "meetings", s.Text("report.meetings"), dialogue.PartMeetings)...)
}

// who is part 3: how many people of every side took part, and names only where
// those who bear them agreed.
func (s *setter) who() []Block {
	t := Table{Caption: []Span{s.span(s.Text("report.delegates"))},
		Headings: [][]Span{{s.span(s.Text("party.side_column"))}, {s.span(s.Text("report.people"))}}}
	for _, side := range s.order(inTable) {
		number := s.quiet(s.Text("report.not_given"))
		at := slices.IndexFunc(s.doc.Delegates, func(d dialogue.Delegates) bool { return string(d.Side) == side.ID })
		if at >= 0 {
			number = s.span(s.Number(s.doc.Delegates[at].Count))
		}
		t.Rows = append(t.Rows, [][]Span{{s.span(s.name(side.ID))}, {number}})
	}
	all := []Block{{Kind: TableOf, Table: t}}
	if s.doc.Facilitators > 0 {
		all = append(all, s.labelled(s.Text("report.facilitators"), s.span(s.Number(s.doc.Facilitators))))
	}
	return append(append(all, s.written(dialogue.PartWho)...), s.say(s.Text("report.names_only")))
}

// method is part 4: how this came about, what it cannot say, and the words that
// are contested.
func (s *setter) method() []Block {
	var all []Block
	if !s.doc.Example {
		all = append(all, s.say(s.Text("report.how")))
	}
	all = append(all, s.part(3, "limits", s.Text("report.limits"), dialogue.PartLimits)...)
	all = append(all, s.heading(3, "terms", s.span(s.Text("report.terms"))))
	if len(s.doc.Terms) == 0 {
		return append(all, s.say(s.Text("report.no_terms")))
	}
	t := Table{Headings: [][]Span{{s.span(s.Text("report.term"))}, {s.span(s.Text("report.chosen"))}}}
	for _, one := range s.doc.Terms {
		chosen := s.joint(one.Chosen)
		if chosen == nil {
			chosen = []Span{s.quiet(s.Text("report.no_agreed_term"))}
		}
		t.Rows = append(t.Rows, [][]Span{{s.plainCode(one.Term)}, chosen})
	}
	return append(all, Block{Kind: TableOf, Table: t})
}

// written is a written part under the heading that stands there already.
func (s *setter) written(p dialogue.Part) []Block {
	if w := s.doc.Parts[p]; !w.Empty() {
		return s.paragraphs(w)
	}
	return []Block{s.missing()}
}
