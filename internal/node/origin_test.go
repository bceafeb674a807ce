package node_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/fault"
	"parley/internal/opinion"
	"parley/internal/report"
)

// closed is a dialogue that has closed: on one of its statements both sides
// agree, on the other they divide.
func (w *world) closed() dialogue.ID {
	w.t.Helper()
	id, codes := w.open(dialogue.Named, 12)
	var divide dialogue.StatementID
	for _, side := range sides {
		for _, code := range codes[side.ID] {
			s, _ := w.join(code)
			for {
				b, err := w.Ballot(w.t.Context(), s.Viewer())
				w.must(err)
				if b.Statement == nil {
					break
				}
				if divide == 0 {
					divide = b.Statement.ID
				}
				choice := dialogue.Agree
				if b.Statement.ID == divide && side.ID == "armenia" {
					choice = dialogue.Disagree
				}
				w.must(w.CastVote(w.t.Context(), s.Viewer(), b.Statement.ID, choice, false))
			}
		}
	}
	w.now = w.now.AddDate(0, 0, 11)
	w.must(w.Tend(w.t.Context(), false))
	return id
}

// Divides become issues and common grounds texts to be agreed, with one act,
// linked to their statements and figures; to repeat it changes nothing (S1, S4).
func TestTakeUp(t *testing.T) {
	w := newWorld(t)
	open, _ := w.open(dialogue.Named, 5)
	_, _, err := w.TakeUp(t.Context(), w.chair("armenia"), open)
	if err == nil {
		t.Error("an open dialogue is taken up")
	}
	id := w.closed()
	_, _, err = w.TakeUp(t.Context(), dialogue.Viewer{}, id)
	if fault.KindOf(err) != fault.NotFound {
		t.Errorf("the public takes a dialogue up: %v", err)
	}
	issues, joint, err := w.TakeUp(t.Context(), w.chair("azerbaijan"), id)
	if err != nil || issues != 1 || joint != 1 {
		t.Fatalf("%d issues and %d joint texts, %v", issues, joint, err)
	}
	if issues, joint, err = w.TakeUp(t.Context(), w.chair("armenia"), id); err != nil || issues+joint != 0 {
		t.Errorf("again: %d issues and %d joint texts, %v", issues, joint, err)
	}
	all, err := w.Issues(t.Context(), w.chair("armenia"), w.forum)
	w.must(err)
	texts, err := w.JointTexts(t.Context(), w.chair("armenia"), w.forum)
	w.must(err)
	for _, o := range []*dialogue.Origin{all[0].Issue.Origin, texts[0].Origin} {
		if o == nil || o.Dialogue != id || o.Statement == 0 || len(o.Support) != 2 {
			t.Fatalf("from %+v", o)
		}
		for _, s := range o.Support {
			want := 12
			if o.Reading == string(report.Divide) && s.Side == "armenia" {
				want = 0
			}
			if s.Voters != 12 || s.Agree != want || s.Withheld {
				t.Errorf("%s: %+v", o.Reading, s)
			}
		}
	}
	if texts[0].Asked != dialogue.Agreed || len(texts[0].Consents) != 0 {
		t.Error("votes of participants pass for the consent of co-chairs")
	}
}

// Whoever was handed the vote rows gets the digest that the release names, and
// reproduces its figures bit for bit (R2).
func TestRowsReproduceTheRelease(t *testing.T) {
	w := newWorld(t)
	id := w.closed()
	key, err := age.GenerateX25519Identity()
	w.must(err)
	hand := w.enact(id, dialogue.Act{Kind: dialogue.ActHandRows, To: []dialogue.Receiver{{Name: "An institute", Key: key.Recipient().String()}}})
	j := newJury(t, "azerbaijan", "armenia")
	j.sit(w)
	a := w.agree()
	w.edit(a.report, func(r *dialogue.Report) { r.Dialogues = []dialogue.ID{id} })
	view, err := w.Release(t.Context(), dialogue.Viewer{}, w.release(j, a.report))
	w.must(err)
	p, err := w.Proposal(t.Context(), w.chair("armenia"), view.Release.Proposal)
	w.must(err)

	c := w.opened(hand, key)
	if got := c.Digest(c.Salt); len(p.Act.VotesDigests) != 1 || p.Act.VotesDigests[0].Digest != got {
		t.Errorf("the rows have the digest %s, the release names %v", got, p.Act.VotesDigests)
	}
	shown := view.Document.Results[0].Result
	f := report.Figures{Sides: c.Sides, SideOf: c.Side, Participants: c.Participants, Topic: c.Topic, Description: c.Description}
	for column := range c.Columns {
		s := c.Statement(column)
		f.Statements = append(f.Statements, report.Wording{ID: s.ID, Text: s.Text, Language: s.Language, Author: c.Sides[s.AuthorSide], Seed: s.Seed})
	}
	f.Map, err = opinion.New(opinion.Input{Votes: c.Votes, Side: c.Side, Sides: len(c.Sides), Rooms: c.Populations}, opinion.Options{Threshold: c.Threshold})
	w.must(err)
	again := report.Disclose(f, report.Public)
	again.SideNames, again.Language = shown.SideNames, shown.Language
	one, err := json.Marshal(shown)
	w.must(err)
	other, err := json.Marshal(again)
	w.must(err)
	if !bytes.Equal(one, other) {
		t.Errorf("the release shows\n%s\nthe rows give\n%s", one, other)
	}
}

// opened reads the rows that a proposal handed out, with the receiver's key.
func (w *world) opened(p dialogue.ProposalID, key *age.X25519Identity) *exchange.Conversation {
	w.t.Helper()
	var sealed bytes.Buffer
	w.must(w.WriteRows(w.t.Context(), w.chair("armenia"), p, &sealed))
	plain, err := age.Decrypt(&sealed, key)
	w.must(err)
	text, err := io.ReadAll(plain)
	w.must(err)
	files, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	w.must(err)
	c, err := exchange.Read(files, exchange.Options{SkipGroups: true})
	w.must(err)
	return c
}
