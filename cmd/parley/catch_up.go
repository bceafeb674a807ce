package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"parley/internal/store"
)

func catchUpCommand() *cobra.Command {
	var data, database, from string
	c := &cobra.Command{
		Use:   "catch-up",
		Short: "Take the record of a restored node to where a witness knows it to be",
		Long: `Catch-up is for a node that was restored from a backup: its record is shorter than
what its witnesses cosigned, and they refuse it. It adds the entries that a
witness kept (parley witness --follow), after checking that they go on from
those here and have the root of the checkpoint that the node once signed. What
they were about is lost with what the backup lacks; that so many were caught up
with becomes an entry too. Run it before parley serve.`,
		Example: "  parley record catch-up --data ./node --from ./witness",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withStore(c.Context(), data, database, func(db *store.DB, dir folder) error {
				return catchUp(c.Context(), db, dir, from, c.OutOrStdout())
			})
		},
	}
	c.Flags().StringVar(&data, "data", "", "`FOLDER` of the node (needed)")
	c.Flags().StringVar(&database, "database", "", "postgres://… `URL`, as for serve")
	c.Flags().StringVar(&from, "from", "", "`FOLDER` of a witness that followed the node, or a copy of it (needed)")
	_, _ = c.MarkFlagRequired("data"), c.MarkFlagRequired("from")
	return c
}

func catchUp(ctx context.Context, db *store.DB, dir folder, from string, stdout io.Writer) error {
	checkpoint, err := os.ReadFile(filepath.Join(from, "followed"))
	if err != nil {
		return fmt.Errorf("%w (a witness keeps entries when it runs with --follow)", err)
	}
	text, err := os.ReadFile(filepath.Join(from, "entries"))
	if err != nil {
		return err
	}
	n, err := openNode(ctx, db, dir)
	if err != nil {
		return err
	}
	entries := bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
	missing, err := n.CatchUp(ctx, entries, checkpoint)
	if err != nil {
		return fmt.Errorf("catch up with %s: %w", from, err)
	}
	_, err = fmt.Fprintf(stdout, "The record caught up with %d entries.\n", missing)
	return err
}
