package storetest

import (
	"strings"
	"sync"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

// Taking everything back leaves no vote, no participant and no word, and what
// others did as it is.
func testTakeBack(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 2)
	p, other := w.Join(One), w.Join(Other)
	own, theirs := w.Write(One), w.Write(Other)
	for _, who := range []dialogue.ParticipantID{p, other} {
		w.Vote(who, own, dialogue.Agree)
		w.Vote(who, theirs, dialogue.Disagree)
	}
	must(0, db.TakeBack(ctx, w.ID, w.version(), p, []dialogue.StatementID{own}))(t)
	_, err := db.Participant(ctx, p)
	refused(t, err, fault.NotFound, "refusal.participant_unknown")
	for _, v := range w.votes() {
		if v.Participant == p {
			t.Errorf("a vote is left: %+v", v)
		}
	}
	same(t, "votes of the other", len(must(db.Votes(ctx, w.ID, other))(t)), 2)
	for _, s := range must(db.Statements(ctx, w.ID))(t) {
		blank := s.Text == "" && s.Tag == dialogue.Tag{} && s.State == dialogue.Withdrawn
		if blank != (s.ID == own) {
			t.Errorf("statement %+v", s)
		}
	}
	same(t, "version", w.version(), 4)
	same(t, "withdrawals", must(db.Withdrawals(ctx))(t),
		[]store.Withdrawal{{Dialogue: w.ID, Statement: own}, {Dialogue: w.ID, Participant: p}})
	refused(t, db.TakeBack(ctx, w.ID, w.version(), p, nil), fault.NotFound, "refusal.participant_unknown")
}

func testTakeBackStatement(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	s := w.Write(Other)
	must(0, db.TakeBackStatement(ctx, w.ID, w.version(), s))(t)
	if strings.Contains(dump(t, db), "Вода нужна") {
		t.Error("its words are kept")
	}
	same(t, "withdrawals", must(db.Withdrawals(ctx))(t), []store.Withdrawal{{Dialogue: w.ID, Statement: s}})
	refused(t, db.TakeBackStatement(ctx, w.ID, w.version(), s+1), fault.NotFound, "refusal.statement_unknown")
	same(t, "version", w.version(), 3)
}

func testStaleTakeBack(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	p, s := w.Join(One), w.Write(One)
	before := dump(t, db)
	stale(t, db.TakeBack(ctx, w.ID, w.version()-1, p, []dialogue.StatementID{s}))
	stale(t, db.TakeBackStatement(ctx, w.ID, w.version()-1, s))
	if dump(t, db) != before {
		t.Error("a stale withdrawal wrote something")
	}
}

// A vote that is cast while its participant takes everything back is not left
// behind.
func testNoVoteAfterTakeBack(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 10)
	s := w.Write(Other)
	for range 10 {
		p, version := w.Join(One), w.version()
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() { db.CastVote(ctx, w.ID, version, vote(p, s, dialogue.Agree)) })
		}
		must(0, db.TakeBack(ctx, w.ID, version, p, nil))(t)
		all.Wait()
	}
	same(t, "votes", len(w.votes()), 0)
}

// R19: what was taken back after a backup was made is taken back again from
// what is restored, and nothing that is gone already stops it.
func testWithdrawalsAreAppliedAgain(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 2)
	p, other, s := w.Join(Other), w.Join(One), w.Write(One)
	for _, who := range []dialogue.ParticipantID{p, other} {
		w.Vote(who, s, dialogue.Agree)
	}
	all := []store.Withdrawal{
		{Dialogue: w.ID, Participant: 5}, {Dialogue: w.ID, Statement: 5},
		{Dialogue: w.ID, Statement: s}, {Dialogue: w.ID, Participant: p},
	}
	for range 2 {
		must(0, db.Withdraw(ctx, all))(t)
		same(t, "votes", w.votes(), []dialogue.Vote{vote(other, s, dialogue.Agree)})
		same(t, "statement", must(db.Statements(ctx, w.ID))(t)[0].State, dialogue.Withdrawn)
		same(t, "withdrawals", must(db.Withdrawals(ctx))(t), []store.Withdrawal{{Dialogue: w.ID, Statement: s}, {Dialogue: w.ID, Participant: p}})
	}
}
