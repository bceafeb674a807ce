package web

import (
	"math"
	"strings"
	"testing"

	"parley/internal/locale"
	"parley/internal/report"
)

func TestRow(t *testing.T) {
	p := locale.For(locale.Azerbaijani)
	of := party{ID: "armenia", Name: "Ermənistan", Class: "s0", Hatch: "url(#h0)"}
	w := newRow(p, of, report.SideFigure{Agree: ptr(12), Pass: ptr(1), Disagree: ptr(3), Low: ptr(0.5), High: ptr(0.9)}, 0.5)
	want := bar{Agree: "75.0%", PassAt: "75.0%", Pass: "6.2%", DisagreeAt: "81.2%", Disagree: "18.8%", Low: "50.0%", High: "90.0%", Majority: "50.0%"}
	if w.Bar != want || w.Note != "" {
		t.Errorf("%+v", w)
	}
	if w.Agree != (amount{"razı", "12", "75%"}) || w.Pass != (amount{"keçib", "1", "6%"}) || w.Disagree != (amount{"razı deyil", "3", "19%"}) {
		t.Errorf("%+v", w)
	}
}

func TestWhatIsWithheldIsSaidAndNotDrawn(t *testing.T) {
	p := locale.For(locale.English)
	for name, f := range map[string]report.SideFigure{
		"all":      {},
		"one":      {Agree: ptr(3), Disagree: ptr(4)},
		"nonsense": {Agree: ptr(3), Disagree: ptr(4), Pass: ptr(-1)},
		"nothing":  {Agree: ptr(0), Disagree: ptr(0), Pass: ptr(0)},
	} {
		want := "Numbers not shown: too few votes."
		if name == "nothing" {
			want = "No votes yet."
		}
		if w := newRow(p, party{}, f, 0.5); w.Note != want || w.Bar != (bar{}) || w.Agree != (amount{}) {
			t.Errorf("%s: %+v", name, w)
		}
	}
	page := body(t, allWithheld(), "/?lang=en")
	if n := strings.Count(page, `class="bar"`); n != 0 {
		t.Errorf("%d bars are drawn", n)
	}
	if strings.Contains(page, "(0%)") || !strings.Contains(page, "Numbers not shown") || !strings.Contains(page, "not shown</td>") {
		t.Error("withheld numbers are not said to be withheld")
	}
}

func TestIntervalThatMakesNoSenseIsNotDrawn(t *testing.T) {
	for _, f := range []report.SideFigure{
		{Low: ptr(0.5)}, {High: ptr(0.5)}, {Low: ptr(0.6), High: ptr(0.5)}, {Low: ptr(math.NaN()), High: ptr(0.5)}, {Low: ptr(0.5), High: ptr(1.5)},
	} {
		if _, _, ok := interval(f); ok {
			t.Errorf("%v %v", f.Low, f.High)
		}
	}
}

func TestLength(t *testing.T) {
	for share, want := range map[float64]string{0: "0.0%", 1: "100.0%", 0.3333: "33.3%", -1: "0.0%", 2: "0.0%"} {
		if got := length(share); got != want {
			t.Errorf("%v: %s", share, got)
		}
	}
	if got := length(math.NaN()); got != "0.0%" {
		t.Errorf("NaN: %s", got)
	}
}

// protectedFixture is the fixture as the public sees a protected dialogue.
func protectedFixture() *report.Result {
	r := fixture("azerbaijan", "armenia")
	r.Protected, r.Groups, r.Density, r.SideGroup, r.Explained, r.Priors = true, report.Groups{K: 1, Reason: report.GroupsWithheld}, nil, nil, nil, nil
	r.Counts.Participants, r.Counts.Placed, r.Counts.Votes = report.Withheld, report.Withheld, report.Withheld
	r.Counts.BySide = map[string]int{"azerbaijan": report.Withheld, "armenia": report.Withheld}
	for i := range r.Statements {
		s := &r.Statements[i]
		s.Withheld, s.Total, s.Certainty, s.Breakdown, s.Consensus, s.Groups, s.Representative = true, [3]*int{}, nil, nil, nil, nil, nil
		s.Sides = []report.SideFigure{
			{Side: "azerbaijan", Band: &report.Bands{Agree: [2]int{40, 60}, Disagree: [2]int{20, 40}, Pass: [2]int{0, 20}}},
			{Side: "armenia"},
		}
	}
	return r
}

// RULINGS R3: bands stand in for counts, as words and as a bar whose hatched
// part is where the share ends.
func TestBandsAreWordedAndDrawn(t *testing.T) {
	b := report.SideFigure{Band: &report.Bands{Agree: [2]int{40, 60}, Disagree: [2]int{20, 40}, Pass: [2]int{0, 20}}}
	w := newRow(locale.For(locale.English), party{Name: "Armenia"}, b, 0.5)
	want := bar{Agree: "40.0%", PassAt: "0.0%", Pass: "100.0%", DisagreeAt: "40.0%", Disagree: "20.0%", Majority: "50.0%"}
	if w.Note != "" || w.Bar != want || w.Agree != (amount{"agree", "40–60%", ""}) || w.Disagree.Number != "20–40%" || w.Pass.Number != "0–20%" {
		t.Errorf("%+v", w)
	}
	for l, want := range map[locale.Language]string{"az": "40–60%", "en": "40–60%", "hy": "40–60%", "ru": "40–60\u00a0%"} {
		if w := newRow(locale.For(l), party{}, b, 0.5); w.Agree.Number != want {
			t.Errorf("%s: %q, want %q", l, w.Agree.Number, want)
		}
	}
}

func TestPageOfAProtectedDialogue(t *testing.T) {
	for path, wants := range map[string][]string{
		"/": {"<dt>Votes</dt><dd>not shown</dd>", "<dt>Azerbaijan</dt><dd>not shown <small>of 120 who could vote</small></dd>",
			"<span>agree <b>40–60%</b></span>", "20 percentage points", "ends within the hatched part", "Opinion groups are not shown here.",
			"The map is not shown.", "Numbers not shown: too few votes."},
		"/statements/3": {"<td>40–60%</td><td>0–20%</td><td>20–40%</td>", "not shown</td>"},
		"/method":       {"Engine: parley-opinion/1"},
	} {
		page := body(t, protectedFixture(), path+"?lang=en")
		for _, want := range wants {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %q", path, want)
			}
		}
		for _, wrong := range []string{">-1", ">−1", "Some numbers are not shown", "fewer than 30", "Silhouette:", "No groups are claimed"} {
			if strings.Contains(page, wrong) {
				t.Errorf("%s: the page says %q", path, wrong)
			}
		}
	}
}

func TestPageOfALiveDialogue(t *testing.T) {
	page := body(t, report.Step(nil, fixture("armenia", "azerbaijan")), "/?lang=en")
	for _, want := range []string{"This dialogue goes on.", "<dt>People who voted</dt><dd>not shown</dd>", "The map is not shown.", `class="bar"`, "The thin line under a bar"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(page, "fewer than 30") || strings.Contains(page, "Some numbers are not shown") {
		t.Error("the page gives a wrong reason")
	}
}
