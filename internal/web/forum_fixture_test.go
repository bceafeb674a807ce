package web

import (
	"context"
	"fmt"
	"net/http"
	"testing"

	"parley/internal/dialogue"
)

// A forumWorld is a site whose forum has something of every kind: issues that
// are exchanged, sealed and being written, joint texts with consents that
// stand, ended and are missing, recommendations, a report.
type forumWorld struct {
	*fixtureSite
	Issue, Sealed, Open dialogue.IssueID
	Claims              map[dialogue.SideID]dialogue.ClaimID // of Issue, the first of each side
	Agreed, Draft       dialogue.JointID
	Both, OneSided      dialogue.RecommendationID
	Report              dialogue.ReportID
}

// written is words in a language, made up for tests, with translations that are
// approved.
func written(in dialogue.Language, words string, translations ...string) dialogue.Writing {
	w := dialogue.Writing{Original: in, Text: dialogue.Text{in: words}}
	for i := 0; i+1 < len(translations); i += 2 {
		l := dialogue.Language(translations[i])
		w.Text[l], w.Approved = translations[i+1], append(w.Approved, l)
	}
	return w
}

func newForumWorld(t testing.TB) *forumWorld {
	t.Helper()
	w := &forumWorld{fixtureSite: officeSite(t), Claims: map[dialogue.SideID]dialogue.ClaimID{}}
	w.addIssues(t)
	w.addTexts(t)
	w.addReport(t)
	return w
}

func (w *forumWorld) chair(side dialogue.SideID) dialogue.Viewer {
	return w.viewer(side, dialogue.CoChair)
}

func (w *forumWorld) addIssues(t testing.TB) {
	t.Helper()
	ctx, n := context.Background(), w.Node
	var err error
	w.Issue, err = n.AddIssue(ctx, w.chair("azerbaijan"), w.Forum, written("en", "Who opens the road in winter", "hy", "Ով է ձմռանը բացում ճանապարհը"), []dialogue.Provision{{Name: "Article V"}, {Name: "Article VII", Inferred: true}})
	check(t, err)
	w.Sealed, err = n.AddIssue(ctx, w.chair("armenia"), w.Forum, written("en", "Water of the upper wells"), nil)
	check(t, err)
	w.Open, err = n.AddIssue(ctx, w.chair("azerbaijan"), w.Forum, written("az", "Bazar günləri"), nil)
	check(t, err)
	ours := map[dialogue.SideID]dialogue.Writing{
		"armenia":    written("hy", "Ձյունը նախ պետք է մաքրել վերևի գյուղերից։", "en", "Snow must be cleared from the upper villages first."),
		"azerbaijan": written("az", "Yol hər iki tərəfdən eyni vaxtda açılmalıdır.", "en", "The road must be opened from both ends at the same time."),
	}
	for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		w.Claims[side], err = n.WriteClaim(ctx, w.chair(side), w.Issue, dialogue.Claim{Holder: dialogue.Delegation, Words: ours[side]})
		check(t, err)
		_, err = n.WriteClaim(ctx, w.viewer(side, dialogue.Moderator), w.Issue, dialogue.Claim{Holder: dialogue.Voice, Whose: written("en", "A drivers' club of "+string(side)), Words: written("en", "Chains should be lent at both ends."),
			Sources: []dialogue.Source{{Work: "Minutes of a made-up meeting", Section: "page 3"}}})
		check(t, err)
	}
	_, err = n.WriteClaim(ctx, w.chair("armenia"), w.Issue, dialogue.Claim{Holder: dialogue.Government, Words: written("en", "Ploughs from the plain should come by noon."),
		Expects: &dialogue.Expected{Of: "azerbaijan", Sign: written("en", "A plough is seen at the pass by noon.")}})
	check(t, err)
	for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		check(t, n.SealPerspective(ctx, w.chair(side), w.Issue))
	}
	check(t, n.SealPerspective(ctx, w.chair("armenia"), w.Sealed))
	check(t, n.Respond(ctx, w.chair("azerbaijan"), w.Issue, dialogue.Response{Claim: w.Claims["armenia"], Understood: true, Stance: dialogue.StanceDisputed, Words: written("az", "Kənd yolu başqa məsələdir.")}))
	check(t, n.Respond(ctx, w.chair("armenia"), w.Issue, dialogue.Response{Claim: w.Claims["azerbaijan"], Understood: true}))
	view, err := n.Issue(ctx, w.chair("armenia"), w.Issue)
	check(t, err)
	edited := view.Issue
	edited.Settle = written("en", "A [armenia: shared | azerbaijan: common] timetable, posted in every village.")
	edited.Third = []dialogue.ThirdParty{{Actor: written("en", "A neighbouring province"), View: written("en", "Gains a second way to the market."), Day: 20000},
		{Actor: written("en", "A haulage firm"), View: written("en", "Worries about its fees."), Side: "armenia", Source: "A made-up newspaper"}}
	check(t, n.EditIssue(ctx, w.chair("armenia"), w.Issue, view.Issue.Version, edited))
	c, _, _ := view.Issue.Claim(w.Claims["armenia"])
	c.Words = written("hy", "Ձյունը նախ պետք է մաքրել վերևի գյուղերից և դպրոցից։", "en", "Snow must be cleared from the upper villages and the school first.")
	_, err = n.WriteClaim(ctx, w.chair("armenia"), w.Issue, c)
	check(t, err)
}

