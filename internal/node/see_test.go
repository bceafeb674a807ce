package node_test

import (
	"context"
	"fmt"
	"io"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

// unknownTo are numbers that nothing has.
const (
	noDialogue = dialogue.ID(77_777_777_777)
	noProposal = dialogue.ProposalID(88_888_888_888)
)

// reads calls every method that reads of a dialogue what a viewer asks for.
func (w *world) reads(ctx context.Context, v dialogue.Viewer, id dialogue.ID, p dialogue.ProposalID) map[string]error {
	out := map[string]error{}
	_, out["dialogue"] = w.Dialogue(ctx, v, id)
	_, out["papers"] = w.Papers(ctx, v, id)
	_, out["queue"] = w.Queue(ctx, v, id)
	_, out["balance"] = w.Balance(ctx, v, id)
	_, out["log"] = w.ModerationLog(ctx, v, id)
	_, out["proposals"] = w.Proposals(ctx, v, id)
	_, out["result"] = w.Result(ctx, v, id)
	_, out["proposal"] = w.Proposal(ctx, v, p)
	out["rows"] = w.WriteRows(ctx, v, p, io.Discard)
	return out
}

// maySee is who may see what, written down a second time. It says nothing of
// whether there is a result yet, or rows were handed out.
func maySee(v dialogue.Viewer, what string, d dialogue.Dialogue) bool {
	chair, office := v.Role == dialogue.CoChair, v.Role != ""
	member := office || v.Participant != 0 && v.Dialogue == d.ID
	reader := member || d.Settings.Results == dialogue.Everyone
	began := d.Phase != dialogue.Preparing
	switch what {
	case "papers", "proposals", "proposal", "rows":
		return chair
	case "dialogue":
		return chair || began && reader
	case "queue", "balance":
		return began && v.Role == dialogue.Moderator
	case "log":
		return began && member
	case "result":
		return reader && (d.Phase == dialogue.Closed || d.Phase == dialogue.Open && d.Live)
	}
	panic(what)
}

// checkSight calls every method as every viewer. What may not be seen must be
// answered exactly like what is not there (C10).
func (w *world) checkSight(id dialogue.ID, p dialogue.ProposalID, viewers map[string]dialogue.Viewer) {
	w.t.Helper()
	d, err := w.db.Dialogue(w.t.Context(), id)
	w.must(err)
	for name, v := range viewers {
		nothing := w.reads(w.t.Context(), v, noDialogue, noProposal)
		for what, err := range w.reads(w.t.Context(), v, id, p) {
			may := maySee(v, what, d)
			if what == "result" && !may && maySee(v, "dialogue", d) { // who knows of the dialogue may know that
				wantFault(w.t, err, fault.NotFound, "refusal.result_not_yet")
				continue
			}
			if !may && fmt.Sprint(err) != fmt.Sprint(nothing[what]) {
				w.t.Errorf("%s asks for the %s of a dialogue that is %s: %v, and for none: %v", name, what, d.Phase, err, nothing[what])
			} else if may && fault.KindOf(err) == fault.NotFound && what != "result" && what != "rows" {
				w.t.Errorf("%s does not see the %s of a dialogue that is %s", name, what, d.Phase)
			} else if f := fault.Of(err); err != nil && f == nil {
				w.t.Errorf("%s asks for the %s: %v", name, what, err)
			}
		}
		w.checkLists(name, v, d)
	}
}

// checkLists looks for a dialogue and its forum in the viewer's lists.
func (w *world) checkLists(name string, v dialogue.Viewer, d dialogue.Dialogue) {
	w.t.Helper()
	listed := false
	all, err := w.Dialogues(w.t.Context(), v)
	w.must(err)
	for _, one := range all {
		listed = listed || one.ID == d.ID
		if one.Phase != dialogue.Closed && one.Sides[0].Joined+one.Sides[1].Joined > 0 {
			w.t.Errorf("%s sees how many have joined an open dialogue", name)
		}
	}
	if listed != maySee(v, "dialogue", d) {
		w.t.Errorf("%s has a dialogue that is %s in the list: %t", name, d.Phase, listed)
	}
	forums, err := w.Forums(w.t.Context(), v)
	w.must(err)
	known := map[dialogue.ForumID]bool{}
	for _, one := range all {
		known[one.Forum] = true
	}
	for _, f := range forums {
		if v.Role == "" && !known[f.ID] {
			w.t.Errorf("%s knows of a forum and of nothing in it", name)
		}
	}
	if (v.Role != "" || len(all) > 0) != (len(forums) > 0) {
		w.t.Errorf("%s knows of %d dialogues and %d forums", name, len(all), len(forums))
	}
	if _, err := w.People(w.t.Context(), v); (err == nil) != (v.Role != "") {
		w.t.Errorf("%s asks for the people: %v", name, err)
	}
}

// everybody is every kind of viewer.
func (w *world) everybody(participants map[string]dialogue.Viewer) map[string]dialogue.Viewer {
	all := map[string]dialogue.Viewer{"the public": {}}
	for side, offices := range w.offices {
		for role, v := range offices {
			all[fmt.Sprintf("%s of %s", role, side)] = v
		}
	}
	for name, v := range participants {
		all[name] = v
	}
	return all
}

// Who may see what, in every phase and for every audience (S76, C10).
func TestWhoSeesWhat(t *testing.T) {
	w := newWorld(t)
	_, elsewhere := w.open(dialogue.Named, 2)
	stranger, _ := w.join(elsewhere["armenia"][0])
	w.must(second(w.MakeForum(t.Context(), w.chair("azerbaijan"), sides[1].Names))) // in which there is nothing
	for _, audience := range []dialogue.Audience{dialogue.Everyone, dialogue.Members} {
		for _, kind := range []dialogue.Kind{dialogue.Protected, dialogue.Named} {
			id, codes := w.prepare(kind, 50)
			s := settings()
			s.Results = audience
			w.must(w.ChangeSettings(t.Context(), w.chair("armenia"), id, s))
			viewers := w.everybody(map[string]dialogue.Viewer{"a participant of another dialogue": stranger.Viewer()})
			p, err := w.Propose(t.Context(), w.chair("azerbaijan"), id, dialogue.Act{Kind: dialogue.ActOpen, LastDay: w.day(10)})
			w.must(err)
			w.checkSight(id, p, viewers)
			view, err := w.Proposal(t.Context(), w.chair("armenia"), p)
			w.must(err)
			w.must(w.Approve(t.Context(), w.chair("armenia"), p, view.Proposal.Hash(), node.Signing{}))
			for _, side := range sides {
				s, _ := w.join(codes[side.ID][0])
				viewers["a participant of "+string(side.ID)] = s.Viewer()
			}
			w.checkSight(id, p, viewers)
			if kind == dialogue.Named {
				w.enact(id, dialogue.Act{Kind: dialogue.ActLive})
				w.must(w.Tend(t.Context(), true))
				w.checkSight(id, p, viewers)
			}
			w.must(w.Pause(t.Context(), w.chair("azerbaijan"), id))
			w.checkSight(id, p, viewers)
			now := w.now
			w.now = w.now.AddDate(0, 0, 11)
			w.must(w.Close(t.Context(), id))
			w.checkSight(id, p, viewers)
			w.now = now
		}
	}
}

// A queue holds what is of the moderator's own side; the other side's is not
// there, in whatever state (S30, C10).
func TestQueueIsOfOnesOwnSide(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Named, 5)
	var numbers []dialogue.StatementID
	for i, text := range []string{"Ships need harbours.", "Harbours need cranes.", "Cranes need wind.", "Wind needs nobody."} {
		s, _ := w.join(codes[sides[i%2].ID][i])
		n, err := w.Write(t.Context(), s, text, "en")
		w.must(err)
		numbers = append(numbers, n)
	}
	w.must(w.Moderate(t.Context(), w.moderator("armenia"), id, numbers[1], dialogue.Rejected, "unclear"))
	for _, side := range sides {
		q, err := w.Queue(t.Context(), w.moderator(side.ID), id)
		w.must(err)
		for _, s := range append(q.Pending, q.Decided...) {
			if s.Side != side.ID {
				t.Errorf("%s sees %+v", side.ID, s)
			}
		}
		if len(q.Pending)+len(q.Decided) != 2 {
			t.Errorf("%s sees %d and %d", side.ID, len(q.Pending), len(q.Decided))
		}
	}
	for _, n := range numbers { // each number as the other side's moderator: as if it were not there
		for _, side := range sides {
			err := w.Moderate(t.Context(), w.moderator(side.ID), id, n, dialogue.Accepted, "")
			wantNone := w.Moderate(t.Context(), w.moderator(side.ID), id, 123_456, dialogue.Accepted, "")
			if err != nil && fmt.Sprint(err) != fmt.Sprint(wantNone) {
				t.Errorf("%s on %s: %v, on none: %v", side.ID, n, err, wantNone)
			}
		}
	}
}

