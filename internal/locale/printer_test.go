package locale

import (
	"math"
	"strings"
	"sync"
	"testing"
)

func TestPluralForms(t *testing.T) {
	for _, c := range []struct {
		l    Language
		n    int
		want string
	}{
		{Azerbaijani, 1, "1 nəfər"}, {Azerbaijani, 5, "5 nəfər"},
		{English, 0, "0 people"}, {English, 1, "1 person"}, {English, 21, "21 people"},
		{Armenian, 0, "0 մարդ"}, {Armenian, 1, "1 մարդ"}, {Armenian, 7, "7 մարդ"},
		{Russian, 1, "1 человек"}, {Russian, 3, "3 человека"}, {Russian, 5, "5 человек"},
		{Russian, 11, "11 человек"}, {Russian, 21, "21 человек"}, {Russian, 22, "22 человека"},
	} {
		if got := For(c.l).Count("figures.person", c.n); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.l, c.n, got, c.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		l                            Language
		number, percent, decimal, no string
	}{
		{Azerbaijani, "1.234.567", "81%", "0,34", "–"},
		{English, "1,234,567", "81%", "0.34", "–"},
		{Armenian, "1\u00a0234\u00a0567", "81%", "0,34", "–"},
		{Russian, "1\u00a0234\u00a0567", "81\u00a0%", "0,34", "–"},
	} {
		p := For(c.l)
		if got := p.Number(1234567); got != c.number {
			t.Errorf("%s number: %q", c.l, got)
		}
		if got := p.Percent(0.807); got != c.percent {
			t.Errorf("%s percent: %q", c.l, got)
		}
		if got := p.Decimal(0.341); got != c.decimal {
			t.Errorf("%s decimal: %q", c.l, got)
		}
		for _, x := range []float64{math.NaN(), math.Inf(1), -0.1} {
			if got := p.Percent(x); got != c.no {
				t.Errorf("%s percent of %v: %q", c.l, x, got)
			}
		}
		if got := p.Decimal(math.NaN()); got != c.no {
			t.Errorf("%s decimal of NaN: %q", c.l, got)
		}
	}
}

func TestTextPutsNumbersIn(t *testing.T) {
	got := For(Russian).Text("filter.found", "Count", 1500, "Total", 2000)
	if want := "Найдено утверждений: 1\u00a0500 из 2\u00a0000."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWhatIsNotGivenIsLeftEmpty(t *testing.T) {
	if got := For(English).Text("statement.author", "Nobody", "x"); got != "Written by: " {
		t.Errorf("%q", got)
	}
	if got := For(English).Text("no.such_key"); got != "[no.such_key]" {
		t.Errorf("%q", got)
	}
}

func TestSideNames(t *testing.T) {
	for l, want := range map[Language]string{
		Azerbaijani: "Azərbaycan Ermənistan", English: "Azerbaijan Armenia",
		Armenian: "Ադրբեջան Հայաստան", Russian: "Азербайджан Армения",
	} {
		p := For(l)
		if got := p.Side("azerbaijan") + " " + p.Side("armenia"); got != want {
			t.Errorf("%s: %q, want %q", l, got, want)
		}
		for _, id := range []string{"north", "", "Armenia", "warning.heading", "<b>"} {
			if got := p.Side(id); got != id {
				t.Errorf("%s: side %q shown as %q", l, id, got)
			}
		}
	}
}

func TestWarningWithoutMessageIsToldByItsCode(t *testing.T) {
	got := For(English).Warning("from_the_future", map[string]any{"count": 3})
	if !strings.Contains(got, "from_the_future") {
		t.Errorf("%q", got)
	}
}

func TestWarningArguments(t *testing.T) {
	for _, c := range []struct {
		code string
		args map[string]any
		want string
	}{
		{"members_without_votes", map[string]any{"participants": 1200}, "counts: 1,200."},
		{"members_without_votes", map[string]any{"participants": int64(3)}, "counts: 3."},
		{"members_without_votes", map[string]any{"participants": 3.0}, "counts: 3."},
		{"side_not_declared", map[string]any{"side": "azerbaijan"}, "Azerbaijan"},
		{"side_not_declared", map[string]any{"side": "north"}, "north"},
		{"sides_file_replaced", map[string]any{"by": "my.csv", "more": nil}, "my.csv"},
		{"sides_file_replaced", nil, "note: sides_file_replaced"},
	} {
		if got := For(English).Warning(c.code, c.args); !strings.Contains(got, c.want) {
			t.Errorf("%s %v: %q", c.code, c.args, got)
		}
	}
}

func TestLanguageNames(t *testing.T) {
	for _, c := range []struct {
		l         Language
		tag, want string
	}{
		{English, "hy", "Armenian"}, {Russian, "az", "азербайджанский"},
		{Armenian, "ru", "ռուսերեն"}, {Azerbaijani, "en", "ingilis"},
		{English, "hyw", "Armenian"}, {English, "not a tag", "not a tag"},
	} {
		if got := For(c.l).LanguageName(c.tag); got != c.want {
			t.Errorf("%s: %q is %q, want %q", c.l, c.tag, got, c.want)
		}
	}
}

func TestPrinterServesManyAtOnce(t *testing.T) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for n := range 200 {
				p := For(Languages()[n%4])
				if p.Count("figures.person", n) == "" || p.Text("site.kind") == "" || p.Percent(0.5) == "" {
					t.Error("empty text")
				}
			}
		})
	}
	wg.Wait()
}
