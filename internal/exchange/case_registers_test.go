package exchange

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"parley/casedata"
	"parley/internal/dialogue"
	"parley/internal/register"
	"parley/registers"
)

func caseRegisters(t testing.TB) (map[register.Name]map[string]register.Record, *register.Registers) {
	t.Helper()
	defs, err := register.Load(registers.Files)
	if err != nil {
		t.Fatal(err)
	}
	all, err := ReadCaseRegisters(casedata.Files, defs)
	if err != nil {
		t.Fatal(err)
	}
	by := map[register.Name]map[string]register.Record{}
	for _, r := range all {
		if by[r.Register] == nil {
			by[r.Register] = map[string]register.Record{}
		}
		if _, twice := by[r.Register][r.Key]; twice {
			t.Errorf("%s has %s twice", r.Register, r.Key)
		}
		by[r.Register][r.Key] = r
	}
	return by, defs
}

// studyParts returns the lists of findings.json without the types that are tested.
func studyParts(t testing.TB) map[string]json.RawMessage {
	t.Helper()
	data, err := casedata.Files.ReadFile(caseFindings)
	if err != nil {
		t.Fatal(err)
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		t.Fatal(err)
	}
	return parts
}

// Every record of the files is there once, with its sources, and nothing else is.
func TestEveryRecordOfTheCaseArrives(t *testing.T) {
	by, _ := caseRegisters(t)
	want := map[register.Name][]map[string]any{
		"works": records(t, caseWorks), "periods": records(t, casePeriods), "organisations": records(t, caseOrganisations),
		"initiatives": records(t, caseInitiatives), "events": records(t, caseEvents), "cases": records(t, caseCases),
		"indicators": records(t, caseIndicators), "discrepancies": records(t, caseDiscrepancies), "commitments": records(t, caseRecommendations),
		"terms": records(t, caseTerms),
	}
	for part, name := range map[string]register.Name{"questions": "findings", "findings": "findings", "episodes": "episodes"} {
		var more []map[string]any
		if err := json.Unmarshal(studyParts(t)[part], &more); err != nil {
			t.Fatal(err)
		}
		want[name] = append(want[name], more...)
	}
	counts := map[register.Name]int{"works": 5, "periods": 8, "organisations": 146, "initiatives": 152, "events": 94, "cases": 18, "findings": 94,
		"episodes": 4, "indicators": 45, "discrepancies": 33, "commitments": 163, "terms": 58}
	titles := map[string]string{}
	for _, w := range want["works"] {
		titles[text(w, "id")] = text(w, "title")
	}
	for name, all := range want {
		if len(all) != counts[name] {
			t.Errorf("the files have %d %s, want %d", len(all), name, counts[name])
		}
		for _, one := range all {
			id := text(one, "id")
			r, ok := by[name][id]
			if !ok {
				t.Errorf("%s of %s is missing", id, name)
				continue
			}
			delete(by[name], id)
			var sources []dialogue.Source
			if name == "works" {
				sources = []dialogue.Source{{Work: titles[id]}}
			} else {
				for _, s := range list(one, "source") {
					sources = append(sources, dialogue.Source{Work: titles[text(s, "work")], Section: text(s, "section")})
				}
			}
			if !slices.Equal(r.Sources, sources) {
				t.Errorf("%s of %s has the sources %v, want %v", id, name, r.Sources, sources)
			}
		}
	}
	besides := map[register.Name][]string{
		"findings": {"study"}, "missions": {"euma"}, "partial-deals": {"interim-principles"},
		"articles": {"article-v", "article-vii", "article-viii", "article-x", "missing-persons-provision", "withdrawal-of-international-cases"},
	}
	for name, left := range by {
		if got := slices.Sorted(maps.Keys(left)); !slices.Equal(got, besides[name]) {
			t.Errorf("besides, %s has %v, want %v", name, got, besides[name])
		}
	}
}

