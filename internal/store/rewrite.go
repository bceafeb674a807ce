package store

import "context"

// Settle returns when every vote that was being written is written, in every
// process. After a change of the dialogue's version and Settle, what is read of
// the dialogue's votes stays as it is.
func (db *DB) Settle(ctx context.Context) error {
	return wrap(db.dialect.settle(ctx, db), "wait for votes that are being written")
}

// Rewrite lays everything that is kept of participants anew, in the order of
// random keys, so that the order in which it came cannot be found (SAFETY C4).
// Writers wait meanwhile.
func (db *DB) Rewrite(ctx context.Context) error {
	return wrap(db.dialect.rewrite(ctx, db), "rewrite in the order of keys")
}
