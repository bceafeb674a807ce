package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// Migrations are only ever added.
//
//go:embed migrations
var migrations embed.FS

// migrate brings the tables up to date, one process at a time. Where they are,
// nobody waits.
func (d dialect) migrate(ctx context.Context, pool *sql.DB) error {
	p, err := d.provider(pool)
	if err != nil {
		return err
	}
	if pending, err := p.HasPending(ctx); err == nil && !pending {
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("bring the tables up to date: %w", err)
	}
	if _, err := pool.ExecContext(ctx, d.forgetHour); err != nil {
		return fmt.Errorf("forget the hour of the migrations: %w", err)
	}
	return nil
}

func (d dialect) provider(pool *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, d.migrations)
	if err != nil {
		return nil, err
	}
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if d.goose == goose.DialectPostgres {
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300)) // tried every second
		if err != nil {
			return nil, err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(d.goose, pool, files, options...)
}
