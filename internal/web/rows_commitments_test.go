package web

import (
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// S32: each article has a status, its history with dates and sources, the commitments
// that lead to it and what each side claims; above all stands that the agreement is
// initialed, not signed. Dates that contradict each other are all shown, and words of
// an article need a verified text.
func TestS32_AgreementRegister(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	const banner, article = "Initialed, not signed", "/registers/articles/article-vii"
	s.page("/registers").says(banner)
	s.page("/registers/articles").says(banner, "Article V (bilateral relations)", "Article VII", "Article VIII", "Article X", "missing persons provision", "withdrawal of international cases")
	s.page("/registers/articles/views/by-status").says(banner, "Initialed 6")
	s.page(article).says(banner, "From public works; no side has approved this wording.",
		"which the YPC study dates to early 2024", "Text finalised in March 2025", "8 August 2025", "Discrepancies of sources", "Hand part of decision-making to border authorities")
	s.refused("refusal.record_needs", "articles", map[string]register.Value{"name": inWords("Links"), "wording": inWords("Words from nowhere.")})

	s.column("armenia", "articles", "article-vii", map[string]register.Value{"status_seen": chosen("initialed"), "claims": inWords("We have named our border posts.")})
	s.page(article).says("Status, as every side sees it Not every side has said it.", "Azerbaijan This side has said nothing here.")
	s.column("azerbaijan", "articles", "article-vii", map[string]register.Value{"status_seen": chosen("disputed"), "claims": inWords("We wait for the second meeting.")})
	s.page(article).says("Status, as every side sees it Disputed", "We have named our border posts.", "We wait for the second meeting.")

	before := s.figure("articles", "article-vii", "commitments_count")
	s.write("azerbaijan", "commitments", "mark-border", register.Public, map[string]register.Value{"action": inWords("Mark the border stones."), "articles": linkedTo("article-vii")})
	s.page(article).says("What leads here", "Mark the border stones.")
	if after := s.figure("articles", "article-vii", "commitments_count"); after == before {
		t.Errorf("the commitments of the article are %s as before", after)
	}
	s.change("armenia", "articles", "article-vii", map[string]register.Value{"status": chosen("agreed"), "status_since": dated("2025-03")})
	s.page(article+"/versions").says("Initialed", "Agreed", "Approved by every side")
}

// S33: needs stand against the articles and commitments, those that none covers are
// marked, and an owner is sought. It is a finding of authors, not of governments.
func TestS33_GapCheck(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	s.write("armenia", "needs", "return", register.Public, map[string]register.Value{"name": inWords("Return to lost homes"), "found_by": linkedTo("carnegie-2025"), "owner_state": chosen("sought")})
	s.write("azerbaijan", "needs", "missing", register.Public, map[string]register.Value{"name": inWords("Knowing what became of the missing"), "found_by": linkedTo("carnegie-2025"),
		"articles": linkedTo("missing-persons-provision"), "commitments": linkedTo("R0-41")})
	s.page("/registers/needs").says("is a finding of authors, not of the governments")
	for _, view := range []string{"against-articles", "against-commitments"} {
		page := s.page("/registers/needs/views/" + view)
		page.says("Needs of society: not covered Return to lost homes", "not covered")
		page.hides("Needs of society: not covered Knowing", "Return to lost homes Knowing")
	}
	s.page("/registers/needs/views/by-owner").says("Sought 1 Return to lost homes")
	s.page("/registers/needs/return").says("Covered by an article No", "Found by")
	s.page("/registers/commitments/R0-41").says("What leads here", "Knowing what became of the missing")
	coverage := s.page("/registers/needs/views/coverage").Body // a row and a column each for what is covered and not
	if text := plainWords(coverage); !strings.Contains(text, "No 1 0 1 Yes 0 1 1") && !strings.Contains(text, "Yes 1 0 1 No 0 1 1") {
		t.Errorf("what is covered: %s", text)
	}
}

// S34: each kind of withdrawn case says what the withdrawal leaves open, what could
// stand in its place, who wants what first, also within a side, and what was decided
// when. It is no legal advice and presses nobody.
func TestS34_WithdrawnCases(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	decisions := register.Value{Evidence: []register.Evidence{{What: inWords("Both agents asked for more time.").Texts[0], Kind: "official", Grade: "B", Date: "2026-02-03"}}}
	s.write("azerbaijan", "withdrawn-cases", "families", register.Public, map[string]register.Value{"name": inWords("Cases of families of the missing"), "kind": chosen("individual"),
		"withdrawal": chosen("intended"), "left_open": inWords("Who answers the families"), "substitutes": chosen("restitution", "remains", "acknowledgment", "accounting"), "decisions": decisions})
	s.column("azerbaijan", "withdrawn-cases", "families", map[string]register.Value{"sequence": chosen("handshake_first"), "positions": inWords("Officials want to begin anew.")})
	two := inWords("Rights defenders want justice first.")
	two.Texts = append(two.Texts, inWords("Others want the handshake first.").Texts...)
	s.column("armenia", "withdrawn-cases", "families", map[string]register.Value{"sequence": chosen("several_views"), "positions": two})
	s.page("/registers/withdrawn-cases/families").says("This is no legal advice, and it asks nobody to give up a claim", "Who answers the families",
		"Account of what happened , Return of remains , Acknowledgment , Restitution", "Order, as every side sees it Disputed", "Rights defenders want justice first.", "Others want the handshake first.",
		"First shake hands", "Both agents asked for more time.", "3 February 2026")
	s.holder(t, "armenia", dialogue.Moderator).get("/registers/withdrawn-cases/new").want(200).says("Name no person and no single claim.")
	s.page("/registers/withdrawn-cases/views/by-withdrawal").says("Intended 1 Cases of families of the missing")
	s.page("/registers/withdrawn-cases/views/substitutes").says("Return of remains", "Of individual people")
}

// S35: a declaration becomes obligations with owner, due date, legal basis, dependence
// and dispute, and two legal readings stand beside each other.
func TestS35_DeclarationAsObligations(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	s.write("armenia", "obligations", "law", register.Public, map[string]register.Value{"name": inWords("Pass the law"), "document": inWords("A declaration made up for tests"), "owner": inWords("Both parliaments"), "due": dated("2027")})
	s.write("azerbaijan", "obligations", "road", register.Public, map[string]register.Value{"name": inWords("Open the road"), "owner": inWords("Both governments"), "due": dated("2026-10"),
		"legal_basis": inWords("Point 3"), "depends_on": linkedTo("law"), "dispute": inWords("Whether the law must come first")})
	s.column("armenia", "obligations", "road", map[string]register.Value{"legal_reading": inWords("It binds once the law is passed."), "done": chosen("being_done")})
	s.column("azerbaijan", "obligations", "road", map[string]register.Value{"legal_reading": inWords("It binds at once."), "done": chosen("done")})
	page := s.page("/registers/obligations/road").says("Both governments", "October 2026", "Point 3", "Depends on Pass the law", "Whether the law must come first",
		"Legal reading of the side", "It binds once the law is passed.", "It binds at once.", "State by all sides Disputed", "In time or past the date Past the date")
	page.says("Wants attention The date has passed")
	s.page("/registers/obligations/views/dependence").says("Open the road Depends on : Pass the law")
	s.page("/registers/attention").says("Open the road").hides("Pass the law")
	s.column("armenia", "obligations", "road", map[string]register.Value{"legal_reading": inWords("It binds once the law is passed."), "done": chosen("done")})
	s.change("armenia", "obligations", "road", map[string]register.Value{"closed": dated("2026-11-20")})
	s.page("/registers/obligations/road").says("State by all sides Done").hides("Wants attention")
}

// S36: scenarios form a tree with triggers, signs, consequences on articles, prepared
// responses with owners and a plain summary; they are walked as a drill and keep their
// versions. They are no forecast, and at first only co-chairs read them.
func TestS36_ReferendumRisk(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	draft := func(key string, values map[string]register.Value) {
		s.write("azerbaijan", "scenarios", key, "", values)
	}
	draft("vote", map[string]register.Value{"name": inWords("There is a vote"), "triggers": chosen("fixed_date", "poll", "vote"), "trigger_date": dated("2027-06"), "summary": inWords("What to do before and after the vote."),
		"signs": {Ticks: []register.Tick{{Item: "poll_shift", State: "no"}, {Item: "false_reports", State: "yes"}}}})
	draft("vote-yes", map[string]register.Value{"name": inWords("The vote succeeds"), "parent": linkedTo("vote"), "owner": inWords("Both offices")})
	on := linkedTo("article-x")
	on.Links[0].Role = inWords("consequence").Texts[0]
	draft("vote-no", map[string]register.Value{"name": inWords("The vote fails"), "parent": linkedTo("vote"), "articles": on, "consequences": inWords("Returns are put off."),
		"responses": inWords("Both offices speak on the same day."), "owner": inWords("The two press offices")})

	member := s.viewer("armenia", dialogue.Moderator)
	if s.visible(anybody, "scenarios", "vote") || s.visible(member, "scenarios", "vote") {
		t.Error("more than the co-chairs read a scenario")
	}
	s.page("/registers/scenarios").says("Planning for a failure is no forecast and no argument", "0 records found").hides("There is a vote")
	s.client(t).get("/registers/scenarios/vote").want(404)
	s.page("/registers/articles/article-x").hides("The vote fails")

	c := s.holder(t, "armenia", dialogue.CoChair)
	c.get("/registers/scenarios/vote").want(200).says("June 2027", "Polls change clearly : no", "False reports spread : yes", "What to do before and after the vote.")
	c.get("/registers/scenarios/views/scenario-tree").want(200).says("There is a vote", "The vote fails", "The vote succeeds")
	c.get("/registers/scenarios/views/exercise?at=vote").want(200).says("It is no forecast", "Step 1: There is a vote", "What happens next?", "The vote succeeds")
	c.get("/registers/scenarios/views/exercise?at=vote&at=vote-no").want(200).says("Step 2: The vote fails", "Returns are put off.", "Both offices speak on the same day.",
		"The two press offices", "Article X – consequence", "The end of this path", "Write down what was learnt")
	s.write("armenia", "drills", "first", "", map[string]register.Value{"name": inWords("First exercise"), "date": dated("2026-11-20"), "scenario": linkedTo("vote"), "learnt": inWords("Nobody had the list.")})
	c.get("/registers/scenarios/vote").says("Exercises held 1", "20 November 2026", "First exercise")

	s.change("azerbaijan", "scenarios", "vote-no", map[string]register.Value{"responses": inWords("Both offices speak within an hour.")})
	c.get("/registers/scenarios/vote-no/versions").want(200).says("Version 2", "Both offices speak on the same day.", "Both offices speak within an hour.")
	s.change("armenia", "scenarios", "vote", map[string]register.Value{"fired": dated("2026-11-22")})
	s.days(40)
	c = s.holder(t, "azerbaijan", dialogue.CoChair)
	c.get("/registers/attention").want(200).says("A sign of the scenario was seen", "What was changed is not noted")
	s.page("/registers/attention").hides("There is a vote", "First exercise")
	s.change("azerbaijan", "scenarios", "vote", map[string]register.Value{"after_action": inWords("The polls were read again; nothing was done.")})
	c.get("/registers/scenarios/attention").want(200).hides("A sign of the scenario was seen")
}

// S37: cards say what an interest gains, how it acts and what could change that; they
// rest on evidence and both sides review them. They are about institutions only.
func TestS37_InterestsAgainstPeace(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	values := map[string]register.Value{"name": inWords("Trade through third countries"), "kind": chosen("economic"), "gain": inWords("Fees for the detour"),
		"how_it_acts": inWords("Pays for studies against the road"), "could_change": inWords("A share in the new road")}
	s.refused("refusal.record_required", "interests", values)
	values["evidence"] = proven("A study made up for tests", "study")
	s.write("armenia", "interests", "detour", "", values)
	if s.visible(anybody, "interests", "detour") {
		t.Error("everybody reads the card")
	}
	s.page("/registers/interests").says("Interests and acts of institutions only, never of peoples or private persons")
	s.column("azerbaijan", "interests", "detour", map[string]register.Value{"review_view": chosen("agree")})
	c := s.holder(t, "azerbaijan", dialogue.CoChair)
	c.get("/registers/interests/detour").want(200).says("Fees for the detour", "Pays for studies against the road", "A share in the new road", "A study made up for tests", "Not every side has said it.")
	s.column("armenia", "interests", "detour", map[string]register.Value{"review_view": chosen("doubt")})
	c.get("/registers/interests/views/by-review").want(200).says("Disputed 1 Trade through third countries")
	s.days(370)
	if got := s.waits(s.chair("armenia"), "interests", "detour"); !slices.Equal(got, []string{"not-reviewed"}) {
		t.Errorf("after a year %v", got)
	}
}

// S38: every commitment can hold risks with likelihood, sign, response and owner; a
// sign that fires raises an alarm until the after-action note is there. The sides'
// estimates are never made one.
func TestS38_ContingencyPlans(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	values := map[string]register.Value{"name": inWords("The meetings stop"), "commitments": linkedTo("R0-03"), "sign": inWords("No meeting in a month"), "response": inWords("Meet within a week.")}
	s.refused("refusal.record_required", "risks", values)
	values["owner"] = inWords("Both offices")
	s.write("azerbaijan", "risks", "stop", register.Members, values)
	s.column("azerbaijan", "risks", "stop", map[string]register.Value{"likelihood": chosen("unlikely")})
	s.column("armenia", "risks", "stop", map[string]register.Value{"likelihood": chosen("likely")})
	c := s.holder(t, "armenia", dialogue.Moderator)
	c.get("/registers/commitments/R0-03").want(200).says("Risks linked 1", "The meetings stop")
	c.get("/registers/risks/stop").want(200).says("A few signs foretell no war.", "Gap between the estimates 2 steps apart", "Unlikely", "Likely", "Both offices").hides("Wants attention A")
	s.page("/registers/commitments/R0-03").hides("The meetings stop", "Risks linked 1")

	values["after_action"] = inWords("They met again.")
	s.refused("refusal.record_needs", "risks", values)
	s.change("armenia", "risks", "stop", map[string]register.Value{"fired": dated("2026-11-20")})
	c.get("/registers/attention").want(200).says("The meetings stop", "A sign was seen; note is missing: 20 November 2026, 3 days ago")
	s.change("azerbaijan", "risks", "stop", map[string]register.Value{"after_action": inWords("They met again.")})
	c.get("/registers/attention").want(200).hides("The meetings stop")
}

// S39: statements of offices have a source, a short quotation, a tone that the coders
// of each side mark, and later acts beside them, around the episodes. Where the coders
// differ both marks are shown. The rules are the same for all, and nobody is profiled.
func TestS39_OfficialStatements(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	statement := func(side, day, episode string) map[string]register.Value {
		return map[string]register.Value{"name": inWords("A simulated statement of " + day), "office": inWords("Press office"), "side": chosen(side), "date": dated(register.Date(day)), "language": chosen("lang_en"),
			"quote": inWords("A quotation made up for tests"), "themes": chosen("trust"), "episode": linkedTo(episode), "later_acts": linkedTo("osce-exchange-2019")}
	}
	first, second := statement("azerbaijan", "2019-01-20", "E3"), statement("armenia", "2025-09-01", "E4")
	s.refused("refusal.record_required", "official-statements", first)
	first["source_link"], second["source_link"] = proven("The office's page", "official"), proven("The office's page", "official")
	long := make([]byte, 301)
	for i := range long {
		long[i] = 'a'
	}
	first["quote"] = inWords(string(long))
	s.refused("refusal.field_long", "official-statements", first)
	first["quote"] = inWords("A quotation made up for tests")
	s.write("armenia", "official-statements", "one", register.Public, first)
	s.write("azerbaijan", "official-statements", "two", register.Public, second)

	s.column("armenia", "official-statements", "one", map[string]register.Value{"tone": chosen("hard"), "tone_reason": inWords("It sets a condition."), "coded_on": dated("2026-11-01")})
	s.column("azerbaijan", "official-statements", "one", map[string]register.Value{"tone": chosen("conciliatory"), "tone_reason": inWords("It offers a visit."), "coded_on": dated("2026-11-02")})
	for i, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		s.column(side, "official-statements", "two", map[string]register.Value{"tone": chosen("neutral"), "coded_on": dated(register.Date([]string{"2026-11-03", "2026-11-04"}[i]))})
	}
	s.page("/registers/official-statements/one").says("Name the office or the body, never a private person.", "Press office", "20 January 2019", "English", "The office's page", "OSCE journalist exchange",
		"Tone, as every side sees it Disputed", "Gap between the marks 2 steps apart", "It sets a condition.", "It offers a visit.", "Hard", "Conciliatory")
	s.page("/registers/official-statements/two").says("Tone, as every side sees it Neutral")
	s.page("/registers/official-statements/views/by-episode").says("Foreign ministers' statement", "A simulated statement of 2019-01-20", "Statements of recent months")
	s.page("/registers/official-statements/views/words-and-acts").says("OSCE journalist exchange")
	s.page("/registers/official-statements/views/tone-by-side").says("Armenia", "Azerbaijan", "Disputed", "Neutral")
	s.page("/registers/official-statements/views/compare?a=one&b=two").says("A simulated statement of 2019-01-20", "A simulated statement of 2025-09-01", "(the same)")
	s.page("/registers/episodes/E3").says("Statements 1", "Last statement 20 January 2019")
}

