package web

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"filippo.io/age"

	"parley/internal/dialogue"
)

// chairs are browsers of the co-chairs, the second side's first.
func (s *fixtureSite) chairs(t *testing.T) (azerbaijan, armenia *client) {
	return s.holder(t, "azerbaijan", dialogue.CoChair), s.holder(t, "armenia", dialogue.CoChair)
}

// propose proposes to open a dialogue that is being prepared.
func proposeOpening(c *client, id dialogue.ID) *answer {
	c.t.Helper()
	return c.get(pathOf(id, "/proposals")).want(http.StatusOK).form("/proposals", `value="open"`).
		set("last_day", "2026-12-20").send()
}

// An approval is of the bytes that were read, and of no others (row S8).
func TestApprovalOfAnOldHash(t *testing.T) {
	s := officeSite(t)
	id := s.prepare(t, dialogue.Named, "Bridges", 4)
	one, other := s.chairs(t)
	proposal := proposeOpening(one, id).want(http.StatusOK)
	read := other.get(proposal.Path).form("/approve")
	read.set("hash", strings.Repeat("ab", 32)).send().want(http.StatusConflict).
		says("This is not what you read", "Not approved yet.").hides("in force")
	read.set("hash", "").send().want(http.StatusConflict)
	read.set("hash", "no hash").send().want(http.StatusConflict)
	one.get(proposal.Path).hides("Approve for my side", "in force")
	other.get(proposal.Path).form("/approve").send().want(http.StatusOK).says("in force")
	other.get(proposal.Path).hides("Approve for my side", "Take the proposal back")
}

// What is changed after it was proposed was not approved.
func TestProposalVoidAfterAChange(t *testing.T) {
	s := officeSite(t)
	id := s.prepare(t, dialogue.Named, "Bridges", 4)
	one, other := s.chairs(t)
	proposal := proposeOpening(one, id).want(http.StatusOK)
	read := other.get(proposal.Path).form("/approve")
	one.get(pathOf(id, "/seeds")).form("/seeds").set("text", "One more was slipped in.").set("language", "en").send().want(http.StatusOK)

	other.get("/office").says("Nothing waits for you now.")
	other.get(proposal.Path).says("cannot be approved any more", "What is different now", "Digest of the statements", "Statements to begin with").
		hides("Approve for my side")
	read.send().want(http.StatusConflict).says("What this proposal rests on has changed")
	other.get(proposal.Path).says("Void")
	one.get(pathOf(id, "/seeds")).want(http.StatusOK).says("One more was slipped in.") // still being prepared
}

// What would be refused today is told by the refusal itself.
func TestProposalVoidBecauseOfTheDay(t *testing.T) {
	s := officeSite(t)
	id := s.prepare(t, dialogue.Named, "Bridges", 4)
	one, _ := s.chairs(t)
	proposal := proposeOpening(one, id).want(http.StatusOK)
	s.Pass(dialogue.AbsentAfter * 5 * 24 * 3600e9)
	_, other := s.chairs(t)
	other.get(proposal.Path).says("cannot be approved any more", "Please choose a last day that is today or later")
}

// Unequal seats need every side's approval, with a reason, of just these
// numbers (row S7).
func TestUnequalSeats(t *testing.T) {
	s := officeSite(t)
	id := s.prepare(t, dialogue.Named, "Bridges", 4)
	one, other := s.chairs(t)
	one.get(pathOf(id, "/codes")).form("/codes").set("count", "2").send().want(http.StatusOK)
	one.get(pathOf(id, "/codes")).says("would have unequal numbers of codes")
	proposeOpening(one, id).want(http.StatusForbidden).says("do not have the same number of codes")

	waiver := one.get(pathOf(id, "/proposals")).says("Equal numbers of codes, or").form("/proposals", `value="waiver"`)
	again := waiver.set("reason", "Why not").send().want(http.StatusBadRequest).says("at least 10 characters")
	if again.form("/proposals", `value="waiver"`).values.Get("reason") != "Why not" {
		t.Error("what was typed is gone")
	}
	proposal := again.form("/proposals", `value="waiver"`).set("reason", "Two of the invited fell ill.").send().want(http.StatusOK).
		says("Two of the invited fell ill.", "Seats: Azerbaijan 6", "Seats: Armenia 4")
	other.get(proposal.Path).form("/approve").send().want(http.StatusOK)
	one.get(pathOf(id, "/codes")).says("Every side has accepted that")
	opening := proposeOpening(one, id).want(http.StatusOK)

	one.get(pathOf(id, "/codes")).form("/codes").set("count", "1").send().want(http.StatusOK) // more than was waived
	other.get(opening.Path).says("cannot be approved any more", "do not have the same number of codes")
}

