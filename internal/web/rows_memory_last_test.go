package web

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/node"
	"parley/internal/register"
)

// S67: cases from elsewhere stand beside each other with practice, lesson and what to
// mind, lead to recommendations, and are gone through point by point before use.
func TestS67_ComparativeCases(t *testing.T) {
	s := rowsSite(t)
	d, all := s.all(anybody, "cases")
	at := map[string]int{}
	for i, r := range all {
		at[r.Key] = i
		if r.Values["practices"].Empty() || r.Values["lesson"].Empty() || r.Values["polarity"].Empty() {
			t.Errorf("%s says %+v", r.Key, r.Values)
		}
	}
	for _, key := range []string{"northern-ireland", "colombia", "south-africa", "cyprus", "western-balkans", "aland", "south-tyrol"} {
		if _, ok := at[key]; !ok || len(all) != 18 {
			t.Errorf("%d cases, with %s: %v", len(all), key, ok)
		}
	}
	differs := map[string]bool{}
	for _, c := range d.Compare(s.view(d, "compare"), all[at["cyprus"]], all[at["northern-ireland"]], nil) {
		differs[c.Field] = !c.Same
	}
	for _, field := range []string{"polarity", "practices", "lesson", "transfer_warning", "model_in", "warning_in"} {
		if !differs[field] {
			t.Errorf("the comparison does not show the %s", field)
		}
	}
	// Cyprus is a model in one work and a warning in another: both show.
	cyprus := s.shown(anybody, "cases", "cyprus")
	if cyprus.Values["model_in"].Links[0].Key == cyprus.Values["warning_in"].Links[0].Key || cyprus.Values["polarity"].Choices[0] != "mixed" || cyprus.Values["transfer_warning"].Empty() {
		t.Errorf("cyprus says %+v", cyprus.Values)
	}
	s.page("/registers/cases/views/compare?a=cyprus&b=northern-ireland").says("Named as a model in", "Named as a warning in", "Before taking it over", "Filter through local context before use")
	s.change("armenia", "cases", "cyprus", map[string]register.Value{"commitments": linkedTo(s.found("commitments", register.Query{Words: "environment"})[0]),
		"context": inWords("Simulated."), "outcome": inWords("Simulated."),
		"local_filter": {Ticks: []register.Tick{{Item: "conflict_differs", State: "yes"}, {Item: "asked_by_both", State: "no"}, {Item: "both_polarities_read", State: "yes"}}}})
	if got := s.shown(anybody, "cases", "cyprus"); len(got.Values["local_filter"].Ticks) != 3 || len(got.Values["commitments"].Links) != 1 || len(got.Past) != 1 {
		t.Errorf("after the checklist: %+v", got.Record)
	}
	_, all = s.all(anybody, "cases")
	if plan := d.Network(s.view(d, "cases-and-recommendations"), all, func(n register.NetworkNode) string { return n.Key }); len(plan.Edges) != 1 {
		t.Errorf("cases and recommendations are joined by %d lines", len(plan.Edges))
	}
	s.warns("cases")
}

// S68: a scenario computes ranges from inputs and assumptions that all see, both sides
// accept them or not, and every version stays.
func TestS68_RegionWithoutConflict(t *testing.T) {
	s := rowsSite(t)
	figure := func(lower, upper register.Decimal, unit string) register.Value {
		return register.Value{Number: &register.Number{Lower: lower, Upper: upper, Unit: unit}}
	}
	values := map[string]register.Value{"name": inWords("Simulated scenario"), "year": dated("2035"), "traffic": figure("100", "250", "thousand_tonnes"),
		"value_per_tonne": figure("20", "30", "usd_per_tonne"), "costs_saved": figure("10", "15", "usd_million"), "new_income": figure("4", "6", "usd_million"),
		"new_costs": figure("-9", "-5", "usd_million"), "inputs_evidence": proven("Simulated study", "study")}
	_, err := s.Node.WriteRecord(t.Context(), s.chair("azerbaijan"), "futures", node.RecordDraft{Change: register.Change{Level: register.Public, Values: values}})
	s.refuses(err, "refusal.record_required") // assumptions are shown
	values["assumptions"] = inWords("Simulated: the border is open.")
	s.write("azerbaijan", "futures", "open-border", register.Public, values)
	computes := func(field string, lower, upper register.Decimal) {
		t.Helper()
		if n := s.shown(anybody, "futures", "open-border").Computed[field].Number; n == nil || n.Lower != lower || n.Upper != upper {
			t.Errorf("%s is %+v, want %s to %s", field, n, lower, upper)
		}
	}
	computes("transit_value", "2000", "7500")
	computes("net_gain", "5", "16")
	s.column("armenia", "futures", "open-border", map[string]register.Value{"assumptions_seen": chosen("accepted")})
	if s.computed("futures", "open-border", "assumptions_agreed") != "" {
		t.Error("one side alone accepts for both")
	}
	s.column("azerbaijan", "futures", "open-border", map[string]register.Value{"assumptions_seen": chosen("accepted"), "objections": inWords("Simulated objection.")})
	if s.computed("futures", "open-border", "assumptions_agreed") != "accepted" {
		t.Error("both sides accept the assumptions, and it does not show")
	}
	s.change("armenia", "futures", "open-border", map[string]register.Value{"traffic": figure("150", "", "thousand_tonnes")})
	computes("transit_value", "3000", "4500")
	got := s.shown(anybody, "futures", "open-border")
	if last := got.Past[len(got.Past)-1]; last.Values["traffic"].Number.Upper != "250" || got.Version != 4 || got.Values["assumptions"].Empty() {
		t.Errorf("version %d after %+v", got.Version, last)
	}
	s.page("/registers/futures/open-border").says("Simulated: the border is open.", "Assumptions are political", "Simulated objection.")
	s.page("/registers/futures/open-border/versions").says("250")
	s.warns("futures") // assumptions are political
}

