//go:build killpoints

package store

import (
	"context"
	"database/sql"
)

// Point, where it is set, is called before every statement of a transaction that
// writes, BEGIN and COMMIT among them, and right after each COMMIT. It is there
// for a test that ends the process at the n-th call and looks at what the
// database is left with: a state with its entry in the record, or neither. The
// program is built without it (go build without -tags killpoints).
//
// It is called by several goroutines, and is to be set before a database is
// opened.
var Point func()

func point() {
	if Point != nil {
		Point()
	}
}

// pointed calls Point before every statement.
func pointed(r runner) runner { return pointedRunner{r} }

type pointedRunner struct{ on runner }

func (p pointedRunner) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	point()
	return p.on.ExecContext(ctx, query, args...)
}

func (p pointedRunner) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	point()
	return p.on.QueryContext(ctx, query, args...)
}

func (p pointedRunner) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	point()
	return p.on.QueryRowContext(ctx, query, args...)
}
