package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
)

// responseForm asks what the reader's side says to a claim of another.
type responseForm struct {
	hall
	Issue      text
	Path       string // of the issue
	Action     string
	Claim      claimBox
	Seen       int
	Now        passage
	Understood bool
	Stances    []pick
	Words      writingField
}

func (responseForm) template() string { return "response_form" }

// responseOf returns what a side has responded to a claim; its Version is 0 where
// it has not.
func responseOf(i dialogue.Issue, side dialogue.SideID, id dialogue.ClaimID) dialogue.Response {
	for _, r := range perspectiveOf(i, side).Responses {
		if r.Claim == id {
			return r
		}
	}
	return dialogue.Response{Claim: id}
}

func showResponse(v *visitor) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	c, side, err := v.claim(i.Issue, false)
	if err != nil {
		return err
	}
	return v.askResponse(http.StatusOK, i, c, side, responseOf(i.Issue, v.who.Side, c.ID), nil)
}

func (v *visitor) askResponse(code int, i node.IssueView, c dialogue.Claim, side dialogue.SideID, typed dialogue.Response, refused error) error {
	list := v.alternate(i.Sides, 0)
	now := responseOf(i.Issue, v.who.Side, c.ID)
	g := responseForm{hall: v.hall(i.Forum, "/issues", refused), Issue: v.title(i.Issue.Title), Path: issuePath(i.Issue.ID, ""),
		Action: issuePath(i.Issue.ID, "/claims/"+dialogue.FormatID(c.ID)+"/response"), Claim: columnsOf(v, i, list).claim(list.side(side), c),
		Seen: now.Version, Now: v.passage(now.Words, true), Understood: typed.Understood, Words: v.ownField("words", "response.words", typed.Words, 5)}
	g.Claim.Responses, g.Claim.Respond = nil, ""
	for _, s := range []dialogue.Stance{dialogue.Unsaid, dialogue.StanceAccepted, dialogue.StanceDisputed, dialogue.StanceOpen} {
		label := locale.Key("stance.unsaid")
		if s != dialogue.Unsaid {
			label = locale.Key("stance." + string(s))
		}
		g.Stances = append(g.Stances, pick{Value: string(s), Label: v.Text(label), Chosen: s == typed.Stance})
	}
	return v.sendIn(code, i.Forum, g.Action, v.Text("response.title"), g)
}

// postResponse puts the own side's response to a claim of another.
func postResponse(v *visitor) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	c, side, err := v.claim(i.Issue, false)
	if err != nil {
		return err
	}
	typed := dialogue.Response{Claim: c.ID, Words: v.writing("words"), Understood: v.field("understood") == "yes",
		Stance: dialogue.Stance(v.field("stance")), Version: max(0, v.number("seen"))}
	if err := v.site.Node.Respond(v.r.Context(), v.who, i.Issue.ID, typed); err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askResponse(code, i, c, side, typed, err)
	}
	return v.redirect(issuePath(i.Issue.ID, "?done=saved#"+claimAnchor(c.ID)))
}

// postSeal seals the own side's perspective: when every side has, all are
// exchanged.
func postSeal(v *visitor) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	if err := v.site.Node.SealPerspective(v.r.Context(), v.who, i.Issue.ID); err != nil {
		return v.issueAgain(err)
	}
	return v.redirect(issuePath(i.Issue.ID, "?done=saved"))
}

// postUnseal takes the own seal back.
func postUnseal(v *visitor) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	if err := v.site.Node.UnsealPerspective(v.r.Context(), v.who, i.Issue.ID); err != nil {
		return v.issueAgain(err)
	}
	return v.redirect(issuePath(i.Issue.ID, "?done=saved"))
}
