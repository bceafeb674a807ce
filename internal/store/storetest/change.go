package storetest

import (
	"sync"
	"sync/atomic"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

func testDialogueReadsBack(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 3)
	d := w.dialogue()
	same(t, "version", d.Version, 1)
	same(t, "sides", d.Sides, []dialogue.Allotment{{Side: One, Issued: 3}, {Side: Other, Issued: 3}})
	d.Phase, d.OpenedOn, d.LastDay = dialogue.Closed, 20_001, 20_002
	d.Live, d.PausedBy, d.Imported, d.Demo, d.Frozen = true, Other, true, true, true
	d.Waived, d.Turns = dialogue.Seats{One: 3, Other: 5}, 4
	d.Settings.Threshold, d.Settings.Results = 0.67, dialogue.Members
	d.Sides[1].Issued = 5
	must(0, db.Change(ctx, store.Change{Dialogue: d}))(t)
	d.Version = 2
	same(t, "dialogue", w.dialogue(), d)
	same(t, "dialogues", must(db.Dialogues(ctx))(t), []dialogue.Dialogue{d})
}

func testDialogueIsAddedOnce(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	stale(t, db.AddDialogue(ctx, store.Change{Dialogue: dialogue.Dialogue{ID: w.ID}}))
	same(t, "phase", w.dialogue().Phase, dialogue.Open)
}

// One use case writes all of its parts.
func testChangeReadsBack(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	p := proposal(w)
	c := store.Change{
		Dialogue: w.dialogue(), Statements: []dialogue.Statement{w.statement(Other)},
		Codes: map[dialogue.SideID][]dialogue.CodeHash{One: w.hashes(60)}, Proposal: &p,
		Decision: &dialogue.Decision{Statement: 1234, Side: One, State: dialogue.Accepted, Day: 20_003},
		Results:  map[dialogue.Audience][]byte{dialogue.Members: []byte("{}")},
	}
	must(0, db.Change(ctx, c))(t)
	same(t, "version", w.version(), 2)
	same(t, "statements", must(db.Statements(ctx, w.ID))(t), c.Statements)
	same(t, "codes", len(must(db.WaitingCodes(ctx, w.ID))(t)[One]), 60)
	same(t, "proposal", must(db.Proposal(ctx, p.ID))(t), p)
	same(t, "log", must(db.Decisions(ctx, w.ID))(t), []dialogue.Decision{*c.Decision})
	same(t, "result", string(must(db.Result(ctx, w.ID, dialogue.Members))(t)), "{}")
}

// R21: a write that rests on an older version writes nothing.
func testStaleChangeWritesNothing(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	old := w.dialogue()
	w.Write(One)
	before := dump(t, db)
	p := proposal(w)
	old.Phase = dialogue.Closed
	stale(t, db.Change(ctx, store.Change{
		Dialogue: old, Statements: []dialogue.Statement{w.statement(One)}, DropCodes: []dialogue.SideID{One, Other}, Proposal: &p,
		Codes:   map[dialogue.SideID][]dialogue.CodeHash{Other: w.hashes(1)},
		Results: map[dialogue.Audience][]byte{dialogue.Everyone: []byte("{}")},
	}))
	if dump(t, db) != before {
		t.Error("a stale change wrote something")
	}
}

// A change that fails in its last part leaves nothing of its first.
func testFailedChangeIsUndone(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	before := dump(t, db)
	err := db.Change(ctx, store.Change{
		Dialogue: w.dialogue(), Statements: []dialogue.Statement{w.statement(Other)},
		Codes: map[dialogue.SideID][]dialogue.CodeHash{One: w.Codes[Other]}, // which are taken
	})
	refused(t, err, fault.Invalid, "refusal.codes_twice")
	if dump(t, db) != before {
		t.Error("a change that failed wrote something")
	}
}

