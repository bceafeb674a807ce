package web

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"parley/internal/dialogue"
)

// hashOn returns the hash that a page shows for what is approved.
func hashOn(a *answer) string { return a.form("/approve").values.Get("hash") }

// A report is proposed, read, signed offline by each side, and public once the
// witness of every side has seen it (C5, C8).
func TestReportIsApprovedOffline(t *testing.T) {
	s := officeSite(t)
	j := newJury(t, s)
	j.register()
	s.report(t)
	one, other := s.chairs(t)
	proposal := one.get(forumPath(s.Forum, "/proposals")).want(http.StatusOK).form("/proposals", `value="release"`).send().want(http.StatusOK).
		says("Publish the report", "Wells on the border", "Edition of the report 1", "Files that are fixed 48", "Azerbaijani, English, Armenian, Russian", "Approve with your side’s key")
	for _, c := range []*client{one, other} {
		c.get("/office").says("Publish the report – Wells on the border")
		c.get(proposal.Path + "/document?in=az&edition=azerbaijan").want(http.StatusOK).says("Quyularımız payızda quruyur.")
		c.get(proposal.Path + "/document?in=xx").want(http.StatusNotFound)
		file := c.get(proposal.Path + "/files/neutral.hy.html").want(http.StatusOK)
		if file.Header.Get("Content-Disposition") != `attachment; filename="neutral.hy.html"` || file.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("the file comes with %v", file.Header)
		}
		c.get(proposal.Path + "/proposal.json").want(http.StatusOK)
	}
	page := other.get(proposal.Path).says("parley approve proposal-")
	hash, form := hashOn(page), page.form("/approve")
	form.send().want(http.StatusForbidden).says("an approval counts only with its signature")
	again := form.set("note", "parley-approval/1\nnonsense").send().want(http.StatusBadRequest).says("This is not an approval")
	if got := again.form("/approve").values.Get("note"); got != "parley-approval/1\nnonsense" {
		t.Errorf("what was pasted is gone: %q", got)
	}
	form.set("note", j.signs("azerbaijan", hash)).send().want(http.StatusForbidden).says("not signed with the key that counts for this side")
	form.set("note", j.signs("armenia", strings.Repeat("ab", 32))).send().want(http.StatusConflict).says("This signature is for something else")
	form.set("passphrase", "eleven quiet wells at noon").send().want(http.StatusForbidden).says("is not held here")
	delete(form.values, "passphrase")
	form.set("note", strings.ReplaceAll("\n"+j.signs("armenia", hash)+"\n", "\n", "\r\n")).send().want(http.StatusOK).
		says("Armenia Approved on 2026-11-23.", "Azerbaijan Proposed it. Not approved yet.").hides("in force")
	one.get("/office").says("Publish the report – Wells on the border")

	anybody := s.client(t)
	anybody.get("/releases").says("No report has been published here yet.")
	j.absent["armenia"] = true
	one.get(proposal.Path).form("/approve").upload("approval.note", []byte(j.signs("azerbaijan", hash))).want(http.StatusOK).says("in force")
	if err := s.Node.Reach(context.Background()); err == nil {
		t.Error("an absent witness is no failure")
	}
	anybody.get("/releases").says("No report has been published here yet.")
	mine := one.get("/releases").says("Wells on the border", "It waits until the record is signed by the witness of: Armenia.")
	path := hrefOf(t, mine, "Wells on the border")
	one.get(path).want(http.StatusOK).says("Only co-chairs see this now", "The proof comes as soon as")
	anybody.get(path).want(http.StatusNotFound)
	anybody.get(path + "/bundle").want(http.StatusNotFound)
	anybody.get("/record").says("Armenia Has not signed yet. It did not answer", "Azerbaijan Has signed all entries.")
	j.absent["armenia"] = false
	j.reach()
	anybody.get(path).want(http.StatusOK).says("Approved by Armenia on 2026-11-23, with a key kept offline.", "Approved by Azerbaijan on 2026-11-23").hides("Hide this release", "Only co-chairs")
	anybody.get("/").says("Wells on the border")
}

// hrefOf returns where a link with the words leads.
func hrefOf(t *testing.T, a *answer, words string) string {
	t.Helper()
	before, _, ok := strings.Cut(a.Body, words)
	at := strings.LastIndex(before, `href="`)
	if !ok || at < 0 {
		t.Fatalf("%s has no link %q", a.Path, words)
	}
	href, _, _ := strings.Cut(before[at+len(`href="`):], `"`)
	return href
}

// A side that has a key signs what it approves of a dialogue too; one that holds
// it here types its passphrase.
func TestHeldKeySigns(t *testing.T) {
	s := officeSite(t)
	const passphrase = "eleven quiet wells at noon"
	_, err := s.Node.HoldKey(context.Background(), s.viewer("armenia", dialogue.Steward), passphrase)
	check(t, err)
	id := s.prepare(t, dialogue.Named, "Bridges", 4)
	one, other := s.chairs(t)
	proposal := proposeOpening(one, id).want(http.StatusOK).says("Azerbaijan Proposed it. Approved on 2026-11-23.").hides("Approve with your side’s key")
	page := other.get(proposal.Path).says("The key of your side is held on this node.").hides("parley approve")
	wrong := page.form("/approve").set("passphrase", "eleven quiet wells at dusk").send().want(http.StatusForbidden).says("does not open the key of your side")
	if strings.Contains(wrong.Body, "dusk") {
		t.Error("the page tells what was typed")
	}
	page.form("/approve").set("passphrase", passphrase).send().want(http.StatusOK).says("in force")
}

