package store

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// RecordHashes returns a reader of the hashes of the record, by their places as
// tlog.StoredHashIndex gives them.
func (db *DB) RecordHashes(ctx context.Context) tlog.HashReader {
	return tlog.HashReaderFunc(func(wanted []int64) ([]tlog.Hash, error) {
		known, err := readHashes(ctx, db.reads, wanted)
		if err != nil {
			return nil, wrap(err, "read the hashes of the record")
		}
		return known.ReadHashes(wanted)
	})
}

// hashesAt are hashes of the record by place.
type hashesAt map[int64]tlog.Hash

// ReadHashes returns the hashes at the places that are wanted.
func (known hashesAt) ReadHashes(wanted []int64) ([]tlog.Hash, error) {
	all := make([]tlog.Hash, len(wanted))
	for i, at := range wanted {
		h, ok := known[at]
		if !ok {
			return nil, fmt.Errorf("the record has no hash at %d", at)
		}
		all[i] = h
	}
	return all, nil
}

// frontier returns the hashes on which those of the entries to come rest: of the
// largest whole subtrees of a record of this size.
func (t *tx) frontier(size int64) (hashesAt, error) {
	var wanted []int64
	for level := 0; size>>level > 0; level++ {
		if size>>level&1 == 1 {
			wanted = append(wanted, tlog.StoredHashIndex(level, size>>level-1))
		}
	}
	return readHashes(t.ctx, t, wanted)
}

// hashesAtOnce is how many hashes one query reads at most.
const hashesAtOnce = 64

// readHashes reads the hashes that there are at places.
func readHashes(ctx context.Context, on runner, wanted []int64) (hashesAt, error) {
	known := hashesAt{}
	for some := range slices.Chunk(wanted, hashesAtOnce) {
		if err := readSome(ctx, on, some, known); err != nil {
			return nil, err
		}
	}
	return known, nil
}

// readSome reads with one query. Its places are filled up to a power of two with
// the last one, so that there are few texts to prepare.
func readSome(ctx context.Context, on runner, wanted []int64, into hashesAt) error {
	room := 1
	for room < len(wanted) {
		room *= 2
	}
	args := make([]any, room)
	for i := range args {
		args[i] = wanted[min(i, len(wanted)-1)]
	}
	return each(ctx, on, func(scan func(...any) error) error {
		var at int64
		var raw []byte
		if err := scan(&at, &raw); err != nil {
			return err
		}
		if len(raw) != tlog.HashSize {
			return fmt.Errorf("a hash of %d bytes", len(raw))
		}
		into[at] = tlog.Hash(raw)
		return nil
	}, `SELECT position, hash FROM record_hash WHERE position IN `+places(1, room), args...)
}
