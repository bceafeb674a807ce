package web

import (
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// S43: each link has its issues with kind, state, next step, affected communities and
// stakes of third parties, a map of routes, the day of the last change and a feed to
// subscribe to. Benefits and worries are shown alike.
func TestS43_RoutesMonitor(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	for _, place := range []struct{ key, name, country string }{{"north", "North town", "armenia"}, {"pass", "The pass", "azerbaijan"}, {"south", "South town", "azerbaijan"}} {
		s.write("azerbaijan", "route-places", place.key, register.Public, map[string]register.Value{"name": inWords(place.name), "country": chosen(place.country)})
	}
	s.write("armenia", "routes", "valley", register.Public, map[string]register.Value{"name": inWords("Valley railway"), "kind": chosen("railway"), "from_place": linkedTo("north"), "through": linkedTo("pass"), "to_place": linkedTo("south"),
		"status": chosen("talked_about"), "issue_types": chosen("legal", "financial"), "waits_for": inWords("A law on freight"), "next_step": inWords("Meeting of both railways"), "communities": inWords("Villages along the line"),
		"third_parties": inWords("A bank has offered a loan"), "last_step": dated("2026-11-13")})
	s.column("azerbaijan", "routes", "valley", map[string]register.Value{"benefits": inWords("Cheaper freight"), "worries": inWords("Noise at night")})
	s.column("armenia", "routes", "valley", map[string]register.Value{"benefits": inWords("Work at the station"), "worries": inWords("Trains that do not stop")})
	s.write("azerbaijan", "open-issues", "freight", register.Public, map[string]register.Value{"name": inWords("Who pays for freight"), "opened": dated("2026-01-10"), "status": chosen("open"), "routes": linkedTo("valley")})
	page := s.page("/registers/routes/valley").says("Legal , Financial", "A law on freight", "Meeting of both railways", "Villages along the line", "A bank has offered a loan", "Days since the last step 10 days", "Open issues 1",
		"Who pays for freight", "Cheaper freight", "Noise at night", "Work at the station", "Trains that do not stop", "23 November 2026")
	if text := plainWords(page.Body); strings.Count(text, "This side has said nothing here.") != 0 {
		t.Error("one side's benefits or worries are not shown")
	}
	s.page("/registers/routes").says("this page asks for nothing to be built")
	s.page("/registers/routes/views/route-map").says("North town", "The pass", "South town", "Valley railway")
	for _, feed := range []string{"/registers/routes/files/changes.atom", "/registers/changes.atom"} {
		if body := s.public(feed); !strings.Contains(body, "Valley railway") || !strings.Contains(body, "2026-11-23") {
			t.Errorf("%s does not tell of the route: %s", feed, body)
		}
	}
}

// S44: for each direction there are steps, times, documents, contact points and
// incidents, and a guide in several languages; organisers report delays without saying
// who they are. Nothing of a traveller is kept.
func TestS44_BorderProcedure(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	guide := register.Value{Texts: []dialogue.Writing{{Original: "en", Text: dialogue.Text{"en": "Bring the list.", "hy": "Բերեք ցուցակը։", "az": "Siyahını gətirin.", "ru": "Возьмите список."}, Approved: []dialogue.Language{"az", "hy", "ru"}}}}
	ways := []dialogue.SideID{"armenia", "azerbaijan"}
	for i, side := range ways {
		other := ways[1-i]
		s.write(side, "border-procedure", "from-"+string(side), register.Public, map[string]register.Value{"name": inWords("From " + string(side)), "from_place": chosen(string(side)), "to_place": chosen(string(other)),
			"documents": inWords("Passport"), "times": inWords("Two hours"), "summary": guide})
		for _, own := range ways {
			s.column(own, "border-procedure", "from-"+string(side), map[string]register.Value{"steps": {Ticks: []register.Tick{{Item: "list_exchanged", State: "yes"}, {Item: "escort", State: "no"}}},
				"contact_point": inWords("Border office of " + string(own))})
		}
	}
	const page = "/registers/border-procedure/from-armenia"
	s.page(page).says("Passport", "Two hours", "Bring the list.", "List of visitors exchanged : yes", "Escort or guide : no", "Border office of armenia", "Border office of azerbaijan",
		"No private telephone numbers.")
	for l, words := range map[string]string{"hy": "Բերեք ցուցակը։", "az": "Siyahını gətirin.", "ru": "Возьмите список."} {
		s.page(page + "?lang=" + l).says(words)
	}
	d, _ := s.all(anybody, "border-procedure")
	for _, f := range d.Fields {
		if f.Type == register.FileType || f.Type == register.DateType && f.Name != "reviewed" {
			t.Errorf("%s could tell of a traveller", f.Name)
		}
	}
	s.page("/registers/border-procedure/views/directions").says("Armenia", "Azerbaijan")

	sent := s.client(t).get("/registers/border-procedure/suggest?record=from-armenia").want(200).form("/suggest").set("words", "A group waited four hours.").send().want(200)
	if strings.Contains(sent.Body, "refused") || sent.c.cookie() != "" {
		t.Errorf("the report was not taken as that of nobody: %s", plainWords(sent.Body))
	}
	for _, side := range ways {
		all, err := s.Node.Suggestions(t.Context(), s.chair(side), "border-procedure", "from-armenia")
		s.must(err)
		if len(all) != 1 || all[0].Words != "A group waited four hours." {
			t.Fatalf("%s reads %+v", side, all)
		}
		s.must(s.Node.JudgeSuggestion(t.Context(), s.chair(side), all[0].ID, true))
	}
	s.change("azerbaijan", "border-procedure", "from-armenia", map[string]register.Value{"incidents": inWords("A group waited four hours."), "incident_causes": chosen("waiting")})
	s.page(page).says("Incidents (nobody is named)", "nothing by which a traveller could be recognised", "A group waited four hours.", "Waiting time")
	s.page("/registers/border-procedure/views/incident-causes").says("Waiting time")
}

// S45: official lines have a purpose, contact points and hours, test calls and response
// times, and incidents with the version of each side. Only the state of the line is
// kept, and the public does not read it.
func TestS45_InteragencyLines(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	s.write("armenia", "channels", "border-line", register.Members, map[string]register.Value{"name": inWords("Line of the border offices"), "purpose": inWords("Lost cattle and floods"), "status": chosen("working"), "tested": dated("2026-11-01")})
	minutes := func(n register.Decimal) register.Value {
		return register.Value{Number: &register.Number{Lower: n, Unit: "minutes"}}
	}
	s.column("armenia", "channels", "border-line", map[string]register.Value{"contact_point": inWords("Duty officer, north"), "hours": inWords("8 to 20"), "test_result": chosen("answered"), "response_time": minutes("4")})
	s.column("azerbaijan", "channels", "border-line", map[string]register.Value{"contact_point": inWords("Duty officer, south"), "hours": inWords("Day and night"), "test_result": chosen("answered_late"), "response_time": minutes("35")})
	s.write("azerbaijan", "channel-incidents", "silent", register.Members, map[string]register.Value{"name": inWords("Nobody answered"), "channel": linkedTo("border-line"), "date": dated("2026-11-10"), "kind": chosen("not_answered")})
	s.column("armenia", "channel-incidents", "silent", map[string]register.Value{"version": inWords("It rang for an hour."), "settled_view": chosen("no")})
	s.column("azerbaijan", "channel-incidents", "silent", map[string]register.Value{"version": inWords("The power was out."), "settled_view": chosen("yes")})

	if s.visible(anybody, "channels", "border-line") || s.visible(anybody, "channel-incidents", "silent") {
		t.Error("everybody reads of the line")
	}
	s.holder(t, "azerbaijan", dialogue.Moderator).get("/registers/channels/border-line").want(200).says("Write nothing classified here", "Lost cattle and floods", "Duty officer, north", "8 to 20", "Duty officer, south", "Day and night", "4 minutes", "35 minutes",
		"Last test call, by every side Disputed", "Incidents 1", "Last incident 10 November 2026")
	s.holder(t, "armenia", dialogue.Steward).get("/registers/channel-incidents/silent").want(200).says("It rang for an hour.", "The power was out.", "Settled, as every side sees it Disputed")
	if got := s.waits(s.chair("armenia"), "channels", "border-line"); got != nil {
		t.Errorf("soon after the test call %v", got)
	}
	s.days(30)
	s.holder(t, "armenia", dialogue.Moderator).get("/registers/channels/attention").want(200).says("Line of the border offices", "A test call is due")
	s.page("/registers/channels/attention").says("Nothing wants attention now.")
	s.page("/registers/channels").says("0 records found")
}

// S46: a group is opened with members by country and body and an agenda; minutes stand
// only in words that every side approved; action points and renewals follow.
func TestS46_WorkingGroups(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	s.write("azerbaijan", "working-groups", "water", register.Public, map[string]register.Value{"name": inWords("Water group"), "countries": chosen("armenia", "azerbaijan", "other"), "members": inWords("Water agencies of three countries"),
		"status": chosen("running"), "agenda": inWords("The upper dam"), "renewal": dated("2027-01-31")})
	s.must(s.rewrite("armenia", "working-groups", "water", register.Public, map[string]register.Value{"minutes": inWords("Both agencies measure in spring."), "minutes_of": dated("2026-11-20"), "action_points": inWords("Agree on the gauges")}))
	s.page("/registers/working-groups/water").says("Water agencies of three countries", "The upper dam", "Azerbaijan , Armenia , Other").hides("Both agencies measure in spring.")
	s.approve("working-groups", "water")
	s.page("/registers/working-groups/water").says("Minutes, approved by every side Both agencies measure in spring.", "Agree on the gauges", "Country and body, for instance a ministry. No names of persons.")
	s.days(80)
	s.page("/registers/working-groups/attention").says("Water group", "The group is to be renewed: 31 January 2027")
	s.holder(t, "armenia", dialogue.Moderator).get("/registers/working-groups/new").want(200).says("Members by country and body", "Agenda", "Action points", "To be renewed by")
}

// S47: each result has date, format, issue and evidence, and formats are compared by
// what was solved and how long it took; nothing is credited beyond the evidence.
func TestS47_BilateralResults(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	values := map[string]register.Value{"name": inWords("Villages returned"), "format": chosen("direct"), "issue": chosen("territory_returned"), "start": dated("2026-01-01"), "end": dated("2026-01-31"), "events": linkedTo("direct-talks-2023")}
	s.refused("refusal.record_required", "results", values)
	values["evidence"] = proven("A protocol made up for tests", "document")
	s.write("armenia", "results", "villages", register.Public, values)
	s.write("azerbaijan", "results", "gauges", register.Public, map[string]register.Value{"name": inWords("Gauges agreed"), "format": chosen("with_help"), "issue": chosen("environment"), "end": dated("2026-05"), "evidence": proven("A letter made up for tests", "document")})
	s.page("/registers/results/villages").says("Credit a format with no more than the evidence shows.", "Direct", "Return of villages or land", "Time it took 30 days", "A protocol made up for tests", "Turn to bilateral talks")
	s.page("/registers/results/gauges").says("Time it took No figure", "Direct, with technical help")
	s.page("/registers/results/views/format-and-issue").says("Direct, with technical help", "Return of villages or land", "Environment")
	s.page("/registers/results/views/compare?a=villages&b=gauges").says("Time it took 30 days", "A protocol made up for tests", "A letter made up for tests")
}

// S48: what was supported, where, when and by whom, and whether the other side
// acknowledges it; it is searched, and it is no debt.
func TestS48_MutualSupport(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	values := map[string]register.Value{"name": inWords("A seat in the river commission"), "supported_by": chosen("armenia"), "supported": chosen("azerbaijan"), "platform": inWords("River commission"), "date": dated("2026-03")}
	s.refused("refusal.record_required", "mutual-support", values)
	values["evidence"] = proven("Minutes of the commission", "document")
	s.write("armenia", "mutual-support", "seat", register.Public, values)
	s.page("/registers/mutual-support/seat").says("Who supported Armenia", "Who was supported Azerbaijan", "River commission", "March 2026", "Acknowledged by every side Not every side has said it.")
	s.column("azerbaijan", "mutual-support", "seat", map[string]register.Value{"acknowledged": chosen("yes"), "thanks": inWords("We thank you.")})
	s.column("armenia", "mutual-support", "seat", map[string]register.Value{"acknowledged": chosen("yes")})
	s.page("/registers/mutual-support/seat").says("Acknowledged by every side Yes", "We thank you.")
	s.page("/registers/mutual-support/views/by-acknowledgment").says("Yes 1 A seat in the river commission")
	s.page("/registers/mutual-support").says("An entry is a thank-you and never a debt.")
	s.page("/registers/search?q=commissions").says("A seat in the river commission")
	if got := s.found("mutual-support", register.Query{Filters: map[string][]string{"supported_by": {"azerbaijan"}}}); len(got) != 0 {
		t.Errorf("by the other side are %v", got)
	}
}

// S49: each outside mission has its mandate, the consent of its host, the article
// concerned, a day of review and the position of each side. The role of outsiders is
// disputed, and both positions stand.
func TestS49_OutsideMissions(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	s.write("azerbaijan", "missions", "observers", register.Public, map[string]register.Value{"name": inWords("Observers on the border"), "mandate": inWords("To watch and to report"), "host_country": chosen("armenia"), "host_consent": chosen("given"),
		"status": chosen("running"), "articles": linkedTo("article-vii"), "review": dated("2026-12-31")})
	s.column("armenia", "missions", "observers", map[string]register.Value{"stance": chosen("supports"), "position": inWords("It calms the villages.")})
	s.column("azerbaijan", "missions", "observers", map[string]register.Value{"stance": chosen("opposes"), "position": inWords("Two neighbours need no third.")})
	s.page("/registers/missions/observers").says("To watch and to report", "Host country Armenia", "Consent of the host Given", "Article VII", "31 December 2026", "Stance of every side Disputed", "It calms the villages.", "Two neighbours need no third.")
	s.page("/registers/missions/views/by-stance").says("Disputed 1 Observers on the border")
	s.page("/registers/missions").says("The role of outsiders is disputed")
	s.page("/registers/articles/article-vii").says("Observers on the border")
	s.days(60)
	s.page("/registers/missions/attention").says("Observers on the border", "A review is due")
}

// S50: a partial deal has a scope, what is left out, an expiry and the full text it
// belongs to; what it parked is shown with its state now, and how it helps beside how
// it may delay.
func TestS50_PartialDeals(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	s.write("armenia", "open-issues", "links", register.Public, map[string]register.Value{"name": inWords("Opening of the roads"), "opened": dated("2024-06"), "status": chosen("parked")})
	s.write("azerbaijan", "partial-deals", "basics", register.Public, map[string]register.Value{"name": inWords("Basic principles first"), "scope": inWords("Borders and relations"), "left_out": inWords("Roads and railways"), "status": chosen("proposed"),
		"expiry": dated("2026-12-31"), "articles": linkedTo("article-v"), "parked": linkedTo("links"), "parked_state": chosen("parked"), "helps": inWords("Something is signed."), "delays": inWords("The rest may wait for years.")})
	s.page("/registers/partial-deals/basics").says("Borders and relations", "Roads and railways", "31 December 2026", "Article V (bilateral relations)", "Opening of the roads", "What became of parked items Parked",
		"How it helps Something is signed.", "How it may delay the rest The rest may wait for years.")
	s.page("/registers/partial-deals/views/parked-items").says("Basic principles first Parked items : Opening of the roads")
	s.page("/registers/open-issues/links").says("Deals that parked it 1", "Status Parked", "Basic principles first")
	s.change("azerbaijan", "open-issues", "links", map[string]register.Value{"status": chosen("taken_up")})
	s.change("armenia", "partial-deals", "basics", map[string]register.Value{"parked_state": chosen("taken_up")})
	s.page("/registers/open-issues/views/by-status").says("Taken up again 1 Opening of the roads")
	s.page("/registers/partial-deals/views/deals-and-parked").says("Taken up again")
	s.days(60)
	s.page("/registers/partial-deals/attention").says("The deal has expired")
	s.change("azerbaijan", "partial-deals", "basics", map[string]register.Value{"closed": dated("2027-01-10")})
	s.page("/registers/partial-deals/attention").says("Nothing wants attention now.")
}

// S51: each side estimates its own readiness; issues are ordered by the readiness of
// both, with the gap, and the list of what can begin now has only what every side is
// ready for.
func TestS51_IncrementalPlan(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	for key, ready := range map[string][2]string{"trade": {"ready_now", "ready_now"}, "graves": {"ready_now", "not_yet"}, "schools": {"with_preparation", "with_preparation"}, "rivers": {"ready_now", ""}} {
		s.write("armenia", "readiness", key, register.Public, map[string]register.Value{"name": inWords("Issue of " + key)})
		for i, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
			if ready[i] != "" {
				s.column(side, "readiness", key, map[string]register.Value{"ready": chosen(ready[i])})
			}
		}
	}
	s.page("/registers/readiness/graves").says("Each side estimates only itself.", "Readiness of every side Disputed", "Gap in readiness 2 steps apart", "Ready now", "Not yet")
	s.page("/registers/readiness/rivers").says("Not every side has said it.", "Gap in readiness No figure")
	s.page("/registers/readiness/views/ready-now").says("1 record", "Issue of trade").hides("Issue of graves", "Issue of schools", "Issue of rivers")
	s.page("/registers/readiness/views/by-readiness").says("Ready now 1 Issue of trade", "With preparation 1 Issue of schools", "Disputed 1 Issue of graves")
	order := s.found("readiness", register.Query{Sort: "-ready_agreed"})
	if slices.Index(order, "trade") > slices.Index(order, "schools") {
		t.Errorf("the order by readiness is %v", order)
	}
}

