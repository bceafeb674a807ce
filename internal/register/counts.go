package register

import "slices"

// A CountsPlan is how many records have each value of a field, across those of
// another. Only values that some record has are there, "" for none. A record with two
// values counts at both, so that the figures of a row can add up to more than the row
// has records.
type CountsPlan struct {
	Rows, Columns []string // values; no columns where there is no second field
	Cells         [][]int  // by row and column
	InRow         []int    // records in each row, each once
	InColumn      []int
	Records       int
}

// Counts returns the table of a view.
func (d *Definition) Counts(v View, all []Record) CountsPlan {
	p := CountsPlan{Records: len(all)}
	by, _ := d.Field(v.By)
	p.Rows = by.valuesIn(all, false)
	if across, ok := d.Field(v.Across); ok {
		p.Columns = across.valuesIn(all, false)
	}
	p.InRow, p.InColumn = make([]int, len(p.Rows)), make([]int, len(p.Columns))
	for range p.Rows {
		p.Cells = append(p.Cells, make([]int, len(p.Columns)))
	}
	for _, r := range all {
		var columns []int
		if len(p.Columns) > 0 {
			columns = places(p.Columns, valuesAt(r, v.Across))
		}
		for _, column := range columns {
			p.InColumn[column]++
		}
		for _, row := range places(p.Rows, valuesAt(r, v.By)) {
			p.InRow[row]++
			for _, column := range columns {
				p.Cells[row][column]++
			}
		}
	}
	return p
}

func places(in, of []string) []int {
	var all []int
	for _, value := range of {
		all = append(all, slices.Index(in, value))
	}
	return all
}
