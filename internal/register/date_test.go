package register

import (
	"math"
	"strings"
	"testing"

	"parley/internal/fault"
)

func TestParseDate(t *testing.T) {
	const open, end = math.MinInt32, math.MaxInt32
	for _, c := range []struct {
		text        string
		first, last int
		precision   Precision
	}{
		{"1970-01-01", 0, 0, ToDay},
		{"1970-02", 31, 58, ToMonth},
		{"1972-02", 761, 789, ToMonth}, // a leap year
		{"1969", -365, -1, ToYear},
		{"197X", 0, 3651, ToDecade},
		{"1970~", 0, 364, ToYear},
		{"2024-02-29", 19782, 19782, ToDay},
		{"0001-01-01", -719162, -719162, ToDay},
		{"9999-12-31", 2932896, 2932896, ToDay},
		{"999X", 2929245, 2932896, ToDecade},
		{"1970/1971", 0, 729, Interval},
		{"1970-01-02/1970-01-02", 1, 1, Interval},
		{"1970-06/1970", 151, 364, Interval}, // it may end later in the year
		{"1970~/..", 0, end, Interval},
		{"../1969-12-31", open, -1, Interval},
		{"196X/197X", -3653, 3651, Interval},
	} {
		d, err := ParseDate(" " + c.text + "\n")
		if err != nil || string(d) != c.text {
			t.Errorf("%s: %q, %v", c.text, d, err)
			continue
		}
		first, last, ok := d.Span()
		if !ok || first != c.first || last != c.last || d.Precision() != c.precision || d.Approximate() != strings.Contains(c.text, "~") {
			t.Errorf("%s: %d to %d, %v, %q; want %d to %d, %q", c.text, first, last, ok, d.Precision(), c.first, c.last, c.precision)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, text := range []string{
		"", "~", "..", "/", "../..", "1988/", "/1988", "1988/1991/1992", "1991/1988", "1988-05-13/1988-05-12",
		"2023-02-30", "2023-02-29", "1900-02-29", "2023-04-31", "2023-13", "2023-00", "2023-05-00", "2023-05-32",
		"0000", "0000-05", "000X", "12345", "988", "1988-5", "1988-05-1", "-0001", "19XX", "193x", "1988?", "1988%", "~1988", "1988~~", "1988-05~-12",
		"12.05.1988", "1988-05-12T10:00", "1988-05-12/1988-02-30", "١٩٨٨", "1988\u200b", "1988 05",
	} {
		if d, err := ParseDate(text); fault.KindOf(err) != fault.Invalid || d != "" {
			t.Errorf("%q: %q, %v", text, d, err)
		}
		if p := Date(text).Precision(); p != "" {
			t.Errorf("%q is no date and has the precision %q", text, p)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"1988-05-12", "193X", "1988~/..", "../1991-03", "2023-02-30", "9999-12-31", "0001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDate(text)
		if err != nil {
			return
		}
		first, last, ok := d.Span()
		if !ok || last < first || d.Precision() == "" || len(d) > 23 {
			t.Fatalf("%q is taken as %q: %d to %d, %v, %q", text, d, first, last, ok, d.Precision())
		}
		if again, err := ParseDate(string(d)); err != nil || again != d {
			t.Fatalf("%q is %q once and %q twice, %v", text, d, again, err)
		}
	})
}
