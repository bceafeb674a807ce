package store

import (
	"context"
	"encoding/json"

	"parley/internal/dialogue"
)

// Sides returns the sides of the node in their order, none before set-up.
func (db *DB) Sides(ctx context.Context) ([]dialogue.Side, error) {
	var all []dialogue.Side
	err := db.each(ctx, func(scan func(...any) error) error {
		var s dialogue.Side
		if err := scan(&s.ID, asJSON{&s.Names}, asJSON{&s.Languages}); err != nil {
			return err
		}
		all = append(all, s)
		return nil
	}, `SELECT id, names, languages FROM side ORDER BY position`)
	return all, wrap(err, "read the sides")
}

// SetUp names the sides and invites to their offices, once: it takes the value
// under tokenKey away, and returns ErrStale when it is gone.
func (db *DB) SetUp(ctx context.Context, tokenKey string, sides []dialogue.Side, invited []Invited) error {
	return db.write(ctx, "set the node up", func(t *tx) error {
		if err := t.must(`DELETE FROM meta WHERE key = $1`, tokenKey); err != nil {
			return err
		}
		for i, s := range sides {
			if err := t.addSide(i, s); err != nil {
				return err
			}
		}
		for _, i := range invited {
			if err := t.addInvitation(i); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) addSide(position int, s dialogue.Side) error {
	return t.run(`INSERT INTO side (id, position, names, languages) VALUES ($1, $2, $3, $4)`,
		s.ID, position, toJSON(s.Names), toJSON(s.Languages))
}

// asJSON scans a column of JSON into what it points to.
type asJSON struct{ into any }

func (a asJSON) Scan(value any) error {
	switch v := value.(type) {
	case string:
		return json.Unmarshal([]byte(v), a.into)
	case []byte:
		return json.Unmarshal(v, a.into)
	}
	return json.Unmarshal(nil, a.into) // an error that says so
}

// toJSON writes plain values as JSON.
func toJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("store: a value that cannot be written: " + err.Error())
	}
	return string(b)
}
