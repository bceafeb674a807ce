package web

import (
	"slices"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/register"
)

// anybody is everybody who holds no office: readers, donors, whoever comes by.
var anybody dialogue.Viewer

// refuses fails the test unless err is the refusal.
func (s rows) refuses(err error, refusal string) {
	s.t.Helper()
	if f := fault.Of(err); f == nil || f.Key != refusal {
		s.t.Errorf("got %v, want %s", err, refusal)
	}
}

func (s rows) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// rewrite writes a record as it is, but for the values given and the level, without
// approving anything.
func (s rows) rewrite(by dialogue.SideID, in register.Name, key string, level register.Level, values map[string]register.Value) error {
	s.t.Helper()
	r := s.shown(s.chair(by), in, key)
	_, err := s.Node.WriteRecord(s.t.Context(), s.chair(by), in, node.RecordDraft{Key: key, Stamp: r.Stamp(),
		Change: register.Change{Level: level, Values: register.Record{Values: r.Values}.With(values).Values, Sources: r.Sources}})
	return err
}

// visible reports whether somebody sees a record.
func (s rows) visible(v dialogue.Viewer, in register.Name, key string) bool {
	s.t.Helper()
	_, _, err := s.Node.RecordIn(s.t.Context(), v, in, key)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		s.t.Fatal(err)
	}
	return err == nil
}

// all returns what somebody sees of a register, as views take it.
func (s rows) all(v dialogue.Viewer, in register.Name) (*register.Definition, []register.Record) {
	s.t.Helper()
	d, err := s.Node.Register(s.t.Context(), v, in)
	s.must(err)
	shown, err := s.Node.RecordsOf(s.t.Context(), v, in, nil)
	s.must(err)
	var all []register.Record
	for _, one := range shown {
		all = append(all, one.Record.With(one.Computed))
	}
	return d, all
}

func (s rows) view(d *register.Definition, name string) register.View {
	s.t.Helper()
	view, ok := d.View(name)
	if !ok {
		s.t.Fatalf("%s has no view %s", d.Name, name)
	}
	return view
}

// found returns the keys that everybody finds in a register.
func (s rows) found(in register.Name, q register.Query) []string {
	s.t.Helper()
	q.Language, q.Size = "en", register.MostOnPage
	page, err := s.Node.FindRecords(s.t.Context(), anybody, in, q)
	s.must(err)
	var keys []string
	for _, r := range page.Records {
		keys = append(keys, r.Key)
	}
	return keys
}

// waits returns the watches of a record that want the attention of somebody.
func (s rows) waits(v dialogue.Viewer, in register.Name, key string) []string {
	s.t.Helper()
	hits, err := s.Node.Attention(s.t.Context(), v, in)
	s.must(err)
	var names []string
	for _, hit := range hits {
		for _, a := range hit.Alarms {
			if hit.Key == key {
				names = append(names, a.Watch.Name)
			}
		}
	}
	return names
}

// warns fails the test unless a register says something above everything of it, in
// every language.
func (s rows) warns(in register.Name) {
	s.t.Helper()
	d, err := s.Node.Register(s.t.Context(), anybody, in)
	s.must(err)
	for _, l := range dialogue.Languages() {
		if d.Banner[l] == "" {
			s.t.Errorf("%s has no banner in %s", in, l)
		}
	}
}

