package store

import (
	"context"
	"errors"
)

// ChangeRegister writes a change. If the version of the register has moved, or the
// keys on which an enacted proposal rests, it writes nothing and returns ErrStale.
func (db *DB) ChangeRegister(ctx context.Context, c RegisterChange) error {
	return db.write(ctx, "change a register", func(t *tx) error {
		if len(c.Remove) > 0 {
			c.Register.Removed = c.Register.Version + 1
		}
		if err := t.advanceRegister(c.Register); err != nil {
			return err
		}
		steps := []func() error{
			func() error { return t.removeRecords(c.Remove) },
			func() error { return t.putRecords(c) },
			func() error { return t.withdrawRecords(c.Withdraw) },
			func() error { return t.putSuggestions(c.Suggestions) },
			func() error { return t.dropSuggestions(c.Register.Name, c.DropAbout, c.Declined) },
			func() error { return t.checkChairs(db.dialect, c.Proposal) },
			func() error { return t.putProposal(c.Proposal) },
			func() error { return t.putPapers(c.Proposal, c.Papers) },
			func() error { return t.dropPapers(c.DropPapers) },
			func() error { _, err := t.putOnRecord(c.Proposal, c.Keys, c.Entries); return err },
		}
		for _, step := range steps {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
}

// advanceRegister makes a register's version one more, if it is the one given.
func (t *tx) advanceRegister(r Register) error {
	if r.Version == 0 {
		return t.must(`INSERT INTO register (name, version, turns, removed) VALUES ($1, 1, $2, $3) ON CONFLICT DO NOTHING`, r.Name, r.Turns, r.Removed)
	}
	return t.must(`UPDATE register SET version = version + 1, turns = $3, removed = $4 WHERE name = $1 AND version = $2`, r.Name, r.Version, r.Turns, r.Removed)
}

var errOtherRegister = errors.New("a change of one register has a record of another")

// putRecords adds records or replaces them. One of another register, whose version
// was not looked at, is not touched.
func (t *tx) putRecords(c RegisterChange) error {
	if c.Fresh {
		return t.addRecords(c)
	}
	for _, r := range c.Records {
		n := int64(0)
		var err error
		if r.Register == c.Register.Name {
			n, err = t.exec(`INSERT INTO register_record (id, register, key, changed, body) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT (id) DO UPDATE SET changed = excluded.changed, body = excluded.body
				WHERE register_record.register = excluded.register AND register_record.key = excluded.key`,
				r.ID, r.Register, r.Key, c.Register.Version+1, bytes(r.Body))
		}
		if err == nil && n == 0 {
			err = errOtherRegister
		}
		if err == nil && r.ItemKey != nil {
			err = t.run(`INSERT INTO item_key (record, key) VALUES ($1, $2) ON CONFLICT (record) DO UPDATE SET key = excluded.key`, r.ID, r.ItemKey)
		}
		if err != nil {
			return wrap(err, "put a record")
		}
	}
	return nil
}

// addRecords adds many records at a time.
func (t *tx) addRecords(c RegisterChange) error {
	records := newBulk(t, "register_record", "id", "register", "key", "changed", "body")
	keys := newBulk(t, "item_key", "record", "key")
	records.refuse, keys.refuse = true, true
	for _, r := range c.Records {
		if r.Register != c.Register.Name {
			return wrap(errOtherRegister, "add records")
		}
		if err := records.add(r.ID, r.Register, r.Key, c.Register.Version+1, bytes(r.Body)); err != nil {
			return wrap(err, "add records")
		}
		if r.ItemKey != nil {
			if err := keys.add(r.ID, r.ItemKey); err != nil {
				return wrap(err, "add item keys")
			}
		}
	}
	if err := records.flush(); err != nil {
		return wrap(err, "add records")
	}
	if err := keys.flush(); err != nil {
		return wrap(err, "add item keys")
	}
	if records.written != int64(len(c.Records)) {
		return ErrStale
	}
	return nil
}

func (t *tx) removeRecords(all []int64) error {
	for _, id := range all {
		if err := t.run(`DELETE FROM register_record WHERE id = $1`, id); err != nil {
			return wrap(err, "remove a record")
		}
		if err := t.run(`DELETE FROM item_key WHERE record = $1`, id); err != nil {
			return wrap(err, "destroy an item key")
		}
	}
	return nil
}

// withdrawRecords destroys the keys of records that were emptied, and notes it.
func (t *tx) withdrawRecords(all []int64) error {
	for _, id := range all {
		if err := t.run(`DELETE FROM item_key WHERE record = $1`, id); err != nil {
			return wrap(err, "destroy an item key")
		}
		if err := t.noteRecordWithdrawal(id); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) noteRecordWithdrawal(id int64) error {
	return wrap(t.run(`INSERT INTO record_withdrawal (record) VALUES ($1) ON CONFLICT DO NOTHING`, id), "note that a record was emptied")
}

func (t *tx) putSuggestions(all []SuggestionRow) error {
	for _, s := range all {
		err := t.run(`INSERT INTO suggestion (id, register, record, body) VALUES ($1, $2, $3, $4)
			ON CONFLICT (id) DO UPDATE SET body = excluded.body`, s.ID, s.Register, s.Record, string(s.Body))
		if err != nil {
			return wrap(err, "put a suggestion")
		}
	}
	return nil
}

func (t *tx) dropSuggestions(register string, about []string, ids []int64) error {
	for _, id := range ids {
		if err := t.run(`DELETE FROM suggestion WHERE id = $1`, id); err != nil {
			return wrap(err, "drop a suggestion")
		}
	}
	for _, key := range about {
		if err := t.run(`DELETE FROM suggestion WHERE register = $1 AND record = $2`, register, key); err != nil {
			return wrap(err, "drop suggestions")
		}
	}
	return nil
}

// AddSuggestion keeps what a reader suggests. It changes no record, so that whoever
// decides on records is not kept waiting by it.
func (db *DB) AddSuggestion(ctx context.Context, s SuggestionRow) error {
	return db.write(ctx, "add a suggestion", func(t *tx) error { return t.putSuggestions([]SuggestionRow{s}) })
}

// removeWithdrawn deletes a record that was emptied after a backup was made.
func (t *tx) removeWithdrawn(id int64) error {
	err := t.run(`UPDATE register SET version = version + 1, removed = version + 1
		WHERE name = (SELECT register FROM register_record WHERE id = $1)`, id)
	if err != nil {
		return wrap(err, "remove a record")
	}
	if err := t.removeRecords([]int64{id}); err != nil {
		return err
	}
	return t.noteRecordWithdrawal(id)
}

// addKeyOfItem brings the key of one item back from where it was kept apart.
func (t *tx) addKeyOfItem(id int64, key []byte) error {
	return wrap(t.run(`INSERT INTO item_key (record, key) SELECT id, $2 FROM register_record WHERE id = $1 ON CONFLICT DO NOTHING`, id, key), "bring an item key back")
}

// ItemKeys returns the keys of all records that are held with consent. They are kept
// apart from backups, where only the newest are kept.
func (db *DB) ItemKeys(ctx context.Context) (map[int64][]byte, error) {
	all := map[int64][]byte{}
	err := db.each(ctx, func(scan func(...any) error) error {
		var id int64
		var key []byte
		err := scan(&id, &key)
		all[id] = key
		return err
	}, `SELECT record, key FROM item_key`)
	return all, wrap(err, "read item keys")
}

// AddItemKeys brings item keys back to a restored database.
func (db *DB) AddItemKeys(ctx context.Context, all map[int64][]byte) error {
	return db.write(ctx, "bring item keys back", func(t *tx) error {
		for id, key := range all {
			if err := t.addKeyOfItem(id, key); err != nil {
				return err
			}
		}
		return nil
	})
}
