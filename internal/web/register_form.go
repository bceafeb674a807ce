package web

import (
	"slices"
	"strconv"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/locale"
	"parley/internal/register"
)

// A recordField asks for what a field of a record holds. Which of its members a
// template uses follows from Type.
type recordField struct {
	*locale.Printer
	Name     string // of what it sends, or the beginning of it
	Plain    string // of the field itself
	Label    string
	Help     string
	Needs    string // the label of the field that it needs; "" for none
	Problem  string // why what was typed was refused; "" where it was not
	Type     register.Type
	Required bool
	Many     bool // there is room for more

	Texts    []writingField
	Date     string
	Number   numberField
	Picks    []pick
	Select   bool // Picks as one list to choose from
	Folds    bool // it takes much room, and is folded
	Open     bool // but not at first
	Links    linksField
	Evidence []evidenceField
	Ticks    []tickField
	Files    []fileField
}

type numberField struct {
	Name, Lower, Upper, Unit, AsOf string
	Units                          []pick // of a field that has none
	Qualifier                      writingField
	Open                           bool // there is more than the number
}

type evidenceField struct {
	Name, Date, URL     string
	What                writingField
	Kinds, Grades, Side []pick
}

type tickField struct {
	Name, Label string
	States      []pick
	Note        writingField
}

type fileField struct {
	Name, Number, File, SHA256, Size, URL string
	Origins                               []pick
}

// fieldName begins the names of what is sent for a field of a register.
func fieldName(f register.Field) string { return "f." + f.Name }

// How many empty places a form offers besides those that are filled, and how many it
// adds when they do not do.
const (
	fewPlaces  = 2
	morePlaces = 3
)

// A fieldMaker makes the fields of one form.
type fieldMaker struct {
	*visitor
	d      *register.Definition
	list   sideList
	writes dialogue.Language // in which somebody most likely writes
	typed  bool              // the values were typed: with the places that were empty
	looked map[register.Name]*linkTargets
	wrong  *fault.Fault // what was refused, or nil
}

func (v *visitor) fieldMaker(d *register.Definition, typed bool, refused error) (*fieldMaker, error) {
	list, err := v.sideList(0)
	return &fieldMaker{visitor: v, d: d, list: list, writes: v.writesIn(), typed: typed, looked: map[register.Name]*linkTargets{}, wrong: fault.Of(refused)}, err
}