// S52: briefings are scheduled and their text stands in several languages; questions of
// registered groups get answers with a date, and those that are overdue are flagged.
// What is closed is marked so, with a day of review.
func TestS52_TransparencyBriefings(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	said := register.Value{Texts: []dialogue.Writing{{Original: "az", Text: dialogue.Text{"az": "Görüş oldu.", "en": "There was a meeting.", "hy": "Հանդիպում եղավ։"}, Approved: []dialogue.Language{"en", "hy"}}}}
	autumn := s.write("azerbaijan", "briefings", "autumn", register.Public, map[string]register.Value{"name": inWords("Autumn briefing"), "briefing_by": chosen("azerbaijan"), "planned_for": dated("2026-11-20"), "text": said,
		"closed_items": inWords("The maps"), "closed_review": dated("2027-03-01")})
	s.write("armenia", "briefings", "winter", register.Public, map[string]register.Value{"name": inWords("Winter briefing"), "briefing_by": chosen("armenia"), "planned_for": dated("2026-12-20")})
	s.page("/registers/briefings/views/schedule").says("Autumn briefing", "20 November 2026", "Winter briefing", "20 December 2026")
	s.page("/registers/briefings/attention").says("Autumn briefing", "A planned briefing was not held").hides("Winter briefing")
	s.change("azerbaijan", "briefings", autumn, map[string]register.Value{"held": dated("2026-11-21")})
	s.page("/registers/briefings/attention").hides("Autumn briefing")
	for l, words := range map[string]string{"az": "Görüş oldu.", "en": "There was a meeting.", "hy": "Հանդիպում եղավ։"} {
		s.page("/registers/briefings/" + autumn + "?lang=" + l).says(words)
	}
	s.page("/registers/briefings/"+autumn).says("What is closed The maps", "Review of what is closed 1 March 2027")

	s.must(s.Node.Suggest(t.Context(), anybody, "briefing-questions", "", "Which roads open first? (Union of drivers)", "en"))
	question := map[string]register.Value{"question": inWords("Which roads open first?"), "asked_by": inWords("Union of drivers"), "asked": dated("2026-11-22"), "briefing": linkedTo(autumn)}
	roads := s.write("azerbaijan", "briefing-questions", "roads", register.Public, question)
	s.page("/registers/briefings/"+autumn).says("Questions 1", "Which roads open first?")
	s.page("/registers/briefing-questions/"+roads).says("Union of drivers", "Answered in time In time", "Days waiting 1 day")
	question["answer"] = inWords("The northern one.")
	s.refused("refusal.record_needs", "briefing-questions", question)
	s.days(40)
	s.page("/registers/briefing-questions/attention").says("Which roads open first?", "A question waits for an answer: 22 December 2026")
	s.page("/registers/briefing-questions/views/by-briefing").says("Past the date")
	s.change("azerbaijan", "briefing-questions", roads, map[string]register.Value{"answer": inWords("The northern one."), "answered": dated("2027-01-02")})
	s.page("/registers/briefing-questions/"+roads).says("The northern one.", "2 January 2027", "Answered in time In time").hides("Wants attention A question")
	s.page("/registers/briefing-questions/views/answered-or-not").says("Yes 1 Which roads open first?")
}

