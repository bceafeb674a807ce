package store

import (
	"context"

	"parley/internal/dialogue"
)

// SetRecovery keeps the keyed hash of a side's recovery key. A side that has
// one keeps it: ErrStale.
func (db *DB) SetRecovery(ctx context.Context, side dialogue.SideID, hash []byte) error {
	return db.write(ctx, "keep a recovery key", func(t *tx) error {
		return t.must(`INSERT INTO recovery (side, hash) VALUES ($1, $2) ON CONFLICT DO NOTHING`, side, bytes(hash))
	})
}

// SideByRecovery returns the side whose recovery key has this keyed hash.
func (db *DB) SideByRecovery(ctx context.Context, hash []byte) (dialogue.SideID, error) {
	var side dialogue.SideID
	err := db.row(ctx, `SELECT side FROM recovery WHERE hash = $1`, bytes(hash)).Scan(&side)
	return side, unknown(err, "refusal.recovery_unknown", "read a recovery key")
}

// RecoverySides returns the sides that have made their recovery key.
func (db *DB) RecoverySides(ctx context.Context) ([]dialogue.SideID, error) {
	var all []dialogue.SideID
	err := db.each(ctx, func(scan func(...any) error) error {
		var side dialogue.SideID
		err := scan(&side)
		all = append(all, side)
		return err
	}, `SELECT r.side FROM recovery r LEFT JOIN side s ON s.id = r.side ORDER BY s.position, r.side`)
	return all, wrap(err, "read whose recovery keys are made")
}

// SetBackupKey keeps the public key to which backups are sealed for a side,
// instead of the one before.
func (db *DB) SetBackupKey(ctx context.Context, side dialogue.SideID, recipient string) error {
	return db.write(ctx, "keep a backup key", func(t *tx) error {
		return t.run(`INSERT INTO backup_key (side, recipient) VALUES ($1, $2)
			ON CONFLICT (side) DO UPDATE SET recipient = excluded.recipient`, side, recipient)
	})
}

// BackupKeys returns the keys to which backups are sealed, by side.
func (db *DB) BackupKeys(ctx context.Context) (map[dialogue.SideID]string, error) {
	all := map[dialogue.SideID]string{}
	err := db.each(ctx, func(scan func(...any) error) error {
		var side dialogue.SideID
		var key string
		err := scan(&side, &key)
		all[side] = key
		return err
	}, `SELECT side, recipient FROM backup_key`)
	return all, wrap(err, "read the backup keys")
}
