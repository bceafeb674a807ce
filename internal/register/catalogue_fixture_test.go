package register

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"parley/internal/dialogue"
)

// meetings is a register with everything by which records are found.
func meetings() *Definition {
	return leveled(&Definition{Name: "meetings", Level: Public, Start: Members, Approve: EverySide, Fields: []Field{
		{Name: "name", Type: Text, Is: "title", Required: true, Most: 200},
		{Name: "about", Type: Text, Most: 2000},
		{Name: "start", Type: DateType, Is: "start"},
		{Name: "end", Type: DateType, Is: "end"},
		{Name: "published", Type: DateType},
		{Name: "people", Type: NumberType},
		{Name: "track", Type: Choice, Many: true, Facet: true, Options: []Option{
			{Value: "track-2", Label: dialogue.Text{"en": "unofficial", "hy": "ոչ պաշտոնական", "az": "qeyri-rəsmi", "ru": "неофициальный"}},
			{Value: "track-1", Label: dialogue.Text{"en": "official", "hy": "պաշտոնական", "az": "rəsmi", "ru": "официальный"}},
		}},
		{Name: "country", Type: Place, Facet: true, Options: []Option{{Value: "ge"}, {Value: "am"}, {Value: "az"}}},
		{Name: "partners", Type: LinkType, To: "organisations", Many: true, Facet: true},
		{Name: "state", Type: Choice, PerSide: true, Facet: true, Scale: true, Options: []Option{{Value: "no"}, {Value: "partly"}, {Value: "yes"}}},
		{Name: "word", Type: Text, PerSide: true, Most: 200},
		{Name: "proof", Type: Proof},
		{Name: "agreed", Type: Computed, Facet: true, Compute: &Compute{Kind: Agreed, Of: "state"}},
	}})
}

// vocabulary has words of the four languages in several forms.
var vocabulary = strings.Fields(`Երևան Երևանում Երեւանից խաղաղություն խաղաղության փախստական փախստականների սահման սահմանին դպրոցներ
	Bakı Bakıda Bakı'dan qaçqın qaçqınların гачгынларын uşaq uşağı çörək çörəyi sülh sülhün sərhəd məktəblər
	мир мира граница границах беженцы беженцев соглашение соглашения
	peace refugee refugees border borders agreement negotiations school 1988 2020`)

func someWords(random *rand.Rand, n int) string {
	words := make([]string, 1+random.IntN(n))
	for i := range words {
		words[i] = vocabulary[random.IntN(len(vocabulary))]
	}
	return strings.Join(words, " ")
}

func someWriting(random *rand.Rand, n int) dialogue.Writing {
	languages := dialogue.Languages()
	w := dialogue.Writing{Original: languages[random.IntN(4)], Text: dialogue.Text{}}
	for _, l := range languages {
		if l != w.Original && random.IntN(2) == 0 {
			continue
		}
		w.Text[l] = someWords(random, n)
		if l != w.Original && random.IntN(2) == 0 {
			w.Approved = append(w.Approved, l)
		}
	}
	return w
}

func someDate(random *rand.Rand) Date {
	year := 1988 + random.IntN(38)
	switch random.IntN(6) {
	case 0:
		return Date(fmt.Sprintf("%d", year))
	case 1:
		return Date(fmt.Sprintf("%d-%02d", year, 1+random.IntN(12)))
	case 2:
		return Date(fmt.Sprintf("%d/..", year))
	case 3:
		return Date(fmt.Sprintf("%d/%d", year, year+random.IntN(5)))
	case 4:
		return Date(fmt.Sprintf("%dX", year/10))
	}
	return Date(fmt.Sprintf("%d-%02d-%02d", year, 1+random.IntN(12), 1+random.IntN(28)))
}

// someRecord returns a record of meetings of any kind.
func someRecord(random *rand.Rand, id ID) Record {
	values := map[string]Value{"name": {Texts: []dialogue.Writing{someWriting(random, 4)}}}
	sometimes := func(name string, value func() Value) {
		if random.IntN(3) > 0 {
			values[name] = value()
		}
	}
	date := func() Value { return Value{Date: someDate(random)} }
	sometimes("about", func() Value { return Value{Texts: []dialogue.Writing{someWriting(random, 20)}} })
	sometimes("start", date)
	sometimes("end", date)
	sometimes("published", date)
	sometimes("people", func() Value { return Value{Number: &Number{Lower: Decimal(fmt.Sprint(random.IntN(50) - 5))}} })
	sometimes("track", func() Value {
		return Value{Choices: [][]string{{"track-1"}, {"track-2"}, {"track-2", "track-1"}}[random.IntN(3)]}
	})
	sometimes("country", func() Value { return one([]string{"am", "az", "ge"}[random.IntN(3)]) })
	sometimes("partners", func() Value {
		v := Value{}
		for range 1 + random.IntN(3) {
			v.Links = append(v.Links, Link{Key: fmt.Sprintf("organisation-%d", random.IntN(6)), Role: someWriting(random, 2)})
		}
		return v
	})
	sometimes("proof", func() Value { return Value{Evidence: []Evidence{{What: someWriting(random, 5)}}} })
	sometimes("agreed", func() Value { return one([]string{"disputed", "yes", "no"}[random.IntN(3)]) })
	r := Record{ID: id, Register: "meetings", Key: fmt.Sprintf("m-%d", id), Version: 1, State: Kept, Level: Public, Values: values,
		Changed: dialogue.Day(20_000 + random.IntN(10)), Origin: []string{"", FromCase}[random.IntN(2)]}
	for _, side := range twoSides {
		if random.IntN(2) == 0 {
			continue
		}
		if r.Columns == nil {
			r.Columns = map[dialogue.SideID]map[string]Value{}
		}
		r.Columns[side] = map[string]Value{"state": one([]string{"no", "partly", "yes"}[random.IntN(3)]),
			"word": {Texts: []dialogue.Writing{someWriting(random, 8)}}}
	}
	if random.IntN(8) == 0 {
		r.State, r.Values, r.Pending = Draft, nil, &Change{Values: values}
	}
	if random.IntN(4) == 0 {
		r.Replies = []Reply{{Words: someWriting(random, 4)}}
		r.Sources = []dialogue.Source{{Work: someWords(random, 3), Section: someWords(random, 2)}}
	}
	return r
}

func someQuery(random *rand.Rand) Query {
	q := Query{Page: random.IntN(3), Size: 1 + random.IntN(12), Language: dialogue.Languages()[random.IntN(4)], Filters: map[string][]string{}}
	if random.IntN(2) == 0 {
		q.Words = someWords(random, 2)
		if letters := []rune(q.Words); random.IntN(2) == 0 {
			q.Words = string(letters[:1+random.IntN(len(letters))])
		}
	}
	for name, values := range map[string][]string{
		"track": {"track-1", "track-2", "nothing"}, "country": {"am", "az", "ge"}, "state": {"no", "yes"}, "agreed": {"yes", "disputed"},
		"partners": {"organisation-0", "organisation-5", "organisation-9"}, ".state": {"draft", "kept"}, ".origin": {"", FromCase}, "about": {"peace"},
	} {
		if random.IntN(10) == 0 {
			q.Filters[name] = values[:1+random.IntN(len(values))]
		}
	}
	if random.IntN(4) == 0 {
		q.From = someDate(random)
	}
	if random.IntN(4) == 0 {
		q.To = someDate(random)
	}
	q.Sort = []string{"", "-", "name", "-name", "start", "-start", "people", "-people", "track", "-state", "agreed", "partners", "unknown"}[random.IntN(13)]
	return q
}
