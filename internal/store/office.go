package store

import (
	"context"

	"parley/internal/dialogue"
)

// Credentials are keyed hashes by which somebody is recognised.
type Credentials struct {
	Phrase, Revoke []byte
}

const selectOffice = `SELECT id, side, role, sessions, locked FROM account`

func scanOffice(scan func(...any) error) (o dialogue.Office, err error) {
	err = scan(&o.ID, &o.Side, &o.Role, &o.Sessions, &o.Locked)
	return o, err
}

// Offices returns every office that was ever held, by side and role.
func (db *DB) Offices(ctx context.Context) ([]dialogue.Office, error) {
	var all []dialogue.Office
	err := db.each(ctx, func(scan func(...any) error) error {
		o, err := scanOffice(scan)
		all = append(all, o)
		return err
	}, selectOffice+` ORDER BY side, role, id`)
	return all, wrap(err, "read the offices")
}

// Office returns one office.
func (db *DB) Office(ctx context.Context, id dialogue.AccountID) (dialogue.Office, error) {
	o, err := scanOffice(db.row(ctx, selectOffice+` WHERE id = $1`, id).Scan)
	return o, unknown(err, "refusal.office_unknown", "read an office")
}

// OfficeByPhrase returns the office whose sign-in phrase has this keyed hash,
// also when it is locked.
func (db *DB) OfficeByPhrase(ctx context.Context, hash []byte) (dialogue.Office, error) {
	o, err := scanOffice(db.row(ctx, selectOffice+` WHERE phrase = $1`, bytes(hash)).Scan)
	return o, unknown(err, "refusal.office_unknown", "read an office by its phrase")
}

// EndSessions ends every session of an office. One that is not there has none.
func (db *DB) EndSessions(ctx context.Context, id dialogue.AccountID) error {
	return db.write(ctx, "end the sessions of an office", func(t *tx) error {
		return t.run(`UPDATE account SET sessions = sessions + 1 WHERE id = $1`, id)
	})
}

// RevokeCard locks the office or participant whose card has this keyed hash and
// ends the sessions. It reports whether there is one; to revoke again changes
// nothing more.
func (db *DB) RevokeCard(ctx context.Context, hash []byte) (bool, error) {
	var found int64
	err := db.write(ctx, "revoke by card", func(t *tx) error {
		found = 0
		for _, query := range []string{
			`UPDATE account SET sessions = sessions + 1 - locked, locked = 1 WHERE revoke = $1`,
			`UPDATE participant SET sessions = sessions + 1 - locked, locked = 1 WHERE revoke = $1`,
		} {
			n, err := t.exec(query, bytes(hash))
			if err != nil {
				return err
			}
			found += n
		}
		return nil
	})
	return err == nil && found > 0, err
}

// Lock ends an office and its sessions. To lock it again changes nothing more.
func (db *DB) Lock(ctx context.Context, id dialogue.AccountID) error {
	return db.write(ctx, "lock an office", func(t *tx) error {
		return t.run(`UPDATE account SET locked = 1, sessions = sessions + 1 WHERE id = $1 AND locked = 0`, id)
	})
}
