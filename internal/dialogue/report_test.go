package dialogue

import (
	"slices"
	"strings"
	"testing"
)

func TestEditReport(t *testing.T) {
	r := must(MakeReport(chair("azerbaijan"), 5, both, said("az", "Su")))
	words := func(n int) Writing { return said("en", strings.Repeat("word ", n)) }
	note := func(side SideID, text string) Reservation {
		return Reservation{Side: side, By: "Delegate 3", Words: said("en", text)}
	}
	edited := r
	edited.Parts = map[Part]Writing{PartTitle: said("hy", "Ջուր"), PartMandate: words(MostPart)}
	edited.Reservations = []Reservation{note("armenia", "We read this otherwise.")}
	r = must(r.Edit(chair("armenia"), 1, edited, both))
	r.Summaries, r.Previous = map[int]Text{1: {"en": "Sum"}}, 9
	for _, c := range []struct {
		name   string
		by     Viewer
		seen   int
		change func(*Report)
		key    string
	}{
		{"nothing", chair("azerbaijan"), 2, func(*Report) {}, ""},
		{"an older version", chair("azerbaijan"), 1, func(*Report) {}, "refusal.changed_meanwhile"},
		{"by a moderator", holder(Moderator, "armenia"), 2, func(*Report) {}, "refusal.co_chair_only"},
		{"by a facilitator", holder("facilitator", "azerbaijan"), 2, func(*Report) {}, "refusal.co_chair_only"},
		{"by no side here", chair("valley"), 2, func(*Report) {}, "refusal.co_chair_only"},
		{"a part too long", chair("azerbaijan"), 2, func(r *Report) { r.Parts[PartAnnex] = words(MostPart + 1) }, "refusal.words_long"},
		{"no such part", chair("azerbaijan"), 2, func(r *Report) { r.Parts["preface"] = words(1) }, "refusal.report_part"},
		{"no title", chair("azerbaijan"), 2, func(r *Report) { delete(r.Parts, PartTitle) }, "refusal.title_missing"},
		{"a broken bracket", chair("azerbaijan"), 2, func(r *Report) { r.Parts[PartThird] = said("en", "[azerbaijan: x]") }, "refusal.bracket_sides"},
		{"a language that governs", chair("azerbaijan"), 2, func(r *Report) { r.Governing = "ru" }, ""},
		{"one that nobody knows", chair("azerbaijan"), 2, func(r *Report) { r.Governing = "xx" }, "refusal.language"},
		{"an embargo (S112)", chair("armenia"), 2, func(r *Report) { r.Embargo = today + 5 }, ""},
		{"an embargo before all days", chair("armenia"), 2, func(r *Report) { r.Embargo = -1 }, "refusal.embargo"},
		{"an issue twice", chair("armenia"), 2, func(r *Report) { r.Issues = []IssueID{3, 4, 3} }, "refusal.report_twice"},
		{"delegates", chair("armenia"), 2, func(r *Report) { r.Delegates = []Delegates{{"armenia", 5}, {"azerbaijan", 5}} }, ""},
		{"delegates twice", chair("armenia"), 2, func(r *Report) { r.Delegates = []Delegates{{"armenia", 5}, {"armenia", 5}} }, "refusal.delegates"},
		{"delegates of no side", chair("armenia"), 2, func(r *Report) { r.Delegates = []Delegates{{"valley", 5}} }, "refusal.side_unknown"},
		{"fewer than no delegates", chair("armenia"), 2, func(r *Report) { r.Delegates = []Delegates{{"armenia", -5}} }, "refusal.delegates"},
		{"a term", chair("armenia"), 2, func(r *Report) { r.Terms = []Term{{Term: "the road"}} }, ""},
		{"an own reservation", chair("azerbaijan"), 2, func(r *Report) { r.Reservations = append(r.Reservations, note("azerbaijan", "So do we.")) }, ""},
		{"an own reservation too long", chair("azerbaijan"), 2, func(r *Report) {
			r.Reservations = append(r.Reservations, note("azerbaijan", strings.Repeat("word ", MostReservation+1)))
		}, "refusal.words_long"},
		{"the other's reservation", chair("azerbaijan"), 2, func(r *Report) { r.Reservations[0].Words = said("en", "We agree.") }, "refusal.words_of_other"},
		{"the other's reservation, dropped", chair("azerbaijan"), 2, func(r *Report) { r.Reservations = nil }, "refusal.words_of_other"},
		{"a reservation in the other's name", chair("azerbaijan"), 2, func(r *Report) { r.Reservations = append(r.Reservations, note("armenia", "x")) }, "refusal.words_of_other"},
		{"a reservation of no side", chair("azerbaijan"), 2, func(r *Report) { r.Reservations = append(r.Reservations, note("valley", "x")) }, "refusal.side_unknown"},
		{"the own reservation, dropped", chair("armenia"), 2, func(r *Report) { r.Reservations = nil }, ""},
		{"what is not edited", chair("armenia"), 2, func(r *Report) {
			r.Number, r.Turns, r.StoppedBy, r.Previous, r.Summaries, r.Example = 7, 7, "armenia", 7, nil, true
		}, ""},
	} {
		e := r
		e.Parts = map[Part]Writing{}
		for part, w := range r.Parts {
			e.Parts[part] = w
		}
		e.Reservations = slices.Clone(r.Reservations)
		c.change(&e)
		next, err := r.Edit(c.by, c.seen, e, both)
		wantKey(t, c.name, err, c.key)
		if next.Number != 1 || next.Turns != 0 || next.StoppedBy != "" || next.Previous != 9 || len(next.Summaries) != 1 || next.Example {
			t.Errorf("%s: %+v", c.name, next)
		}
		if err == nil && next.Version != 3 {
			t.Errorf("%s: version %d", c.name, next.Version)
		}
	}
	_, err := MakeReport(holder(Steward, "armenia"), 5, both, said("hy", "Ջուր"))
	wantKey(t, "made by a steward", err, "refusal.co_chair_only")
	r.Example = true
	_, err = r.Edit(chair("armenia"), 2, r, both)
	wantKey(t, "the reference case", err, "refusal.example_fixed")
	wantKey(t, "its forum", Forum{Example: true}.Writable(), "refusal.example_fixed")
	wantKey(t, "another forum", Forum{}.Writable(), "")
}

