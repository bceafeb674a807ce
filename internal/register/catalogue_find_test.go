package register

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// meeting returns a record with a title in one language and what else is given.
func meeting(id ID, l dialogue.Language, title string, values map[string]Value) Record {
	r := Record{ID: id, Register: "meetings", Key: fmt.Sprintf("m-%d", id), State: Kept, Level: Public, Changed: today,
		Values: map[string]Value{"name": {Texts: []dialogue.Writing{{Original: l, Text: dialogue.Text{l: title}}}}}}
	for name, v := range values {
		r.Values[name] = v
	}
	return r
}

func catalogueOf(records ...Record) *Catalogue {
	c := NewCatalogue(meetings())
	for _, r := range records {
		c.Put(r)
	}
	return c
}

func TestSearchInFourLanguages(t *testing.T) {
	c := catalogueOf(
		meeting(1, "az", "Bakıda uşaqların görüşü", nil),
		meeting(2, "hy", "Փախստականների հանդիպումը Երևանում", nil),
		meeting(3, "az", "Гачгынларын мәктубу", nil),
		meeting(4, "ru", "Встречи беженцев", map[string]Value{"track": one("track-2")}),
		meeting(5, "en", "Refugees and borders", map[string]Value{"about": say("a school in Yerevan")}),
	)
	for words, want := range map[string][]ID{
		"bakı":              {1},
		"Bakı'dan":          {1},
		"uşağı":             {1},
		"երեւան":            {2},
		"փախստական Երևանից": {2},
		"qaçqınlar məktub":  {3},
		"встреча":           {4},
		"qeyri-rəsmi":       {4}, // the label of what was chosen
		"ոչ պաշտոնական":     {4},
		"refugee border":    {5},
		"refugee schools":   {5},
		"refugee bakı":      nil,
		"bord":              {5}, // the last word is half typed
		"bord refugee":      nil, // only the last
		"bo":                nil, // too short for a beginning
		"m-3":               {3},
		"…":                 nil,
		"":                  nil,
	} {
		if got := c.Search(words, 10); !slices.Equal(got, want) {
			t.Errorf("Search(%q): %v, want %v", words, got, want)
		}
	}
}

func TestSearchReadsWhatAReaderReads(t *testing.T) {
	r := meeting(1, "en", "Title", map[string]Value{
		"about": {Texts: []dialogue.Writing{{Original: "en", Text: dialogue.Text{"en": "original", "ru": "утверждено", "az": "yoxlanmamış"},
			Approved: []dialogue.Language{"ru"}}}},
		"partners": {Links: []Link{{Key: "organisation-1", Role: dialogue.Writing{Original: "en", Text: dialogue.Text{"en": "cofounder"}}}}},
		"proof":    {Evidence: []Evidence{{What: dialogue.Writing{Original: "hy", Text: dialogue.Text{"hy": "արձանագրություն"}}}}},
	})
	r.Past = []Past{{Values: map[string]Value{"about": say("formerly")}}}
	c := catalogueOf(r)
	for words, found := range map[string]bool{"original": true, "утверждено": true, "cofounder": false, "արձանագրությունը": true,
		"yoxlanmamış": false, "formerly": false} {
		if got := c.Search(words, 1); (len(got) == 1) != found {
			t.Errorf("Search(%q): %v", words, got)
		}
	}
}

// R5: the order says nothing of how often a word is used, by whomever.
func TestSearchOrdersByTitleDayAndKey(t *testing.T) {
	about := func(text string) map[string]Value { return map[string]Value{"about": say(text)} }
	often := meeting(1, "en", "Other", about(strings.Repeat("peace ", 50)))
	newer := meeting(2, "en", "Other", about("peace"))
	newer.Changed = today + 1
	titled := meeting(3, "en", "Peace", nil)
	titled.Changed = today - 5
	same := meeting(4, "en", "Another", about("peace"))
	c := catalogueOf(often, same, newer, titled)
	if got, want := c.Search("peace", 10), []ID{3, 2, 1, 4}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := c.Search("peace", 2); !slices.Equal(got, []ID{3, 2}) {
		t.Errorf("two at most: %v", got)
	}
}

func TestFacetsCountWithoutTheirOwnFilter(t *testing.T) {
	c := catalogueOf(
		meeting(1, "en", "a", map[string]Value{"track": one("track-1"), "country": one("am")}),
		meeting(2, "en", "b", map[string]Value{"track": one("track-2"), "country": one("az")}),
		meeting(3, "en", "c", map[string]Value{"track": one("track-2"), "country": one("ge")}),
	)
	f := c.Find(Query{Filters: map[string][]string{"track": {"track-2"}, "country": {"az"}}, Size: 10})
	want := []Facet{
		{"track", []ValueCount{{"track-2", 1}}},
		{"country", []ValueCount{{"ge", 1}, {"az", 1}}}, // in the order of the options
		{"partners", nil}, {"state", nil}, {"agreed", nil},
	}
	if f.Total != 1 || !slices.Equal(f.IDs, []ID{2}) || !reflect.DeepEqual(f.Facets, want) {
		t.Errorf("%+v, want %+v", f, want)
	}
	f = c.Find(Query{Filters: map[string][]string{"country": {"nowhere"}}, Size: 10})
	if want := []ValueCount{{"ge", 1}, {"am", 1}, {"az", 1}, {"nowhere", 0}}; f.Total != 0 || !slices.Equal(f.Facets[1].Counts, want) {
		t.Errorf("what was asked for stays in the facet: %+v", f)
	}
}