func TestRecordsOfTheCaseAreFromTheCase(t *testing.T) {
	by, defs := caseRegisters(t)
	for name, all := range by {
		d, _ := defs.Get(name)
		for key, r := range all {
			if r.ID != 0 || r.State != register.Kept || r.Level != register.Public || r.Origin != register.FromCase || r.Approved || r.Side != "" || len(r.Sources) == 0 {
				t.Errorf("%s of %s is %+v", key, name, r)
			}
			for field, v := range r.Values {
				f, _ := d.Field(field)
				for _, w := range v.Texts {
					if w.Original != "en" {
						t.Errorf("%s of %s: %s is in %q", key, name, field, w.Original)
					}
				}
				to := f.LeadsTo()
				for _, link := range v.Links {
					if _, ok := by[to][link.Key]; !ok {
						t.Errorf("%s of %s: %s leads to %s of %s, which is not there", key, name, field, link.Key, to)
					}
				}
			}
			if name != "terms" && len(r.Columns) != 0 {
				t.Errorf("%s of %s speaks for a side", key, name)
			}
		}
	}
}

// The texts of a file arrive as they are.
func TestTextsOfTheCaseArriveUnchanged(t *testing.T) {
	by, _ := caseRegisters(t)
	for file, fields := range map[string]map[string]string{
		"initiatives.json initiatives":     {"name": "name", "what": "summary", "outcome": "outcome", "caution": "caution", "note": "note"},
		"organisations.json organisations": {"name": "name", "role": "summary", "note": "note"},
		"events.json events":               {"title": "name", "summary": "summary", "note": "note"},
		"cases.json cases":                 {"name": "name", "place": "place_name", "lesson": "lesson", "transfer_caution": "transfer_warning"},
		"periods.json periods":             {"characterisation": "summary", "official_climate": "official_climate", "why_it_ended": "why_it_ended"},
		"discrepancies.json discrepancies": {"what": "name", "handling": "handling"},
		"indicators.json indicators":       {"name": "name", "unit": "measured_as", "basis": "basis", "note": "note"},
		"recommendations.json commitments": {"text": "action", "caution": "caution", "proposed_by": "proposed_by"},
		"terms.json terms":                 {"term": "name", "neutral_alternative": "neutral_alternative", "source_usage": "source_usage", "note": "note"},
	} {
		file, name, _ := strings.Cut(file, " ")
		for _, one := range records(t, file) {
			r := by[register.Name(name)][text(one, "id")]
			for from, to := range fields {
				got := ""
				if v := r.Values[to].Texts; len(v) > 0 {
					got = v[0].Text["en"]
				}
				if got != text(one, from) {
					t.Errorf("%s of %s: %s is %q, want %q", r.Key, name, to, got, text(one, from))
				}
			}
		}
	}
}

// S55: partners who are not disclosed stay so, and failed work stays.
func TestS55_UndisclosedPartnersAndFailuresOfTheCase(t *testing.T) {
	by, _ := caseRegisters(t)
	withheld := by["organisations"]["undisclosed-az-partners"]
	if !slices.Equal(withheld.Values["kind"].Choices, []string{"placeholder"}) {
		t.Errorf("the partner whose name is withheld is %+v", withheld.Values)
	}
	failed := 0
	for _, r := range by["initiatives"] {
		if slices.Contains(r.Values["assessed"].Choices, "failed") {
			failed++
		}
	}
	if failed != 11 {
		t.Errorf("%d failed initiatives, want 11", failed)
	}
}

// S67: a case that is a model in one work and a warning in another says both.
func TestS67_CyprusIsModelAndWarning(t *testing.T) {
	by, _ := caseRegisters(t)
	values := by["cases"]["cyprus"].Values
	if values["model_in"].Links[0].Key != "mammadova-2024" || values["warning_in"].Links[0].Key != "carnegie-2025" || values["transfer_warning"].Empty() {
		t.Errorf("cyprus says %+v", values)
	}
}

