package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// issueForm asks for what all sides write of an issue.
type issueForm struct {
	hall
	Action     string
	Back       string // to the issue; "" for a new one
	Seen       int    // the version that was shown
	Now        passage
	Title      writingField
	Settle     writingField
	Provisions string
	Inferred   string
	Sources    string
	Edit       bool
}

func (issueForm) template() string { return "issue_form" }

func showNewIssue(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	return v.askIssue(http.StatusOK, node.IssueView{Forum: f}, dialogue.Issue{}, nil)
}

// postNewIssue adds an issue, and goes on to it.
func postNewIssue(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	typed := v.postedIssue(dialogue.Issue{})
	id, err := v.site.Node.AddIssue(v.r.Context(), v.who, f.ID, typed.Title, typed.Provisions)
	if err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askIssue(code, node.IssueView{Forum: f}, typed, err)
	}
	return v.redirect(issuePath(id, "?done=saved"))
}

func showIssueForm(v *visitor) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	return v.askIssue(http.StatusOK, i, i.Issue, nil)
}

// postIssue replaces what all sides write of an issue.
func postIssue(v *visitor) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	typed := v.postedIssue(i.Issue)
	if err := v.site.Node.EditIssue(v.r.Context(), v.who, i.Issue.ID, v.number("seen"), typed); err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askIssue(code, i, typed, err)
	}
	return v.redirect(issuePath(i.Issue.ID, "?done=saved"))
}

// askIssue shows the form with what was typed. Where somebody was first, what
// stands now is shown beside it, and sending again replaces that.
func (v *visitor) askIssue(code int, now node.IssueView, typed dialogue.Issue, refused error) error {
	g := issueForm{hall: v.hall(now.Forum, "/issues", refused), Edit: now.Issue.ID != 0, Seen: now.Issue.Version,
		Title: v.writingField("title", "issue.title_field", typed.Title, 1), Settle: v.writingField("settle", "issue.settle", typed.Settle, 4),
		Provisions: provisionLines(typed.Provisions, false), Inferred: provisionLines(typed.Provisions, true), Sources: sourceLines(typed.Sources)}
	g.Action, g.Back = forumPath(now.Forum.ID, "/issues/new"), ""
	title := v.Text("issue.new")
	if g.Edit {
		g.Action, g.Back, title = issuePath(now.Issue.ID, "/edit"), issuePath(now.Issue.ID, ""), v.Text("issue.edit")
		g.Now = v.passage(now.Issue.Title, true)
	}
	return v.sendIn(code, now.Forum, g.Action, title, g)
}

// postedIssue returns before with what was sent.
func (v *visitor) postedIssue(before dialogue.Issue) dialogue.Issue {
	before.Title, before.Settle = v.writing("title"), v.writing("settle")
	before.Provisions, before.Sources = v.provisions(), sources(v.field("sources"))
	return before
}
