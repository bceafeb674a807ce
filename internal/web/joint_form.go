package web

import (
	"net/http"

	"parley/internal/dialogue"
)

// jointForm asks for words of all sides.
type jointForm struct {
	hall
	Action  string
	Back    string // to the text; "" for a new one
	Seen    int
	Now     passage
	Words   writingField
	Grades  []pick
	Issues  []pick
	Sources string
	Example string // of alternatives in brackets
	Voids   bool   // there are consents that other words would void
}

func (jointForm) template() string { return "joint_form" }

func showNewJoint(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	typed := dialogue.JointText{Asked: dialogue.Agreed}
	typed.Issue, _ = dialogue.ParseID[dialogue.IssueID](v.r.URL.Query().Get("issue"))
	return v.askJoint(http.StatusOK, f, dialogue.JointText{}, typed, nil)
}

func showJointForm(v *visitor) error {
	j, f, err := v.joint()
	if err != nil {
		return err
	}
	return v.askJoint(http.StatusOK, f, j, j, nil)
}

// postNewJoint adds a joint text, and goes on to it.
func postNewJoint(v *visitor) error {
	f, err := v.hallForum()
	if err != nil {
		return err
	}
	return v.writeJoint(f, dialogue.JointText{})
}

// postJoint replaces the words: consents to others are past.
func postJoint(v *visitor) error {
	j, f, err := v.joint()
	if err != nil {
		return err
	}
	return v.writeJoint(f, j)
}

func (v *visitor) writeJoint(f dialogue.Forum, now dialogue.JointText) error {
	typed := dialogue.JointText{ID: now.ID, Version: max(0, v.number("seen")), Words: v.writing("words"), Asked: dialogue.Grade(v.field("grade")),
		Sources: sources(v.field("sources"))}
	typed.Issue, _ = dialogue.ParseID[dialogue.IssueID](v.field("issue"))
	id, err := v.site.Node.WriteJoint(v.r.Context(), v.who, f.ID, typed)
	if err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askJoint(code, f, now, typed, err)
	}
	return v.redirect(jointPath(id, "?done=saved"))
}

func (v *visitor) askJoint(code int, f dialogue.Forum, now, typed dialogue.JointText, refused error) error {
	issues, err := v.site.Node.Issues(v.r.Context(), v.who, f.ID)
	if err != nil {
		return err
	}
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return err
	}
	list := v.alternate(sides, int(now.ID>>8&1)) // not by what others do in the forum
	g := jointForm{hall: v.hall(f, "/joint", refused), Action: forumPath(f.ID, "/joint/new"), Seen: now.Version, Now: v.jointPassage(now.Words, list),
		Words: v.writingField("words", "joint.words", typed.Words, 5), Sources: sourceLines(typed.Sources), Example: v.bracketExample(list), Voids: len(now.Consents) > 0}
	title := v.Text("joint.new")
	if now.ID != 0 {
		g.Action, g.Back, title = jointPath(now.ID, "/edit"), jointPath(now.ID, ""), v.Text("joint.edit")
	}
	g.Grades = []pick{{Value: string(dialogue.Agreed), Label: v.Text("joint.asked_agreed"), Chosen: typed.Asked == dialogue.Agreed},
		{Value: string(dialogue.Jointly), Label: v.Text("joint.asked_jointly"), Chosen: typed.Asked == dialogue.Jointly}}
	g.Issues = []pick{{Label: v.Text("joint.no_issue"), Chosen: typed.Issue == 0}}
	for _, i := range issues {
		t := v.title(i.Issue.Title)
		g.Issues = append(g.Issues, pick{Value: dialogue.FormatID(i.Issue.ID), Label: cut(t.Words, 60), Lang: t.Lang, Chosen: i.Issue.ID == typed.Issue})
	}
	return v.sendIn(code, f, g.Action, title, g)
}

// bracketExample shows how readings of the sides are written.
func (v *visitor) bracketExample(list sideList) string {
	piece := dialogue.Bracketed{}
	for _, s := range list {
		piece.Alternatives = append(piece.Alternatives, dialogue.Alternative{Side: s.ID, Text: "…"})
	}
	return dialogue.PrintBrackets([]dialogue.Bracketed{piece})
}
