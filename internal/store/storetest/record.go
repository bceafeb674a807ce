package storetest

import (
	"crypto/sha256"
	"slices"
	"sync"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/store"
)

// entry makes an entry of the record about a text.
func (w *World) entry(about string) record.Opened {
	return record.Open(record.ProposalEnacted, w.Hash(), []byte(about), 2, "2026-11-25", []string{string(Other), string(One)})
}

func (w *World) entries(n int) []record.Opened {
	var all []record.Opened
	for range n {
		all = append(all, w.entry("something"))
	}
	return all
}

// CheckRecord compares the record with the tree that its entries make, and
// returns its size. There is no gap.
func CheckRecord(t testing.TB, db *store.DB) int64 {
	t.Helper()
	size := must(db.RecordSize(ctx))(t)
	leaves := must(db.RecordEntries(ctx, 0, size))(t)
	for n := size; n > 0; n -= 1 + n/9 {
		if got, want := must(record.Root(n, db.RecordHashes(ctx)))(t), root(leaves[:n]); got != want {
			t.Errorf("the root over %d entries is %v, not %v", n, got, want)
		}
	}
	return size
}

// root is the Merkle tree hash of RFC 6962, 2.1, from scratch.
func root(leaves [][]byte) record.Digest {
	if len(leaves) == 1 {
		return sha256.Sum256(append([]byte{0}, leaves[0]...))
	}
	half := 1
	for half*2 < len(leaves) {
		half *= 2
	}
	left, right := root(leaves[:half]), root(leaves[half:])
	return sha256.Sum256(slices.Concat([]byte{1}, left[:], right[:]))
}

func testRecordReadsBack(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	same(t, "size at first", must(db.RecordSize(ctx))(t), int64(0))
	same(t, "no entries", len(must(db.RecordEntries(ctx, 0, 0))(t)), 0)
	e := w.entries(3)
	w.must(db.AddEntries(ctx, e...))
	w.must(db.AddEntries(ctx))
	same(t, "size", CheckRecord(t, db), int64(3))
	same(t, "opened", must(db.RecordOpened(ctx, 1))(t), e[1])
	same(t, "entries", must(db.RecordEntries(ctx, 1, 2))(t), [][]byte{e[1].Entry.Bytes(), e[2].Entry.Bytes()})
	_, err := db.RecordEntries(ctx, 1, 3)
	refused(t, err, fault.NotFound, "refusal.page_unknown")
	_, err = db.RecordOpened(ctx, 3)
	refused(t, err, fault.NotFound, "refusal.page_unknown")
	if _, err := db.RecordHashes(ctx).ReadHashes([]int64{0, 4}); err == nil {
		t.Error("a hash was read that there is not")
	}
}

// However entries come, one by one or many at once, the record of every size is
// what the entries make it.
func testRecordOfEverySize(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	for size, n := int64(0), int64(1); size < 300; size, n = size+n, (n*7+3)%61 {
		w.must(db.AddEntries(ctx, w.entries(int(n))...))
		same(t, "size", CheckRecord(t, db), size+n)
	}
}

// Those who append at once, with other changes and without, leave no gap and
// never fork.
func testRecordAtOnce(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	Append(w, db, db, 300)
	same(t, "size", CheckRecord(t, db), int64(300))
}

// Append has two append so many entries together, half each, by every way that
// there is: alone, several at once, and with changes of a forum.
func Append(w *World, one, other *store.DB, n int) {
	w.Helper()
	var all sync.WaitGroup
	for _, db := range []*store.DB{one, other} {
		f, entries := w.hall(), w.entries(n/2)
		all.Go(func() {
			for i := 0; len(entries) > 0; i++ {
				some := entries[:min(1+i%3, len(entries))]
				entries = entries[len(some):]
				var err error
				if i%2 == 0 {
					err = db.AddEntries(ctx, some...)
				} else {
					err = db.ChangeForum(ctx, store.ForumChange{Forum: f, Entries: some})
					f.Version++
				}
				if err != nil {
					w.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

// A change and its entries are there together, or neither: of a dialogue as of a
// forum.
func testEntryWithItsState(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	d := w.dialogue()
	d.Live = true
	w.must(db.Change(ctx, store.Change{Dialogue: d, Entries: w.entries(2)}))
	same(t, "size", CheckRecord(t, db), int64(2))
	before := dump(t, db)
	stale(t, db.Change(ctx, store.Change{Dialogue: d, Entries: w.entries(1)}))
	err := db.Change(ctx, store.Change{
		Dialogue: w.dialogue(), Entries: w.entries(1), Codes: map[dialogue.SideID][]dialogue.CodeHash{One: w.Codes[Other]}, // which are taken
	})
	refused(t, err, fault.Invalid, "refusal.codes_twice")
	if dump(t, db) != before {
		t.Error("a change that failed left something")
	}
	w.must(db.AddEntries(ctx, w.entry("next")))
	same(t, "size after them", CheckRecord(t, db), int64(3))
}

// What is no entry is not written, nor what comes with it.
func testEntryOfAnotherForm(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	f := w.hall()
	before := dump(t, db)
	entries := []record.Opened{w.entry("good"), {Entry: record.Entry{Kind: "rumour"}}}
	if db.AddEntries(ctx, entries...) == nil || db.ChangeForum(ctx, store.ForumChange{Forum: f, Entries: entries}) == nil {
		t.Error("an entry of another form was added")
	}
	if dump(t, db) != before {
		t.Error("something of it is there")
	}
}
