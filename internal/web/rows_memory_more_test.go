package web

import (
	"fmt"
	"slices"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
)

// S60: a year's review with indicators, interviews, lessons, actors and gaps; readers
// comment, years are compared, and a review in which a side is missing says so.
func TestS60_YearlyReviews(t *testing.T) {
	s := rowsSite(t)
	for year, gap := range map[string]string{"2025": "Simulated: no meetings of teachers.", "2026": "Simulated: no films."} {
		s.write("azerbaijan", "yearly-reviews", year, register.Public, map[string]register.Value{"name": inWords("Simulated review of " + year), "year": dated(register.Date(year)),
			"status": chosen("open_for_comments"), "indicators": linkedTo(s.found("indicators", register.Query{})[0]), "activity": inWords("Simulated."),
			"findings": linkedTo(s.found("findings", register.Query{})[0]), "organisations": linkedTo("bpc", "ypc"), "gaps": inWords(gap), "review": dated("2026-12-01"),
			"interviewed": {Ticks: []register.Tick{{Item: "asked_participants", State: "yes"}, {Item: "asked_outsiders", State: "no"}}}})
	}
	s.must(s.Node.Suggest(t.Context(), anybody, "yearly-reviews", "2026", "Simulated comment.", "en"))
	d, all := s.all(anybody, "yearly-reviews")
	differs := map[string]bool{}
	for _, c := range d.Compare(s.view(d, "compare"), all[0], all[1], []dialogue.SideID{"armenia", "azerbaijan"}) {
		differs[c.Field] = !c.Same
	}
	if !differs["gaps"] || differs["organisations"] {
		t.Errorf("the years differ in %v", differs)
	}
	actors := d.Network(s.view(d, "map-of-actors"), all, func(n register.NetworkNode) string { return n.Key })
	if len(actors.Edges) != 4 {
		t.Errorf("the map of actors has %d lines", len(actors.Edges))
	}
	s.column("armenia", "yearly-reviews", "2026", map[string]register.Value{"took_part_in_review": chosen("yes"), "interviews": inWords("Simulated interviews.")})
	if s.computed("yearly-reviews", "2026", "both_took_part") != "" {
		t.Error("one side alone counts as both")
	}
	s.column("azerbaijan", "yearly-reviews", "2026", map[string]register.Value{"took_part_in_review": chosen("yes")})
	if s.computed("yearly-reviews", "2026", "both_took_part") != "yes" {
		t.Error("both sides took part, and it does not show")
	}
	s.page("/registers/yearly-reviews/views/compare?a=2025&b=2026").says("Simulated: no meetings of teachers.", "Simulated: no films.")
	s.days(30)
	if got := s.waits(anybody, "yearly-reviews", "2026"); !slices.Contains(got, "review-due") {
		t.Errorf("the review is due, and %v", got)
	}
	// The study of 2025 asked only one side: it says so.
	if got := s.shown(anybody, "findings", "study").Values; len(got["limits"].Texts) == 0 || len(got["respondent_groups"].Texts) == 0 {
		t.Errorf("the study says nothing of its limits: %+v", got)
	}
}

// S61: there is no impact without a source, and what nobody knows is shown as unknown.
func TestS61_ImpactNeedsASource(t *testing.T) {
	s := rowsSite(t)
	values := map[string]register.Value{"name": inWords("Simulated outcome"), "initiatives": linkedTo("azerbaijani-film-festival"),
		"evidence_kind": chosen("participants_words"), "impact": inWords("Simulated: minds changed.")}
	_, err := s.Node.WriteRecord(t.Context(), s.chair("armenia"), "outcomes", node.RecordDraft{Change: register.Change{Level: register.Public, Values: values}})
	s.refuses(err, "refusal.record_needs")
	values["evidence"] = proven("Simulated answers", "interview")
	s.write("armenia", "outcomes", "shown", register.Public, values)
	s.write("azerbaijan", "outcomes", "unknown", register.Public, map[string]register.Value{"name": inWords("Simulated outcome"), "evidence_kind": chosen("unknown"),
		"what_is_unknown": inWords("Simulated: whether anybody remembers.")})
	s.refuses(s.rewrite("azerbaijan", "outcomes", "shown", register.Public, map[string]register.Value{"evidence": {}}), "refusal.record_needs")
	for key, want := range map[string]string{"shown": "yes", "unknown": "no"} {
		if got := s.computed("outcomes", key, "has_impact"); got != want {
			t.Errorf("%s has impact: %q", key, got)
		}
	}
	s.page("/registers/outcomes/shown").says("Simulated: minds changed.", "Simulated answers")
	s.page("/registers/outcomes/unknown").says("No impact without a source", "Unknown").hides("Simulated: minds changed.")
	d, all := s.all(anybody, "outcomes")
	board := d.Board(s.view(d, "by-evidence"), all)
	if last := board[len(board)-1]; last.Value != "unknown" || len(last.Records) != 1 || len(board) != 5 {
		t.Errorf("the board is %+v", board)
	}
	_, err = s.Node.WriteRecord(t.Context(), s.chair("armenia"), "outcomes", node.RecordDraft{Change: register.Change{Values: map[string]register.Value{"name": inWords("Simulated")}}})
	s.refuses(err, "refusal.record_required") // each states its kind of evidence
	s.warns("outcomes")
}

