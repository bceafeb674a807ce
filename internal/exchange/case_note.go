package exchange

import (
	"slices"

	"parley/internal/dialogue"
)

// concerns says which issues, recommendations, terms and works each discrepancy
// is about. Those that are about none of them, or about people, are left out.
var concerns = map[string][]string{
	"article-v":            {"constitution", "treaty-value", "R3-07"},
	"article-vii":          {"treaty-value", "R3-10"},
	"closed-public":        {"closed-public", "R1-25", "R1-41"},
	"external-role":        {"external-mediation", "donors"},
	"late-1990s":           {"dialogue-peak"},
	"missing-definition":   {"missing-figures"},
	"no-counts":            {"ypc-2025"},
	"one-sided-interviews": {"ypc-2025"},
	"publisher-004":        {"aliyev-nd"},
	"publisher-side":       {"carnegie-2025", "ypc-2025", "mammadova-2024", "links-2025", "aliyev-nd"},
	"sco-name":             {"R3-02"},
	"text-date":            {"peace-agreement"},
	"three-countries":      {"R3-02"},
	"two-or-three":         {"trust"},
	"visa-duplicate":       {"visits"},
	"washington-documents": {"washington-documents"},
}

type discrepancyRecord struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	What     string `json:"what"`
	Handling string `json:"handling"`
	Outside  bool   `json:"uses_outside_knowledge"`
	Source   []ref  `json:"source"`
}

// readNotes reads of the discrepancies those that concern what was read.
func (r *caseReader) readNotes() error {
	records, err := readCaseFile[discrepancyRecord](r, caseDiscrepancies, "kind", "what", "handling", "uses_outside_knowledge", "source")
	if err != nil {
		return err
	}
	for _, one := range records {
		if err := r.once(caseDiscrepancies, one.ID); err != nil {
			return err
		}
		if err := required(caseDiscrepancies, one.ID, one.Kind, one.What, one.Handling); err != nil {
			return err
		}
		if err := r.cited(caseDiscrepancies, one.ID, one.Source); err != nil {
			return err
		}
		about := slices.DeleteFunc(slices.Clone(concerns[one.ID]), func(id string) bool { return !r.knows(id) })
		if len(about) > 0 {
			r.c.Notes = append(r.c.Notes, CaseNote{Case: one.ID, Kind: one.Kind, Words: one.What, Handling: one.Handling,
				Outside: one.Outside, About: about, Sources: r.sources(one.Source)})
		}
	}
	return nil
}

// knows reports whether some record that was read has an id.
func (r *caseReader) knows(id string) bool {
	return slices.ContainsFunc([]string{caseWorks, casePerspectives, caseRecommendations, caseTerms}, func(file string) bool {
		return r.seen[file+"\n"+id]
	})
}

// NotesOn returns the notes about an issue, a recommendation, a term or a work.
func (c Case) NotesOn(id string) []CaseNote {
	return slices.DeleteFunc(slices.Clone(c.Notes), func(n CaseNote) bool { return !slices.Contains(n.About, id) })
}

// AnalysesOf returns the conclusions of authors on an issue.
func (c Case) AnalysesOf(issue dialogue.IssueID) []Analysis {
	return slices.DeleteFunc(slices.Clone(c.Analyses), func(a Analysis) bool { return a.Issue != issue })
}