// S69: both sides log evidence, what is disputed, agreed and open stands beside each
// other, and there is no conclusion without both.
func TestS69_JointInquiry(t *testing.T) {
	s := rowsSite(t)
	s.write("armenia", "inquiries", "april", register.Public, map[string]register.Value{"name": inWords("Simulated inquiry"), "date": dated("2016-04"), "status": chosen("under_way"),
		"events": linkedTo("april-war-2016"), "disputed_facts": inWords("Simulated: who was first."), "open_questions": inWords("Simulated: what was known.")})
	conclusion := map[string]register.Value{"conclusion": inWords("Simulated conclusion.")}
	s.refuses(s.rewrite("armenia", "inquiries", "april", register.Public, conclusion), "refusal.record_needs")
	for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		if s.computed("inquiries", "april", "conclude_agreed") != "" {
			t.Error("one side alone may conclude")
		}
		s.column(side, "inquiries", "april", map[string]register.Value{"own_facts": inWords("Simulated fact of " + string(side)), "own_evidence": proven("Simulated statement", "official"), "may_conclude": chosen("yes")})
	}
	conclusion["agreed_facts"] = inWords("Simulated: there was shooting.")
	s.must(s.rewrite("azerbaijan", "inquiries", "april", register.Public, conclusion))
	if got := s.shown(anybody, "inquiries", "april"); !got.Values["conclusion"].Empty() || got.Pending != nil || s.computed("inquiries", "april", "has_conclusion") != "no" {
		t.Errorf("a conclusion of one side is shown: %+v", got.Record)
	}
	s.page("/registers/inquiries/april").hides("Simulated conclusion.")
	s.approve("inquiries", "april")
	s.page("/registers/inquiries/april").says("Simulated conclusion.", "Simulated: who was first.", "Simulated fact of armenia", "Simulated fact of azerbaijan")
	got := s.shown(anybody, "inquiries", "april")
	if got.Values["conclusion"].Empty() || s.computed("inquiries", "april", "conclude_agreed") != "yes" || len(got.Columns) != 2 || got.Values["disputed_facts"].Empty() || !got.Approved {
		t.Errorf("the inquiry says %+v", got.Record)
	}
	d, _ := s.all(anybody, "inquiries")
	for _, f := range d.Fields { // no security information
		if f.Type == register.Place || f.Type == register.FileType || f.Type == register.NumberType {
			t.Errorf("%s could hold where forces are", f.Name)
		}
	}
	s.warns("inquiries")
}

// bagOf hands over what a co-chair reads of a register.
func (s rows) bagOf(side dialogue.SideID, in register.Name) []byte {
	s.t.Helper()
	return []byte(s.holder(s.t, side, dialogue.CoChair).get("/registers/" + string(in) + "/files/bag.zip").want(200).Body)
}

