package register

import (
	"reflect"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// in returns words in one language.
func in(l dialogue.Language, text string) dialogue.Writing {
	return dialogue.Writing{Original: l, Text: dialogue.Text{l: text}}
}

var hash = strings.Repeat("0a", 32)

// What is clean is tidy and in the order of the definition, whoever wrote it, and
// stays as it is.
func TestClean(t *testing.T) {
	d, _ := everything(t).Get("everything")
	for _, c := range []struct {
		field      string
		from, want Value
	}{
		{"name", Value{}, Value{}},
		{"name", Value{Texts: []dialogue.Writing{in("hy", " Վերին\n ջրհոր ")}}, Value{Texts: []dialogue.Writing{in("hy", "Վերին ջրհոր")}}},
		{"summary", Value{Texts: []dialogue.Writing{in("az", "Su\n\n\n\ntəmizdir ")}}, Value{Texts: []dialogue.Writing{in("az", "Su\n\ntəmizdir")}}},
		{"summary", Value{Texts: []dialogue.Writing{in("az", " \n ")}}, Value{}},
		{"aliases", Value{Texts: []dialogue.Writing{in("ru", "Верхний"), {}, in("en", "Upper"), in("ru", " Верхний")}},
			Value{Texts: []dialogue.Writing{in("ru", "Верхний"), in("en", "Upper")}}},
		{"opened", Value{Date: " 1988-05~ "}, Value{Date: "1988-05~"}},
		{"opened", Value{Date: " "}, Value{}},
		{"depth", Value{Number: &Number{Lower: "012.50", AsOf: "1990", Qualifier: in("en", " about ")}},
			Value{Number: &Number{Lower: "12.5", Unit: "metres", AsOf: "1990", Qualifier: in("en", "about")}}},
		{"depth", Value{Number: &Number{Lower: "9.0", Upper: "9"}}, Value{Number: &Number{Lower: "9", Unit: "metres"}}},
		{"depth", Value{Number: &Number{Lower: "9", Upper: "10"}}, Value{Number: &Number{Lower: "9", Upper: "10", Unit: "metres"}}},
		{"depth", Value{Number: &Number{Unit: "metres"}}, Value{}},
		{"pumps", Value{Number: &Number{Lower: "2", Unit: "litres"}}, Value{Number: &Number{Lower: "2", Unit: "litres"}}},
		{"uses", Value{Choices: []string{"school", "", "drinking", "school"}}, Value{Choices: []string{"drinking", "school"}}},
		{"region", Value{Choices: []string{" plain "}}, Value{Choices: []string{"plain"}}},
		{"notions", Value{Links: []Link{{Key: "aquifer"}, {}, {Key: "aquifer"}}}, Value{Links: []Link{{Key: "aquifer"}}}},
		{"partners", Value{Links: []Link{{Key: "b", Role: in("en", " funder ")}, {Key: " a "}, {Key: "b"}}},
			Value{Links: []Link{{Key: "b", Role: in("en", "funder")}, {Key: "a"}, {Key: "b"}}}},
		{"proof", Value{Evidence: []Evidence{{Kind: "press", Grade: "C"}, {What: in("en", "A map "), Kind: "document", Date: "1990", URL: " https://example.org/map ", Side: "armenia"}}},
			Value{Evidence: []Evidence{{What: in("en", "A map"), Kind: "document", Date: "1990", URL: "https://example.org/map", Side: "armenia"}}}},
		{"equipment", Value{Ticks: []Tick{{Item: "sign", State: "unknown"}, {Item: "pump"}, {Item: "cover", State: "yes", Note: in("az", "yeni")}}},
			Value{Ticks: []Tick{{Item: "cover", State: "yes", Note: in("az", "yeni")}, {Item: "sign", State: "unknown"}}}},
		{"papers", Value{Files: []File{{Name: " map.pdf ", SHA256: strings.ToUpper(hash), Size: 7, Origin: "scan"}, {Origin: "unknown"}}},
			Value{Files: []File{{Name: "map.pdf", SHA256: hash, Size: 7, Origin: "scan"}}}},
		{"agreed", Value{}, Value{}},
		{"rating", Value{}, Value{}},
	} {
		f, ok := d.Field(c.field)
		if !ok {
			t.Fatalf("there is no field %q", c.field)
		}
		got, err := d.Clean(f, c.from, []dialogue.SideID{"azerbaijan", "armenia"})
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, %v, want %+v", c.field, got, err, c.want)
		}
		if again, err := d.Clean(f, got, []dialogue.SideID{"armenia", "azerbaijan"}); err != nil || !reflect.DeepEqual(again, got) {
			t.Errorf("%s: once %+v, twice %+v, %v", c.field, got, again, err)
		}
	}
}

