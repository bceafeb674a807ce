package web

import (
	"cmp"
	"html/template"

	"parley/internal/locale"
	"parley/internal/report"
)

// A page is what every page has, around its Body.
type page struct {
	*locale.Printer
	Title     string
	Topic     string
	TopicLang string // BCP 47 tag of topic and description; "" when it is the page's or unknown
	Simulated bool
	Sheet     string       // address of the stylesheet, "" when Style holds it
	Style     template.CSS // the stylesheet itself, in a file
	Policy    string       // Content-Security-Policy, in a file
	Home      string       // address of the result page; "" on itself
	Languages []option
	Edition   string // which edition this is, in words; "" when there is only one
	Editions  []option
	Hatches   []string // classes of the parties, for their hatches
	Body      any

	// Of a page on a node's site:
	Heading  string
	Site     string // address of the start page; "" elsewhere
	Leave    string // address that leaves at once
	Nav      []option
	Up       *option // to what the page belongs to; nil for none
	Notice   string  // said before the body; "" for nothing
	SignedIn bool
	Fleeting bool   // no browser may keep the page, whoever reads it
	Token    string // of forms
	Feed     string // address of the feed that tells of news; "" for none
	Script   string // address of the script, where one is allowed; "" otherwise
	link     string // the reader's choice of language, for At
}

// An option is a link that is one of several choices.
type option struct {
	Label, Href string
	Lang        string // of Label; "" when it is the page's
	Current     bool
}

// newPage makes the frame of the page at path. Title is put before the topic.
func newPage(r *report.Result, p *locale.Printer, q query, path, title string) page {
	topic := cmp.Or(r.Topic, p.Text("site.untitled"))
	g := page{
		Printer: p, Topic: topic, TopicLang: foreign(r.Language, p), Simulated: r.Simulated,
		Title: topic + " – " + p.Text("site.kind"),
		Sheet: sheetPath(),
		Home:  q.plain().at("/"),
	}
	if title != "" {
		g.Title = title + " – " + topic
	}
	for _, l := range locale.Languages() {
		to := q
		to.Language = string(l)
		g.Languages = append(g.Languages, option{l.Name(), to.at(path), string(l), l == p.Language()})
	}
	for _, of := range parties(r, p) {
		if len(g.Hatches) < colours {
			g.Hatches = append(g.Hatches, of.Class[1:])
		}
	}
	g.addEditions(r, q, path)
	return g
}

// addEditions says which edition this is and links the others. The links of
// the sides stand in the order of the edition itself.
func (g *page) addEditions(r *report.Result, q query, path string) {
	if len(editions(r)) == 0 {
		return
	}
	g.Edition = g.Text("edition.neutral")
	if q.Edition != "" {
		g.Edition = g.Text("edition.of", "Party", sideName(r, g.Printer, q.Edition))
	}
	add := func(label, side string) {
		to := q
		to.Edition = side
		g.Editions = append(g.Editions, option{Label: label, Href: to.at(path), Current: q.Edition == side})
	}
	add(g.Text("edition.link_neutral"), "")
	for _, of := range order(parties(r, g.Printer), sides, q.Edition, 1) {
		add(g.Text("edition.link", "Party", of.Name), of.ID)
	}
}
