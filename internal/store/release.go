package store

import (
	"context"
	"errors"

	"parley/internal/dialogue"
)

const selectRelease = `SELECT id, report, forum, proposal, number, language, original, day, embargo, entry, stopped_by, turns, redacted, example FROM release`

func scanRelease(scan func(...any) error) (r dialogue.Release, err error) {
	err = scan(&r.ID, &r.Report, &r.Forum, &r.Proposal, &r.Number, &r.Language, &r.Of, &r.On, &r.Embargo, &r.Entry,
		&r.StoppedBy, &r.Turns, &r.Redacted, &r.Example)
	return r, err
}

// Releases returns every release and translation, in the order of the record.
func (db *DB) Releases(ctx context.Context) ([]dialogue.Release, error) {
	var all []dialogue.Release
	err := db.each(ctx, func(scan func(...any) error) error {
		r, err := scanRelease(scan)
		all = append(all, r)
		return err
	}, selectRelease+` ORDER BY entry, id`)
	return all, wrap(err, "read the releases")
}

// Release returns one release.
func (db *DB) Release(ctx context.Context, id dialogue.ReleaseID) (dialogue.Release, error) {
	r, err := scanRelease(db.row(ctx, selectRelease+` WHERE id = $1`, id).Scan)
	return r, unknown(err, "refusal.release_unknown", "read a release")
}

// putRelease replaces a release but for its entry, or adds it with the given
// entry.
func (t *tx) putRelease(forum dialogue.ForumID, r *dialogue.Release, entry int64, entered bool) error {
	if r == nil {
		return nil
	}
	if r.Forum != forum {
		return errOtherForum
	}
	n, err := t.exec(`UPDATE release SET report = $3, proposal = $4, number = $5, language = $6, original = $7, day = $8,
			embargo = $9, stopped_by = $10, turns = $11, redacted = $12, example = $13
		WHERE id = $1 AND forum = $2`,
		r.ID, r.Forum, r.Report, r.Proposal, r.Number, r.Language, r.Of, r.On, r.Embargo, r.StoppedBy, r.Turns, bit(r.Redacted), bit(r.Example))
	if err != nil || n > 0 {
		return wrap(err, "replace a release")
	}
	if !entered {
		return errors.New("a release without its entry in the record")
	}
	return wrap(t.run(`INSERT INTO release (id, report, forum, proposal, number, language, original, day, embargo, entry, stopped_by, turns, redacted, example)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		r.ID, r.Report, r.Forum, r.Proposal, r.Number, r.Language, r.Of, r.On, r.Embargo, entry, r.StoppedBy, r.Turns, bit(r.Redacted), bit(r.Example)),
		"add a release")
}
