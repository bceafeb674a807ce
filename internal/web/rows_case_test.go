package web

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/casedata"
	"parley/internal/dialogue"
	"parley/internal/register"
)

// Words in every language and both Azerbaijani scripts find records, whatever their
// endings are: what people wrote, and what they chose.
func TestSearchInFourLanguages(t *testing.T) {
	s := rowsSite(t)
	for i, one := range []struct {
		language dialogue.Language
		text     string
		words    []string
	}{
		{"hy", "Գրադարանները բաց են ուսուցիչների համար", []string{"գրադարան", "գրադարանում", "ուսուցիչը", "ԳՐԱԴԱՐԱՆՆԵՐԸ"}},
		{"az", "Kitabxanalar müəllimlər üçün açıqdır", []string{"kitabxana", "kitabxanada", "müəllimin", "китабхана", "мүәллимләр", "KİTABXANALAR"}},
		{"ru", "Библиотеки открыты для учителей", []string{"библиотека", "библиотеке", "учителя", "БИБЛИОТЕКИ"}},
		{"en", "The libraries are open to teachers", []string{"library", "libraries", "teacher", "LIBRARIES"}},
	} {
		key := "library-" + string(one.language)
		s.write([]dialogue.SideID{"armenia", "azerbaijan"}[i%2], "initiatives", key, register.Public, map[string]register.Value{
			"name": {Texts: []dialogue.Writing{{Original: one.language, Text: dialogue.Text{one.language: one.text}}}}})
		for _, words := range one.words {
			hits, err := s.Node.SearchRegisters(t.Context(), anybody, words)
			s.must(err)
			var keys []string
			for _, hit := range hits {
				keys = append(keys, hit.Key)
			}
			if found := s.found("initiatives", register.Query{Words: words}); !slices.Contains(found, key) || !slices.Contains(keys, key) {
				t.Errorf("%q finds %v, and in all registers %v", words, found, keys)
			}
		}
	}
	// Records of the case are in English; what was chosen for them has every language.
	for field, all := range map[string][]string{
		"countries=ge":     {"Վրաստան", "Վրաստանում", "Gürcüstan", "Gürcüstanda", "Ҝүрҹүстан", "Грузия", "Грузии", "Georgia"},
		"themes=education": {"կրթություն", "կրթության", "təhsil", "təhsildə", "тәһсил", "образование", "образования", "education"},
	} {
		field, value, _ := strings.Cut(field, "=")
		chosen := s.found("initiatives", register.Query{Filters: map[string][]string{field: {value}}})
		for _, words := range all {
			found := s.found("initiatives", register.Query{Words: words})
			for _, key := range chosen {
				if !slices.Contains(found, key) {
					t.Errorf("%q does not find %s", words, key)
					break
				}
			}
		}
	}
}

// caseFiles are the lists of the reference case, by the register that takes them.
var caseFiles = map[register.Name]string{"works": "works", "periods": "periods", "organisations": "organisations", "initiatives": "initiatives", "events": "events",
	"cases": "cases", "indicators": "indicators", "discrepancies": "discrepancies", "commitments": "recommendations", "terms": "terms"}

// What is from the case says so: with sources, and no side's approval.
func TestCaseIsMarked(t *testing.T) {
	s := rowsSite(t)
	registers, err := s.Node.Registers(t.Context(), anybody)
	s.must(err)
	counts := map[register.Name]int{}
	for _, one := range registers {
		counts[one.Definition.Name] = one.Records
		_, all := s.all(anybody, one.Definition.Name)
		for _, r := range all {
			if r.Origin != register.FromCase || r.Approved || len(r.Sources) == 0 || r.Side != "" {
				t.Errorf("%s of %s is %+v", r.Key, r.Register, r)
			}
		}
	}
	for name, file := range caseFiles {
		data, err := casedata.Files.ReadFile(file + ".json")
		s.must(err)
		var records []json.RawMessage
		s.must(json.Unmarshal(data, &records))
		if counts[name] != len(records) {
			t.Errorf("%d %s, and the file has %d", counts[name], name, len(records))
		}
	}
	for name, want := range map[register.Name]int{"commitments": 163, "initiatives": 152, "organisations": 146, "events": 94, "terms": 58, "indicators": 45,
		"discrepancies": 33, "cases": 18, "periods": 8, "works": 5, "episodes": 4, "findings": 95 /* 17 questions, 77 findings, the study */} {
		if counts[name] != want {
			t.Errorf("%d %s, want %d", counts[name], name, want)
		}
	}
	// Of what the case does not have nothing is made up.
	for _, name := range []register.Name{"lessons", "outcomes", "imitation-checks", "reserve", "sidelined", "inquiries", "handovers", "futures", "notes", "yearly-reviews"} {
		if counts[name] != 0 {
			t.Errorf("%d %s from nowhere", counts[name], name)
		}
	}
	s.page("/registers/cases/cyprus").says("From public works; no side has approved this wording.")
	s.change("azerbaijan", "cases", "cyprus", map[string]register.Value{"note": inWords("Simulated note.")})
	if r := s.shown(anybody, "cases", "cyprus"); !r.Approved || r.Origin != register.FromCase {
		t.Errorf("once every side approved it, it is %+v", r.Record)
	}
}

var (
	addressed = regexp.MustCompile(`[\w.+-]+@[\w-]+\.\w+|\+\d[\d ()-]{7,}|\b(?:Mr|Mrs|Ms|Dr|Prof)\.? \p{Lu}`)
	surname   = regexp.MustCompile(`\b\p{Lu}\p{Ll}+(?:yan|ian|zade|oglu|ov|ova|ev|eva|sky)\b`)
	noSurname = regexp.MustCompile(`^(?:Armen|Azerbaijan|Caucas|Christ|Colomb|Georg|Humanitar|Iran|Osset|Russ)ian$|^Moldova$`)
)

// naming are the records of the case in which somebody is named besides the authors of
// its works: authors of others, and who held a public office or was given a public
// prize. There is no record of any of them.
var naming = []string{"discrepancies/margaryan", "events/palme-prize-1992", "findings/F07",
	"initiatives/analysts-works", "initiatives/fes-regional-conferences", "initiatives/volsky-proposals", "organisations/nk-special-committee"}

// The case has no record of a person, nobody's address, and no name but those of
// authors and of the public record.
func TestNoPersonInCase(t *testing.T) {
	s := rowsSite(t)
	authors := []string{}
	for _, d := range s.Node.Words().All() {
		for _, f := range d.Fields {
			if strings.Contains(f.Name, "person") || slices.Contains([]string{"participants", "email", "phone", "born"}, f.Name) {
				t.Errorf("%s has a field %s", d.Name, f.Name)
			}
		}
	}
	_, works := s.all(anybody, "works")
	for _, r := range works {
		for _, w := range r.Values["authors"].Texts {
			authors = append(authors, surname.FindAllString(w.Text["en"], -1)...)
		}
	}
	for _, d := range s.Node.Words().All() {
		_, all := s.all(anybody, d.Name)
		for _, r := range all {
			text, err := json.Marshal(r.Values)
			s.must(err)
			if got := addressed.FindString(string(text)); got != "" {
				t.Errorf("%s of %s has %q", r.Key, d.Name, got)
			}
			for _, name := range surname.FindAllString(string(text), -1) {
				if d.Name != "works" && !noSurname.MatchString(name) && !slices.Contains(authors, name) && !slices.Contains(naming, string(d.Name)+"/"+r.Key) {
					t.Errorf("%s of %s names %s", r.Key, d.Name, name)
				}
			}
		}
	}
}
