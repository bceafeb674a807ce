package web

import (
	"slices"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/record"
)

// checked is what the node found when it checked a release.
type checked struct {
	Says     string
	Holds    bool // nothing of it is broken
	Findings []finding
}

type finding struct {
	Holds bool
	Says  string
}

func (v *visitor) checked(verdict record.Verdict, list sideList) checked {
	c := checked{Says: v.Text(locale.Key(verdict.Key())), Holds: verdict.Outcome != record.Broken}
	if verdict.Outcome == record.Consistent { // what a node can say of itself at best (RULINGS R16)
		c.Says = v.Text("release.fits")
	}
	for _, f := range verdict.Findings {
		c.Findings = append(c.Findings, finding{f.Holds, v.finding(f, list)})
	}
	return c
}

// finding words a finding, with the names of sides in the place of their
// identifiers.
func (v *visitor) finding(f record.Finding, list sideList) string {
	args := slices.Clone(f.Args)
	for i := 0; i+1 < len(args); i += 2 {
		if side, ok := args[i+1].(string); ok && args[i] == "Side" {
			args[i+1] = list.name(dialogue.SideID(side))
		}
	}
	return v.Text(locale.Key(f.Key), args...)
}

// approvals says who approved, and when, in the order of a list of sides.
func (v *visitor) approvals(verdict record.Verdict, list sideList) []string {
	var all []string
	for _, side := range list {
		for _, f := range verdict.Findings {
			if f.Part == record.PartApprovals && slices.Contains(f.Args, any(string(side.ID))) {
				all = append(all, v.finding(f, list))
			}
		}
	}
	return all
}