// Of many changes that rest on one version, one is written.
func testChangesAtOnce(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	d := w.dialogue()
	var changed atomic.Int32
	var all sync.WaitGroup
	for i := range 50 {
		s := w.statement(One)
		s.ID = dialogue.StatementID(2000 + i)
		all.Go(func() {
			if err := db.Change(ctx, store.Change{Dialogue: d, Statements: []dialogue.Statement{s}}); err == nil {
				changed.Add(1)
			} else {
				stale(t, err)
			}
		})
	}
	all.Wait()
	same(t, "changes", changed.Load(), int32(1))
	same(t, "statements", len(must(db.Statements(ctx, w.ID))(t)), 1)
}

func testStatementsReadBack(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	first, second := w.statement(Other), w.statement(One)
	first.ID, second.ID = 1500, 1400
	second.Tag, second.Seed = dialogue.Tag{}, true
	must(0, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Statements: []dialogue.Statement{first, second}}))(t)
	first.State, first.Reason, first.Text = dialogue.Rejected, "unclear", "Ջուրը բոլորինն է։ Su hamınındır.\u200d"
	must(0, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Statements: []dialogue.Statement{first}}))(t)
	same(t, "statements", must(db.Statements(ctx, w.ID))(t), []dialogue.Statement{second, first})
}

func testSeedIsRemovedWithVotes(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	p, gone, stays := w.Join(One), w.Write(One), w.Write(Other)
	w.Vote(p, gone, dialogue.Agree)
	w.Vote(p, stays, dialogue.Pass)
	must(0, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Remove: []dialogue.StatementID{gone}}))(t)
	same(t, "statements", len(must(db.Statements(ctx, w.ID))(t)), 1)
	same(t, "votes", w.votes(), []dialogue.Vote{vote(p, stays, dialogue.Pass)})
}

// The log is by day, then statement; the same decision twice on a day is in it
// twice.
func testModerationLog(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	late := dialogue.Decision{Statement: 1100, Side: One, State: dialogue.Accepted, Day: 20_006}
	early := dialogue.Decision{Statement: 1300, Side: Other, State: dialogue.Rejected, Reason: "insult", Day: 20_005}
	for _, d := range []dialogue.Decision{late, early, late} {
		must(0, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Decision: &d}))(t)
	}
	same(t, "log", must(db.Decisions(ctx, w.ID))(t), []dialogue.Decision{early, late, late})
}

func proposal(w *World) dialogue.Proposal {
	p := dialogue.Proposal{
		ID: NewID[dialogue.ProposalID](w), Dialogue: w.ID, Kind: dialogue.ActLive, Body: []byte(`{"kind":"live"}`),
		By: Other, On: 20_002, State: dialogue.Proposed,
	}
	p.Approvals = []dialogue.Approval{{Side: Other, Account: NewID[dialogue.AccountID](w), Hash: p.Hash(), On: 20_002}}
	return p
}

func testProposalsReadBack(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	p, bare := proposal(w), proposal(w)
	bare.On, bare.Approvals = 20_001, nil
	for _, one := range []*dialogue.Proposal{&p, &bare} {
		must(0, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Proposal: one}))(t)
	}
	same(t, "proposals", must(db.Proposals(ctx, w.ID))(t), []dialogue.Proposal{bare, p})
	p.State, p.EnactedOn = dialogue.Enacted, 20_004
	p.Approvals = append(p.Approvals, dialogue.Approval{Side: One, Account: 3, Hash: p.Hash(), On: 20_004, Key: "azerbaijan+0+k", Note: []byte("note\n\x00")})
	must(0, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Proposal: &p}))(t)
	same(t, "proposal", must(db.Proposal(ctx, p.ID))(t), p)
}

func testResults(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	for _, body := range []string{"first", "second"} {
		c := store.Change{Dialogue: w.dialogue(), Results: map[dialogue.Audience][]byte{dialogue.Everyone: []byte(body)}}
		must(0, db.Change(ctx, c))(t)
	}
	same(t, "result", string(must(db.Result(ctx, w.ID, dialogue.Everyone))(t)), "second")
	_, err := db.Result(ctx, w.ID, dialogue.Members)
	refused(t, err, fault.NotFound, "refusal.result_unknown")
}

