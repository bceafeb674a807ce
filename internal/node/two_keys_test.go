package node_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/record"
)

// From perspectives to what a third person verifies offline (S1, S4, S8; C5,
// C8): nobody is shown the release before both signed its bytes and the witness
// of every side cosigned the record.
func TestReportIsReleasedWithEveryKey(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		j := newJury(t, "armenia", "azerbaijan")
		j.sit(w)
		a := w.agree()
		p := w.propose("azerbaijan", a.report)
		public := func() int {
			all, err := w.Releases(t.Context(), dialogue.Viewer{})
			w.must(err)
			return len(all)
		}
		view, err := w.Proposal(t.Context(), w.chair("armenia"), p)
		w.must(err)
		if len(view.Missing) != 2 || !view.Signs || view.Held {
			t.Errorf("proposed, and missing are %v; signs %v, held %v", view.Missing, view.Signs, view.Held)
		}
		seen := view.Proposal.Hash()
		wantFault(t, w.Approve(t.Context(), w.chair("armenia"), p, seen, node.Signing{}), fault.Refused, "refusal.signature_missing")
		wantFault(t, w.Approve(t.Context(), w.chair("armenia"), p, seen, j.signs(w, "azerbaijan", seen)), fault.Refused, "refusal.approval_unsigned")
		wantFault(t, w.Approve(t.Context(), w.chair("armenia"), p, seen, j.signs(w, "armenia", dialogue.Hash{1})), fault.Conflict, "refusal.signature_other")
		j.approve(w, p, "armenia")
		w.must(w.Reach(t.Context()))
		if public() != 0 {
			t.Fatal("one key publishes")
		}
		j.approve(w, p, "azerbaijan")
		j.absent["armenia"] = true
		if err := w.Reach(t.Context()); err == nil || public() != 0 {
			t.Fatalf("without the witness of armenia it is public (%v)", err)
		}
		if at, err := w.Record(t.Context()); err != nil || !slices.Equal(at.Silent, []dialogue.SideID{"armenia"}) {
			t.Errorf("silent are %v, %v", at.Silent, err)
		}
		j.absent["armenia"] = false
		w.must(w.Reach(t.Context()))
		all, err := w.Releases(t.Context(), dialogue.Viewer{})
		w.must(err)
		if len(all) != 1 {
			t.Fatalf("%d releases are public", len(all))
		}
		w.checkRelease(j, all[0].Release.ID)
	})
}

// checkRelease verifies what the public gets of a release.
func (w *world) checkRelease(j *jury, id dialogue.ReleaseID) {
	w.t.Helper()
	ctx, public := w.t.Context(), dialogue.Viewer{}
	text, err := w.Bundle(ctx, public, id)
	w.must(err)
	trust := j.trust()
	if v := record.Verify(text, &trust, record.Given{}); v.Outcome != record.Verified {
		w.t.Errorf("under the keys of the sides it is %s: %+v", v.Outcome, v.Findings)
	}
	if v := record.Verify(text, nil, record.Given{}); v.Outcome != record.Consistent {
		w.t.Errorf("without keys it is %s", v.Outcome)
	}
	view, err := w.Release(ctx, public, id)
	w.must(err)
	if view.Verdict.Outcome != record.Consistent || !view.Shown || len(view.Files) < 48 {
		w.t.Errorf("shown %v, %s, %d files", view.Shown, view.Verdict.Outcome, len(view.Files))
	}
	files := map[string][]byte{}
	for _, name := range []string{"neutral.hy.html", "armenia.az.pdf", "azerbaijan.ru.docx", "neutral.en.md"} {
		files[name], err = w.ReleaseFile(ctx, public, id, name)
		w.must(err)
	}
	if v := record.Verify(text, &trust, record.Given{Files: files}); v.Outcome != record.Verified {
		w.t.Errorf("with renderings it is %s: %+v", v.Outcome, v.Findings)
	}
	files["neutral.en.md"] = bytes.Replace(files["neutral.en.md"], []byte("Wells"), []byte("Walls"), 1)
	if v := record.Verify(text, &trust, record.Given{Files: files}); !slices.Equal(v.Broken(), []record.Part{record.PartFiles}) {
		w.t.Errorf("with a rendering that was changed: %+v", v.Findings)
	}
}

// trust is what somebody trusts who knows the sides' keys.
func (j *jury) trust() record.Trust {
	t := record.Trust{Log: j.log, Sides: map[string][]string{}, Witnesses: map[string][]string{}}
	for side, k := range j.keys {
		t.Sides[string(side)], t.Witnesses[string(side)] = []string{k.Public}, []string{k.WitnessPublic}
	}
	return t
}

