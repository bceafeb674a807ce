package web

import (
	"strings"
	"testing"

	"parley/internal/locale"
	"parley/internal/report"
)

func english(r *report.Result) worder { return newWorder(r, locale.For(locale.English)) }

func TestCertaintyIsSoManyInAHundred(t *testing.T) {
	w := english(fixture("armenia", "azerbaijan"))
	for q, want := range map[float64]string{
		0.9: "Certainty: about 90 in 100.", 0.974: "Certainty: about 97 in 100.", 0.9949: "Certainty: about 99 in 100.",
		0.9951: "Certainty: more than 99 in 100.", 1: "Certainty: more than 99 in 100.", -0.1: "", 1.1: "",
	} {
		if got := w.certainty(&report.Statement{Certainty: &q}); got != want {
			t.Errorf("%v: %q, want %q", q, got, want)
		}
	}
	if got := w.certainty(&report.Statement{}); got != "" {
		t.Errorf("withheld: %q", got)
	}
}

func TestCertainWhenAllHaveVoted(t *testing.T) {
	r := &report.Result{SideOrder: []string{"azerbaijan", "armenia"}, BySide: true,
		Populations: map[string]int{"armenia": 10, "azerbaijan": 9}}
	s := &report.Statement{Certainty: ptr(1.0), Sides: []report.SideFigure{
		{Side: "azerbaijan", Agree: ptr(8), Disagree: ptr(1), Pass: ptr(0)},
		{Side: "armenia", Agree: ptr(6), Disagree: ptr(2), Pass: ptr(2)},
	}}
	if got := english(r).certainty(s); got != "Certain: everybody who could vote has voted." {
		t.Errorf("%q", got)
	}
	s.Sides[1].Pass = ptr(1)
	if got := english(r).certainty(s); got != "Certainty: more than 99 in 100." {
		t.Errorf("one vote missing: %q", got)
	}
}

func TestMissingVoices(t *testing.T) {
	r := &report.Result{SideOrder: []string{"azerbaijan", "armenia"}, BySide: true}
	w := english(r)
	s := &report.Statement{Reading: report.Open, OpenWhy: []string{"armenia", "azerbaijan", "north"},
		Sides: []report.SideFigure{{Side: "armenia", MoreVotes: ptr(1)}, {Side: "azerbaijan"}}}
	got := strings.Join(w.notes(s, w.all), "\n")
	want := "Voices missing: Azerbaijan. How many more votes would settle it cannot be said.\n" +
		"Voices missing: Armenia. About 1 more vote would be expected to settle it.\n" +
		"Voices missing: north. How many more votes would settle it cannot be said."
	if got != want {
		t.Errorf("%s", got)
	}
}

func TestMarks(t *testing.T) {
	w := english(fixture("armenia", "azerbaijan"))
	for reading, want := range map[report.Reading]string{
		report.CommonGround:       "Unequal: the shares that agree",
		report.CommonGroundReject: "Unequal: the shares that disagree",
	} {
		got := w.notes(&report.Statement{Reading: reading, Unequal: true, Fragile: true, Withheld: true}, w.all)
		if len(got) != 3 || !strings.HasPrefix(got[0], want) || !strings.HasPrefix(got[1], "Fragile") || !strings.HasPrefix(got[2], "Some numbers") {
			t.Errorf("%s: %q", reading, got)
		}
	}
}

func TestRejectedIsToldApartFromAgreed(t *testing.T) {
	page := body(t, fixture("azerbaijan", "armenia"), "/?lang=en")
	agreed := page[strings.Index(page, `id="agree"`):strings.Index(page, `id="reject"`)]
	rejected := page[strings.Index(page, `id="reject"`):strings.Index(page, `id="divide"`)]
	if !strings.Contains(agreed, "What both sides agree on") || strings.Contains(agreed, "disagrees") {
		t.Error("what is agreed is not said so, or mixed with what is not")
	}
	if !strings.Contains(rejected, "What both sides reject") || strings.Contains(rejected, "side agrees") {
		t.Error("what is rejected is not said so, or mixed with what is not")
	}
}

func TestBreakdownIsSaid(t *testing.T) {
	w := english(fixture("armenia", "azerbaijan"))
	got := w.says(&report.Statement{Reading: report.CommonGround, Certainty: ptr(0.95), Breakdown: ptr(4)})
	want := "A majority of every side agrees. Certainty: about 95 in 100. This falls if 4 people on one side change their vote."
	if strings.Join(got, " ") != want {
		t.Errorf("%q", got)
	}
}

func TestSidesAreNamedInEveryLanguage(t *testing.T) {
	for l, want := range map[locale.Language]string{
		locale.Azerbaijani: "Azərbaycan Ermənistan", locale.English: "Azerbaijan Armenia",
		locale.Armenian: "Ադրբեջան Հայաստան", locale.Russian: "Азербайджан Армения",
	} {
		page := body(t, fixture("azerbaijan", "armenia"), withLanguage("/", l))
		for _, name := range strings.Fields(want) {
			if !strings.Contains(page, `<b class="who">`+name+`</b>`) {
				t.Errorf("%s: no bar of %s", l, name)
			}
		}
		if strings.Contains(page, ">azerbaijan<") || strings.Contains(page, ">armenia<") {
			t.Errorf("%s: an identifier is shown", l)
		}
	}
}
