package store

import (
	"context"

	"parley/internal/dialogue"
)

const selectForum = `SELECT id, names, version, example FROM forum`

func scanForum(scan func(...any) error) (f dialogue.Forum, err error) {
	err = scan(&f.ID, asJSON{&f.Names}, &f.Version, &f.Example)
	return f, err
}

// AddForum adds a forum, as version 1. If there is one with its number it
// returns ErrStale.
func (db *DB) AddForum(ctx context.Context, f dialogue.Forum) error {
	return db.write(ctx, "add a forum", func(t *tx) error { return t.addForum(f) })
}

func (t *tx) addForum(f dialogue.Forum) error {
	return t.must(`INSERT INTO forum (id, names, version, example) VALUES ($1, $2, 1, $3) ON CONFLICT DO NOTHING`,
		f.ID, toJSON(f.Names), bit(f.Example))
}

// advanceForum writes a forum anew and makes its version one more, if it is the
// one that f has.
func (t *tx) advanceForum(f dialogue.Forum) error {
	return t.must(`UPDATE forum SET version = version + 1, names = $3, example = $4 WHERE id = $1 AND version = $2`,
		f.ID, f.Version, toJSON(f.Names), bit(f.Example))
}

// Forums returns every forum, by number.
func (db *DB) Forums(ctx context.Context) ([]dialogue.Forum, error) {
	var all []dialogue.Forum
	err := db.each(ctx, func(scan func(...any) error) error {
		f, err := scanForum(scan)
		all = append(all, f)
		return err
	}, selectForum+` ORDER BY id`)
	return all, wrap(err, "read the forums")
}

// Forum returns one forum.
func (db *DB) Forum(ctx context.Context, id dialogue.ForumID) (dialogue.Forum, error) {
	f, err := scanForum(db.row(ctx, selectForum+` WHERE id = $1`, id).Scan)
	return f, unknown(err, "refusal.forum_unknown", "read a forum")
}
