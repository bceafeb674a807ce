package web

import (
	"net/http"
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// factsForm asks for what stands on a report's first page, and for the contested
// terms that it uses.
type factsForm struct {
	hall
	Report       text
	Path         string // of the report
	Seen         int
	Governing    []pick
	Attribution  []pick
	Delegates    []delegatesField
	Facilitators string
	Embargo      string
	Terms        []termField
}

func (factsForm) template() string { return "report_facts" }

type delegatesField struct {
	Side  namedSide
	Count string
}

type termField struct {
	Index  int
	Term   string
	Chosen writingField
}

func showFacts(v *visitor) error {
	r, err := v.reportView()
	if err != nil {
		return err
	}
	return v.askFacts(http.StatusOK, r, r.Report, nil)
}

func (v *visitor) askFacts(code int, now node.ReportView, typed dialogue.Report, refused error) error {
	g := factsForm{hall: v.hall(now.Forum, "/reports", refused), Report: v.title(now.Report.Parts[dialogue.PartTitle]), Path: reportPath(now.Report.ID, ""),
		Seen: now.Report.Version, Facilitators: strconv.Itoa(typed.Facilitators), Embargo: typed.Embargo.String()}
	if refused != nil {
		g.Facilitators, g.Embargo = v.field("facilitators"), v.field("embargo")
	}
	g.Governing = append([]pick{{Label: v.Text("reporting.equally"), Chosen: typed.Governing == ""}}, v.languagePicks(string(typed.Governing))...)
	g.Attribution = []pick{{Value: "no", Label: v.Text("reporting.chatham"), Chosen: !typed.Attributed}, {Value: "yes", Label: v.Text("reporting.attributed"), Chosen: typed.Attributed}}
	for _, side := range v.alternate(now.Sides, now.Report.Number) {
		field := delegatesField{Side: side}
		for _, d := range typed.Delegates {
			if d.Side == side.ID {
				field.Count = strconv.Itoa(d.Count)
			}
		}
		if refused != nil {
			field.Count = v.field("delegates_" + string(side.ID))
		}
		g.Delegates = append(g.Delegates, field)
	}
	for i := range max(len(typed.Terms), len(now.Report.Terms)+1) {
		var t dialogue.Term
		if i < len(typed.Terms) {
			t = typed.Terms[i]
		}
		g.Terms = append(g.Terms, termField{i, t.Term, v.writingField("chosen"+itoa(i), "reporting.term_chosen", t.Chosen, 2)})
	}
	return v.sendIn(code, now.Forum, g.Path+"/facts", v.Text("reporting.facts"), g)
}

// postFacts replaces them.
func postFacts(v *visitor) error {
	r, err := v.reportView()
	if err != nil {
		return err
	}
	edited := v.postedFacts(r)
	if err := v.site.Node.EditReport(v.r.Context(), v.who, r.Report.ID, v.number("seen"), edited); err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askFacts(code, r, edited, err)
	}
	return v.redirect(reportPath(r.Report.ID, "?done=saved#facts"))
}

// postedFacts reads what was sent. What is no number or no day becomes one that
// the rules refuse.
func (v *visitor) postedFacts(now node.ReportView) dialogue.Report {
	edited := now.Report
	edited.Governing, edited.Attributed, edited.Facilitators = dialogue.Language(v.field("governing")), v.field("attributed") == "yes", v.number("facilitators")
	edited.Delegates, edited.Terms, edited.Embargo = nil, nil, 0
	for _, side := range now.Sides {
		if typed := "delegates_" + string(side.ID); strings.TrimSpace(v.field(typed)) != "" {
			edited.Delegates = append(edited.Delegates, dialogue.Delegates{Side: side.ID, Count: v.number(typed)})
		}
	}
	if typed := strings.TrimSpace(v.field("embargo")); typed != "" {
		day, ok := dialogue.ParseDay(typed)
		if !ok {
			day = -1
		}
		edited.Embargo = day
	}
	for i := range len(now.Report.Terms) + 1 {
		edited.Terms = append(edited.Terms, dialogue.Term{Term: v.field("term" + itoa(i)), Chosen: v.writing("chosen" + itoa(i))})
	}
	return edited
}
