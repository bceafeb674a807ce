package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func openFile(t *testing.T) *DB {
	t.Helper()
	db, err := Open(context.Background(), Options{URL: "sqlite:" + filepath.Join(t.TempDir(), "parley.db")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// batch makes acts that share one commit: they wait in the queue while the
// writer is busy. It returns their errors.
func batch(db *DB, acts ...func(*tx) error) []error {
	busy, free := make(chan bool), make(chan bool)
	errs := make([]error, len(acts))
	var all sync.WaitGroup
	all.Go(func() {
		db.writer.ask(&act{ctx: context.Background(), alone: func(context.Context, *sql.Conn) error {
			close(busy)
			<-free
			return nil
		}})
	})
	<-busy
	for i, f := range acts {
		a := &act{ctx: context.Background(), do: f, done: make(chan error, 1)}
		db.writer.acts.queue <- a
		all.Go(func() { errs[i] = <-a.done })
	}
	close(free)
	all.Wait()
	return errs
}

func keep(key string) func(*tx) error {
	return func(t *tx) error {
		return t.must(`INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING`, key, []byte("kept"))
	}
}

func kept(t *testing.T, db *DB) string {
	t.Helper()
	var all []string
	err := db.each(context.Background(), func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		all = append(all, key)
		return err
	}, `SELECT key FROM meta ORDER BY key`)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

// R21: of acts that share a commit, each that fails is undone alone: one that
// returns an error after it wrote, one whose statement fails, one that panics.
func TestActsFailAlone(t *testing.T) {
	db := openFile(t)
	refusal, both := errors.New("no"), func(err error) func(*tx) error {
		return func(t *tx) error { return errors.Join(keep("undone")(t), err) }
	}
	errs := batch(db,
		keep("first"),
		both(refusal),
		func(t *tx) error {
			keep("undone")(t)
			return t.run(`INSERT INTO meta (key, value) VALUES ($1, NULL)`, "x")
		},
		func(t *tx) error { keep("undone")(t); panic("a mistake") },
		keep("last"),
	)
	if errs[0] != nil || !errors.Is(errs[1], refusal) || errs[2] == nil || errs[3] == nil || errs[4] != nil {
		t.Errorf("answers: %v", errs)
	}
	if got := kept(t, db); got != "first last" {
		t.Errorf("kept: %s", got)
	}
}

// An act sees what those before it in its batch wrote.
func TestActsSeeEachOther(t *testing.T) {
	db := openFile(t)
	errs := batch(db, keep("one"), keep("one"))
	if errs[0] != nil || !errors.Is(errs[1], ErrStale) {
		t.Errorf("answers: %v", errs)
	}
}

// While the disk is full no write is acknowledged and none is there; when there
// is room again, writes succeed. The number of pages stands for the disk.
func TestFullDisk(t *testing.T) {
	db := openFile(t)
	limit(t, db, 0) // as large as it is
	fill := func(i int) func(*tx) error {
		return func(t *tx) error {
			return t.run(`INSERT INTO meta (key, value) VALUES ($1, $2)`, fmt.Sprintf("large %d", i), make([]byte, 1<<20))
		}
	}
	for range 2 {
		for i, err := range batch(db, keep("small"), fill(1), keep("another"), fill(2)) {
			if err == nil && i%2 == 1 {
				t.Errorf("write %d was acknowledged on a full disk", i)
			}
			if err == nil && !strings.Contains(kept(t, db), []string{"small", "", "another"}[i]) {
				t.Errorf("write %d was acknowledged and is not there", i)
			}
		}
	}
	if strings.Contains(kept(t, db), "large") {
		t.Error("a write that failed is there")
	}
	limit(t, db, 1<<20)
	for i, err := range batch(db, fill(1), keep("small enough"), fill(2)) {
		if err != nil {
			t.Errorf("write %d, when there is room again: %v", i, err)
		}
	}
	if got := kept(t, db); !strings.Contains(got, "large 1 large 2 ") {
		t.Errorf("kept: %s", got)
	}
}

// A commit that fails fails every act of its batch, and nothing of them is
// there. A transaction that an act ended stands for the failure.
func TestFailedCommitAnswersAll(t *testing.T) {
	db := openFile(t)
	errs := batch(db, keep("first"), func(t *tx) error { return t.run(`ROLLBACK`) }, keep("last"))
	for i, err := range errs {
		if err == nil {
			t.Errorf("act %d was acknowledged", i)
		}
	}
	if got := kept(t, db); got != "" {
		t.Errorf("kept: %s", got)
	}
	if errs := batch(db, keep("next")); errs[0] != nil {
		t.Errorf("after it: %v", errs[0])
	}
}

// limit sets how many pages the file may have at most.
func limit(t *testing.T, db *DB, pages int) {
	t.Helper()
	err := db.writer.ask(&act{ctx: context.Background(), alone: func(ctx context.Context, conn *sql.Conn) error {
		if pages == 0 {
			if err := conn.QueryRowContext(ctx, `PRAGMA page_count`).Scan(&pages); err != nil {
				return err
			}
		}
		var now int
		return conn.QueryRowContext(ctx, fmt.Sprintf(`PRAGMA max_page_count = %d`, pages)).Scan(&now)
	}})
	if err != nil {
		t.Fatal(err)
	}
}

// Close answers the writes that wait, and refuses those that come after it.
func TestCloseAnswersAll(t *testing.T) {
	db := openFile(t)
	var all sync.WaitGroup
	errs := make([]error, 100)
	for i := range errs {
		all.Go(func() { errs[i] = db.SetMeta(context.Background(), fmt.Sprint(i), nil) })
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	all.Wait()
	for i, err := range errs {
		if err != nil && !errors.Is(err, errClosed) {
			t.Errorf("write %d: %v", i, err)
		}
	}
	if err := db.SetMeta(context.Background(), "late", nil); !errors.Is(err, errClosed) {
		t.Errorf("after Close: %v", err)
	}
}
