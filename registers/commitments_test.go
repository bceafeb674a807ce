package registers_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
)

// The rules of the registers of commitments and follow-up, as their definitions give
// them: everything in these tests is simulated.

var sides = []dialogue.SideID{"azerbaijan", "armenia"}

const today dialogue.Day = 20_500 // 2026-02-16

func of(t *testing.T, name register.Name) *register.Definition {
	t.Helper()
	d, ok := load(t).Get(name)
	if !ok {
		t.Fatalf("there is no register %s", name)
	}
	return d
}

func chair(side dialogue.SideID) dialogue.Viewer {
	return dialogue.Viewer{Account: 1, Role: dialogue.CoChair, Side: side}
}

func say(texts ...string) register.Value {
	var v register.Value
	for _, text := range texts {
		v.Texts = append(v.Texts, dialogue.Writing{Original: "en", Text: dialogue.Text{"en": text}})
	}
	return v
}

func one(choice string) register.Value { return register.Value{Choices: []string{choice}} }

func on(date register.Date) register.Value { return register.Value{Date: date} }

func to(keys ...string) register.Value {
	var v register.Value
	for _, key := range keys {
		v.Links = append(v.Links, register.Link{Key: key})
	}
	return v
}

func proof(date register.Date) register.Value {
	return register.Value{Evidence: []register.Evidence{{What: say("A simulated report").Texts[0], Kind: "press", Grade: "C", Date: date}}}
}

// write returns what becomes of a record whose shared values every side approves.
func write(t *testing.T, d *register.Definition, key string, values map[string]register.Value) register.Record {
	t.Helper()
	r, err := tried(d, key, values)
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return r
}

func tried(d *register.Definition, key string, values map[string]register.Value) (register.Record, error) {
	id := register.ID(len(key))
	r, err := d.Write(chair("armenia"), sides, register.Record{ID: id, Register: d.Name, Key: key}, register.Change{Values: values}, today)
	if err != nil || r.Pending == nil { // one side's own counts at once
		return r, err
	}
	return r.Enact(today), nil
}

