package store

import (
	"database/sql"
	"errors"
	"fmt"

	"parley/internal/fault"
)

// ErrStale is returned by a write that came too late: what it rested on has
// changed, and it wrote nothing. Reading again and deciding anew is the cure.
var ErrStale = fault.New(fault.Conflict, "refusal.stale")

// unknown turns "no rows" into a NotFound with the given message, and says of
// every other error what was being done.
func unknown(err error, key, what string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return fault.New(fault.NotFound, key)
	}
	return fmt.Errorf("%s: %w", what, err)
}

// wrap says what was being done when err came up; nil stays nil.
func wrap(err error, what string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
