package web

import (
	"net/http"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

// issuePage shows an issue side by side: what each side says, what the others
// respond, what all wrote together.
type issuePage struct {
	hall
	Title      passage
	Path       string
	Provisions []string
	Sources    []source
	Caution    string
	Origin     *originBox
	Exchanged  bool
	Counts     []claimCount
	Columns    []column
	Joint      []jointRow
	NewJoint   string
	Settle     passage
	Third      []thirdRow
	Chair      bool
	Seal       bool // the reader's side can seal
	Unseal     bool // or take its seal back
	Previous   *option
	Next       *option
}

func (issuePage) template() string { return "issue" }

// claimCount says how many claims a side has, and how many of the others' it has
// not responded to.
type claimCount struct {
	Side       namedSide
	Claims     string
	Unanswered string // "" for none
	Hidden     bool   // not exchanged: not to be counted
}

// A thirdRow is what an outside actor gains or worries about.
type thirdRow struct {
	Actor, View passage
	By          string // whose view it is, in words
	Day, Source string
	Edit        string // address; "" for who cannot
}

// issue returns the issue in the address.
func (v *visitor) issue() (node.IssueView, error) {
	id, ok := dialogue.ParseID[dialogue.IssueID](v.r.PathValue("issue"))
	if !ok {
		return node.IssueView{}, fault.New(fault.NotFound, "refusal.issue_unknown")
	}
	return v.site.Node.Issue(v.r.Context(), v.who, id)
}

func showIssue(v *visitor) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	return v.showIssue(http.StatusOK, i, nil)
}

// issueAgain shows an issue as it is now with what was refused.
func (v *visitor) issueAgain(refused error) error {
	code, err := v.again(refused)
	if err != nil {
		return err
	}
	i, err := v.issue()
	if err != nil {
		return err
	}
	return v.showIssue(code, i, refused)
}

func (v *visitor) showIssue(code int, view node.IssueView, refused error) error {
	all, err := v.site.Node.Issues(v.r.Context(), v.who, view.Forum.ID)
	if err != nil {
		return err
	}
	i, place := view.Issue, placeOf(all, view.Issue.ID)
	list := v.alternate(view.Sides, place)
	g := issuePage{hall: v.hall(view.Forum, "/issues", refused), Title: v.passage(i.Title, true), Path: issuePath(i.ID, ""),
		Provisions: v.provisionWords(i.Provisions), Sources: sourcesOf(i.Sources), Caution: i.Caution, Origin: v.originBox(i.Origin, list),
		Exchanged: i.Exchanged(), Joint: v.jointRows(view.Joint, list), Settle: v.jointPassage(i.Settle, list),
		NewJoint: forumPath(view.Forum.ID, "/joint/new?issue="+dialogue.FormatID(i.ID)), Chair: v.edits(view.Forum)}
	b := columnsOf(v, view, list)
	for _, side := range list {
		c := b.column(side)
		g.Columns = append(g.Columns, c)
		count := claimCount{Side: side, Claims: v.Count("issue.claims", c.Count), Hidden: c.Hidden != ""}
		if c.Unanswered > 0 {
			count.Unanswered = v.Count("issue.to_answer", c.Unanswered)
		}
		g.Counts = append(g.Counts, count)
	}
	own := perspectiveOf(i, v.who.Side)
	g.Seal = g.Chair && !g.Exchanged && own.SealedOn == 0
	g.Unseal = g.Chair && !g.Exchanged && own.SealedOn != 0
	g.Third = v.thirdRows(view, list)
	g.Previous, g.Next = v.neighbours(all, place)
	return v.sendIn(code, view.Forum, g.Path, g.Title.Words, g)
}

// placeOf is that of an issue among all of its forum.
func placeOf(all []node.IssueView, id dialogue.IssueID) int {
	return max(0, slices.IndexFunc(all, func(i node.IssueView) bool { return i.Issue.ID == id }))
}

// neighbours lead to the issues before and after a place.
func (v *visitor) neighbours(all []node.IssueView, place int) (before, after *option) {
	at := func(i int) *option {
		if i < 0 || i >= len(all) {
			return nil
		}
		t := v.title(all[i].Issue.Title)
		return &option{Label: t.Words, Lang: t.Lang, Href: v.at(issuePath(all[i].Issue.ID, ""))}
	}
	return at(place - 1), at(place + 1)
}

func perspectiveOf(i dialogue.Issue, side dialogue.SideID) dialogue.Perspective {
	for _, p := range i.Perspectives {
		if p.Side == side {
			return p
		}
	}
	return dialogue.Perspective{Side: side}
}

func (v *visitor) thirdRows(view node.IssueView, list sideList) []thirdRow {
	var rows []thirdRow
	i := view.Issue
	for at, t := range i.Third {
		row := thirdRow{Actor: v.passage(t.Actor, true), View: v.jointPassage(t.View, list), By: v.Text("issue.third_joint"), Day: t.Day.String(), Source: t.Source}
		if t.Side != "" {
			row.By = v.Text("issue.third_side", "Side", list.name(t.Side))
		}
		if v.edits(view.Forum) {
			row.Edit = v.at(issuePath(i.ID, "/third?row="+itoa(at)))
		}
		rows = append(rows, row)
	}
	return rows
}
