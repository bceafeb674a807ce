package web

import (
	"net/http"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
)

// choiceForm asks what a report is composed of.
type choiceForm struct {
	hall
	Report text
	Path   string // of the report
	Seen   int
	Kinds  []ticks
}

// ticks offers all of one kind that a report can hold.
type ticks struct {
	Label, Name, None string
	All               []pick
}

func (choiceForm) template() string { return "report_choice" }

func showChoice(v *visitor) error {
	r, err := v.reportView()
	if err != nil {
		return err
	}
	return v.askChoice(http.StatusOK, r, r.Report, nil)
}

func (v *visitor) askChoice(code int, now node.ReportView, typed dialogue.Report, refused error) error {
	g := choiceForm{hall: v.hall(now.Forum, "/reports", refused), Report: v.title(now.Report.Parts[dialogue.PartTitle]), Path: reportPath(now.Report.ID, ""), Seen: now.Report.Version}
	add := func(label locale.Key, name string, all []pick, err error) error {
		g.Kinds = append(g.Kinds, ticks{v.Text(label), name, v.Text("reporting.nothing"), all})
		return err
	}
	issues, err := v.issueTicks(now.Forum.ID, typed)
	if err := add("hall.issues", "issue", issues, err); err != nil {
		return err
	}
	joint, err := v.jointTicks(now.Forum.ID, typed)
	if err := add("hall.joint", "joint", joint, err); err != nil {
		return err
	}
	recommendations, err := v.recommendationTicks(now.Forum.ID, typed)
	if err := add("hall.recommendations", "recommendation", recommendations, err); err != nil {
		return err
	}
	dialogues, err := v.dialogueTicks(now.Forum.ID, typed)
	if err := add("reporting.dialogues", "dialogue", dialogues, err); err != nil {
		return err
	}
	return v.sendIn(code, now.Forum, g.Path+"/choice", v.Text("reporting.choose"), g)
}

func (v *visitor) issueTicks(forum dialogue.ForumID, typed dialogue.Report) (all []pick, err error) {
	issues, err := v.site.Node.Issues(v.r.Context(), v.who, forum)
	for _, i := range issues {
		all = append(all, chosenFrom(i.Issue.ID, v.title(i.Issue.Title), typed.Issues))
	}
	return all, err
}

func (v *visitor) jointTicks(forum dialogue.ForumID, typed dialogue.Report) (all []pick, err error) {
	joint, err := v.site.Node.JointTexts(v.r.Context(), v.who, forum)
	for _, j := range joint {
		if !j.Removed || slices.Contains(typed.Joint, j.ID) {
			all = append(all, chosenFrom(j.ID, v.title(j.Words), typed.Joint))
		}
	}
	return all, err
}

func (v *visitor) recommendationTicks(forum dialogue.ForumID, typed dialogue.Report) (all []pick, err error) {
	recommendations, err := v.site.Node.Recommendations(v.r.Context(), v.who, forum, "", "")
	for _, r := range recommendations {
		p := chosenFrom(r.ID, v.title(r.Action), typed.Recommendations)
		p.What = r.Number
		all = append(all, p)
	}
	return all, err
}

func (v *visitor) dialogueTicks(forum dialogue.ForumID, typed dialogue.Report) (all []pick, err error) {
	dialogues, err := v.site.Node.Dialogues(v.r.Context(), v.who)
	for _, d := range dialogues {
		if d.Forum == forum && d.Frozen {
			all = append(all, chosenFrom(d.ID, v.topic(d), typed.Dialogues))
		}
	}
	return all, err
}

// chosenFrom offers one thing that a report can hold.
func chosenFrom[T ~int64](id T, t text, chosen []T) pick {
	return pick{Value: dialogue.FormatID(id), Label: t.Words, Lang: t.Lang, Chosen: slices.Contains(chosen, id)}
}

// picked returns what was ticked under a name: what was there before in its
// order, then what is new in the order of the form.
func picked[T ~int64](v *visitor, name string, before []T) []T {
	var ticked, all []T
	for _, value := range v.r.PostForm[name] {
		if id, ok := dialogue.ParseID[T](value); ok {
			ticked = append(ticked, id)
		}
	}
	for _, id := range before {
		if slices.Contains(ticked, id) {
			all = append(all, id)
		}
	}
	for _, id := range ticked {
		if !slices.Contains(before, id) {
			all = append(all, id)
		}
	}
	return all
}

// postChoice replaces what a report is composed of.
func postChoice(v *visitor) error {
	r, err := v.reportView()
	if err != nil {
		return err
	}
	edited := r.Report
	edited.Issues, edited.Joint = picked(v, "issue", edited.Issues), picked(v, "joint", edited.Joint)
	edited.Recommendations, edited.Dialogues = picked(v, "recommendation", edited.Recommendations), picked(v, "dialogue", edited.Dialogues)
	if err := v.site.Node.EditReport(v.r.Context(), v.who, r.Report.ID, v.number("seen"), edited); err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askChoice(code, r, edited, err)
	}
	return v.redirect(reportPath(r.Report.ID, "?done=saved"))
}
