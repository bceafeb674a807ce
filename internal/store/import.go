package store

import (
	"parley/internal/dialogue"
)

// importVotes writes participants, who count as joined, and their votes.
func (t *tx) importVotes(id dialogue.ID, all *Import) error {
	if all == nil {
		return nil
	}
	joined := map[dialogue.SideID]int{}
	b := newBulk(t, "participant", "id", "dialogue", "side", "sessions", "locked")
	for _, p := range all.Participants {
		joined[p.Side]++
		if err := b.add(p.ID, id, p.Side, p.Sessions, bit(p.Locked)); err != nil {
			return wrap(err, "import participants")
		}
	}
	if err := b.flush(); err != nil {
		return wrap(err, "import participants")
	}
	for side, n := range joined {
		err := t.must(`UPDATE allotment SET joined = joined + $3 WHERE dialogue = $1 AND side = $2`, id, side, n)
		if err != nil {
			return wrap(err, "count who was imported")
		}
	}
	b = newBulk(t, "vote", "dialogue", "participant", "statement", "choice", "important")
	for _, v := range all.Votes {
		if err := b.add(id, v.Participant, v.Statement, v.Choice, bit(v.Important)); err != nil {
			return wrap(err, "import votes")
		}
	}
	return wrap(b.flush(), "import votes")
}