// A change after an approval makes it bind nothing; what was signed for one
// version cannot be used for another (C5).
func TestApprovalsAreOfOneVersion(t *testing.T) {
	w := newWorld(t)
	j := newJury(t, "armenia", "azerbaijan")
	j.sit(w)
	a := w.agree()
	p := w.propose("armenia", a.report)
	first, err := w.Proposal(t.Context(), w.chair("armenia"), p)
	w.must(err)
	old := j.signs(w, "armenia", first.Proposal.Hash())
	w.must(w.Approve(t.Context(), w.chair("armenia"), p, first.Proposal.Hash(), old))
	w.edit(a.report, func(r *dialogue.Report) {
		part := everywhere("The opinions are those of the forum.")
		part.Text["hy"] += "\u200b!" // one language, one character
		r.Parts[dialogue.PartResponsibility] = part
	})
	wantFault(t, w.Approve(t.Context(), w.chair("azerbaijan"), p, first.Proposal.Hash(), j.signs(w, "azerbaijan", first.Proposal.Hash())),
		fault.Conflict, "refusal.proposal_void")
	next := w.propose("azerbaijan", a.report)
	view, err := w.Proposal(t.Context(), w.chair("armenia"), next)
	w.must(err)
	wantFault(t, w.Approve(t.Context(), w.chair("armenia"), next, view.Proposal.Hash(), old), fault.Conflict, "refusal.signature_other")
	if view.Proposal.Hash() == first.Proposal.Hash() {
		t.Error("other bytes have the same hash")
	}
}

// One side hides a release at once; to show it again takes every side (S8, C5).
func TestOneSideStopsARelease(t *testing.T) {
	w := newWorld(t)
	j := newJury(t, "armenia", "azerbaijan")
	j.sit(w)
	id := w.release(j, w.agree().report)
	for _, v := range []dialogue.Viewer{{}, w.moderator("armenia"), w.offices["azerbaijan"][dialogue.Steward]} {
		if err := w.StopRelease(t.Context(), v, id); err == nil {
			t.Errorf("%q stops a release", v.Role)
		}
	}
	w.must(w.StopRelease(t.Context(), w.chair("azerbaijan"), id))
	for name, err := range map[string]error{
		"page":   second(w.Release(t.Context(), dialogue.Viewer{}, id)),
		"file":   second(w.ReleaseFile(t.Context(), dialogue.Viewer{}, id, "neutral.en.html")),
		"bundle": second(w.Bundle(t.Context(), dialogue.Viewer{}, id)),
	} {
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s after the stop: %v", name, err)
		}
	}
	p, err := w.ProposeForum(t.Context(), w.chair("armenia"), w.forum, dialogue.Act{Kind: dialogue.ActResumeRelease, Release: dialogue.FormatID(id)})
	w.must(err)
	j.approve(w, p, "armenia")
	if _, err := w.Release(t.Context(), dialogue.Viewer{}, id); fault.KindOf(err) != fault.NotFound {
		t.Errorf("shown again with one key: %v", err)
	}
	j.approve(w, p, "azerbaijan")
	w.must(w.Reach(t.Context()))
	w.checkRelease(j, id)
}

