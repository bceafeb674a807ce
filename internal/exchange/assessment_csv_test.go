package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"regexp"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// tracked is made up: four ratings of two sides.
func tracked() []register.Tracked {
	one := register.Tracked{Agreement: "example-2025", Cross: register.CrossIDs{PAX: "2101", PAM: "=1+1"}, Item: "art-1", Stem: "bound", Period: "2026-Q1",
		Timeliness: "unset_in_text", Correspondence: "matches", Confidence: 2, Grade: "B", Codebook: "pis-1.0", On: 20_500, Obliged: "both", Gap: register.GapApart}
	var all []register.Tracked
	for _, c := range []struct{ side, about string }{{"azerbaijan", "own"}, {"armenia", "other"}, {"azerbaijan", "other"}, {"armenia", "own"}} {
		t := one
		t.Side, t.About = dialogue.SideID(c.side), c.about
		t.Rating.Level = len(all)
		all = append(all, t)
	}
	all[0].Reversed = true
	all[3].Rating = register.Rating{Instead: register.CannotAssess}
	return all
}

// FORMS.md, standards, item 4: the columns as PAM's tools read them.
func TestTracking(t *testing.T) {
	var out bytes.Buffer
	if err := WriteTracking(&out, tracked()); err != nil {
		t.Fatal(err)
	}
	const want = `agreement_id,provision_id,pam_stem,period,side,level,timeliness,correspondence,state,confidence,evidence_grade,codebook_version,coded_on,pax_AgtId,ucdp_UcdpAgr,pam_PamAgr,obliged,about,reversed,gap
example-2025,art-1,bound,2026-Q1,azerbaijan,0,unset_in_text,matches,,2,B,pis-1.0,2026-02-16,2101,,'=1+1,both,own,true,apart
example-2025,art-1,bound,2026-Q1,armenia,1,unset_in_text,matches,,2,B,pis-1.0,2026-02-16,2101,,'=1+1,both,other,false,apart
example-2025,art-1,bound,2026-Q1,azerbaijan,2,unset_in_text,matches,,2,B,pis-1.0,2026-02-16,2101,,'=1+1,both,other,false,apart
example-2025,art-1,bound,2026-Q1,armenia,,unset_in_text,matches,cba,2,B,pis-1.0,2026-02-16,2101,,'=1+1,both,own,false,apart
`
	if out.String() != want {
		t.Errorf("wrote\n%s\nwant\n%s", out.String(), want)
	}
}

// No mean across sides in any export: each row is of one side, every level is one that
// somebody gave, and no column is a figure over sides.
func TestTrackingHasNoMean(t *testing.T) {
	var out bytes.Buffer
	if err := WriteTracking(&out, tracked()); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	figure := regexp.MustCompile(`(?i)mean|average|avg|joint|overall|total|sum|index|score|both_`)
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
		if figure.MatchString(name) {
			t.Errorf("column %s", name)
		}
	}
	if len(rows) != 1+len(tracked()) {
		t.Errorf("%d rows of %d ratings", len(rows)-1, len(tracked()))
	}
	for _, row := range rows[1:] {
		if side := row[at["side"]]; side != "armenia" && side != "azerbaijan" {
			t.Errorf("a row of %q", side)
		}
		if level := row[at["level"]]; len(level) > 1 || strings.Trim(level, "0123") != "" {
			t.Errorf("level %q", level)
		}
	}
}

func TestTrackingSaysWhatFailed(t *testing.T) {
	if err := WriteTracking(fullDisk{}, tracked()); !errors.Is(err, errFull) {
		t.Error(err)
	}
}
