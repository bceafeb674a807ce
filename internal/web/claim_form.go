package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

// claimForm asks for a claim of the reader's own side.
type claimForm struct {
	hall
	Issue    text
	Path     string // of the issue
	Action   string
	Seen     int
	Side     text
	Now      passage // what stands, where somebody was first
	Holders  []pick
	Whose    writingField
	Words    writingField
	Sources  string
	Expects  bool
	Of       []pick
	Sign     writingField
	Answers  []pick
	Edit     bool
	Shared   bool // the others have seen it
	CanMet   bool // it is an expectation that stands
	Met      bool
	MostWord int
}

func (claimForm) template() string { return "claim_form" }

// claim returns the claim in the address, which must be of the visitor's side, or
// else be there for another side to respond to.
func (v *visitor) claim(i dialogue.Issue, own bool) (dialogue.Claim, dialogue.SideID, error) {
	id, ok := dialogue.ParseID[dialogue.ClaimID](v.r.PathValue("claim"))
	c, side, found := i.Claim(id)
	if !ok || !found || own != (side == v.who.Side) {
		return c, side, fault.New(fault.NotFound, "refusal.claim_unknown")
	}
	return c, side, nil
}

func showNewClaim(v *visitor) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	return v.askClaim(http.StatusOK, i, dialogue.Claim{}, dialogue.Claim{Holder: dialogue.Delegation}, nil)
}

func showClaim(v *visitor) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	c, _, err := v.claim(i.Issue, true)
	if err != nil {
		return err
	}
	return v.askClaim(http.StatusOK, i, c, c, nil)
}

// askClaim shows the form with what was typed; now is the claim as it stands.
func (v *visitor) askClaim(code int, i node.IssueView, now, typed dialogue.Claim, refused error) error {
	g := claimForm{hall: v.hall(i.Forum, "/issues", refused), Issue: v.title(i.Issue.Title), Path: issuePath(i.Issue.ID, ""),
		Action: issuePath(i.Issue.ID, "/claims/new"), Seen: now.Version, Now: v.passage(now.Words, true), Edit: now.ID != 0, Shared: i.Issue.Exchanged(),
		Whose: v.ownField("whose", "claim.whose", typed.Whose, 1), Words: v.ownField("words", "claim.words", typed.Words, 5),
		Sources: sourceLines(typed.Sources), CanMet: now.Expects != nil && !now.Withdrawn, MostWord: dialogue.MostWords}
	title := v.Text("claim.new")
	if g.Edit {
		g.Action, title = issuePath(i.Issue.ID, "/claims/"+dialogue.FormatID(now.ID)), v.Text("claim.edit")
		g.Met = now.Expects != nil && now.Expects.Met
	}
	list := v.alternate(i.Sides, 0)
	g.Side = list.side(v.who.Side).Name
	for _, h := range []dialogue.Holder{dialogue.Delegation, dialogue.Government, dialogue.Voice} {
		g.Holders = append(g.Holders, pick{Value: string(h), Label: v.holder(h), Chosen: h == typed.Holder})
	}
	g.addExpectation(v, list, typed)
	g.Answers = v.answerPicks(i.Issue, typed.Answers)
	return v.sendIn(code, i.Forum, g.Action, title, g)
}

func (g *claimForm) addExpectation(v *visitor, list sideList, typed dialogue.Claim) {
	var e dialogue.Expected
	if typed.Expects != nil {
		e, g.Expects = *typed.Expects, true
	}
	g.Sign = v.ownField("sign", "claim.sign", e.Sign, 3)
	for _, s := range list {
		if s.ID != v.who.Side {
			g.Of = append(g.Of, pick{Value: string(s.ID), Label: s.Name.Words, Lang: s.Name.Lang, Chosen: s.ID == e.Of})
		}
	}
}

// answerPicks offers the claims of others that one can be written in answer to.
func (v *visitor) answerPicks(i dialogue.Issue, chosen dialogue.ClaimID) []pick {
	var all []pick
	for _, p := range i.Perspectives {
		for _, c := range p.Claims {
			if p.Side != v.who.Side && !c.Withdrawn {
				t := v.title(c.Words)
				all = append(all, pick{Value: dialogue.FormatID(c.ID), Label: claimNumber(c) + " – " + cut(t.Words, 60), Lang: t.Lang, Chosen: c.ID == chosen})
			}
		}
	}
	return all
}

// cut returns the beginning of a text, for a list of choices.
func cut(words string, most int) string {
	runes := []rune(words)
	if len(runes) <= most {
		return words
	}
	return string(runes[:most]) + "…"
}

// postClaim writes a claim, or another wording of one.
func postClaim(v *visitor) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	var now dialogue.Claim
	if v.r.PathValue("claim") != "" {
		if now, _, err = v.claim(i.Issue, true); err != nil {
			return err
		}
	}
	typed := v.postedClaim(now)
	if _, err := v.site.Node.WriteClaim(v.r.Context(), v.who, i.Issue.ID, typed); err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askClaim(code, i, now, typed, err)
	}
	return v.redirect(issuePath(i.Issue.ID, "?done=saved#side-"+string(v.who.Side)))
}

func (v *visitor) postedClaim(now dialogue.Claim) dialogue.Claim {
	c := dialogue.Claim{ID: now.ID, Holder: dialogue.Holder(v.field("holder")), Whose: v.writing("whose"), Words: v.writing("words"),
		Sources: sources(v.field("sources")), Version: max(0, v.number("seen"))}
	if v.field("expects") != "" {
		c.Expects = &dialogue.Expected{Of: dialogue.SideID(v.field("of")), Sign: v.writing("sign")}
	}
	c.Answers, _ = dialogue.ParseID[dialogue.ClaimID](v.field("answers"))
	return c
}

// postClaimWithdrawal takes a claim back: its number stays.
func postClaimWithdrawal(v *visitor) error {
	return v.ownClaimAct(func(i dialogue.Issue, c dialogue.Claim) error {
		return v.site.Node.WithdrawClaim(v.r.Context(), v.who, i.ID, c.ID)
	})
}

// postMet notes whether the own side calls its expectation fulfilled.
func postMet(v *visitor) error {
	return v.ownClaimAct(func(i dialogue.Issue, c dialogue.Claim) error {
		return v.site.Node.MarkMet(v.r.Context(), v.who, i.ID, c.ID, v.field("met") == "yes")
	})
}

func (v *visitor) ownClaimAct(act func(dialogue.Issue, dialogue.Claim) error) error {
	i, err := v.issue()
	if err != nil {
		return err
	}
	c, _, err := v.claim(i.Issue, true)
	if err != nil {
		return err
	}
	if err := act(i.Issue, c); err != nil {
		return v.issueAgain(err)
	}
	return v.redirect(issuePath(i.Issue.ID, "?done=saved#side-"+string(v.who.Side)))
}