// One side's pause takes effect at the next vote, and all must go on (C5).
func TestPause(t *testing.T) {
	s := newSite(t)
	voter := s.joined(t, s.Named, "armenia")
	ballot := voter.get(pathOf(s.Named, "/vote")).want(http.StatusOK).form("/votes")
	one, other := s.chairs(t)
	one.get(pathOf(s.Named, "/proposals")).form("/pause").send().want(http.StatusOK).says("The dialogue is paused.", "Azerbaijan")
	ballot.press("choice", "agree").want(http.StatusForbidden).says("The dialogue is paused.")
	other.get("/office").says("Buses and markets (en): paused.")

	resume := other.get(pathOf(s.Named, "/proposals")).form("/proposals", `value="resume"`).send().want(http.StatusOK)
	ballot.press("choice", "agree").want(http.StatusForbidden)
	one.get(resume.Path).form("/approve").send().want(http.StatusOK).says("in force")
	ballot.press("choice", "agree").want(http.StatusOK).says("Your vote is saved")
	ctx := context.Background()
	check(t, s.Node.Pause(ctx, s.viewer("armenia", dialogue.CoChair), s.Named))
	one.get(resume.Path).says("in force") // an approval of the first pause is none of the second
	ballot.press("choice", "pass").want(http.StatusForbidden)
}

// Every side takes a proposal off the table, alone: nothing binds before all
// have approved, and an approval can be taken back so.
func TestWithdrawProposal(t *testing.T) {
	s := newSite(t)
	one, other := s.chairs(t)
	one.get(pathOf(s.Named, "/proposals")).form("/proposals", `value="closing"`).set("last_day", "2027-01-31").send().
		want(http.StatusOK).says("2027-01-31", "2026-12-23")
	for _, c := range []*client{other, one} {
		proposal := one.get(pathOf(s.Named, "/proposals")).form("/proposals", `value="closing"`).set("last_day", "2027-02-01").send().want(http.StatusOK)
		approve := other.get(proposal.Path).form("/approve")
		c.get(proposal.Path).form("/withdraw").send().want(http.StatusOK).hides("in force", "Approve for my side")
		approve.send().want(http.StatusForbidden).says("has been decided or taken back already")
	}
}

// Vote rows leave the node by an enacted proposal only, sealed to those whom it
// names (R2).
func TestHandingOutRows(t *testing.T) {
	s := newSite(t)
	voter := s.joined(t, s.Named, "azerbaijan")
	voter.voteOnAll(s.Named, "agree", "disagree", "pass")
	s.close(t)
	one, other := s.chairs(t)
	form := one.get(pathOf(s.Named, "/proposals")).want(http.StatusOK).form("/proposals", `value="hand_rows"`)
	wrong := form.set("receiver_0", "Archive").set("key_0", "age1nonsense").send().want(http.StatusBadRequest).says("public key of “age”")
	more := wrong.form("/proposals", `value="hand_rows"`)
	if more.values.Get("key_0") != "age1nonsense" {
		t.Error("what was typed is gone")
	}
	if n := len(more.press("do", "more").want(http.StatusOK).form("/proposals", `value="hand_rows"`).values); n <= len(form.values) {
		t.Errorf("still %d fields", n)
	}
	key, err := age.GenerateX25519Identity()
	check(t, err)
	proposal := form.set("key_0", key.Recipient().String()).send().want(http.StatusOK).says("Archive", key.Recipient().String())
	one.get(proposal.Path + "/rows.zip.age").want(http.StatusNotFound)
	other.get(proposal.Path).form("/approve").send().want(http.StatusOK).says("The votes")

	rows := one.get(proposal.Path + "/rows.zip.age").want(http.StatusOK)
	if got := rows.Header.Get("Content-Disposition"); got != `attachment; filename="rows.zip.age"` {
		t.Errorf("disposition %q", got)
	}
	if rows.Header.Get("Cache-Control") != "no-store" {
		t.Error("it may be kept")
	}
	if !strings.Contains(unsealed(t, rows.Body, key)["votes.csv"], "\n") {
		t.Error("no votes")
	}
	stranger, err := age.GenerateX25519Identity()
	check(t, err)
	if _, err := age.Decrypt(strings.NewReader(rows.Body), stranger); err == nil {
		t.Error("a stranger opens it")
	}
	for _, c := range []*client{s.client(t), voter, s.holder(t, "armenia", dialogue.Moderator), s.holder(t, "azerbaijan", dialogue.Steward)} {
		c.get(proposal.Path + "/rows.zip.age").want(http.StatusNotFound)
		c.get(proposal.Path).want(http.StatusNotFound).hides("Archive")
	}
}

// unsealed opens a sealed zip.
func unsealed(t *testing.T, sealed string, key age.Identity) map[string]string {
	t.Helper()
	plain, err := age.Decrypt(strings.NewReader(sealed), key)
	check(t, err)
	text, err := io.ReadAll(plain)
	check(t, err)
	files, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	check(t, err)
	all := map[string]string{}
	for _, f := range files.File {
		r, err := f.Open()
		check(t, err)
		text, err := io.ReadAll(r)
		check(t, err)
		all[f.Name] = string(text)
	}
	return all
}

// A refusal is shown with the form that it is about, in the reader's language.
func TestProposalRefused(t *testing.T) {
	s := newSite(t)
	one, _ := s.chairs(t)
	one.Header.Set("Accept-Language", "ru")
	page := one.get(pathOf(s.Named, "/proposals"))
	page.form("/proposals", `value="live"`).send().want(http.StatusForbidden).says("50")
	page.form("/proposals", `value="closing"`).set("last_day", "yesterday").send().want(http.StatusBadRequest).says("последний день")
	page.form("/proposals", `value="closing"`).set("kind", "coup").send().want(http.StatusBadRequest)
	page.form("/pause").send().want(http.StatusOK)
}