// column returns a record into whose column a side wrote.
func column(t *testing.T, d *register.Definition, r register.Record, side dialogue.SideID, field string, v register.Value) register.Record {
	t.Helper()
	r, err := d.Column(chair(side), sides, r, map[string]register.Value{field: v}, dialogue.Writing{}, today)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func computed(d *register.Definition, r register.Record, field string, day dialogue.Day, linked ...register.Record) register.Value {
	f, _ := d.Field(field)
	return d.Compute(f, r, sides, func(from register.Name, via, key string) []register.Record {
		return slices.DeleteFunc(slices.Clone(linked), func(l register.Record) bool {
			return l.Register != from || !slices.ContainsFunc(l.Values[via].Links, func(x register.Link) bool { return x.Key == key })
		})
	}, day)
}

func shows(t *testing.T, d *register.Definition, r register.Record, field string, want ...string) {
	t.Helper()
	if got := computed(d, r, field, today).Choices; !slices.Equal(got, want) {
		t.Errorf("%s of %s is %v, want %v", field, r.Key, got, want)
	}
}

func counts(t *testing.T, d *register.Definition, r register.Record, field string, day dialogue.Day, want register.Decimal, linked ...register.Record) {
	t.Helper()
	var got register.Decimal
	if n := computed(d, r, field, day, linked...).Number; n != nil {
		got = n.Lower
	}
	if got != want {
		t.Errorf("%s of %s is %q, want %q", field, r.Key, got, want)
	}
}

func refused(t *testing.T, err error, key string) {
	t.Helper()
	if f := (*fault.Fault)(nil); !errors.As(err, &f) || f.Key != key {
		t.Errorf("got %v, want %s", err, key)
	}
}

func alarms(d *register.Definition, r register.Record, day dialogue.Day) []string {
	var all []string
	for _, a := range d.Alarms(r, sides, day) {
		all = append(all, a.Watch.Name)
	}
	return all
}

func TestS32_ArticlesSayInitialedAndHowTheSidesSeeIt(t *testing.T) {
	d := of(t, "articles")
	if d.Banner["en"] != "Initialed, not signed" {
		t.Errorf("the banner is %q", d.Banner["en"])
	}
	history := proof("2024-01")
	history.Evidence = append(history.Evidence, proof("2025-03").Evidence...)
	r := write(t, d, "article-1", map[string]register.Value{"name": say("Borders"), "status": one("initialed"), "history": history})
	if dates := r.Values["history"].Evidence; len(dates) != 2 {
		t.Errorf("of two dates that contradict each other %d are kept", len(dates))
	}
	r = column(t, d, r, "armenia", "status_seen", one("initialed"))
	shows(t, d, r, "status_agreed")
	r = column(t, d, r, "azerbaijan", "status_seen", one("disputed"))
	shows(t, d, r, "status_agreed", "disputed")
	counts(t, d, r, "commitments_count", today, "1", write(t, of(t, "commitments"), "c-1", map[string]register.Value{"action": say("Mark the border."), "articles": to("article-1")}))

	_, err := tried(d, "article-2", map[string]register.Value{"name": say("Links"), "wording": say("Words from nowhere.")})
	refused(t, err, "refusal.record_needs")
}

func TestS33_NeedsShowWhatNoArticleCovers(t *testing.T) {
	needs, articles := of(t, "needs"), of(t, "articles")
	open := write(t, needs, "need-1", map[string]register.Value{"name": say("Return"), "owner_state": one("sought")})
	covered := write(t, needs, "need-22", map[string]register.Value{"name": say("Missing people"), "articles": to("article-1")})
	view, _ := needs.View("against-articles")
	article := write(t, articles, "article-1", map[string]register.Value{"name": say("Missing people")})
	p := needs.Matrix(view, []register.Record{open, covered}, articles, []register.Record{article})
	if !slices.Equal(p.UncoveredRows, []bool{true, false}) {
		t.Errorf("not covered are %v", p.UncoveredRows)
	}
	shows(t, needs, open, "in_articles", "no")
	shows(t, needs, covered, "in_articles", "yes")
}

func TestS35_TwoLegalReadingsStand(t *testing.T) {
	d := of(t, "obligations")
	r := write(t, d, "duty-1", map[string]register.Value{"name": say("Open the road"), "owner": say("Both governments"), "due": on("2026-01"), "depends_on": to("duty-22")})
	r = column(t, d, r, "azerbaijan", "legal_reading", say("It binds at once."))
	r = column(t, d, r, "armenia", "legal_reading", say("It binds once ratified."))
	if len(r.Columns) != 2 {
		t.Errorf("readings %v", r.Columns)
	}
	shows(t, d, r, "overdue", "overdue")
}

func TestS36_ScenarioIsWalkedAndItsSignRaisesAnAlarm(t *testing.T) {
	d := of(t, "scenarios")
	if d.Start != register.Chairs || d.Level == register.Public {
		t.Errorf("a scenario starts at %s, at most %s", d.Start, d.Level)
	}
	root := write(t, d, "vote", map[string]register.Value{"name": say("There is a vote"), "triggers": one("vote"), "trigger_date": on("2027-06")})
	leaf := write(t, d, "vote-no", map[string]register.Value{"name": say("The vote fails"), "parent": to("vote"), "responses": say("Both offices speak on the same day.")})
	view, _ := d.View("exercise")
	if p := d.Drill(view, []register.Record{root, leaf}, []string{"vote", "vote-no"}); !slices.Equal(p.Path, []int{0, 1}) || len(p.Next) != 0 {
		t.Errorf("walked %+v", p)
	}
	seen := write(t, d, "vote-early", map[string]register.Value{"name": say("The vote is early"), "fired": on("2026-02-10")})
	if got := alarms(d, seen, today); !slices.Equal(got, []string{"sign-seen"}) {
		t.Errorf("alarms %v", got)
	}
	drill := write(t, of(t, "drills"), "drill", map[string]register.Value{"name": say("First exercise"), "date": on("2026-02-01"), "scenario": to("vote")})
	counts(t, d, root, "drills_count", today, "1", drill)
}

func TestS38_FiredSignWantsAnAfterActionNote(t *testing.T) {
	d := of(t, "risks")
	values := map[string]register.Value{"name": say("The date slips"), "commitments": to("c-1"), "sign": say("No meeting in a month"),
		"response": say("Meet within a week."), "owner": say("Both offices")}
	r := write(t, d, "risk", values)
	counts(t, of(t, "commitments"), write(t, of(t, "commitments"), "c-1", map[string]register.Value{"action": say("Meet monthly.")}), "risks_count", today, "1", r)
	values["after_action"] = say("Nothing happened.")
	_, err := tried(d, "risk", values)
	refused(t, err, "refusal.record_needs")
	delete(values, "after_action")
	values["fired"] = on("2026-02-01")
	if got := alarms(d, write(t, d, "risk", values), today); !slices.Equal(got, []string{"sign-fired"}) {
		t.Errorf("alarms %v", got)
	}
	values["after_action"] = say("They met.")
	if got := alarms(d, write(t, d, "risk", values), today); len(got) != 0 {
		t.Errorf("after the note still %v", got)
	}
}

func TestS39_StatementsHaveToneOfBothSidesAndShortQuotes(t *testing.T) {
	d := of(t, "official-statements")
	values := map[string]register.Value{"name": say("On the road"), "office": say("A ministry"), "date": on("2026-01-10"),
		"source_link": proof("2026-01-10"), "quote": say(strings.Repeat("a", 300))}
	r := write(t, d, "words", values)
	r = column(t, d, r, "azerbaijan", "tone", one("neutral"))
	r = column(t, d, r, "armenia", "tone", one("hostile"))
	shows(t, d, r, "tone_agreed", "disputed")
	counts(t, d, r, "tone_gap", today, "2")
	values["quote"] = say(strings.Repeat("a", 301))
	_, err := tried(d, "words", values)
	refused(t, err, "refusal.field_long")
}

func TestS41_MissedReviewIsSeen(t *testing.T) {
	d := of(t, "plans")
	r := write(t, d, "plan", map[string]register.Value{"name": say("A plan"), "owner": say("The forum"), "reviewed": on("2026-01-01")})
	if got := alarms(d, r, today); len(got) != 0 {
		t.Errorf("soon after a review %v", got)
	}
	if got := alarms(d, r, today+180); !slices.Equal(got, []string{"review-missed"}) {
		t.Errorf("after a missed review %v", got)
	}
}

func TestS42_MarkerWithoutDataHasNoValue(t *testing.T) {
	d := of(t, "indicators")
	r := write(t, d, "marker", map[string]register.Value{"name": say("Life at the border"), "kind": one("marker")})
	shows(t, d, r, "has_value", "no")
	counts(t, d, r, "results_count", today, "")
	r = column(t, d, r, "armenia", "own_definition", say("Days without shots"))
	r = column(t, d, r, "azerbaijan", "own_definition", say("Fields that are worked"))
	if len(r.Columns) != 2 {
		t.Errorf("definitions %v", r.Columns)
	}
}

func TestS47_ResultsSayHowLongTheyTook(t *testing.T) {
	d := of(t, "results")
	values := map[string]register.Value{"name": say("A crossing opens"), "format": one("direct"), "start": on("2026-01-01"), "end": on("2026-01-31")}
	_, err := tried(d, "result", values)
	refused(t, err, "refusal.record_required")
	values["evidence"] = proof("2026-01-31")
	counts(t, d, write(t, d, "result", values), "took", today, "30")
}

func TestS51_ReadinessOfOneSideIsNotReadiness(t *testing.T) {
	d := of(t, "readiness")
	r := column(t, d, write(t, d, "issue", map[string]register.Value{"name": say("Bus line")}), "azerbaijan", "ready", one("ready_now"))
	shows(t, d, r, "ready_agreed")
	counts(t, d, r, "ready_gap", today, "")
	shows(t, d, column(t, d, r, "armenia", "ready", one("ready_now")), "ready_agreed", "ready_now")
	counts(t, d, column(t, d, r, "armenia", "ready", one("not_yet")), "ready_gap", today, "2")
}

func TestS52_QuestionsThatWaitAreSeen(t *testing.T) {
	d := of(t, "briefing-questions")
	values := map[string]register.Value{"question": say("When does it open?"), "asked_by": say("A school"), "asked": on("2026-01-01")}
	r := write(t, d, "q", values)
	shows(t, d, r, "answer_state", "overdue")
	if got := alarms(d, r, today); !slices.Equal(got, []string{"answer-overdue"}) {
		t.Errorf("alarms %v", got)
	}
	values["answered"], values["answer"] = on("2026-02-10"), say("In spring.")
	if got := alarms(d, write(t, d, "q", values), today); len(got) != 0 {
		t.Errorf("answered, and still %v", got)
	}
}

func TestS53_OpenIssuesShowTheirAgeUntilTheyAreClosed(t *testing.T) {
	d := of(t, "open-issues")
	values := map[string]register.Value{"name": say("A fence"), "opened": on("2026-02-06"), "last_step": on("2026-02-14"), "promised_by": on("2026-02-15")}
	r := write(t, d, "fence", values)
	counts(t, d, r, "open_for", today, "10")
	counts(t, d, r, "since_step", today, "2")
	shows(t, d, r, "overdue", "overdue")
	if got := alarms(d, r, today+200); !slices.Equal(got, []string{"no-step", "promise-date-passed"}) {
		t.Errorf("alarms %v", got)
	}
	values["closed"] = on("2026-02-16")
	r = write(t, d, "fence", values)
	counts(t, d, r, "open_for", today+200, "")
	if got := alarms(d, r, today+200); len(got) != 0 {
		t.Errorf("closed, and still %v", got)
	}
}