func TestCleanRefuses(t *testing.T) {
	d, _ := everything(t).Get("everything")
	seen := in("en", "Seen")
	many := make([]dialogue.Writing, MostValues+1)
	for i := range many {
		many[i] = in("en", strings.Repeat("a", 1+i%70)+strings.Repeat("b", i/70))
	}
	for _, c := range []struct {
		field, key string
		from       Value
	}{
		{"summary", "long", Value{Texts: []dialogue.Writing{in("en", strings.Repeat("a", 601))}}},
		{"summary", "text", Value{Texts: []dialogue.Writing{in("de", "Brunnen")}}},
		{"summary", "text", Value{Texts: []dialogue.Writing{in("en", "a\xff")}}},
		{"summary", "text", Value{Texts: []dialogue.Writing{{Original: "hy", Text: dialogue.Text{"en": "Well", "az": "Quyu"}}}}},
		{"summary", "one", Value{Texts: []dialogue.Writing{in("en", "a"), in("en", "b")}}},
		{"aliases", "many", Value{Texts: many}},
		{"summary", "other", Value{Texts: []dialogue.Writing{in("en", "a")}, Date: "1988"}},
		{"summary", "other", Value{Choices: []string{"dug"}}},
		{"agreed", "other", Value{Choices: []string{"all"}}},
		{"rating", "other", Value{Number: &Number{Lower: "4"}}},
		{"opened", "date", Value{Date: "2023-02-30"}},
		{"depth", "number", Value{Number: &Number{Lower: "1,500"}}},
		{"depth", "number", Value{Number: &Number{Upper: "5"}}},
		{"depth", "number", Value{Number: &Number{Lower: "1", Upper: "two"}}},
		{"depth", "range", Value{Number: &Number{Lower: "10", Upper: "9"}}},
		{"depth", "unit", Value{Number: &Number{Lower: "10", Unit: "litres"}}},
		{"pumps", "unit", Value{Number: &Number{Lower: "10", Unit: "a b"}}},
		{"depth", "date", Value{Number: &Number{Lower: "10", AsOf: "soon"}}},
		{"depth", "long", Value{Number: &Number{Lower: "10", Qualifier: in("en", strings.Repeat("a", 301))}}},
		{"kind", "option", Value{Choices: []string{"deep"}}},
		{"kind", "one", Value{Choices: []string{"dug", "drilled"}}},
		{"region", "option", Value{Choices: []string{"40.1,45.0"}}}, // never nearer than a region
		{"upstream", "one", Value{Links: []Link{{Key: "a"}, {Key: "b"}}}},
		{"upstream", "link", Value{Links: []Link{{Key: "../a"}}}},
		{"upstream", "link", Value{Links: []Link{{Role: seen}}}},
		{"proof", "evidence", Value{Evidence: []Evidence{{Kind: "press", URL: "https://example.org"}}}},
		{"proof", "kind", Value{Evidence: []Evidence{{What: seen, Kind: "rumour"}}}},
		{"proof", "grade", Value{Evidence: []Evidence{{What: seen, Kind: "press", Grade: "E"}}}},
		{"proof", "side", Value{Evidence: []Evidence{{What: seen, Kind: "press", Side: "elsewhere"}}}},
		{"proof", "date", Value{Evidence: []Evidence{{What: seen, Kind: "press", Date: "2023-13"}}}},
		{"proof", "url", Value{Evidence: []Evidence{{What: seen, Kind: "press", URL: "http://example.org"}}}},
		{"proof", "url", Value{Evidence: []Evidence{{What: seen, Kind: "press", URL: "https://who:word@example.org"}}}},
		{"proof", "url", Value{Evidence: []Evidence{{What: seen, Kind: "press", URL: "https:///path"}}}},
		{"proof", "url", Value{Evidence: []Evidence{{What: seen, Kind: "press", URL: "javascript:alert(1)"}}}},
		{"equipment", "option", Value{Ticks: []Tick{{Item: "rope", State: "yes"}}}},
		{"equipment", "tick", Value{Ticks: []Tick{{Item: "pump", State: "maybe"}}}},
		{"equipment", "tick", Value{Ticks: []Tick{{Item: "pump", Note: seen}}}},
		{"equipment", "twice", Value{Ticks: []Tick{{Item: "pump", State: "yes"}, {Item: "pump", State: "no"}}}},
		{"papers", "file", Value{Files: []File{{SHA256: hash, Origin: "scan"}}}},
		{"papers", "file", Value{Files: []File{{Name: "a", SHA256: hash, Size: -1, Origin: "scan"}}}},
		{"papers", "hash", Value{Files: []File{{Name: "a", SHA256: hash[2:], Origin: "scan"}}}},
		{"papers", "origin", Value{Files: []File{{Name: "a", SHA256: hash, Origin: "found"}}}},
		{"papers", "url", Value{Files: []File{{Name: "a", SHA256: hash, Origin: "scan", URL: "ftp://example.org"}}}},
	} {
		f, _ := d.Field(c.field)
		got, err := d.Clean(f, c.from, []dialogue.SideID{"armenia", "azerbaijan"})
		cause := fault.Of(err)
		if cause == nil || cause.Kind != fault.Invalid || cause.Key != "refusal.field_"+c.key || cause.Args[0] != "Field" || cause.Args[1] != c.field || !got.Empty() {
			t.Errorf("%s, %s: %+v, %v", c.field, c.key, got, err)
		}
	}
}

// The sides of evidence are those of the dialogue, however many and whatever they
// are called.
func TestCleanKnowsAnySides(t *testing.T) {
	d, _ := everything(t).Get("everything")
	f, _ := d.Field("proof")
	v := Value{Evidence: []Evidence{{What: in("en", "Seen"), Kind: "observation", Side: "upper-valley"}}}
	if _, err := d.Clean(f, v, []dialogue.SideID{"delta", "middle", "upper-valley"}); err != nil {
		t.Error(err)
	}
	if _, err := d.Clean(f, v, []dialogue.SideID{"delta", "middle"}); err == nil {
		t.Error("evidence of a side that does not take part is accepted")
	}
}

// What was given is not changed: it may be shown again with what is wrong.
func TestCleanLeavesWhatWasGiven(t *testing.T) {
	d, _ := everything(t).Get("everything")
	f, _ := d.Field("equipment")
	v := Value{Ticks: []Tick{{Item: "sign", State: "yes", Note: in("en", " new ")}, {Item: "cover", State: "no"}}}
	if _, err := d.Clean(f, v, nil); err != nil || v.Ticks[0].Item != "sign" || v.Ticks[0].Note.Text["en"] != " new " {
		t.Errorf("%+v, %v", v, err)
	}
}
