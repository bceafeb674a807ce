package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"parley/internal/fault"
	"parley/internal/register"
)

// readCSV reads a table. head is its beginning, in which the header shows what
// stands between the cells.
func (in *registerReader) readCSV(head []byte) error {
	known := registerColumns(in.d, in.sides)
	r := csv.NewReader(in.buf)
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = in.separator(head, known), -1, true
	t := &registerTable{registerReader: in, csv: r}
	header, err := t.next()
	if err != nil {
		return err
	}
	if err := t.setHeader(header, known); err != nil {
		return err
	}
	for first := true; ; first = false {
		cells, err := t.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		line, _ := r.FieldPos(0)
		if first && isTagRow(cells) || blankRow(cells) {
			continue
		}
		if err := t.row(cells, line); err != nil {
			return err
		}
	}
}

// separator returns the sign with which the header has the most columns that are
// known; a comma where that does not tell.
func (in *registerReader) separator(head []byte, known []registerColumn) rune {
	best, most := ',', 0
	for _, sign := range []rune{',', ';', '\t'} {
		r := csv.NewReader(bytes.NewReader(head))
		r.Comma, r.LazyQuotes = sign, true
		cells, _ := r.Read()
		n := 0
		for _, cell := range cells {
			if findColumn(known, cell) >= 0 {
				n++
			}
		}
		if n > most {
			best, most = sign, n
		}
	}
	return best
}

// findColumn returns which column a name of a header means, or -1. Marks are also
// found without their dot, where no field has that name.
func findColumn(known []registerColumn, name string) int {
	name = strings.ToLower(strings.TrimSpace(name))
	dotted := -1
	for i := range known {
		switch known[i].name {
		case name:
			return i
		case "." + name:
			dotted = i
		}
	}
	return dotted
}

// A registerTable is a CSV file of records under a header.
type registerTable struct {
	*registerReader
	csv     *csv.Reader
	columns []registerColumn // of the file, in its order
	fields  []tableField
	at      map[string]int // the column of each mark
}

// next returns the next row, whose cells are valid until the call after it.
func (t *registerTable) next() ([]string, error) {
	cells, err := t.csv.Read()
	t.src.row = t.csv.InputOffset()
	if broken, ok := errors.AsType[*csv.ParseError](err); ok {
		return nil, fault.New(fault.Invalid, "refusal.register_file_quotes", "Line", broken.StartLine)
	}
	if err != nil {
		return nil, err
	}
	line, _ := t.csv.FieldPos(0)
	if len(cells) > MostRegisterColumns {
		return nil, fault.New(fault.Invalid, "refusal.register_file_columns", "Most", MostRegisterColumns, "Line", line)
	}
	for i, cell := range cells {
		if !utf8.ValidString(cell) {
			line, _ := t.csv.FieldPos(i)
			return nil, fault.New(fault.Invalid, "refusal.register_file_encoding", "Line", line)
		}
	}
	return cells, nil
}

// setHeader takes the names of the columns, each of which must be known and stand
// once, and finds the columns of each field.
func (t *registerTable) setHeader(header []string, known []registerColumn) error {
	seen := map[string]bool{}
	t.at = map[string]int{}
	for i, name := range header {
		c := findColumn(known, name)
		if c < 0 {
			return fault.New(fault.Invalid, "refusal.register_file_column", "Column", shorten([]byte(name)))
		}
		column := known[c]
		if seen[column.name] {
			return fault.New(fault.Invalid, "refusal.register_file_column_twice", "Column", column.name)
		}
		seen[column.name] = true
		t.columns = append(t.columns, column)
		if column.mark != "" {
			t.at[column.mark] = i
			continue
		}
		t.addToField(column, i)
	}
	for _, f := range t.d.Fields {
		if f.Required && !f.PerSide && !t.hasField(f) {
			return fault.New(fault.Invalid, "refusal.register_file_column_missing", "Column", f.Name)
		}
	}
	return nil
}

func (t *registerTable) hasField(f register.Field) bool {
	for i := range t.fields {
		if t.fields[i].Name == f.Name {
			return true
		}
	}
	return false
}

// isTagRow reports whether a row holds HXL hashtags and nothing else.
func isTagRow(cells []string) bool {
	found := false
	for _, cell := range cells {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		if len(cell) < 2 || cell[0] != '#' || strings.ContainsAny(cell[1:], "#;,") || cell[1] < 'a' || cell[1] > 'z' {
			return false
		}
		found = true
	}
	return found
}

func blankRow(cells []string) bool {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}
