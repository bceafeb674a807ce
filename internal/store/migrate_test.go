package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/store/pgtest"
)

// A database that an earlier version of the program made is brought up to date,
// with what is in it.
func TestMigrate(t *testing.T) {
	for name, url := range map[string]func(testing.TB) string{
		"SQLite":     func(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "parley.db") },
		"PostgreSQL": pgtest.URL,
	} {
		t.Run(name, func(t *testing.T) {
			ctx, where := context.Background(), url(t)
			old(t, where)
			db, err := Open(ctx, Options{URL: where})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			f, err := db.Forum(ctx, 4)
			if err != nil || f.Version != 1 || f.Example || f.Names["hy"] != "Գետ" {
				t.Errorf("forum: %+v, %v", f, err)
			}
			p, err := db.Proposal(ctx, 5)
			if err != nil || p.Forum != 0 || p.Dialogue != 6 || len(p.Approvals) != 1 || p.Approvals[0].Key != "" || p.Approvals[0].Note != nil {
				t.Errorf("proposal: %+v, %v", p, err)
			}
			if err := db.ChangeForum(ctx, ForumChange{Forum: f, Reports: []dialogue.Report{{ID: 8, Forum: 4}}}); err != nil {
				t.Error(err)
			}
		})
	}
}

// old makes a database of the first migration with something in it.
func old(t *testing.T, url string) {
	t.Helper()
	d, source, err := dialectOf(url)
	if err != nil {
		t.Fatal(err)
	}
	pool, err := sql.Open(map[string]string{"SQLite": "sqlite", "PostgreSQL": "pgx"}[d.name], source)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	p, err := d.provider(pool)
	if err == nil {
		_, err = p.UpTo(context.Background(), 1)
	}
	insert := func(query string, args ...any) {
		if err == nil {
			_, err = pool.Exec(query, args...)
		}
	}
	insert(`INSERT INTO forum (id, names) VALUES (4, '{"hy":"Գետ","az":"Çay"}')`)
	insert(`INSERT INTO proposal (id, dialogue, kind, body, side, day, state, enacted_on) VALUES (5, 6, 'open', $1, 'armenia', 20000, 'proposed', 0)`, []byte("{}"))
	insert(`INSERT INTO approval (proposal, side, account, hash, day) VALUES (5, 'armenia', 7, $1, 20000)`, make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
}
