package registers_test

import (
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// The rules of the registers of memory and learning, as their definitions give them:
// everything in these tests is simulated.

// own returns a record that one side keeps, once that side's co-chair applied what
// did not count at once.
func own(t *testing.T, d *register.Definition, side dialogue.SideID, change register.Change) register.Record {
	t.Helper()
	r, err := d.Write(chair(side), sides, register.Record{ID: 1, Register: d.Name, Key: "own-1"}, change, today)
	if err != nil {
		t.Fatal(err)
	}
	if r.Pending == nil {
		return r
	}
	if r, err = d.ApplyOwn(chair(side), r, today); err != nil {
		t.Fatal(err)
	}
	return r
}

func sees(d *register.Definition, v dialogue.Viewer, r register.Record) bool {
	_, ok := d.Seen(v, r, today)
	return ok
}

func member(side dialogue.SideID) dialogue.Viewer {
	return dialogue.Viewer{Account: 2, Role: dialogue.Moderator, Side: side}
}

func TestS57_TracksAreComparedAndCanBeGrey(t *testing.T) {
	d := of(t, "initiatives")
	talks := write(t, d, "talks", map[string]register.Value{"name": say("Talks"), "tracks": {Choices: []string{"track-1.5", "grey"}},
		"track_reason": say("Sources do not agree."), "themes": one("youth"), "access": one("advisers")})
	if got := talks.Values["tracks"].Choices; !slices.Equal(got, []string{"track-1.5", "grey"}) {
		t.Errorf("tracks %v", got)
	}
	for _, name := range []string{"area-by-track", "access-by-track"} {
		view, ok := d.View(name)
		if p := d.Counts(view, []register.Record{talks}); !ok || !slices.Equal(p.InColumn, []int{1, 1}) {
			t.Errorf("%s counts %+v", name, p)
		}
	}
}

func TestS58_LessonIsItsOwnersUntilTheOwnerWidensIt(t *testing.T) {
	d := of(t, "lessons")
	change := register.Change{Level: register.Side, Values: map[string]register.Value{"name": say("A camp that ended early"), "causes": {Choices: []string{"cause_timing", "cause_funding"}}}}
	r := own(t, d, "azerbaijan", change)
	if !sees(d, member("azerbaijan"), r) || sees(d, chair("armenia"), r) || sees(d, dialogue.Viewer{}, r) {
		t.Error("a private lesson is not its owner's alone")
	}
	change.Level = register.Members
	if r = own(t, d, "armenia", change); !sees(d, member("azerbaijan"), r) || sees(d, dialogue.Viewer{}, r) || r.Side != "armenia" {
		t.Error("a lesson that its owner shared with members is not theirs to read, or not the owner's")
	}
	view, _ := d.View("failure-index")
	if p := d.Counts(view, []register.Record{r}); !slices.Equal(p.Rows, []string{"cause_funding", "cause_timing"}) {
		t.Errorf("the index by cause is %+v", p)
	}
}

func TestS59_SentenceHasASourceWithItsKind(t *testing.T) {
	d := of(t, "notes")
	values := map[string]register.Value{"name": say("Two schools met."), "source_kind": one("unofficial")}
	_, err := tried(d, "note", values)
	refused(t, err, "refusal.record_required")
	values["evidence"] = proof("2026-01")
	if got := write(t, d, "note", values).Values["source_kind"].Choices; !slices.Equal(got, []string{"unofficial"}) {
		t.Errorf("the kind of source is %v", got)
	}
}

func TestS60_ReviewOfOneSideIsNotOfBoth(t *testing.T) {
	d := of(t, "yearly-reviews")
	r := column(t, d, write(t, d, "review", map[string]register.Value{"name": say("Review of 2025"), "year": on("2025")}), "armenia", "took_part_in_review", one("yes"))
	shows(t, d, r, "both_took_part")
	shows(t, d, column(t, d, r, "azerbaijan", "took_part_in_review", one("yes")), "both_took_part", "yes")
}

func TestS61_ImpactWithoutSourceIsRefused(t *testing.T) {
	d := of(t, "outcomes")
	values := map[string]register.Value{"name": say("What came of it"), "evidence_kind": one("unknown")}
	shows(t, d, write(t, d, "outcome", values), "has_impact", "no")
	values["impact"] = say("A rule changed.")
	_, err := tried(d, "outcome", values)
	refused(t, err, "refusal.record_needs")
	values["evidence"], values["evidence_kind"] = proof("2026-01"), one("policy")
	shows(t, d, write(t, d, "outcome", values), "has_impact", "yes")
}

func TestS62_InvolvementIsDatedFactsAndNoScore(t *testing.T) {
	d := of(t, "organisations")
	r := write(t, d, "club", map[string]register.Value{"name": say("A club"), "presence": one("newcomer")})
	school := write(t, of(t, "initiatives"), "school", map[string]register.Value{"name": say("A school"), "start": on("2001"), "organisations": to("club")})
	camp := write(t, of(t, "initiatives"), "camp", map[string]register.Value{"name": say("A camp"), "start": on("2019"), "organisations": to("club")})
	counts(t, d, r, "initiatives_count", today, "2", school, camp)
	for _, f := range d.Fields {
		if f.Type == register.Assessed || f.Scale || strings.Contains(f.Name, "score") {
			t.Errorf("%s rates an organisation", f.Name)
		}
	}
	if !d.Suggest || !d.Replies {
		t.Error("nobody can correct or add")
	}
}

func TestS63_BothSidesFindAndTheBodyAppeals(t *testing.T) {
	d := of(t, "imitation-checks")
	values := map[string]register.Value{"name": say("A platform"), "body": {Links: []register.Link{{Key: "a-body"}}}, "reasons": say("Nobody was asked."), "evidence": proof("2026-01"),
		"signs": {Ticks: []register.Tick{{Item: "funding_known", State: "no"}}}}
	r := column(t, d, write(t, d, "check", values), "azerbaijan", "finding", one("imitation"))
	shows(t, d, r, "finding_agreed")
	shows(t, d, column(t, d, r, "armenia", "finding", one("no_sign")), "finding_agreed", "disputed")
	values["appealed"] = on("2025-11-01")
	if got := alarms(d, write(t, d, "check", values), today); !slices.Equal(got, []string{"appeal-waits"}) {
		t.Errorf("alarms %v", got)
	}
	delete(values, "reasons")
	_, err := tried(d, "check", values)
	refused(t, err, "refusal.record_required")
}

func TestS64_PlanFindsTheFestivalOf2010(t *testing.T) {
	d := of(t, "initiatives")
	view, ok := d.View("check-a-plan")
	if !ok || !slices.Contains(view.Show, "outcome") || !slices.Contains(view.Show, "caution") {
		t.Fatalf("a plan is shown %v", view.Show)
	}
	festival := write(t, d, "festival", map[string]register.Value{"name": say("Film festival"), "themes": one("culture"), "outcome": say("Venues withdrew."), "caution": say("The public was not ready.")})
	camp := write(t, d, "camp", map[string]register.Value{"name": say("Youth camp"), "themes": one("youth")})
	found := d.Similar(register.Plan{Words: "A festival of films"}, []register.Record{camp, festival}, 5)
	if len(found) == 0 || found[0].Record != 1 {
		t.Errorf("found %+v", found)
	}
}

func TestS65_ReserveIsKeptWithConsentAndAskedEachHalfYear(t *testing.T) {
	d := of(t, "reserve")
	values := map[string]register.Value{"name": say("A group"), "state_now": one("dormant"), "reviewed": on("2026-01-01")}
	_, err := d.Write(chair("armenia"), sides, register.Record{ID: 1, Register: d.Name, Key: "group"}, register.Change{Level: register.Side, Values: values}, today)
	if err == nil {
		t.Error("a group is kept that did not consent")
	}
	r := own(t, d, "armenia", register.Change{Held: true, Level: register.Side, Values: values})
	if got := alarms(d, r, today); len(got) != 0 {
		t.Errorf("soon after a question %v", got)
	}
	if got := alarms(d, r, today+182); !slices.Equal(got, []string{"ask-again"}) {
		t.Errorf("half a year later %v", got)
	}
	values["state_now"] = one("active_again")
	if got := alarms(d, own(t, d, "armenia", register.Change{Held: true, Level: register.Side, Values: values}), today+182); len(got) != 0 {
		t.Errorf("active again, and still %v", got)
	}
}

func TestS66_BrokerIsForCoChairs(t *testing.T) {
	d := of(t, "sidelined")
	r := write(t, d, "school", map[string]register.Value{"name": say("A school"), "evidence": proof("2010"), "successor_state": one("no_successor"), "broker": say("By the forum's office")})
	r.Level = register.Members
	seen, ok := d.Seen(member("azerbaijan"), r, today)
	if _, shown := seen.Values["broker"]; !ok || shown {
		t.Errorf("a member reads %v", seen.Values)
	}
	if seen, _ = d.Seen(chair("azerbaijan"), r, today); seen.Values["broker"].Empty() {
		t.Error("a co-chair does not read the way through a broker")
	}
	if sees(d, dialogue.Viewer{}, r) {
		t.Error("the public reads who was pushed aside")
	}
}

func TestS68_ResultsAreRangesUnderAssumptionsThatEachSideAccepts(t *testing.T) {
	d := of(t, "futures")
	between := func(lower, upper register.Decimal) register.Value {
		return register.Value{Number: &register.Number{Lower: lower, Upper: upper}}
	}
	values := map[string]register.Value{"name": say("A railway"), "assumptions": say("Borders are open."), "traffic": between("100", "200"), "value_per_tonne": between("10", "20")}
	r := write(t, d, "railway", values)
	if n := computed(d, r, "transit_value", today).Number; n == nil || n.Lower != "1000" || n.Upper != "4000" {
		t.Errorf("the value is %+v", n)
	}
	r = column(t, d, r, "armenia", "assumptions_seen", one("accepted"))
	shows(t, d, r, "assumptions_agreed")
	shows(t, d, column(t, d, r, "azerbaijan", "assumptions_seen", one("accepted")), "assumptions_agreed", "accepted")
}

func TestS69_NoConclusionWithoutAgreedFacts(t *testing.T) {
	d := of(t, "inquiries")
	if d.Start != register.Chairs || d.Approve != register.EverySide {
		t.Errorf("an inquiry starts at %s and is approved by %s", d.Start, d.Approve)
	}
	values := map[string]register.Value{"name": say("A night in spring"), "disputed_facts": say("When it began"), "conclusion": say("It began at noon.")}
	_, err := tried(d, "inquiry", values)
	refused(t, err, "refusal.record_needs")
	values["agreed_facts"] = say("It ended at dusk.")
	r := column(t, d, write(t, d, "inquiry", values), "azerbaijan", "may_conclude", one("yes"))
	shows(t, d, r, "conclude_agreed")
	shows(t, d, column(t, d, r, "armenia", "may_conclude", one("not_yet")), "conclude_agreed", "disputed")
}

func TestS70_HandoverNeedsTheOwnersAgreementInAdvance(t *testing.T) {
	d := of(t, "handovers")
	values := map[string]register.Value{"name": say("Pack of a club"), "last_sign": on("2025-06-01"), "next_custodian": say("Another club")}
	change := register.Change{Held: true, Level: register.Side, Values: values}
	_, err := d.Write(chair("azerbaijan"), sides, register.Record{ID: 1, Register: d.Name, Key: "pack"}, change, today)
	refused(t, err, "refusal.record_needs")
	values["agreed_in_advance"] = on("2025-01-01")
	if got := alarms(d, own(t, d, "azerbaijan", change), today); !slices.Equal(got, []string{"owner-silent"}) {
		t.Errorf("alarms %v", got)
	}
}

func TestS71_CritiqueIsBySideAndOfFourKinds(t *testing.T) {
	d := of(t, "works")
	r := write(t, d, "paper", map[string]register.Value{"name": say("A paper"), "summary": say("It asks for critique.")})
	for i, stance := range register.Stances() {
		side := sides[i%len(sides)]
		var err error
		if r, err = d.Reply(chair(side), sides, r, register.Reply{ID: register.ReplyID(i + 1), Field: "summary", Stance: stance, Words: say("See page two.").Texts[0]}, today); err != nil {
			t.Fatal(err)
		}
	}
	if len(r.Replies) != 4 || r.Replies[0].Side == r.Replies[1].Side {
		t.Errorf("replies %+v", r.Replies)
	}
	later := write(t, d, "later", map[string]register.Value{"name": say("A later paper"), "builds_on": to("paper")})
	counts(t, d, r, "cited_by", today, "1", later)
}