// What every side took back is destroyed: its bytes, also those that were rendered
// for a proposal that waits, its summary, and the salts of its entries. That it
// was there stays, and so does the record (R18).
func TestRedaction(t *testing.T) {
	w := newWorld(t)
	j := newJury(t, "armenia", "azerbaijan")
	j.sit(w)
	a := w.agree()
	const canary = "qzcanaryqz in plain words"
	sum, err := w.ProposeForum(t.Context(), w.chair("armenia"), w.forum, dialogue.Act{Kind: dialogue.ActSummary,
		Report: dialogue.FormatID(a.report), Summary: dialogue.Text{"en": canary}})
	w.must(err)
	j.approve(w, sum, "armenia", "azerbaijan")
	id := w.release(j, a.report)
	w.edit(a.report, func(r *dialogue.Report) {
		r.Parts[dialogue.PartMandate] = dialogue.Writing{Original: "en", Text: dialogue.Text{"en": "Asked by the two forums of villages.", "ru": "Просьба."}, Approved: []dialogue.Language{"ru"}}
	})
	waits, err := w.ProposeForum(t.Context(), w.chair("armenia"), w.forum, dialogue.Act{Kind: dialogue.ActTranslation, Release: dialogue.FormatID(id), Language: "ru"})
	w.must(err)
	before := w.dumped()
	if !strings.Contains(before, canary) {
		t.Fatal("the canary is nowhere, so that nothing is shown here")
	}

	p, err := w.ProposeForum(t.Context(), w.chair("azerbaijan"), w.forum, dialogue.Act{Kind: dialogue.ActRedact, Release: dialogue.FormatID(id)})
	w.must(err)
	j.approve(w, p, "armenia", "azerbaijan")
	w.must(w.Reach(t.Context()))
	view, err := w.Release(t.Context(), dialogue.Viewer{}, id)
	if err != nil || !view.Release.Redacted || view.Document != nil || view.Bundle != nil {
		t.Errorf("after the redaction: %+v, %v", view.Release, err)
	}
	for _, v := range []dialogue.Viewer{{}, w.chair("armenia")} {
		if _, err := w.ReleaseFile(t.Context(), v, id, "neutral.en.pdf"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a file is still there: %v", err)
		}
		if _, err := w.Bundle(t.Context(), v, id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the bundle is still there: %v", err)
		}
	}
	all, err := w.ForumProposals(t.Context(), w.chair("armenia"), w.forum)
	w.must(err)
	for _, one := range all {
		if len(one.Files) > 0 {
			t.Errorf("%s keeps %d papers", one.Proposal.Kind, len(one.Files))
		}
		if len(one.Act.Summary) > 0 {
			t.Errorf("the act of a summary still says %v", one.Act.Summary)
		}
		if one.Proposal.ID == waits && !one.Void {
			t.Error("a translation of what is gone can still be approved")
		}
	}
	if strings.Contains(w.dumped(), canary) {
		t.Error("the summary is still there")
	}
	for _, place := range []int64{view.Release.Entry, view.Release.Entry - 1} { // that of the summary comes before
		if e, err := w.db.RecordOpened(t.Context(), place); err != nil || e.Salt != (record.Salt{}) {
			t.Errorf("the salt of the %s entry is still there, %v", e.Entry.Kind, err)
		}
	}
}

func (w *world) dumped() string {
	w.t.Helper()
	var out strings.Builder
	w.must(w.db.Dump(w.t.Context(), &out))
	return out.String()
}

