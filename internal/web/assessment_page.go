package web

import (
	"net/http"

	"parley/internal/node"
	"parley/internal/register"
)

// cyclePage shows a cycle: its terms, what each side says of each row beside what the
// others say, and a figure for each side.
type cyclePage struct {
	Path     string
	List     string // address of the register's cycles
	Problem  string
	Saved    bool
	Facts    []rule
	About    text
	Phase    string
	Lead     string
	Hash     string // of the terms; "" for who cannot confirm
	Drop     bool
	Sides    sideList
	Rows     []assessedRow
	Figures  []conductFigure
	Quality  []qualityRow
	Across   string
	Tracking string // address; "" where nothing is shown yet
	Waiting  string // how many sides confirmed, in words; "" once it is open
}

func (cyclePage) template() string { return "cycle" }

// An assessedRow is one row, with what each side says; with each row the next side is
// first.
type assessedRow struct {
	Href  string
	Title text
	Of    string // whose conduct
	Said  []saidCell
	Gap   string
	Apart bool
}

// A saidCell is what one side says, or why nothing is shown.
type saidCell struct {
	Side   namedSide
	Rating text
	Fell   string // that it is lower than before; "" where it is not
	State  string
}

// A conductFigure is what the sides say of one party's conduct in all rows.
type conductFigure struct {
	Of      string
	Indexes []indexRow
	Between string // the interval, in words
	Apart   string
}

// An indexRow is the index of one side, with what it rests on.
type indexRow struct {
	Side  namedSide
	Index string // "" where nothing is rated
	Rests string
}

// A qualityRow is how well the coders of one side agree.
type qualityRow struct {
	Side  namedSide
	Agree string // both coefficients, in words; "" where there is none
	Use   string
}

func showCycle(v *visitor) error {
	c, err := v.cycle()
	if err != nil {
		return err
	}
	return v.showCycle(http.StatusOK, c, nil)
}

func (v *visitor) showCycle(code int, c node.CycleView, refused error) error {
	d, err := v.site.Node.Register(v.r.Context(), v.who, c.Cycle.Register)
	if err != nil {
		return err
	}
	list := v.alternate(c.Sides, int(c.Cycle.ID>>8&1))
	g := cyclePage{Path: cyclePath(c.Cycle.ID, ""), List: registerPath(d.Name, "/assessments"), Saved: refused == nil && v.done("saved"),
		About: v.in(c.Cycle.Book.About), Phase: v.Text(phases[c.Phase]), Drop: c.Can.Drop, Sides: list}
	if refused != nil {
		g.Problem, _ = v.problem(refused)
	}
	if c.Can.Confirm {
		g.Hash = c.Terms.String()
	}
	if c.Phase == register.CycleProposed {
		g.Waiting = v.Text("assessment.confirmed_by", "Sides", list.names(c.Cycle.Confirmed))
	}
	g.Facts = v.cycleFacts(c, v.in(d.Title).Words)
	for i, r := range c.Rows {
		g.Rows = append(g.Rows, v.assessedRow(c, r, v.alternate(c.Sides, i)))
		if len(r.Said) > 0 {
			g.Tracking = v.at(cyclePath(c.Cycle.ID, "/tracking.csv"))
		}
	}
	v.addFigures(&g, c)
	return v.showAs(code, v.Text("assessment.cycle", "Period", c.Cycle.Period), g)
}

func (v *visitor) cycleFacts(c node.CycleView, title string) []rule {
	facts := []rule{
		{v.Text("assessment.of_register"), title}, {v.Text("assessment.period"), c.Cycle.Period}, {v.Text("assessment.agreement"), c.Cycle.Agreement},
		{v.Text("assessment.codebook"), c.Cycle.Codebook}, {v.Text("assessment.last_day"), c.Cycle.LastDay.String()},
	}
	if c.Seat != 0 {
		facts = append(facts, rule{v.Text("assessment.seat"), v.Text("assessment.seat_is", "Number", c.Seat)})
	}
	return facts
}

func (v *visitor) assessedRow(c node.CycleView, r node.RowView, list sideList) assessedRow {
	row := assessedRow{Href: v.at(rowPath(c.Cycle.ID, r.Row, "")), Title: v.title(r.Title), Of: v.conduct(r.Row, list), Gap: v.gap(r, list), Apart: r.Gap == register.GapApart}
	for _, side := range list {
		cell := saidCell{Side: side}
		if a, ok := r.Said[side.ID]; ok {
			if cell.Rating = v.rating(c.Cycle, a.Rating()); a.Reversed {
				cell.Fell = v.Text("assessment.fell")
			}
		} else {
			cell.State = v.sealedState(r, side.ID)
		}
		row.Said = append(row.Said, cell)
	}
	return row
}

// addFigures adds a figure for each side, an interval for all, and how well coders
// agree.
func (v *visitor) addFigures(g *cyclePage, c node.CycleView) {
	for i, f := range c.Said {
		list := v.alternate(c.Sides, i)
		figure := conductFigure{Of: v.conduct(register.RowID{Conduct: f.Conduct}, list), Apart: v.Text("assessment.apart_of", "Apart", f.Apart, "Rows", f.Counted)}
		for _, side := range list {
			figure.Indexes = append(figure.Indexes, v.indexRow(side, f.Indexes))
		}
		if figure.Between = v.Text("assessment.no_interval"); f.Between {
			figure.Between = v.Text("assessment.interval", "Lower", f.Lower.String(), "Upper", f.Upper.String())
		}
		g.Figures = append(g.Figures, figure)
	}
	if len(c.Said) == 0 {
		return
	}
	for _, side := range g.Sides {
		q := c.Coders[side.ID]
		row := qualityRow{Side: side, Use: v.Text(uses[q.Use])}
		if alpha := register.Coefficient(q.Alpha); alpha != "" {
			row.Agree = v.Text("assessment.coefficients", "Alpha", alpha, "Kappa", register.Coefficient(q.Kappa), "Rows", q.Compared)
		}
		g.Quality = append(g.Quality, row)
	}
	if across := register.Coefficient(c.Across); across != "" {
		g.Across = v.Text("assessment.across", "Alpha", across)
	}
}

func (v *visitor) indexRow(side namedSide, all []register.Index) indexRow {
	row := indexRow{Side: side}
	for _, index := range all {
		if index.Side != side.ID {
			continue
		}
		if ratio, ok := index.Of(); ok {
			row.Index = ratio.String()
		}
		if share, ok := index.CannotShare(); ok {
			row.Rests = v.Text("assessment.rests", "Rated", index.Rated, "Given", index.Given, "Share", share.String())
		}
	}
	return row
}
