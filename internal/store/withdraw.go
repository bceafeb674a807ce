package store

import (
	"context"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// A Withdrawal is one thing that must not come back with a restored backup
// (RULINGS R19): what was taken back, everything of a participant or a
// statement, never both in one, so that it says nothing of who wrote what; or a
// participant or an office whose phrase was revoked.
type Withdrawal struct {
	Dialogue    dialogue.ID
	Participant dialogue.ParticipantID // 0 for a statement or an office
	Statement   dialogue.StatementID   // 0 for a participant or an office
	Account     dialogue.AccountID     // of an office that was revoked or replaced
	Revoked     bool                   // the participant was revoked, and nothing taken back
	Record      int64                  // of a register, that was emptied; 0 for all else
}

// TakeBack removes a participant and all the participant's votes, and the words
// of the participant's own statements. The numbers stay taken. It returns
// ErrStale if the dialogue's version has moved, and NotFound if the participant
// is gone.
func (db *DB) TakeBack(ctx context.Context, id dialogue.ID, version int, p dialogue.ParticipantID, own []dialogue.StatementID) error {
	return db.write(ctx, "take everything back", func(t *tx) error {
		if err := t.advance(id, version); err != nil {
			return err
		}
		if err := t.removeParticipant(db.dialect, id, p); err != nil {
			return err
		}
		for _, s := range own {
			if err := t.withdraw(id, s); err != nil {
				return err
			}
		}
		return t.noteWithdrawal(Withdrawal{Dialogue: id, Participant: p})
	})
}

func (t *tx) removeParticipant(d dialect, id dialogue.ID, p dialogue.ParticipantID) error {
	if d.lockParticipant != "" {
		if err := t.run(d.lockParticipant, int64(p)); err != nil {
			return wrap(err, "wait for votes that are being cast")
		}
	}
	n, err := t.exec(`DELETE FROM participant WHERE id = $1 AND dialogue = $2`, p, id)
	if err != nil {
		return wrap(err, "remove a participant")
	}
	if n == 0 {
		return fault.New(fault.NotFound, "refusal.participant_unknown")
	}
	return wrap(t.run(`DELETE FROM vote WHERE dialogue = $1 AND participant = $2`, id, p), "remove a participant's votes")
}

// TakeBackStatement removes the words of a statement. It returns ErrStale if the
// dialogue's version has moved, and NotFound if there is no such statement.
func (db *DB) TakeBackStatement(ctx context.Context, id dialogue.ID, version int, s dialogue.StatementID) error {
	return db.write(ctx, "take a statement back", func(t *tx) error {
		if err := t.advance(id, version); err != nil {
			return err
		}
		return t.withdraw(id, s)
	})
}

// withdraw deletes a statement that nobody has voted on, blanks another one, and
// notes it.
func (t *tx) withdraw(id dialogue.ID, s dialogue.StatementID) error {
	n, err := t.exec(`DELETE FROM statement WHERE dialogue = $1 AND id = $2 AND state = $3`, id, s, dialogue.Pending)
	if err != nil {
		return wrap(err, "delete a statement")
	}
	if n > 0 {
		return t.noteWithdrawal(Withdrawal{Dialogue: id, Statement: s})
	}
	n, err = t.exec(`UPDATE statement SET text = '', reason = '', tag = $3, state = $4 WHERE dialogue = $1 AND id = $2`,
		id, s, make([]byte, len(dialogue.Tag{})), dialogue.Withdrawn)
	if err != nil {
		return wrap(err, "blank a statement")
	}
	if n == 0 {
		return fault.New(fault.NotFound, "refusal.statement_unknown")
	}
	return t.noteWithdrawal(Withdrawal{Dialogue: id, Statement: s})
}

func (t *tx) noteWithdrawal(w Withdrawal) error {
	return wrap(t.run(`INSERT INTO withdrawal (dialogue, participant, statement) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
		w.Dialogue, w.Participant, w.Statement), "note what was taken back")
}

// Withdrawals returns everything that was ever taken back, and who was revoked.
func (db *DB) Withdrawals(ctx context.Context) ([]Withdrawal, error) {
	var all []Withdrawal
	err := db.each(ctx, func(scan func(...any) error) error {
		var w Withdrawal
		err := scan(&w.Dialogue, &w.Participant, &w.Statement)
		all = append(all, w)
		return err
	}, `SELECT dialogue, participant, statement FROM withdrawal ORDER BY dialogue, participant, statement`)
	if err != nil {
		return nil, wrap(err, "read what was taken back")
	}
	err = db.each(ctx, func(scan func(...any) error) error {
		w := Withdrawal{Revoked: true}
		err := scan(&w.Dialogue, &w.Participant, &w.Account)
		all = append(all, w)
		return err
	}, `SELECT dialogue, id, 0 FROM participant WHERE locked = 1 UNION ALL SELECT 0, 0, id FROM account WHERE locked = 1`)
	if err != nil {
		return nil, wrap(err, "read who was revoked")
	}
	err = db.each(ctx, func(scan func(...any) error) error {
		var w Withdrawal
		err := scan(&w.Record)
		all = append(all, w)
		return err
	}, `SELECT record FROM record_withdrawal ORDER BY record`)
	return all, wrap(err, "read which records were emptied")
}

// Withdraw applies withdrawals to a database that was restored from a time
// before them. What is gone already is passed over; results are left as they
// were frozen.
func (db *DB) Withdraw(ctx context.Context, all []Withdrawal) error {
	return db.write(ctx, "apply withdrawals again", func(t *tx) error {
		for _, w := range all {
			var err error
			switch {
			case w.Record != 0:
				err = t.removeWithdrawn(w.Record)
			case w.Account != 0:
				err = t.run(`UPDATE account SET locked = 1, sessions = sessions + 1 WHERE id = $1 AND locked = 0`, w.Account)
			case w.Revoked:
				err = t.run(`UPDATE participant SET locked = 1, sessions = sessions + 1 WHERE id = $1 AND locked = 0`, w.Participant)
			case w.Participant != 0:
				if err = t.removeParticipant(db.dialect, w.Dialogue, w.Participant); err == nil {
					err = t.noteWithdrawal(w)
				}
			default:
				err = t.withdraw(w.Dialogue, w.Statement)
			}
			if err != nil && fault.KindOf(err) != fault.NotFound {
				return err
			}
		}
		return nil
	})
}
