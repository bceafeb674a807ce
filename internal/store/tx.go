package store

import (
	"context"
	"database/sql"
	"fmt"
)

// A tx is a transaction that writes.
type tx struct {
	runner
	ctx context.Context
}

// exec runs a statement and returns how many rows it changed.
func (t *tx) exec(query string, args ...any) (int64, error) {
	r, err := t.ExecContext(t.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// must runs a statement that has to change a row, or the write is stale.
func (t *tx) must(query string, args ...any) error {
	n, err := t.exec(query, args...)
	if err == nil && n == 0 {
		return ErrStale
	}
	return err
}

// run runs a statement that may change any number of rows.
func (t *tx) run(query string, args ...any) error {
	_, err := t.exec(query, args...)
	return err
}

func (t *tx) row(query string, args ...any) *sql.Row {
	return t.QueryRowContext(t.ctx, query, args...)
}

// write runs act in a transaction. What act leaves in variables counts only if
// write returns nil. act may run more than once.
func (db *DB) write(ctx context.Context, what string, act func(*tx) error) error {
	var err error
	if db.writer != nil {
		err = db.writer.do(ctx, act)
	} else {
		err = db.transact(ctx, act)
	}
	return wrap(err, what)
}

// mostTries is how often a transaction that lost to another one is run.
const mostTries = 8

// transact runs act in a transaction of its own on the pool.
func (db *DB) transact(ctx context.Context, act func(*tx) error) error {
	var err error
	for range mostTries {
		if err = db.transactOnce(ctx, act); err == nil || !db.dialect.again(err) {
			return err
		}
	}
	return err
}

func (db *DB) transactOnce(ctx context.Context, act func(*tx) error) error {
	point()
	t, err := db.pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback() // nothing after Commit
	if err := safely(act, &tx{pointed(t), ctx}); err != nil {
		return err
	}
	point()
	err = t.Commit()
	point()
	return err
}

// safely turns a panic in an act into an error, so that whoever runs the acts
// of others goes on.
func safely(act func(*tx) error, t *tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in a write: %v", p)
		}
	}()
	return act(t)
}
