package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver
)

func sqlite() dialect {
	return dialect{
		name: "SQLite", goose: goose.DialectSQLite3, migrations: "migrations/sqlite",
		readers:    2,
		open:       openSQLite,
		again:      func(error) bool { return false },
		settle:     settleSQLite,
		rewrite:    rewriteSQLite,
		snapshot:   []string{"BEGIN"},
		forgetHour: `UPDATE goose_db_version SET tstamp = date(tstamp) || ' 00:00:00'`,
	}
}

// pragmas of every connection. Deleted content is overwritten, temporary tables
// never reach the disk.
var pragmas = []string{
	"busy_timeout(10000)", "foreign_keys(0)", "journal_mode(WAL)", "secure_delete(1)",
	"synchronous(FULL)", "temp_store(MEMORY)", "trusted_schema(0)",
}

// promised is what the pragmas of a connection must read back as.
var promised = map[string]string{
	"journal_mode": "wal", "secure_delete": "1", "synchronous": "2", "temp_store": "2",
}

func openSQLite(ctx context.Context, path string, readers int) (*DB, error) {
	rw, err := sqlitePool(ctx, path, 1, pragmas)
	if err != nil {
		return nil, err
	}
	d := sqlite()
	if err := d.migrate(ctx, rw); err != nil {
		rw.Close()
		return nil, err
	}
	ro, err := sqlitePool(ctx, path, readers, append([]string{"query_only(1)"}, pragmas...))
	if err != nil {
		rw.Close()
		return nil, err
	}
	w, err := newWriter(ctx, rw)
	if err != nil {
		return nil, errors.Join(err, ro.Close(), rw.Close())
	}
	return &DB{dialect: d, pool: ro, reads: &statements{on: ro}, writer: w}, nil
}

// sqlitePool opens n connections at most and checks that the first one keeps
// what is promised.
func sqlitePool(ctx context.Context, path string, n int, pragmas []string) (*sql.DB, error) {
	source := "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + url.Values{"_pragma": pragmas}.Encode()
	pool, err := sql.Open("sqlite", source)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	for name, want := range promised {
		var got string
		err := pool.QueryRowContext(ctx, "PRAGMA "+name).Scan(&got)
		if err == nil && got != want {
			err = fmt.Errorf("%s is %s, not %s", name, got, want)
		}
		if err != nil {
			pool.Close()
			return nil, err
		}
	}
	return pool, nil
}

// settleSQLite waits for the acts that are queued.
func settleSQLite(ctx context.Context, db *DB) error {
	return db.writer.do(ctx, func(*tx) error { return nil })
}

// rewriteSQLite writes the file anew in the order of keys and empties the log,
// as soon as nobody reads in it.
func rewriteSQLite(ctx context.Context, db *DB) error {
	err := db.writer.ask(&act{ctx: ctx, alone: func(ctx context.Context, conn *sql.Conn) error {
		_, err := conn.ExecContext(ctx, "VACUUM")
		return err
	}})
	for range mostEmptyings {
		if err != nil || ctx.Err() != nil {
			return errors.Join(err, ctx.Err())
		}
		emptied := false
		err = db.writer.ask(&act{ctx: ctx, alone: func(ctx context.Context, conn *sql.Conn) (err error) {
			emptied, err = emptyLog(ctx, conn)
			return err
		}})
		if emptied {
			return err
		}
	}
	return errors.New("the write-ahead log is being read and could not be emptied")
}

// mostEmptyings is how often emptying the log is tried, a fifth of a second each
// time, with writes in between.
const mostEmptyings = 50

func emptyLog(ctx context.Context, conn *sql.Conn) (bool, error) {
	var busy, pages, moved int
	if _, err := conn.ExecContext(ctx, "PRAGMA busy_timeout = 200"); err != nil {
		return false, err
	}
	defer conn.ExecContext(ctx, "PRAGMA busy_timeout = 10000")
	err := conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	return busy == 0, err
}
