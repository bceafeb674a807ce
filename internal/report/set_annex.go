package report

import (
	"cmp"
	"math"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// annex is the method and the figures of the frozen maps, as everybody may see
// them: what is withheld is said to be.
func (s *setter) annex() []Block {
	var all []Block
	if len(s.doc.Results) == 0 {
		all = append(all, s.mark(s.Text("report.no_dialogues")))
	} else {
		all = append(all, s.say(s.Text("report.figures_text")))
	}
	for k := range s.doc.Results {
		all = append(all, s.result(&s.doc.Results[k])...)
	}
	return append(all, s.part(3, "annex-words", s.Text("report.annex_words"), dialogue.PartAnnex)...)
}

func (s *setter) result(a *Annex) []Block {
	r := a.Result
	topic := Span{Text: flat(r.Topic), Language: cmp.Or(r.Language, s.language)}
	if topic.Text == "" {
		topic = s.span(s.Text("site.untitled"))
	}
	all := []Block{s.heading(3, "dialogue-"+a.Dialogue, topic)}
	if r.Simulated {
		all = append(all, s.mark(s.Text("site.simulated")))
	}
	if r.Protected {
		all = append(all, s.say(s.Text("note.protected")))
	}
	items := []Item{
		s.fact(s.Text("report.dialogue_id"), s.code(a.Dialogue)),
		s.fact(s.Text("report.votes_digest"), s.code(a.VotesDigest)),
		s.fact(s.Text("report.engine"), s.code(r.Engine+" · "+r.Projection)),
		s.fact(s.Text("report.threshold"), s.span(s.Percent(r.Threshold))),
		s.fact(s.Text("figures.people"), s.told(r.Counts.Participants)),
		s.fact(s.Text("figures.votes"), s.told(r.Counts.Votes)),
	}
	for _, side := range s.order(inLine) {
		if n, ok := r.Counts.BySide[side.ID]; ok {
			spans := [][]Span{{s.span(s.label(s.Text("figures.people"))), s.span(" "), s.told(n)}}
			if room := r.Populations[side.ID]; room > 0 {
				spans = append(spans, []Span{s.span(s.Count("figures.population", room))})
			}
			items = append(items, s.fact(s.name(side.ID), s.joined(spans...)...))
		}
	}
	all = append(all, Block{Kind: List, Items: append(items, s.readings(r)...)})
	for _, w := range r.Warnings {
		all = append(all, s.mark(s.Warning(w.Code, w.Args)))
	}
	for _, reading := range []Reading{CommonGround, CommonGroundReject, Divide} {
		all = append(all, s.figures(r, reading)...)
	}
	return all
}

// told is a count, or the words that it is withheld.
func (s *setter) told(n int) Span {
	if n == Withheld {
		return s.quiet(s.Text("vote.withheld_cell"))
	}
	return s.span(s.Number(n))
}

// readings says how many statements have each reading.
func (s *setter) readings(r *Result) []Item {
	count := map[Reading]int{}
	for i := range r.Statements {
		count[r.Statements[i].Reading]++
	}
	var items []Item
	for _, reading := range []Reading{CommonGround, CommonGroundReject, Divide, Open, Mixed} {
		items = append(items, s.fact(s.Text(locale.Key("reading."+string(reading))), s.span(s.Number(count[reading]))))
	}
	return items
}

// figures is the table of the statements with one reading, the most certain
// first.
func (s *setter) figures(r *Result, reading Reading) []Block {
	var found []*Statement
	for i := range r.Statements {
		if r.Statements[i].Reading == reading {
			found = append(found, &r.Statements[i])
		}
	}
	if len(found) == 0 {
		return nil
	}
	slices.SortStableFunc(found, func(a, b *Statement) int { return cmp.Compare(sure(b), sure(a)) })
	columns := s.voters(r)
	t := Table{Caption: []Span{s.span(s.Text(locale.Key("reading." + string(reading))))},
		Headings: [][]Span{{s.span(s.Text("report.statement"))}}}
	for _, c := range columns {
		t.Headings = append(t.Headings, []Span{s.span(s.Text("report.votes_of", "Side", s.name(c)))})
	}
	t.Headings = append(t.Headings, []Span{s.span(s.Text("report.certainty"))})
	if reading != Divide {
		t.Headings = append(t.Headings, []Span{s.span(s.Text("report.breakdown"))})
	}
	for _, one := range found {
		row := [][]Span{s.statement(one)}
		for _, c := range columns {
			row = append(row, []Span{s.votes(one, c)})
		}
		row = append(row, []Span{s.certainty(r, one)})
		if reading != Divide {
			row = append(row, []Span{s.breakdown(one.Breakdown)})
		}
		t.Rows = append(t.Rows, row)
	}
	return []Block{{Kind: TableOf, Table: t}}
}

func sure(s *Statement) float64 {
	if s.Certainty == nil {
		return 0
	}
	return *s.Certainty
}

// voters are the sides of a result in the order of the next table; of a result
// without sides, what stands in for them.
func (s *setter) voters(r *Result) []string {
	var all []string
	for _, side := range s.order(inTable) {
		if slices.Contains(r.SideOrder, side.ID) {
			all = append(all, side.ID)
		}
	}
	for _, side := range r.SideOrder {
		if !slices.Contains(all, side) {
			all = append(all, side)
		}
	}
	return all
}

func (s *setter) statement(one *Statement) []Span {
	spans := []Span{s.quiet(one.Statement), s.span(" "), {Text: flat(one.Text), Language: cmp.Or(one.Language, s.language)}}
	if one.Unequal {
		spans = append(spans, s.quiet(" · "), s.quiet(s.Text("report.unequal")))
	}
	if one.Fragile {
		spans = append(spans, s.quiet(" · "), s.quiet(s.Text("report.fragile")))
	}
	return spans
}

// slash stands between numbers that stay on one line.
const slash = "\u00a0/\u00a0"

func (s *setter) votes(one *Statement, side string) Span {
	for _, f := range one.Sides {
		switch {
		case f.Side != side:
		case f.Band != nil:
			return s.span(s.percents(f.Band.Agree) + slash + s.percents(f.Band.Disagree) + slash + s.percents(f.Band.Pass))
		case f.Agree != nil && f.Disagree != nil && f.Pass != nil:
			return s.span(s.Number(*f.Agree) + slash + s.Number(*f.Disagree) + slash + s.Number(*f.Pass))
		}
	}
	return s.quiet(s.Text("vote.withheld_cell"))
}

// certainty is never told as all of it unless everybody has voted.
func (s *setter) certainty(r *Result, one *Statement) Span {
	q := one.Certainty
	if q == nil {
		return s.quiet(s.Text("vote.withheld_cell"))
	}
	n := math.Round(*q * 100)
	if n > 99 && !(*q == 1 && r.allVoted(one)) {
		return s.span(s.Text("report.certainty_more", "Percent", s.Percent(0.99)))
	}
	return s.span(s.Percent(n / 100))
}

// allVoted reports whether everybody who could has voted on a statement.
func (r *Result) allVoted(one *Statement) bool {
	for _, f := range one.Sides {
		if f.Agree == nil || f.Disagree == nil || f.Pass == nil || *f.Agree+*f.Disagree+*f.Pass != r.Populations[f.Side] {
			return false
		}
	}
	return len(one.Sides) > 0
}

func (s *setter) breakdown(n *int) Span {
	if n == nil {
		return s.quiet(s.Text("vote.withheld_cell"))
	}
	return s.span(s.Number(*n))
}
