package store

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
)

// Options say which database to open.
type Options struct {
	URL     string // "sqlite:PATH" or "postgres://…"
	Readers int    // connections that read; 0 chooses
}

// A DB is an open database. Its methods may be called at the same time.
type DB struct {
	dialect dialect
	pool    *sql.DB  // reads; in PostgreSQL it writes as well
	reads   runner   // on pool
	writer  *writer  // SQLite only
	votes   *ballots // PostgreSQL only
	appends *appends // PostgreSQL only
}

// Open opens a database and brings its tables up to date. Several processes may
// open one PostgreSQL at once.
func Open(ctx context.Context, o Options) (*DB, error) {
	d, source, err := dialectOf(o.URL)
	if err != nil {
		return nil, err
	}
	if o.Readers <= 0 {
		o.Readers = d.readers * runtime.GOMAXPROCS(0)
	}
	db, err := d.open(ctx, source, o.Readers)
	if err != nil {
		return nil, fmt.Errorf("open the %s database: %w", d.name, err)
	}
	return db, nil
}

// Close writes what is being written and closes the database.
func (db *DB) Close() error {
	var err error
	if db.votes != nil {
		db.votes.close()
		db.appends.close()
	}
	if db.writer != nil {
		err = db.writer.close()
	}
	if e := db.pool.Close(); err == nil {
		err = e
	}
	return err
}

// Shared reports whether other processes may write to the database.
func (db *DB) Shared() bool { return db.writer == nil }

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	var one int
	return wrap(db.row(ctx, `SELECT 1`).Scan(&one), "ping the database")
}