// S55: everything that was tried is found by period, track, theme, country, partner
// and result; each record has room for a lesson and a caution; what readers suggest
// both sides review.
func TestS55_RegistryOfInitiatives(t *testing.T) {
	s := rowsSite(t)
	for _, ask := range []struct {
		q    register.Query
		want int
	}{
		{register.Query{}, 152},
		{register.Query{Filters: map[string][]string{"periods": {"P6"}}}, 37},
		{register.Query{Filters: map[string][]string{"tracks": {"track-1.5"}}}, 12},
		{register.Query{Filters: map[string][]string{"themes": {"media"}}}, 30},
		{register.Query{Filters: map[string][]string{"countries": {"ge"}}}, 25},
		{register.Query{Filters: map[string][]string{"organisations": {"bpc"}}}, 7},
		{register.Query{Filters: map[string][]string{"assessed": {"failed"}}}, 11},
		{register.Query{Words: "film festivals", From: "2010", To: "2010", Filters: map[string][]string{"tracks": {"track-2"}, "assessed": {"failed"}}}, 1},
	} {
		if keys := s.found("initiatives", ask.q); len(keys) != ask.want {
			t.Errorf("%+v finds %d, want %d", ask.q, len(keys), ask.want)
		}
	}
	d, all := s.all(anybody, "initiatives")
	plan := d.Timeline(s.view(d, "timeline"), all, 20000)
	drawn := map[int]bool{}
	for _, bar := range plan.Bars {
		drawn[bar.Record] = true
	}
	if len(drawn)+len(plan.Undated) != len(all) || plan.From > 1989 {
		t.Errorf("the timeline from %d has %d, and %d without a date", plan.From, len(drawn), len(plan.Undated))
	}
	for _, r := range all {
		if r.Values["outcome"].Empty() || r.Values["assessed"].Empty() {
			t.Errorf("%s says nothing of what came of it", r.Key)
		}
	}
	s.change("azerbaijan", "initiatives", "azerbaijani-film-festival", map[string]register.Value{"lesson": inWords("Simulated: ask first.")})
	if r := s.shown(anybody, "initiatives", "azerbaijani-film-festival"); r.Values["lesson"].Empty() || r.Values["caution"].Empty() || !r.Approved {
		t.Errorf("lesson and caution are %+v", r.Values)
	}

	s.page("/registers/initiatives?f.periods=P6&f.assessed=failed&f.kind=culture").says("1 record found", "Azerbaijani Film Festival in Armenia")
	s.page("/registers/initiatives/azerbaijani-film-festival").says("Simulated: ask first.", "Shock methods and one-sided gestures")
	s.page("/registers/initiatives/views/timeline").says("Azerbaijani Film Festival in Armenia")

	s.page("/registers/initiatives/suggest?record=azerbaijani-film-festival").form("/suggest").set("words", "Simulated: the second venue is missing.").set("language", "en").send().want(200)
	suggested := func(v dialogue.Viewer) []register.Suggestion {
		got, err := s.Node.Suggestions(t.Context(), v, "initiatives", "azerbaijani-film-festival")
		s.must(err)
		return got
	}
	for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		if len(suggested(anybody)) != 0 {
			t.Fatal("everybody reads a suggestion that not every side has taken up")
		}
		s.must(s.Node.JudgeSuggestion(t.Context(), s.chair(side), suggested(s.chair(side))[0].ID, true))
	}
	if len(suggested(anybody)) != 1 {
		t.Error("nobody reads the suggestion that every side has taken up")
	}

	// Undisclosed partners stay so, and failed work is not deleted.
	if got := s.shown(anybody, "organisations", "undisclosed-az-partners"); !slices.Equal(got.Values["kind"].Choices, []string{"placeholder"}) {
		t.Errorf("the undisclosed partner is %+v", got.Values)
	}
	for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		r := s.shown(s.chair(side), "initiatives", "azerbaijani-film-festival")
		s.refuses(s.Node.WithdrawRecord(t.Context(), s.chair(side), "initiatives", r.Key, r.Stamp()), "refusal.record_every_side")
	}
}

// S56: periods overlap, have climate, methods, initiatives and events, and another
// side sets its chronology beside them.
func TestS56_EightPeriods(t *testing.T) {
	s := rowsSite(t)
	d, all := s.all(anybody, "periods")
	if len(all) != 8 {
		t.Fatalf("%d periods", len(all))
	}
	plan := d.Timeline(s.view(d, "timeline"), all, 20780)
	row := map[string]int{}
	for _, bar := range plan.Bars {
		row[all[bar.Record].Key] = bar.Row
	}
	if len(plan.Lanes) != 1 || plan.Lanes[0].Rows != 2 || row["P4"] == row["P5"] || row["P7"] == row["P8"] {
		t.Errorf("periods that overlap stand in rows %v", row)
	}
	for _, r := range all {
		for _, field := range []string{"summary", "official_climate", "typical_methods", "initiatives_count"} {
			if r.Values[field].Empty() {
				t.Errorf("%s has no %s", r.Key, field)
			}
		}
	}
	initiatives, columns := s.all(anybody, "initiatives")
	if m := d.Matrix(s.view(d, "initiatives-of-periods"), all, initiatives, columns); slices.Contains(m.UncoveredRows, true) {
		t.Errorf("periods without initiatives: %v", m.UncoveredRows)
	}
	if got := s.found("events", register.Query{From: "2019", To: "2023"}); len(got) == 0 {
		t.Error("no events in the years of a period")
	}
	s.change("armenia", "events", "april-war-2016", map[string]register.Value{"periods": linkedTo("P6")})
	if n := s.shown(anybody, "periods", "P6").Computed["events_count"].Number; n == nil || n.Lower != "1" {
		t.Errorf("the events of the period are %+v", n)
	}

	s.column("azerbaijan", "periods", "P6", map[string]register.Value{"own_dates": dated("2010/2020"), "own_chronology": inWords("Simulated: another border.")})
	s.write("azerbaijan", "periods", "az-1", register.Public, map[string]register.Value{"name": inWords("Simulated period"), "start": dated("2010"), "end": dated("2020"),
		"chronology": chosen("azerbaijani_with_armenian_input")})
	d, all = s.all(anybody, "periods")
	if plan := d.Timeline(s.view(d, "timeline"), all, 20780); len(plan.Lanes) != 2 {
		t.Errorf("chronologies beside each other: %+v", plan.Lanes)
	}
	if got := s.shown(anybody, "periods", "P6"); got.Columns["azerbaijan"]["own_dates"].Date != "2010/2020" || got.Values["end"].Date != "2018" {
		t.Errorf("the period says %+v and %+v", got.Values, got.Columns)
	}
	s.page("/registers/periods/P6").says("Armenian-made chronology", "Simulated: another border.")
	s.warns("periods") // made by one side, with input of the other
}

