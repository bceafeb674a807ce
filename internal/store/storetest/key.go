package storetest

import (
	"sync"
	"sync/atomic"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/record"
	"parley/internal/store"
)

// Keys are read in the order of sides; those that were replaced stay.
func testKeys(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	first := dialogue.Key{Side: Other, Public: "armenia+1+k", From: 20_000}
	next := dialogue.Key{Side: Other, Public: "armenia+2+k", From: 20_005}
	witness := dialogue.Key{Side: One, Public: "water+3+k", Witness: true, From: 20_001}
	held := dialogue.Key{Side: One, Public: "azerbaijan+4+k", From: 20_001, Sealed: []byte{0, 1, 255}}
	for _, k := range []dialogue.Key{next, witness, first, held} {
		w.must(db.SetKey(ctx, k, must(db.Keys(ctx))(t), w.entry(k.Public)))
	}
	same(t, "keys", must(db.Keys(ctx))(t), []dialogue.Key{held, witness, first, next})
	same(t, "size of the record", must(db.RecordSize(ctx))(t), int64(4))
}

// Of many keys that would count from one day on, one is written, with its entry.
func testKeysAtOnce(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	var set atomic.Int32
	var all sync.WaitGroup
	for i := range 8 {
		e := w.entry("key")
		all.Go(func() {
			k := dialogue.Key{Side: One, Public: "azerbaijan+" + string(rune('0'+i)) + "+k", From: 20_000}
			if err := db.SetKey(ctx, k, must(db.Keys(ctx))(t), e); err == nil {
				set.Add(1)
			} else {
				stale(t, err)
			}
		})
	}
	all.Wait()
	same(t, "keys set", set.Load(), int32(1))
	same(t, "keys", len(must(db.Keys(ctx))(t)), 1)
	same(t, "size of the record", must(db.RecordSize(ctx))(t), int64(1))
}

// An act is not enacted on keys that have changed meanwhile; what is only
// approved does not rest on them.
func testEnactedOnOtherKeys(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	f := w.hall()
	w.must(db.SetKey(ctx, dialogue.Key{Side: Other, Public: "armenia+1+k", From: 20_000}, must(db.Keys(ctx))(t), w.entry("key")))
	old := must(db.Keys(ctx))(t)
	w.must(db.SetKey(ctx, dialogue.Key{Side: Other, Public: "armenia+2+k", From: 20_005}, must(db.Keys(ctx))(t), w.entry("key")))
	before := dump(t, db)
	p, of := proposal(w), w.forumProposal(f)
	enacted := func(p dialogue.Proposal) *dialogue.Proposal { p.State = dialogue.Enacted; return &p }
	for _, keys := range [][]dialogue.Key{old, nil} {
		stale(t, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Proposal: enacted(p), Keys: keys, Entries: []record.Opened{w.entry("act")}}))
		stale(t, db.ChangeForum(ctx, store.ForumChange{Forum: f, Proposal: enacted(of), Keys: keys, Entries: []record.Opened{w.entry("act")}}))
	}
	if dump(t, db) != before {
		t.Error("something was enacted on other keys")
	}
	w.must(db.Change(ctx, store.Change{Dialogue: w.dialogue(), Proposal: &p, Keys: old}))
	w.must(db.ChangeForum(ctx, store.ForumChange{Forum: f, Proposal: &of}))
	now := must(db.Keys(ctx))(t)
	f.Version = 2
	w.must(db.Change(ctx, store.Change{Dialogue: w.dialogue(), Proposal: enacted(p), Keys: now, Entries: []record.Opened{w.entry("act")}}))
	w.must(db.ChangeForum(ctx, store.ForumChange{Forum: f, Proposal: enacted(of), Keys: now, Entries: []record.Opened{w.entry("act")}}))
}

// keys are those that there are.
func (w *World) keys() []dialogue.Key {
	all, err := w.Keys(w.Ctx)
	w.must(err)
	return all
}