// A participant cannot tell a statement that is hidden (waiting, rejected,
// withdrawn) from one that was never written: not by asking for it, nor by
// voting on it, whatever the state of the dialogue (C10).
func TestHiddenStatementsAreNotThere(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Named, 5)
	author, _ := w.join(codes["armenia"][0])
	curious, _ := w.join(codes["azerbaijan"][0])
	hidden := map[string]dialogue.StatementID{}
	for i, state := range []string{"waiting", "rejected", "withdrawn"} {
		n, err := w.Write(t.Context(), author, fmt.Sprintf("Secret wish %d.", i), "en")
		w.must(err)
		hidden[state] = n
	}
	w.must(w.Moderate(t.Context(), w.moderator("armenia"), id, hidden["rejected"], dialogue.Rejected, "insult"))
	w.must(w.TakeBackStatement(t.Context(), author, hidden["withdrawn"]))
	ask := func(n dialogue.StatementID) map[string]string {
		v, out := curious.Viewer(), map[string]string{}
		_, err := w.BallotOn(t.Context(), v, n)
		out["to be asked about it"] = fmt.Sprint(fault.KindOf(err), err)
		err = w.CastVote(t.Context(), v, n, dialogue.Agree, false)
		out["to vote on it"] = fmt.Sprint(fault.KindOf(err), err)
		err = w.RetractVote(t.Context(), v, n)
		out["to retract a vote"] = fmt.Sprint(fault.KindOf(err), err)
		err = w.TakeBackStatement(t.Context(), curious, n)
		out["to take it back"] = fmt.Sprint(fault.KindOf(err), err)
		return out
	}
	compare := func(when string) {
		t.Helper()
		none := ask(424_242)
		for state, n := range hidden {
			for what, got := range ask(n) {
				if got != none[what] {
					t.Errorf("%s, %s, of one that is %s: %s, of none: %s", when, what, state, got, none[what])
				}
			}
		}
	}
	compare("open")
	w.must(w.Pause(t.Context(), w.chair("armenia"), id))
	compare("paused")
	w.now = w.now.AddDate(0, 0, 11)
	compare("over")
}

// Putting forward what somebody else has put forward, and what is hidden from
// the author, is answered as if it were new (C10).
func TestHiddenStatementsAreNotFoundByWriting(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Protected, 5)
	author, _ := w.join(codes["azerbaijan"][0])
	curious, _ := w.join(codes["armenia"][0])
	const waiting, rejected = "Our village wants to talk.", "Our town wants to talk."
	w.must(second(w.Write(t.Context(), author, waiting, "en")))
	n, err := w.Write(t.Context(), author, rejected, "en")
	w.must(err)
	w.must(w.Moderate(t.Context(), w.moderator("azerbaijan"), id, n, dialogue.Rejected, "unclear"))
	for _, text := range []string{waiting, rejected} {
		if _, err := w.Write(t.Context(), curious, text, "en"); err != nil {
			t.Errorf("%q, which is hidden: %v", text, err)
		}
	}
	_, err = w.Write(t.Context(), curious, "The footbridge should come first!", "en")
	wantFault(t, err, fault.Invalid, "refusal.statement_twice") // that one can be seen
}

func second[T any](_ T, err error) error { return err }