// The node's own loop takes what was enacted to the witnesses (C8).
func TestRunReachesTheWitnesses(t *testing.T) {
	w := newWorld(t)
	j := newJury(t, "azerbaijan", "armenia")
	j.sit(w)
	p := w.propose("armenia", w.agree().report)
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { w.Run(ctx) })
	defer running.Wait()
	defer stop()
	j.approve(w, p, "armenia", "azerbaijan")
	for range 2000 { // it is told, and waits for no tick
		if all, err := w.Releases(t.Context(), dialogue.Viewer{}); err != nil || len(all) == 1 {
			w.must(err)
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("nothing was released")
}

// Nobody gets a key registered with which one could speak for another, be taken
// for another, or break what everybody verifies.
func TestKeysOfOthersAreRefused(t *testing.T) {
	w := newWorld(t)
	j := newJury(t, "azerbaijan", "armenia")
	own, other := j.keys["armenia"], j.keys["azerbaijan"]
	steward := w.offices["armenia"][dialogue.Steward]
	w.must(w.RegisterKey(t.Context(), w.offices["azerbaijan"][dialogue.Steward], other.Public, false))
	as := func(public, name string, algorithm byte) string {
		t.Helper()
		raw, err := base64.StdEncoding.DecodeString(public[strings.LastIndex(public, "+")+1:])
		w.must(err)
		raw[0] = algorithm
		sum := sha256.Sum256(append([]byte(name+"\n"), raw...))
		return fmt.Sprintf("%s+%x+%s", name, sum[:4], base64.StdEncoding.EncodeToString(raw))
	}
	for name, c := range map[string]struct {
		public  string
		witness bool
	}{
		"no key":                       {"armenia", false},
		"the other side's":             {other.Public, false},
		"the other side's, renamed":    {as(other.Public, "armenia", 1), false},
		"the other side's as witness":  {as(other.Public, "witness.armenia", 4), true},
		"the record's":                 {as(w.LogKey(), "armenia", 1), false},
		"the record's as witness":      {as(w.LogKey(), "witness.armenia", 4), true},
		"a witness's as own":           {own.WitnessPublic, false},
		"own as witness":               {own.Public, true},
		"a witness named as the other": {as(own.WitnessPublic, "witness.azerbaijan", 4), true},
		"a witness named otherwise":    {as(own.WitnessPublic, "watch", 4), true},
	} {
		if err := w.RegisterKey(t.Context(), steward, c.public, c.witness); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.must(w.RegisterKey(t.Context(), steward, own.Public, false))
	w.must(w.RegisterKey(t.Context(), steward, own.WitnessPublic, true))
}

// That an office is taken over by recovery key is an entry of the record (R13), and
// no passphrase of a key has the form of what opens something else (R14).
func TestRecoveryIsOnRecord(t *testing.T) {
	w := newWorld(t)
	steward := w.offices["armenia"][dialogue.Steward]
	const recovery = "badu-kitu-sari-lami-pevi-nidu-gura"
	w.must(w.SetRecovery(t.Context(), steward, recovery))
	before, err := w.db.RecordSize(t.Context())
	w.must(err)
	w.must(second(w.Replace(t.Context(), recovery, dialogue.CoChair)))
	e, err := w.db.RecordOpened(t.Context(), before)
	if err != nil || e.Entry.Kind != record.KeyReplaced || !slices.Equal(e.Entry.Quorum, []string{"armenia"}) {
		t.Errorf("the record says %+v, %v", e.Entry, err)
	}
	_, err = w.HoldKey(t.Context(), steward, recovery)
	wantFault(t, err, fault.Invalid, "refusal.passphrase_phrase")
}

// A key that is replaced by recovery key counts from the fourth day; what waits
// under the old one is void by then (R13).
func TestReplacedKey(t *testing.T) {
	w := newWorld(t)
	j := newJury(t, "armenia", "azerbaijan")
	j.sit(w)
	const recovery = "badu-kitu-sari-lami-pevi-nidu-gura"
	w.must(w.SetRecovery(t.Context(), w.offices["armenia"][dialogue.Steward], recovery))
	a := w.agree()
	p := w.propose("azerbaijan", a.report)
	j.approve(w, p, "armenia")
	next := newJury(t, "valley", "hill", "armenia").keys["armenia"] // another key of the same name
	k, err := w.ReplaceKey(t.Context(), recovery, next.Public, false)
	w.must(err)
	if want := dialogue.DayOf(w.now) + dialogue.DaysToReplace; k.From != want {
		t.Errorf("it counts from %s, want %s", k.From, want)
	}
	w.now = w.now.AddDate(0, 0, dialogue.DaysToReplace)
	view, err := w.Proposal(t.Context(), w.chair("azerbaijan"), p)
	w.must(err)
	if len(view.Missing) != 2 {
		t.Errorf("the approval under the old key still counts: missing %v", view.Missing)
	}
	hash := view.Proposal.Hash()
	if err := w.Approve(t.Context(), w.chair("armenia"), p, hash, j.signs(w, "armenia", hash)); err == nil {
		t.Error("the old key still approves")
	}
}

// A key that is held here signs with a passphrase of its own (R14).
func TestHeldKey(t *testing.T) {
	w := newWorld(t)
	j := newJury(t, "armenia", "azerbaijan")
	held := j.keys["azerbaijan"]
	delete(j.keys, "azerbaijan")
	j.sit(w)
	steward := w.offices["azerbaijan"][dialogue.Steward]
	_, err := w.HoldKey(t.Context(), steward, "too short")
	wantFault(t, err, fault.Invalid, "refusal.passphrase_short")
	public, err := w.HoldKey(t.Context(), steward, "eleven quiet wells at noon")
	w.must(err)
	w.must(w.RegisterKey(t.Context(), steward, held.WitnessPublic, true))
	held.Public = public
	j.keys["azerbaijan"] = held
	a := w.agree()
	p := w.propose("armenia", a.report)
	view, err := w.Proposal(t.Context(), w.chair("azerbaijan"), p)
	w.must(err)
	if !view.Held {
		t.Error("nobody is told that the key is held here")
	}
	hash := view.Proposal.Hash()
	wantFault(t, w.Approve(t.Context(), w.chair("azerbaijan"), p, hash, node.Signing{Passphrase: "eleven quiet wells at dusk"}), fault.Refused, "refusal.passphrase_wrong")
	w.must(w.Approve(t.Context(), w.chair("azerbaijan"), p, hash, node.Signing{Passphrase: "eleven quiet wells at noon"}))
	j.approve(w, p, "armenia")
	w.must(w.Reach(t.Context()))
	all, err := w.Releases(t.Context(), dialogue.Viewer{})
	w.must(err)
	w.checkRelease(j, all[0].Release.ID)
}
