package node_test

import (
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

// another is a second process over the same database, which keeps in memory what
// it has read.
func (w *world) another() *world {
	w.t.Helper()
	out := *w
	o := w.Options
	o.Store = openDB(w.t, w.url)
	o.Random = newChance(77)
	out.db = o.Store
	var err error
	out.Node, err = node.New(w.t.Context(), o)
	w.must(err)
	return &out
}

// A vote that was decided on by an older state of things is not written: not
// after a pause, not on a statement that was rejected, not after closing (R21).
func TestNoVoteByAnOldState(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		id, codes := w.open(dialogue.Named, 6)
		author, _ := w.join(codes["armenia"][0])
		s, _ := w.join(codes["azerbaijan"][0])
		v := s.Viewer()
		number, err := w.Write(t.Context(), author, "The quay needs a bench.", "en")
		w.must(err)
		w.must(w.Moderate(t.Context(), w.moderator("armenia"), id, number, dialogue.Accepted, ""))
		other := w.another()
		warm := func() { // both have the dialogue in memory
			t.Helper()
			_, err := w.BallotOn(t.Context(), v, number)
			w.must(err)
		}
		votes := func() int {
			all, err := other.db.Votes(t.Context(), id, v.Participant)
			w.must(err)
			return len(all)
		}
		cast := func(kind fault.Kind, key string) {
			t.Helper()
			wantFault(t, w.CastVote(t.Context(), v, number, dialogue.Agree, false), kind, key)
			if votes() != 0 {
				t.Errorf("%s, and written", key)
			}
		}
		warm()
		w.must(other.Pause(t.Context(), w.chair("azerbaijan"), id))
		cast(fault.Refused, "refusal.paused")
		if _, err := w.Write(t.Context(), author, "And a lamp.", "en"); fault.KindOf(err) != fault.Refused {
			t.Errorf("wrote in a pause: %v", err)
		}
		if _, err := w.Enter(t.Context(), codes["azerbaijan"][1].String()); fault.KindOf(err) != fault.Refused {
			t.Errorf("joined in a pause: %v", err)
		}
		other.enact(id, dialogue.Act{Kind: dialogue.ActResume})
		warm()
		w.must(other.Moderate(t.Context(), w.moderator("armenia"), id, number, dialogue.Rejected, "duplicate"))
		cast(fault.NotFound, "refusal.statement_unknown")
		w.must(other.Moderate(t.Context(), w.moderator("armenia"), id, number, dialogue.Accepted, ""))
		warm()
		o, late := other.Options, w.now.AddDate(0, 0, 11)
		o.Now = func() time.Time { return late }
		n, err := node.New(t.Context(), o)
		w.must(err)
		w.must(n.Close(t.Context(), id)) // its clock is ahead
		cast(fault.Refused, "refusal.not_open")
	})
}

// An approval that was decided on by an older state enacts nothing: what it
// rests on is looked at again in the transaction (R21).
func TestNoApprovalOfAnOldState(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		id, _ := w.prepare(dialogue.Protected, 5)
		p, err := w.Propose(t.Context(), w.chair("azerbaijan"), id, dialogue.Act{Kind: dialogue.ActOpen, LastDay: w.day(9)})
		w.must(err)
		view, err := w.Proposal(t.Context(), w.chair("armenia"), p) // in memory now
		w.must(err)
		other := w.another()
		changed := settings()
		changed.Topic["hy"] = "Ուրիշ կամուրջներ"
		w.must(other.ChangeSettings(t.Context(), w.chair("azerbaijan"), id, changed))
		err = w.Approve(t.Context(), w.chair("armenia"), p, view.Proposal.Hash(), node.Signing{})
		wantFault(t, err, fault.Conflict, "refusal.proposal_void")
		if d, _ := w.db.Dialogue(t.Context(), id); d.Phase != dialogue.Preparing {
			t.Error("opened with settings that one side never saw")
		}
	})
}
