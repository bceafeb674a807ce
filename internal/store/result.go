package store

import (
	"context"

	"parley/internal/dialogue"
)

// Result returns the stored result of a dialogue for an audience.
func (db *DB) Result(ctx context.Context, id dialogue.ID, a dialogue.Audience) ([]byte, error) {
	var body []byte
	err := db.row(ctx, `SELECT body FROM result WHERE dialogue = $1 AND audience = $2`, id, a).Scan(&body)
	return body, unknown(err, "refusal.result_unknown", "read a result")
}

func (t *tx) putResults(id dialogue.ID, all map[dialogue.Audience][]byte) error {
	for audience, body := range all {
		err := t.run(`INSERT INTO result (dialogue, audience, body) VALUES ($1, $2, $3)
			ON CONFLICT (dialogue, audience) DO UPDATE SET body = excluded.body`, id, audience, bytes(body))
		if err != nil {
			return wrap(err, "put a result")
		}
	}
	return nil
}
