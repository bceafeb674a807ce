package store

import (
	"context"
	"database/sql"
	"fmt"
)

// mostActs share one commit.
const mostActs = 512

// An act is a write that waits for its commit.
type act struct {
	ctx   context.Context
	do    func(*tx) error
	alone func(context.Context, *sql.Conn) error // instead of do: outside a transaction
	done  chan error
}

// A writer is SQLite's only connection that writes. It runs the acts of a batch
// each under its savepoint, commits, and answers all.
type writer struct {
	db    *sql.DB
	conn  *sql.Conn
	stmts *statements
	acts  *group[*act]
}

func newWriter(ctx context.Context, db *sql.DB) (*writer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	w := &writer{db: db, conn: conn, stmts: &statements{on: conn}}
	w.acts = newGroup(mostActs, w.serve)
	return w, nil
}

// do runs an act and returns when it is committed, or was not.
func (w *writer) do(ctx context.Context, f func(*tx) error) error {
	return w.ask(&act{ctx: ctx, do: f})
}

// ask queues an act and waits for its answer. An act in the queue is waited for
// even if ctx ends, so that an error always means: not written.
func (w *writer) ask(a *act) error {
	a.done = make(chan error, 1)
	if err := w.acts.put(a.ctx, a); err != nil {
		return err
	}
	return <-a.done
}

// close answers the acts that wait, and ends.
func (w *writer) close() error {
	w.acts.close()
	w.stmts.close()
	w.conn.Close()
	return w.db.Close()
}

// serve runs a batch in one transaction, or in several, around acts that run
// alone.
func (w *writer) serve(batch []*act) {
	from := 0
	for i, a := range batch {
		if a.alone != nil {
			w.commit(batch[from:i])
			a.done <- a.alone(context.WithoutCancel(a.ctx), w.conn)
			from = i + 1
		}
	}
	w.commit(batch[from:])
}

// commit runs acts in one transaction and answers them. What begins is not
// interrupted when the context of one ends: others share the transaction.
func (w *writer) commit(batch []*act) {
	if len(batch) == 0 {
		return
	}
	ctx := context.Background()
	errs := make([]error, len(batch))
	err := w.run(ctx, "BEGIN IMMEDIATE")
	for i, a := range batch {
		if err != nil {
			break
		}
		errs[i], err = w.savepoint(ctx, a)
	}
	if err == nil {
		err = w.run(ctx, "COMMIT")
		point()
	}
	if err != nil {
		w.run(ctx, "ROLLBACK") // an error where a full disk ended the transaction already
	}
	for i, a := range batch {
		if errs[i] == nil {
			errs[i] = err
		}
		a.done <- errs[i]
	}
}

// savepoint runs one act. It returns the act's own error, after which nothing
// of it is left, and an error that ends the transaction for all.
func (w *writer) savepoint(ctx context.Context, a *act) (own, all error) {
	if err := a.ctx.Err(); err != nil {
		return err, nil
	}
	if err := w.run(ctx, "SAVEPOINT act"); err != nil {
		return nil, err
	}
	if own = safely(a.do, &tx{pointed(w.stmts), ctx}); own != nil {
		if err := w.run(ctx, "ROLLBACK TO act"); err != nil {
			return own, fmt.Errorf("undo a write: %w", err)
		}
	}
	return own, w.run(ctx, "RELEASE act")
}

func (w *writer) run(ctx context.Context, query string) error {
	_, err := pointed(w.stmts).ExecContext(ctx, query)
	return err
}