func (w *forumWorld) addTexts(t testing.TB) {
	t.Helper()
	ctx, n := context.Background(), w.Node
	var err error
	w.Agreed, err = n.WriteJoint(ctx, w.chair("armenia"), w.Forum, dialogue.JointText{Issue: w.Issue, Asked: dialogue.Agreed, Words: written("en", "The road is opened before the school day begins.", "az", "Yol dərs günü başlamazdan əvvəl açılır.")})
	check(t, err)
	w.Draft, err = n.WriteJoint(ctx, w.chair("azerbaijan"), w.Forum, dialogue.JointText{Asked: dialogue.Agreed, Words: written("en", "The well is [azerbaijan: upper | armenia: old] and belongs to nobody.")})
	check(t, err)
	for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		j, err := n.JointText(ctx, w.chair(side), w.Agreed)
		check(t, err)
		check(t, n.Consent(ctx, w.chair(side), w.Agreed, j.Hash()))
	}
	j, err := n.JointText(ctx, w.chair("armenia"), w.Draft)
	check(t, err)
	check(t, n.Consent(ctx, w.chair("armenia"), w.Draft, j.Hash()))
	check(t, n.WithdrawConsent(ctx, w.chair("armenia"), w.Draft))
	check(t, n.Consent(ctx, w.chair("azerbaijan"), w.Draft, j.Hash()))
	w.Both, err = n.WriteRecommendation(ctx, w.chair("azerbaijan"), w.Forum, dialogue.Recommendation{Addressees: []string{"government_azerbaijan", "government_armenia"}, Dimension: dialogue.Community, Horizon: dialogue.Short,
		Action: written("en", "Post one timetable for snow ploughs in every village."), Sign: written("en", "It hangs in ten villages."), Claims: []dialogue.ClaimID{w.Claims["armenia"]}, Provisions: []dialogue.Provision{{Name: "Article VII"}}})
	check(t, err)
	r, err := n.Recommendation(ctx, w.chair("armenia"), w.Both)
	check(t, err)
	check(t, n.SupportRecommendation(ctx, w.chair("armenia"), w.Both, r.Hash()))
	w.OneSided, err = n.WriteRecommendation(ctx, w.chair("armenia"), w.Forum, dialogue.Recommendation{Addressees: []string{"civil_society", "The drivers' club"}, Dimension: dialogue.MediaChange, Kind: "expectation", Side: "armenia",
		Action: written("hy", "Տեղեկացնել ճանապարհի մասին երկու լեզվով։")})
	check(t, err)
	for i := range 3 {
		_, err = n.WriteRecommendation(ctx, w.chair([]dialogue.SideID{"azerbaijan", "armenia"}[i%2]), w.Forum, dialogue.Recommendation{Addressees: []string{"civil_society"}, Dimension: dialogue.Education,
			Action: written("en", fmt.Sprintf("Hold winter school number %d in both valleys.", i+1))})
		check(t, err)
	}
}