// S42: no figure stays no figure; what qualifies it is words.
func TestS42_IndicatorsOfTheCaseWithoutFigure(t *testing.T) {
	by, _ := caseRegisters(t)
	empty := 0
	for _, one := range records(t, caseIndicators) {
		r := by["indicators"][text(one, "id")]
		if (one["value"] == nil) != (r.Values["value"].Number == nil) {
			t.Errorf("%s has the value %+v, want %v", r.Key, r.Values["value"].Number, one["value"])
		}
		if one["value"] == nil {
			empty++
		}
	}
	if empty == 0 {
		t.Error("no indicator without a figure")
	}
}

// S32: every date on which the sources differ stands, and no wording is made up.
func TestS32_ArticlesOfTheCase(t *testing.T) {
	by, _ := caseRegisters(t)
	for key, r := range by["articles"] {
		var dates []register.Date
		for _, e := range r.Values["history"].Evidence {
			dates = append(dates, e.Date)
		}
		if !slices.Equal(dates, []register.Date{"2024", "2025-03", "2025-08-08"}) {
			t.Errorf("%s has the dates %v", key, dates)
		}
		if !slices.Equal(r.Values["status"].Choices, []string{"initialed"}) || !r.Values["wording"].Empty() || !r.Values["summary"].Empty() {
			t.Errorf("%s says %+v", key, r.Values)
		}
	}
}

// S40: the open episode has no verdict.
func TestS40_OpenEpisodeOfTheCaseHasNoVerdict(t *testing.T) {
	by, _ := caseRegisters(t)
	open := by["episodes"]["E4"].Values
	if !slices.Equal(open["status"].Choices, []string{"open"}) || !open["outcome"].Empty() || open["caution"].Empty() {
		t.Errorf("the open episode says %+v", open)
	}
	if by["episodes"]["E3"].Values["outcome"].Empty() {
		t.Error("what came of an ended episode is lost")
	}
}

func TestDatesOfTheCase(t *testing.T) {
	by, _ := caseRegisters(t)
	for key, want := range map[string]register.Date{"soviet-anti-nationalism": "193X", "window-1960s": "1960/1979", "war-1992-1994": "1992/1994",
		"blockade": "../2023-09", "poetry-event-2020": "2020-09-25", "nkao-centre-1923": "1923"} {
		if got := by["events"][key].Values["date"].Date; got != want {
			t.Errorf("%s is dated %q, want %q", key, got, want)
		}
	}
	for key, want := range map[string]register.Date{"az-displaced-total": "1995~", "am-displaced-1990s": "199X", "m-border-life": "", "missing-az": "2025-10-09"} {
		if got := by["indicators"][key].Values["as_of"].Date; got != want {
			t.Errorf("%s is as of %q, want %q", key, got, want)
		}
	}
}

// NK marks participants before 2023 and is no country.
func TestNKIsBefore2023(t *testing.T) {
	by, defs := caseRegisters(t)
	d, _ := defs.Get("initiatives")
	f, _ := d.Field("countries")
	nk, _ := f.Option("nk")
	if !strings.Contains(nk.Label["en"], "before 2023") {
		t.Errorf("nk is called %q", nk.Label["en"])
	}
	for _, one := range records(t, caseInitiatives) {
		want := slices.Contains(texts(one, "countries"), "NK")
		if got := slices.Contains(by["initiatives"][text(one, "id")].Values["countries"].Choices, "nk"); got != want {
			t.Errorf("%s: nk is %v, want %v", text(one, "id"), got, want)
		}
	}
}

// A usage of a term is that of the side that the files name.
func TestUsagesOfTheCaseStandInTheirColumns(t *testing.T) {
	by, _ := caseRegisters(t)
	for _, one := range records(t, caseTerms) {
		r := by["terms"][text(one, "id")]
		for field, side := range map[string]dialogue.SideID{"azerbaijani_usage": "azerbaijan", "armenian_usage": "armenia"} {
			got := ""
			if v := r.Columns[side]["usage"].Texts; len(v) > 0 {
				got = v[0].Text["en"]
			}
			if got != text(one, field) {
				t.Errorf("%s: %s uses %q, want %q", r.Key, side, got, text(one, field))
			}
		}
	}
}
