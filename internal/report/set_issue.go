package report

import (
	"cmp"
	"slices"
	"strconv"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// issues is part 6: what is not agreed. Every side's claims stand beside the
// others', never merged, and each is counted here and not in the text (S2).
func (s *setter) issues() []Block {
	var all []Block
	if len(s.doc.Issues) == 0 {
		all = append(all, s.mark(s.Text("report.no_issues")))
	} else {
		all = append(all, s.say(s.Text("report.issues_text")))
	}
	for k := range s.doc.Issues {
		all = append(all, s.issue(numbered(6, k), &s.doc.Issues[k])...)
	}
	return append(all, s.part(3, "third", s.Text("report.third"), dialogue.PartThird)...)
}

func (s *setter) issue(number string, i *Issue) []Block {
	title := append([]Span{s.span(number + " ")}, s.joint(i.Title)...)
	all := []Block{s.heading(3, "issue-"+i.ID, title...)}
	all = append(all, s.provisions(i.Provisions)...)
	all = append(all, s.origin(i.Origin)...)
	if i.Exchanged {
		all = append(all, s.counts(i))
	} else {
		all = append(all, s.mark(s.Text("report.not_exchanged")))
	}
	all = append(all, s.columns(i))
	all = append(all, s.jointOf(i)...)
	all = append(all, s.labelled(s.Text("report.settle")))
	if i.Settle.Empty() {
		all = append(all, s.missing())
	} else {
		all = append(all, s.paragraphs(i.Settle)...)
	}
	all = append(all, s.third(i)...)
	if i.Caution != "" {
		all = append(all, s.labelled(s.Text("report.caution"), s.reference(i.Caution)))
	}
	all = append(all, s.evidence(i.Sources)...)
	return append(all, s.paragraph(s.quiet(s.identified(i.ID, i.Case, i.Version))))
}

func (s *setter) provisions(all []dialogue.Provision) []Block {
	var told [][]Span
	for _, p := range all {
		spans := []Span{s.code(p.Name)}
		if p.Inferred {
			spans = append(spans, s.quiet(" "+s.Text("report.inferred")))
		}
		told = append(told, spans)
	}
	if len(told) == 0 {
		return nil
	}
	return []Block{s.labelled(s.Text("report.provisions"), s.joined(told...)...)}
}

// counts says how many claims each side has, and how many of them nobody has
// responded to.
func (s *setter) counts(i *Issue) Block {
	var told [][]Span
	for _, side := range s.order(inCounts) {
		p := i.perspective(side.ID)
		claims, open := 0, 0
		for _, c := range p.Claims {
			if !c.Withdrawn {
				claims++
				if len(s.answers[c.ID]) < len(s.doc.Sides)-1 {
					open++
				}
			}
		}
		told = append(told, []Span{s.span(s.Text("report.claims", "Side", s.name(side.ID), "Claims", claims, "Open", open))})
	}
	return s.labelled(s.Text("report.counts"), s.joined(told...)...)
}

func (i *Issue) perspective(side string) Perspective {
	for _, p := range i.Perspectives {
		if p.Side == side {
			return p
		}
	}
	return Perspective{Side: side}
}

func (s *setter) columns(i *Issue) Block {
	b := Block{Kind: Columns}
	for _, side := range s.order(inColumns) {
		p := i.perspective(side.ID)
		b.Column = append(b.Column, Column{Side: side.ID, Title: []Span{s.span(s.name(side.ID))}, Blocks: s.perspective(i, p)})
	}
	return b
}

func (s *setter) perspective(i *Issue, p Perspective) []Block {
	var all []Block
	if i.Exchanged && len(p.Claims) == 0 {
		all = append(all, s.mark(s.Text("report.not_given_by", "Side", s.name(p.Side))))
	}
	if p.Gap != "" {
		all = append(all, s.labelled(s.Text("report.gap"), s.reference(p.Gap)))
	}
	if len(p.Claims) > 0 {
		list := Block{Kind: List}
		for k, c := range p.Claims {
			list.Items = append(list.Items, Item{Number: strconv.Itoa(k + 1), Anchor: "claim-" + c.ID, Blocks: s.claim(p.Side, c)})
		}
		all = append(all, list)
	}
	if len(p.Responses) > 0 {
		list := Block{Kind: List}
		for _, r := range p.Responses {
			list.Items = append(list.Items, Item{Anchor: "response-" + p.Side + "-" + r.Claim, Blocks: s.response(p.Side, r)})
		}
		all = append(all, s.labelled(s.Text("report.responses")), list)
	}
	return all
}

// claim is one claim with whose it is: never the view of a nation (S15).
func (s *setter) claim(side string, c Claim) []Block {
	if c.Withdrawn {
		return []Block{s.mark(s.Text("report.claim_withdrawn")), s.paragraph(s.quiet(s.identified(c.ID, c.Case, c.Version)))}
	}
	var all []Block
	if c.Expects != nil {
		all = append(all, s.mark(s.Text("report.expects", "Side", s.name(side), "Of", s.name(c.Expects.Of))))
	}
	all = append(all, s.ownParagraphs(c.Words)...)
	all = append(all, s.paragraph(s.holder(c)...))
	if e := c.Expects; e != nil {
		if e.Sign.Empty() {
			all = append(all, s.labelled(s.Text("report.expects_sign"), s.quiet(s.Text("report.not_given"))))
		} else {
			all = append(all, s.labelled(s.Text("report.expects_sign"), s.own(e.Sign)...))
		}
		met := s.Text("report.expects_unmet", "Side", s.name(side))
		if e.Met {
			met = s.Text("report.expects_met", "Side", s.name(side))
		}
		all = append(all, s.say(met))
	}
	if c.Answers != "" {
		all = append(all, s.labelled(s.Text("report.in_answer"), s.cite(c.Answers)))
	}
	all = append(all, s.reactions(side, c.ID)...)
	all = append(all, s.evidence(c.Sources)...)
	all = append(all, s.earlier(c.Earlier, false)...)
	return append(all, s.paragraph(s.quiet(s.dated(cited(c), c.Version, c.On))))
}

// dated names a thing by its identifier, version and day.
func (s *setter) dated(id string, version int, on string) string {
	if on == "" {
		return s.Text("report.identified", "ID", id, "Version", version)
	}
	return s.Text("report.identified_on", "ID", id, "Version", version, "Day", on)
}

func (s *setter) holder(c Claim) []Span {
	key := locale.Key("holder." + string(cmp.Or(c.Holder, dialogue.Delegation)))
	if c.Whose.Empty() {
		return []Span{s.quiet(s.Text(key))}
	}
	return append([]Span{s.quiet(s.label(s.Text(key))), s.span(" ")}, s.own(c.Whose)...)
}

// cite names a claim, with a link where it stands in this report.
func (s *setter) cite(id string) Span {
	name := s.called[id]
	if name == "" {
		name = id
	}
	span := s.code(name)
	span.Link = s.at[id]
	return span
}

// reactions are what the others marked a claim as. That one has understood it is
// told apart from what one says of it, and is no consent (S6).
func (s *setter) reactions(side, claim string) []Block {
	var all []Block
	for _, other := range s.order(inReactions) {
		if other.ID == side {
			continue
		}
		at := slices.IndexFunc(s.answers[claim], func(a answer) bool { return a.side == other.ID })
		if at < 0 {
			all = append(all, s.mark(s.Text("report.unanswered", "Side", s.name(other.ID))))
			continue
		}
		all = append(all, s.labelled(s.name(other.ID), s.reaction(s.answers[claim][at])...))
	}
	return all
}

func (s *setter) reaction(a answer) []Span {
	told := s.marks(a.Understood, a.Stance)
	if !a.Words.Empty() {
		told = append(told, []Span{{Text: s.Text("report.response"), Language: s.language, Link: "#response-" + a.side + "-" + a.Claim}})
	}
	return s.joined(told...)
}

// marks are those of a response, each by itself.
func (s *setter) marks(understood bool, stance dialogue.Stance) [][]Span {
	var told [][]Span
	if understood {
		told = append(told, []Span{s.span(s.Text("stance.understood"))})
	}
	if stance != dialogue.Unsaid || !understood {
		told = append(told, []Span{s.span(s.value("stance", cmp.Or(string(stance), "unsaid")))})
	}
	return told
}

// earlier is what a claim or a response said before, of a response also how it was
// marked: that a side thinks otherwise now does not hide what it thought.
func (s *setter) earlier(all []Earlier, response bool) []Block {
	var out []Block
	for _, e := range all {
		var told [][]Span
		if response {
			told = s.marks(e.Understood, e.Stance)
		}
		if words := s.own(e.Words); words != nil {
			told = append(told, words)
		}
		if told == nil {
			continue
		}
		label := s.Text("report.earlier", "Version", e.Version)
		if e.On != "" {
			label = s.Text("report.earlier_on", "Version", e.Version, "Day", e.On)
		}
		out = append(out, s.labelled(label, s.joined(told...)...))
	}
	return out
}

func (s *setter) response(side string, r Response) []Block {
	all := []Block{s.labelled(s.Text("report.to_claim"), s.cite(r.Claim))}
	if r.Words.Empty() {
		all = append(all, s.say(s.Text("report.marks_only")))
	}
	all = append(all, s.ownParagraphs(r.Words)...)
	all = append(all, s.earlier(r.Earlier, true)...)
	if r.Version > 1 || r.On != "" {
		all = append(all, s.paragraph(s.quiet(s.dated(s.name(side), r.Version, r.On))))
	}
	return all
}

// jointOf is the joint block of an issue: the texts of part 5 that belong to it.
func (s *setter) jointOf(i *Issue) []Block {
	var items []Item
	for _, f := range s.doc.Findings {
		if f.Issue != i.ID || f.Removed {
			continue
		}
		grade := s.value("grade", string(f.Grade))
		link := Span{Text: s.numbers[f.ID], Language: s.language, Link: s.at[f.ID]}
		items = append(items, Item{Blocks: []Block{s.paragraph(append([]Span{link, s.span(" "), s.quiet("(" + grade + ")"), s.span(" ")}, s.joint(f.Words)...)...)}})
	}
	if len(items) == 0 {
		return nil
	}
	return []Block{s.labelled(s.Text("report.joint")), {Kind: List, Items: items}}
}

// third is the table of what outside actors gain or worry about (S11).
func (s *setter) third(i *Issue) []Block {
	if len(i.Third) == 0 {
		return nil
	}
	t := Table{Caption: []Span{s.span(s.Text("report.third_table"))}, Headings: [][]Span{{s.span(s.Text("report.actor"))},
		{s.span(s.Text("report.view"))}, {s.span(s.Text("report.whose_view"))}, {s.span(s.Text("report.as_of"))}}}
	for _, one := range i.Third {
		actor, view, whose := s.joint(one.Actor), s.joint(one.View), s.span(s.Text("report.all_sides"))
		if one.Side != "" {
			actor, view, whose = s.own(one.Actor), s.own(one.View), s.span(s.Text("report.one_side", "Side", s.name(one.Side)))
		}
		var from [][]Span
		if one.On != "" {
			from = append(from, []Span{s.quiet(one.On)})
		}
		if one.Source != "" {
			from = append(from, []Span{s.code(one.Source)})
		}
		t.Rows = append(t.Rows, [][]Span{actor, view, {whose}, s.joined(from...)})
	}
	return []Block{{Kind: TableOf, Table: t}}
}
