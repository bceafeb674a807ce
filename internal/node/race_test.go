package node_test

import (
	"bytes"
	"sync"
	"testing"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/store"
)

// Of an approval and a withdrawal of one proposal that come at the same moment
// one succeeds, and what became of the proposal is what became of the dialogue.
func TestApprovalAndWithdrawalDoNotBothHappen(t *testing.T) {
	w := newWorld(t)
	id, _ := w.open(dialogue.Named, 5)
	for round := range 150 {
		day := dialogue.DayOf(w.now) + dialogue.Day(20+round)
		p, err := w.Propose(t.Context(), w.chair("armenia"), id, dialogue.Act{Kind: dialogue.ActClosing, LastDay: day.String()})
		w.must(err)
		view, err := w.Proposal(t.Context(), w.chair("azerbaijan"), p)
		w.must(err)
		var approved, withdrawn error
		var both sync.WaitGroup
		both.Go(func() {
			approved = w.Approve(t.Context(), w.chair("azerbaijan"), p, view.Proposal.Hash(), node.Signing{})
		})
		both.Go(func() { withdrawn = w.WithdrawProposal(t.Context(), w.chair("armenia"), p) })
		both.Wait()
		if (approved == nil) == (withdrawn == nil) {
			t.Fatalf("round %d: approved %v, withdrawn %v", round, approved, withdrawn)
		}
		kept, err := w.db.Proposal(t.Context(), p)
		w.must(err)
		d, err := w.db.Dialogue(t.Context(), id)
		w.must(err)
		if enacted := approved == nil; (kept.State == dialogue.Enacted) != enacted || (d.LastDay == day) != enacted {
			t.Fatalf("round %d: approved %v, but it is %s and the last day %s", round, approved, kept.State, d.LastDay)
		}
	}
}

// What a restored backup would bring back stays gone: also a phrase that was
// revoked (R19, C14).
func TestRestoreRevokesAgain(t *testing.T) {
	w := newWorld(t)
	_, codes := w.open(dialogue.Protected, 5)
	e, err := w.Enter(t.Context(), codes["azerbaijan"][0].String())
	w.must(err)
	_, err = w.Join(t.Context(), *e.Offer)
	w.must(err)
	var list []store.Withdrawal
	w.Withdrawn = func(all []store.Withdrawal) error { list = all; return nil }
	key, err := age.GenerateX25519Identity()
	w.must(err)
	for _, side := range sides {
		w.must(w.SetBackupKey(t.Context(), w.offices[side.ID][dialogue.Steward], key.Recipient().String()))
	}
	var backup bytes.Buffer
	w.must(node.Backup(t.Context(), w.db, dialogue.DayOf(w.now), &backup))
	w.must(w.Revoke(t.Context(), e.Offer.Card.String()))

	other, err := store.Open(t.Context(), store.Options{URL: sqliteURL(t)})
	w.must(err)
	defer other.Close()
	w.must(node.Restore(t.Context(), other, &backup, []age.Identity{key}, dialogue.DayOf(w.now), list))
	w.Store = other
	_, err = w.Enter(t.Context(), string(e.Offer.Phrase))
	wantFault(t, err, fault.NotFound, "refusal.nothing_opens")
}

// Nobody writes who has left meanwhile.
func TestNobodyWritesAfterLeaving(t *testing.T) {
	w := newWorld(t)
	_, codes := w.open(dialogue.Named, 5)
	s, _ := w.join(codes["armenia"][0])
	w.must(w.TakeBackAll(t.Context(), s))
	_, err := w.Write(t.Context(), s, "Lamps should be dim.", "en")
	wantFault(t, err, fault.NotFound, "refusal.participant_unknown")
}

// What is taken back leaves a live result at once, not at the next step; and
// while results are live what was rejected stays rejected (R4).
func TestLiveResultLosesWhatIsTakenBack(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Named, 50)
	w.enact(id, dialogue.Act{Kind: dialogue.ActLive})
	s, _ := w.join(codes["azerbaijan"][0])
	number, err := w.Write(t.Context(), s, "Körpülər gecə işıqlı olsun.", "az")
	w.must(err)
	w.must(w.Moderate(t.Context(), w.moderator("azerbaijan"), id, number, dialogue.Accepted, ""))
	w.must(w.Tend(t.Context(), true))
	shown := func() int {
		r, err := w.Result(t.Context(), dialogue.Viewer{}, id)
		w.must(err)
		return len(r.Statements)
	}
	if n := shown(); n != 3 {
		t.Fatalf("%d statements are shown", n)
	}
	w.must(w.Moderate(t.Context(), w.moderator("azerbaijan"), id, number, dialogue.Rejected, "personal"))
	if n := shown(); n != 2 {
		t.Errorf("%d statements are shown after one was rejected", n)
	}
	err = w.Moderate(t.Context(), w.moderator("azerbaijan"), id, number, dialogue.Accepted, "")
	wantFault(t, err, fault.Refused, "refusal.live_rejected")
	w.must(w.TakeBackAll(t.Context(), s))
	if n := shown(); n != 2 {
		t.Errorf("%d statements are shown", n)
	}
}

