package main

import (
	"net/http"
	"strings"

	"parley/internal/dialogue"
)

// lines are the parts without which nothing is released.
var lines = []string{"author", "sponsor", "responsibility"}

// releaseReports prepares a report and takes it through everything that becomes
// of one: refused, changed, released under an embargo, translated, summed up,
// stopped; its next edition is redacted. What was refused is gone with a claim of
// it that is taken back, and what was redacted with its summary.
func (f *flock) releaseReports() {
	f.prepareReport()
	f.part("limits", f.sayGone("refused", inPapers("report.body")...))
	claim := f.writeClaim("armenia", f.matter.issue, "words_en", f.sayGone("proposed", inPapers("issue.body")...))
	refused := f.proposeForum("release", "report")
	for side, wrong := range map[dialogue.SideID][2]string{
		"armenia": {"note", "qzbadnoteqz"}, "azerbaijan": {"passphrase", "qzwrongpassphraseqz"},
	} {
		form := f.at(side, dialogue.CoChair).get(pathAlone(refused)).ok().formTo("/approve").with(wrong[0], f.never(wrong[1]))
		if s := form.send(); s.status != http.StatusBadRequest && s.status != http.StatusForbidden {
			f.t.Errorf("with a wrong %s: status %d", wrong[0], s.status)
		}
	}
	f.turn("azerbaijan", pathAlone(refused))
	f.post("armenia", pathAlone(refused), "/withdraw")
	f.post("armenia", claim, "/withdraw")
	f.part("limits", f.say("limits", inPapers("report.body")...))
	mandate := f.say("mandate", inPapers("report.body")...)
	f.part("mandate", mandate)
	f.release()
	first := f.releases()[0]
	f.post("azerbaijan", f.matter.report+"/part?part=mandate", "/part", "words_in", "en", "words_en", mandate,
		"words_ru", f.sayIn("ru", "mandate", inPapers("report.body")...), "words_approved", "ru")
	f.bindForum(f.proposeForum("translation", "release", "language", "ru"))
	f.bindForum(f.proposeForum("summary", "release", "summary_en", f.say("summary", "proposal.body", "report.body"), "summary_az", f.say("summaryaz", "proposal.body", "report.body")))
	f.someone().get(first).is(http.StatusNotFound) // it is under an embargo

	f.part("limits", f.sayGone("redacted", inPapers("report.body")...))
	f.facts("embargo", "")
	f.release()
	var second string
	for _, path := range f.releases() {
		if path != first {
			second = path
		}
	}
	about := "release " + strings.TrimPrefix(second, "/releases/")
	f.bindForum(f.proposeForum("summary", "release", "about", about, "summary_en", f.sayGone("redactedsummary", "proposal.body", "report.body")))
	f.readAll(second)
	f.part("limits", f.say("limitsagain", "report.body"))
	f.bindForum(f.proposeForum("redact", "release", "about", about))
	must(f.t, f.node.Reach(f.t.Context()))
	f.someone().get(second).ok().hides("qzredactedqz")
	f.someone().get(second + "/bundle").is(http.StatusNotFound)
	f.post("azerbaijan", first, "/stop")
	f.post("armenia", f.matter.report, "/stop")
}

func (f *flock) prepareReport() {
	in := inPapers("report.body")
	at := "/forums/" + f.forum + "/reports/new"
	f.matter.report = pathAlone(f.post("azerbaijan", at, "/reports/new", f.wordsIn("words", "report", in...)...))
	for _, part := range lines {
		fields := []string{"words_in", "en"}
		for _, l := range dialogue.Languages() {
			fields = append(fields, "words_"+string(l), f.sayIn(l, part, in...))
		}
		f.post("armenia", f.matter.report+"/part?part="+part, "/part", fields...)
	}
	f.facts("embargo", f.day(2), "term0", f.say("term", in...), "chosen0_in", "en", "chosen0_en", f.say("chosen", in...), "facilitators", "2")
	id := func(path string) string { return path[strings.LastIndex(path, "/")+1:] }
	f.post("azerbaijan", f.matter.report+"/choice", "/choice", "issue", id(f.matter.issue), "joint", id(f.matter.joint), "recommendation", id(f.matter.recommendation))
	f.post("armenia", f.matter.report+"/reservations", "/reservations", append(f.wordsIn("note0", "note", in...), "by0", f.say("pseudonym", in...), "minority0", "yes")...)
}

func (f *flock) part(part, words string) {
	f.post("azerbaijan", f.matter.report+"/part?part="+part, "/part", "words_in", "en", "words_en", words)
}

func (f *flock) facts(fields ...string) {
	f.post("armenia", f.matter.report+"/facts", "/facts", fields...)
}

// proposeForum proposes an act about the first report or release that the page
// offers.
func (f *flock) proposeForum(kind, about string, fields ...string) *sheet {
	page := f.at("azerbaijan", dialogue.CoChair).get("/forums/" + f.forum + "/proposals").ok()
	form := page.formTo("/proposals", "kind", kind)
	for _, option := range form.form.find(named("option")) {
		if strings.HasPrefix(option.attr["value"], about+" ") {
			form.with("about", option.attr["value"])
		}
	}
	return form.with(fields...).send().ok()
}

// bindForum has both sides approve, with their keys.
func (f *flock) bindForum(proposal *sheet) {
	f.turn("azerbaijan", pathAlone(proposal))
	f.turn("armenia", pathAlone(proposal)).says("proposal_state.enacted")
}

// release takes the report to a release that the witnesses saw.
func (f *flock) release() {
	f.bindForum(f.proposeForum("release", "report"))
	must(f.t, f.node.Reach(f.t.Context()))
}

// releases returns the addresses of those that a co-chair sees.
func (f *flock) releases() (all []string) {
	views, err := f.node.Releases(f.t.Context(), dialogue.Viewer{Role: dialogue.CoChair, Side: "armenia"})
	must(f.t, err)
	for _, v := range views {
		all = append(all, "/releases/"+dialogue.FormatID(v.Release.ID))
	}
	return all
}

// readAll reads what everybody can read of a release and of the record.
func (f *flock) readAll(release string) {
	p := f.someone()
	for _, path := range []string{"/releases", "/releases.atom", release, release + "/bundle", release + "/files/neutral.hy.pdf",
		release + "/files/azerbaijan.en.md", "/record", "/checkpoint", "/keys", "/trust.txt"} {
		p.get(path).ok()
	}
}