// S57: an activity has one or more tracks with a reason, and tracks are compared by
// the area they cover and their access; what is disputed stays between them.
func TestS57_Tracks(t *testing.T) {
	s := rowsSite(t)
	s.write("armenia", "initiatives", "grey-talks", register.Public, map[string]register.Value{"name": inWords("Simulated talks"),
		"tracks": chosen("track-1.5", "track-2", "grey"), "track_reason": inWords("Simulated: advisers came as citizens."),
		"access": chosen("advisers"), "themes": chosen("media", "youth")})
	if got := s.shown(anybody, "initiatives", "grey-talks"); len(got.Values["tracks"].Choices) != 3 || got.Values["track_reason"].Empty() {
		t.Errorf("tracks with their reason: %+v", got.Values)
	}
	for track, want := range map[string]int{"track-1": 28, "track-1.5": 13, "track-2": 105, "no-track": 14, "grey": 1} {
		if got := s.found("initiatives", register.Query{Filters: map[string][]string{"tracks": {track}}}); len(got) != want {
			t.Errorf("%d of %s, want %d", len(got), track, want)
		}
	}
	d, all := s.all(anybody, "initiatives")
	for view, row := range map[string]string{"area-by-track": "youth", "access-by-track": "advisers"} {
		plan := d.Counts(s.view(d, view), all)
		i, j := slices.Index(plan.Rows, row), slices.Index(plan.Columns, "grey")
		if i < 0 || j < 0 || plan.Cells[i][j] != 1 || len(plan.Columns) != 5 {
			t.Errorf("%s: %+v", view, plan)
		}
	}
	s.page("/registers/initiatives/views/area-by-track").says("Track 1.5: advisory", "Disputed or between tracks")
	s.column("azerbaijan", "initiatives", "grey-talks", map[string]register.Value{"position": inWords("Simulated: we count it as track 2.")})
}

