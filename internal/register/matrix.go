package register

import "slices"

// A MatrixPlan says which records of a register are joined to which of another.
type MatrixPlan struct {
	Cells            [][]bool // by row and column
	UncoveredRows    []bool   // joined to nothing
	UncoveredColumns []bool
}

// Matrix joins records of d, the rows, with those of other, the columns, by the link
// field of either.
func (d *Definition) Matrix(v View, rows []Record, other *Definition, columns []Record) MatrixPlan {
	p := MatrixPlan{UncoveredRows: make([]bool, len(rows)), UncoveredColumns: make([]bool, len(columns))}
	for i := range p.UncoveredColumns {
		p.UncoveredColumns[i] = true
	}
	own, theirs := d.leads(v.Via, other.Name), other.leads(v.Via, d.Name)
	from := make([][]string, len(columns))
	for i, c := range columns {
		if theirs {
			from[i] = choicesOf(c, v.Via)
		}
	}
	for i, r := range rows {
		var to []string
		if own {
			to = choicesOf(r, v.Via)
		}
		cells := make([]bool, len(columns))
		for j, c := range columns {
			cells[j] = slices.Contains(to, c.Key) || slices.Contains(from[j], r.Key)
			p.UncoveredColumns[j] = p.UncoveredColumns[j] && !cells[j]
		}
		p.UncoveredRows[i] = !slices.Contains(cells, true)
		p.Cells = append(p.Cells, cells)
	}
	return p
}

// leads reports whether a field leads to a register.
func (d *Definition) leads(field string, to Name) bool {
	f, ok := d.Field(field)
	return ok && f.LeadsTo() == to
}
