package node_test

import (
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

const recoveryKey = dialogue.Phrase("badu-kitu-sari-lami-pevi-nidu-gura")

// replaceChair makes the side's recovery key and returns a link that replaces its
// co-chair.
func (w *world) replaceChair(side dialogue.SideID) string {
	w.t.Helper()
	w.must(w.SetRecovery(w.t.Context(), w.offices[side][dialogue.Steward], recoveryKey))
	link, err := w.Replace(w.t.Context(), string(recoveryKey), dialogue.CoChair)
	w.must(err)
	return link.Token
}

// A replacement waits, is seen by every side at once, and makes what the old
// co-chair approved void when it takes effect; the link works once (R13).
func TestReplacedChair(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		id, codes := w.prepare(dialogue.Protected, 6)
		p, err := w.Propose(t.Context(), w.chair("azerbaijan"), id, dialogue.Act{Kind: dialogue.ActOpen, LastDay: w.day(30)})
		w.must(err)
		token := w.replaceChair("azerbaijan")
		w.seesReplacement("azerbaijan")

		for range dialogue.DaysToReplace {
			_, err := w.LookAt(t.Context(), token)
			wantFault(t, err, fault.Refused, "refusal.invitation_early")
			w.now = w.now.AddDate(0, 0, 1)
		}
		view, err := w.Proposal(t.Context(), w.chair("armenia"), p)
		w.must(err)
		if len(view.Missing) != 1 || view.Missing[0] != "armenia" {
			t.Errorf("while the replacement waits %v are missing", view.Missing)
		}

		offer, err := w.LookAt(t.Context(), token)
		w.must(err)
		fresh, err := w.Accept(t.Context(), token, offer)
		w.must(err)
		_, err = w.Accept(t.Context(), token, offer)
		wantFault(t, err, fault.NotFound, "refusal.invitation_unknown")
		_, err = w.LookAt(t.Context(), token)
		wantFault(t, err, fault.NotFound, "refusal.invitation_unknown")

		// The old key does not count any more.
		w.must(w.Approve(t.Context(), w.chair("armenia"), p, view.Proposal.Hash(), node.Signing{}))
		if d, _ := w.db.Dialogue(t.Context(), id); d.Phase != dialogue.Preparing {
			t.Fatal("opened with the key of a co-chair who was replaced")
		}
		_, err = w.Enter(t.Context(), codes["armenia"][0].String())
		wantFault(t, err, fault.NotFound, "refusal.nothing_opens")
		w.must(w.Approve(t.Context(), fresh.Viewer(), p, view.Proposal.Hash(), node.Signing{}))
		if d, _ := w.db.Dialogue(t.Context(), id); d.Phase != dialogue.Open {
			t.Error("not open with the new key")
		}
	})
}

// seesReplacement checks that everybody in office sees the link that is out.
func (w *world) seesReplacement(side dialogue.SideID) {
	w.t.Helper()
	for _, offices := range w.offices {
		for _, v := range offices {
			people, err := w.People(w.t.Context(), v)
			w.must(err)
			if len(people.Invitations) != 1 || people.Invitations[0].Replaces != w.chair(side).Account || people.Invitations[0].From == 0 {
				w.t.Errorf("%s of %s sees %+v", v.Role, v.Side, people.Invitations)
			}
		}
	}
}

// The session of a co-chair who was replaced ends with the next request, and
// the phrase opens nothing.
func TestReplacedChairIsOut(t *testing.T) {
	w := newWorld(t)
	w.must(w.SetRecovery(t.Context(), w.offices["armenia"][dialogue.Steward], recoveryKey))
	old := w.chair("armenia")
	link, err := w.Replace(t.Context(), string(recoveryKey), dialogue.CoChair)
	w.must(err)
	w.now = w.now.AddDate(0, 0, dialogue.DaysToReplace)
	offer, err := w.LookAt(t.Context(), link.Token)
	w.must(err)
	session := sessionOf(old)
	if _, err := w.Resume(t.Context(), session); err != nil {
		t.Fatal(err)
	}
	fresh, err := w.Accept(t.Context(), link.Token, offer)
	w.must(err)
	_, err = w.Resume(t.Context(), session)
	wantFault(t, err, fault.Refused, "refusal.session_over")
	back, err := w.Enter(t.Context(), string(offer.Phrase))
	w.must(err)
	if back.Session != fresh {
		t.Error("the phrase of the new co-chair opens something else")
	}
}

