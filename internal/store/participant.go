package store

import (
	"context"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

const selectParticipant = `SELECT id, dialogue, side, sessions, locked FROM participant`

func scanParticipant(scan func(...any) error) (p dialogue.Participant, err error) {
	err = scan(&p.ID, &p.Dialogue, &p.Side, &p.Sessions, &p.Locked)
	return p, err
}

// Participant returns one participant.
func (db *DB) Participant(ctx context.Context, id dialogue.ParticipantID) (dialogue.Participant, error) {
	p, err := scanParticipant(db.row(ctx, selectParticipant+` WHERE id = $1`, id).Scan)
	return p, unknown(err, "refusal.participant_unknown", "read a participant")
}

// ParticipantByPhrase returns the participant whose return phrase has this keyed
// hash, also when it is locked.
func (db *DB) ParticipantByPhrase(ctx context.Context, hash []byte) (dialogue.Participant, error) {
	p, err := scanParticipant(db.row(ctx, selectParticipant+` WHERE phrase = $1`, bytes(hash)).Scan)
	return p, unknown(err, "refusal.participant_unknown", "read a participant by a phrase")
}

// Participants returns the participants of a dialogue, by number.
func (db *DB) Participants(ctx context.Context, id dialogue.ID) ([]dialogue.Participant, error) {
	var all []dialogue.Participant
	err := db.each(ctx, func(scan func(...any) error) error {
		p, err := scanParticipant(scan)
		all = append(all, p)
		return err
	}, selectParticipant+` WHERE dialogue = $1 ORDER BY id`, id)
	return all, wrap(err, "read the participants")
}

// checkParticipant refuses what a participant does who has left or was revoked
// meanwhile, and keeps that from happening until the transaction ends.
func (t *tx) checkParticipant(d dialect, id dialogue.ID, p dialogue.ParticipantID) error {
	if p == 0 {
		return nil
	}
	var locked bool
	err := t.row(`SELECT locked FROM participant WHERE id = $1 AND dialogue = $2`+d.lockDialogue, p, id).Scan(&locked)
	if err := unknown(err, "refusal.participant_unknown", "look for a participant"); err != nil {
		return err
	}
	if locked {
		return fault.New(fault.NotFound, "refusal.participant_unknown")
	}
	return nil
}

// EndParticipantSessions ends every session of a participant. One that is not
// there has none.
func (db *DB) EndParticipantSessions(ctx context.Context, id dialogue.ParticipantID) error {
	return db.write(ctx, "end the sessions of a participant", func(t *tx) error {
		return t.run(`UPDATE participant SET sessions = sessions + 1 WHERE id = $1`, id)
	})
}
