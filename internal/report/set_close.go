package report

import (
	"slices"

	"parley/internal/dialogue"
)

// reservations is part 9: notes of one side or person, unedited.
func (s *setter) reservations() []Block {
	if len(s.doc.Reservations) == 0 {
		return []Block{s.say(s.Text("report.no_reservations"))}
	}
	list := Block{Kind: List}
	for _, side := range s.order(inLine) {
		for _, v := range s.doc.Reservations {
			if string(v.Side) == side.ID {
				list.Items = append(list.Items, s.reservation(v))
			}
		}
	}
	return []Block{s.say(s.Text("report.reservations_text")), list}
}

func (s *setter) reservation(v dialogue.Reservation) Item {
	key := s.Text("report.reservation", "Side", s.name(string(v.Side)))
	if v.Minority {
		key = s.Text("report.minority", "Side", s.name(string(v.Side)))
	}
	who := s.paragraph(s.strong(key))
	if v.By != "" {
		who.Spans = append(who.Spans, s.span(" "), s.code("("+v.By+")"))
	}
	return Item{Blocks: append([]Block{who}, s.ownParagraphs(v.Words)...)}
}

// harm is part 10: who could be hurt, the embargo, and whom to write to.
func (s *setter) harm() []Block {
	all := s.written(dialogue.PartHarm)
	embargo := s.Text("report.no_embargo")
	if s.doc.Embargo != "" {
		embargo = s.Text("report.embargo_until", "Day", s.doc.Embargo)
	}
	all = append(all, s.labelled(s.Text("report.embargo"), s.span(embargo)))
	return append(all, s.part(3, "contacts", s.Text("report.contacts"), dialogue.PartContacts)...)
}

// approval is part 11: what an approval is, the keys, and where to check. The
// approvals are given to these very bytes, so that they cannot stand among them.
func (s *setter) approval() []Block {
	text := s.say(s.Text("report.approval_text"))
	if s.doc.Example {
		return []Block{s.mark(s.Text("report.example")), text, s.say(s.Text("report.approval_where"))}
	}
	t := Table{Caption: []Span{s.span(s.Text("report.keys"))}, Headings: [][]Span{{s.span(s.Text("party.side_column"))}, {s.span(s.Text("report.key"))}}}
	for _, side := range s.order(inTable) {
		key := s.quiet(s.Text("report.no_key"))
		if at := slices.IndexFunc(s.doc.Keys, func(k Key) bool { return k.Side == side.ID }); at >= 0 {
			key = s.code(s.doc.Keys[at].Public)
		}
		t.Rows = append(t.Rows, [][]Span{{s.span(s.name(side.ID))}, {key}})
	}
	return []Block{text, {Kind: TableOf, Table: t}, s.say(s.Text("report.approval_where"))}
}

// summary is part 12: the public summary, approved by itself in each language.
func (s *setter) summary() []Block {
	text, l := s.doc.Summary.In(dialogue.Language(s.language))
	if text == "" {
		return []Block{s.mark(s.Text("report.no_summary"))}
	}
	var all []Block
	if string(l) != s.language {
		all = append(all, s.mark(s.Text("report.summary_elsewhere", "Language", s.LanguageName(string(l)))))
	}
	return append(all, s.lines(text, nil, func(line string) []Span { return []Span{{Text: line, Language: string(l)}} })...)
}
