package exchange

import (
	"slices"
	"strings"

	"parley/internal/dialogue"
)

// The kinds of record of perspectives.json.
const (
	twoSided    = "two_sided"
	crossSource = "cross_source" // the columns hold voices of different works
	intraSide   = "intra_side"   // positions inside one side
)

type issueRecord struct {
	ID          string        `json:"id"`
	Issue       string        `json:"issue"`
	Kind        string        `json:"kind"`
	Armenian    []claimRecord `json:"armenian"`
	Azerbaijani []claimRecord `json:"azerbaijani"`
	Joint       []claimRecord `json:"joint"`
	IntraSide   []groupRecord `json:"intra_side"`
	Third       []string      `json:"third_parties"`
	Source      []ref         `json:"source"`
	Analysis    []claimRecord `json:"analysis"`
	JointBasis  string        `json:"joint_basis"`
	Attribution attribution   `json:"attribution"`
	Caution     string        `json:"caution"`
	Gap         string        `json:"gap"`
}

type claimRecord struct {
	ID         string `json:"id"`
	Text       string `json:"text"`
	RespondsTo string `json:"responds_to"`
}

// A groupRecord is what one group inside a side says.
type groupRecord struct {
	Side   string        `json:"side"`
	Group  string        `json:"group"`
	Claims []claimRecord `json:"claims"`
}

// An attribution says whose voice a column is.
type attribution struct {
	Armenian    string `json:"armenian"`
	Azerbaijani string `json:"azerbaijani"`
}

func (r *caseReader) readIssues() error {
	records, err := readCaseFile[issueRecord](r, casePerspectives, "issue", "kind", "armenian", "azerbaijani", "joint", "intra_side",
		"third_parties", "source", "analysis", "joint_basis", "attribution", "caution", "gap")
	if err != nil {
		return err
	}
	for _, record := range records {
		if err := r.issue(record); err != nil {
			return err
		}
	}
	return nil
}

// issue reads one record: an issue and the joint texts and analyses of it.
func (r *caseReader) issue(record issueRecord) error {
	if err := r.checkIssue(record); err != nil {
		return err
	}
	issue := dialogue.Issue{ID: caseID[dialogue.IssueID]("issue", record.ID), Version: 1, Title: english(record.Issue),
		Sources: r.sources(record.Source), Case: record.ID, Caution: record.Caution}
	for _, side := range r.sides.Order {
		issue.Perspectives = append(issue.Perspectives, dialogue.Perspective{Side: side})
	}
	if err := r.claims(record, &issue); err != nil {
		return err
	}
	if err := answer(record, &issue); err != nil {
		return err
	}
	if err := r.joint(record, issue.ID); err != nil {
		return err
	}
	if err := r.analyses(record, issue.ID); err != nil {
		return err
	}
	for _, text := range record.Third {
		r.third(text, record, &issue)
	}
	r.gap(record, &issue)
	r.c.Issues = append(r.c.Issues, issue)
	return nil
}

func (r *caseReader) checkIssue(record issueRecord) error {
	if err := r.once(casePerspectives, record.ID); err != nil {
		return err
	}
	if !slices.Contains([]string{twoSided, crossSource, intraSide}, record.Kind) {
		return badCase(casePerspectives, record.ID, record.Kind, "the kind "+twoSided+", "+crossSource+" or "+intraSide)
	}
	if err := required(casePerspectives, record.ID, append([]string{record.Issue}, record.Third...)...); err != nil {
		return err
	}
	if err := tidy(casePerspectives, record.ID, record.Caution, record.Gap); err != nil {
		return err
	}
	return r.cited(casePerspectives, record.ID, record.Source)
}

// claim checks the words of a claim and returns it.
func (r *caseReader) claim(one claimRecord) (dialogue.Claim, error) {
	if err := r.once(casePerspectives, one.ID); err != nil {
		return dialogue.Claim{}, err
	}
	if err := required(casePerspectives, one.ID, one.Text); err != nil {
		return dialogue.Claim{}, err
	}
	return dialogue.Claim{ID: caseID[dialogue.ClaimID]("claim", one.ID), Words: english(one.Text), Version: 1, Case: one.ID}, nil
}

// third reads what one line says of an outside actor: "actor: view". A line
// without an actor is a note.
func (r *caseReader) third(text string, record issueRecord, issue *dialogue.Issue) {
	refs := r.named(record.Source, text)
	actor, view, ok := strings.Cut(text, ": ")
	if !ok {
		r.c.Notes = append(r.c.Notes, CaseNote{Case: record.ID, Kind: "outlook", Words: text, About: []string{record.ID}, Sources: r.sources(refs)})
		return
	}
	var where []string
	for _, one := range refs {
		where = append(where, strings.TrimSuffix(r.works[one.Work].name()+", "+one.Section, ", "))
	}
	issue.Third = append(issue.Third, dialogue.ThirdParty{Actor: english(actor), View: english(view), Source: strings.Join(where, "; ")})
}

// gap puts what a record says is missing into the empty place of a side, if
// another side speaks. Else it is a note about the source.
func (r *caseReader) gap(record issueRecord, issue *dialogue.Issue) {
	if record.Gap == "" {
		return
	}
	var empty []*dialogue.Perspective
	for i := range issue.Perspectives {
		p := &issue.Perspectives[i]
		if len(p.Claims) == 0 && (p.Side == r.sides.Armenian || p.Side == r.sides.Azerbaijani) {
			empty = append(empty, p)
		}
	}
	if len(empty) == 1 {
		empty[0].Gap = record.Gap
		return
	}
	r.c.Notes = append(r.c.Notes, CaseNote{Case: record.ID, Kind: "gap", Words: record.Gap, About: []string{record.ID}, Sources: issue.Sources})
}