func TestDatesReachIntoTheRange(t *testing.T) {
	date := func(d Date) Value { return Value{Date: d} }
	c := catalogueOf(
		meeting(1, "en", "a", map[string]Value{"start": date("1992"), "end": date("1994-05")}),
		meeting(2, "en", "b", map[string]Value{"start": date("1998/..")}),
		meeting(3, "en", "c", map[string]Value{"published": date("199X")}),
		meeting(4, "en", "d", map[string]Value{"start": date("1988"), "published": date("2001")}), // published is neither start nor end
		meeting(5, "en", "e", nil),
	)
	for _, q := range []struct {
		from, to Date
		want     []ID
	}{
		{"", "", []ID{1, 2, 3, 4, 5}},
		{"1993", "1993", []ID{1, 3}},
		{"1994-06", "1994-06", []ID{3}},
		{"2001", "", []ID{2}},
		{"", "1989", []ID{4}},
		{"2024-02-01", "2024-02-29", []ID{2}},
	} {
		if got := c.Find(Query{From: q.from, To: q.to, Size: 10}).IDs; !slices.Equal(got, q.want) {
			t.Errorf("from %q to %q: %v, want %v", q.from, q.to, got, q.want)
		}
	}
}

func TestTitlesSortAsReadersSort(t *testing.T) {
	c := catalogueOf(
		meeting(1, "az", "Zaqatala", nil), meeting(2, "az", "Əli", nil), meeting(3, "az", "Elm", nil), meeting(4, "az", "Fərəh", nil),
		meeting(5, "en", "Article 10", nil), meeting(6, "en", "article 2", nil),
	)
	if got, want := c.Find(Query{Language: "az", Size: 10}).IDs, []ID{6, 5, 3, 2, 4, 1}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got, want := c.Find(Query{Language: "az", Size: 2, Page: 1, Sort: "-name"}).IDs, []ID{2, 3}; !slices.Equal(got, want) {
		t.Errorf("backwards, second page: %v, want %v", got, want)
	}
	if f := c.Find(Query{Page: 1 << 60, Size: 10}); f.Total != 6 || f.IDs != nil {
		t.Errorf("far behind the last page: %+v", f)
	}
}

// C10: what was taken out leaves no trace, not even in the words that are known.
func TestWhatIsGoneLeavesNoTrace(t *testing.T) {
	never, ever := catalogueOf(), catalogueOf()
	for id := range ID(300) {
		r := meeting(id+1, "en", fmt.Sprintf("meeting number %d", id), map[string]Value{"country": one("am")})
		hidden := meeting(id+1001, "en", fmt.Sprintf("hidden number %d secret%d", id, id),
			map[string]Value{"country": one("az"), "partners": {Links: []Link{{Key: fmt.Sprintf("hidden-%d", id)}}}})
		never.Put(r)
		ever.Put(hidden)
		ever.Put(r)
		ever.Remove(hidden.ID)
	}
	for _, q := range []Query{{Size: 200}, {Words: "number", Size: 200}, {Words: "hid", Size: 9}, {Words: "secret7", Size: 9}} {
		if a, b := never.Find(q), ever.Find(q); !reflect.DeepEqual(a, b) {
			t.Errorf("%+v: %+v, and %+v", q, a, b)
		}
	}
	if _, ok := ever.Title("m-1001"); ok || ever.Linked("partners", "hidden-1") != nil {
		t.Error("what is gone can be linked to")
	}
	ever.compact()
	never.compact()
	if len(ever.texts.terms) != len(never.texts.terms) || len(ever.columns["partners"].values) != 0 || len(ever.entries) != 300 {
		t.Errorf("%d terms, %d without what is gone", len(ever.texts.terms), len(never.texts.terms))
	}
}

func TestReplacingKeepsMemoryBounded(t *testing.T) {
	c := catalogueOf()
	for i := range 20_000 {
		c.Put(meeting(ID(1+i%50), "en", fmt.Sprintf("title%d", i), nil))
		c.Find(Query{Language: "hy", Size: 1})
	}
	if len(c.entries) > 200 || len(c.texts.terms) > 800 || c.Len() != 50 {
		t.Errorf("50 records take %d places and %d terms", len(c.entries), len(c.texts.terms))
	}
}

func TestTitleAndByID(t *testing.T) {
	c := catalogueOf(meeting(7, "hy", "Հանդիպում", nil))
	byKey, ok := c.Title("m-7")
	byID, also := c.ByID(7)
	if !ok || !also || !reflect.DeepEqual(byKey, byID) || byKey.Register != "meetings" || byKey.Words.Text["hy"] != "Հանդիպում" {
		t.Errorf("%+v, %+v", byKey, byID)
	}
	if _, ok := c.ByID(8); ok {
		t.Error("a title of a record that is not there")
	}
	c.Put(meeting(7, "hy", "Նոր", nil))
	if title, _ := c.Title("m-7"); title.Words.Text["hy"] != "Նոր" || c.Len() != 1 {
		t.Errorf("replaced: %+v", title)
	}
}
