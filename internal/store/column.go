package store

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// A Class is how bad it is when a datum is seen by others (SAFETY C1). There is
// no column of class P3: such data never reach a node.
type Class string

// The classes that a node keeps.
const (
	P0 Class = "P0" // public; forgery is the danger
	P1 Class = "P1" // the node can read it
	P2 Class = "P2" // words and votes of participants
	M  Class = "M"  // who takes part
)

// A Column is one that the database has.
type Column struct {
	Table, Name string
	Type        string // INTEGER, TEXT or BLOB
	Class       Class
	What        string // it holds, in English
	Key         bool   // part of the primary key
}

// Columns returns every column of every table, in the order of the migrations.
// Not among them is the table goose_db_version, in which the day of
// every migration are kept, and nothing else.
func Columns() []Column {
	all, err := columnsOf(sqlite())
	if err != nil {
		panic(err) // the migrations are part of the program
	}
	return all
}

var (
	tableLine  = regexp.MustCompile(`^CREATE TABLE (\w+) \($`)
	keyLine    = regexp.MustCompile(`^    PRIMARY KEY \((.*)\),?$`)
	ruleLine   = regexp.MustCompile(`^    (CHECK|UNIQUE) `)
	columnLine = regexp.MustCompile(`^    (\w+) (INTEGER|BIGINT|SMALLINT|TEXT|BLOB|BYTEA)( COLLATE "C")?( NOT NULL)?, -- (P0|P1|P2|M): (.+)$`)
	addedStart = regexp.MustCompile(`(?i)^\s*ALTER TABLE \w+ ADD\b`)
	addedLine  = regexp.MustCompile(`^ALTER TABLE (\w+) ADD COLUMN (\w+) (INTEGER|BIGINT|SMALLINT|TEXT|BLOB|BYTEA)(?: COLLATE "C")? NOT NULL DEFAULT \S+; -- (P0|P1|P2|M): (.+)$`)
)

// columnsOf reads the migrations of a dialect. A column without its class is an
// error.
func columnsOf(d dialect) ([]Column, error) {
	names, err := fs.Glob(migrations, d.migrations+"/*.sql")
	if err != nil {
		return nil, err
	}
	var all []Column
	for _, name := range names {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if all, err = addColumns(all, string(text)); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return all, nil
}

func addColumns(all []Column, text string) ([]Column, error) {
	table, first := "", 0
	for i, line := range strings.Split(text, "\n") {
		switch m := columnLine.FindStringSubmatch(line); {
		case tableLine.MatchString(line):
			table, first = tableLine.FindStringSubmatch(line)[1], len(all)
		case addedLine.MatchString(line):
			m := addedLine.FindStringSubmatch(line)
			all = addColumn(all, Column{Table: m[1], Name: m[2], Type: plainType(m[3]), Class: Class(m[4]), What: m[5]})
		case addedStart.MatchString(line):
			return nil, fmt.Errorf("line %d adds a column without its class: %q", i+1, line)
		case table == "":
		case strings.HasPrefix(line, ")"):
			table = ""
		case m != nil:
			all = append(all, Column{Table: table, Name: m[1], Type: plainType(m[2]), Class: Class(m[5]), What: m[6]})
		case keyLine.MatchString(line):
			markKey(all[first:], keyLine.FindStringSubmatch(line)[1])
		case !ruleLine.MatchString(line):
			return nil, fmt.Errorf("line %d is not a column with its class: %q", i+1, line)
		}
	}
	return all, nil
}

// addColumn puts a column that a later migration adds behind those that its
// table has.
func addColumn(all []Column, c Column) []Column {
	at := len(all)
	for at > 0 && all[at-1].Table != c.Table {
		at--
	}
	return slices.Insert(all, at, c)
}

func plainType(t string) string {
	switch t {
	case "BIGINT", "SMALLINT":
		return "INTEGER"
	case "BYTEA":
		return "BLOB"
	}
	return t
}

func markKey(columns []Column, key string) {
	for _, name := range strings.Split(key, ", ") {
		for i := range columns {
			if columns[i].Name == name {
				columns[i].Key = true
			}
		}
	}
}
