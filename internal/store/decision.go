package store

import (
	"context"

	"parley/internal/dialogue"
)

// Decisions returns the moderation log of a dialogue, by day, then statement.
// In what order a day's decisions on one statement came is not kept.
func (db *DB) Decisions(ctx context.Context, id dialogue.ID) ([]dialogue.Decision, error) {
	var all []dialogue.Decision
	err := db.each(ctx, func(scan func(...any) error) error {
		var d dialogue.Decision
		var often int
		err := scan(&d.Day, &d.Statement, &d.Side, &d.State, &d.Reason, &often)
		for range often {
			all = append(all, d)
		}
		return err
	}, `SELECT day, statement, side, state, reason, often FROM decision WHERE dialogue = $1
		ORDER BY day, statement, side, state, reason`, id)
	return all, wrap(err, "read the moderation log")
}

func (t *tx) addDecision(id dialogue.ID, d *dialogue.Decision) error {
	if d == nil {
		return nil
	}
	return wrap(t.run(`INSERT INTO decision (dialogue, day, statement, side, state, reason, often)
		VALUES ($1, $2, $3, $4, $5, $6, 1)
		ON CONFLICT (dialogue, day, statement, side, state, reason) DO UPDATE SET often = decision.often + 1`,
		id, d.Day, d.Statement, d.Side, d.State, d.Reason), "add to the moderation log")
}