// A side's key replaces its own steward or co-chair, nobody else; one that is
// wrong says nothing (R13, C14).
func TestRecoveryKeyIsOfItsOwnSide(t *testing.T) {
	w := newWorld(t)
	w.must(w.SetRecovery(t.Context(), w.offices["armenia"][dialogue.Steward], recoveryKey))
	for _, c := range []struct {
		role dialogue.Role
		want string
	}{
		{dialogue.Moderator, "refusal.recovery_office"}, {"", "refusal.recovery_office"}, {dialogue.Steward, ""}, {dialogue.CoChair, ""},
	} {
		link, err := w.Replace(t.Context(), string(recoveryKey), c.role)
		if f := fault.Of(err); (f == nil) != (c.want == "") || f != nil && f.Key != c.want {
			t.Errorf("%s: %v", c.role, err)
		}
		if err == nil && (link.Side != "armenia" || link.Replaces != w.offices["armenia"][c.role].Account) {
			t.Errorf("%s: %+v", c.role, link.Invitation)
		}
	}
	for _, wrong := range []string{"badu-kitu-sari-lami-pevi-nidu-guri", "nonsense", ""} {
		_, err := w.Replace(t.Context(), wrong, dialogue.CoChair)
		wantFault(t, err, fault.NotFound, "refusal.nothing_opens")
	}
	wantFault(t, w.SetRecovery(t.Context(), w.offices["armenia"][dialogue.Steward], "badu-kitu-sari-lami-pevi-nidu-guri"), fault.Refused, "refusal.recovery_made")
	for _, v := range []dialogue.Viewer{w.chair("azerbaijan"), w.moderator("azerbaijan"), {}} {
		wantFault(t, w.SetRecovery(t.Context(), v, "badu-kitu-sari-lami-pevi-nidu-guri"), fault.Refused, "refusal.steward_only")
	}
}

// A side has one co-chair, also when it replaces who replaced another (R13).
func TestReplacingTwiceLeavesOne(t *testing.T) {
	w := newWorld(t)
	first := w.replaceChair("azerbaijan")
	w.now = w.now.AddDate(0, 0, dialogue.DaysToReplace)
	offer, err := w.LookAt(t.Context(), first)
	w.must(err)
	_, err = w.Accept(t.Context(), first, offer)
	w.must(err)
	link, err := w.Replace(t.Context(), string(recoveryKey), dialogue.CoChair)
	w.must(err)
	w.now = w.now.AddDate(0, 0, dialogue.DaysToReplace)
	offer, err = w.LookAt(t.Context(), link.Token)
	w.must(err)
	_, err = w.Accept(t.Context(), link.Token, offer)
	w.must(err)
	active := 0
	offices, err := w.db.Offices(t.Context())
	w.must(err)
	for _, o := range offices {
		if o.Side == "azerbaijan" && o.Role == dialogue.CoChair && !o.Locked {
			active++
		}
	}
	if active != 1 {
		t.Errorf("%d co-chairs", active)
	}
}

// Two links out to replace one co-chair let one person in.
func TestTwoLinksReplaceOnce(t *testing.T) {
	w := newWorld(t)
	first := w.replaceChair("armenia")
	second, err := w.Replace(t.Context(), string(recoveryKey), dialogue.CoChair)
	w.must(err)
	w.now = w.now.AddDate(0, 0, dialogue.DaysToReplace)
	offers := map[string]bool{}
	for _, token := range []string{first, second.Token} {
		offer, err := w.LookAt(t.Context(), token)
		if err == nil {
			_, err = w.Accept(t.Context(), token, offer)
		}
		offers[token] = err == nil
	}
	if !offers[first] || offers[second.Token] {
		t.Errorf("first %t, second %t", offers[first], offers[second.Token])
	}
}

// The card ends every session and the phrase at once, of offices and of
// participants; a wrong one has the same answer (C14).
func TestRevokeCard(t *testing.T) {
	w := newWorld(t)
	_, codes := w.open(dialogue.Protected, 5)
	e, err := w.Enter(t.Context(), codes["azerbaijan"][0].String())
	w.must(err)
	s, err := w.Join(t.Context(), *e.Offer)
	w.must(err)
	b, err := w.Ballot(t.Context(), s.Viewer())
	w.must(err)
	w.must(w.Revoke(t.Context(), "AAAA-AAAA-AAAA-AAAA"))
	w.must(w.Revoke(t.Context(), "nonsense"))
	if _, err := w.Resume(t.Context(), s); err != nil {
		t.Fatalf("a wrong card: %v", err)
	}
	w.must(w.Revoke(t.Context(), e.Offer.Card.String()))
	_, err = w.Resume(t.Context(), s)
	wantFault(t, err, fault.Refused, "refusal.session_over")
	_, err = w.Enter(t.Context(), string(e.Offer.Phrase))
	wantFault(t, err, fault.NotFound, "refusal.nothing_opens")
	err = w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Agree, false) // by a request that was on its way
	wantFault(t, err, fault.NotFound, "refusal.participant_unknown")
}
