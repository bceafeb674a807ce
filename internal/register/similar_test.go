package register

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"parley/internal/dialogue"
)

// initiatives are those of the reference case, as records.
func initiatives(t *testing.T) (*Definition, []Record) {
	t.Helper()
	b, err := os.ReadFile("../../casedata/initiatives.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []struct {
		ID, Name, Kind, What, Outcome, Caution string
		Themes                                 []string
	}
	if err := json.Unmarshal(b, &all); err != nil {
		t.Fatal(err)
	}
	words := func(en, hy, az, ru string) dialogue.Text {
		return dialogue.Text{"en": en, "hy": hy, "az": az, "ru": ru}
	}
	d := &Definition{Name: "initiatives", Fields: []Field{
		{Name: "name", Type: Text, Is: "title"}, {Name: "what", Type: Text, Is: "summary"}, {Name: "outcome", Type: Text},
		{Name: "kind", Type: Choice, Options: []Option{{"culture", words("Culture", "Մշակույթ", "Mədəniyyət", "Культура")}}},
		{Name: "themes", Type: Choice, Many: true, Options: []Option{
			{"film", words("Film", "Կինո", "Kino", "Кино")}, {"public-space", words("Public space", "Հանրային տարածք", "İctimai məkan", "Общественное пространство")},
		}},
	}}
	var records []Record
	for _, i := range all {
		records = append(records, keptOf(i.ID, map[string]Value{
			"name": say(i.Name), "what": say(i.What), "outcome": say(i.Outcome), "kind": one(i.Kind), "themes": {Choices: i.Themes},
		}))
	}
	return d, records
}

// S64: a plan in plain words finds the film festival of 2010, in any of the languages.
func TestS64_ShockMethodIsFoundFromAPlanInPlainWords(t *testing.T) {
	d, all := initiatives(t)
	for _, p := range []Plan{
		{Words: "We want to show films from the other side in our city, at a public festival"},
		{Words: "Ուզում ենք մեր քաղաքում ցուցադրել մյուս կողմի կինոն հանրային տարածքում, մշակույթ"},
		{Words: "Şəhərimizdə o biri tərəfin kinosunu ictimai məkanda göstərmək istəyirik, mədəniyyət"},
		{Words: "Хотим показать кино другой стороны в общественном пространстве, культура"},
		{Choices: map[string][]string{"kind": {"culture"}, "themes": {"film", "public-space"}}},
	} {
		found := d.Similar(p, all, 5)
		at := slices.IndexFunc(found, func(m Match) bool { return all[m.Record].Key == "azerbaijani-film-festival" })
		if at < 0 {
			for _, m := range found {
				t.Logf("%s %d %v %v", all[m.Record].Key, m.Score, m.Words, m.Options)
			}
			t.Errorf("%q %v: not among the first five", p.Words, p.Choices)
			continue
		}
		if len(found[at].Words)+len(found[at].Options) == 0 {
			t.Errorf("%q: nobody says why", p.Words)
		}
	}
}

// How like a record is depends on itself alone (R5): other records change nothing.
func TestSimilarKnowsNothingOfOtherRecords(t *testing.T) {
	d, all := initiatives(t)
	plan := Plan{Words: "a festival of films and a joint school for journalists"}
	scores := map[string]int{}
	for _, m := range d.Similar(plan, all, len(all)) {
		scores[all[m.Record].Key] = m.Score
	}
	for _, m := range d.Similar(plan, all[:40], len(all)) {
		if scores[all[m.Record].Key] != m.Score {
			t.Errorf("%s: %d among all, %d among some", all[m.Record].Key, scores[all[m.Record].Key], m.Score)
		}
	}
	for _, words := range []string{"", "and the of", "և որ", "və ilə", "и что"} {
		if found := d.Similar(Plan{Words: words}, all, 5); len(found) > 0 {
			t.Errorf("%q finds %+v", words, found[0])
		}
	}
}
