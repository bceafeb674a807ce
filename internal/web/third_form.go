package web

import (
	"net/http"
	"slices"
	"strconv"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// thirdForm asks for what one outside actor gains or worries about.
type thirdForm struct {
	hall
	Issue  text
	Path   string // of the issue
	Row    string // its place; "" for a further one
	Seen   int
	Actor  writingField
	View   writingField
	By     []pick
	Source string
}

func (thirdForm) template() string { return "third_form" }

func showThird(v *visitor) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	row, t := v.r.URL.Query().Get("row"), dialogue.ThirdParty{}
	if at, ok := thirdAt(i.Issue, row); ok {
		t = i.Issue.Third[at]
	} else if row != "" {
		return notFound(v)
	}
	return v.askThird(http.StatusOK, i, row, t, nil)
}

// thirdAt reads the place of a third party.
func thirdAt(i dialogue.Issue, row string) (int, bool) {
	at, err := strconv.Atoi(row)
	return at, err == nil && at >= 0 && at < len(i.Third)
}

func (v *visitor) askThird(code int, now node.IssueView, row string, t dialogue.ThirdParty, refused error) error {
	g := thirdForm{hall: v.hall(now.Forum, "/issues", refused), Issue: v.title(now.Issue.Title), Path: issuePath(now.Issue.ID, ""), Row: row,
		Seen: now.Issue.Version, Actor: v.writingField("actor", "issue.third_actor", t.Actor, 1), View: v.writingField("view", "issue.third_view", t.View, 4), Source: t.Source}
	g.By = []pick{{Value: "", Label: v.Text("issue.third_joint"), Chosen: t.Side == ""}}
	for _, s := range now.Sides {
		if s.ID == v.who.Side || s.ID == t.Side {
			g.By = append(g.By, pick{Value: string(s.ID), Label: v.Text("issue.third_side", "Side", v.in(s.Names).Words), Chosen: s.ID == t.Side})
		}
	}
	return v.sendIn(code, now.Forum, g.Path+"/third", v.Text("issue.third_edit"), g)
}

// postThird writes one row of the table of third parties, or takes it out.
func postThird(v *visitor) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	row := v.field("row")
	t := dialogue.ThirdParty{Actor: v.writing("actor"), View: v.writing("view"), Side: dialogue.SideID(v.field("by")), Day: v.today(), Source: v.field("source")}
	edited, remove := i.Issue, v.field("do") == "remove"
	edited.Third = slices.Clone(edited.Third)
	switch at, ok := thirdAt(i.Issue, row); {
	case ok && remove:
		edited.Third = slices.Delete(edited.Third, at, at+1)
	case ok:
		edited.Third[at] = t
	case !remove:
		edited.Third = append(edited.Third, t)
	}
	if err := v.site.Node.EditIssue(v.r.Context(), v.who, i.Issue.ID, v.number("seen"), edited); err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askThird(code, i, row, t, err)
	}
	return v.redirect(issuePath(i.Issue.ID, "?done=saved#third"))
}
