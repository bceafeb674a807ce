package web

import (
	"net/http"

	"parley/internal/node"
)

// issuesPage lists the issues of a forum.
type issuesPage struct {
	hall
	Rows []issueRow
	New  string // address; "" for who cannot
}

func (issuesPage) template() string { return "issues" }

// An issueRow says how far an issue is.
type issueRow struct {
	Title text
	Href  string
	State string
	Says  []string // of each side, in the order of the issue
}

func showIssues(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	all, err := v.site.Node.Issues(v.r.Context(), v.who, f.ID)
	if err != nil {
		return err
	}
	g := issuesPage{hall: v.hall(f, "/issues", nil)}
	for place, i := range all {
		g.Rows = append(g.Rows, v.issueRow(i, place))
	}
	if v.edits(f) {
		g.New = v.at(forumPath(f.ID, "/issues/new"))
	}
	return v.sendIn(http.StatusOK, f, forumPath(f.ID, "/issues"), v.Text("hall.issues"), g)
}

func (v *visitor) issueRow(view node.IssueView, place int) issueRow {
	i := view.Issue
	row := issueRow{Title: v.title(i.Title), Href: v.at(issuePath(i.ID, "")), State: v.Text("issue.not_exchanged")}
	if i.Exchanged() {
		row.State = v.Text("issue.exchanged")
	}
	list := v.alternate(view.Sides, place)
	b := columnsOf(v, view, list)
	for _, side := range list {
		says := b.state(perspectiveOf(i, side.ID))
		if c := b.column(side); c.Hidden == "" {
			says = v.Count("issue.claims", c.Count)
			if c.Unanswered > 0 {
				says += ", " + v.Count("issue.to_answer", c.Unanswered)
			}
		}
		row.Says = append(row.Says, v.Text("issue.side_says", "Side", side.Name.Words, "Says", says))
	}
	return row
}
