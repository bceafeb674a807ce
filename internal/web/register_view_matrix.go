package web

import "parley/internal/register"

// mostCells is how many cells a matrix has at most to be drawn as a table: a larger
// one is read as a list.
const mostCells = 12000

// matrixPage says which records of one register belong to which of another.
type matrixPage struct {
	drawing
	Down, Across       string // titles of the registers
	Box                string
	Columns            []recordLink // of the table; none where it would be too large
	Rows               []matrixRow
	Covered            []string // of the columns: how often, or in words that they are not
	Bare, BareColumns  []recordLink
	TooLarge, NoOthers string
}

func (matrixPage) template() string { return "register_view_matrix" }

type matrixRow struct {
	recordLink
	Cells []bool
	Says  string       // how many it is joined to, or in words that it is not covered
	To    []recordLink // what those are
}

func matrixView(w *drawn) (form, error) {
	other, err := w.site.Node.Register(w.r.Context(), w.who, w.view.Register)
	if err != nil {
		return nil, err
	}
	across := &drawn{visitor: w.visitor, d: other, view: register.View{Kind: register.Matrix}}
	if err := across.readOther(); err != nil {
		return nil, err
	}
	g := matrixPage{drawing: w.frame, Down: w.in(w.d.Title).Words, Across: w.in(other.Title).Words}
	g.Notes = append(g.Notes, across.frame.Notes...)
	g.Box = w.Text("view.matrix_box", "Down", g.Down, "Across", g.Across)
	plan := w.d.Matrix(w.view, w.records, other, across.records)
	all := across.links(placesUpTo(len(across.records)))
	cells := len(w.records) * len(all)
	if cells <= mostCells {
		g.Columns = all
	} else {
		g.TooLarge = w.Text("view.matrix_large", "Rows", len(w.records), "Columns", len(all))
	}
	if len(all) == 0 {
		g.NoOthers = w.Text("view.matrix_nothing", "Register", g.Across)
	}
	for i, row := range plan.Cells {
		one := matrixRow{recordLink: w.link(i), Says: w.Text("view.not_covered")}
		for j, joined := range row {
			if joined {
				one.To = append(one.To, all[j])
			}
		}
		if cells <= mostCells {
			one.Cells = row
		}
		if len(one.To) > 0 {
			one.Says = w.Number(len(one.To))
		} else {
			g.Bare = append(g.Bare, one.recordLink)
		}
		g.Rows = append(g.Rows, one)
	}
	for j, bare := range plan.UncoveredColumns {
		says := w.Text("view.not_covered")
		if !bare {
			says = w.Number(joinedTo(plan, j))
		} else {
			g.BareColumns = append(g.BareColumns, all[j])
		}
		g.Covered = append(g.Covered, says)
	}
	return g, nil
}

// readOther finds all records of a register that stands across.
func (w *drawn) readOther() error {
	all, err := w.site.Node.RecordsOf(w.r.Context(), w.who, w.d.Name, nil)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.State == register.Withdrawn {
			continue
		}
		w.shown, w.records = append(w.shown, one), append(w.records, standingOf(one))
	}
	if len(w.records) > mostDrawn {
		w.frame.Notes = append(w.frame.Notes, w.Text("view.cut", "Most", mostDrawn, "All", len(w.records)))
		w.shown, w.records = w.shown[:mostDrawn], w.records[:mostDrawn]
	}
	return nil
}

func joinedTo(plan register.MatrixPlan, column int) int {
	n := 0
	for _, row := range plan.Cells {
		if row[column] {
			n++
		}
	}
	return n
}

func placesUpTo(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}
