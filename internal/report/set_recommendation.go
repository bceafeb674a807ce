package report

import (
	"cmp"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// dimensions are the fields of recommendations, in the order of the report.
func dimensions() []dialogue.Dimension {
	return []dialogue.Dimension{dialogue.Political, dialogue.Communication, dialogue.Education, dialogue.Community,
		dialogue.MediaChange, dialogue.Humanitarian, dialogue.Economic, dialogue.OtherField}
}

// recommendations is part 7: by dimension, and an index by addressee before
// them. A number is for ever.
func (s *setter) recommendations() []Block {
	all := s.doc.Recommendations
	if len(all) == 0 {
		return []Block{s.mark(s.Text("report.no_recommendations"))}
	}
	blocks := append([]Block{s.say(s.Text("report.recommendations_text"))}, s.byAddressee()...)
	for _, d := range dimensions() {
		var items []Item
		for _, r := range all {
			if r.Dimension == d || d == dialogue.OtherField && !slices.Contains(dimensions(), r.Dimension) {
				items = append(items, s.recommendation(r))
			}
		}
		if len(items) > 0 {
			blocks = append(blocks, s.heading(3, "dimension-"+string(d), s.span(s.Text(locale.Key("dimension."+string(d))))), Block{Kind: List, Items: items})
		}
	}
	return blocks
}

// byAddressee lists, for everybody who is asked something, the numbers of it.
func (s *setter) byAddressee() []Block {
	numbers := map[string][][]Span{}
	var order []string
	for _, r := range s.doc.Recommendations {
		for _, who := range r.Addressees {
			if numbers[who] == nil {
				order = append(order, who)
			}
			numbers[who] = append(numbers[who], []Span{{Text: flat(r.Number), Language: s.language, Link: "#recommendation-" + r.ID}})
		}
	}
	if len(order) == 0 {
		return nil
	}
	list := Block{Kind: List}
	for _, who := range s.governmentsInTurn(order) {
		list.Items = append(list.Items, s.fact(s.addressee(who), s.joined(numbers[who]...)...))
	}
	return []Block{s.heading(3, "addressees", s.span(s.Text("report.by_addressee"))), list}
}

// governmentsInTurn puts the governments of the sides first, in the order of the
// edition, and leaves the others as they came.
func (s *setter) governmentsInTurn(all []string) []string {
	var first []string
	for _, side := range s.order(inLine) {
		if who := "government_" + side.ID; slices.Contains(all, who) {
			first = append(first, who)
		}
	}
	for _, who := range all {
		if !slices.Contains(first, who) {
			first = append(first, who)
		}
	}
	return first
}

// addressee names who is asked: by the message of a code, or in the words given.
func (s *setter) addressee(who string) string { return s.value("addressee", who) }

func (s *setter) recommendation(r Recommendation) Item {
	item := Item{Number: flat(r.Number), Anchor: "recommendation-" + r.ID}
	add := func(blocks ...Block) { item.Blocks = append(item.Blocks, blocks...) }
	if r.Withdrawn {
		add(s.mark(s.Text("report.recommendation_withdrawn")))
	}
	switch {
	case r.Kind == "expectation" && r.Side != "":
		add(s.mark(s.Text("report.expectation_of", "Side", s.name(r.Side))))
	case r.Kind == "expectation":
		add(s.mark(s.Text("report.expectation")))
	case r.Side != "":
		add(s.mark(s.Text("report.proposed_by_one", "Side", s.name(r.Side))))
	}
	add(s.paragraphs(r.Action)...)
	if len(r.Components) > 0 {
		list := Block{Kind: List}
		for _, c := range r.Components {
			list.Items = append(list.Items, Item{Blocks: s.paragraphs(c)})
		}
		add(list)
	}
	facts := Block{Kind: List, Items: s.facts(r)}
	add(facts)
	add(s.past(r.Past)...)
	if r.Caution != "" {
		add(s.labelled(s.Text("report.caution"), s.reference(r.Caution)))
	}
	add(s.evidence(r.Sources)...)
	add(s.paragraph(s.quiet(s.dated(r.ID, r.Version, r.On))))
	return item
}

func (s *setter) facts(r Recommendation) []Item {
	not := s.quiet(s.Text("report.not_given"))
	or := func(spans []Span) []Span {
		if len(spans) == 0 {
			return []Span{not}
		}
		return spans
	}
	var to, claims [][]Span
	for _, who := range r.Addressees {
		to = append(to, []Span{s.span(s.addressee(who))})
	}
	for _, c := range r.Claims {
		claims = append(claims, []Span{s.cite(c)})
	}
	review := not
	if r.Review != "" {
		review = s.span(r.Review)
	}
	items := []Item{
		s.fact(s.Text("report.addressee"), or(s.joined(to...))...),
		s.fact(s.Text("report.horizon"), s.span(s.value("horizon", cmp.Or(string(r.Horizon), "none")))),
		s.fact(s.Text("report.sign"), or(s.joint(r.Sign))...),
		s.fact(s.Text("report.review"), review),
		s.supporters(r),
	}
	if r.ProposedBy != "" {
		items = append(items, s.fact(s.Text("report.proposed_by"), s.reference(r.ProposedBy)))
	}
	if r.Kind != "" && r.Kind != "expectation" {
		items = append(items, s.fact(s.Text("report.kind"), s.span(s.value("recommendation_kind", r.Kind))))
	}
	for _, b := range s.provisions(r.Provisions) {
		items = append(items, Item{Blocks: []Block{b}})
	}
	if len(claims) > 0 {
		items = append(items, s.fact(s.Text("report.linked_claims"), s.joined(claims...)...))
	}
	if r.Direction != "" {
		items = append(items, s.fact(s.Text("report.direction"), s.reference(r.Direction)))
	}
	if len(r.Themes) > 0 {
		var themes [][]Span
		for _, t := range r.Themes {
			themes = append(themes, []Span{s.reference(t)})
		}
		items = append(items, s.fact(s.Text("report.themes"), s.joined(themes...)...))
	}
	return items
}

// supporters says which sides support the words as they are.
func (s *setter) supporters(r Recommendation) Item {
	if blocks := s.consented(r.Consents, "report.supported"); len(blocks) > 0 {
		return Item{Blocks: blocks}
	}
	return s.fact(s.Text("report.supported"), s.quiet(s.Text("report.nobody_yet")))
}

// followUp is part 8: what became of what the report before recommended.
func (s *setter) followUp() []Block {
	all := []Block{}
	if w := s.doc.Parts[dialogue.PartFollowUp]; !w.Empty() {
		all = append(all, s.paragraphs(w)...)
	} else if s.doc.Previous != nil {
		all = append(all, s.missing())
	}
	p := s.doc.Previous
	if p == nil {
		return append(all, s.say(s.Text("report.no_previous")))
	}
	title := append(s.joint(p.Title), s.quiet(" "), s.quiet(s.Text("report.previous_number", "ID", p.ID, "Number", p.Number)))
	all = append(all, s.labelled(s.Text("report.previous"), title...))
	if len(p.Recommendations) == 0 {
		return append(all, s.mark(s.Text("report.no_recommendations")))
	}
	t := Table{Headings: [][]Span{{s.span(s.Text("report.recommendation_number"))},
		{s.span(s.Text("report.action"))}, {s.span(s.Text("report.addressee"))}, {s.span(s.Text("report.now"))}}}
	for _, f := range p.Recommendations {
		var to [][]Span
		for _, who := range f.Addressees {
			to = append(to, []Span{s.span(s.addressee(who))})
		}
		t.Rows = append(t.Rows, [][]Span{{s.plainCode(f.Number)}, s.joint(f.Action), s.joined(to...), {s.span(s.Text(outcomes[f.Now]))}})
	}
	return append(all, Block{Kind: TableOf, Table: t})
}

// outcomes are what can have become of a recommendation.
var outcomes = map[string]locale.Key{
	"kept":      "report.now_kept",
	"changed":   "report.now_changed",
	"withdrawn": "report.now_withdrawn",
	"left_out":  "report.now_left_out",
}
