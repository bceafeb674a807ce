package exchange

import (
	"bytes"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// words is a name in every language, for definitions in tests.
func words(s string) dialogue.Text {
	return dialogue.Text{"az": s + " az", "en": s, "hy": s + " hy", "ru": s + " ru"}
}

func optionsOf(values ...string) (all []register.Option) {
	for _, v := range values {
		all = append(all, register.Option{Value: v, Label: words(v)})
	}
	return all
}

var twoSides = []dialogue.SideID{"azerbaijan", "armenia"}

// initiatives is a register with a field of every type.
func initiatives() *register.Definition {
	d := &register.Definition{
		Name: "initiatives", Title: words("Initiatives"), About: words("What was tried."), Group: "memory",
		Level: register.Public, Start: register.Members, Approve: register.EverySide,
		Fields: []register.Field{
			{Name: "name", Type: register.Text, Is: "title", Required: true, Most: 200, HXL: "#activity+name"},
			{Name: "lessons", Type: register.Text, Many: true, Most: 500, HXL: "#meta+lesson"},
			{Name: "what", Type: register.Text, Is: "summary", Most: 2000},
			{Name: "start", Type: register.DateType, Is: "start", HXL: "#date+start"},
			{Name: "end", Type: register.DateType, Is: "end", HXL: "#date+end"},
			{Name: "cost", Type: register.NumberType, HXL: "#value"},
			{Name: "tracks", Type: register.Choice, Many: true, Facet: true, Options: optionsOf("track-1", "track-1.5", "track-2")},
			{Name: "state", Type: register.Choice, Is: "status", Options: optionsOf("planned", "ongoing", "ended")},
			{Name: "countries", Type: register.Place, Many: true, Is: "country", Options: optionsOf("AZ", "AM", "GE", "NK")},
			{Name: "terms", Type: register.Term, Many: true},
			{Name: "partners", Type: register.LinkType, To: "organisations", Many: true, Is: "partner", HXL: "#org"},
			{Name: "follows", Type: register.LinkType, To: "initiatives", Many: true},
			{Name: "proof", Type: register.Proof},
			{Name: "site", Type: register.Proof, Is: "web"},
			{Name: "checks", Type: register.Checklist, Options: optionsOf("safe", "consent")},
			{Name: "papers", Type: register.FileType, Many: true},
			{Name: "done", Type: register.Choice, PerSide: true, Scale: true, Options: optionsOf("no", "begun", "partly", "yes"), HXL: "#status"},
			{Name: "view", Type: register.Text, PerSide: true, Most: 500},
			{Name: "agreed", Type: register.Computed, Compute: &register.Compute{Kind: register.Agreed, Of: "done"}},
			{Name: "links", Type: register.Computed, Compute: &register.Compute{Kind: register.Count}},
		},
	}
	for i := range d.Fields {
		d.Fields[i].Level, d.Fields[i].Label = register.Public, words(d.Fields[i].Name)
	}
	return d
}

// everything is there, as far as links are concerned.
func everything(register.Name, string) bool { return true }

// saying returns words in English.
func saying(text string) dialogue.Writing {
	return dialogue.Writing{Original: "en", Text: dialogue.Text{"en": text}}
}

// festival is a simulated record in which much is said.
func festival() RegisterRow {
	return RegisterRow{
		Record: register.Record{
			ID: 7, Register: "initiatives", Key: "festival", Version: 3, State: register.Kept, Level: register.Public, Origin: register.Simulated, Approved: true,
			Values: map[string]register.Value{
				"name":  {Texts: []dialogue.Writing{{Original: "hy", Text: dialogue.Text{"hy": "Փառատոն", "en": "Festival; of \"films\""}, Approved: []dialogue.Language{"en"}}}},
				"what":  {Texts: []dialogue.Writing{saying("Two lines\nand =one")}},
				"start": {Date: "2010-11"},
				"end":   {Date: "2010-11-12"},
				"cost":  {Number: &register.Number{Lower: "-12.5", Upper: "40", Unit: "usd", Qualifier: saying("roughly | so"), AsOf: "2011"}},
				"state": {Choices: []string{"ended"}}, "countries": {Choices: []string{"AZ", "AM", "NK"}}, "tracks": {Choices: []string{"track-1.5", "track-2"}},
				"partners": {Links: []register.Link{{Key: "film-club", Role: saying("partner")}, {Key: "fund", Role: saying("donor")},
					{Key: "undisclosed-partners"}, {Key: "hidden-club"}}},
				"proof":  {Evidence: []register.Evidence{{What: saying("A; b | c"), Kind: "press", Grade: "C", Date: "2010-11-13", Side: "armenia", URL: "https://a.example/x"}}},
				"site":   {Evidence: []register.Evidence{{What: saying("Page"), Kind: "document", URL: "https://festival.example/"}}},
				"checks": {Ticks: []register.Tick{{Item: "safe", State: "no", Note: saying("note")}, {Item: "consent", State: "yes"}}},
				"papers": {Files: []register.File{{Name: "plan: a;b.pdf", SHA256: strings.Repeat("ab", 32), Size: 12, Origin: "scan"}}},
			},
			Columns: map[dialogue.SideID]map[string]register.Value{
				"azerbaijan": {"done": {Choices: []string{"partly"}}, "view": {Texts: []dialogue.Writing{saying("@first")}}},
				"armenia":    {"done": {Choices: []string{"no"}}},
			},
			Sources: []dialogue.Source{{Work: "Simulated work", Section: "One; two", URL: "https://b.example/"}, {Work: "Another"}},
			Made:    20000, Changed: 20001,
		},
		Computed: map[string]register.Value{"agreed": {Choices: []string{"disputed"}}, "links": {Number: &register.Number{Lower: "3", Upper: "5"}}},
	}
}

func csvOf(t testing.TB, d *register.Definition, sides []dialogue.SideID, rows iter.Seq[RegisterRow]) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := RegisterCSV(&out, d, sides, rows); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// rowOf makes a record of an imported row, with what the file says of it.
func rowOf(in ImportedRow, computed map[string]register.Value) RegisterRow {
	m := in.Marks
	return RegisterRow{register.Record{Register: "initiatives", Key: in.Key, Level: in.Level, Values: in.Values, Columns: in.Columns, Sources: in.Sources,
		Version: m.Version, State: m.State, Side: m.Side, Origin: m.Origin, Approved: m.Approved}, computed}
}

// strange are pieces of text that separators, quotes and spreadsheets stumble over.
var strange = []string{"a", "\"", "'", ",", ";", "; ", "|", " | ", "\\", "\\;", "\n", "\n\n", "=1+1", "+", "-", "@", "-5", "#x", ":", "en: ", "שלום", "مرحبا", "🎬", "👩‍👩‍👧", "Փառատոն", "ə", "ё", "\t", " ", "0", "1.5", "＝"}

func strangeText(rng *rand.Rand) string {
	var s strings.Builder
	for range 1 + rng.IntN(6) {
		s.WriteString(strange[rng.IntN(len(strange))])
	}
	return s.String()
}

// strangeWords returns words in up to three languages, all of them shown.
func strangeWords(rng *rand.Rand) dialogue.Writing {
	w := dialogue.Writing{Text: dialogue.Text{}}
	for range 1 + rng.IntN(3) {
		w.Original = dialogue.Languages()[rng.IntN(4)]
		w.Text[w.Original] = strangeText(rng) + "x"
	}
	return allApproved(w)
}

// strangeRow returns a random record of initiatives, as it would be kept.
func strangeRow(t testing.TB, d *register.Definition, rng *rand.Rand, key string) RegisterRow {
	many := func() (all []dialogue.Writing) {
		for range rng.IntN(4) {
			all = append(all, strangeWords(rng))
		}
		return all
	}
	row := RegisterRow{Record: register.Record{Register: d.Name, Key: key, Version: rng.IntN(9), State: register.Kept, Level: register.Members,
		Sources: []dialogue.Source{{Work: strings.TrimSpace(strangeText(rng) + "w"), Section: strings.TrimSpace(strangeText(rng))}}}}
	values := map[string]register.Value{
		"name": {Texts: []dialogue.Writing{strangeWords(rng)}}, "lessons": {Texts: many()}, "what": {Texts: many()[:0]},
		"start": {Date: "1988"}, "cost": {Number: &register.Number{Lower: register.Decimal(fmt.Sprint(rng.IntN(9) - 4)), Qualifier: strangeWords(rng)}},
		"partners": {Links: []register.Link{{Key: "club", Role: strangeWords(rng)}, {Key: "a.b-c"}}},
		"proof":    {Evidence: []register.Evidence{{What: strangeWords(rng), Kind: "press", Grade: "B"}, {What: strangeWords(rng), Kind: "study", Grade: "A"}}},
		"checks":   {Ticks: []register.Tick{{Item: "safe", State: "unknown", Note: strangeWords(rng)}}},
		"tracks":   {Choices: []string{"track-1", "track-2"}},
	}
	row.Values = cleaned(t, d, values)
	row.Columns = map[dialogue.SideID]map[string]register.Value{twoSides[rng.IntN(2)]: cleaned(t, d, map[string]register.Value{
		"done": {Choices: []string{"begun"}}, "view": {Texts: []dialogue.Writing{strangeWords(rng)}}})}
	row.Computed = map[string]register.Value{"agreed": {Choices: []string{"begun"}}}
	return row
}

func cleaned(t testing.TB, d *register.Definition, values map[string]register.Value) map[string]register.Value {
	out := map[string]register.Value{}
	for name, v := range values {
		f, _ := d.Field(name)
		v, err := d.Clean(f, v, twoSides)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !v.Empty() {
			out[name] = v
		}
	}
	return out
}

func only(rows ...RegisterRow) iter.Seq[RegisterRow] { return slices.Values(rows) }
