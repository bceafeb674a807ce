package web

import (
	"slices"

	"parley/internal/node"
	"parley/internal/register"
)

// comparePage puts two records beside each other.
type comparePage struct {
	drawing
	A, B    comparedChoice
	Fields  []comparedField
	Problem string
	Chosen  bool // both are chosen
}

func (comparePage) template() string { return "register_view_compare" }

// A comparedChoice is one of the two.
type comparedChoice struct {
	Name   string
	Label  string
	Picks  []pick
	Record recordLink
}

type comparedField struct {
	Field text
	Side  *namedSide // nil for a shared field
	Same  bool
	A, B  valueView
}

func compareView(w *drawn) (form, error) {
	q := w.r.URL.Query()
	g := comparePage{drawing: w.frame, A: comparedChoice{Name: "a", Label: w.Text("view.compare_a")}, B: comparedChoice{Name: "b", Label: w.Text("view.compare_b")}}
	places := [2]int{-1, -1}
	for n, c := range []*comparedChoice{&g.A, &g.B} {
		key := q.Get(c.Name)
		for i, r := range w.records {
			title := w.shownTitle(w.d, r)
			c.Picks = append(c.Picks, pick{Value: r.Key, Label: begun(title.Words, 80), Lang: title.Lang, Chosen: r.Key == key})
			if r.Key == key {
				places[n], c.Record = i, w.link(i)
			}
		}
	}
	a, b := places[0], places[1]
	switch {
	case a < 0 || b < 0:
		return g, nil
	case a == b:
		g.Problem = w.Text("view.compare_same")
		return g, nil
	}
	g.Chosen = true
	for _, f := range w.d.Fields {
		g.Fields = append(g.Fields, w.comparedIn(f, a, b)...)
	}
	return g, nil
}

// comparedIn returns what two records say in a field: of columns that of each side,
// whose order is another in every field.
func (w *drawn) comparedIn(f register.Field, a, b int) []comparedField {
	var all []comparedField
	for _, c := range w.d.Compare(w.view, w.records[a], w.records[b], w.sidesFor(f).ids()) {
		if c.Field != f.Name {
			continue
		}
		one := comparedField{Field: w.fieldLabel(f), Same: c.Same, A: w.compared(f, c.A, w.shown[a]), B: w.compared(f, c.B, w.shown[b])}
		if c.Side != "" {
			side := w.sides.side(c.Side)
			one.Side = &side
		}
		all = append(all, one)
	}
	return all
}

func (w *drawn) compared(f register.Field, value register.Value, shown node.Shown) valueView {
	return w.registerValue(w.d, f, value, shown)
}

// facetsChosen are the fields of a register from which a plan can choose values.
func (w *drawn) facetsChosen() []register.Field {
	types := []register.Type{register.Choice, register.Place, register.LinkType, register.Term}
	return slices.DeleteFunc(slices.Clone(w.d.Fields), func(f register.Field) bool { return !f.Facet || !slices.Contains(types, f.Type) })
}