func (w *forumWorld) addReport(t testing.TB) {
	t.Helper()
	ctx, n := context.Background(), w.Node
	var err error
	w.Report, err = n.AddReport(ctx, w.chair("azerbaijan"), w.Forum, written("en", "Winter on the road"))
	check(t, err)
	view, err := n.Report(ctx, w.chair("armenia"), w.Report)
	check(t, err)
	r := view.Report
	r.Issues, r.Joint, r.Recommendations = []dialogue.IssueID{w.Issue}, []dialogue.JointID{w.Agreed, w.Draft}, []dialogue.RecommendationID{w.Both, w.OneSided}
	r.Parts[dialogue.PartResponsibility] = written("en", "These are the opinions of the delegations.", "hy", "Սրանք պատվիրակությունների կարծիքներն են։")
	r.Delegates, r.Facilitators = []dialogue.Delegates{{Side: "armenia", Count: 5}, {Side: "azerbaijan", Count: 5}}, 2
	r.Terms = []dialogue.Term{{Term: "the pass"}, {Term: "the valley", Chosen: written("en", "Both names are given.")}}
	r.Reservations = []dialogue.Reservation{{Side: "armenia", Words: written("hy", "Դպրոցի հարցը լուծված չէ։"), Minority: true, By: "Sparrow"}}
	check(t, n.EditReport(ctx, w.chair("armenia"), w.Report, r.Version, r))
}

// workPages returns the pages of a forum's work in a language, as a co-chair sees
// them, by name.
func (w *forumWorld) workPages(t testing.TB, language string) map[string]*answer {
	t.Helper()
	c := w.holder(t, "armenia", dialogue.CoChair)
	c.Header.Set("Accept-Language", language)
	all := map[string]*answer{}
	for name, path := range map[string]string{
		"home": forumPath(w.Forum, ""), "issues": forumPath(w.Forum, "/issues"), "issue": issuePath(w.Issue, ""), "issue-open": issuePath(w.Open, ""),
		"issue-sealed": issuePath(w.Sealed, ""), "issue-new": forumPath(w.Forum, "/issues/new"), "issue-edit": issuePath(w.Issue, "/edit"),
		"third": issuePath(w.Issue, "/third?row=1"), "claim-new": issuePath(w.Open, "/claims/new"),
		"claim": issuePath(w.Issue, "/claims/"+dialogue.FormatID(w.Claims["armenia"])), "response": issuePath(w.Issue, "/claims/"+dialogue.FormatID(w.Claims["azerbaijan"])+"/response"),
		"joint-list": forumPath(w.Forum, "/joint"), "joint": jointPath(w.Draft, ""), "joint-edit": jointPath(w.Draft, "/edit"),
		"recommendations": forumPath(w.Forum, "/recommendations"), "recommendation": recommendationPath(w.Both, ""), "recommendation-one": recommendationPath(w.OneSided, ""),
		"recommendation-edit": recommendationPath(w.OneSided, "/edit"), "reports": forumPath(w.Forum, "/reports"), "report": reportPath(w.Report, ""),
		"report-part": reportPath(w.Report, "/part?part=responsibility"), "report-facts": reportPath(w.Report, "/facts"), "report-choice": reportPath(w.Report, "/choice"),
		"report-reservations": reportPath(w.Report, "/reservations"), "report-preview": reportPath(w.Report, "/preview"), "report-preview-az": reportPath(w.Report, "/preview?edition=azerbaijan&in=az"),
	} {
		all[name] = c.get(path).want(http.StatusOK)
	}
	all["claim-wrong"] = all["claim-new"].form("/claims/new").set("words_en", "x").set("holder", "voice").send().want(http.StatusBadRequest)
	return all
}
