package store

import (
	"fmt"
	"strings"
)

// rowsAtOnce is how many rows one statement of a bulk insert takes.
const rowsAtOnce = 50

// A bulk gathers rows for a table and inserts them many at a time.
type bulk struct {
	t       *tx
	into    string // table and columns: "vote (dialogue, …)"
	columns int
	args    []any
	refuse  bool // rows whose key is there are left out, and counted
	written int64
}

func newBulk(t *tx, table string, columns ...string) *bulk {
	return &bulk{t: t, into: table + " (" + strings.Join(columns, ", ") + ")", columns: len(columns)}
}

// add takes a row.
func (b *bulk) add(row ...any) error {
	b.args = append(b.args, row...)
	if len(b.args) < rowsAtOnce*b.columns {
		return nil
	}
	return b.flush()
}

// flush inserts what was gathered.
func (b *bulk) flush() error {
	if len(b.args) == 0 {
		return nil
	}
	query := "INSERT INTO " + b.into + " VALUES " + places(len(b.args)/b.columns, b.columns)
	if b.refuse {
		query += " ON CONFLICT DO NOTHING"
	}
	n, err := b.t.exec(query, b.args...)
	b.args, b.written = b.args[:0], b.written+n
	return err
}

// places writes the placeholders of so many rows and columns.
func places(rows, columns int) string {
	var s strings.Builder
	n := 0
	for r := range rows {
		if r > 0 {
			s.WriteByte(',')
		}
		for c := range columns {
			n++
			fmt.Fprintf(&s, "%c$%d", "(,"[bit(c > 0)], n)
		}
		s.WriteByte(')')
	}
	return s.String()
}