// S53: of each open issue it is seen how long it is open, how long the last official
// step is ago and whether a promise is overdue, in neutral words.
func TestS53_WindowWatch(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	s.write("azerbaijan", "open-issues", "maps", register.Public, map[string]register.Value{"name": inWords("Maps of mines"), "opened": dated("2026-01-01"), "last_step": dated("2026-03-01"), "promised_by": dated("2026-10-31"), "status": chosen("open")})
	s.write("armenia", "open-issues", "bridge", register.Public, map[string]register.Value{"name": inWords("The bridge"), "opened": dated("2026-11-03"), "last_step": dated("2026-11-13"), "promised_by": dated("2027-06-30"), "status": chosen("open")})
	s.page("/registers/open-issues/maps").says("Days since it was opened 326 days", "Days since the last step 267 days", "In time or past the date Past the date", "The promised date has passed: 31 October 2026, 23 days ago", "No official step for half a year")
	s.page("/registers/open-issues/bridge").says("Days since it was opened 20 days", "Days since the last step 10 days", "In time or past the date In time")
	s.page("/registers/open-issues/attention").says("It says what is so, and blames nobody.", "Maps of mines").hides("The bridge")
	for _, order := range []string{"-open_for", "-since_step"} {
		if got := s.found("open-issues", register.Query{Sort: order}); !slices.Equal(got, []string{"maps", "bridge"}) {
			t.Errorf("by %s: %v", order, got)
		}
	}
	oldest := plainWords(s.public("/registers/open-issues?sort=opened"))
	if strings.Index(oldest, "Maps of mines") > strings.Index(oldest, "The bridge") {
		t.Error("the longest open is not first")
	}
	s.page("/registers/open-issues?f.overdue=overdue").says("1 record found", "Maps of mines")
	s.page("/registers/open-issues/views/how-long-open").says("Maps of mines", "The bridge")
	s.change("armenia", "open-issues", "maps", map[string]register.Value{"closed": dated("2026-11-23"), "status": chosen("solved")})
	s.page("/registers/open-issues/maps").says("Status Solved", "Days since it was opened No figure").hides("Wants attention The", "Wants attention No")
}

