package pgtest_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"

	"parley/internal/store/pgtest"
)

// A database is fresh, and one of its own for each call.
func TestURL(t *testing.T) {
	ctx := context.Background()
	first, second := pgtest.URL(t), pgtest.URL(t)
	if first == second {
		t.Fatalf("the same database twice: %s", first)
	}
	for _, url := range []string{first, second} {
		c, err := pgx.Connect(ctx, url)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Exec(ctx, "CREATE TABLE fresh (id BIGINT)"); err != nil {
			t.Error(err)
		}
		c.Close(ctx)
	}
}
