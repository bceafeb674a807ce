package store

import (
	"context"

	"parley/internal/dialogue"
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
