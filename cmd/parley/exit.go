package main

import (
	"errors"

	"github.com/spf13/cobra"
)

// An ended is an exit status of its own: of a command that says more than
// whether it could do what it was asked.
type ended struct {
	status int
	err    error // nil: everything was said already
}

func (e *ended) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *ended) Unwrap() error { return e.err }

// exitStatus returns the exit status for an error: 1 unless it says another.
func exitStatus(err error) int {
	if e, ok := errors.AsType[*ended](err); ok {
		return e.status
	}
	return 1
}

// misused makes a command end with a status of its own where it was not called
// as it should be.
func misused(c *cobra.Command, status int) {
	args := c.Args
	c.Args = func(c *cobra.Command, given []string) error { return ending(status, args(c, given)) }
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return ending(status, err) })
}

// ending gives an error an exit status, unless it has one or is nil.
func ending(status int, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*ended](err); ok {
		return err
	}
	return &ended{status, err}
}
