package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
)

// mostBallots share one transaction of PostgreSQL. Each holds a lock in the
// server's table of locks, which has room for some thousands.
const mostBallots = 256

// ballots writes the votes of a process to PostgreSQL, many with one statement
// and one commit.
type ballots struct {
	db    *DB
	group *group[*pending]
}

// A pending ballot waits for its commit.
type pending struct {
	ctx context.Context
	*ballot
	err  error
	done chan error
}

func newBallots(db *DB) *ballots {
	b := &ballots{db: db}
	b.group = newGroup(mostBallots, b.serve)
	return b
}

func (b *ballots) close() { b.group.close() }

// cast writes a ballot and returns when it is committed, or was not.
func (b *ballots) cast(ctx context.Context, one *ballot) error {
	p := &pending{ctx: ctx, ballot: one, done: make(chan error, 1)}
	if err := b.group.put(ctx, p); err != nil {
		return err
	}
	return <-p.done
}

// serve writes a batch. Ballots about one vote are written one after the other.
func (b *ballots) serve(batch []*pending) {
	for len(batch) > 0 {
		var now, later []*pending
		taken := map[[2]int64]bool{}
		for _, p := range batch {
			key := [2]int64{int64(p.vote.Participant), int64(p.vote.Statement)}
			switch {
			case p.ctx.Err() != nil:
				p.done <- p.ctx.Err()
			case taken[key]:
				later = append(later, p)
			default:
				taken[key] = true
				now = append(now, p)
			}
		}
		b.commit(now)
		batch = later
	}
}

// commit writes ballots in one transaction and answers them.
func (b *ballots) commit(batch []*pending) {
	if len(batch) == 0 {
		return
	}
	// In one order, so that processes wait for each other and not in a circle.
	slices.SortFunc(batch, func(x, y *pending) int {
		return cmp.Or(cmp.Compare(x.vote.Participant, y.vote.Participant), cmp.Compare(x.vote.Statement, y.vote.Statement))
	})
	err := b.db.transact(context.Background(), func(t *tx) error { return t.castAll(batch) })
	for _, p := range batch {
		if err != nil {
			p.err = err
		}
		p.done <- p.err
	}
}

// castAll writes ballots, sorted by participant. The locks come first: what the
// second statement sees is what was committed when it has them all. Joins by
// index are right for a few hundred rows however large the tables are by then.
func (t *tx) castAll(batch []*pending) error {
	c := columnsFor(batch)
	err := t.run(`SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
			set_config('enable_seqscan', 'off', true),
			(SELECT COUNT(*) FROM unnest($1::BIGINT[]) AS p, pg_advisory_xact_lock(p) AS locked)`, c.participant)
	if err != nil {
		return err
	}
	i := 0
	err = each(t.ctx, t, func(scan func(...any) error) error {
		var version, locked, choice, important sql.NullInt64
		if err := scan(&version, &locked, &choice, &important); err != nil {
			return err
		}
		batch[i].err = batch[i].judged(version, locked, choice, important)
		i++
		return nil
	}, castAll, c.dialogue, c.participant, c.statement, c.version, c.choice, c.important, c.retract)
	return err
}

const castAll = `WITH asked AS (
		SELECT * FROM unnest($1::BIGINT[], $2::BIGINT[], $3::INTEGER[], $4::INTEGER[], $5::INTEGER[], $6::INTEGER[], $7::INTEGER[])
			WITH ORDINALITY AS a (dialogue, participant, statement, version, choice, important, retract, n)
	), judged AS MATERIALIZED (
		SELECT a.*, d.version AS current, p.locked, v.choice AS old_choice, v.important AS old_important
		FROM asked a
		LEFT JOIN dialogue d ON d.id = a.dialogue
		LEFT JOIN participant p ON p.id = a.participant AND p.dialogue = a.dialogue
		LEFT JOIN vote v ON v.dialogue = a.dialogue AND v.participant = a.participant AND v.statement = a.statement
	), cast_now AS (
		INSERT INTO vote (dialogue, participant, statement, choice, important)
		SELECT dialogue, participant, statement, choice, important FROM judged
		WHERE current = version AND locked = 0 AND retract = 0 ORDER BY n
		ON CONFLICT (dialogue, participant, statement) DO UPDATE SET choice = excluded.choice, important = excluded.important
	), retracted AS (
		DELETE FROM vote v USING judged j
		WHERE j.current = j.version AND j.locked = 0 AND j.retract = 1
			AND v.dialogue = j.dialogue AND v.participant = j.participant AND v.statement = j.statement
	)
	SELECT current, locked, old_choice, old_important FROM judged ORDER BY n`

// ballotColumns are ballots as columns, which PostgreSQL takes as arrays.
type ballotColumns struct {
	dialogue, participant, statement, version, choice, important, retract []int64
}

func columnsFor(batch []*pending) (c ballotColumns) {
	for _, p := range batch {
		c.dialogue = append(c.dialogue, int64(p.dialogue))
		c.participant = append(c.participant, int64(p.vote.Participant))
		c.statement = append(c.statement, int64(p.vote.Statement))
		c.version = append(c.version, int64(p.version))
		c.choice = append(c.choice, int64(p.vote.Choice))
		c.important = append(c.important, int64(bit(p.vote.Important)))
		c.retract = append(c.retract, int64(bit(p.retract)))
	}
	return c
}