// What is stopped by one side is shown again by all; what is redacted never; each
// is proposed on the page of the forum.
func TestStopResumeRedact(t *testing.T) {
	s := officeSite(t)
	j := newJury(t, s)
	j.register()
	id := j.release(s.report(t))
	path, proposals := releasePath(id, ""), forumPath(s.Forum, "/proposals")
	anybody := s.client(t)
	one, other := s.chairs(t)
	other.get(path).form("/stop").send().want(http.StatusOK).says("Stopped by one side: Armenia.", "Propose to show it again").hides("Hide this release now")
	anybody.get(path).want(http.StatusNotFound)
	anybody.get(path + "/files/neutral.en.pdf").want(http.StatusNotFound)
	anybody.get("/releases.atom").hides("Wells")
	one.get(proposals).want(http.StatusOK).form("/proposals", `value="resume_release"`).send().want(http.StatusOK).says("Show the release again", "Wells on the border", "Armenia")
	s.approveNewest(t, j)
	anybody.get(path).want(http.StatusOK)
	one.get(proposals).form("/proposals", `value="redact"`).send().want(http.StatusOK).says("Take the release back for ever")
	s.approveNewest(t, j)
	anybody.get(path).want(http.StatusOK).says("A report that was taken back", "its text and its files are gone").hides("Wells")
	anybody.get(path + "/bundle").want(http.StatusNotFound)
	anybody.get("/releases").says("A report that was taken back").hides("Wells")
}

// approveNewest has every side approve the proposal of the forum that waits, and
// the witnesses look.
func (s *fixtureSite) approveNewest(t *testing.T, j *jury) {
	t.Helper()
	all, err := s.Node.ForumProposals(context.Background(), s.viewer("armenia", dialogue.CoChair), s.Forum)
	check(t, err)
	if len(all) == 0 || all[0].Proposal.State != dialogue.Proposed {
		t.Fatal("nothing waits")
	}
	j.approve(all[0].Proposal.ID)
	j.reach()
}

// A public summary stands first, and a translation beside the release.
func TestSummaryAndTranslation(t *testing.T) {
	s := officeSite(t)
	j := newJury(t, s)
	j.register()
	id := j.release(s.report(t))
	one, other := s.chairs(t)
	page := one.get(forumPath(s.Forum, "/proposals"))
	long := page.form("/proposals", `value="summary"`).set("about", "release "+dialogue.FormatID(id)).set("summary_en", strings.Repeat("well ", 301))
	again := long.send().want(http.StatusBadRequest).says("This text can have 300 words", "has 301")
	if got := again.form("/proposals", `value="summary"`).values; got.Get("summary_en") == "" || got.Get("about") != "release "+dialogue.FormatID(id) {
		t.Error("what was typed is gone")
	}
	long.set("summary_en", "Both sides found that the wells run dry.").set("summary_hy", "Երկու կողմերն էլ տեսել են, որ ջրհորները չորանում են։").send().want(http.StatusOK).
		says("Put a public summary beside the report", "Summary, language: Armenian Երկու")
	s.approveNewest(t, j)
	public := s.client(t).get(releasePath(id, "")).says("In plain words Both sides found that the wells run dry.")
	if strings.Index(public.Body, "the wells run dry") > strings.Index(public.Body, `class="joint"`) {
		t.Error("the summary does not come first")
	}
	page = other.get(forumPath(s.Forum, "/proposals")).want(http.StatusOK)
	page.form("/proposals", `value="translation"`).set("language", "xx").send().want(http.StatusBadRequest)
	page.form("/proposals", `value="translation"`).set("language", "ru").send().says("Russian", "translation")
}

// A side that keeps the others waiting is named to all; it can be taken back by
// any, alone.
func TestForumProposalWaits(t *testing.T) {
	s := officeSite(t)
	j := newJury(t, s)
	j.register()
	p := j.propose("armenia", dialogue.Act{Kind: dialogue.ActRelease, Report: dialogue.FormatID(s.report(t))})
	s.Pass(dialogue.AbsentAfter * 24 * time.Hour)
	one, other := s.chairs(t)
	one.get(proposalPath(p)).says("7 days without approval. Sides: Azerbaijan, Armenia.")
	other.get("/office").says("7 days without approval. Side: Azerbaijan.")
	for _, c := range []*client{s.client(t), s.holder(t, "armenia", dialogue.Moderator), s.holder(t, "azerbaijan", dialogue.Steward)} {
		for _, rest := range []string{"", "/document", "/proposal.json", "/files/neutral.en.md"} {
			c.get(proposalPath(p) + rest).want(http.StatusNotFound)
		}
		c.get(forumPath(s.Forum, "/proposals")).want(http.StatusNotFound)
	}
	one.get(proposalPath(p)).form("/withdraw").send().want(http.StatusOK).hides("Approve for my side", "without approval")
	other.get(forumPath(s.Forum, "/proposals")).says("Publish the report – Wells on the border")
}
