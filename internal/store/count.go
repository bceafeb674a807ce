package store

import (
	"cmp"
	"context"
	"slices"

	"parley/internal/dialogue"
)

// A Count is how a side voted on a statement.
type Count struct {
	Side                  dialogue.SideID
	Statement             dialogue.StatementID
	Agree, Disagree, Pass int
}

// Counts returns how every side voted on every statement, by statement, then
// side; without those on which a side did not vote.
func (db *DB) Counts(ctx context.Context, id dialogue.ID) ([]Count, error) {
	count := db.countHere
	if db.dialect.groups {
		count = db.countThere
	}
	all, err := count(ctx, id)
	return all, wrap(err, "count the votes")
}

// countThere has the database count.
func (db *DB) countThere(ctx context.Context, id dialogue.ID) ([]Count, error) {
	var all []Count
	err := db.each(ctx, func(scan func(...any) error) error {
		var c Count
		err := scan(&c.Side, &c.Statement, &c.Agree, &c.Disagree, &c.Pass)
		all = append(all, c)
		return err
	}, `SELECT p.side, v.statement, COUNT(*) FILTER (WHERE v.choice = 1),
			COUNT(*) FILTER (WHERE v.choice = -1), COUNT(*) FILTER (WHERE v.choice = 0)
		FROM vote v JOIN participant p ON p.id = v.participant
		WHERE v.dialogue = $1 GROUP BY p.side, v.statement ORDER BY v.statement, p.side`, id)
	return all, err
}

// countHere reads every vote and counts.
func (db *DB) countHere(ctx context.Context, id dialogue.ID) ([]Count, error) {
	people, err := db.Participants(ctx, id)
	if err != nil {
		return nil, err
	}
	sides := make(map[dialogue.ParticipantID]dialogue.SideID, len(people))
	for _, p := range people {
		sides[p.ID] = p.Side
	}
	t := tally{}
	err = db.ScanVotes(ctx, id, func(v dialogue.Vote) error {
		if side, ok := sides[v.Participant]; ok { // else joined since
			t.add(side, v)
		}
		return nil
	})
	return t.sorted(), err
}

// A tally counts the votes of each statement by side.
type tally map[dialogue.StatementID]map[dialogue.SideID]*Count

func (t tally) add(side dialogue.SideID, v dialogue.Vote) {
	c := t[v.Statement][side]
	if c == nil {
		if t[v.Statement] == nil {
			t[v.Statement] = map[dialogue.SideID]*Count{}
		}
		c = &Count{Side: side, Statement: v.Statement}
		t[v.Statement][side] = c
	}
	switch v.Choice {
	case dialogue.Agree:
		c.Agree++
	case dialogue.Disagree:
		c.Disagree++
	default:
		c.Pass++
	}
}

func (t tally) sorted() []Count {
	var all []Count
	for _, sides := range t {
		for _, c := range sides {
			all = append(all, *c)
		}
	}
	slices.SortFunc(all, func(a, b Count) int {
		return cmp.Or(cmp.Compare(a.Statement, b.Statement), cmp.Compare(a.Side, b.Side))
	})
	return all
}
