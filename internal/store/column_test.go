package store

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// C1: both databases have the same columns, of the same classes.
func TestColumnsOfBothDatabases(t *testing.T) {
	ours, err := columnsOf(sqlite())
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := columnsOf(postgres())
	if err != nil {
		t.Fatal(err)
	}
	for i := range max(len(ours), len(theirs)) {
		if i >= len(ours) || i >= len(theirs) || ours[i] != theirs[i] {
			t.Fatalf("column %d differs:\n%+v\n%+v", i, ours[min(i, len(ours)-1)], theirs[min(i, len(theirs)-1)])
		}
	}
	if len(ours) < 140 {
		t.Errorf("only %d columns were found", len(ours))
	}
}

// C1: a column without its class is an error.
func TestColumnNeedsClass(t *testing.T) {
	for _, line := range []string{
		"    name TEXT NOT NULL,",
		"    name TEXT NOT NULL, -- a name",
		"    name TEXT NOT NULL, -- P3: who is missing",
		"    name TEXT NOT NULL, -- P2:",
	} {
		if _, err := addColumns(nil, "CREATE TABLE person (\n"+line+"\n);"); err == nil {
			t.Errorf("%q has no class and was taken", line)
		}
	}
}

// C1: a column that is added later needs its class as well, and stands behind
// those that its table has.
func TestAddedColumns(t *testing.T) {
	there := []Column{{Table: "person", Name: "id"}, {Table: "place", Name: "id"}}
	all, err := addColumns(there, `ALTER TABLE person ADD COLUMN name TEXT COLLATE "C" NOT NULL DEFAULT ''; -- P2: a name`)
	if err != nil || len(all) != 3 || all[1] != (Column{Table: "person", Name: "name", Type: "TEXT", Class: P2, What: "a name"}) {
		t.Errorf("%+v, %v", all, err)
	}
	for _, line := range []string{
		"ALTER TABLE person ADD COLUMN name TEXT NOT NULL DEFAULT '';",
		"ALTER TABLE person ADD COLUMN name TEXT NOT NULL DEFAULT ''; -- a name",
		"alter table person add name TEXT; -- P2: a name",
	} {
		if _, err := addColumns(there, line); err == nil {
			t.Errorf("%q has no class and was taken", line)
		}
	}
}

// SAFETY C4, C13: no name of a column speaks of addresses or hours. A test of
// the test is below it.
var forbiddenName = regexp.MustCompile(`email|phone|^ip$|^ip_|_ip$|user_agent|address|_at$|time|hour`)

func TestSchemaLint(t *testing.T) {
	for _, c := range Columns() {
		if forbiddenName.MatchString(c.Name) || forbiddenName.MatchString(c.Table) {
			t.Errorf("%s.%s is a name that is not allowed", c.Table, c.Name)
		}
	}
	for _, name := range []string{"email", "telephone", "ip", "ip_address", "created_at", "timestamp"} {
		if !forbiddenName.MatchString(name) {
			t.Errorf("%s would be allowed", name)
		}
	}
}

// C13: nothing of a participant, a code, a statement or a vote refers to an
// account, and neither a code nor a statement to a participant.
func TestNothingLeadsToPeople(t *testing.T) {
	for _, c := range Columns() {
		switch c.Table {
		case "participant", "vote", "code", "statement":
			if strings.Contains(c.Name, "account") || c.Name == "author" {
				t.Errorf("%s.%s leads to an account", c.Table, c.Name)
			}
		}
		if (c.Table == "code" || c.Table == "statement") && strings.Contains(c.Name, "participant") {
			t.Errorf("%s.%s leads to a participant", c.Table, c.Name)
		}
	}
}

// Every table has a key, of the columns that the migration says.
func TestKeys(t *testing.T) {
	for _, table := range tables() {
		if len(table.keys()) == 0 {
			t.Errorf("%s has no primary key", table.name)
		}
	}
	votes := tables()[slices.IndexFunc(tables(), func(t table) bool { return t.name == "vote" })]
	if got := strings.Join(votes.keys(), " "); got != "dialogue participant statement" {
		t.Errorf("the key of a vote: %s", got)
	}
}

// Every SQLite table is STRICT and has no row number, which would be an order of
// arrival (C4, R22). No number counts up in either database.
func TestTablesKeepNoOrder(t *testing.T) {
	for _, d := range []dialect{sqlite(), postgres()} {
		names, err := fs.Glob(migrations, d.migrations+"/*.sql")
		if err != nil || len(names) < 2 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			text, err := migrations.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if m := regexp.MustCompile(`(?i)autoincrement|serial|sequence|identity|current_|now\(`).FindString(string(text)); m != "" {
				t.Errorf("%s: %s", name, m)
			}
			if made, strict := strings.Count(string(text), "CREATE TABLE"), strings.Count(string(text), ") STRICT, WITHOUT ROWID;"); d.name == "SQLite" && made != strict {
				t.Errorf("%s: %d tables, %d of them strict and without row numbers", name, made, strict)
			}
		}
	}
}
