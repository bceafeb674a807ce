package web

import (
	"parley/internal/locale"
)

// perPage returns how many statements a list shows at once: fewer where each
// has many bars, so that no page grows heavy.
func (w worder) perPage() int {
	if len(w.all) > 3 {
		return 25
	}
	return 50
}

// list is the body of a page that shows the statements a reader asked for.
type list struct {
	*locale.Printer
	Filter       *filter
	Found, Range string
	None         string
	Cards        []card
	Pages        []option
	Clear        string // address of the whole result
}

// filter offers the choices of a list.
type filter struct {
	*locale.Printer
	Choices []choice
	Open    bool
}

// A choice is one thing to filter or sort by.
type choice struct {
	Label   string
	Options []option
}

// newList makes the page of the list that q asks for; ok is false when there
// is no such page.
func (w worder) newList(q query, at layout) (l list, ok bool) {
	found := choose(w.result.Statements, q)
	number := max(q.Page, 1)
	per := w.perPage()
	from := (number - 1) * per
	if from > 0 && from >= len(found) {
		return l, false
	}
	shown := found[from:min(from+per, len(found))]
	l = list{
		Printer: w.Printer, Filter: w.newFilter(q),
		Found: w.Text("filter.found", "Count", len(found), "Total", len(w.result.Statements)),
		Clear: q.plain().at("/"),
		Pages: w.pages(q, number, len(found)),
	}
	if len(found) == 0 {
		l.None = w.Text("filter.none")
	} else {
		l.Range = w.Text("filter.range", "From", from+1, "To", from+len(shown))
	}
	for _, i := range shown {
		l.Cards = append(l.Cards, w.cardAt(i, at, at.order(number)))
	}
	return l, true
}

// pages links every page of a list of n statements; none when one holds all.
func (w worder) pages(q query, current, n int) []option {
	per := w.perPage()
	if n <= per {
		return nil
	}
	var all []option
	for k := range (n + per - 1) / per {
		q.Page = k + 1
		// The first page of a list without filters keeps an order in its
		// address: without one the address is that of the result page.
		if !q.lists() || (q.Page == 1 && !pageless(q).lists()) {
			q.Sort = "certainty"
		}
		all = append(all, option{Label: w.Number(k + 1), Href: q.at("/"), Current: k+1 == current})
	}
	return all
}

func pageless(q query) query {
	q.Page = 0
	return q
}

// newFilter offers every choice with the others kept, from the first page on.
func (w worder) newFilter(q query) *filter {
	q = pageless(q)
	f := &filter{Printer: w.Printer, Open: q.lists()}
	f.add(w.Text("filter.reading"), q, func(q *query) *string { return &q.Reading }, w.readingOptions())
	f.add(w.Text("filter.author"), q, func(q *query) *string { return &q.Author }, w.authorOptions(q.Edition))
	f.add(w.Text("filter.group"), q, func(q *query) *string { return &q.Group }, w.groupOptions())
	f.add(w.Text("filter.sort"), q, func(q *query) *string { return &q.Sort }, []option{
		{Label: w.Text("filter.certainty"), Href: "certainty"},
		{Label: w.Text("filter.votes"), Href: "votes"},
		{Label: w.Text("filter.number"), Href: "number"},
	})
	return f
}

// add offers the values in the Hrefs of options for the part of q that field
// returns, and none of them unless it is the order. A choice of nothing is
// left out.
func (f *filter) add(name string, q query, field func(*query) *string, options []option) {
	if len(options) == 0 {
		return
	}
	if field(&q) != &q.Sort {
		options = append([]option{{Label: f.Text("filter.all")}}, options...)
	}
	chosen := *field(&q)
	if field(&q) == &q.Sort && chosen == "" && q.lists() {
		chosen = "certainty" // the order of a list that asks for none
	}
	for i, o := range options {
		to := q
		*field(&to) = o.Href
		options[i].Href = to.at("/")
		options[i].Current = o.Href == chosen
	}
	f.Choices = append(f.Choices, choice{name, options})
}

func (w worder) readingOptions() []option {
	keys := []locale.Key{"reading.common_ground", "reading.divide", "reading.open", "reading.mixed"}
	var all []option
	for i, key := range keys {
		all = append(all, option{Label: w.Text(key), Href: readings[i]})
	}
	return all
}

// authorOptions name the sides that wrote statements, in the order of the
// edition.
func (w worder) authorOptions(edition string) []option {
	var all, first []option
	for _, side := range authors(w.result) {
		o := option{Label: sideName(w.result, w.Printer, side), Href: side}
		if side == edition {
			first = append(first, o)
		} else {
			all = append(all, o)
		}
	}
	return append(first, all...)
}

func (w worder) groupOptions() []option {
	var all []option
	for _, letter := range letters(w.result) {
		all = append(all, option{Label: groupName(w.Printer, letter), Href: letter})
	}
	return all
}
