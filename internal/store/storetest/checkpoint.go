package storetest

import (
	"bytes"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/store"
)

func testCheckpoints(t *testing.T, db *store.DB) {
	_, err := db.LatestCheckpoint(ctx)
	refused(t, err, fault.NotFound, "refusal.page_unknown")
	for _, size := range []int64{9, 10, 2} { // numbers, not texts
		must(0, db.AddCheckpoint(ctx, size, []byte{byte(size)}))(t)
	}
	must(0, db.AddCheckpoint(ctx, 10, []byte{10}))(t)
	same(t, "newest", must(db.LatestCheckpoint(ctx))(t), []byte{10})
	if err := db.AddCheckpoint(ctx, 10, []byte{11}); err == nil || fault.KindOf(err) != fault.Internal {
		t.Errorf("a record that is signed in two ways: %v", err)
	}
	same(t, "kept", must(db.LatestCheckpoint(ctx))(t), []byte{10})
}

// A witness is one side's, made up, with a log to cosign.
type witness struct {
	side            dialogue.SideID
	private, public string
}

func (w *World) witness(side dialogue.SideID) witness {
	w.Helper()
	private, public, err := record.NewWitnessKey(bytes.NewReader(w.bytes()), "witness-"+string(side))
	w.must(err)
	return witness{side, private, public}
}

// register has a witness's key count from a day on.
func (w *World) register(by witness, from dialogue.Day) {
	w.Helper()
	w.must(w.SetKey(w.Ctx, dialogue.Key{Side: by.side, Public: by.public, Witness: true, From: from}, w.keys(), w.entry(by.public)))
}

// cosign has a witness cosign a checkpoint, and keeps it.
func (w *World) cosign(by witness, log string, size int64, text []byte) {
	w.Helper()
	line := must(record.Cosign(text, log, by.private, time.Unix(1_795_000_000+size, 0)))(w)
	w.must(w.AddCosignature(w.Ctx, store.Cosignature{Size: size, Side: by.side, Public: by.public, Line: line}))
}

// What is public stands under the newest checkpoint that the witness of every
// side cosigned, whatever is newer; a key that was never registered counts for
// nothing, one that was replaced since for what it cosigned.
func testCosignatures(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	private, log, err := record.NewKey(bytes.NewReader(w.bytes()), "parley-test")
	w.must(err)
	both := []dialogue.SideID{Other, One}
	texts := map[int64][]byte{}
	for size := int64(1); size <= 4; size++ {
		texts[size] = must(record.SignCheckpoint(record.Checkpoint{Origin: "parley-test", Size: size}, private))(t)
		w.must(db.AddCheckpoint(ctx, size, texts[size]))
	}
	nobody := func(sides []dialogue.SideID) {
		t.Helper()
		_, err := db.FullyCosigned(ctx, sides)
		refused(t, err, fault.NotFound, "refusal.page_unknown")
	}
	armenian, azerbaijani, stranger := w.witness(Other), w.witness(One), w.witness(One)
	w.register(armenian, 20_000)
	w.register(azerbaijani, 20_000)
	nobody(both)
	w.cosign(azerbaijani, log, 3, texts[3])
	w.cosign(armenian, log, 2, texts[2])
	w.cosign(armenian, log, 4, texts[4])
	w.cosign(stranger, log, 2, texts[2])
	nobody(both)
	nobody(nil)
	same(t, "of one side", must(record.OpenCheckpoint(must(db.FullyCosigned(ctx, both[1:]))(t), log))(t).Size, int64(3))
	w.cosign(azerbaijani, log, 2, texts[2])
	w.register(stranger, 20_009)

	text := must(db.FullyCosigned(ctx, both))(t)
	same(t, "size", must(record.OpenCheckpoint(text, log))(t).Size, int64(2))
	by := must(record.Cosigned(text, map[string]string{string(One): azerbaijani.public, string(Other): armenian.public}))(t)
	same(t, "cosigned by", len(by), 2)
	same(t, "lines", len(must(db.Cosignatures(ctx, 2))(t)), 2)
	same(t, "lines of no checkpoint", len(must(db.Cosignatures(ctx, 77))(t)), 0)
	for _, c := range []struct {
		by   witness
		last int64
	}{{armenian, 4}, {azerbaijani, 3}, {stranger, 2}, {w.witness(Other), 0}} {
		same(t, "last of "+string(c.by.side), must(db.LastCosigned(ctx, c.by.side, c.by.public))(t), c.last)
	}
}

// Whatever is kept as a cosignature of one side, also by a key that is named as
// the record, neither keeps back nor displaces the other's: the newest counts
// that holds.
func testSpoiledCosignatures(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	private, log, err := record.NewKey(bytes.NewReader(w.bytes()), "parley-test")
	w.must(err)
	both := []dialogue.SideID{Other, One}
	texts := map[int64][]byte{}
	for size := int64(1); size <= 3; size++ {
		texts[size] = must(record.SignCheckpoint(record.Checkpoint{Origin: "parley-test", Size: size}, private))(t)
		w.must(db.AddCheckpoint(ctx, size, texts[size]))
	}
	honest, named := w.witness(Other), witness{side: One}
	named.private, named.public, err = record.NewWitnessKey(bytes.NewReader(w.bytes()), "parley-test")
	w.must(err)
	w.register(honest, 20_000)
	w.register(named, 20_000)
	for size := int64(1); size <= 3; size++ {
		w.cosign(honest, log, size, texts[size])
	}
	w.cosign(named, log, 2, texts[2])
	for _, line := range []string{"no line\n", string(must(record.Cosign(texts[3], log, honest.private, time.Unix(1_795_000_000, 0)))(t))} {
		w.must(db.AddCosignature(ctx, store.Cosignature{Size: 3, Side: One, Public: named.public, Line: []byte(line)}))
		text := must(db.FullyCosigned(ctx, both))(t)
		same(t, "size", must(record.OpenCheckpoint(text, log))(t).Size, int64(2))
		same(t, "cosigned by", len(must(record.Cosigned(text, map[string]string{string(One): named.public, string(Other): honest.public}))(t)), 2)
		same(t, "lines", len(must(db.Cosignatures(ctx, 3))(t)), 1)
	}
	same(t, "of the other", must(record.OpenCheckpoint(must(db.FullyCosigned(ctx, both[:1]))(t), log))(t).Size, int64(3))
}
