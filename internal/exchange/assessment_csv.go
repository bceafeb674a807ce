package exchange

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"parley/internal/register"
)

// trackingColumns are those of tracking tables that PAM's tools read, in their order;
// after them the identifiers that other collections give the agreement, and what PAM
// has no column for. A row is one side's rating: there is no column for several
// sides, and none for a figure over them.
var trackingColumns = []struct {
	name string
	cell func(register.Tracked) string
}{
	{"agreement_id", func(t register.Tracked) string { return t.Agreement }},
	{"provision_id", func(t register.Tracked) string { return t.Item }},
	{"pam_stem", func(t register.Tracked) string { return t.Stem }},
	{"period", func(t register.Tracked) string { return t.Period }},
	{"side", func(t register.Tracked) string { return string(t.Side) }},
	{"level", levelOf},
	{"timeliness", func(t register.Tracked) string { return t.Timeliness }},
	{"correspondence", func(t register.Tracked) string { return t.Correspondence }},
	{"state", func(t register.Tracked) string { return t.Rating.Instead }},
	{"confidence", func(t register.Tracked) string { return strconv.Itoa(t.Confidence) }},
	{"evidence_grade", func(t register.Tracked) string { return string(t.Grade) }},
	{"codebook_version", func(t register.Tracked) string { return t.Codebook }},
	{"coded_on", func(t register.Tracked) string { return t.On.String() }},
	{"pax_AgtId", func(t register.Tracked) string { return t.Cross.PAX }},
	{"ucdp_UcdpAgr", func(t register.Tracked) string { return t.Cross.UCDP }},
	{"pam_PamAgr", func(t register.Tracked) string { return t.Cross.PAM }},
	{"obliged", func(t register.Tracked) string { return t.Obliged }},
	{"about", func(t register.Tracked) string { return t.About }},
	{"reversed", func(t register.Tracked) string { return strconv.FormatBool(t.Reversed) }},
	{"gap", func(t register.Tracked) string { return string(t.Gap) }},
}

// levelOf writes a level; of a state there is none, which is not level 0.
func levelOf(t register.Tracked) string {
	if !t.Rating.Rated() {
		return ""
	}
	return strconv.Itoa(t.Rating.Level)
}

// WriteTracking writes what sides say of provisions or recommendations as a tracking
// table: CSV in UTF-8, a header and a row for each rating.
func WriteTracking(w io.Writer, all []register.Tracked) error {
	out := csv.NewWriter(w)
	cells := make([]string, len(trackingColumns))
	for i, c := range trackingColumns {
		cells[i] = c.name
	}
	if err := out.Write(cells); err != nil {
		return fmt.Errorf("write a tracking table: %w", err)
	}
	for _, t := range all {
		for i, c := range trackingColumns {
			cells[i] = guard(c.cell(t))
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("write a tracking table: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write a tracking table: %w", err)
	}
	return nil
}
