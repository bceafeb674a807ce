package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"parley/internal/peer"
	"parley/internal/record"
	"parley/internal/store"
)

func catchUpCommand() *cobra.Command {
	var data, database string
	var from []string
	c := &cobra.Command{
		Use:   "catch-up",
		Short: "Take the record of a restored node to where its witnesses know it to be",
		Long: `Catch-up is for a node that was restored from a backup: its record is shorter than
what its witnesses cosigned, and they refuse it. It adds the entries that a
witness kept (parley witness --follow), after checking that they go on from
those here and have the root of the checkpoint that the node once signed. What
they were about is lost with what the backup lacks; that so many were caught up
with becomes an entry too. Run it before parley serve.

Give the folder of every side's witness. The one that has most is taken, and
nothing is done while one of them cosigned more than that: the record would part
from what was cosigned, and that witness refuse it for ever.`,
		Example: "  parley record catch-up --data ./node --from ./witness-armenia --from ./witness-azerbaijan",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return withStore(c.Context(), data, database, func(db *store.DB, dir folder) error {
				return catchUp(c.Context(), db, dir, from, c.OutOrStdout())
			})
		},
	}
	c.Flags().StringVar(&data, "data", "", "`FOLDER` of the node (needed)")
	c.Flags().StringVar(&database, "database", "", "postgres://… `URL`, as for serve")
	c.Flags().StringArrayVar(&from, "from", nil, "`FOLDER` of a witness that followed the node, or a copy of it; given once for each witness (needed)")
	_, _ = c.MarkFlagRequired("data"), c.MarkFlagRequired("from")
	return c
}

// A watched is what a witness has of a record.
type watched struct {
	folder   string
	cosigned record.Checkpoint // size 0 before the first
	at       record.Checkpoint // that covers the entries
	note     []byte
	entries  [][]byte
}

// readWatched reads the folder of a witness. What the record did not sign is
// refused.
func readWatched(folder, log string) (w watched, err error) {
	w.folder = folder
	if w.note, err = os.ReadFile(filepath.Join(folder, "followed")); err != nil {
		return w, fmt.Errorf("%w (a witness keeps entries when it runs with --follow)", err)
	}
	if w.at, err = record.OpenCheckpoint(w.note, log); err != nil {
		return w, fmt.Errorf("%s: %w", filepath.Join(folder, "followed"), err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "entries"))
	if err != nil {
		return w, err
	}
	w.entries = bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
	name := filepath.Join(folder, "checkpoint.json")
	if text, err = os.ReadFile(name); err != nil {
		return w, err
	}
	var last peer.Cosigned
	if err := json.Unmarshal(text, &last); err != nil {
		return w, fmt.Errorf("%s is not whole: %w", name, err)
	}
	if last.State.Size == 0 {
		return w, nil
	}
	if w.cosigned, err = record.OpenCheckpoint([]byte(last.Checkpoint), log); err != nil {
		return w, fmt.Errorf("%s: %w", name, err)
	}
	return w, nil
}

func catchUp(ctx context.Context, db *store.DB, dir folder, from []string, stdout io.Writer) error {
	n, err := openNode(ctx, db, dir)
	if err != nil {
		return err
	}
	var all []watched
	var most watched
	for _, folder := range from {
		w, err := readWatched(folder, n.LogKey())
		if err != nil {
			return err
		}
		if all = append(all, w); w.at.Size > most.at.Size {
			most = w
		}
	}
	for _, w := range all {
		if err := most.covers(w); err != nil {
			return err
		}
	}
	missing, err := n.CatchUp(ctx, most.entries, most.note)
	if err != nil {
		return fmt.Errorf("catch up with %s: %w", most.folder, err)
	}
	_, err = fmt.Fprintf(stdout, "The record caught up with %d entries.\n", missing)
	return err
}

// covers refuses to go on from w without what another witness cosigned, or
// against it.
func (w watched) covers(other watched) error {
	at := other.cosigned
	if at.Size > w.at.Size {
		return fmt.Errorf("the witness in %s cosigned %d entries, and of these folders none has more than %d: nothing was added, since that witness would refuse the record for ever. Let it follow the node until it has them, or give the folder of every other witness (--from)",
			other.folder, at.Size, w.at.Size)
	}
	if at.Size > 0 && (at.Size > int64(len(w.entries)) || record.RootOf(record.LeafHashes(w.entries[:at.Size])) != at.Root) {
		return fmt.Errorf("the witness in %s cosigned what does not lie on the way to what %s has: nothing was added. Compare the two", other.folder, w.folder)
	}
	return nil
}
