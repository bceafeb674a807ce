package node_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

func wantFault(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	if !errors.Is(err, fault.New(kind, key)) {
		t.Errorf("got %v (%v), want %s (%v)", err, fault.KindOf(err), key, kind)
	}
}

// From codes to a frozen result (S8, S30).
func TestDialogueFromOpeningToResult(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Named, 12)
	for _, side := range sides {
		for _, code := range codes[side.ID] {
			s, phrase := w.join(code)
			v := s.Viewer()
			for {
				b, err := w.Ballot(t.Context(), v)
				w.must(err)
				if b.Statement == nil {
					if b.Voted != 2 || b.Total != 2 {
						t.Errorf("at the end %d of %d", b.Voted, b.Total)
					}
					break
				}
				w.must(w.CastVote(t.Context(), v, b.Statement.ID, dialogue.Agree, false))
			}
			back, err := w.Enter(t.Context(), strings.ToUpper(strings.ReplaceAll(string(phrase), "-", " ")))
			w.must(err)
			if back.Session != s {
				t.Error("the phrase opens another session")
			}
		}
	}
	if _, err := w.Result(t.Context(), dialogue.Viewer{}, id); fault.KindOf(err) != fault.NotFound {
		t.Errorf("result before closing: %v", err)
	}
	w.now = w.now.AddDate(0, 0, 11)
	w.must(w.Tend(t.Context(), false))
	r, err := w.Result(t.Context(), dialogue.Viewer{}, id)
	w.must(err)
	for _, s := range r.Statements {
		if s.Reading != "common_ground" || *s.Sides[0].Agree != 12 || *s.Sides[1].Agree != 12 {
			t.Errorf("statement %+v", s)
		}
	}
	if r.SideNames["armenia"]["hy"] != "Հայաստան" {
		t.Errorf("names %v", r.SideNames)
	}
}

// One side alone opens nothing (S8, C5).
func TestOneKeyOpensNothing(t *testing.T) {
	w := newWorld(t)
	id, codes := w.prepare(dialogue.Protected, 5)
	p, err := w.Propose(t.Context(), w.chair("azerbaijan"), id, dialogue.Act{Kind: dialogue.ActOpen, LastDay: w.day(3)})
	w.must(err)
	view, err := w.Proposal(t.Context(), w.chair("azerbaijan"), p)
	w.must(err)
	w.must(w.Approve(t.Context(), w.chair("azerbaijan"), p, view.Proposal.Hash(), node.Signing{}))
	_, err = w.Enter(t.Context(), codes["armenia"][0].String())
	wantFault(t, err, fault.NotFound, "refusal.nothing_opens")

	w.must(w.AddSeeds(t.Context(), w.chair("azerbaijan"), id, nil)) // a change without content voids nothing
	w.must(w.DropCodes(t.Context(), w.chair("azerbaijan"), id))
	err = w.Approve(t.Context(), w.chair("armenia"), p, view.Proposal.Hash(), node.Signing{})
	wantFault(t, err, fault.Conflict, "refusal.proposal_void")
	err = w.Approve(t.Context(), w.chair("armenia"), p, view.Proposal.Hash(), node.Signing{})
	wantFault(t, err, fault.Refused, "refusal.proposal_over")
}

// A pause works at the next request, alone; going on takes both (S8).
func TestEitherPausesAllResume(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Named, 5)
	s, _ := w.join(codes["armenia"][0])
	b, err := w.Ballot(t.Context(), s.Viewer())
	w.must(err)
	w.must(w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Pass, true))
	w.must(w.Pause(t.Context(), w.chair("azerbaijan"), id))
	wantFault(t, w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Agree, true), fault.Refused, "refusal.paused")
	w.must(w.RetractVote(t.Context(), s.Viewer(), b.Statement.ID)) // less visible always works
	w.enact(id, dialogue.Act{Kind: dialogue.ActResume})
	w.must(w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Agree, true))
}

