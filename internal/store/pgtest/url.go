package pgtest

import (
	"context"
	"crypto/rand"
	"io"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// server is the server of this process.
var server struct {
	once sync.Once
	url  string
	life io.Closer // never closed or written to: while it is open, the server runs
	err  error
}

// URL returns the URL of a database that is empty and is dropped when the test
// ends (a schema of the server's own database, named in the URL). Where there is no PostgreSQL the test is skipped, in CI it fails.
func URL(t testing.TB) string {
	t.Helper()
	server.once.Do(func() {
		if server.url = os.Getenv("PARLEY_TEST_POSTGRES"); server.url == "" {
			server.url, server.err = start()
		}
	})
	switch {
	case server.err != nil:
		t.Fatalf("start a PostgreSQL for tests: %v", server.err)
	case server.url == "" && os.Getenv("CI") != "":
		t.Fatal("there is no PostgreSQL, and in CI nothing may be skipped (.ci/prepare installs it)")
	case server.url == "":
		t.Skip("there is no PostgreSQL (install postgresql, or set PARLEY_TEST_POSTGRES)")
	}
	schema := "parley_test_" + strings.ToLower(rand.Text())
	run(t, "CREATE SCHEMA "+schema)
	t.Cleanup(func() { run(t, "DROP SCHEMA "+schema+" CASCADE") })
	return within(t, schema)
}

// within returns the server's URL with a schema in it, which to whoever connects
// is the whole database. One is made in no time, a real database in a quarter of
// a second.
func within(t testing.TB, schema string) string {
	u, err := url.Parse(server.url)
	if err != nil {
		t.Fatal("the URL of the PostgreSQL for tests cannot be read")
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

// run runs a statement on the server.
func run(t testing.TB, query string) {
	t.Helper()
	ctx := context.Background()
	c, err := pgx.Connect(ctx, server.url)
	if err != nil {
		t.Fatalf("connect to the PostgreSQL for tests: %v", err)
	}
	defer c.Close(ctx)
	if _, err := c.Exec(ctx, query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}
