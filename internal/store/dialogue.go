package store

import (
	"context"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// selectDialogue reads a dialogue as one row for each side of the node.
const selectDialogue = `SELECT d.id, d.forum, d.kind, d.phase, d.settings, d.opened_on, d.last_day,
		d.live, d.waived, d.turns, d.paused_by, d.imported, d.demo, d.frozen, d.version,
		COALESCE(s.id, ''), COALESCE(a.issued, 0), COALESCE(a.joined, 0)
	FROM dialogue d
	LEFT JOIN side s ON 1 = 1
	LEFT JOIN allotment a ON a.dialogue = d.id AND a.side = s.id`

// Dialogue returns a dialogue, with one allotment for each side of the node, in
// the order of sides.
func (db *DB) Dialogue(ctx context.Context, id dialogue.ID) (dialogue.Dialogue, error) {
	all, err := db.dialogues(ctx, selectDialogue+` WHERE d.id = $1 ORDER BY s.position`, id)
	if err != nil {
		return dialogue.Dialogue{}, wrap(err, "read a dialogue")
	}
	if len(all) == 0 {
		return dialogue.Dialogue{}, fault.New(fault.NotFound, "refusal.dialogue_unknown")
	}
	return all[0], nil
}

// Dialogues returns every dialogue, by number.
func (db *DB) Dialogues(ctx context.Context) ([]dialogue.Dialogue, error) {
	all, err := db.dialogues(ctx, selectDialogue+` ORDER BY d.id, s.position`)
	return all, wrap(err, "read the dialogues")
}

func (db *DB) dialogues(ctx context.Context, query string, args ...any) ([]dialogue.Dialogue, error) {
	var all []dialogue.Dialogue
	err := db.each(ctx, func(scan func(...any) error) error {
		var d dialogue.Dialogue
		var a dialogue.Allotment
		err := scan(&d.ID, &d.Forum, &d.Kind, &d.Phase, asJSON{&d.Settings}, &d.OpenedOn, &d.LastDay,
			&d.Live, asJSON{&d.Waived}, &d.Turns, &d.PausedBy, &d.Imported, &d.Demo, &d.Frozen, &d.Version,
			&a.Side, &a.Issued, &a.Joined)
		if err != nil {
			return err
		}
		if len(all) == 0 || all[len(all)-1].ID != d.ID {
			all = append(all, d)
		}
		if a.Side != "" {
			last := &all[len(all)-1]
			last.Sides = append(last.Sides, a)
		}
		return nil
	}, query, args...)
	return all, err
}

// Version returns the version of a dialogue, cheaply.
func (db *DB) Version(ctx context.Context, id dialogue.ID) (int, error) {
	var version int
	err := db.row(ctx, `SELECT version FROM dialogue WHERE id = $1`, id).Scan(&version)
	return version, unknown(err, "refusal.dialogue_unknown", "read the version of a dialogue")
}

// advance makes the version of a dialogue one more, if it is the given one.
func (t *tx) advance(id dialogue.ID, version int) error {
	return t.must(`UPDATE dialogue SET version = version + 1 WHERE id = $1 AND version = $2`, id, version)
}
