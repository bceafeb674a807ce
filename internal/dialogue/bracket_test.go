package dialogue

import (
	"fmt"
	"strings"
	"testing"
)

// Alternatives name every side once, in any order (FORMS 4.2).
func TestBrackets(t *testing.T) {
	three := []SideID{"valley", "armenia", "azerbaijan"}
	for _, c := range []struct {
		text  string
		sides []SideID
		want  string // pieces
		key   string
	}{
		{"", both, "", ""},
		{"Plain, with [1] and [sic] | so.", both, "plain|", ""},
		{"The road [azerbaijan: opens | armenia: reopens] soon.", both, "plain|azerbaijan,armenia|plain|", ""},
		{"[armenia: a|azerbaijan:b]", both, "armenia,azerbaijan|", ""},
		{"[armenia: a: c | azerbaijan: b][1][azerbaijan: d | armenia: e]", both, "armenia,azerbaijan|plain|azerbaijan,armenia|", ""},
		{"[valley: a | azerbaijan: b | armenia: c]", three, "valley,azerbaijan,armenia|", ""},
		{"[armenia: a | azerbaijan: b]", three, "", "refusal.bracket_sides"},
		{"[armenia: a]", both, "", "refusal.bracket_sides"},
		{"[azerbaijan: a | azerbaijan: b]", both, "", "refusal.bracket_sides"},
		{"[azerbaijan: a | armenia: b | azerbaijan: c]", both, "", "refusal.bracket_sides"},
		{"[azerbaijan: a | elsewhere: b]", both, "", "refusal.bracket_sides"},
		{"[azerbaijan: a | armenia: ]", both, "", "refusal.bracket_sides"},
		{"[azerbaijan: a | armenia]", both, "", "refusal.bracket_sides"},
		{"[azerbaijan: a | armenia: b", both, "", "refusal.bracket_open"},
		{"[azerbaijan: a | armenia: [1] b]", both, "", "refusal.bracket_nested"},
		{"[azerbaijan: a | armenia: [azerbaijan: c | armenia: d]]", both, "", "refusal.bracket_nested"},
	} {
		pieces, err := Brackets(c.text, c.sides)
		wantKey(t, c.text, err, c.key)
		got := ""
		for _, p := range pieces {
			var names []string
			for _, a := range p.Alternatives {
				names = append(names, string(a.Side))
			}
			if len(names) == 0 {
				names = []string{"plain"}
			}
			got += strings.Join(names, ",") + "|"
		}
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
		printed := PrintBrackets(pieces)
		again, err := Brackets(printed, c.sides)
		if err != nil || fmt.Sprint(again) != fmt.Sprint(pieces) {
			t.Errorf("%q: printed %q, read again %v, %v", c.text, printed, again, err)
		}
	}
}

// Whatever is read prints to something that reads the same.
func FuzzBrackets(f *testing.F) {
	f.Add("The road [azerbaijan: opens | armenia: reopens] soon [1].")
	f.Add("[armenia: [x | azerbaijan: ]")
	f.Fuzz(func(t *testing.T, text string) {
		pieces, err := Brackets(text, both)
		if err != nil {
			return
		}
		printed := PrintBrackets(pieces)
		again, err := Brackets(printed, both)
		if err != nil || PrintBrackets(again) != printed {
			t.Errorf("%q: printed %q, then %q, %v", text, printed, PrintBrackets(again), err)
		}
	})
}
