package store

import (
	"context"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// A Joining is the one use of a code.
type Joining struct {
	Code        dialogue.CodeHash
	Participant dialogue.Participant
	Credentials Credentials
	Version     int // of the dialogue, on which the decision rested
}

// Join uses a code up and adds the participant whom it lets in. However many
// try at once, one code makes one participant, and a side never has more of
// them than codes: all others get the Conflict "refusal.code_used".
func (db *DB) Join(ctx context.Context, j Joining) error {
	return db.write(ctx, "join", func(t *tx) error {
		if err := t.hold(db.dialect, j.Participant.Dialogue, j.Version); err != nil {
			return err
		}
		if err := t.useCode(j); err != nil {
			return err
		}
		p := j.Participant
		return t.run(`INSERT INTO participant (id, dialogue, side, phrase, revoke, sessions, locked) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			p.ID, p.Dialogue, p.Side, j.Credentials.Phrase, j.Credentials.Revoke, p.Sessions, bit(p.Locked))
	})
}

// hold keeps a dialogue at a version until the transaction ends.
func (t *tx) hold(d dialect, id dialogue.ID, version int) error {
	var now int
	err := t.row(`SELECT version FROM dialogue WHERE id = $1`+d.lockDialogue, id).Scan(&now)
	if err := unknown(err, "refusal.dialogue_unknown", "read the version of a dialogue"); err != nil {
		return err
	}
	if now != version {
		return ErrStale
	}
	return nil
}

func (t *tx) useCode(j Joining) error {
	p := j.Participant
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`UPDATE code SET state = 'used' WHERE hash = $1 AND dialogue = $2 AND side = $3 AND state = 'valid'`,
			[]any{j.Code[:], p.Dialogue, p.Side}},
		{`UPDATE allotment SET joined = joined + 1 WHERE dialogue = $1 AND side = $2 AND joined < issued`,
			[]any{p.Dialogue, p.Side}},
	} {
		n, err := t.exec(step.query, step.args...)
		if err != nil {
			return wrap(err, "use a code")
		}
		if n == 0 {
			return fault.New(fault.Conflict, "refusal.code_used")
		}
	}
	return nil
}