// S70: what an organisation leaves is handed over as a bag that can be verified and
// restored; it passes to another custodian only if its owner agreed before.
func TestS70_KnowledgeHandover(t *testing.T) {
	s := rowsSite(t)
	own := s.chair("azerbaijan")
	values := map[string]register.Value{"name": inWords("Simulated handover"), "organisations": linkedTo("bpc"), "contacts_by_role": inWords("Simulated: archivist"), "methods": inWords("Simulated method"),
		"pack":        {Files: []register.File{{Name: "pack.age", SHA256: strings.Repeat("ab", 32), Size: 12, Origin: "written"}}},
		"open_points": inWords("Simulated: unpaid bill"), "custodian": inWords("Simulated custodian"), "last_sign": dated("2026-11-23"), "handover_state": chosen("with_owner")}
	key, err := s.Node.WriteRecord(t.Context(), own, "handovers", node.RecordDraft{Change: register.Change{Held: true, Values: values}})
	s.must(err)
	if s.visible(s.chair("armenia"), "handovers", key) || s.visible(anybody, "handovers", key) {
		t.Error("others see what is to be handed over")
	}
	s.days(183)
	if got := s.waits(own, "handovers", key); !slices.Equal(got, []string{"owner-silent"}) {
		t.Errorf("the owner is silent, and %v", got)
	}
	passed := map[string]register.Value{"next_custodian": inWords("Simulated next custodian"), "passed_on_date": dated("2027-05-26"), "handover_state": chosen("passed_on")}
	s.refuses(s.rewrite("azerbaijan", "handovers", key, register.Side, passed), "refusal.record_needs")
	passed["agreed_in_advance"] = dated("2026-11-23")
	s.must(s.rewrite("azerbaijan", "handovers", key, register.Side, passed))
	if got := s.waits(own, "handovers", key); len(got) != 0 {
		t.Errorf("it was passed on, and %v", got)
	}
	bag, err := exchange.ReadBag(sized(s.bagOf("azerbaijan", "handovers")))
	s.must(err)
	if r := bag.Records[0]; len(bag.Records) != 1 || r.Key != key || r.Values["pack"].Files[0].Name != "pack.age" || r.Values["contacts_by_role"].Empty() {
		t.Errorf("the bag has %+v", bag.Records)
	}
	damaged := s.bagOf("azerbaijan", "handovers")
	damaged[len(damaged)/3] ^= 1
	if _, err := exchange.ReadBag(sized(damaged)); err == nil {
		t.Error("a bag that was changed is taken")
	}

	// The lessons of the organisation are restored somewhere else.
	lesson := s.pending("azerbaijan", "lessons", "", "", map[string]register.Value{"name": inWords("Simulated lesson"), "what_failed": inWords("Simulated."), "causes": chosen("cause_timing")})
	handed, err := exchange.ReadBag(sized(s.bagOf("azerbaijan", "lessons")))
	s.must(err)
	elsewhere := rowsSite(t)
	file := bytes.NewReader(s.bagOf("azerbaijan", "lessons"))
	report, err := elsewhere.Node.ImportRecords(t.Context(), elsewhere.chair("azerbaijan"), "lessons", file, "bag.zip", false)
	s.must(err)
	if got := elsewhere.shown(elsewhere.chair("azerbaijan"), "lessons", lesson); report.Added != 1 || !register.Same(got.Values, handed.Records[0].Values) {
		t.Errorf("restored %+v with %+v", got.Record, report)
	}
}

func sized(file []byte) (*bytes.Reader, int64) { return bytes.NewReader(file), int64(len(file)) }

// S71: a work takes structured critique by each side, after its authors were told, and
// has versions and citations.
func TestS71_CritiqueOfStudies(t *testing.T) {
	s := rowsSite(t)
	s.write("azerbaijan", "works", "later-study", register.Public, map[string]register.Value{"name": inWords("Simulated study"), "voice": chosen("joint"),
		"builds_on": linkedTo("ypc-2025"), "editions": inWords("Simulated second edition")})
	if n := s.shown(anybody, "works", "ypc-2025").Computed["cited_by"].Number; n == nil || n.Lower != "1" {
		t.Errorf("cited by %+v", n)
	}
	s.change("armenia", "works", "ypc-2025", map[string]register.Value{"authors_told": dated("2026-11-23")})
	for i, stance := range register.Stances() {
		side := []dialogue.SideID{"azerbaijan", "armenia"}[i%2]
		r := s.shown(s.chair(side), "works", "ypc-2025")
		s.must(s.Node.ReplyTo(t.Context(), s.chair(side), "works", r.Key, r.Stamp(), register.Reply{Field: "name", Stance: stance, Words: inWords("Simulated: " + stance).Texts[0]}))
	}
	s.column("armenia", "works", "ypc-2025", map[string]register.Value{"critique": inWords("Simulated critique.")})
	r := s.shown(s.chair("azerbaijan"), "works", "ypc-2025")
	s.must(s.Node.ReplyTo(t.Context(), s.chair("azerbaijan"), "works", r.Key, r.Stamp(), register.Reply{Field: "critique", Column: "armenia", Stance: "doubt", Words: inWords("Simulated doubt.").Texts[0]}))
	got := s.shown(anybody, "works", "ypc-2025")
	if len(got.Replies) != 5 || got.Replies[0].Side != "azerbaijan" || got.Replies[1].Side != "armenia" || got.Columns["armenia"]["critique"].Empty() {
		t.Errorf("the critique is %+v and %+v", got.Replies, got.Columns)
	}
	if got.Version != 3 || len(got.Past) != 2 || got.Values["authors_told"].Empty() {
		t.Errorf("version %d with %+v", got.Version, got.Past)
	}
	s.page("/registers/works/ypc-2025").says("Simulated critique.", "Simulated doubt.", "Simulated: correct")
	d, _ := s.all(anybody, "works")
	if f, _ := d.Field("critique"); f.Help["en"] == "" { // authors are told first
		t.Error("nothing says that authors are told first")
	}
}
