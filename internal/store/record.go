package store

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
)

// The record is a log of entries that only grows (SAFETY C8). An entry is
// written in the transaction of what it says: there is none without the other.
// Who appends holds the row of record_head until the commit, in every process,
// so that places are given in one order, without a gap. With the entries the
// hashes of their tree are kept, as tlog.StoredHashes numbers them.

// AddEntries appends entries, in their order, that go with no other change.
func (db *DB) AddEntries(ctx context.Context, entries ...record.Opened) error {
	for _, e := range entries { // so that none fails for another's fault
		if e.Entry.Bytes() == nil {
			return errEntry
		}
	}
	if db.appends != nil {
		return wrap(db.appends.add(ctx, entries), "add to the record")
	}
	return db.write(ctx, "add to the record", func(t *tx) error { return t.appendEntries(entries) })
}

var errEntry = errors.New("this is not of the form that entries of the record have")

func (t *tx) appendEntries(entries []record.Opened) error {
	first, err := t.reserve(len(entries))
	if err != nil {
		return err
	}
	return t.addEntries(first, entries)
}

// putOnRecord appends the entries of a change and returns the place of the first.
// Where a proposal is enacted, the keys must be those on which that rests.
func (t *tx) putOnRecord(p *dialogue.Proposal, rested []dialogue.Key, entries []record.Opened) (first int64, err error) {
	enacted := p != nil && p.State == dialogue.Enacted
	if !enacted && len(entries) == 0 {
		return 0, nil
	}
	if first, err = t.reserve(len(entries)); err != nil {
		return 0, err
	}
	if enacted {
		if err := t.checkKeys(rested); err != nil {
			return 0, err
		}
	}
	return first, t.addEntries(first, entries)
}

// reserve gives n places at the end of the record, and returns the first. The
// record is held until the transaction ends, also for none.
func (t *tx) reserve(n int) (first int64, err error) {
	var size int64
	err = t.row(`INSERT INTO record_head (id, size) VALUES (0, $1)
		ON CONFLICT (id) DO UPDATE SET size = record_head.size + excluded.size RETURNING size`, n).Scan(&size)
	return size - int64(n), wrap(err, "hold the record")
}

// addEntries writes entries to the places from first on, with their hashes.
func (t *tx) addEntries(first int64, entries []record.Opened) error {
	if len(entries) == 0 {
		return nil
	}
	known, err := t.frontier(first)
	if err != nil {
		return wrap(err, "read the hashes of the record")
	}
	leaves := newBulk(t, "record_entry", "idx", "leaf", "salt")
	hashes := newBulk(t, "record_hash", "position", "hash")
	for i, e := range entries {
		at, leaf := first+int64(i), e.Entry.Bytes()
		if leaf == nil {
			return errEntry
		}
		if err := leaves.add(at, leaf, e.Salt[:]); err != nil {
			return wrap(err, "add an entry")
		}
		made, err := record.StoredHashes(at, leaf, known)
		if err != nil {
			return wrap(err, "hash an entry")
		}
		for j, h := range made {
			position := tlog.StoredHashIndex(0, at) + int64(j)
			known[position] = h
			if err := hashes.add(position, h[:]); err != nil {
				return wrap(err, "add a hash")
			}
		}
	}
	return wrap(errors.Join(leaves.flush(), hashes.flush()), "add entries")
}

// PlaceOf returns the place of the entry of a kind that is about content, among
// those whose salt is kept.
func (db *DB) PlaceOf(ctx context.Context, kind record.Kind, content []byte) (int64, error) {
	place := int64(-1)
	err := db.each(ctx, func(scan func(...any) error) error {
		var at int64
		var leaf, salt []byte
		if err := scan(&at, &leaf, &salt); err != nil {
			return err
		}
		e, err := record.ParseEntry(leaf)
		if err == nil && e.Kind == kind && len(salt) == len(record.Salt{}) && record.Salt(salt).Subject(content) == e.Subject {
			place = at
		}
		return err
	}, `SELECT idx, leaf, salt FROM record_entry WHERE salt IS NOT NULL`)
	if err == nil && place < 0 {
		err = fault.New(fault.NotFound, "refusal.page_unknown")
	}
	return place, wrap(err, "look for an entry")
}

// AddEntriesAt is AddEntries for a record of just this size: of another it
// returns ErrStale and writes nothing.
func (db *DB) AddEntriesAt(ctx context.Context, size int64, entries ...record.Opened) error {
	return db.write(ctx, "add to the record", func(t *tx) error {
		first, err := t.reserve(len(entries))
		if err != nil {
			return err
		}
		if first != size {
			return ErrStale
		}
		return t.addEntries(first, entries)
	})
}

// redact destroys the salts of entries.
func (t *tx) redact(places []int64) error {
	for _, at := range places {
		n, err := t.exec(`UPDATE record_entry SET salt = NULL WHERE idx = $1`, at)
		if err == nil && n == 0 {
			err = fault.New(fault.NotFound, "refusal.page_unknown")
		}
		if err != nil {
			return wrap(err, "redact an entry")
		}
	}
	return nil
}

// RecordSize returns how many entries the record has.
func (db *DB) RecordSize(ctx context.Context) (int64, error) {
	var size int64
	err := db.row(ctx, `SELECT COALESCE(MAX(size), 0) FROM record_head`).Scan(&size)
	return size, wrap(err, "read the size of the record")
}

// RecordEntries returns so many entries from a place on, as they stand in the
// record. Where there are not as many it returns NotFound.
func (db *DB) RecordEntries(ctx context.Context, from, count int64) ([][]byte, error) {
	var all [][]byte
	err := db.each(ctx, func(scan func(...any) error) error {
		var leaf []byte
		err := scan(&leaf)
		all = append(all, leaf)
		return err
	}, `SELECT leaf FROM record_entry WHERE idx >= $1 AND idx < $2 ORDER BY idx`, from, from+count)
	if err == nil && int64(len(all)) != count {
		err = fault.New(fault.NotFound, "refusal.page_unknown")
	}
	return all, wrap(err, "read the record")
}

// RecordOpened returns an entry with its salt. The salt of one that was redacted
// is zero.
func (db *DB) RecordOpened(ctx context.Context, at int64) (record.Opened, error) {
	var o record.Opened
	var leaf, salt []byte
	err := db.row(ctx, `SELECT leaf, salt FROM record_entry WHERE idx = $1`, at).Scan(&leaf, &salt)
	if err := unknown(err, "refusal.page_unknown", "read an entry"); err != nil {
		return o, err
	}
	if salt != nil && copy(o.Salt[:], salt) != len(o.Salt) {
		return o, fmt.Errorf("an entry has a salt of %d bytes", len(salt))
	}
	o.Entry, err = record.ParseEntry(leaf)
	return o, wrap(err, "read an entry")
}
