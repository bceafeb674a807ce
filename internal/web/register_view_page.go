package web

import (
	"net/url"
	"slices"

	"parley/internal/node"
	"parley/internal/register"
)

// registerViewRoutes are the pages on which many records of a register are drawn.
func (s *site) registerViewRoutes() []Route {
	return []Route{{Pattern: "GET /registers/{register}/views/{view}", serve: showRegisterView}}
}

// mostDrawn is how many records are drawn on a page.
const mostDrawn = 2000

// drawn is what a view draws: records as the visitor sees them, by their titles.
type drawn struct {
	*visitor
	d       *register.Definition
	view    register.View
	shown   []node.Shown
	records []register.Record // the same, with what is computed among their values
	sides   sideList
	frame   drawing
}

// A drawing is what every page of a view has.
type drawing struct {
	registerHead
	Path       string // of the view
	Views      []option
	Narrowed   []fieldSays // what the reader chose; none for all
	Everything string      // address without those choices
	Count      string
	Notes      []string
	None       bool // nothing is there to draw
}

// fieldSays is a field with what it is, in short.
type fieldSays struct{ Field, Says text }

// drawings make the page of each kind of view.
var drawings = map[register.ViewKind]func(*drawn) (form, error){
	register.Timeline: timelineView, register.Board: boardView, register.Network: networkView,
	register.Matrix: matrixView, register.Counts: countsView, register.Tree: treeView,
	register.Compare: compareView, register.Check: checkView, register.Drill: drillView,
}

func showRegisterView(v *visitor) error {
	def, err := v.registerIn()
	if err != nil {
		return err
	}
	view, ok := def.View(v.r.PathValue("view"))
	if !ok {
		return notFound(v)
	}
	w := &drawn{visitor: v, d: def, view: view}
	if err := w.read(); err != nil {
		return err
	}
	w.dressView()
	body, err := drawings[view.Kind](w)
	if err != nil {
		return err
	}
	return v.sendKept(v.page(v.in(view.Title).Words, body))
}

// whole reports whether a kind of view needs every record, however many there are: it
// lists only some of them.
func whole(kind register.ViewKind) bool { return kind == register.Check || kind == register.Drill }

// read finds the records of the view, those that the reader's choices leave.
func (w *drawn) read() error {
	all, err := w.site.Node.RecordsOf(w.r.Context(), w.who, w.d.Name, w.view.Where)
	if err != nil {
		return err
	}
	if w.sides, err = w.sideList(0); err != nil {
		return err
	}
	chosen := w.chosenValues()
	for _, one := range all {
		if one.State == register.Withdrawn {
			continue
		}
		r := standingOf(one)
		if !whole(w.view.Kind) && w.view.Kind != register.Compare && !holdsAll(r, chosen) {
			continue
		}
		w.shown, w.records = append(w.shown, one), append(w.records, r)
	}
	w.frame.Count = w.Count("view.records", len(w.records))
	if len(w.records) > mostDrawn && !whole(w.view.Kind) {
		w.frame.Notes = append(w.frame.Notes, w.Text("view.cut", "Most", mostDrawn, "All", len(w.records)))
		w.shown, w.records = w.shown[:mostDrawn], w.records[:mostDrawn]
	}
	w.frame.None = len(w.records) == 0
	return nil
}

// standingOf returns a record as views take it: of one that waits for approval what
// waits, and with what is computed.
func standingOf(one node.Shown) register.Record {
	r := one.Record
	if r.State == register.Draft && r.Pending != nil {
		pending := *r.Pending
		pending.Values = r.With(one.Computed).Values
		for name, value := range r.Pending.Values {
			pending.Values[name] = value
		}
		r.Pending = &pending
		return r
	}
	return r.With(one.Computed)
}

// held returns the options and the keys that a record has in a field, those of every
// side where it is per side.
func held(r register.Record, field string) []string {
	var all []string
	add := func(value register.Value) {
		all = append(all, value.Choices...)
		for _, link := range value.Links {
			all = append(all, link.Key)
		}
	}
	add(seenAs(r)[field])
	for _, column := range r.Columns {
		add(column[field])
	}
	return all
}

// chosenValues returns what the address asks of the fields by which readers filter.
func (w *drawn) chosenValues() map[string][]string {
	chosen, q := map[string][]string{}, w.r.URL.Query()
	for _, f := range w.d.Fields {
		values := slices.DeleteFunc(slices.Clone(q["f."+f.Name]), func(value string) bool { return value == "" })
		if f.Facet && len(values) > 0 {
			chosen[f.Name] = values
		}
	}
	return chosen
}

// holdsAll reports whether a record has, in each field, one of the values chosen.
func holdsAll(r register.Record, chosen map[string][]string) bool {
	for field, values := range chosen {
		has := held(r, field)
		if !slices.ContainsFunc(values, func(value string) bool { return slices.Contains(has, value) }) {
			return false
		}
	}
	return true
}

// dressView says what surrounds the drawing.
func (w *drawn) dressView() {
	w.frame.registerHead = w.headOf(w.d)
	kept := url.Values{}
	if !whole(w.view.Kind) && w.view.Kind != register.Compare {
		for _, f := range w.d.Fields {
			for _, value := range w.chosenValues()[f.Name] {
				kept.Add("f."+f.Name, value)
				w.frame.Narrowed = append(w.frame.Narrowed, fieldSays{w.fieldLabel(f), w.valueName(f, value)})
			}
		}
	}
	for _, view := range w.d.Views {
		path := w.viewPath(view.Name)
		if len(kept) > 0 {
			path += "?" + kept.Encode()
		}
		w.frame.Views = append(w.frame.Views, option{Label: w.in(view.Title).Words, Href: w.at(path), Current: view.Name == w.view.Name})
	}
	w.frame.Path = w.viewPath(w.view.Name)
	w.frame.Everything = w.at(w.viewPath(w.view.Name))
	w.noteOrigins()
}

// noteOrigins says how many of the records no side approved.
func (w *drawn) noteOrigins() {
	cases, simulated, waiting := 0, 0, 0
	for _, r := range w.records {
		switch {
		case r.State == register.Draft:
			waiting++
		case r.Origin == register.Simulated:
			simulated++
		case r.Origin == register.FromCase && !r.Approved:
			cases++
		}
	}
	if cases > 0 {
		w.frame.Notes = append(w.frame.Notes, w.Count("view.from_case", cases))
	}
	if simulated > 0 {
		w.frame.Notes = append(w.frame.Notes, w.Count("view.simulated", simulated))
	}
	if waiting > 0 {
		w.frame.Notes = append(w.frame.Notes, w.Count("view.waiting", waiting))
	}
}

func (w *drawn) viewPath(name string) string {
	return registerPath(w.d.Name, "/views/"+url.PathEscape(name))
}
