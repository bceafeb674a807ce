package web

import (
	"net/http"

	"parley/internal/dialogue"
)

// reportList lists the reports that a forum prepares.
type reportList struct {
	hall
	Rows []reportRow
	New  string // address; "" for who cannot
}

func (reportList) template() string { return "reports" }

type reportRow struct {
	Title   text
	Href    string
	Edition string
	Stopped string // that one side stopped it; "" otherwise
}

func showReports(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	all, err := v.site.Node.Reports(v.r.Context(), v.who, f.ID)
	if err != nil {
		return err
	}
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	g := reportList{hall: v.hall(f, "/reports", nil)}
	for _, r := range all {
		row := reportRow{Title: v.title(r.Parts[dialogue.PartTitle]), Href: v.at(reportPath(r.ID, "")), Edition: v.Text("reporting.edition", "Number", r.Number)}
		if r.StoppedBy != "" {
			row.Stopped = v.Text("reporting.stopped_by", "Side", list.name(r.StoppedBy))
		}
		g.Rows = append(g.Rows, row)
	}
	if v.edits(f) {
		g.New = v.at(forumPath(f.ID, "/reports/new"))
	}
	return v.sendIn(http.StatusOK, f, forumPath(f.ID, "/reports"), v.Text("hall.reports"), g)
}

// partForm asks for one joint part of a report in its languages, or for the
// title of a new one.
type partForm struct {
	hall
	Report text
	Action string
	Back   string // to the report; "" for a new one
	Part   string
	Is     string // what belongs there
	Seen   int
	Now    passage
	Words  writingField
}

func (partForm) template() string { return "report_part" }

func showNewReport(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	return v.askReport(http.StatusOK, f, dialogue.Writing{}, nil)
}

func (v *visitor) askReport(code int, f dialogue.Forum, title dialogue.Writing, refused error) error {
	g := partForm{hall: v.hall(f, "/reports", refused), Action: forumPath(f.ID, "/reports/new"), Words: v.writingField("words", "report.title", title, 1),
		Is: v.Text("reporting.title_is")}
	return v.sendIn(code, f, g.Action, v.Text("reporting.new"), g)
}

// postNewReport begins a report, and goes on to it.
func postNewReport(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	title := v.writing("words")
	id, err := v.site.Node.AddReport(v.r.Context(), v.who, f.ID, title)
	if err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askReport(code, f, title, err)
	}
	return v.redirect(reportPath(id, "?done=saved"))
}
