package web

import (
	"net/http"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// Two co-chairs work an issue through: each writes for itself, both seal, what
// they wrote is exchanged, and each responds to the other's claim.
func TestIssueStory(t *testing.T) {
	s := officeSite(t)
	one, other := s.chairs(t)
	issue := one.get(forumPath(s.Forum, "/issues/new")).form("/issues/new").set("title_in", "en").set("title_en", "Who clears the snow").
		set("provisions", "Article V\n\nArticle VII").set("inferred", "Article X").send().want(http.StatusOK).says("Who clears the snow", "Article X (inferred)")
	path, _, _ := strings.Cut(issue.Path, "?")
	write := func(c *client, words string) *answer {
		return c.get(path+"/claims/new").form("/claims/new").set("words_in", "en").set("words_en", words).send().want(http.StatusOK)
	}
	write(one, "Ploughs wait at the pass.").says("Saved.", "Ploughs wait at the pass.")
	write(other, "The pass has two gates.")
	other.get(path).hides("Ploughs wait").says("you will see it when every side has sealed", "Being written, not sealed yet")

	one.get(path).form("/seal").send().want(http.StatusOK).says("Sealed on", "Take our seal back").hides("The pass has two gates")
	one.get(path+"/claims/new").form("/claims/new").set("words_en", "Slipped in.").send().want(http.StatusForbidden).says("Slipped in.")
	other.get(path).hides("Ploughs wait")
	one.get(path).form("/unseal").send().want(http.StatusOK)
	one.get(path).form("/seal").send().want(http.StatusOK)
	other.get(path).form("/seal").send().want(http.StatusOK).says("Ploughs wait at the pass.", "The pass has two gates.", "No response yet", "1 claim of others without a response")
	one.get(path).hides("Seal our perspective", "Take our seal back").says("The pass has two gates.")

	respond := linkOf(t, one.get(path), "/response")
	response := one.get(respond).want(http.StatusOK).says("The pass has two gates.", "This does not say that we accept it").form("/response")
	response.send().want(http.StatusBadRequest)
	response.set("understood", "yes").set("stance", "disputed").set("words_in", "en").set("words_en", "One of them is rusted shut.").send().want(http.StatusOK).
		says("Understood, which is not accepted", "Disputed", "One of them is rusted shut.").hides("Accepted")
	response.set("words_en", "Another thought.").send().want(http.StatusConflict).says("Somebody has changed this", "Another thought.", "One of them is rusted shut.")
}

// linkOf returns the first link of a page to an address that ends so.
func linkOf(t testing.TB, a *answer, end string) string {
	t.Helper()
	for _, part := range strings.Split(a.Body, `href="`)[1:] {
		if href, _, _ := strings.Cut(part, `"`); strings.HasSuffix(href, end) {
			return href
		}
	}
	t.Fatalf("%s has no link to %s", a.Path, end)
	return ""
}

// A claim keeps what it said before, is its own side's alone, and keeps its
// number when it is taken back.
func TestClaimVersions(t *testing.T) {
	w := newForumWorld(t)
	one, other := w.chairs(t)
	claim := issuePath(w.Issue, "/claims/"+dialogue.FormatID(w.Claims["armenia"]))
	one.get(claim).want(http.StatusNotFound)
	one.get(claim + "/response").want(http.StatusOK)
	other.get(claim + "/response").want(http.StatusNotFound)
	page := one.get(issuePath(w.Issue, "")).says("Earlier versions", "Version 2", "Snow must be cleared from the upper villages first.", "Translation. Written in: Armenian.")
	if strings.Contains(page.Body, claim+`"`) {
		t.Error("the other side is offered to change it")
	}
	old := other.get(claim).form("/claims/" + dialogue.FormatID(w.Claims["armenia"]))
	old.set("words_en", "Snow, first.").send().want(http.StatusOK).says("Snow, first.", "Version 3")
	again := old.set("words_en", "Snow, last.").send().want(http.StatusConflict).says("What stands now", "Snow, last.")
	again.form("/claims/" + dialogue.FormatID(w.Claims["armenia"])).send().want(http.StatusOK).says("Snow, last.")
	other.get(claim).form("/withdraw").send().want(http.StatusOK).says("Taken back by its side", dialogue.FormatID(w.Claims["armenia"])).hides("Snow, last.", "upper villages")
	other.get(claim).form("/withdraw").send().want(http.StatusForbidden)
}

// An expectation is labelled as one side's, and its side says whether it is met.
func TestExpectation(t *testing.T) {
	w := newForumWorld(t)
	one, other := w.chairs(t)
	one.get(issuePath(w.Issue, "")).says("One side's expectation, not an agreed duty", "does not call it fulfilled")
	_, rest, _ := strings.Cut(other.get(issuePath(w.Issue, "")).Body, "Ploughs from the plain")
	claim := linkOf(t, &answer{c: other, Body: rest}, claimIn(rest))
	other.get(claim).form("/met").press("met", "yes").want(http.StatusOK).says("The side that expects it calls it fulfilled.")
}

// claimIn returns the number of the first claim that is named in a page.
func claimIn(page string) string {
	_, page, _ = strings.Cut(page, "<code>")
	number, _, _ := strings.Cut(page, "</code>")
	return number
}

// Consent is to exact words: a change of them ends it, for all to see, and what
// was read before does not count.
func TestJointTextConsent(t *testing.T) {
	w := newForumWorld(t)
	one, other := w.chairs(t)
	path := jointPath(w.Draft, "")
	page := other.get(path).want(http.StatusOK).says("Meant to be agreed; consent is still missing", "Consents that have ended", "taken back on")
	consent := page.form("/consent")
	one.get(path+"/edit").says("There are consents to the words").form("/edit").set("words_en", "The well belongs to nobody.").send().want(http.StatusOK).
		says("to words that have been changed since")
	consent.send().want(http.StatusConflict).hides("Agreed by every side")
	other.get(path).form("/consent").send().want(http.StatusOK).hides("Agreed by every side")
	one.get(path).form("/consent").send().want(http.StatusOK).says("Agreed by every side")
	other.get(path).form("/withdraw").send().want(http.StatusOK).says("Written together, attributed to no side").hides("Agreed by every side")
	one.get(path+"/edit").form("/edit").set("words_en", "The well is [armenia: old].").send().want(http.StatusBadRequest).says("The well is [armenia: old].")
	other.get(path).form("/remove").send().want(http.StatusOK).says("Taken off. Its number stays.").hides("Consent for our side")
	one.get(forumPath(w.Forum, "/joint")).says("Texts that were taken off")
}

// Recommendations keep their number, are found by addressee and field, and one of
// a single side says so.
func TestRecommendations(t *testing.T) {
	w := newForumWorld(t)
	one, other := w.chairs(t)
	list := forumPath(w.Forum, "/recommendations")
	one.get(list).says("5 recommendations", "R1", "R5", "One side: Armenia", "Expectation of one side")
	one.get(list+"?addressee=government_armenia").says("1 recommendation", "snow ploughs").hides("winter school", "5 recommendations")
	one.get(list + "?addressee=civil_society&dimension=education").says("3 recommendations").hides("snow ploughs")
	one.get(list + "?dimension=economic").says("No recommendation fits")
	one.get(recommendationPath(w.OneSided, "")).says("Only one side proposes this", "Side: Armenia").hides("Change this recommendation", "Take it back")
	one.get(recommendationPath(w.OneSided, "/edit")).form("/edit").set("words_en", "Mine now").send().want(http.StatusForbidden)

	read := one.get(recommendationPath(w.Both, "")).form("/support")
	other.get(recommendationPath(w.Both, "/edit")).form("/edit").set("words_en", "Post two timetables.").send().want(http.StatusOK).says("Post two timetables.", "Recommendation R1")
	read.send().want(http.StatusConflict)
	one.get(recommendationPath(w.Both, "")).form("/support").send().want(http.StatusOK).says("Supports it since", "Support that has ended", "Take our support back")
	one.get(recommendationPath(w.Both, "")).form("/unsupport").send().want(http.StatusOK).says("Support it for our side")
	one.get(recommendationPath(w.Both, "")).form("/withdraw").send().want(http.StatusOK).says("Its number stays for ever")
	next := one.get(list+"/new").form("/new").set("words_en", "Ring the bell.").set("others", "The school").set("dimension", "community").send().want(http.StatusOK)
	next.says("Recommendation R6", "The school")
	one.get(list+"/new").form("/new").set("words_en", "Nobody asked.").send().want(http.StatusBadRequest).says("Nobody asked.")
}

// A report says how far it is, what blocks it and what is missing; each side
// writes its own reservations, and stops it alone.
func TestReportStory(t *testing.T) {
	w := newForumWorld(t)
	one, other := w.chairs(t)
	path := reportPath(w.Report, "")
	one.get(path).want(http.StatusOK).says("What stands in the way of a release", "Missing. Every edition says so.", "Still needed in", "Delegates: Armenia", "There is no agreed term.", "Minority note", "Sparrow")
	old := other.get(path + "/part?part=limits").form("/part")
	one.get(path+"/part?part=limits").form("/part").set("words_in", "en").set("words_en", "Few came.").send().want(http.StatusOK).says("Few came.")
	old.set("words_in", "en").set("words_en", "Many came.").send().want(http.StatusConflict).says("What stands now", "Few came.", "Many came.")
	one.get(path + "/part?part=nonsense").want(http.StatusNotFound)
	one.get(path+"/facts").form("/facts").set("facilitators", "many").send().want(http.StatusBadRequest).says("First page and terms")
	one.get(path+"/facts").form("/facts").set("delegates_azerbaijan", "4").set("embargo", "2027-01-15").set("attributed", "yes").send().want(http.StatusOK).says("2027-01-15", "Attributed")
	choice := one.get(path + "/choice").form("/choice")
	if got := choice.values["issue"]; len(got) != 1 || got[0] != dialogue.FormatID(w.Issue) {
		t.Errorf("chosen are %v", got)
	}
	choice.values.Add("issue", dialogue.FormatID(w.Open))
	choice.send().want(http.StatusOK).says("Issues 2")

	one.get(path+"/reservations").hides("Sparrow").form("/reservations").set("note0_in", "az").set("note0_az", "Körpü qalır.").send().want(http.StatusOK).
		says("Körpü qalır.", "Sparrow")
	one.get(path+"/preview?edition=azerbaijan&in=az").want(http.StatusOK).says("Körpü qalır.", "Winter on the road")
	one.get(path + "/preview?edition=nobody").want(http.StatusNotFound)
	one.get(path + "/preview?in=xx").want(http.StatusNotFound)
	if kept := one.get(path + "/document.md?in=hy").want(http.StatusOK); !strings.Contains(kept.Body, "# Winter on the road") || kept.Header.Get("Content-Disposition") == "" {
		t.Errorf("kept: %.80q %v", kept.Body, kept.Header)
	}
	other.get(path).form("/stop").send().want(http.StatusOK).says("Stopped by one side: Armenia.")
	one.get(forumPath(w.Forum, "/reports")).says("Winter on the road", "Stopped by one side: Armenia.")
}

// Who sees what: offices what is being written, of another side's perspective
// nothing before the exchange; only co-chairs decide; others do not even learn
// that it is there.
func TestForumWorkIsForOffices(t *testing.T) {
	w := newForumWorld(t)
	moderator, steward, anybody := w.holder(t, "azerbaijan", dialogue.Moderator), w.holder(t, "armenia", dialogue.Steward), w.client(t)
	for _, path := range []string{forumPath(w.Forum, ""), forumPath(w.Forum, "/issues"), issuePath(w.Issue, ""), forumPath(w.Forum, "/joint"), jointPath(w.Agreed, ""),
		forumPath(w.Forum, "/recommendations"), recommendationPath(w.Both, ""), forumPath(w.Forum, "/reports")} {
		moderator.get(path).want(http.StatusOK).hides("Consent for our side", "Seal our perspective", "Stop this report now", "Change this recommendation")
		steward.get(path).want(http.StatusOK).hides("Add a claim", "Respond")
		anybody.get(path).want(http.StatusNotFound)
	}
	for _, path := range []string{forumPath(w.Forum, "/issues/new"), issuePath(w.Issue, "/edit"), jointPath(w.Agreed, "/edit"), reportPath(w.Report, "/facts")} {
		moderator.get(path).want(http.StatusNotFound)
		steward.get(path).want(http.StatusNotFound)
		anybody.get(path).want(http.StatusNotFound)
	}
	moderator.get(issuePath(w.Open, "/claims/new")).form("/claims/new").set("words_in", "az").set("words_az", "Bazar şənbə günüdür.").send().want(http.StatusOK).says("Bazar şənbə günüdür.")
	w.holder(t, "azerbaijan", dialogue.Steward).get(issuePath(w.Open, "")).says("Bazar şənbə günüdür.")
	steward.get(issuePath(w.Open, "")).hides("Bazar şənbə")
	steward.get(issuePath(w.Open, "/claims/new")).want(http.StatusNotFound)
}

// Of the issues one after the other no side is always first.
func TestSidesAlternateByIssue(t *testing.T) {
	w := newForumWorld(t)
	firsts := map[bool]int{}
	for _, id := range []dialogue.IssueID{w.Issue, w.Sealed, w.Open} {
		page := w.holder(t, "armenia", dialogue.CoChair).get(issuePath(id, "")).Body
		firsts[strings.Index(page, `id="side-armenia"`) < strings.Index(page, `id="side-azerbaijan"`)]++
	}
	if firsts[true] == 0 || firsts[false] == 0 {
		t.Errorf("first: %v", firsts)
	}
}

// What a closed dialogue found becomes issues and joint texts with one act, once.
func TestTakeUp(t *testing.T) {
	s := officeSite(t)
	id := s.prepare(t, dialogue.Named, "Buses", 12)
	s.open(t, id)
	statements, err := s.Node.Store.Statements(t.Context(), id)
	check(t, err)
	for i := range 24 { // all agree on the even ones; on the odd ones the sides differ
		side := []dialogue.SideID{"azerbaijan", "armenia"}[i%2]
		voter := s.member(t, id, side).Viewer()
		for j, statement := range statements {
			choice := dialogue.Agree
			if j%2 == 1 && side == "armenia" {
				choice = dialogue.Disagree
			}
			check(t, s.Node.CastVote(t.Context(), voter, statement.ID, choice, false))
		}
	}
	s.close(t)
	one, _ := s.chairs(t)
	page := one.get(pathOf(id, "")).want(http.StatusOK).says("Take up divides and common ground")
	s.holder(t, "azerbaijan", dialogue.Moderator).get(pathOf(id, "")).hides("Take up divides and common ground")
	page.form("/take-up").send().want(http.StatusOK).says("The result has been taken up", "6 issues", "6 joint texts")
	page.form("/take-up").send().want(http.StatusOK).says("There was nothing new to take up")
	one.get(forumPath(s.Forum, "/joint")).says("From a dialogue: Statement", "Common ground", "12 votes, of which agree: 12, disagree: 0")
	issues := one.get(forumPath(s.Forum, "/issues"))
	one.get(linkOf(t, issues, issueIn(issues.Body))).says("From a dialogue: Statement", "Divide", "12 votes, of which agree: 0, disagree: 12")
}

// issueIn returns the identifier of the first issue that a page leads to.
func issueIn(page string) string {
	_, page, _ = strings.Cut(page, `href="/issues/`)
	id, _, _ := strings.Cut(page, `"`)
	return id
}
