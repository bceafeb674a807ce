package web

import (
	"net/url"

	"parley/internal/register"
)

// countsPage counts records by one value across another.
type countsPage struct {
	drawing
	By, Across text
	Columns    []text
	Rows       []countsRow
	Totals     []string // of the columns, and of all
	Many       bool     // a record can be counted more than once
	Box        string   // names the table
}

func (countsPage) template() string { return "register_view_counts" }

type countsRow struct {
	Name    text
	Cells   []countsCell
	Total   countsCell
	Records []recordLink
}

// A countsCell is a number, darker the larger it is.
type countsCell struct {
	Number string
	Shade  string // class: q0 to q4
	Href   string // the records that it counts; "" where readers cannot filter by it
}

func countsView(w *drawn) (form, error) {
	plan := w.d.Counts(w.view, w.records)
	g := countsPage{drawing: w.frame, By: w.fieldName(w.view.By)}
	by, _ := w.d.Field(w.view.By)
	across, crossed := w.d.Field(w.view.Across)
	if crossed {
		g.Across = w.fieldLabel(across)
	}
	g.Box = w.Text("view.counts_box", "By", g.By.Words)
	for _, value := range plan.Columns {
		g.Columns = append(g.Columns, w.valueName(across, value))
	}
	most, mostInRow, sum := 0, 0, 0
	for i, row := range plan.Cells {
		for _, n := range row {
			most = max(most, n)
		}
		mostInRow, sum = max(mostInRow, plan.InRow[i]), sum+plan.InRow[i]
	}
	inRow := w.recordsAt(by, plan.Rows)
	for i, value := range plan.Rows {
		row := countsRow{Name: w.valueName(by, value), Records: w.links(inRow[i]),
			Total: countsCell{w.Number(plan.InRow[i]), shade(plan.InRow[i], mostInRow), w.tableWith(by, value)}}
		for j, n := range plan.Cells[i] {
			row.Cells = append(row.Cells, countsCell{w.Number(n), shade(n, most), w.tableWith(by, value, across, plan.Columns[j])})
		}
		g.Rows = append(g.Rows, row)
	}
	columns := 0
	for _, n := range plan.InColumn {
		g.Totals, columns = append(g.Totals, w.Number(n)), columns+n
	}
	g.Totals = append(g.Totals, w.Number(plan.Records))
	g.Many = sum > plan.Records || columns > plan.Records
	return g, nil
}

// recordsAt returns the records at each of the values of a field.
func (w *drawn) recordsAt(f register.Field, values []string) [][]int {
	at := map[string]int{}
	for i, value := range values {
		at[value] = i
	}
	all := make([][]int, len(values))
	for i, r := range w.records {
		has := held(r, f.Name)
		if len(has) == 0 {
			has = []string{""}
		}
		for _, value := range has {
			row, ok := at[value]
			if n := len(all[row]); ok && (n == 0 || all[row][n-1] != i) {
				all[row] = append(all[row], i)
			}
		}
	}
	return all
}

// shade says in five steps how large a number is beside the largest.
func shade(n, most int) string {
	if n == 0 || most == 0 {
		return "q0"
	}
	return []string{"q1", "q2", "q3", "q4"}[min(n*4/most, 3)]
}

// tableWith is the address of the register's table with only the records that have
// values of fields, given in pairs; "" where readers do not filter by them.
func (w *drawn) tableWith(pairs ...any) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		f, value := pairs[i].(register.Field), pairs[i+1].(string)
		if !f.Facet || value == "" || w.view.Where != nil {
			return ""
		}
		q.Set("f."+f.Name, value)
	}
	return w.at(registerPath(w.d.Name, "?"+q.Encode()))
}
