package web

import (
	"parley/internal/node"
	"parley/internal/register"
)

// An assessedIn is how a record was assessed in one cycle, each side's rating beside
// the others'.
type assessedIn struct {
	Title option // the cycle
	Rows  []assessedRow
}

// addAssessments shows the cycles in which a record was assessed, as far as the
// visitor may see them.
func (g *recordOfPage) addAssessments(v *visitor, d *register.Definition, r node.Shown, list sideList) error {
	if _, ok := d.Assessment(); !ok {
		return nil
	}
	cycles, err := v.site.Node.ItemAssessments(v.r.Context(), v.who, d.Name, r.Key)
	if err != nil {
		return err
	}
	for _, c := range cycles {
		in := assessedIn{Title: option{Label: c.Cycle.Period + ", " + c.Cycle.Book.Name, Href: v.at(cyclePath(c.Cycle.ID, ""))}}
		for _, row := range c.Rows {
			in.Rows = append(in.Rows, v.assessedRow(c, row, list))
		}
		g.Assessed = append(g.Assessed, in)
	}
	return nil
}
