package store

import (
	"context"

	"parley/internal/dialogue"
)

// AddForum adds a forum.
func (db *DB) AddForum(ctx context.Context, f dialogue.Forum) error {
	return db.write(ctx, "add a forum", func(t *tx) error {
		return t.must(`INSERT INTO forum (id, names) VALUES ($1, $2) ON CONFLICT DO NOTHING`, f.ID, toJSON(f.Names))
	})
}

// Forums returns every forum, by number.
func (db *DB) Forums(ctx context.Context) ([]dialogue.Forum, error) {
	var all []dialogue.Forum
	err := db.each(ctx, func(scan func(...any) error) error {
		var f dialogue.Forum
		err := scan(&f.ID, asJSON{&f.Names})
		all = append(all, f)
		return err
	}, `SELECT id, names FROM forum ORDER BY id`)
	return all, wrap(err, "read the forums")
}

// Forum returns one forum.
func (db *DB) Forum(ctx context.Context, id dialogue.ForumID) (dialogue.Forum, error) {
	f := dialogue.Forum{ID: id}
	err := db.row(ctx, `SELECT names FROM forum WHERE id = $1`, id).Scan(asJSON{&f.Names})
	return f, unknown(err, "refusal.forum_unknown", "read a forum")
}
