package store

import "context"

// Meta returns what the node keeps about itself under a key.
func (db *DB) Meta(ctx context.Context, key string) ([]byte, error) {
	var value []byte
	err := db.row(ctx, `SELECT value FROM meta WHERE key = $1`, key).Scan(&value)
	return value, unknown(err, "refusal.meta_unknown", "read what is kept of the node")
}

// SetMeta keeps a value under a key, instead of any that is there.
func (db *DB) SetMeta(ctx context.Context, key string, value []byte) error {
	return db.write(ctx, "keep a value", func(t *tx) error {
		return t.run(`INSERT INTO meta (key, value) VALUES ($1, $2)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, bytes(value))
	})
}

// AddMeta keeps a value under a key that has none; if there is one it returns
// ErrStale.
func (db *DB) AddMeta(ctx context.Context, key string, value []byte) error {
	return db.write(ctx, "add a value", func(t *tx) error {
		return t.must(`INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING`, key, bytes(value))
	})
}

// bytes makes an empty value of none, which a column would take for NULL.
func bytes(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// bit writes a truth as both databases keep it.
func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