// S40: the four episodes stand on a timeline with what was said, what happened around
// it and what came of it; the current one is live, and there is no verdict on it.
func TestS40_FourEpisodes(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	s.page("/registers/episodes/views/timeline").says("After the May 1994 ceasefire", "Key West", "Foreign ministers' statement", "Statements of recent months")
	s.page("/registers/episodes/E3").says("Statement on preparing peoples for peace", "The current one has no verdict. Public dialogue was at its lowest and war followed in 2020.")
	s.change("azerbaijan", "episodes", "E3", map[string]register.Value{"events": linkedTo("fm-statement-2019", "war-2020")})
	s.page("/registers/episodes/E3").says("Foreign ministers' statement on preparing peoples for peace", "Start of the 44-day war")

	s.change("armenia", "episodes", "E4", map[string]register.Value{"commitments": linkedTo("R0-15"), "events": linkedTo("text-final-2025"), "evidence": proven("A report made up for tests", "press")})
	now := s.page("/registers/episodes/E4").says("Status Open", "Give regular briefings on normalisation goals and progress.", "Text of the agreement finalised", "A report made up for tests")
	now.says("What came of it ,").hides("The current one has no verdict.")
	if r := s.shown(anybody, "episodes", "E4"); !r.Values["outcome"].Empty() {
		t.Error("there is a verdict on the episode that is open")
	}
}

