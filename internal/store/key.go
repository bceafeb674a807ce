package store

import (
	"context"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/record"
)

// Keys returns every key that sides and their witnesses have, had or will have:
// by side, the side's own before its witness's, each by the day from which it
// counts.
func (db *DB) Keys(ctx context.Context) ([]dialogue.Key, error) {
	all, err := keys(ctx, db.reads)
	return all, wrap(err, "read the keys")
}

func keys(ctx context.Context, on runner) ([]dialogue.Key, error) {
	var all []dialogue.Key
	err := each(ctx, on, func(scan func(...any) error) error {
		var k dialogue.Key
		err := scan(&k.Side, &k.Witness, &k.From, &k.Public, &k.Sealed)
		k.Sealed = orNil(k.Sealed)
		all = append(all, k)
		return err
	}, `SELECT k.side, k.witness, k.from_day, k.public, k.sealed FROM side_key k
		LEFT JOIN side s ON s.id = k.side ORDER BY s.position, k.side, k.witness, k.from_day`)
	return all, err
}

// SetKey adds a key, with its entry in the record. Those before it stay, to
// check what was signed with them. rested are all that were read (DB.Keys) when
// it was decided: where they have changed, or the side's own or its witness's has
// a key from the same day on, it returns ErrStale and writes nothing.
func (db *DB) SetKey(ctx context.Context, k dialogue.Key, rested []dialogue.Key, entry record.Opened) error {
	return db.write(ctx, "set a key", func(t *tx) error {
		first, err := t.reserve(1) // first: who enacts holds the record while it looks at the keys
		if err != nil {
			return err
		}
		if err := t.checkKeys(rested); err != nil {
			return err
		}
		err = t.must(`INSERT INTO side_key (side, witness, from_day, public, sealed) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
			k.Side, bit(k.Witness), k.From, k.Public, bytes(k.Sealed))
		if err != nil {
			return err
		}
		return t.addEntries(first, []record.Opened{entry})
	})
}

// checkKeys returns ErrStale when the keys are not those on which an act rests
// that is enacted now. The record is held.
func (t *tx) checkKeys(rested []dialogue.Key) error {
	now, err := keys(t.ctx, t)
	if err != nil {
		return wrap(err, "look at the keys")
	}
	same := func(a, b dialogue.Key) bool {
		return a.Side == b.Side && a.Witness == b.Witness && a.From == b.From && a.Public == b.Public
	}
	if !slices.EqualFunc(now, rested, same) {
		return ErrStale
	}
	return nil
}

// orNil makes none of an empty value, as bytes makes an empty value of none.
func orNil(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return b
}
