package store

import (
	"context"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
)

// An Invited is an invitation with the hash of its link.
type Invited struct {
	Hash []byte
	dialogue.Invitation
}

// AddInvitation adds an invitation, with its entries in the record if it has any.
func (db *DB) AddInvitation(ctx context.Context, i Invited, entries ...record.Opened) error {
	return db.write(ctx, "add an invitation", func(t *tx) error {
		if err := t.addInvitation(i); err != nil || len(entries) == 0 {
			return err
		}
		return t.appendEntries(entries)
	})
}

func (t *tx) addInvitation(i Invited) error {
	return t.run(`INSERT INTO invitation (hash, side, role, replaces, from_day) VALUES ($1, $2, $3, $4, $5)`,
		bytes(i.Hash), i.Side, i.Role, i.Replaces, i.From)
}

// Invitation returns the invitation whose link has this hash.
func (db *DB) Invitation(ctx context.Context, hash []byte) (dialogue.Invitation, error) {
	var i dialogue.Invitation
	err := db.row(ctx, `SELECT side, role, replaces, from_day FROM invitation WHERE hash = $1`, bytes(hash)).
		Scan(&i.Side, &i.Role, &i.Replaces, &i.From)
	return i, unknown(err, "refusal.invitation_unknown", "read an invitation")
}

// Invitations returns those that were not used yet, by side and role.
func (db *DB) Invitations(ctx context.Context) ([]dialogue.Invitation, error) {
	var all []dialogue.Invitation
	err := db.each(ctx, func(scan func(...any) error) error {
		var i dialogue.Invitation
		err := scan(&i.Side, &i.Role, &i.Replaces, &i.From)
		all = append(all, i)
		return err
	}, `SELECT side, role, replaces, from_day FROM invitation ORDER BY side, role, replaces, from_day`)
	return all, wrap(err, "read the invitations")
}

// AcceptInvitation uses an invitation up and adds the office with what its
// holder is recognised by. Other links to the same office of a steward or
// co-chair, of whom a side has one each, go with it. The office that it
// replaces is locked, and its sessions end. A link that was used returns ErrStale.
func (db *DB) AcceptInvitation(ctx context.Context, hash []byte, o dialogue.Office, c Credentials) error {
	return db.write(ctx, "accept an invitation", func(t *tx) error {
		var replaces dialogue.AccountID
		err := t.row(`DELETE FROM invitation WHERE hash = $1 RETURNING replaces`, bytes(hash)).Scan(&replaces)
		if err := unknown(err, "", "take the invitation away"); fault.KindOf(err) == fault.NotFound {
			return ErrStale
		} else if err != nil {
			return err
		}
		if replaces != 0 {
			if err := t.run(`UPDATE account SET locked = 1, sessions = sessions + 1 WHERE id = $1`, replaces); err != nil {
				return err
			}
		}
		if o.Role != dialogue.Moderator {
			err := t.run(`DELETE FROM invitation WHERE side = $1 AND role = $2 AND replaces = $3`, o.Side, o.Role, replaces)
			if err != nil {
				return err
			}
		}
		return t.run(`INSERT INTO account (id, side, role, phrase, revoke, sessions, locked) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			o.ID, o.Side, o.Role, bytes(c.Phrase), bytes(c.Revoke), o.Sessions, bit(o.Locked))
	})
}

// CancelInvitations takes the links to offices of a side away that were not used
// yet and replace nobody.
func (db *DB) CancelInvitations(ctx context.Context, side dialogue.SideID) error {
	return db.write(ctx, "cancel invitations", func(t *tx) error {
		return t.run(`DELETE FROM invitation WHERE side = $1 AND replaces = 0`, side)
	})
}
