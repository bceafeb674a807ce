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
