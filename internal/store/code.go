package store

import (
	"context"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// The states of a code.
const (
	codeWaiting = "waiting" // for the proposal that makes it valid
	codeValid   = "valid"
	codeUsed    = "used"
)

// A Code is what is known of a join code.
type Code struct {
	Dialogue      dialogue.ID
	Side          dialogue.SideID
	Used, Waiting bool
}

// Code returns what is known of the code with this hash.
func (db *DB) Code(ctx context.Context, hash dialogue.CodeHash) (Code, error) {
	var c Code
	var state string
	err := db.row(ctx, `SELECT dialogue, side, state FROM code WHERE hash = $1`, hash[:]).Scan(&c.Dialogue, &c.Side, &state)
	c.Used, c.Waiting = state == codeUsed, state == codeWaiting
	return c, unknown(err, "refusal.code_unknown", "read a code")
}

// WaitingCodes returns the codes of a dialogue that are not valid yet, by side,
// sorted.
func (db *DB) WaitingCodes(ctx context.Context, id dialogue.ID) (map[dialogue.SideID][]dialogue.CodeHash, error) {
	all := map[dialogue.SideID][]dialogue.CodeHash{}
	err := db.each(ctx, func(scan func(...any) error) error {
		var side dialogue.SideID
		var hash []byte
		if err := scan(&side, &hash); err != nil {
			return err
		}
		if len(hash) != len(dialogue.CodeHash{}) {
			return fmt.Errorf("a code's hash of %d bytes", len(hash))
		}
		all[side] = append(all[side], dialogue.CodeHash(hash))
		return nil
	}, `SELECT side, hash FROM code WHERE dialogue = $1 AND state = 'waiting' ORDER BY hash`, id)
	return all, wrap(err, "read the waiting codes")
}

// changeCodes drops waiting codes, adds some and makes them valid, as c says. A
// code that is there already, in any dialogue, is refused.
func (t *tx) changeCodes(id dialogue.ID, c Change) error {
	for _, side := range c.DropCodes {
		if err := t.run(`DELETE FROM code WHERE dialogue = $1 AND side = $2 AND state = 'waiting'`, id, side); err != nil {
			return wrap(err, "drop the waiting codes")
		}
	}
	for side, hashes := range c.Codes {
		if err := t.addCodes(id, side, hashes); err != nil {
			return err
		}
	}
	if !c.ValidCodes {
		return nil
	}
	return wrap(t.run(`UPDATE code SET state = 'valid' WHERE dialogue = $1 AND state = 'waiting'`, id), "make codes valid")
}

func (t *tx) addCodes(id dialogue.ID, side dialogue.SideID, hashes []dialogue.CodeHash) error {
	b := newBulk(t, "code", "hash", "dialogue", "side", "state")
	b.refuse = true
	for _, h := range hashes {
		if err := b.add(h[:], id, side, codeWaiting); err != nil {
			return wrap(err, "add codes")
		}
	}
	if err := b.flush(); err != nil {
		return wrap(err, "add codes")
	}
	if b.written != int64(len(hashes)) {
		return fault.New(fault.Invalid, "refusal.codes_twice")
	}
	return nil
}
