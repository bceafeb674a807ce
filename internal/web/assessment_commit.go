package web

import (
	"net/http"
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/register"
)

// commitForm asks a co-chair for what the side says.
type commitForm struct {
	rowForm
	Before    string // what the side said in the last period
	Reversed  bool
	Blockages []pick
	Owner     string
	Responses []pick // of a recommendation
	Reason    []textField
	Next      []textField
	Declined  []textField
	Evidence  []evidenceFields
	Dissent   bool
}

// evidenceFields ask for one piece of evidence.
type evidenceFields struct {
	*locale.Printer
	N         int
	ID, Date  string
	Grades    []pick
	Languages []pick
	Public    bool
}

func showCommitting(v *visitor) error {
	c, r, place, err := v.row()
	if err != nil {
		return err
	}
	if !r.Can.Commit {
		return notFound(v)
	}
	a := register.Assessment{}
	if r.Own != nil {
		a = *r.Own
	}
	return v.askCommitting(http.StatusOK, c, r, place, a, nil)
}

// spareEvidence is how many empty rows a form has for more evidence.
const spareEvidence = 3

// askCommitting shows the form with what was typed.
func (v *visitor) askCommitting(code int, c node.CycleView, r node.RowView, place int, a register.Assessment, refused error) error {
	b := c.Cycle.Book
	rating, confidence := "", ""
	if a.Level != nil {
		rating = strconv.Itoa(*a.Level)
	} else if a.State != nil {
		rating = *a.State
	}
	if a.Confidence > 0 {
		confidence = strconv.Itoa(a.Confidence)
	}
	g := commitForm{rowForm: v.rowForm(c, r, place, "/commit", refused), Reversed: a.Reversed, Owner: a.Blockage.Owner, Dissent: a.Dissent,
		Blockages: v.codePicks(b.Blockages, a.Blockage.Kind), Reason: v.textFields("reason", "assessment.in_language", a.Reason),
		Next: v.textFields("next", "assessment.in_language", a.NextStep)}
	g.ratingFields, g.Commits = v.ratingFields(c, rating, a.Timeliness, a.Matches, confidence), true
	g.Is, g.Button = v.Text("assessment.commit_is"), v.Text("assessment.commit")
	if _, committed := r.Stand.Sheets[v.who.Side]; committed {
		g.Is += " " + v.Text("assessment.commit_again")
	}
	if before, ok := r.Before[v.who.Side]; ok {
		g.Before = v.rating(c.Cycle, before).Words
	}
	if c.Cycle.Kind == register.RecommendationItem {
		g.Responses = v.codePicks(b.Responses, a.Response)
		g.Declined = v.textFields("declined", "assessment.in_language", a.Declined)
	}
	for i := range min(len(a.Evidence)+spareEvidence, register.MostEvidence) {
		e := register.EvidenceRef{Language: v.writesIn()} // not told to everybody unless somebody says so
		if i < len(a.Evidence) {
			e = a.Evidence[i]
		}
		g.Evidence = append(g.Evidence, evidenceFields{v.Printer, i, e.ID, string(e.Date), v.codePicks(b.Grades, string(e.Grade)), v.languagePicks(string(e.Language)), e.Public})
	}
	return v.showAs(code, v.Text("assessment.commit"), g)
}

// postCommitting commits the reader's side to what was typed.
func postCommitting(v *visitor) error {
	c, r, place, err := v.row()
	if err != nil {
		return err
	}
	a := v.postedAssessment()
	if err := v.site.Node.CommitRow(v.r.Context(), v.who, c.Cycle.ID, r.Row, a); err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askCommitting(code, c, r, place, a, err)
	}
	return v.redirect(rowPath(c.Cycle.ID, r.Row, "?done=saved"))
}

func (v *visitor) postedAssessment() register.Assessment {
	a := register.Assessment{Reversed: v.field("reversed") == "yes", Timeliness: v.field("timeliness"), Matches: v.field("correspondence"), Confidence: v.number("confidence"),
		Reason: v.text("reason"), NextStep: v.text("next"), Declined: v.text("declined"), Response: v.field("response"),
		Blockage: register.Blockage{Kind: v.field("blockage"), Owner: v.field("owner")}, Dissent: v.field("dissent") == "yes"}
	a.Rate(v.postedRating())
	for i := range register.MostEvidence {
		n := strconv.Itoa(i)
		if id := strings.TrimSpace(v.field("evidence" + n)); id != "" {
			a.Evidence = append(a.Evidence, register.EvidenceRef{ID: id, Grade: register.Grade(v.field("grade" + n)), Date: register.Date(v.field("date" + n)),
				Language: dialogue.Language(v.field("language" + n)), Public: v.field("public"+n) == "yes"})
		}
	}
	return a
}
