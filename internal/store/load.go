package store

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"parley/internal/fault"
)

var errDump = errors.New("this is not a whole dump of a Parley database")

// Load reads a dump into a database that holds nothing yet, all of it or
// nothing. A database that holds something is refused, and so is a dump that
// was cut off or that another version of the tables wrote.
func (db *DB) Load(ctx context.Context, r io.Reader) error {
	read := false
	return db.write(ctx, "load a dump", func(t *tx) error {
		if read {
			return errors.New("the dump was read already")
		}
		read = true
		if err := t.refuseFull(); err != nil {
			return err
		}
		schema, err := schemaVersion(t.ctx, t)
		if err != nil {
			return err
		}
		l := &loader{t: t, in: json.NewDecoder(bufio.NewReaderSize(r, 1<<16))}
		return l.load(schema)
	})
}

// refuseFull refuses a database in which there is anything.
func (t *tx) refuseFull() error {
	for _, table := range tables() {
		var n int
		if err := t.row(`SELECT COUNT(*) FROM (SELECT 1 FROM ` + table.name + ` LIMIT 1) AS one`).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Conflict, "refusal.database_full")
		}
	}
	return nil
}

// A loader reads the lines of a dump.
type loader struct {
	t    *tx
	in   *json.Decoder
	rows int64
}

func (l *loader) load(schema int64) error {
	var head dumpLine
	if err := l.in.Decode(&head); err != nil || head.Format != dumpFormat {
		return errDump
	}
	if head.Schema != schema {
		return fmt.Errorf("the dump is of version %d of the tables, the database of %d", head.Schema, schema)
	}
	line, err := l.next()
	for _, t := range tables() {
		if err != nil {
			return err
		}
		if line.Table != t.name || !slices.Equal(line.Columns, t.names()) {
			return errDump
		}
		line, err = l.table(t)
	}
	if err != nil {
		return err
	}
	if !line.End || line.Rows != l.rows {
		return errDump
	}
	return nil
}

// next reads a line that is not a row.
func (l *loader) next() (line dumpLine, err error) {
	if l.in.Decode(&line) != nil {
		return line, errDump
	}
	return line, nil
}

// table reads the rows of a table, and returns the line after them.
func (l *loader) table(t table) (dumpLine, error) {
	b := newBulk(l.t, t.name, t.names()...)
	for {
		var raw json.RawMessage
		if err := l.in.Decode(&raw); err != nil {
			return dumpLine{}, errDump
		}
		if raw[0] != '[' {
			if err := b.flush(); err != nil {
				return dumpLine{}, fmt.Errorf("table %s: %w", t.name, err)
			}
			var line dumpLine
			if json.Unmarshal(raw, &line) != nil {
				return line, errDump
			}
			return line, nil
		}
		row, err := t.values(raw)
		if err != nil {
			return dumpLine{}, err
		}
		l.rows++
		if err := b.add(row...); err != nil {
			return dumpLine{}, fmt.Errorf("table %s: %w", t.name, err)
		}
	}
}

// values reads a row as what is bound to a statement.
func (t table) values(raw []byte) ([]any, error) {
	row, _ := t.row()
	fields := row
	if err := json.Unmarshal(raw, &fields); err != nil || len(fields) != len(t.columns) {
		return nil, errDump
	}
	values := make([]any, len(fields))
	for i, f := range row {
		switch f := f.(type) {
		case *int64:
			values[i] = *f
		case *string:
			values[i] = *f
		case *blob:
			values[i] = []byte(*f)
		}
	}
	return values, nil
}