// A steward dismisses a moderator of the own side, at once, and nobody else; a
// link that went to the wrong hands is cancelled.
func TestStewardDismissesAndCancels(t *testing.T) {
	w := newWorld(t)
	steward := w.offices["armenia"][dialogue.Steward]
	wantFault(t, w.Dismiss(t.Context(), w.chair("armenia")), fault.Refused, "refusal.steward_only")
	mine := w.moderator("armenia")
	w.must(w.Dismiss(t.Context(), steward))
	for _, o := range []dialogue.Viewer{w.moderator("azerbaijan"), w.chair("armenia"), w.chair("azerbaijan"), steward} {
		_, err := w.Resume(t.Context(), node.Session{Account: o.Account, Role: o.Role, Side: o.Side})
		w.must(err)
	}
	_, err := w.Resume(t.Context(), node.Session{Account: mine.Account, Role: mine.Role, Side: mine.Side})
	wantFault(t, err, fault.Refused, "refusal.session_over")

	link, err := w.Invite(t.Context(), steward, dialogue.Moderator)
	w.must(err)
	w.must(w.CancelLinks(t.Context(), w.offices["azerbaijan"][dialogue.Steward])) // of another side
	_, err = w.LookAt(t.Context(), link.Token)
	w.must(err)
	w.must(w.CancelLinks(t.Context(), steward))
	_, err = w.LookAt(t.Context(), link.Token)
	wantFault(t, err, fault.NotFound, "refusal.invitation_unknown")
}

// Everything that shares memory, at once: the race detector looks on. In the
// end the tally says what the database does.
func TestActsAtOnce(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Named, 12)
	var all sync.WaitGroup
	for _, side := range sides {
		for i, code := range codes[side.ID] {
			s, _ := w.join(code)
			all.Go(func() {
				for n := range 12 {
					b, err := w.Ballot(t.Context(), s.Viewer())
					if err != nil || b.Statement == nil {
						continue
					}
					_ = w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Choice(n%3-1), n == 2) // or it is paused
					if n%5 == 4 {
						_ = w.RetractVote(t.Context(), s.Viewer(), b.Statement.ID)
					}
					if n == 6 && i < 3 {
						_, _ = w.Write(t.Context(), s, "Bridges need light, said by "+string(rune('a'+i))+" of "+string(side.ID)+".", "en")
					}
				}
			})
		}
	}
	all.Go(func() {
		for range 3 {
			q, err := w.Queue(t.Context(), w.moderator("armenia"), id)
			if err != nil {
				t.Error(err)
			}
			for _, s := range q.Pending {
				_ = w.Moderate(t.Context(), w.moderator("armenia"), id, s.ID, dialogue.Accepted, "")
			}
			if err := w.Tend(t.Context(), true); err != nil {
				t.Error(err)
			}
		}
	})
	all.Wait()
	w.must(w.Tend(t.Context(), true)) // reads the tally anew
	balance, err := w.Balance(t.Context(), w.moderator("azerbaijan"), id)
	w.must(err)
	counts, err := w.db.Counts(t.Context(), id)
	w.must(err)
	votes := map[dialogue.StatementID]int{}
	for _, c := range counts {
		if c.Side == "azerbaijan" {
			votes[c.Statement] = c.Agree + c.Disagree + c.Pass
		}
	}
	statements, err := w.db.Statements(t.Context(), id)
	w.must(err)
	open := 0
	for _, s := range statements {
		if s.State == dialogue.Accepted && votes[s.ID] < 5 {
			open++
		}
	}
	for _, b := range balance {
		if b.Side == "azerbaijan" && b.Open != open {
			t.Errorf("%d statements are open by the tally, %d by the votes", b.Open, open)
		}
	}
}
