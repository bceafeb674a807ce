package storetest

import (
	"sync"
	"sync/atomic"
	"testing"

	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/store"
)

// cycle returns a cycle that is not kept yet.
func (w *World) cycle(period string) store.CycleRow {
	return store.CycleRow{ID: NewID[int64](w), Register: "articles", Period: period, Codebook: "pis-1.0", Body: []byte(`{"text":"<&\u2028>"}`)}
}

// assessed returns a change with something of everything that belongs to a cycle.
func (w *World) assessed(c store.CycleRow) store.AssessmentChange {
	return store.AssessmentChange{
		Cycle: c,
		Assessments: []store.AssessmentRow{
			{Item: "art-1", Conduct: "armenia", Side: Other, Commitment: w.Hash(), Entry: w.Hash(), Committed: 20_001, Sealed: []byte{0, 1, 255}},
			{Item: "art-1", Conduct: "armenia", Side: One, Commitment: w.Hash(), Entry: w.Hash(), Committed: 20_002, Revealed: 20_003, Alone: true},
			{Item: "art-2", Conduct: "third", Side: Other, Commitment: w.Hash(), Entry: w.Hash(), Committed: 20_002, Sealed: []byte("sealed")},
		},
		Codings: []store.CodingRow{
			{Item: "art-1", Conduct: "armenia", Side: Other, Coder: 1, Sealed: []byte{7}}, {Item: "art-1", Conduct: "armenia", Side: One, Coder: 2, Sealed: []byte{8, 0}},
		},
		Coders:  []store.CoderRow{{Side: Other, Number: 1, Tag: w.Hash()}, {Side: One, Number: 2, Tag: w.Hash()}},
		Entries: []record.Opened{w.entry("committed"), w.entry("revealed")},
	}
}

// fillAssessments writes something of everything that belongs to assessments.
func (w *World) fillAssessments() {
	w.Helper()
	w.must(w.ChangeAssessment(w.Ctx, w.assessed(w.cycle("2026-Q1"))))
}

// One use case writes all of its parts, and the next one replaces them.
func testAssessmentsReadBack(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	c := w.assessed(w.cycle("2026-Q1"))
	w.must(db.ChangeAssessment(ctx, c))
	c.Cycle.Version = 1
	id := c.Cycle.ID
	same(t, "cycle", must(db.Cycle(ctx, id))(t), c.Cycle)
	byKey := []store.AssessmentRow{c.Assessments[0], c.Assessments[1], c.Assessments[2]} // armenia before azerbaijan
	same(t, "assessments", must(db.Assessments(ctx, id))(t), byKey)
	same(t, "codings", must(db.Codings(ctx, id))(t), c.Codings)
	same(t, "coders", must(db.Coders(ctx, id))(t), c.Coders)
	same(t, "size of the record", must(db.RecordSize(ctx))(t), int64(2))

	next := store.AssessmentChange{Cycle: c.Cycle, Assessments: []store.AssessmentRow{c.Assessments[0]}, Codings: []store.CodingRow{c.Codings[0]}}
	next.Cycle.Body = []byte("{}")
	next.Assessments[0].Commitment, next.Assessments[0].Revealed, next.Assessments[0].Sealed = w.Hash(), 20_005, []byte("again")
	next.Codings[0].Sealed = []byte("another")
	w.must(db.ChangeAssessment(ctx, next))
	next.Cycle.Version = 2
	same(t, "changed cycle", must(db.Cycles(ctx, "articles"))(t), []store.CycleRow{next.Cycle})
	same(t, "changed assessment", must(db.Assessments(ctx, id))(t)[0], next.Assessments[0])
	same(t, "changed coding", must(db.Codings(ctx, id))(t)[0], next.Codings[0])
	same(t, "cycles of another register", len(must(db.Cycles(ctx, "needs"))(t)), 0)
	_, err := db.Cycle(ctx, 5)
	refused(t, err, fault.NotFound, "refusal.cycle_unknown")
}

// R21: a write that rests on an older version writes nothing, of no table; and so
// does one that adds a cycle that is there, or takes a seat that is taken.
func testStaleAssessmentWritesNothing(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	first := w.assessed(w.cycle("2026-Q1"))
	w.must(db.ChangeAssessment(ctx, first))
	before := dump(t, db)
	old := w.assessed(first.Cycle)
	old.Cycle.Version = 7
	stale(t, db.ChangeAssessment(ctx, old))
	stale(t, db.ChangeAssessment(ctx, w.assessed(w.cycle("2026-Q1"))))
	seated := w.assessed(first.Cycle)
	seated.Cycle.Version = 1
	stale(t, db.ChangeAssessment(ctx, seated))
	if dump(t, db) != before {
		t.Error("a stale change wrote something")
	}
	recoded := w.assessed(w.cycle("2026-Q1"))
	recoded.Cycle.Codebook = "pis-1.1"
	w.must(db.ChangeAssessment(ctx, recoded))
	same(t, "cycles of one period", len(must(db.Cycles(ctx, "articles"))(t)), 2)
}

// A cycle that is dropped takes all with it that belongs to it, and nothing else.
func testCycleIsDropped(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	w.must(db.ChangeAssessment(ctx, w.assessed(w.cycle("2026-Q2"))))
	before := must(db.Cycles(ctx, "articles"))(t)
	c := w.assessed(w.cycle("2026-Q1"))
	w.must(db.ChangeAssessment(ctx, c))
	c.Cycle.Version = 1
	w.must(db.ChangeAssessment(ctx, store.AssessmentChange{Cycle: c.Cycle, Drop: true}))
	same(t, "cycles", must(db.Cycles(ctx, "articles"))(t), before)
	same(t, "assessments", len(must(db.Assessments(ctx, c.Cycle.ID))(t)), 0)
	same(t, "codings", len(must(db.Codings(ctx, c.Cycle.ID))(t)), 0)
	same(t, "coders", len(must(db.Coders(ctx, c.Cycle.ID))(t)), 0)
	same(t, "assessments of the other", len(must(db.Assessments(ctx, before[0].ID))(t)), 3)
}

// Of many changes that rest on one version one is written, with its entries.
func testAssessmentsAtOnce(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	c := w.cycle("2026-Q1")
	w.must(db.ChangeAssessment(ctx, store.AssessmentChange{Cycle: c}))
	c.Version = 1
	var changed atomic.Int32
	var all sync.WaitGroup
	for range 30 {
		one := w.assessed(c)
		all.Go(func() {
			if err := db.ChangeAssessment(ctx, one); err == nil {
				changed.Add(1)
			} else {
				stale(t, err)
			}
		})
	}
	all.Wait()
	same(t, "changes", changed.Load(), int32(1))
	same(t, "size of the record", must(db.RecordSize(ctx))(t), int64(2))
}
