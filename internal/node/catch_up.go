package node

import (
	"bytes"
	"context"

	"parley/internal/fault"
	"parley/internal/record"
)

// CatchUp takes the record of a node that was restored from an older backup to
// where the witnesses know it to be, with the entries that a witness kept and
// the checkpoint that it cosigned for them (RULINGS R19). The entries must begin
// with those that are here, and have the root of the checkpoint. What they were
// about is lost with what the backup lacks; that so many were caught up with is
// an entry of its own. Where nothing is missing nothing changes.
func (n *Node) CatchUp(ctx context.Context, entries [][]byte, checkpoint []byte) (missing int, err error) {
	at, err := record.OpenCheckpoint(checkpoint, n.LogKey())
	if err != nil {
		return 0, err
	}
	size, err := n.Store.RecordSize(ctx)
	if err != nil {
		return 0, err
	}
	if int64(len(entries)) < at.Size {
		return 0, fault.New(fault.Invalid, "refusal.catch_up_short")
	}
	entries = entries[:at.Size]
	own, err := n.Store.RecordEntries(ctx, 0, min(size, at.Size))
	if err != nil {
		return 0, err
	}
	for i, leaf := range own {
		if !bytes.Equal(leaf, entries[i]) {
			return 0, fault.New(fault.Conflict, "refusal.catch_up_other")
		}
	}
	if record.RootOf(record.LeafHashes(entries)) != at.Root {
		return 0, fault.New(fault.Conflict, "refusal.catch_up_other")
	}
	var add []record.Opened
	for _, leaf := range entries[len(own):] {
		e, err := record.ParseEntry(leaf)
		if err != nil {
			return 0, err
		}
		add = append(add, record.Opened{Entry: e}) // its salt went with what it was about
	}
	if len(add) == 0 {
		return 0, nil
	}
	restored, err := n.entry(record.Restored, []byte(at.Root.String()), len(add))
	if err != nil {
		return 0, err
	}
	return len(add), n.Store.AddEntriesAt(ctx, size, append(add, restored)...)
}