// S41: every plan is reviewed on a schedule with evidence, decision and owner; a review
// that was missed is seen, and the old version stays. Peace gets no score.
func TestS41_RegularAssessment(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	s.write("armenia", "plans", "border", register.Public, map[string]register.Value{"name": inWords("Plan for the border villages"), "owner": inWords("Two district offices"), "commitments": linkedTo("R0-03"),
		"reviewed": dated("2026-11-01"), "decision": chosen("keep"), "summary": inWords("Two markets a year")})
	s.page("/registers/plans/border").says("State of the review In time", "Two district offices").hides("A review was missed")
	s.days(200)
	s.page("/registers/plans/attention").says("Plan for the border villages", "A review was missed")
	s.page("/registers/plans/border").says("State of the review Past the date", "Days since the last review 222 days")
	s.change("azerbaijan", "plans", "border", map[string]register.Value{"reviewed": dated("2027-06-10"), "decision": chosen("revise"), "decision_reason": inWords("More people came than was planned for."),
		"evidence": proven("A count of visitors", "observation"), "summary": inWords("Four markets a year")})
	s.page("/registers/plans/border").says("State of the review In time", "Revise", "More people came than was planned for.", "A count of visitors", "Four markets a year").hides("Two markets a year")
	s.page("/registers/plans/border/versions").says("Two markets a year", "Four markets a year", "Keep", "Revise")
	s.page("/registers/commitments/R0-03").says("Last review in a plan 10 June 2027")
	s.page("/registers/plans/views/by-decision").says("Revise 1")
	for _, d := range s.Node.Words().All() {
		for _, f := range d.Fields {
			if d.Group == "commitments" && f.Compute != nil && (f.Compute.Kind == register.Sum || f.Compute.Kind == register.Product) {
				t.Errorf("%s makes a score of several figures: %s", d.Name, f.Name)
			}
		}
	}
}

