package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

func postgres() dialect {
	return dialect{
		name: "PostgreSQL", goose: goose.DialectPostgres, migrations: "migrations/postgres",
		readers:         8,
		open:            openPostgres,
		again:           lost,
		lockParticipant: `SELECT pg_advisory_xact_lock($1)`,
		lockDialogue:    ` FOR SHARE`,
		groups:          true,
		settle:          settlePostgres,
		rewrite:         rewritePostgres,
		snapshot:        []string{"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"},
		forgetHour:      `UPDATE goose_db_version SET tstamp = date_trunc('day', tstamp)`,
	}
}

func openPostgres(ctx context.Context, source string, readers int) (*DB, error) {
	config, err := pgx.ParseConfig(source)
	if err != nil {
		return nil, errors.New("the URL of the database is not one that can be read") // it may hold a password
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(readers)
	pool.SetMaxIdleConns(readers)
	d := postgres()
	if err := durable(ctx, pool); err != nil {
		pool.Close()
		return nil, err
	}
	if err := d.migrate(ctx, pool); err != nil {
		pool.Close()
		return nil, err
	}
	db := &DB{dialect: d, pool: pool, reads: pool}
	db.votes, db.appends = newBallots(db), newAppends(db)
	return db, nil
}

// durable refuses a server on which a commit that returned may be lost.
func durable(ctx context.Context, pool *sql.DB) error {
	for _, name := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
		var value string
		if err := pool.QueryRowContext(ctx, "SELECT current_setting($1)", name).Scan(&value); err != nil {
			return err
		}
		if value == "off" {
			return fmt.Errorf("%s is off on the server: a vote that was acknowledged could be lost", name)
		}
	}
	return nil
}

// lost reports a serialisation failure or a deadlock.
func lost(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == "40001" || e.Code == "40P01")
}

// settlePostgres waits for every transaction that has begun to write votes, in
// any process. One that begins later sees the version that is there by now.
func settlePostgres(ctx context.Context, db *DB) error {
	return db.transact(ctx, func(t *tx) error {
		return t.run(`LOCK TABLE vote IN SHARE MODE`)
	})
}

// rewritePostgres writes every table anew in the order of its primary key. A
// rewritten row keeps the number of the transaction that wrote it, so all rows
// are written by one transaction first.
func rewritePostgres(ctx context.Context, db *DB) error {
	for _, table := range tables() {
		err := db.transact(ctx, func(t *tx) error {
			if err := t.run(`LOCK TABLE ` + table.name + ` IN EXCLUSIVE MODE`); err != nil {
				return err
			}
			column := table.columns[0].Name
			return t.run(`UPDATE ` + table.name + ` SET ` + column + ` = ` + column)
		})
		if err != nil {
			return fmt.Errorf("table %s: %w", table.name, err)
		}
		for _, query := range []string{`CLUSTER ` + table.name + ` USING ` + table.name + `_pkey`, `ANALYZE ` + table.name} {
			if _, err := db.pool.ExecContext(ctx, query); err != nil {
				return fmt.Errorf("table %s: %w", table.name, err)
			}
		}
	}
	return nil
}
