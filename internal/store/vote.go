package store

import (
	"context"
	"database/sql"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// A ballot is a vote to be written, and what became of it.
type ballot struct {
	dialogue dialogue.ID
	version  int
	vote     dialogue.Vote
	retract  bool

	old dialogue.Vote
	had bool
}

// CastVote keeps a vote instead of any that its participant cast on the same
// statement, which it returns. When it returns nil the vote is on disk. It
// returns ErrStale if the dialogue's version has moved, and NotFound if the
// participant is gone or locked.
func (db *DB) CastVote(ctx context.Context, id dialogue.ID, version int, v dialogue.Vote) (old dialogue.Vote, had bool, err error) {
	return db.cast(ctx, "cast a vote", ballot{dialogue: id, version: version, vote: v})
}

// RetractVote takes a vote away and returns it. What is not there stays away.
func (db *DB) RetractVote(ctx context.Context, id dialogue.ID, version int, p dialogue.ParticipantID, s dialogue.StatementID) (old dialogue.Vote, had bool, err error) {
	return db.cast(ctx, "retract a vote", ballot{
		dialogue: id, version: version, retract: true, vote: dialogue.Vote{Participant: p, Statement: s},
	})
}

func (db *DB) cast(ctx context.Context, what string, b ballot) (dialogue.Vote, bool, error) {
	var err error
	if db.votes != nil {
		err = wrap(db.votes.cast(ctx, &b), what)
	} else {
		err = db.write(ctx, what, func(t *tx) error { return t.cast(&b) })
	}
	if err != nil {
		return dialogue.Vote{}, false, err
	}
	return b.old, b.had, nil
}

// cast writes one ballot, where writes are one after the other.
func (t *tx) cast(b *ballot) error {
	if err := t.judge(b); err != nil {
		return err
	}
	v := b.vote
	if b.retract {
		if !b.had {
			return nil
		}
		return t.run(`DELETE FROM vote WHERE dialogue = $1 AND participant = $2 AND statement = $3`,
			int64(b.dialogue), int64(v.Participant), int64(v.Statement))
	}
	return t.run(`INSERT INTO vote (dialogue, participant, statement, choice, important) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (dialogue, participant, statement) DO UPDATE SET choice = excluded.choice, important = excluded.important`,
		int64(b.dialogue), int64(v.Participant), int64(v.Statement), int64(v.Choice), int64(bit(v.Important)))
}

// judge finds out whether a ballot may be written, and what it replaces.
func (t *tx) judge(b *ballot) error {
	var version, locked, choice, important sql.NullInt64
	err := t.row(`SELECT d.version, p.locked, v.choice, v.important FROM (SELECT 1 AS one) AS o
		LEFT JOIN dialogue d ON d.id = $1
		LEFT JOIN participant p ON p.id = $2 AND p.dialogue = $1
		LEFT JOIN vote v ON v.dialogue = $1 AND v.participant = $2 AND v.statement = $3`,
		int64(b.dialogue), int64(b.vote.Participant), int64(b.vote.Statement)).Scan(&version, &locked, &choice, &important)
	if err != nil {
		return err
	}
	return b.judged(version, locked, choice, important)
}

// judged decides by what the database holds.
func (b *ballot) judged(version, locked, choice, important sql.NullInt64) error {
	if !version.Valid || version.Int64 != int64(b.version) {
		return ErrStale
	}
	if !locked.Valid || locked.Int64 != 0 {
		return fault.New(fault.NotFound, "refusal.participant_unknown")
	}
	if b.had = choice.Valid; b.had {
		b.old = dialogue.Vote{
			Participant: b.vote.Participant, Statement: b.vote.Statement,
			Choice: dialogue.Choice(choice.Int64), Important: important.Int64 != 0,
		}
	}
	return nil
}

// Votes returns a participant's votes, by statement.
func (db *DB) Votes(ctx context.Context, id dialogue.ID, p dialogue.ParticipantID) ([]dialogue.Vote, error) {
	var all []dialogue.Vote
	err := db.each(ctx, func(scan func(...any) error) error {
		v := dialogue.Vote{Participant: p}
		err := scan(&v.Statement, &v.Choice, &v.Important)
		all = append(all, v)
		return err
	}, `SELECT statement, choice, important FROM vote WHERE dialogue = $1 AND participant = $2 ORDER BY statement`, id, p)
	return all, wrap(err, "read somebody's votes")
}