// S54: topics have a status on each track; where the civic track has not begun there is
// an idea for its agenda, above all in environment, rights, culture and humanitarian
// matters. Of official talks only what is public is said.
func TestS54_TwoTracks(t *testing.T) {
	t.Parallel()
	s := rowsSite(t)
	for _, one := range []struct{ key, name, field, official, civic, ahead string }{
		{"rivers", "Clean rivers", "environment", "talked_about", "nothing_known", "official_ahead"},
		{"graves", "Care of graves", "culture", "nothing_known", "proposals_made", "civic_ahead"},
		{"trade", "Trade at the border", "economy", "agreed", "being_done", "official_ahead"},
	} {
		s.write("armenia", "topics", one.key, register.Public, map[string]register.Value{"name": inWords(one.name), "field_of": chosen(one.field), "track_1": chosen(one.official), "track_2": chosen(one.civic),
			"ahead": chosen(one.ahead), "agenda_idea": inWords("A meeting about " + one.key)})
	}
	s.column("azerbaijan", "topics", "trade", map[string]register.Value{"ahead_view": chosen("level")})
	s.column("armenia", "topics", "trade", map[string]register.Value{"ahead_view": chosen("official_ahead")})
	s.page("/registers/topics/rivers").says("Only what is publicly known of official talks.", "Official track (Track 1)", "Talked about", "Civic track (Track 2)", "Nothing publicly known", "Ideas for the agenda A meeting about rivers")
	s.page("/registers/topics/trade").says("Ahead, as all sides see it Disputed", "Alike", "Official track ahead")
	s.page("/registers/topics/views/tracks").says("Nothing publicly known", "Proposals made", "Talked about")
	s.page("/registers/topics/views/gaps").says("Civic track ahead 1 Care of graves", "Official track ahead 2 Clean rivers")
	s.page("/registers/topics/views/civic-agenda").says("Environment 1 Clean rivers", "Rights", "Culture and heritage", "Humanitarian matters").hides("Trade at the border", "Care of graves")
	d, _ := s.all(anybody, "topics")
	if f, ok := d.Field("field_of"); ok {
		for _, want := range []string{"environment", "rights", "culture", "humanitarian"} {
			if _, ok := f.Option(want); !ok {
				t.Errorf("no topic is of the field %s", want)
			}
		}
	}
}
