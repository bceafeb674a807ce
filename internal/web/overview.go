package web

import (
	"parley/internal/locale"
	"parley/internal/report"
)

// overview is the body of the result page.
type overview struct {
	*locale.Printer
	Description string
	People      string
	Members     []figure // people of each side
	Statements  string
	Votes       string
	Notes       []string // in words, what takes the place of numbers that are none
	Warnings    []string
	Glance      []tile
	Legend      *legend // nil without bars
	Filter      *filter // nil in a file
	Sections    []section
	Clusters    clusters
	Map         chart
	Method      []string
	MethodHref  string  // of the whole method; "" when it is here
	Whole       *method // the whole method, in a file
}

// A figure is one number of the dialogue.
type figure struct{ Label, Number, Of, Class string }

// A tile counts the statements of one reading and leads to them.
type tile struct{ Label, Number, Href string }

// A section holds the statements of one reading.
type section struct {
	*locale.Printer
	ID, Heading, Intro string
	Cards              []card
	Part               string // how many are shown, when that is not all
	AllHref, AllText   string
}

// perSection returns how many statements of a reading the result page shows.
func (w worder) perSection() int { return w.perPage() / 5 }

// A layout says where things are in the pages made: on a site, or in one file.
type layout struct {
	statement func(i int) string        // where statement number i is shown
	list      func(q query) string      // the list that q asks for
	method    string                    // "" when the method is in the page
	limit     int                       // of statements in a section
	points    bool                      // positions instead of the density
	details   bool                      // all numbers stand in the cards
	order     func(section int) []party // of the parties
	filter    func(w worder) *filter    // nil: there are none
}

// newOverview makes the body of the result page. Its sections are numbered
// from 0 in the order in which they are read: that is what the neutral edition
// alternates by.
func (w worder) newOverview(at layout) overview {
	r := w.result
	o := overview{
		Printer: w.Printer, Description: r.Description,
		People: w.told(r.Counts.Participants), Statements: w.told(r.Counts.Statements), Votes: w.told(r.Counts.Votes),
		Warnings: warnings(r, w.Printer),
		Method:   w.methodShort(), MethodHref: at.method,
	}
	o.addMembers(w, at.order(0))
	o.addNotes(w)
	if len(r.Statements) > 0 {
		o.addSections(w, at)
		l := w.newLegend()
		o.Legend = &l
	}
	if at.filter != nil && len(r.Statements) > 0 {
		o.Filter = at.filter(w)
	}
	href := func(letter string) string { return at.list(query{Group: letter}) }
	o.Clusters = w.newClusters(at.order(len(o.Sections)+1), at.statement, href)
	if r.Bare() {
		o.Clusters = clusters{Printer: w.Printer, Says: []string{w.Text("groups.what"), w.Text("groups.withheld")}}
		o.Map = chart{Printer: w.Printer, Why: w.Text("map.not_shown")}
	} else if at.points {
		o.Map = w.newPoints(at.order(len(o.Sections) + 2))
	} else {
		o.Map = w.newDensity()
	}
	if at.method == "" {
		whole := w.newMethod(at.order(len(o.Sections)+3), at.order(len(o.Sections)+4))
		o.Whole = &whole
	}
	return o
}

// told writes one of the result's counts, or that it is withheld.
func (w worder) told(n int) string {
	if n < 0 {
		return w.Text("vote.withheld_cell")
	}
	return w.Number(n)
}

func (o *overview) addMembers(w worder, in []party) {
	if w.kind != sides {
		return
	}
	for _, of := range in {
		f := figure{Label: of.Name, Number: w.told(w.result.Counts.BySide[of.ID]), Class: of.Class}
		if n := w.result.Populations[of.ID]; n > 0 {
			f.Of = w.Count("figures.population", n)
		}
		o.Members = append(o.Members, f)
	}
}

func (o *overview) addNotes(w worder) {
	if w.result.Live {
		o.Notes = append(o.Notes, w.Text("note.live"))
	} else if w.result.Bare() {
		o.Notes = append(o.Notes, w.Text("note.protected"))
	}
	switch w.kind {
	case groups:
		o.Notes = append(o.Notes, w.Text("note.groups"))
	case everyone:
		o.Notes = append(o.Notes, w.Text("note.everyone"))
	}
	if len(w.result.Statements) == 0 {
		o.Notes = append(o.Notes, w.Text("figures.no_statements"))
	}
	if w.result.Counts.Participants == 0 {
		o.Notes = append(o.Notes, w.Text("figures.nobody"))
	}
}

// addSections adds a section and a tile for every reading.
func (o *overview) addSections(w worder, at layout) {
	for _, s := range []struct {
		id, filter    string
		reading       report.Reading
		tile, heading string
		intro         locale.Key
	}{
		{"agree", "common_ground", report.CommonGround,
			w.pickMany("glance.agree", "glance.agree_many", "glance.agree_groups", "glance.agree_everyone"),
			w.pickMany("heading.agree", "heading.agree_many", "heading.agree_groups", "heading.agree_everyone"),
			"intro.common_ground"},
		{"reject", "common_ground", report.CommonGroundReject,
			w.pickMany("glance.reject", "glance.reject_many", "glance.reject_groups", "glance.reject_everyone"),
			w.pickMany("heading.reject", "heading.reject_many", "heading.reject_groups", "heading.reject_everyone"),
			"intro.common_ground"},
		{"divide", "divide", report.Divide, w.Text("glance.divide"),
			w.pick("heading.divide", "heading.divide_groups", "heading.divide_everyone"), "intro.divide"},
		{"open", "open", report.Open, w.Text("glance.open"), w.Text("heading.open"), "intro.open"},
		{"mixed", "mixed", report.Mixed, w.Text("glance.mixed"), w.Text("heading.mixed"), "intro.mixed"},
	} {
		indices := withReading(w.result.Statements, s.reading)
		o.Glance = append(o.Glance, tile{s.tile, w.Number(len(indices)), "#" + s.id})
		c := section{Printer: w.Printer, ID: s.id, Heading: s.heading, Intro: w.Text(s.intro)}
		if len(indices) == 0 {
			c.Intro = w.Text("intro.empty")
		}
		w.fill(&c, indices, at, len(o.Sections)+1)
		if c.Part != "" {
			c.AllHref = at.list(query{Reading: s.filter})
		}
		o.Sections = append(o.Sections, c)
	}
}

// fill puts the first statements of indices into c.
func (w worder) fill(c *section, indices []int, at layout, number int) {
	shown := indices
	if at.limit > 0 && len(indices) > at.limit {
		shown = indices[:at.limit]
		c.Part = w.Text("intro.part", "Shown", at.limit, "Count", len(indices))
		c.AllText = w.Text("intro.all", "Count", len(indices))
	}
	for _, i := range shown {
		c.Cards = append(c.Cards, w.cardAt(i, at, at.order(number)))
	}
}

func (w worder) cardAt(i int, at layout, in []party) card {
	c := w.newCard(i, in)
	c.Href = at.statement(i)
	if at.details {
		c.Href, c.Details = "", w.newDetails(i, in)
	}
	return c
}
