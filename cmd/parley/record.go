package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"time"

	"github.com/spf13/cobra"

	"parley/internal/node"
	"parley/internal/store"
)

func recordCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "record",
		Short:   "Put on a node's record what its operator must say, or take it to where its witnesses know it to be",
		Example: "  parley record legal-demand --data ./node --count 1",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(legalDemandCommand(), catchUpCommand())
	return c
}

func legalDemandCommand() *cobra.Command {
	var data, database string
	var count int
	c := &cobra.Command{
		Use:   "legal-demand",
		Short: "Put on record that demands for data were received: their number, and nothing else",
		Long: `Legal-demand adds an entry to the record, also while the node runs: the day, and
how many legal demands for data the operator received. Nothing about them is
asked or kept. It cannot be taken back.`,
		Example: "  parley record legal-demand --data ./node --count 1",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withStore(c.Context(), data, database, func(db *store.DB, dir folder) error {
				return legalDemand(c.Context(), db, dir, count)
			})
		},
	}
	c.Flags().StringVar(&data, "data", "", "`FOLDER` of the node (needed)")
	c.Flags().StringVar(&database, "database", "", "postgres://… `URL`, as for serve")
	c.Flags().IntVar(&count, "count", 0, "how many `DEMANDS`, since the last time (needed)")
	_, _ = c.MarkFlagRequired("data"), c.MarkFlagRequired("count")
	return c
}

func legalDemand(ctx context.Context, db *store.DB, dir folder, count int) error {
	n, err := openNode(ctx, db, dir)
	if err != nil {
		return err
	}
	if err := n.DemandReceived(ctx, count); err != nil {
		return fmt.Errorf("put demands on record: %w", err)
	}
	return nil
}

// openNode opens a node for one act of its operator.
func openNode(ctx context.Context, db *store.DB, dir folder) (*node.Node, error) {
	secrets, err := dir.secrets()
	if err != nil {
		return nil, err
	}
	return node.New(ctx, node.Options{Store: db, Secrets: secrets, Now: time.Now, Random: rand.Reader, Log: slog.New(slog.DiscardHandler)})
}
