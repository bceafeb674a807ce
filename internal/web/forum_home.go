package web

import (
	"net/http"

	"parley/internal/dialogue"
)

// forumHome shows what a forum works on, and where.
type forumHome struct {
	hall
	Does      []workRow
	Dialogues []dialogueRow
	Chair     bool
	New       string
	Import    string
}

func (forumHome) template() string { return "forum_home" }

// A workRow leads to one kind of what a forum keeps.
type workRow struct {
	Label, Href, Is string
	Says            string // how many there are
}

// showForum serves the page of a forum to those who hold an office.
func showForum(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	g := forumHome{hall: v.hall(f, "", nil), Chair: v.edits(f),
		New: v.at(forumPath(f.ID, "/dialogues/new")), Import: v.at(forumPath(f.ID, "/import"))}
	if g.Does, err = v.workRows(f); err != nil {
		return err
	}
	all, err := v.site.Node.Dialogues(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.Forum == f.ID {
			g.Dialogues = append(g.Dialogues, v.dialogueRow(d))
		}
	}
	return v.sendIn(http.StatusOK, f, g.Path, g.Forum.Words, g)
}

func (v *visitor) workRows(f dialogue.Forum) ([]workRow, error) {
	n, ctx := v.site.Node, v.r.Context()
	issues, err := n.Issues(ctx, v.who, f.ID)
	if err != nil {
		return nil, err
	}
	joint, err := n.JointTexts(ctx, v.who, f.ID)
	if err != nil {
		return nil, err
	}
	recommendations, err := n.Recommendations(ctx, v.who, f.ID, "", "")
	if err != nil {
		return nil, err
	}
	reports, err := n.Reports(ctx, v.who, f.ID)
	if err != nil {
		return nil, err
	}
	rows := []workRow{
		{v.Text("hall.issues"), "/issues", v.Text("hall.issues_are"), v.Count("hall.issues_count", len(issues))},
		{v.Text("hall.joint"), "/joint", v.Text("hall.joint_is"), v.Count("hall.joint_count", len(standing(joint)))},
		{v.Text("hall.recommendations"), "/recommendations", v.Text("hall.recommendations_are"), v.Count("hall.recommendations_count", len(recommendations))},
		{v.Text("hall.reports"), "/reports", v.Text("hall.reports_are"), v.Count("hall.reports_count", len(reports))},
	}
	if v.edits(f) {
		rows = append(rows, workRow{Label: v.Text("hall.proposals"), Href: "/proposals", Is: v.Text("hall.proposals_are")})
	}
	for i := range rows {
		rows[i].Href = v.at(forumPath(f.ID, rows[i].Href))
	}
	return rows, nil
}

// standing are the joint texts that were not taken off.
func standing(all []dialogue.JointText) []dialogue.JointText {
	var out []dialogue.JointText
	for _, j := range all {
		if !j.Removed {
			out = append(out, j)
		}
	}
	return out
}
