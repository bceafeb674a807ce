package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
)

// tablePage shows the records of a register, a page of them, and how to find others.
type tablePage struct {
	registerHead
	About   text
	Problem string
	Saved   bool
	Path    string // where the choice is sent
	Words   string // searched for
	From    string
	To      string
	Open    bool // the choice is shown
	Facets  []facetView
	Marks   []markView
	Sorts   []pick
	Found   string
	Clear   string // address without any choice; "" where there is none
	Rows    []recordRow
	Pages   []option
	Views   []option
	Files   []option
	Work    []option // what the reader can do; none for most
	Places  []option // attention and changes
}

func (tablePage) template() string { return "register" }

func showTable(v *visitor) error {
	ctx, n := v.r.Context(), v.site.Node
	d, err := v.registerIn()
	if err != nil {
		return err
	}
	sides, err := n.Sides(ctx)
	if err != nil {
		return err
	}
	q, ok := parseRecordQuery(v.r.URL.Query(), d, sides, v.link)
	if !ok {
		return notFound(v)
	}
	g := tablePage{registerHead: v.headAbove(d), Saved: v.done("saved"), About: v.in(d.About), Path: registerPath(d.Name, ""), Words: q.Words, From: q.From, To: q.To,
		Open: q.filtered(), Views: v.viewLinks(d), Files: v.fileLinks(d), Work: v.registerWork(d), Places: v.registerPlaces(d)}
	code := http.StatusOK
	ask, refused := q.query(dialogue.Language(v.Language()))
	if refused != nil {
		if g.Problem, err = v.problem(refused); err != nil {
			return err
		}
		code = status(refused)
	}
	found, err := n.FindRecords(ctx, v.who, d.Name, ask)
	if err != nil {
		return err
	}
	last := max(1, (found.Found.Total+recordsOnPage-1)/recordsOnPage)
	if q.Page > last {
		return notFound(v)
	}
	g.Found = v.Count("registers.found", found.Found.Total)
	if q.narrowed() {
		g.Clear = v.at(g.Path)
	}
	g.Facets, g.Marks, g.Sorts = v.facets(d, found, q), v.markPicks(d, sides, q), v.sortPicks(d, q)
	for i, r := range found.Records {
		g.Rows = append(g.Rows, v.recordRow(d, r, v.alternate(sides, i)))
	}
	g.Pages = v.pageLinks(q, last)
	p := v.page(v.in(d.Title).Words, g)
	p.Feed = v.at(registerPath(d.Name, "/files/changes.atom"))
	if code != http.StatusOK {
		return v.send(code, p)
	}
	return v.sendKept(p)
}

// pageLinks lead to the pages of a list beside this one, and to its ends.
func (v *visitor) pageLinks(q recordQuery, last int) []option {
	if last == 1 {
		return nil
	}
	here := max(1, q.Page)
	var all []option
	for page := 1; page <= last; page++ {
		if page == 1 || page == last || (page >= here-2 && page <= here+2) {
			all = append(all, option{Label: v.Number(page), Href: q.at(page), Current: page == here})
		}
	}
	return all
}

// A recordRow is a record in a list.
type recordRow struct {
	Title text
	Href  string
	Marks []string
	Says  []string
	Facts []fact
}

// A fact is what one field holds, in short: shared words, or those of each side.
type fact struct {
	Label text
	Value valueView
	Sides []sideCell
}

// mostFacts is how many fields a record in a list shows.
const mostFacts = 6

func (v *visitor) recordRow(d *register.Definition, r node.Shown, list sideList) recordRow {
	row := recordRow{Title: v.shownTitle(d, r.Record), Href: v.at(recordPath(d.Name, r.Key, "")), Marks: v.marksOf(r.Record)}
	for _, f := range d.Fields {
		if len(row.Facts) == mostFacts {
			break
		}
		if !inList(f) {
			continue
		}
		if f.PerSide {
			if cells := v.shortCells(d, f, r, list); cells != nil {
				row.Facts = append(row.Facts, fact{Label: v.in(f.Label), Sides: cells})
			}
			continue
		}
		if value := v.registerValue(d, f, valueIn(r, f), r); !value.Empty() {
			row.Facts = append(row.Facts, fact{Label: v.in(f.Label), Value: value})
		}
	}
	return row
}

// inList reports whether a field is shown where there is room for little.
func inList(f register.Field) bool {
	switch f.Type {
	case register.Choice:
		return f.Facet || f.Is == "status" || (f.PerSide && f.Scale)
	case register.DateType:
		return f.Is == "start" || f.Is == "end"
	}
	return f.Facet
}

// shortCells are what the sides say in a field; nil while none has said anything.
func (v *visitor) shortCells(d *register.Definition, f register.Field, r node.Shown, list sideList) []sideCell {
	var cells []sideCell
	said := false
	for _, side := range list {
		if !v.readsColumn(f, side.ID) {
			continue
		}
		cell := sideCell{Side: side, Value: v.registerValue(d, f, r.Columns[side.ID][f.Name], r), None: v.Text("registers.silent")}
		said = said || !cell.Value.Empty()
		cells = append(cells, cell)
	}
	if !said {
		return nil
	}
	return cells
}

// viewLinks lead to the other ways in which a register is shown.
func (v *visitor) viewLinks(d *register.Definition) []option {
	var all []option
	for _, view := range d.Views {
		t := v.in(view.Title)
		all = append(all, option{Label: t.Words, Lang: t.Lang, Href: v.at(registerPath(d.Name, "/views/"+view.Name))})
	}
	return all
}

// registerPlaces lead to what is to be known of a register as a whole.
func (v *visitor) registerPlaces(d *register.Definition) []option {
	all := []option{{Label: v.Text("registers.changes"), Href: v.at(registerPath(d.Name, "/changes"))}}
	if len(d.Watch) > 0 {
		all = append([]option{{Label: v.Text("registers.attention"), Href: v.at(registerPath(d.Name, "/attention"))}}, all...)
	}
	if _, ok := d.Assessment(); ok {
		all = append(all, option{Label: v.Text("assessment.cycles"), Href: v.at(registerPath(d.Name, "/assessments"))})
	}
	if d.Suggest {
		all = append(all, option{Label: v.Text("registers.suggest"), Href: v.at(registerPath(d.Name, "/suggest"))})
	}
	return all
}

// registerWork leads to what those do who write in a register.
func (v *visitor) registerWork(d *register.Definition) []option {
	var all []option
	add := func(label, rest string) {
		all = append(all, option{Label: label, Href: v.at(registerPath(d.Name, rest))})
	}
	if v.writes() {
		add(v.Text("registers.new"), "/new")
		add(v.Text("registers.import"), "/import")
	}
	if v.who.Role == dialogue.CoChair {
		add(v.Text("registers.proposals"), "/proposals")
	}
	if v.who.Role != "" && d.Suggest {
		add(v.Text("registers.suggestions"), "/suggestions")
	}
	return all
}
