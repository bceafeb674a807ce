package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
)

// rowPage shows one thing that is assessed, with what each side says side by side.
type rowPage struct {
	Path, Cycle string
	CycleTitle  string
	Item        text
	Of          string
	Gap         string
	Problem     string
	Saved       bool
	Columns     []saidColumn
	Own         *saidColumn // what the reader's side committed to, while it is sealed
	Codings     []codingRow
	Coded       bool
	Can         node.RowCan
	Opening     bool // the own side's opening can be had here
	Kept        bool // the own side keeps what it committed to itself
	Previous    *option
	Next        *option
}

func (rowPage) template() string { return "assessment" }

// A saidColumn is what one side says.
type saidColumn struct {
	Side       namedSide
	State      string // why nothing is shown; "" where something is
	Rating     text
	Before     string // what it said in the last period; "" for nothing
	Fell       bool
	Facts      []rule
	Reason     []text
	Next       []text
	Declined   []text
	Evidence   []evidenceRow
	Commitment string
	Committed  string
}

// An evidenceRow is a piece of evidence.
type evidenceRow struct {
	ID, Date, Language string
	Grade              text
	Private            bool
}

// A codingRow is what a coder of the reader's side said.
type codingRow struct {
	Coder  string
	Rating text
}

func showAssessed(v *visitor) error {
	c, r, place, err := v.row()
	if err != nil {
		return err
	}
	return v.showRow(http.StatusOK, c, r, place, nil)
}

func (v *visitor) showRow(code int, c node.CycleView, r node.RowView, place int, refused error) error {
	list := v.alternate(c.Sides, place)
	g := rowPage{Path: rowPath(c.Cycle.ID, r.Row, ""), Cycle: cyclePath(c.Cycle.ID, ""), CycleTitle: v.Text("assessment.cycle", "Period", c.Cycle.Period),
		Item: v.title(r.Title), Of: v.conduct(r.Row, list), Gap: v.gap(r, list), Saved: refused == nil && v.done("saved"), Coded: r.Coded, Can: r.Can}
	if refused != nil {
		g.Problem, _ = v.problem(refused)
	}
	for _, side := range list {
		column := saidColumn{Side: side}
		if a, ok := r.Said[side.ID]; ok {
			column = v.saidColumn(c, r, side, a)
		} else {
			column.State = v.sealedState(r, side.ID)
		}
		if sheet, ok := r.Stand.Sheets[side.ID]; ok {
			column.Commitment, column.Committed = sheet.Commitment.String(), sheet.Committed.String()
		}
		g.Columns = append(g.Columns, column)
	}
	if _, shown := r.Said[v.who.Side]; r.Own != nil && !shown {
		own := v.saidColumn(c, r, list.side(v.who.Side), *r.Own)
		g.Own = &own
	}
	_, committed := r.Stand.Sheets[v.who.Side]
	chair := v.who.Role == dialogue.CoChair
	g.Opening, g.Kept = chair && r.Own != nil, chair && committed && r.Own == nil
	for number := range register.CodersOfSide {
		if coding, ok := r.Codings[number+1]; ok {
			g.Codings = append(g.Codings, codingRow{v.Text("assessment.coder", "Number", number+1), v.rating(c.Cycle, coding.Rating())})
		}
	}
	link := func(at int) *option {
		if at < 0 || at >= len(c.Rows) {
			return nil
		}
		t := v.title(c.Rows[at].Title)
		return &option{Label: t.Words, Lang: t.Lang, Href: v.at(rowPath(c.Cycle.ID, c.Rows[at].Row, ""))}
	}
	g.Previous, g.Next = link(place-1), link(place+1)
	return v.showAs(code, g.Item.Words, g)
}

// saidColumn words what a side says.
func (v *visitor) saidColumn(c node.CycleView, r node.RowView, side namedSide, a register.Assessment) saidColumn {
	b := c.Cycle.Book
	s := saidColumn{Side: side, Rating: v.rating(c.Cycle, a.Rating()), Fell: a.Reversed,
		Reason: v.everyWords(a.Reason), Next: v.everyWords(a.NextStep), Declined: v.everyWords(a.Declined)}
	if before, ok := r.Before[side.ID]; ok {
		s.Before = v.rating(c.Cycle, before).Words
	}
	word := func(of []register.CodeWord, value string) string { return v.in(register.Word(of, value).Name).Words }
	s.Facts = []rule{
		{v.Text("assessment.timeliness"), word(b.Timeliness, a.Timeliness)}, {v.Text("assessment.correspondence"), word(b.Correspondence, a.Matches)},
		{v.Text("assessment.confidence"), word(b.Confidence, v.Number(a.Confidence))}, {v.Text("assessment.blockage"), word(b.Blockages, a.Blockage.Kind)},
	}
	if a.Blockage.Owner != "" {
		s.Facts = append(s.Facts, rule{v.Text("assessment.owner"), a.Blockage.Owner})
	}
	if a.Response != "" {
		s.Facts = append(s.Facts, rule{v.Text("assessment.response"), word(b.Responses, a.Response)})
	}
	coders := v.Count("assessment.coders", a.Coders)
	if a.Alpha != nil {
		coders = v.Text("assessment.coders_alpha", "Coders", coders, "Alpha", *a.Alpha)
	}
	s.Facts = append(s.Facts, rule{v.Text("assessment.coded_by"), coders})
	if a.Dissent {
		s.Facts = append(s.Facts, rule{v.Text("assessment.dissent"), v.Text("assessment.dissent_is")})
	}
	for _, e := range a.Evidence {
		s.Evidence = append(s.Evidence, evidenceRow{e.ID, string(e.Date), v.LanguageName(string(e.Language)), v.in(register.Word(b.Grades, string(e.Grade)).Name), !e.Public})
	}
	return s
}

// everyWords returns a text in every language that it has, that of the page first.
func (v *visitor) everyWords(t dialogue.Text) []text {
	var all []text
	if words, l := t.In(dialogue.Language(v.Language())); words != "" {
		all = append(all, v.words(words, l))
		for _, other := range dialogue.Languages() {
			if other != l && t[other] != "" {
				all = append(all, v.words(t[other], other))
			}
		}
	}
	return all
}
