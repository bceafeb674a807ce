package store

import (
	"context"
	"fmt"

	"parley/internal/dialogue"
)

// Statements returns the statements of a dialogue, by number.
func (db *DB) Statements(ctx context.Context, id dialogue.ID) ([]dialogue.Statement, error) {
	var all []dialogue.Statement
	err := db.each(ctx, func(scan func(...any) error) error {
		var s dialogue.Statement
		var tag []byte
		if err := scan(&s.ID, &s.Side, &s.Language, &s.Text, &tag, &s.Seed, &s.State, &s.Reason); err != nil {
			return err
		}
		if n := copy(s.Tag[:], tag); n != len(s.Tag) || n != len(tag) {
			return fmt.Errorf("a statement has a tag of %d bytes", len(tag))
		}
		all = append(all, s)
		return nil
	}, `SELECT id, side, language, text, tag, seed, state, reason FROM statement WHERE dialogue = $1 ORDER BY id`, id)
	return all, wrap(err, "read the statements")
}

// putStatements adds statements, or replaces those with their numbers.
func (t *tx) putStatements(id dialogue.ID, all []dialogue.Statement) error {
	for _, s := range all {
		err := t.run(`INSERT INTO statement (dialogue, id, side, language, text, tag, seed, state, reason)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (dialogue, id) DO UPDATE SET side = excluded.side, language = excluded.language, text = excluded.text,
				tag = excluded.tag, seed = excluded.seed, state = excluded.state, reason = excluded.reason`,
			id, s.ID, s.Side, s.Language, s.Text, s.Tag[:], bit(s.Seed), s.State, s.Reason)
		if err != nil {
			return wrap(err, "put a statement")
		}
	}
	return nil
}

// removeStatements takes statements out, and the votes on them.
func (t *tx) removeStatements(id dialogue.ID, all []dialogue.StatementID) error {
	for _, s := range all {
		if err := t.run(`DELETE FROM vote WHERE dialogue = $1 AND statement = $2`, id, s); err != nil {
			return wrap(err, "remove the votes on a statement")
		}
		if err := t.run(`DELETE FROM statement WHERE dialogue = $1 AND id = $2`, id, s); err != nil {
			return wrap(err, "remove a statement")
		}
	}
	return nil
}
