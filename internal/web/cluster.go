package web

import (
	"cmp"
	"slices"

	"parley/internal/locale"
	"parley/internal/report"
)

// clusters shows the opinion groups, or says why there are none.
type clusters struct {
	*locale.Printer
	Says    []string
	Table   *spread // side × opinion group
	Typical []typical
}

// A spread is a table of how each side is spread over the groups.
type spread struct {
	Caption, Corner string
	Columns         []string
	Rows            []spreadRow
}

type spreadRow struct {
	Name  string
	Cells []string
}

// typical lists statements that set one group apart.
type typical struct {
	Heading string
	Items   []typicalItem
	None    string // in words, when there are none
	AllHref string // of the rest, "" when all are here
	AllText string
}

type typicalItem struct {
	text
	*locale.Printer
	Row row
}

// typicalShown is how many statements of a group the result page lists.
const typicalShown = 5

var reasons = map[string]locale.Key{
	"few_placed": "groups.few_placed",
	"one_cloud":  "groups.one_cloud",
	"unstable":   "groups.unstable",
	"all_alike":  "groups.all_alike",
}

func (w worder) newClusters(in []party, href func(i int) string, all func(letter string) string) clusters {
	c := clusters{Printer: w.Printer, Says: []string{w.Text("groups.what")}}
	g := w.result.Groups
	if !g.Claimed || len(g.Sizes) == 0 {
		c.Says = append(c.Says, w.reason(g.Reason))
		return c
	}
	c.Says = append(c.Says, w.Count("groups.claimed", len(g.Sizes)),
		w.Text("groups.quality", "Silhouette", w.Decimal(g.Silhouette), "Stability", w.Decimal(g.Stability)))
	if w.kind == sides && len(w.result.SideGroup) > 0 {
		c.Table = w.newSpread(in)
	}
	for _, letter := range letters(w.result) {
		c.Typical = append(c.Typical, w.newTypical(letter, href, all))
	}
	return c
}

func (w worder) reason(code string) string {
	if key, ok := reasons[code]; ok {
		return w.Text(key)
	}
	return w.Text("groups.none")
}

func (w worder) newSpread(in []party) *spread {
	t := &spread{Caption: w.Text("groups.caption"), Corner: w.Text("party.side_column")}
	columns := letters(w.result)
	for _, letter := range columns {
		size := w.result.Groups.Sizes[letter]
		t.Columns = append(t.Columns, groupName(w.Printer, letter)+" · "+w.Count("figures.person", size))
	}
	for _, of := range in {
		for _, row := range w.result.SideGroup {
			if row.Side == of.ID {
				t.Rows = append(t.Rows, w.spreadRow(of.Name, row, columns))
			}
		}
	}
	return t
}

func (w worder) spreadRow(name string, row report.SideRow, columns []string) spreadRow {
	r := spreadRow{Name: name}
	for _, letter := range columns {
		r.Cells = append(r.Cells, cmp.Or(w.cell(row.Cells[letter]), w.Text("vote.withheld_cell")))
	}
	return r
}

func (w worder) newTypical(letter string, href func(int) string, all func(string) string) typical {
	t := typical{Heading: w.Text("groups.typical", "Letter", letter)}
	indices := choose(w.result.Statements, query{Group: letter})
	shown := indices[:min(typicalShown, len(indices))]
	for _, k := range shown {
		s := &w.result.Statements[k]
		item := typicalItem{text: w.text(s), Printer: w.Printer, Row: w.groupRow(s, letter)}
		item.Href = href(k)
		t.Items = append(t.Items, item)
	}
	if len(indices) == 0 {
		t.None = w.Text("groups.typical_none")
	}
	if len(indices) > len(shown) {
		t.AllHref, t.AllText = all(letter), w.Text("groups.all", "Letter", letter)
	}
	return t
}

// groupRow is the bar of one opinion group; it has no colour of a side.
func (w worder) groupRow(s *report.Statement, letter string) row {
	of := party{ID: letter, Name: groupName(w.Printer, letter), Class: "sg", Hatch: "url(#hg)"}
	if w.kind == groups {
		if i := slices.IndexFunc(w.all, func(p party) bool { return p.ID == letter }); i >= 0 {
			of = w.all[i]
		}
	}
	var f report.SideFigure
	for _, g := range s.Groups {
		if g.Group == letter {
			f = report.SideFigure{Agree: g.Agree, Disagree: g.Disagree, Pass: g.Pass}
		}
	}
	return newRow(w.Printer, of, f, w.result.Threshold)
}
