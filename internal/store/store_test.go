package store_test

import (
	"context"
	"path/filepath"
	"testing"

	"parley/internal/store"
	"parley/internal/store/pgtest"
	"parley/internal/store/storetest"
)

func TestSQLite(t *testing.T) { storetest.Run(t, openSQLite) }

func TestPostgreSQL(t *testing.T) { storetest.Run(t, openPostgreSQL) }

func openSQLite(t *testing.T) *store.DB { return open(t, sqliteURL(t)) }

func openPostgreSQL(t *testing.T) *store.DB { return open(t, pgtest.URL(t)) }

func sqliteURL(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "parley.db") }

// open opens a database and closes it when the test ends.
func open(t testing.TB, url string) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), store.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