// What is asked for and is not there is said to be so, of every kind.
func testUnknownIsNotFound(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	for key, ask := range map[string]func() error{
		"refusal.dialogue_unknown":    func() error { _, err := db.Dialogue(ctx, 5); return err },
		"refusal.proposal_unknown":    func() error { _, err := db.Proposal(ctx, 5); return err },
		"refusal.forum_unknown":       func() error { _, err := db.Forum(ctx, 5); return err },
		"refusal.office_unknown":      func() error { _, err := db.Office(ctx, 5); return err },
		"refusal.participant_unknown": func() error { _, err := db.Participant(ctx, 5); return err },
		"refusal.code_unknown":        func() error { _, err := db.Code(ctx, w.Hash()); return err },
		"refusal.issue_unknown":       func() error { _, err := db.Issue(ctx, 5); return err },
		"refusal.joint_unknown":       func() error { _, err := db.JointText(ctx, 5); return err },
		"refusal.report_unknown":      func() error { _, err := db.Report(ctx, 5); return err },
		"refusal.release_unknown":     func() error { _, err := db.Release(ctx, 5); return err },
		"refusal.page_unknown":        func() error { _, err := db.Paper(ctx, 5, "document.json"); return err },

		"refusal.recommendation_unknown": func() error { _, err := db.Recommendation(ctx, 5); return err },
	} {
		refused(t, ask(), fault.NotFound, key)
	}
	_, err := db.Version(ctx, 5)
	refused(t, err, fault.NotFound, "refusal.dialogue_unknown")
	_, err = db.ParticipantByPhrase(ctx, nil)
	refused(t, err, fault.NotFound, "refusal.participant_unknown")
}

// An act is not enacted on the approval of somebody whose office was taken away
// meanwhile, and a participant who has left changes nothing.
func testActsOfThoseWhoAreGone(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 2)
	i := store.Invited{Hash: []byte("link"), Invitation: dialogue.Invitation{Side: One, Role: dialogue.CoChair}}
	w.must(db.AddInvitation(ctx, i))
	w.must(db.AcceptInvitation(ctx, i.Hash, office(7, One, dialogue.CoChair), store.Credentials{Phrase: []byte("p"), Revoke: []byte("r")}))
	p := proposal(w)
	p.State, p.Approvals = dialogue.Enacted, []dialogue.Approval{{Side: One, Account: 7, Hash: p.Hash(), On: 20_001}}
	w.must(db.Lock(ctx, 7))
	stale(t, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Proposal: &p}))

	there := w.Join(Other)
	w.must(db.Change(ctx, store.Change{Dialogue: w.dialogue(), By: there, Statements: []dialogue.Statement{w.statement(Other)}}))
	w.must(db.TakeBack(ctx, w.ID, w.version(), there, nil))
	before := dump(t, db)
	err := db.Change(ctx, store.Change{Dialogue: w.dialogue(), By: there, Statements: []dialogue.Statement{w.statement(Other)}})
	refused(t, err, fault.NotFound, "refusal.participant_unknown")
	if dump(t, db) != before {
		t.Error("somebody who has left wrote something")
	}
}

// Who was revoked is among what a restored backup must not bring back, and is
// revoked again.
func testRevokedStayRevoked(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 2)
	p := w.Join(One)
	w.must(db.Withdraw(ctx, []store.Withdrawal{{Dialogue: w.ID, Participant: p, Revoked: true}}))
	kept := must(db.Participant(ctx, p))(t)
	if !kept.Locked || kept.Sessions != 1 {
		t.Errorf("after revoking again: %+v", kept)
	}
	same(t, "withdrawals", must(db.Withdrawals(ctx))(t), []store.Withdrawal{{Dialogue: w.ID, Participant: p, Revoked: true}})
	w.must(db.EndParticipantSessions(ctx, p))
	if kept := must(db.Participant(ctx, p))(t); kept.Sessions != 2 {
		t.Errorf("after ending the sessions: %+v", kept)
	}
}
