package web

import "maps"

// forumRoutes are the pages on which a forum's people work: issues, joint texts,
// recommendations and reports in preparation.
func (s *site) forumRoutes() []Route {
	words := map[string]string{"words_in": "en", "words_en": "The well should be shared.", "words_hy": "", "words_az": "", "words_ru": ""}
	with := func(more map[string]string) map[string]string {
		all := maps.Clone(words)
		maps.Copy(all, more)
		return all
	}
	title := map[string]string{"title_in": "en", "title_en": "Wells", "provisions": "Article V", "inferred": "", "seen": "1"}
	claim := with(map[string]string{"holder": "delegation", "sources": "", "seen": "0"})
	joint := with(map[string]string{"grade": "agreed", "seen": "0"})
	recommendation := with(map[string]string{"addressee": "civil_society", "dimension": "community", "kind": "recommendation", "seen": "0"})
	hash := map[string]string{"hash": "00"}
	none := map[string]string{}
	return []Route{
		{Pattern: "GET /forums/{forum}", serve: showForum},
		{Pattern: "POST /dialogues/{dialogue}/take-up", serve: chairs(postTakeUp), Fields: none},

		{Pattern: "GET /forums/{forum}/issues", serve: showIssues},
		{Pattern: "GET /forums/{forum}/issues/new", serve: chairs(showNewIssue)},
		{Pattern: "POST /forums/{forum}/issues/new", serve: chairs(postNewIssue), Fields: title},
		{Pattern: "GET /issues/{issue}", serve: showIssue},
		{Pattern: "GET /issues/{issue}/edit", serve: chairs(showIssueForm)},
		{Pattern: "POST /issues/{issue}/edit", serve: chairs(postIssue), Fields: title},
		{Pattern: "GET /issues/{issue}/third", serve: chairs(showThird)},
		{Pattern: "POST /issues/{issue}/third", serve: chairs(postThird), Fields: map[string]string{"row": "", "actor_en": "A neighbour", "view_en": "It gains trade.", "seen": "1"}},
		{Pattern: "POST /issues/{issue}/seal", serve: chairs(postSeal), Fields: none},
		{Pattern: "POST /issues/{issue}/unseal", serve: chairs(postUnseal), Fields: none},
		{Pattern: "GET /issues/{issue}/claims/new", serve: writers(showNewClaim)},
		{Pattern: "POST /issues/{issue}/claims/new", serve: writers(postClaim), Fields: claim},
		{Pattern: "GET /issues/{issue}/claims/{claim}", serve: writers(showClaim)},
		{Pattern: "POST /issues/{issue}/claims/{claim}", serve: writers(postClaim), Fields: claim},
		{Pattern: "POST /issues/{issue}/claims/{claim}/withdraw", serve: writers(postClaimWithdrawal), Fields: none},
		{Pattern: "POST /issues/{issue}/claims/{claim}/met", serve: writers(postMet), Fields: map[string]string{"met": "yes"}},
		{Pattern: "GET /issues/{issue}/claims/{claim}/response", serve: writers(showResponse)},
		{Pattern: "POST /issues/{issue}/claims/{claim}/response", serve: writers(postResponse), Fields: with(map[string]string{"understood": "yes", "stance": "open", "seen": "0"})},

		{Pattern: "GET /forums/{forum}/joint", serve: showJointList},
		{Pattern: "GET /forums/{forum}/joint/new", serve: chairs(showNewJoint)},
		{Pattern: "POST /forums/{forum}/joint/new", serve: chairs(postNewJoint), most: mostPart, Fields: joint},
		{Pattern: "GET /joint/{joint}", serve: showJoint},
		{Pattern: "GET /joint/{joint}/edit", serve: chairs(showJointForm)},
		{Pattern: "POST /joint/{joint}/edit", serve: chairs(postJoint), most: mostPart, Fields: joint},
		{Pattern: "POST /joint/{joint}/consent", serve: chairs(postConsent), Fields: hash},
		{Pattern: "POST /joint/{joint}/withdraw", serve: chairs(postConsentWithdrawal), Fields: none},
		{Pattern: "POST /joint/{joint}/remove", serve: chairs(postJointRemoval), Fields: none},

		{Pattern: "GET /forums/{forum}/recommendations", serve: showRecommendations},
		{Pattern: "GET /forums/{forum}/recommendations/new", serve: chairs(showNewRecommendation)},
		{Pattern: "POST /forums/{forum}/recommendations/new", serve: chairs(postNewRecommendation), most: mostPart, Fields: recommendation},
		{Pattern: "GET /recommendations/{recommendation}", serve: showRecommendation},
		{Pattern: "GET /recommendations/{recommendation}/edit", serve: chairs(showRecommendationForm)},
		{Pattern: "POST /recommendations/{recommendation}/edit", serve: chairs(postRecommendation), most: mostPart, Fields: recommendation},
		{Pattern: "POST /recommendations/{recommendation}/support", serve: chairs(postSupport), Fields: hash},
		{Pattern: "POST /recommendations/{recommendation}/unsupport", serve: chairs(postSupportWithdrawal), Fields: none},
		{Pattern: "POST /recommendations/{recommendation}/withdraw", serve: chairs(postRecommendationWithdrawal), Fields: none},

		{Pattern: "GET /forums/{forum}/reports", serve: showReports},
		{Pattern: "GET /forums/{forum}/reports/new", serve: chairs(showNewReport)},
		{Pattern: "POST /forums/{forum}/reports/new", serve: chairs(postNewReport), Fields: words},
		{Pattern: "GET /reports/{report}", serve: showReport},
		{Pattern: "GET /reports/{report}/part", serve: chairs(showPart)},
		{Pattern: "POST /reports/{report}/part", serve: chairs(postPart), most: mostPart, Fields: with(map[string]string{"part": "limits", "seen": "1"})},
		{Pattern: "GET /reports/{report}/facts", serve: chairs(showFacts)},
		{Pattern: "POST /reports/{report}/facts", serve: chairs(postFacts), most: mostPart, Fields: map[string]string{"facilitators": "2", "attributed": "no", "seen": "1"}},
		{Pattern: "GET /reports/{report}/choice", serve: chairs(showChoice)},
		{Pattern: "POST /reports/{report}/choice", serve: chairs(postChoice), Fields: map[string]string{"seen": "1"}},
		{Pattern: "GET /reports/{report}/reservations", serve: chairs(showReservations)},
		{Pattern: "POST /reports/{report}/reservations", serve: chairs(postReservations), most: mostPart, Fields: map[string]string{"note0_in": "en", "note0_en": "Wells run dry.", "seen": "1"}},
		{Pattern: "POST /reports/{report}/stop", serve: chairs(postStop), Fields: none},
		{Pattern: "GET /reports/{report}/preview", serve: showPreview},
		{Pattern: "GET /reports/{report}/document.md", serve: sendMarkdown},
		{Pattern: "GET /reports/{report}/document.json", serve: sendDocument},
	}
}

// mostPart is how many bytes a form of longer words in several languages can
// have.
const mostPart = 1 << 20
