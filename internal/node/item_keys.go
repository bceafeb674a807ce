package node

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/store"
)

// itemKeys are the keys of records that are held with consent, kept apart from
// backups: of their file only the newest is kept, so that what was withdrawn stays
// noise in every older backup (RULINGS R19).
type itemKeys struct {
	Format string            `json:"format"`
	Keys   map[string]string `json:"keys"` // base64 by record
}

const itemKeysFormat = "parley-item-keys/1"

// HasItemKeys reports whether records are held with consent.
func HasItemKeys(ctx context.Context, db *store.DB) (bool, error) {
	keys, err := db.ItemKeys(ctx)
	return len(keys) > 0, err
}

// BackupItemKeys writes the keys of the records that are held with consent today,
// sealed to the steward of every side.
func BackupItemKeys(ctx context.Context, db *store.DB, w io.Writer) error {
	keys, err := db.ItemKeys(ctx)
	if err != nil {
		return err
	}
	file := itemKeys{Format: itemKeysFormat, Keys: map[string]string{}}
	for id, key := range keys {
		file.Keys[dialogue.FormatID(id)] = base64.StdEncoding.EncodeToString(key)
	}
	to, err := stewards(ctx, db)
	if err != nil {
		return err
	}
	sealed, err := age.Encrypt(w, to...)
	if err != nil {
		return fmt.Errorf("seal item keys: %w", err)
	}
	if err := json.NewEncoder(sealed).Encode(file); err != nil {
		return fmt.Errorf("write item keys: %w", err)
	}
	return sealed.Close()
}

// RestoreItemKeys brings item keys back to a restored database. Without its key a
// record is as if it had been withdrawn.
func RestoreItemKeys(ctx context.Context, db *store.DB, r io.Reader, identities []age.Identity) error {
	opened, err := age.Decrypt(r, identities...)
	if err != nil {
		return fmt.Errorf("open item keys: %w", err)
	}
	var file itemKeys
	if err := json.NewDecoder(opened).Decode(&file); err != nil || file.Format != itemKeysFormat {
		return errors.New("read item keys: not a file of item keys")
	}
	all := map[int64][]byte{}
	for name, text := range file.Keys {
		id, ok := dialogue.ParseID[int64](name)
		key, err := base64.StdEncoding.DecodeString(text)
		if !ok || err != nil || len(key) != 32 {
			return errors.New("read item keys: a key that is none")
		}
		all[id] = key
	}
	return db.AddItemKeys(ctx, all)
}
