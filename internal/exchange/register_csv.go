package exchange

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// RegisterCSV writes records as CSV in UTF-8: a header, a row of HXL hashtags, and a
// row for each record. docs/formats.md lists the columns. What it writes,
// [ReadRegister] reads back to the same values. Words are written in the languages
// in which a reader gets them: the original, and translations that are approved.
//
// The same rows give the same bytes. The first error is returned.
func RegisterCSV(w io.Writer, d *register.Definition, sides []dialogue.SideID, rows iter.Seq[RegisterRow]) error {
	columns := registerColumns(d, sides)
	out := csv.NewWriter(w)
	cells := make([]string, len(columns))
	line := func(cell func(c *registerColumn) string) error {
		for i := range columns {
			cells[i] = cell(&columns[i])
		}
		return out.Write(cells)
	}
	if err := line(func(c *registerColumn) string { return c.name }); err != nil {
		return fmt.Errorf("write records: %w", err)
	}
	if err := line(func(c *registerColumn) string { return c.tag }); err != nil {
		return fmt.Errorf("write records: %w", err)
	}
	for row := range rows {
		if err := line(func(c *registerColumn) string { return guardCell(c.cell(&row)) }); err != nil {
			return fmt.Errorf("write records: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write records: %w", err)
	}
	return nil
}

// guardCell is guard for a cell that may be a number, which is written plainly.
func guardCell(cell string) string {
	if plainNumber(cell) {
		return cell
	}
	return guard(cell)
}

// plainNumber reports whether a cell is digits, with a minus before them and one
// point between them at most.
func plainNumber(cell string) bool {
	digits, point := 0, false
	for i := 0; i < len(cell); i++ {
		switch c := cell[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '-' && i == 0:
		case c == '.' && !point && digits > 0 && i+1 < len(cell):
			point = true
		default:
			return false
		}
	}
	return digits > 0
}
