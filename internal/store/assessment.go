package store

import (
	"context"
	"errors"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/record"
)

// A CycleRow is a cycle of assessments. There is one for each register, period and
// codebook.
type CycleRow struct {
	ID       int64
	Version  int
	Register string
	Period   string
	Codebook string
	Body     []byte
}

// An AssessmentRow is what one side committed to, of one thing and one party's
// conduct in it. What is sealed only its writer opens.
type AssessmentRow struct {
	Item       string
	Conduct    string
	Side       dialogue.SideID
	Commitment [32]byte
	Entry      [32]byte // subject of its entry of the record
	Committed  dialogue.Day
	Revealed   dialogue.Day
	Alone      bool
	Sealed     []byte // nil where the side keeps it itself
}

// A CodingRow is what one coder says, sealed.
type CodingRow struct {
	Item    string
	Conduct string
	Side    dialogue.SideID
	Coder   int
	Sealed  []byte
}

// A CoderRow is a seat of one who codes.
type CoderRow struct {
	Side   dialogue.SideID
	Number int
	Tag    [32]byte
}

// An AssessmentChange is everything that one use case writes about a cycle, in one
// transaction.
type AssessmentChange struct {
	// Cycle as it is to be. Its version is the one that the decision rested on, and
	// is stored plus one; with version 0 the cycle is added, as version 1. One that
	// is dropped goes with all that belongs to it.
	Cycle       CycleRow
	Drop        bool
	Assessments []AssessmentRow // added or replaced
	Codings     []CodingRow     // added or replaced
	Coders      []CoderRow      // added; a seat that is taken makes the change stale
	Entries     []record.Opened // appended to the record, in this order
}