// S62: what an organisation did is shown over time by dated records with sources, and
// the years between as they are; there is no score, and it can correct and add.
func TestS62_DocumentedInvolvement(t *testing.T) {
	s := rowsSite(t)
	d, all := s.all(anybody, "initiatives")
	var of []register.Record
	for _, r := range all {
		if slices.ContainsFunc(r.Values["organisations"].Links, func(l register.Link) bool { return l.Key == "conciliation-resources" }) {
			if len(r.Sources) == 0 {
				t.Errorf("%s has no source", r.Key)
			}
			of = append(of, r)
		}
	}
	plan := d.Timeline(s.view(d, "timeline"), of, 20780)
	years := map[int]bool{}
	for _, bar := range plan.Bars {
		for year := plan.From; year < plan.To; year++ {
			width := 1 / float64(plan.To-plan.From)
			if at := float64(year-plan.From) * width; bar.X0 < at+0.9*width && bar.X1 > at+0.1*width {
				years[year] = true
			}
		}
	}
	if len(of) != 4 || len(plan.Undated) != 2 || plan.From != 1994 || years[2000] || !years[1996] || !years[2010] {
		t.Errorf("%d initiatives from %d, %d without a date, in the years %v", len(of), plan.From, len(plan.Undated), years)
	}
	s.page("/registers/initiatives/views/timeline?f.organisations=conciliation-resources").says("Conciliation Resources", "1994 to 1997", "2007 to 2013", "Without a date")
	ypc := s.shown(anybody, "organisations", "ypc")
	if ypc.Computed["initiatives_count"].Number.Lower != "14" || ypc.Computed["last_start"].Date != "2025" {
		t.Errorf("computed: %+v", ypc.Computed)
	}
	organisations, _ := s.all(anybody, "organisations")
	for _, f := range organisations.Fields {
		if f.Type == register.NumberType || f.Scale || (f.Type == register.Computed && f.Compute.Kind != register.Count && f.Compute.Kind != register.Latest) {
			t.Errorf("%s could be a score", f.Name)
		}
	}
	s.must(s.Node.Suggest(t.Context(), anybody, "organisations", "ypc", "Simulated: we also did this.", "hy"))
	s.change("armenia", "organisations", "ypc", map[string]register.Value{"own_account": inWords("Simulated: our own words."),
		"involvement": {Evidence: []register.Evidence{{What: inWords("Simulated list").Texts[0], Kind: "document", Grade: "A", Date: "2001", URL: "https://example.org/list"}}}})
	if got := s.shown(anybody, "organisations", "ypc"); got.Values["own_account"].Empty() || len(got.Past) != 1 {
		t.Errorf("after the correction: %+v", got.Values)
	}
	s.write("azerbaijan", "organisations", "new-one", register.Public, map[string]register.Value{"name": inWords("Simulated newcomer"), "presence": chosen("newcomer")})
	s.page("/registers/organisations/new-one").says("New in this work", "New does not mean less serious.") // neutral
	s.warns("organisations")                                                                               // no blacklist
}

