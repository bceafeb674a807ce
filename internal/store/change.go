package store

import (
	"context"

	"parley/internal/dialogue"
	"parley/internal/record"
)

// A Change is everything that one use case writes about a dialogue, in one
// transaction.
type Change struct {
	// Dialogue as it is to be. Its version is the one that the decision rested
	// on, and is stored plus one. Of its allotments Issued is written; Joined
	// is counted by the store.
	Dialogue dialogue.Dialogue
	// By is the participant whose act it is, who must still be there; 0 for an
	// office. It is not kept.
	By         dialogue.ParticipantID
	Statements []dialogue.Statement                    // added, or replaced by number
	Remove     []dialogue.StatementID                  // taken out, with their votes
	DropCodes  []dialogue.SideID                       // whose waiting codes are deleted first
	Codes      map[dialogue.SideID][]dialogue.CodeHash // added, waiting
	ValidCodes bool                                    // then all waiting codes become valid
	Proposal   *dialogue.Proposal                      // added or replaced, with its approvals
	Decision   *dialogue.Decision                      // added to the moderation log
	Results    map[dialogue.Audience][]byte            // stored, replacing
	Import     *Import                                 // cast elsewhere
	// Keys are all that were read (DB.Keys) when it was decided that the
	// proposal is enacted, as in a ForumChange.
	Keys    []dialogue.Key
	Entries []record.Opened // appended to the record, in this order
}

// An Import is participants and votes that come from elsewhere. The participants
// count as joined, and nobody can come back as one of them.
type Import struct {
	Participants []dialogue.Participant
	Votes        []dialogue.Vote
}

// AddDialogue adds a dialogue, as version 1. If there is one with its number it
// returns ErrStale.
func (db *DB) AddDialogue(ctx context.Context, c Change) error {
	return db.write(ctx, "add a dialogue", func(t *tx) error {
		d := c.Dialogue
		err := t.must(`INSERT INTO dialogue (id, version, forum, kind, phase, opened_on, last_day, live, waived, turns, paused_by, imported, demo, frozen, settings)
			VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING`,
			d.ID, d.Forum, d.Kind, d.Phase, d.OpenedOn, d.LastDay, bit(d.Live), toJSON(d.Waived), d.Turns, d.PausedBy,
			bit(d.Imported), bit(d.Demo), bit(d.Frozen), toJSON(d.Settings))
		if err != nil {
			return err
		}
		return t.change(db.dialect, c)
	})
}

// Change writes a change. If the version of the dialogue has moved, or the keys
// on which an enacted proposal rests, it writes nothing and returns ErrStale.
func (db *DB) Change(ctx context.Context, c Change) error {
	return db.write(ctx, "change a dialogue", func(t *tx) error {
		d := c.Dialogue
		err := t.must(`UPDATE dialogue SET version = version + 1, forum = $3, kind = $4, phase = $5, opened_on = $6,
				last_day = $7, live = $8, waived = $9, turns = $10, paused_by = $11, imported = $12, demo = $13, frozen = $14, settings = $15
			WHERE id = $1 AND version = $2`,
			d.ID, d.Version, d.Forum, d.Kind, d.Phase, d.OpenedOn, d.LastDay, bit(d.Live), toJSON(d.Waived), d.Turns, d.PausedBy,
			bit(d.Imported), bit(d.Demo), bit(d.Frozen), toJSON(d.Settings))
		if err != nil {
			return err
		}
		return t.change(db.dialect, c)
	})
}

// change writes everything but the dialogue's own row.
func (t *tx) change(d dialect, c Change) error {
	id := c.Dialogue.ID
	steps := []func() error{
		func() error { return t.setIssued(id, c.Dialogue.Sides) },
		func() error { return t.putStatements(id, c.Statements) },
		func() error { return t.removeStatements(id, c.Remove) },
		func() error { return t.changeCodes(id, c) },
		func() error { return t.checkParticipant(d, id, c.By) },
		func() error { return t.checkChairs(d, c.Proposal) },
		func() error { return t.putProposal(c.Proposal) },
		func() error { return t.addDecision(id, c.Decision) },
		func() error { return t.putResults(id, c.Results) },
		func() error { return t.importVotes(id, c.Import) },
		func() error { _, err := t.putOnRecord(c.Proposal, c.Keys, c.Entries); return err },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) setIssued(id dialogue.ID, sides []dialogue.Allotment) error {
	for _, a := range sides {
		err := t.run(`INSERT INTO allotment (dialogue, side, issued, joined) VALUES ($1, $2, $3, 0)
			ON CONFLICT (dialogue, side) DO UPDATE SET issued = excluded.issued`, id, a.Side, a.Issued)
		if err != nil {
			return wrap(err, "set how many codes a side has")
		}
	}
	return nil
}