// Without author, sponsor and responsibility in every language nothing is
// published (S14).
func TestS14MissingLineBlocks(t *testing.T) {
	for _, part := range Lines() {
		for _, l := range Languages() {
			r := readyReport()
			b := releasing(r, both...)
			_, err := DraftForum(Act{Kind: ActRelease}, b)
			wantKey(t, "whole", err, "")
			delete(b.Report.Parts[part].Text, l)
			_, err = DraftForum(Act{Kind: ActRelease}, b)
			wantKey(t, string(part)+" in "+string(l), err, "refusal.report_lines")
		}
	}
	b := releasing(readyReport(), both...)
	b.Blocking = []string{"report.blocked_responsibility", "report.blocked_title"}
	_, err := DraftForum(Act{Kind: ActRelease}, b)
	wantKey(t, "what the document lacks", err, "report.blocked_responsibility")
}

// Unequal delegations are published only with the reason, which every side then
// approves (S7).
func TestS7UnequalDelegationsNeedAReason(t *testing.T) {
	r := readyReport()
	r.Delegates = []Delegates{{"azerbaijan", 5}, {"armenia", 4}}
	_, err := DraftForum(Act{Kind: ActRelease}, releasing(r, both...))
	wantKey(t, "without a reason", err, "refusal.delegates_unequal")
	r.Parts[PartWho] = said("en", "One delegate could not come.")
	_, err = DraftForum(Act{Kind: ActRelease}, releasing(r, both...))
	wantKey(t, "with a reason", err, "")
	r.Delegates[1].Count = 5
	delete(r.Parts, PartWho)
	_, err = DraftForum(Act{Kind: ActRelease}, releasing(r, both...))
	wantKey(t, "equal", err, "")
	for _, c := range []struct {
		name      string
		sides     []SideID
		delegates []Delegates
		key       string
	}{
		{"none given", both, nil, ""},
		{"one side's alone", both, []Delegates{{"armenia", 5}}, "refusal.delegates_unequal"},
		{"the other's alone", both, []Delegates{{"azerbaijan", 5}}, "refusal.delegates_unequal"},
		{"nobody, said of one", both, []Delegates{{"armenia", 0}}, ""},
		{"two of three", []SideID{"valley", "azerbaijan", "armenia"}, []Delegates{{"azerbaijan", 5}, {"armenia", 5}}, "refusal.delegates_unequal"},
	} {
		r.Delegates = c.delegates
		_, err := DraftForum(Act{Kind: ActRelease}, releasing(r, c.sides...))
		wantKey(t, c.name, err, c.key)
	}
}

// Any co-chair stops a report alone, and nobody else does; to stop it again is a
// turn more (S8).
func TestS8StopReport(t *testing.T) {
	r := readyReport()
	for _, v := range []Viewer{holder("facilitator", "armenia"), holder(Moderator, "azerbaijan"), holder(Steward, "armenia"), {}} {
		_, err := r.Stop(v)
		wantKey(t, string(v.Role), err, "refusal.co_chair_only")
		_, err = Release{}.Stop(v)
		wantKey(t, string(v.Role)+", a release", err, "refusal.co_chair_only")
	}
	once := must(r.Stop(chair("azerbaijan")))
	again := must(once.Stop(chair("armenia")))
	if once.StoppedBy != "azerbaijan" || again.StoppedBy != "azerbaijan" || again.Turns != 2 || again.Version != 3 {
		t.Errorf("%s, then %s, %d turns", once.StoppedBy, again.StoppedBy, again.Turns)
	}
	release := must(must(Release{}.Stop(chair("armenia"))).Stop(chair("azerbaijan")))
	if release.StoppedBy != "armenia" || release.Turns != 2 {
		t.Errorf("%+v", release)
	}
}