// A statement's way, and that only its author finds it (R12).
func TestStatementsOfOnesOwn(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Protected, 5)
	author, _ := w.join(codes["azerbaijan"][0])
	other, _ := w.join(codes["azerbaijan"][1])
	number, err := w.Write(t.Context(), author, "Körpünün işığı gecə də yanmalıdır.", "az")
	w.must(err)
	for _, c := range []struct {
		side dialogue.SideID
		want int
	}{{"armenia", 0}, {"azerbaijan", 1}} {
		q, err := w.Queue(t.Context(), w.moderator(c.side), id)
		w.must(err)
		if len(q.Pending) != c.want {
			t.Errorf("%s has %d to moderate", c.side, len(q.Pending))
		}
	}
	err = w.Moderate(t.Context(), w.moderator("armenia"), id, number, dialogue.Accepted, "")
	wantFault(t, err, fault.NotFound, "refusal.statement_unknown")
	w.must(w.Moderate(t.Context(), w.moderator("azerbaijan"), id, number, dialogue.Rejected, "several_ideas"))
	mine, err := w.MyStatements(t.Context(), author)
	w.must(err)
	if len(mine) != 1 || mine[0].Reason != "several_ideas" {
		t.Errorf("mine: %+v", mine)
	}
	if theirs, _ := w.MyStatements(t.Context(), other); len(theirs) != 0 {
		t.Errorf("another finds %+v", theirs)
	}
	wantFault(t, w.TakeBackStatement(t.Context(), other, number), fault.NotFound, "refusal.statement_unknown")
	w.must(w.TakeBackAll(t.Context(), author))
	if _, err := w.Resume(t.Context(), author); fault.KindOf(err) != fault.Refused {
		t.Errorf("after taking back: %v", err)
	}
	_, err = w.Enter(t.Context(), codes["azerbaijan"][0].String())
	wantFault(t, err, fault.NotFound, "refusal.nothing_opens")
}

// Vote rows go, sealed, to those whom both sides named (R2).
func TestRowsAreSealedToTheirReceivers(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Named, 5)
	for _, side := range sides {
		s, _ := w.join(codes[side.ID][0])
		b, err := w.Ballot(t.Context(), s.Viewer())
		w.must(err)
		w.must(w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Disagree, false))
	}
	w.now = w.now.AddDate(0, 0, 11)
	w.must(w.Tend(t.Context(), false))
	key, err := age.GenerateX25519Identity()
	w.must(err)
	p := w.enact(id, dialogue.Act{Kind: dialogue.ActHandRows, To: []dialogue.Receiver{{Name: "An institute", Key: key.Recipient().String()}}})
	var sealed bytes.Buffer
	w.must(w.WriteRows(t.Context(), w.chair("armenia"), p, &sealed))
	if bytes.Contains(sealed.Bytes(), []byte("votes.csv")) {
		t.Error("the rows are not sealed")
	}
	opened, err := age.Decrypt(&sealed, key)
	w.must(err)
	if text, err := io.ReadAll(opened); err != nil || !bytes.Contains(text, []byte("votes.csv")) {
		t.Errorf("opened: %v", err)
	}
	err = w.WriteRows(t.Context(), w.moderator("armenia"), p, io.Discard)
	wantFault(t, err, fault.NotFound, "refusal.proposal_unknown")
}

// Wrong codes and phrases have one answer; beyond the limit they wait, and what
// is right still opens (R17, C14).
func TestLimitNeverRefusesWhatIsRight(t *testing.T) {
	w := newWorld(t)
	_, codes := w.open(dialogue.Named, 5)
	answers := map[string]int{}
	for i := range 10_000 {
		_, err := w.Enter(t.Context(), fmt.Sprintf("AAAA-AAAA-AAAA-%04d", i))
		answers[fault.Of(err).Key]++
	}
	if answers["refusal.nothing_opens"] == 0 || answers["refusal.nothing_opens"] > 100 || answers["refusal.too_many"] < 9_900 {
		t.Errorf("answers %v", answers)
	}
	w.join(codes["armenia"][1])
}
