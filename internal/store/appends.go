package store

import (
	"context"

	"parley/internal/record"
)

// mostAppends share one transaction of PostgreSQL.
const mostAppends = 256

// appends writes entries of the record that go with no other change to
// PostgreSQL: those of many with one commit, so that they do not wait for each
// other's hold of the record. Changes with entries have transactions of their
// own.
type appends struct {
	db    *DB
	group *group[*appending]
}

// An appending waits for its commit.
type appending struct {
	ctx     context.Context
	entries []record.Opened
	done    chan error
}

func newAppends(db *DB) *appends {
	a := &appends{db: db}
	a.group = newGroup(mostAppends, a.serve)
	return a
}

func (a *appends) close() { a.group.close() }

// add appends entries and returns when they are committed, or were not.
func (a *appends) add(ctx context.Context, entries []record.Opened) error {
	one := &appending{ctx: ctx, entries: entries, done: make(chan error, 1)}
	if err := a.group.put(ctx, one); err != nil {
		return err
	}
	return <-one.done
}

// serve writes a batch in one transaction and answers it.
func (a *appends) serve(batch []*appending) {
	var entries []record.Opened
	var waiting []*appending
	for _, one := range batch {
		if err := one.ctx.Err(); err != nil {
			one.done <- err
			continue
		}
		waiting, entries = append(waiting, one), append(entries, one.entries...)
	}
	if len(waiting) == 0 {
		return
	}
	err := a.db.transact(context.Background(), func(t *tx) error { return t.appendEntries(entries) })
	for _, one := range waiting {
		one.done <- err
	}
}