// ChangeAssessment writes a change. If the version of the cycle has moved, or there
// is one of the same register, period and codebook where one is added, it writes
// nothing and returns ErrStale.
func (db *DB) ChangeAssessment(ctx context.Context, c AssessmentChange) error {
	return db.write(ctx, "change a cycle of assessments", func(t *tx) error {
		steps := []func() error{
			func() error { return t.advanceCycle(c.Cycle) },
			func() error { return t.putAssessments(c.Cycle.ID, c.Assessments) },
			func() error { return t.putCodings(c.Cycle.ID, c.Codings) },
			func() error { return t.addCoders(c.Cycle.ID, c.Coders) },
			func() error { return t.dropCycle(c.Cycle.ID, c.Drop) },
			func() error { _, err := t.putOnRecord(nil, nil, c.Entries); return err },
		}
		for _, step := range steps {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) advanceCycle(c CycleRow) error {
	if c.Version == 0 {
		return t.must(`INSERT INTO assessment_cycle (id, version, register, period, codebook, body) VALUES ($1, 1, $2, $3, $4, $5)
			ON CONFLICT DO NOTHING`, c.ID, c.Register, c.Period, c.Codebook, string(c.Body))
	}
	return t.must(`UPDATE assessment_cycle SET version = version + 1, body = $3 WHERE id = $1 AND version = $2`, c.ID, c.Version, string(c.Body))
}

func (t *tx) putAssessments(cycle int64, all []AssessmentRow) error {
	for _, a := range all {
		err := t.run(`INSERT INTO assessment (cycle, item, conduct, side, commitment, entry, committed, revealed, alone, sealed)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			ON CONFLICT (cycle, item, conduct, side) DO UPDATE SET commitment = excluded.commitment, entry = excluded.entry,
				committed = excluded.committed, revealed = excluded.revealed, alone = excluded.alone, sealed = excluded.sealed`,
			cycle, a.Item, a.Conduct, a.Side, a.Commitment[:], a.Entry[:], a.Committed, a.Revealed, bit(a.Alone), bytes(a.Sealed))
		if err != nil {
			return wrap(err, "put an assessment")
		}
	}
	return nil
}

func (t *tx) putCodings(cycle int64, all []CodingRow) error {
	for _, c := range all {
		err := t.run(`INSERT INTO coding (cycle, item, conduct, side, coder, sealed) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (cycle, item, conduct, side, coder) DO UPDATE SET sealed = excluded.sealed`,
			cycle, c.Item, c.Conduct, c.Side, c.Coder, bytes(c.Sealed))
		if err != nil {
			return wrap(err, "put a coding")
		}
	}
	return nil
}

func (t *tx) addCoders(cycle int64, all []CoderRow) error {
	for _, c := range all {
		err := t.must(`INSERT INTO coder (cycle, side, number, tag) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			cycle, c.Side, c.Number, c.Tag[:])
		if err != nil {
			return wrap(err, "seat a coder")
		}
	}
	return nil
}

func (t *tx) dropCycle(cycle int64, drop bool) error {
	if !drop {
		return nil
	}
	for _, table := range []string{"coder", "coding", "assessment"} {
		if err := t.run(`DELETE FROM `+table+` WHERE cycle = $1`, cycle); err != nil {
			return wrap(err, "drop a cycle of assessments")
		}
	}
	return wrap(t.run(`DELETE FROM assessment_cycle WHERE id = $1`, cycle), "drop a cycle of assessments")
}

const selectCycle = `SELECT id, version, register, period, codebook, body FROM assessment_cycle`

func scanCycle(scan func(...any) error) (c CycleRow, err error) {
	var body string
	err = scan(&c.ID, &c.Version, &c.Register, &c.Period, &c.Codebook, &body)
	c.Body = []byte(body)
	return c, err
}

// Cycles returns the cycles of a register, by number.
func (db *DB) Cycles(ctx context.Context, register string) ([]CycleRow, error) {
	var all []CycleRow
	err := db.each(ctx, func(scan func(...any) error) error {
		c, err := scanCycle(scan)
		all = append(all, c)
		return err
	}, selectCycle+` WHERE register = $1 ORDER BY id`, register)
	return all, wrap(err, "read the cycles of assessments")
}

// Cycle returns one cycle.
func (db *DB) Cycle(ctx context.Context, id int64) (CycleRow, error) {
	c, err := scanCycle(db.row(ctx, selectCycle+` WHERE id = $1`, id).Scan)
	return c, unknown(err, "refusal.cycle_unknown", "read a cycle of assessments")
}

// Assessments returns what sides committed to in a cycle, by item, conduct and side.
func (db *DB) Assessments(ctx context.Context, cycle int64) ([]AssessmentRow, error) {
	var all []AssessmentRow
	err := db.each(ctx, func(scan func(...any) error) error {
		var a AssessmentRow
		var commitment, entry, sealed []byte
		if err := scan(&a.Item, &a.Conduct, &a.Side, &commitment, &entry, &a.Committed, &a.Revealed, &a.Alone, &sealed); err != nil {
			return err
		}
		if copy(a.Commitment[:], commitment) != len(a.Commitment) || copy(a.Entry[:], entry) != len(a.Entry) {
			return errAssessment
		}
		a.Sealed = orNil(sealed)
		all = append(all, a)
		return nil
	}, `SELECT item, conduct, side, commitment, entry, committed, revealed, alone, sealed FROM assessment WHERE cycle = $1
		ORDER BY item, conduct, side`, cycle)
	return all, wrap(err, "read the assessments of a cycle")
}

var errAssessment = errors.New("an assessment has a hash of another length")

// Codings returns what coders said in a cycle, sealed, by item, conduct, side and
// coder.
func (db *DB) Codings(ctx context.Context, cycle int64) ([]CodingRow, error) {
	var all []CodingRow
	err := db.each(ctx, func(scan func(...any) error) error {
		var c CodingRow
		err := scan(&c.Item, &c.Conduct, &c.Side, &c.Coder, &c.Sealed)
		all = append(all, c)
		return err
	}, `SELECT item, conduct, side, coder, sealed FROM coding WHERE cycle = $1 ORDER BY item, conduct, side, coder`, cycle)
	return all, wrap(err, "read the codings of a cycle")
}

// Coders returns who codes in a cycle, by side and number.
func (db *DB) Coders(ctx context.Context, cycle int64) ([]CoderRow, error) {
	var all []CoderRow
	err := db.each(ctx, func(scan func(...any) error) error {
		var c CoderRow
		var tag []byte
		if err := scan(&c.Side, &c.Number, &tag); err != nil {
			return err
		}
		if copy(c.Tag[:], tag) != len(c.Tag) {
			return fmt.Errorf("a coder has a tag of %d bytes", len(tag))
		}
		all = append(all, c)
		return nil
	}, `SELECT side, number, tag FROM coder WHERE cycle = $1 ORDER BY side, number`, cycle)
	return all, wrap(err, "read the coders of a cycle")
}
