package node

import (
	"context"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/report"
	"parley/internal/store"
)

// TakeUp makes of the result of a closed dialogue what its forum goes on with:
// of every divide an issue, of every common ground a joint text to be agreed,
// each linked to its statement and to the figures as the public may see them.
// What was taken up before is passed over, so that it can be repeated.
func (n *Node) TakeUp(ctx context.Context, v dialogue.Viewer, id dialogue.ID) (issues, joint int, err error) {
	r, err := n.see(ctx, v, id, dialogue.ItsResult, "")
	if err != nil {
		return 0, 0, err
	}
	if !r.Dialogue.Frozen {
		return 0, 0, fault.New(fault.Refused, "refusal.report_dialogue")
	}
	result, err := n.kept(ctx, id, dialogue.Everyone)
	if err != nil {
		return 0, 0, err
	}
	err = n.inForum(ctx, v, r.Dialogue.Forum, func(c *store.ForumChange) error {
		sides, err := n.sideIDs(ctx)
		if err != nil {
			return err
		}
		taken, err := n.takenUp(ctx, r.Dialogue.Forum, id)
		if err != nil {
			return err
		}
		for _, s := range result.Statements {
			origin := originOf(id, s)
			if taken[origin.Statement] {
				continue
			}
			if err := n.takeUp(v, c, sides, origin, wordsOf(s)); err != nil {
				return fmt.Errorf("take up statement %s: %w", s.Statement, err)
			}
		}
		issues, joint = len(c.Issues), len(c.Joint)
		return nil
	})
	return issues, joint, err
}

// takeUp adds to a change what becomes of one statement; nothing where it is
// neither a divide nor common ground.
func (n *Node) takeUp(v dialogue.Viewer, c *store.ForumChange, sides []dialogue.SideID, o dialogue.Origin, words dialogue.Writing) error {
	switch report.Reading(o.Reading) {
	case report.Divide:
		id, err := newID[dialogue.IssueID](n)
		if err != nil {
			return err
		}
		i, err := dialogue.MakeIssue(v, c.Forum.ID, sides, words, nil)
		i.ID, i.Origin = id, &o
		c.Issues = append(c.Issues, i)
		return err
	case report.CommonGround, report.CommonGroundReject:
		id, err := newID[dialogue.JointID](n)
		if err != nil {
			return err
		}
		before := dialogue.JointText{ID: id, Forum: c.Forum.ID}
		j, err := before.Write(v, sides, dialogue.JointText{Words: words, Asked: dialogue.Agreed}, n.today())
		j.Origin, j.Rejects = &o, report.Reading(o.Reading) == report.CommonGroundReject
		c.Joint = append(c.Joint, j)
		return err
	}
	return nil
}

// takenUp returns the statements of a dialogue that became something already.
func (n *Node) takenUp(ctx context.Context, forum dialogue.ForumID, id dialogue.ID) (map[dialogue.StatementID]bool, error) {
	issues, err := n.Store.Issues(ctx, forum)
	if err != nil {
		return nil, err
	}
	joint, err := n.Store.JointTexts(ctx, forum)
	taken := map[dialogue.StatementID]bool{}
	note := func(o *dialogue.Origin) {
		if o != nil && o.Dialogue == id {
			taken[o.Statement] = true
		}
	}
	for _, i := range issues {
		note(i.Origin)
	}
	for _, j := range joint {
		note(j.Origin)
	}
	return taken, err
}

func wordsOf(s report.Statement) dialogue.Writing {
	l := dialogue.Language(s.Language)
	return dialogue.Writing{Original: l, Text: dialogue.Text{l: s.Text}}
}

// originOf returns what is told of a statement where it is taken up: how each
// side voted, as the public may see it.
func originOf(id dialogue.ID, s report.Statement) dialogue.Origin {
	o := dialogue.Origin{Dialogue: id, Reading: string(s.Reading)}
	o.Statement, _ = dialogue.ParseStatementID(s.Statement)
	for _, f := range s.Sides {
		one := dialogue.Support{Side: dialogue.SideID(f.Side), Withheld: f.Agree == nil && f.Band == nil}
		if f.Agree != nil {
			one.Agree, one.Disagree, one.Voters = *f.Agree, *f.Disagree, *f.Agree+*f.Disagree+*f.Pass
		}
		if f.Band != nil {
			one.Band = fmt.Sprintf("%d-%d", f.Band.Agree[0], f.Band.Agree[1])
		}
		o.Support = append(o.Support, one)
	}
	return o
}