// fields makes those of several fields that hold values.
func (m *fieldMaker) fields(all []register.Field, values map[string]register.Value) ([]recordField, error) {
	var out []recordField
	for _, f := range all {
		one, err := m.fieldOf(f, values[f.Name])
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func (m *fieldMaker) fieldOf(f register.Field, value register.Value) (recordField, error) {
	g := recordField{Printer: m.Printer, Name: fieldName(f), Plain: f.Name, Label: m.registerWords(f.Label), Help: m.registerWords(f.Help), Type: f.Type,
		Required: f.Required, Many: f.Many || f.Type == register.Proof, Problem: m.problemOf(f)}
	if needs, ok := m.d.Field(f.Needs); ok {
		g.Needs = m.registerWords(needs.Label)
	}
	var err error
	switch f.Type {
	case register.Text:
		g.Texts = m.textRows(f, value.Texts)
	case register.DateType:
		g.Date = string(value.Date)
	case register.NumberType:
		g.Number = m.numberOf(f, value.Number)
	case register.Choice, register.Place:
		g.Picks = m.optionPicks(f, value.Choices)
		g.Select, g.Folds = !f.Many && len(g.Picks) > 8, f.Many && len(g.Picks) > 12
	case register.Term, register.LinkType:
		g.Links, err = m.links(f, value.Links)
	case register.Proof:
		g.Evidence, g.Folds = m.evidence(f, value.Evidence), true
	case register.Checklist:
		g.Ticks = m.ticks(f, value.Ticks)
	case register.FileType:
		g.Files, g.Folds = m.files(f, value.Files), true
	}
	g.Open = g.Problem != "" || m.holds(f, value) || m.field("do") == "more:"+f.Name
	return g, err
}

// holds reports whether something is in a value, typed or kept.
func (m *fieldMaker) holds(f register.Field, value register.Value) bool {
	clean, err := m.d.Clean(f, value, m.list.ids())
	return err != nil || !clean.Empty()
}

// problemOf words what was refused, where it was in this field.
func (m *fieldMaker) problemOf(f register.Field) string {
	if m.wrong == nil {
		return ""
	}
	for i := 0; i+1 < len(m.wrong.Args); i += 2 {
		if m.wrong.Args[i] == "Field" && m.wrong.Args[i+1] == f.Name {
			return m.wording(m.registerFault(m.d, m.wrong))
		}
	}
	return ""
}

// rows is how many places a field has for values of which there are n.
func (m *fieldMaker) rows(f register.Field, n, empty int) int {
	switch {
	case !f.Many && f.Type != register.Proof:
		return 1
	case !m.typed:
		n += empty
	case m.field("do") == "more:"+f.Name:
		n += morePlaces
	}
	return max(1, min(n, register.MostValues+morePlaces))
}

// ask is a writingField under a legend in words.
func (m *fieldMaker) ask(name, legend string, w dialogue.Writing, rows int) writingField {
	if w.Original == "" {
		w.Original = m.writes
	}
	f := m.writingField(name, "writing.in", w, rows)
	f.Legend = legend
	return f
}

func (m *fieldMaker) textRows(f register.Field, all []dialogue.Writing) []writingField {
	lines := 3
	if f.Is == "title" || (f.Most > 0 && f.Most <= 200) {
		lines = 1
	}
	var out []writingField
	n := m.rows(f, len(all), fewPlaces)
	for i := range n {
		label := m.registerWords(f.Label)
		if n > 1 {
			label += " " + m.Printer.Number(i+1)
		}
		out = append(out, m.ask(placeName(f, i), label, nth(all, i), lines))
	}
	return out
}

// placeName begins the names of what is sent for one of several values.
func placeName(f register.Field, i int) string { return fieldName(f) + "." + strconv.Itoa(i) }

// nth returns one of several, the zero value beyond them.
func nth[T any](all []T, i int) T {
	var none T
	if i < len(all) {
		return all[i]
	}
	return none
}

func (m *fieldMaker) optionPicks(f register.Field, chosen []string) []pick {
	var all []pick
	if !f.Many && !f.Required {
		all = append(all, pick{Label: m.Text("recordform.no_choice"), Chosen: len(chosen) == 0})
	}
	for _, o := range f.Options {
		all = append(all, pick{Value: o.Value, Label: m.registerWords(o.Label), Chosen: slices.Contains(chosen, o.Value)})
	}
	return all
}

func (m *fieldMaker) numberOf(f register.Field, n *register.Number) numberField {
	if n == nil {
		n = &register.Number{Unit: f.Unit}
	}
	g := numberField{Name: fieldName(f), Lower: string(n.Lower), Upper: string(n.Upper), AsOf: string(n.AsOf),
		Qualifier: m.ask(fieldName(f)+".qualifier", m.Text("recordform.qualifier"), n.Qualifier, 1)}
	g.Open = g.Upper != "" || g.AsOf != "" || g.Qualifier.First.Value != "" || m.problemOf(f) != ""
	units := m.site.Node.Words()
	if f.Unit != "" {
		g.Unit = m.registerWords(units.Unit(f.Unit))
		return g
	}
	g.Units = []pick{{Label: m.Text("recordform.no_unit"), Chosen: n.Unit == ""}}
	for _, key := range units.Units() {
		g.Units = append(g.Units, pick{Value: key, Label: m.registerWords(units.Unit(key)), Chosen: n.Unit == key})
	}
	return g
}

// namedPicks offers values that have words of their own; none is what it means to choose
// nothing, "" where something must be chosen.
func namedPicks[T ~string](p *locale.Printer, names map[T]locale.Key, none locale.Key, values []T, chosen T) []pick {
	var all []pick
	if none != "" {
		all = append(all, pick{Label: p.Text(none), Chosen: chosen == ""})
	}
	for _, value := range values {
		all = append(all, pick{Value: string(value), Label: p.Text(names[value]), Chosen: value == chosen})
	}
	return all
}
