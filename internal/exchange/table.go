package exchange

import (
	"fmt"
	"io"
	"strings"
)

// A table is a file of rows under a header that names the columns.
type table struct {
	*scanner
	tally
	guarded bool           // texts and identifiers carry the apostrophes of guard
	names   []string       // as written, without spaces around
	at      map[string]int // the column of each name, in lower case
}

// openTable reads the header, in which every name stands once.
func openTable(s *scanner, guarded bool) (*table, error) {
	t, err := openHeader(s, guarded)
	if err != nil {
		return nil, err
	}
	return t, t.once(0, len(t.names))
}

// openHeader reads the header.
func openHeader(s *scanner, guarded bool) (*table, error) {
	t := &table{scanner: s, guarded: guarded, at: map[string]int{}}
	for {
		row, err := s.row()
		if err == io.EOF {
			return nil, s.fault(0, "a header that names the columns")
		}
		if err != nil {
			return nil, err
		}
		if !row.blank() {
			t.setNames(row)
			return t, nil
		}
		t.ignore(BlankLine, 1)
	}
}

func (t *table) setNames(row *record) {
	for i, cell := range row.cells {
		name := string(trim(cell))
		if _, known := t.at[strings.ToLower(name)]; !known {
			t.at[strings.ToLower(name)] = i
		}
		t.names = append(t.names, name)
	}
}

// once refuses a name that stands twice in names[from:to].
func (t *table) once(from, to int) error {
	seen := make(map[string]bool, to-from)
	for i, name := range t.names[from:to] {
		if seen[name] && name != "" {
			return &Error{File: t.file, Line: t.line, Column: from + i + 1, Found: shorten([]byte(name)), Want: "every column name once"}
		}
		seen[name] = true
	}
	return nil
}

// column returns the column that has one of the names, or -1.
func (t *table) column(names ...string) int {
	for _, name := range names {
		if i, ok := t.at[name]; ok {
			return i
		}
	}
	return -1
}

// need is column for one that the file cannot do without.
func (t *table) need(names ...string) (int, error) {
	if i := t.column(names...); i >= 0 {
		return i, nil
	}
	return -1, &Error{File: t.file, Line: t.line, Want: "a column " + strings.Join(names, " or ")}
}

// bad returns an Error about a cell of the row that begins on a line.
func (t *table) bad(line int64, column int, found []byte, want string) *Error {
	name := ""
	if column < len(t.names) {
		name = t.names[column]
	}
	return &Error{File: t.file, Line: line, Column: column + 1, Name: name, Found: shorten(found), Want: want}
}

// next returns the next row that is not blank, and the line it begins on. It
// has as many cells as the header: empty ones beyond it are let go, and any
// other difference is an error.
func (t *table) next() (row *record, line int64, err error) {
	for {
		line = t.line + 1
		if row, err = t.row(); err != nil {
			return nil, line, err
		}
		if !row.blank() {
			break
		}
		t.ignore(BlankLine, 1)
	}
	t.rows++
	return row, line, t.fit(row, line)
}

func (t *table) fit(row *record, line int64) error {
	want := len(t.names)
	for len(row.cells) > want && len(row.cells[len(row.cells)-1]) == 0 {
		row.cells = row.cells[:len(row.cells)-1]
	}
	switch n := len(row.cells); {
	case n > want:
		return t.bad(line, want, row.cells[want], fmt.Sprintf("no more than the %d cells of the header", want))
	case n < want:
		return tooFew(t.file, line, n, want)
	}
	return nil
}

func tooFew(file string, line int64, have, want int) *Error {
	return &Error{File: file, Line: line, Want: fmt.Sprintf("%d cells as in the header, not %d", want, have)}
}

// id reads an identifier.
func (t *table) id(row *record, line int64, column int) ([]byte, error) {
	cell := t.unguard(trim(row.cells[column]))
	if _, ok := smallNumber(cell); ok || validID(string(cell)) {
		return cell, nil
	}
	return nil, t.bad(line, column, cell, wantID)
}

// unguard returns an identifier as it was before guard.
func (t *table) unguard(cell []byte) []byte {
	if t.guarded && len(cell) > 0 && cell[0] == '\'' {
		return []byte(unguard(string(cell)))
	}
	return cell
}
