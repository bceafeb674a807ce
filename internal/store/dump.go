package store

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// A dump is lines of JSON: a head, then for each table its name and columns and
// a line for each row, in the order of keys, then an end with the number of
// rows. The same data give the same bytes, whichever database holds them.
//
//	{"format":"parley-dump/1","schema":1}
//	{"table":"side","columns":["id","position","names","languages"]}
//	["armenia",0,"{…}","[…]"]
//	{"end":true,"rows":1}
type dumpLine struct {
	Format  string   `json:"format,omitempty"`
	Schema  int64    `json:"schema,omitempty"` // the last migration
	Table   string   `json:"table,omitempty"`
	Columns []string `json:"columns,omitempty"`
	End     bool     `json:"end,omitempty"`
	Rows    int64    `json:"rows,omitempty"`
}

const dumpFormat = "parley-dump/1"

// Dump writes everything as it is at one moment, while others write, but for item
// keys.
func (db *DB) Dump(ctx context.Context, w io.Writer) error {
	return wrap(db.dump(ctx, w), "dump the database")
}

func (db *DB) dump(ctx context.Context, w io.Writer) error {
	conn, err := db.pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	for _, query := range db.dialect.snapshot {
		if _, err := conn.ExecContext(ctx, query); err != nil {
			return err
		}
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	out := bufio.NewWriterSize(w, 1<<16)
	d := &dumper{ctx: ctx, on: conn, out: out, lines: json.NewEncoder(out)}
	d.lines.SetEscapeHTML(false)
	if err := d.everything(); err != nil {
		return err
	}
	return out.Flush()
}

// A dumper writes the lines of a dump.
type dumper struct {
	ctx   context.Context
	on    runner
	out   *bufio.Writer
	lines *json.Encoder
	rows  int64
}

func (d *dumper) everything() error {
	schema, err := schemaVersion(d.ctx, d.on)
	if err != nil {
		return err
	}
	if err := d.lines.Encode(dumpLine{Format: dumpFormat, Schema: schema}); err != nil {
		return err
	}
	for _, t := range tables() {
		if err := d.table(t); err != nil {
			return fmt.Errorf("table %s: %w", t.name, err)
		}
	}
	return d.lines.Encode(dumpLine{End: true, Rows: d.rows})
}

func (d *dumper) table(t table) error {
	if err := d.lines.Encode(dumpLine{Table: t.name, Columns: t.names()}); err != nil {
		return err
	}
	if t.name == "item_key" { // RULINGS R19: kept apart, see ItemKeys
		return nil
	}
	row, into := t.row()
	return each(d.ctx, d.on, func(scan func(...any) error) error {
		if err := scan(into...); err != nil {
			return err
		}
		d.rows++
		return d.lines.Encode(row)
	}, `SELECT `+strings.Join(t.names(), ", ")+` FROM `+t.name+` ORDER BY `+strings.Join(t.keys(), ", "))
}

// schemaVersion returns the number of the last migration.
func schemaVersion(ctx context.Context, on runner) (int64, error) {
	var version int64
	err := on.QueryRowContext(ctx, `SELECT MAX(version_id) FROM goose_db_version`).Scan(&version)
	return version, err
}

// A table is one of the database, with its columns.
type table struct {
	name    string
	columns []Column
}

// tables returns all of them, in the order of the migrations.
func tables() []table {
	var all []table
	for _, c := range Columns() {
		if len(all) == 0 || all[len(all)-1].name != c.Table {
			all = append(all, table{name: c.Table})
		}
		last := &all[len(all)-1]
		last.columns = append(last.columns, c)
	}
	return all
}

func (t table) names() []string {
	var all []string
	for _, c := range t.columns {
		all = append(all, c.Name)
	}
	return all
}

func (t table) keys() []string {
	var all []string
	for _, c := range t.columns {
		if c.Key {
			all = append(all, c.Name)
		}
	}
	return all
}

// row returns a row that can be written and read as JSON, and what to scan it
// into.
func (t table) row() (row []any, into []any) {
	for _, c := range t.columns {
		var field any
		switch c.Type {
		case "INTEGER":
			field = new(int64)
		case "TEXT":
			field = new(string)
		default:
			field = new(blob)
		}
		row = append(row, field)
	}
	return row, row
}

// A blob is bytes, or NULL, in a row of a dump: base64, or null.
type blob []byte

// Scan takes a value of a column.
func (b *blob) Scan(value any) error {
	var raw sql.Null[[]byte]
	if err := raw.Scan(value); err != nil {
		return err
	}
	*b = nil
	if raw.Valid {
		*b = append(blob{}, raw.V...)
	}
	return nil
}