// S42: a marker says what it means, in what it is measured, by whom and how often; what
// can be is counted from records, without data there is no value, and each side can
// hold its own definition.
func TestS42_MarkersOfProgress(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	const marker = "/registers/indicators/m-border-life"
	s.page(marker).says("No figure is not zero. No figure", "There is a value No").hides("Results linked 0")
	s.page("/registers/indicators/missing-az").says("3,990", "Azerbaijan")
	s.change("azerbaijan", "indicators", "m-border-life", map[string]register.Value{"definition": inWords("How many villages have water all year"), "measured_as": inWords("villages"), "data_source": inWords("Counts of both districts"),
		"cadence": chosen("half_yearly"), "baseline": {Number: &register.Number{Lower: "3"}}})
	s.column("armenia", "indicators", "m-border-life", map[string]register.Value{"own_definition": inWords("Villages with a bus every day")})
	s.column("azerbaijan", "indicators", "m-border-life", map[string]register.Value{"own_definition": inWords("Villages with a school")})
	s.write("armenia", "results", "well", register.Public, map[string]register.Value{"name": inWords("A well was opened"), "end": dated("2026-11-02"), "evidence": proven("A notice", "official"), "indicators": linkedTo("m-border-life")})
	s.change("armenia", "commitments", "R0-03", map[string]register.Value{"indicators": linkedTo("m-border-life")})
	s.page(marker).says("How many villages have water all year", "Measured in villages", "Counts of both districts", "Every half year", "Baseline 3", "Villages with a bus every day", "Villages with a school",
		"Commitments linked 1", "Results linked 1", "Last result 2 November 2026", "No figure is not zero. No figure")
	s.days(190)
	if got := s.waits(anybody, "indicators", "m-border-life"); !slices.Equal(got, []string{"value-due-half-year"}) {
		t.Errorf("after half a year %v", got)
	}
	if got := s.found("indicators", register.Query{Filters: map[string][]string{"has_value": {"no"}, "kind": {"marker"}}}); !slices.Contains(got, "m-border-life") || slices.Contains(got, "missing-az") {
		t.Errorf("without a value are %v", got)
	}
}