// S58: a lesson is its owner's alone, then the group's, then public with both keys;
// donors, who hold no office, see none without it; causes are counted.
func TestS58_LessonsFromFailure(t *testing.T) {
	s := rowsSite(t)
	key := s.pending("azerbaijan", "lessons", "", "", map[string]register.Value{"name": inWords("Simulated lesson"), "initiatives": linkedTo("azerbaijani-film-festival"),
		"what_was_tried": inWords("Simulated shows."), "what_failed": inWords("Simulated: halls refused."), "causes": chosen("cause_public_mood", "cause_method"),
		"why_it_failed": inWords("Simulated: nobody was asked."), "what_to_keep": inWords("Simulated: the translations."), "themes": chosen("culture")})
	sees := func(own, other, everybody bool) {
		t.Helper()
		got := []bool{s.visible(s.viewer("azerbaijan", dialogue.Moderator), "lessons", key), s.visible(s.chair("armenia"), "lessons", key), s.visible(anybody, "lessons", key)}
		if !slices.Equal(got, []bool{own, other, everybody}) {
			t.Errorf("own side, other side and everybody see it: %v", got)
		}
	}
	counted := func(v dialogue.Viewer) int {
		d, all := s.all(v, "lessons")
		return len(d.Counts(s.view(d, "failure-index"), all).Rows)
	}
	sees(true, false, false)
	s.must(s.rewrite("azerbaijan", "lessons", key, register.Members, nil))
	sees(true, true, false)
	r := s.shown(s.chair("armenia"), "lessons", key)
	_, err := s.Node.WriteRecord(t.Context(), s.chair("armenia"), "lessons", node.RecordDraft{Key: key, Stamp: r.Stamp(), Change: register.Change{Level: register.Public, Values: r.Values}})
	s.refuses(err, "refusal.record_owner") // wider only by its owner's will
	s.must(s.rewrite("azerbaijan", "lessons", key, register.Public, nil))
	sees(true, true, false)
	if counted(anybody) != 0 || counted(s.chair("armenia")) != 2 {
		t.Error("the index counts what is not seen")
	}
	p, err := s.Node.ProposeRecords(t.Context(), s.chair("azerbaijan"), "lessons", []string{key})
	s.must(err)
	view, err := s.Node.Proposal(t.Context(), s.chair("armenia"), p)
	s.must(err)
	s.must(s.Node.Approve(t.Context(), s.chair("armenia"), p, view.Proposal.Hash(), node.Signing{}))
	sees(true, true, true)
	if counted(anybody) != 2 {
		t.Error("causes are not counted")
	}
	s.page("/registers/lessons/views/failure-index").says("Never to be used against an organisation in funding")
	d, _ := s.all(anybody, "lessons")
	for _, f := range d.Fields {
		if f.To == "organisations" {
			t.Error("a lesson names organisations")
		}
	}
	s.warns("lessons") // never used in funding
	r = s.shown(s.chair("azerbaijan"), "lessons", key)
	s.must(s.Node.WithdrawRecord(t.Context(), s.chair("azerbaijan"), "lessons", key, r.Stamp()))
	if s.visible(anybody, "lessons", key) || !s.shown(s.chair("azerbaijan"), "lessons", key).Values["what_failed"].Empty() {
		t.Error("a lesson that was withdrawn can be read")
	}
}

// S59: a sentence carries its source with kind, date and side; what is unofficial is
// shown so.
func TestS59_EvidenceNotes(t *testing.T) {
	s := rowsSite(t)
	values := map[string]register.Value{"name": inWords("Simulated: there were forty meetings."), "source_kind": chosen("unofficial"), "date": dated("2025-10"), "side": chosen("armenia"),
		"works": linkedTo("ypc-2025")}
	_, err := s.Node.WriteRecord(t.Context(), s.chair("armenia"), "notes", node.RecordDraft{Change: register.Change{Level: register.Public, Values: values}})
	s.refuses(err, "refusal.record_required")
	for _, kind := range []string{"official", "unofficial", "survey", "interview", "press"} {
		values["source_kind"] = chosen(kind)
		values["evidence"] = register.Value{Evidence: []register.Evidence{{What: inWords("Simulated: a head of an organisation").Texts[0], Kind: kind, Grade: "D", Date: "2025-10", Side: "armenia"}}}
		s.write("armenia", "notes", "n-"+kind, register.Public, values)
		if got := s.shown(anybody, "notes", "n-"+kind).Values; got["evidence"].Evidence[0].Kind != kind || got["source_kind"].Choices[0] != kind {
			t.Errorf("a source that is %s is shown as %+v", kind, got)
		}
	}
	if got := s.found("notes", register.Query{Filters: map[string][]string{"source_kind": {"unofficial"}, "side": {"armenia"}}}); !slices.Equal(got, []string{"n-unofficial"}) {
		t.Errorf("unofficial: %v", got)
	}
	s.page("/registers/notes/n-unofficial").says("Unofficial")
	for side, word := range map[dialogue.SideID]string{"azerbaijan": "doubt", "armenia": "agree"} {
		s.column(side, "notes", "n-survey", map[string]register.Value{"note_view": chosen(word)})
	}
	if s.computed("notes", "n-survey", "note_agreed") != "disputed" {
		t.Error("a doubt is not shown")
	}
	d, _ := s.all(anybody, "notes")
	if f, _ := d.Field("evidence"); f.Help["en"] == "" { // interviews by role only
		t.Error("nothing says that of interviews the role is given")
	}
}

// days lets days pass.
func (s rows) days(n int) { s.Pass(time.Duration(n) * 24 * time.Hour) }
