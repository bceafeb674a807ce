package node_test

import (
	"bytes"
	"slices"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/record"
)

// A backup of yesterday that goes on as if nothing had happened since is refused
// by the witnesses, and publishes nothing (C8). With the entries that a witness
// kept its record goes on from where it was (R19).
func TestRestoredNodeIsRefusedUntilItCaughtUp(t *testing.T) {
	ctx := t.Context()
	w := newWorld(t)
	j := newJury(t, "azerbaijan", "armenia")
	j.sit(w)
	first := w.release(j, w.agree().report)
	var yesterday bytes.Buffer
	w.must(w.db.Dump(ctx, &yesterday))
	old, err := w.db.RecordSize(ctx)
	w.must(err)
	w.release(j, w.agree().report) // what the backup knows nothing of
	size, err := w.db.RecordSize(ctx)
	w.must(err)
	entries, err := w.db.RecordEntries(ctx, 0, size)
	w.must(err)
	at, err := w.RecordFile(ctx, "checkpoint")
	w.must(err)

	back := w.backAt(yesterday.Bytes())
	p, err := back.ProposeForum(ctx, w.chair("armenia"), w.forum, dialogue.Act{Kind: dialogue.ActRedact, Release: dialogue.FormatID(first)})
	w.must(err)
	j.approve(back, p, "armenia", "azerbaijan")
	if err := back.Reach(ctx); err == nil {
		t.Error("the witnesses cosign a record that lost entries")
	}
	if view, err := back.Record(ctx); err != nil || len(view.Silent) != 2 {
		t.Errorf("refused by %v, %v", view.Silent, err)
	}
	_, err = back.CatchUp(ctx, entries, at)
	wantFault(t, err, fault.Conflict, "refusal.catch_up_other") // it has gone on by itself

	back = w.backAt(yesterday.Bytes())
	_, err = back.CatchUp(ctx, entries[:size-1], at)
	wantFault(t, err, fault.Invalid, "refusal.catch_up_short")
	other := slices.Clone(entries)
	other[size-1] = entries[size-2]
	_, err = back.CatchUp(ctx, other, at)
	wantFault(t, err, fault.Conflict, "refusal.catch_up_other")
	for _, want := range []int64{size - old, 0} { // to repeat it changes nothing
		missing, err := back.CatchUp(ctx, entries, at)
		if err != nil || int64(missing) != want {
			t.Errorf("caught up with %d entries of %d, %v", missing, want, err)
		}
	}
	last, err := back.db.RecordOpened(ctx, size)
	if err != nil || last.Entry.Kind != record.Restored || int64(last.Entry.Count) != size-old {
		t.Errorf("the record says %+v, %v", last.Entry, err)
	}
	w.must(back.Reach(ctx))
	back.checkRelease(j, first)
}

// backAt is a node with the same secrets and witnesses, at the state of a dump.
func (w *world) backAt(dump []byte) *world {
	w.t.Helper()
	back := *w
	back.db = openDB(w.t, sqliteURL(w.t))
	w.must(back.db.Load(w.t.Context(), bytes.NewReader(dump)))
	o := w.Options
	o.Store = back.db
	var err error
	back.Node, err = node.New(w.t.Context(), o)
	w.must(err)
	return &back
}
