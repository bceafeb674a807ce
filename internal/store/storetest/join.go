package storetest

import (
	"sync"
	"sync/atomic"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

// Codes wait, are dropped, or become valid, all at once.
func testCodesBecomeValid(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	dropped, kept := w.hashes(3), w.hashes(120)
	must(0, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Codes: map[dialogue.SideID][]dialogue.CodeHash{Other: dropped}}))(t)
	same(t, "code", must(db.Code(ctx, dropped[0]))(t), store.Code{Dialogue: w.ID, Side: Other, Waiting: true})
	must(0, db.Change(ctx, store.Change{Dialogue: w.dialogue(), DropCodes: []dialogue.SideID{One, Other}, Codes: map[dialogue.SideID][]dialogue.CodeHash{One: kept}}))(t)
	waiting := must(db.WaitingCodes(ctx, w.ID))(t)
	if len(waiting[One]) != 120 || len(waiting[Other]) != 0 {
		t.Errorf("waiting: %d and %d", len(waiting[One]), len(waiting[Other]))
	}
	d := w.dialogue()
	d.Sides[0].Issued += 120
	must(0, db.Change(ctx, store.Change{Dialogue: d, ValidCodes: true}))(t)
	same(t, "waiting", len(must(db.WaitingCodes(ctx, w.ID))(t)), 0)
	same(t, "code", must(db.Code(ctx, kept[7]))(t), store.Code{Dialogue: w.ID, Side: One})
	same(t, "issued", w.dialogue().Allotment(One).Issued, 121)
}

func testCodesAreTakenOnce(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	h := w.hashes(1)
	err := db.Change(ctx, store.Change{Dialogue: w.dialogue(), Codes: map[dialogue.SideID][]dialogue.CodeHash{Other: {h[0], h[0]}}})
	refused(t, err, fault.Invalid, "refusal.codes_twice")
}

func testJoin(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 2)
	j := w.joining(Other)
	must(0, db.Join(ctx, j))(t)
	same(t, "participant", must(db.Participant(ctx, j.Participant.ID))(t), j.Participant)
	same(t, "by phrase", must(db.ParticipantByPhrase(ctx, j.Credentials.Phrase))(t), j.Participant)
	same(t, "participants", must(db.Participants(ctx, w.ID))(t), []dialogue.Participant{j.Participant})
	same(t, "code", must(db.Code(ctx, j.Code))(t), store.Code{Dialogue: w.ID, Side: Other, Used: true})
	same(t, "sides", w.dialogue().Sides, []dialogue.Allotment{{Side: One, Issued: 2}, {Side: Other, Issued: 2, Joined: 1}})
}

// C6: one code lets one person in, however many use it at once.
func testJoinsOfOneCode(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 5)
	tries := make([]store.Joining, 1000)
	for i := range tries {
		tries[i] = w.joining(One)
	}
	joinAll(t, db, tries, 1)
	same(t, "joined", w.dialogue().Allotment(One).Joined, 1)
	same(t, "participants", len(must(db.Participants(ctx, w.ID))(t)), 1)
}

// C6: a side never has more participants than codes, whatever codes there are.
func testJoinsBeyondTheCodes(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 40)
	d := w.dialogue()
	for i := range d.Sides {
		d.Sides[i].Issued = 25
	}
	must(0, db.Change(ctx, store.Change{Dialogue: d}))(t)
	var tries []store.Joining
	for range 40 {
		for _, side := range []dialogue.SideID{One, Other} {
			tries = append(tries, w.joining(side))
			w.Codes[side] = w.Codes[side][1:]
		}
	}
	joinAll(t, db, tries, 50)
	same(t, "sides", w.dialogue().Sides, []dialogue.Allotment{{Side: One, Issued: 25, Joined: 25}, {Side: Other, Issued: 25, Joined: 25}})
}

// joinAll joins at once and expects so many to come in.
func joinAll(t *testing.T, db *store.DB, tries []store.Joining, want int32) {
	t.Helper()
	var joined atomic.Int32
	var all sync.WaitGroup
	for _, j := range tries {
		all.Go(func() {
			if err := db.Join(ctx, j); err == nil {
				joined.Add(1)
			} else {
				refused(t, err, fault.Conflict, "refusal.code_used")
			}
		})
	}
	all.Wait()
	same(t, "joined", joined.Load(), want)
}

func testStaleJoin(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	j := w.joining(Other)
	w.Write(One)
	before := dump(t, db)
	stale(t, db.Join(ctx, j))
	if dump(t, db) != before {
		t.Error("a stale use of a code wrote something")
	}
}

func testWaitingCodeLetsNobodyIn(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	w.Codes[One] = w.hashes(1)
	must(0, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Codes: map[dialogue.SideID][]dialogue.CodeHash{One: w.Codes[One]}}))(t)
	refused(t, db.Join(ctx, w.joining(One)), fault.Conflict, "refusal.code_used")
	other := w.joining(Other)
	other.Participant.Side = One // a code of the other side
	refused(t, db.Join(ctx, other), fault.Conflict, "refusal.code_used")
	same(t, "joined", w.dialogue().Allotment(One).Joined, 0)
}
