package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/store"
	"parley/internal/store/pgtest"
	"parley/internal/store/storetest"
)

var ctx = context.Background()

func TestOpenRefuses(t *testing.T) {
	for _, url := range []string{"", "sqlite:", "parley.db", "mysql://secret@host/x", "postgres://secret word@", "sqlite:" + filepath.Join(t.TempDir(), "no", "folder.db")} {
		db, err := store.Open(ctx, store.Options{URL: url})
		if err == nil {
			db.Close()
			t.Errorf("%q was opened", url)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
}

// A path may hold anything.
func TestOpenAnyPath(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a #1 ?&=%20 Ջուր.db")
	open(t, "sqlite:"+path)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

// What was kept is there when the database is opened again.
func TestReopen(t *testing.T) {
	for name, url := range urls(t) {
		t.Run(name, func(t *testing.T) {
			db, err := store.Open(ctx, store.Options{URL: url})
			if err != nil {
				t.Fatal(err)
			}
			storetest.Fill(t, db)
			before := dumped(t, db)
			db.Close()
			if dumped(t, open(t, url)) != before {
				t.Error("not what was kept")
			}
		})
	}
}

func urls(t testing.TB) map[string]string {
	return map[string]string{"SQLite": sqliteURL(t), "PostgreSQL": pgtest.URL(t)}
}

func dumped(t testing.TB, db *store.DB) string {
	t.Helper()
	var b bytes.Buffer
	if err := db.Dump(ctx, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Several processes may open a new PostgreSQL at once.
func TestOpenAtOnce(t *testing.T) {
	url := pgtest.URL(t)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			db, err := store.Open(ctx, store.Options{URL: url, Readers: 2})
			if err != nil {
				t.Error(err)
				return
			}
			db.Close()
		})
	}
	all.Wait()
}

// A vote that was acknowledged is committed: it is in a copy of the files made
// at that moment.
func TestAcknowledgedVoteIsCommitted(t *testing.T) {
	url := sqliteURL(t)
	w := storetest.NewWorld(t, open(t, url), 1)
	p, s := w.Join(storetest.Other), w.Write(storetest.One)
	w.Vote(p, s, dialogue.Agree)
	copied := filepath.Join(t.TempDir(), "copy.db")
	for _, part := range []string{"", "-wal"} {
		b, err := os.ReadFile(strings.TrimPrefix(url, "sqlite:") + part)
		if err == nil {
			err = os.WriteFile(copied+part, b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	votes, err := open(t, "sqlite:"+copied).Votes(ctx, w.ID, p)
	if err != nil || len(votes) != 1 {
		t.Errorf("votes in the copy: %v, %v", votes, err)
	}
}

// The same data dump to the same bytes from either database, and load into
// either.
func TestDumpMovesBetweenDatabases(t *testing.T) {
	for name, move := range map[string][2]string{
		"SQLite to PostgreSQL": {sqliteURL(t), pgtest.URL(t)},
		"PostgreSQL to SQLite": {pgtest.URL(t), sqliteURL(t)},
	} {
		t.Run(name, func(t *testing.T) {
			from, to := open(t, move[0]), open(t, move[1])
			storetest.Fill(t, from)
			before := dumped(t, from)
			if err := to.Load(ctx, strings.NewReader(before)); err != nil {
				t.Fatal(err)
			}
			if after := dumped(t, to); after != before {
				t.Errorf("%s\nbecame\n%s", before, after)
			}
		})
	}
}

// C1: every column that the database really has carries its class. The table of
// migrations is goose's; Columns says that it is there.
func TestRealColumnsHaveClasses(t *testing.T) {
	var want []string
	for _, c := range store.Columns() {
		want = append(want, c.Table+"."+c.Name)
	}
	slices.Sort(want)
	for name, q := range map[string]string{
		"SQLite":     `SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`,
		"PostgreSQL": `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()`,
	} {
		t.Run(name, func(t *testing.T) {
			url := urls(t)[name]
			open(t, url)
			var got []string
			rows(t, url, q, func(scan func(...any) error) error {
				var table, column string
				err := scan(&table, &column)
				if table != "goose_db_version" {
					got = append(got, table+"."+column)
				}
				return err
			})
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("the database has\n%v\nwith classes are\n%v", got, want)
			}
		})
	}
}

// rows reads from a database without package store.
func rows(t testing.TB, url, query string, f func(scan func(...any) error) error) {
	t.Helper()
	driver, source := "pgx", url
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		driver, source = "sqlite", path
	}
	pool, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	all, err := pool.Query(query)
	if err != nil {
		t.Fatal(fmt.Errorf("%s: %w", query, err))
	}
	defer all.Close()
	for all.Next() {
		if err := f(all.Scan); err != nil {
			t.Fatal(err)
		}
	}
	if err := all.Err(); err != nil {
		t.Fatal(err)
	}
}

// A server on which an acknowledged vote could be lost is refused.
func TestOpenRefusesToForget(t *testing.T) {
	db, err := store.Open(ctx, store.Options{URL: pgtest.URL(t) + "&synchronous_commit=off"})
	if err == nil {
		db.Close()
		t.Fatal("opened")
	}
	if !strings.Contains(err.Error(), "synchronous_commit") {
		t.Error(err)
	}
}
