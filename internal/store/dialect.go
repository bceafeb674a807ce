package store

import (
	"context"
	"fmt"
	"strings"

	"github.com/pressly/goose/v3"
)

// A dialect is everything in which the two databases differ.
type dialect struct {
	name       string
	goose      goose.Dialect
	migrations string // folder of the migrations
	readers    int    // connections for each processor
	open       func(ctx context.Context, source string, readers int) (*DB, error)
	again      func(error) bool // a transaction lost to another one and can be run again

	// lockParticipant makes writes about one participant wait for each other
	// until the transaction ends; "" where writes are one after the other.
	lockParticipant string
	// lockDialogue keeps the row of a dialogue from changing until the
	// transaction ends, at the end of a SELECT.
	lockDialogue string
	groups       bool // groups a million rows in a moment: SQLite sorts them, for seven seconds
	settle       func(context.Context, *DB) error
	rewrite      func(context.Context, *DB) error
	snapshot     []string // statements that begin a transaction that sees one moment
	forgetHour   string   // leaves of the migrations' times the day
}

// dialectOf returns the dialect that a URL names, and what its driver opens.
func dialectOf(url string) (dialect, string, error) {
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok && path != "" {
		return sqlite(), path, nil
	}
	if strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://") {
		return postgres(), url, nil
	}
	return dialect{}, "", fmt.Errorf("a database is sqlite:PATH or postgres://…, not one like this") // a URL may hold a password
}
