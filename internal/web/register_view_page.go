package web

import (
	"net/url"

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
	if !narrows(w.view.Kind) {
		chosen = nil
	}
	for _, one := range all {
		if one.State == register.Withdrawn {
			continue
		}
		r := standingOf(one)
		if holdsAll(r, chosen) {
			w.shown, w.records = append(w.shown, one), append(w.records, r)
		}
	}
	w.frame.Count = w.Count("view.records", len(w.records))
	if len(w.records) > mostDrawn && !listsFew(w.view.Kind) {
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

// dressView says what surrounds the drawing.
func (w *drawn) dressView() {
	w.frame.registerHead = w.headOf(w.d)
	kept := w.keepChoice()
	for _, view := range w.d.Views {
		w.frame.Views = append(w.frame.Views, option{Label: w.in(view.Title).Words, Href: w.at(w.viewPath(view.Name) + kept), Current: view.Name == w.view.Name})
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