// S63: signs of imitation are checked by reviewers of both sides with public reasons,
// and the body appeals.
func TestS63_ImitationCheck(t *testing.T) {
	s := rowsSite(t)
	values := map[string]register.Value{"name": inWords("Simulated platform"), "body": linkedTo("baku-platform"), "evidence": proven("Simulated pages", "document"),
		"signs": {Ticks: []register.Tick{{Item: "verifiable_participants", State: "no"}, {Item: "independent_choice", State: "unknown"}, {Item: "two_way_publication", State: "no"},
			{Item: "funding_known", State: "yes"}, {Item: "complaints_by_claimed", State: "yes"}}}}
	_, err := s.Node.WriteRecord(t.Context(), s.chair("armenia"), "imitation-checks", node.RecordDraft{Change: register.Change{Level: register.Public, Values: values}})
	s.refuses(err, "refusal.record_required") // reasons
	values["reasons"] = inWords("Simulated: nobody could be asked.")
	s.write("armenia", "imitation-checks", "platform", register.Public, values)
	for _, step := range []struct {
		side          dialogue.SideID
		finding, both string
	}{{"armenia", "some_signs", ""}, {"azerbaijan", "not_enough_known", "disputed"}, {"azerbaijan", "some_signs", "some_signs"}} {
		s.column(step.side, "imitation-checks", "platform", map[string]register.Value{"finding": chosen(step.finding), "finding_reasons": inWords("Simulated: " + step.finding)})
		if got := s.computed("imitation-checks", "platform", "finding_agreed"); got != step.both {
			t.Errorf("after %s said %s the finding is %q", step.side, step.finding, got)
		}
	}
	if got := s.shown(anybody, "imitation-checks", "platform"); got.Values["reasons"].Empty() || len(got.Columns) != 2 || len(got.Values["signs"].Ticks) != 5 {
		t.Errorf("everybody reads %+v", got.Record)
	}
	s.page("/registers/imitation-checks/platform").says("Simulated: nobody could be asked.", "Simulated: some_signs", "About public bodies only")
	s.refuses(s.rewrite("armenia", "imitation-checks", "platform", register.Public, map[string]register.Value{"appeal_answer": inWords("Simulated.")}), "refusal.record_needs")
	s.change("azerbaijan", "imitation-checks", "platform", map[string]register.Value{"appealed": dated("2026-11-23"), "appeal": inWords("Simulated: they were real.")})
	s.days(61)
	if got := s.waits(anybody, "imitation-checks", "platform"); !slices.Contains(got, "appeal-waits") || s.computed("imitation-checks", "platform", "has_appeal") != "yes" {
		t.Errorf("the appeal waits, and %v", got)
	}
	s.change("armenia", "imitation-checks", "platform", map[string]register.Value{"appeal_answered": dated("2027-01-23"), "appeal_answer": inWords("Simulated: we asked again.")})
	if got := s.waits(anybody, "imitation-checks", "platform"); len(got) != 0 {
		t.Errorf("the appeal is answered, and %v", got)
	}
	s.warns("imitation-checks") // about public bodies only
}

// S64: whoever plans what was tried before is shown what came of it: in plain words,
// and with the theme and the format chosen in any language.
func TestS64_ShockMethodWarning(t *testing.T) {
	s := rowsSite(t)
	d, all := s.all(anybody, "initiatives")
	view := s.view(d, "check-a-plan")
	like := map[string][]string{"kind": {"culture"}, "themes": {"culture"}}
	for _, plan := range []register.Plan{
		{Words: "We want to show films of the other side in three towns, to break the ice and to resist propaganda, whatever people say."},
		{Words: "A film festival."},
		{Words: "A week of their cinema, in our biggest halls.", Choices: like},
		{Words: "Ցուցադրել մյուս կողմի ֆիլմերը երեք քաղաքում", Choices: like},
		{Words: "Qarşı tərəfin filmlərini üç şəhərdə göstərmək", Choices: like},
		{Words: "Показать фильмы другой стороны в трёх городах", Choices: like},
	} {
		found := d.Similar(plan, all, 5)
		i := slices.IndexFunc(found, func(m register.Match) bool { return all[m.Record].Key == "azerbaijani-film-festival" })
		if i < 0 || found[i].Score != found[0].Score {
			t.Errorf("%q finds %v", plan.Words, found)
		}
	}
	r := s.shown(anybody, "initiatives", "azerbaijani-film-festival")
	for _, field := range []string{"outcome", "assessed", "caution"} {
		if r.Values[field].Empty() || !slices.Contains(view.Show, field) {
			t.Errorf("the check does not show the %s", field)
		}
	}
	for l, words := range map[dialogue.Language][]string{"en": {"It warns, it does not forbid.", "Culture and heritage"}, "hy": {"Մշակույթ և ժառանգություն"},
		"az": {"Mədəniyyət və irs"}, "ru": {"Культура и наследие"}} {
		c := s.client(t)
		c.Header.Set("Accept-Language", string(l))
		c.get("/registers/initiatives/views/check-a-plan?f.kind=culture&f.themes=culture&plan=film").want(200).says(words...).
			says("Azerbaijani Film Festival in Armenia", r.Values["outcome"].Texts[0].Text["en"], r.Values["caution"].Texts[0].Text["en"])
	}
	// It forbids nothing: the plan is written all the same.
	s.write("azerbaijan", "initiatives", "another-festival", register.Public, map[string]register.Value{"name": inWords("Simulated film festival"), "kind": chosen("culture"), "themes": chosen("culture")})
}

