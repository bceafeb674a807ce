package exchange

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"parley/casedata"
	"parley/internal/dialogue"
)

// caseFiles returns the files of the reference case, to be changed.
func caseFiles(t testing.TB) memory {
	t.Helper()
	m := memory{}
	for _, name := range []string{caseWorks, casePerspectives, caseRecommendations, caseTerms, caseDiscrepancies} {
		data, err := casedata.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		m[name] = data
	}
	return m
}

func TestBadCases(t *testing.T) {
	for _, c := range []struct {
		name, file, old, new string
		want                 string // in the error
	}{
		{"broken", casePerspectives, "[", "[[", "perspectives.json"},
		{"cut off", caseRecommendations, "R4-06", "R4-06\x00", "recommendations.json"},
		{"no list", caseTerms, "[", `{"a":[`, "terms.json"},
		{"answers nothing", casePerspectives, `"responds_to": "trust.am.1"`, `"responds_to": "trust.am.9"`, "perspectives.json (trust.az.1)"},
		{"answers itself", casePerspectives, `"responds_to": "trust.am.1"`, `"responds_to": "trust.az.1"`, "perspectives.json (trust.az.1)"},
		{"answers another issue", casePerspectives, `"responds_to": "trust.am.1"`, `"responds_to": "detainees.am.1"`, "perspectives.json (trust.az.1)"},
		{"unknown work", casePerspectives, `"work": "mammadova-2024"`, `"work": "nobody-2024"`, "perspectives.json (interim-agreement)"},
		{"unknown work of a recommendation", caseRecommendations, `"work": "aliyev-nd"`, `"work": "nobody"`, "recommendations.json (R4-01)"},
		{"claim twice", casePerspectives, `"trust.az.1"`, `"trust.am.1"`, "perspectives.json (trust.am.1)"},
		{"misspelt field", casePerspectives, `"intra_side"`, `"intraside"`, "perspectives.json (washington-meeting)"},
		{"field in other letters", casePerspectives, `"azerbaijani"`, `"Azerbaijani"`, "perspectives.json (washington-meeting)"},
		{"unknown basis", casePerspectives, "stated as agreed by both sides", "agreed by all", "perspectives.json (washington-meeting)"},
		{"joint from elsewhere", casePerspectives, `"work": "links-2025"`, `"work": "ypc-2025"`, "perspectives.json (washington-meeting)"},
		{"unknown kind", casePerspectives, "cross_source", "cross", "perspectives.json (donors)"},
		{"a voice of nobody", casePerspectives, `"armenian": "Twenty Armenian respondents of the YPC study",`, ``, "perspectives.json (donors)"},
		{"empty words", casePerspectives, "Brussels and Washington must stay engaged, monitoring and contributing.", " ", "perspectives.json (eu-us.joint.2)"},
		{"invisible words", casePerspectives, "Position is ambivalent.", `Position\u202eis ambivalent.`, "perspectives.json (russia.joint.1)"},
		{"unknown direction", caseRecommendations, `"Humanitarian"`, `"Sea"`, "recommendations.json (R1-35)"},
		{"no addressee", caseRecommendations, `"addressee": [`, `"addressee": [], "themes": [`, "recommendations.json (R0-01)"},
		{"voice of nobody", caseWorks, `"voice": "armenia"`, `"voice": "third"`, "works.json (ypc-2025)"},
		{"term twice", caseTerms, `"id": "shusha"`, `"id": "gazakh"`, "terms.json (gazakh)"},
		{"discrepancy without words", caseDiscrepancies, `"Count from stored claims."`, `""`, "discrepancies.json (two-or-three)"},
	} {
		m := caseFiles(t)
		changed := bytes.Replace(m[c.file], []byte(c.old), []byte(c.new), 1)
		if bytes.Equal(changed, m[c.file]) {
			t.Errorf("%s: %q is not in %s", c.name, c.old, c.file)
		}
		m[c.file] = changed
		got, err := ReadCase(m, caseSides)
		if _, ok := err.(*Error); !ok || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one of %s", c.name, err, c.want)
		}
		if !reflect.DeepEqual(got, Case{}) {
			t.Errorf("%s: a part was read", c.name)
		}
	}
}

func TestCaseWithoutAFile(t *testing.T) {
	for name := range caseFiles(t) {
		m := caseFiles(t)
		delete(m, name)
		if _, err := ReadCase(m, caseSides); err == nil || !strings.HasPrefix(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

func TestCaseNeedsItsSides(t *testing.T) {
	for _, sides := range []CaseSides{
		{},
		{[]dialogue.SideID{"armenia"}, "armenia", "armenia"},
		{[]dialogue.SideID{"azerbaijan", "georgia"}, "armenia", "azerbaijan"},
		{[]dialogue.SideID{"armenia", "azerbaijan", "armenia"}, "armenia", "azerbaijan"},
		{[]dialogue.SideID{"armenia", "azerbaijan", "The Third"}, "armenia", "azerbaijan"},
	} {
		if _, err := ReadCase(casedata.Files, sides); err == nil {
			t.Errorf("%v was taken", sides)
		}
	}
}

// shortCase returns the first records of the files of the reference case, and
// all works.
func shortCase(t testing.TB) memory {
	t.Helper()
	m := caseFiles(t)
	for name, data := range m {
		var all []json.RawMessage
		if err := json.Unmarshal(data, &all); err != nil {
			t.Fatal(err)
		}
		short, err := json.Marshal(all[:min(len(all), 5)])
		if err != nil {
			t.Fatal(err)
		}
		m[name] = short
	}
	return m
}

// FuzzCase mangles one file of the case, by its place in the list: whatever it
// holds is refused with an *Error, or what was read is whole. Its inputs are
// long: with -fuzzminimizetime 10x the time goes into reading them.
func FuzzCase(f *testing.F) {
	names := []string{caseWorks, casePerspectives, caseRecommendations, caseTerms, caseDiscrepancies}
	all := shortCase(f)
	for i, name := range names {
		f.Add(uint8(i), all[name])
	}
	f.Add(uint8(1), []byte(`[{"id":"a","issue":"b","kind":"two_sided","armenian":[{"id":"c","text":"d"}],"azerbaijani":[{"id":"e","text":"f","responds_to":"c"}],`+
		`"joint":[],"intra_side":[],"third_parties":["g: h"],"source":[{"work":"links-2025","section":""}],"analysis":[],"joint_basis":null,"attribution":null,"caution":null,"gap":"i"}]`))
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		m := memory{}
		for name, sound := range all {
			m[name] = sound
		}
		m[names[int(which)%len(names)]] = data
		c, err := ReadCase(m, caseSides)
		if err != nil {
			if _, ok := err.(*Error); !ok {
				t.Fatalf("error %v of another kind", err)
			}
			return
		}
		claims := map[dialogue.ClaimID]bool{}
		for _, i := range c.Issues {
			for _, p := range i.Perspectives {
				for _, one := range p.Claims {
					if claims[one.ID] || one.Holder == "" || len(one.Sources) == 0 || one.Words.Text["en"] == "" {
						t.Fatalf("claim %+v", one)
					}
					claims[one.ID] = true
				}
			}
			for _, p := range i.Perspectives {
				for _, one := range p.Responses {
					if !claims[one.Claim] {
						t.Fatalf("a response to nothing in %s", i.Case)
					}
				}
			}
		}
		if r := c.Report(1); len(r.Issues) != len(c.Issues) || !r.Example {
			t.Fatalf("report %+v", r)
		}
	})
}
