package exchange

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// sequence203 is the order that the schema of IATI 2.03 demands of the elements of
// an activity: iati-activities-schema.xsd, element iati-activity.
var sequence203 = []string{"iati-identifier", "reporting-org", "title", "description", "participating-org", "other-identifier", "activity-status", "activity-date",
	"contact-info", "activity-scope", "recipient-country", "recipient-region", "location", "sector", "tag", "country-budget-items", "humanitarian-scope",
	"policy-marker", "collaboration-type", "default-flow-type", "default-finance-type", "default-aid-type", "default-tied-status", "budget",
	"planned-disbursement", "capital-spend", "transaction", "document-link", "related-activity", "legacy-data", "conditions", "result", "crs-add", "fss"}

// needed203 are the elements without which an activity is not valid.
var needed203 = []string{"iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status", "activity-date"}

var somebody = IATIOptions{
	Reporter: IATIOrganisation{Ref: "XM-EXAMPLE-1", Type: "22", Name: saying("Simulated organisation")},
	Day:      20500,
	Partner: func(to register.Name, key string) (dialogue.Writing, bool) {
		return saying("The " + key), to == "organisations" && key != "hidden-club"
	},
}

func iatiOf(t *testing.T, rows ...RegisterRow) (string, IATILeftOut) {
	t.Helper()
	var out bytes.Buffer
	left, err := RegisterIATI(&out, initiatives(), only(rows...), somebody)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), left
}

// childrenOf returns the names of the elements of each activity, in their order.
func childrenOf(t *testing.T, file string) (all [][]string) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(file))
	depth := 0
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth == 2 {
				all = append(all, nil)
			} else if depth == 3 {
				all[len(all)-1] = append(all[len(all)-1], token.Name.Local)
			}
		case xml.EndElement:
			depth--
		}
	}
}

func TestRegisterIATIOrder(t *testing.T) {
	file, left := iatiOf(t, festival(), festival())
	activities := childrenOf(t, file)
	if len(activities) != 2 || left != (IATILeftOut{}) {
		t.Fatalf("%d activities, left out %+v", len(activities), left)
	}
	for _, elements := range activities {
		if !slices.IsSortedFunc(elements, func(a, b string) int { return slices.Index(sequence203, a) - slices.Index(sequence203, b) }) {
			t.Errorf("out of order: %v", elements)
		}
		for _, name := range needed203 {
			if !slices.Contains(elements, name) {
				t.Errorf("no %s in %v", name, elements)
			}
		}
	}
}

func TestRegisterIATISaysWhatIsPublic(t *testing.T) {
	file, _ := iatiOf(t, festival())
	for _, want := range []string{
		`<iati-identifier>XM-EXAMPLE-1-initiatives-festival</iati-identifier>`, `<narrative xml:lang="hy">Փառատոն</narrative>`,
		`<participating-org role="4">`, `<participating-org role="1">`, `>The film-club<`, `>The fund<`, `<activity-status code="4">`,
		`<activity-date type="2" iso-date="2010-11-01">`, `<narrative>2010-11</narrative>`, `<activity-date type="4" iso-date="2010-11-12">`,
		`<recipient-country code="AZ">`, `<recipient-country code="AM">`, `<sector code="15220">`, `<document-link format="text/html" url="https://festival.example/">`,
	} {
		if !strings.Contains(file, want) {
			t.Errorf("no %s in\n%s", want, file)
		}
	}
	for _, never := range []string{`"NK"`, "undisclosed", "hidden", "contact-info", "location", "percentage", "press"} {
		if strings.Contains(file, never) {
			t.Errorf("%s is in\n%s", never, file)
		}
	}
}

// What is not public, or not at that level, is not written for anybody, and what
// the record does not say is not made up.
func TestRegisterIATILeavesOut(t *testing.T) {
	change := func(change func(*RegisterRow)) RegisterRow {
		row := festival()
		change(&row)
		return row
	}
	file, left := iatiOf(t,
		change(func(r *RegisterRow) { r.Level = register.Members }),
		change(func(r *RegisterRow) { r.State = register.Draft }),
		change(func(r *RegisterRow) {
			r.Values["partners"] = register.Value{Links: []register.Link{{Key: "undisclosed-partners"}}}
		}),
		change(func(r *RegisterRow) { delete(r.Values, "start"); delete(r.Values, "end") }),
		change(func(r *RegisterRow) { delete(r.Values, "end"); delete(r.Values, "state") }),
	)
	if left != (IATILeftOut{NotPublic: 2, NoPartner: 1, NoDate: 1, NoStatus: 1}) || len(childrenOf(t, file)) != 0 {
		t.Errorf("left out %+v\n%s", left, file)
	}
	d := initiatives()
	for i := range d.Fields {
		if d.Fields[i].Name == "what" {
			d.Fields[i].Level = register.Members
		}
	}
	var out bytes.Buffer
	if _, err := RegisterIATI(&out, d, only(festival()), somebody); err != nil || strings.Contains(out.String(), "Two lines") {
		t.Errorf("a summary for members is written, %v\n%s", err, &out)
	}
}

func TestRegisterIATIStatusFollowsFromDates(t *testing.T) {
	d := initiatives()
	for _, c := range []struct{ start, end, want string }{
		{"1988", "1991", "4"}, {"2020", "2090", "2"}, {"2090", "", "1"}, {"1988", "", ""}, {"1988/1991", "", "4"}, {"1988/..", "", "2"},
	} {
		row := RegisterRow{Record: register.Record{Values: map[string]register.Value{"start": {Date: register.Date(c.start)}, "end": {Date: register.Date(c.end)}}}}
		if got := activityStatus(d, &row, 20500); got != c.want {
			t.Errorf("from %s to %q: %q, want %q", c.start, c.end, got, c.want)
		}
	}
}

func TestCountryCode(t *testing.T) {
	for place, want := range map[string]string{"azerbaijan": "AZ", "AM": "AM", "ge": "GE", "united_states": "US", "uk": "GB", "NK": "", "other": "", "eu": "", "": "", "A ": ""} {
		if got := countryCode(place); got != want {
			t.Errorf("%q is %q, want %q", place, got, want)
		}
	}
	for place, code := range countryNames {
		if countryCode(code) != code {
			t.Errorf("%s: no country has the code %s", place, code)
		}
	}
}