// S65: who rests is kept with consent only, is asked again each half-year, and comes
// back at once; why somebody left is nowhere.
func TestS65_ReserveOfExperience(t *testing.T) {
	s := rowsSite(t)
	values := map[string]register.Value{"name": inWords("Simulated group"), "state_now": chosen("dormant"), "skills": inWords("Simulated: mediation"), "methods": inWords("Simulated: circles"),
		"years": dated("1998/2010"), "wish_to_return": chosen("later"), "conditions": inWords("Simulated: a safe place")}
	change := register.Change{Values: values}
	_, err := s.Node.WriteRecord(t.Context(), s.chair("armenia"), "reserve", node.RecordDraft{Change: change})
	s.refuses(err, "refusal.consent_needed")
	change.Held = true
	key, err := s.Node.WriteRecord(t.Context(), s.chair("armenia"), "reserve", node.RecordDraft{Change: change})
	s.must(err)
	own := s.chair("armenia")
	if s.visible(s.chair("azerbaijan"), "reserve", key) || s.visible(anybody, "reserve", key) {
		t.Error("others see who rests without consent to being shared")
	}
	s.must(s.Node.RecordConsent(t.Context(), own, "reserve", key, s.shown(own, "reserve", key).Stamp(), register.Consent{Use: "share", From: s.today()}))
	s.must(s.rewrite("armenia", "reserve", key, register.Chairs, nil))
	if !s.visible(s.chair("azerbaijan"), "reserve", key) || s.visible(s.viewer("azerbaijan", dialogue.Moderator), "reserve", key) || s.visible(anybody, "reserve", key) {
		t.Error("with consent to being shared co-chairs see it, and nobody else")
	}
	s.page("/registers/reserve").hides("Simulated group")
	if got := s.waits(own, "reserve", key); len(got) != 0 {
		t.Errorf("too early: %v", got)
	}
	s.days(183)
	if got := s.waits(own, "reserve", key); !slices.Equal(got, []string{"ask-again"}) {
		t.Errorf("after half a year: %v", got)
	}
	s.must(s.rewrite("armenia", "reserve", key, register.Chairs, map[string]register.Value{"state_now": chosen("active_again")}))
	if got := s.shown(own, "reserve", key); got.Values["state_now"].Choices[0] != "active_again" || got.Pending != nil || len(got.Alarms) != 0 {
		t.Errorf("back again: %+v", got.Record)
	}
	d, _ := s.all(own, "reserve")
	for _, f := range d.Fields {
		if slices.Contains([]string{"reason", "why", "danger", "exile"}, f.Name) {
			t.Errorf("%s asks why somebody left", f.Name)
		}
	}
	s.must(s.Node.WithdrawRecordConsent(t.Context(), own, "reserve", key, s.shown(own, "reserve", key).Stamp(), "hold"))
	if s.visible(own, "reserve", key) && (len(s.shown(own, "reserve", key).Values) != 0 || len(s.shown(own, "reserve", key).Past) != 0) {
		t.Error("something is left of who withdrew")
	}
	if s.visible(s.chair("azerbaijan"), "reserve", key) {
		t.Error("the other side still sees who withdrew")
	}
}

// today is the day of the site's clock.
func (s rows) today() dialogue.Day { return dialogue.DayOf(s.clock.Now()) }

// S66: what worked and has no successor is found by offices, and the way to it leads
// through a broker whom only co-chairs see; the public gets no hint of it.
func TestS66_SidelinedProjects(t *testing.T) {
	s := rowsSite(t)
	s.write("azerbaijan", "sidelined", "festival-team", register.Members, map[string]register.Value{"name": inWords("Simulated project"), "initiatives": linkedTo("azerbaijani-film-festival"),
		"years": dated("2005/2010"), "why_it_worked": inWords("Simulated."), "evidence": proven("Simulated report", "study"), "successor_state": chosen("no_successor"), "broker": inWords("Simulated broker")})
	member := s.viewer("armenia", dialogue.Moderator)
	if s.shown(member, "sidelined", "festival-team").Values["broker"].Texts != nil || s.shown(s.chair("armenia"), "sidelined", "festival-team").Values["broker"].Empty() {
		t.Error("co-chairs see the broker, and nobody else")
	}
	if s.visible(anybody, "sidelined", "festival-team") {
		t.Error("everybody sees it")
	}
	for _, back := range s.shown(anybody, "initiatives", "azerbaijani-film-festival").Back {
		if back.Register.Name == "sidelined" {
			t.Error("the initiative hints at it")
		}
	}
	s.client(t).get("/registers/sidelined/festival-team").want(404)
	s.page("/registers/initiatives/azerbaijani-film-festival").hides("Simulated project", "without successor")
	hits, err := s.Node.SearchRegisters(t.Context(), anybody, "simulated broker")
	s.must(err)
	if _, all := s.all(anybody, "sidelined"); len(all)+len(hits) != 0 {
		t.Errorf("the public finds %v and %v", all, fmt.Sprint(hits))
	}
	if d, _ := s.all(anybody, "sidelined"); d.Level.Wider(register.Members) {
		t.Error("it can be made public")
	}
}
