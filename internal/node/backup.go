package node

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/store"
)

// BackupDays is how long a backup can be restored. Participants are told, since
// what they take back is in older backups until then.
const BackupDays = 30

// A backup is one line, then a dump of the database (store.DB.Dump), all of it
// sealed to the steward of every side: each of them can open it, and whoever
// holds the disk cannot.
type backupHead struct {
	Format  string `json:"format"`
	Made    string `json:"made"`
	Expires string `json:"expires"`
}

const backupFormat = "parley-backup/1"

// Backup writes a backup of everything as it is at one moment, but for item keys,
// while others write. It refuses while the steward of a side has named no key.
func Backup(ctx context.Context, db *store.DB, today dialogue.Day, w io.Writer) error {
	to, err := stewards(ctx, db)
	if err != nil {
		return err
	}
	sealed, err := age.Encrypt(w, to...)
	if err != nil {
		return fmt.Errorf("seal backup: %w", err)
	}
	head := backupHead{backupFormat, today.String(), (today + BackupDays).String()}
	if err := json.NewEncoder(sealed).Encode(head); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	if err := db.Dump(ctx, sealed); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	if err := sealed.Close(); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	return nil
}

// stewards returns to whom backups are sealed: the steward of every side.
func stewards(ctx context.Context, db *store.DB) ([]age.Recipient, error) {
	sides, err := db.Sides(ctx)
	if err != nil {
		return nil, err
	}
	keys, err := db.BackupKeys(ctx)
	if err != nil {
		return nil, err
	}
	var to []age.Recipient
	for _, side := range sides {
		key, err := age.ParseX25519Recipient(keys[side.ID])
		if err != nil {
			return nil, fmt.Errorf("the steward of side %s has named no key to seal backups to", side.ID)
		}
		to = append(to, key)
	}
	if len(to) == 0 {
		return nil, errors.New("nothing to back up: the sides are not named yet")
	}
	return to, nil
}

// Restore fills an empty database from a backup that has not expired, and takes
// out again what was withdrawn since it was made (RULINGS R19).
func Restore(ctx context.Context, db *store.DB, r io.Reader, identities []age.Identity, today dialogue.Day, withdrawn []store.Withdrawal) error {
	opened, err := age.Decrypt(r, identities...)
	if err != nil {
		return fmt.Errorf("open backup: %w", err)
	}
	in := bufio.NewReader(opened)
	line, err := in.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("read backup: %w", err)
	}
	var head backupHead
	if err := json.Unmarshal(line, &head); err != nil || head.Format != backupFormat {
		return errors.New("read backup: not a backup of this program")
	}
	if expires, ok := dialogue.ParseDay(head.Expires); !ok || today > expires {
		return fmt.Errorf("this backup expired on %s: what people took back since must stay gone", head.Expires)
	}
	if err := db.Load(ctx, in); err != nil {
		return fmt.Errorf("restore backup: %w", err)
	}
	return db.Withdraw(ctx, withdrawn)
}
