package node

import (
	"context"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

// An IssueView is an issue as its viewer may see it: another side's
// perspective is empty until all are exchanged.
type IssueView struct {
	Forum dialogue.Forum
	Issue dialogue.Issue
	Joint []dialogue.JointText
	Sides []dialogue.Side
}

// Issues returns the issues of a forum, by title.
func (n *Node) Issues(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID) ([]IssueView, error) {
	f, err := n.hall(ctx, v, forum, dialogue.TheirIssues)
	if err != nil {
		return nil, err
	}
	issues, err := n.Store.Issues(ctx, forum)
	if err != nil {
		return nil, err
	}
	joint, err := n.Store.JointTexts(ctx, forum)
	if err != nil {
		return nil, err
	}
	sides, err := n.Store.Sides(ctx)
	var views []IssueView
	for _, i := range issues {
		views = append(views, IssueView{f, i.Seen(v), jointOf(joint, i.ID), sides})
	}
	slices.SortStableFunc(views, func(a, b IssueView) int {
		return strings.Compare(titleOf(a.Issue), titleOf(b.Issue))
	})
	return views, err
}

func titleOf(i dialogue.Issue) string { return i.Title.Text[i.Title.Original] }

func jointOf(all []dialogue.JointText, issue dialogue.IssueID) []dialogue.JointText {
	var of []dialogue.JointText
	for _, j := range all {
		if j.Issue == issue && !j.Removed {
			of = append(of, j)
		}
	}
	return of
}

// Issue returns one issue.
func (n *Node) Issue(ctx context.Context, v dialogue.Viewer, id dialogue.IssueID) (IssueView, error) {
	i, f, err := n.issue(ctx, v, id)
	if err != nil {
		return IssueView{}, err
	}
	joint, err := n.Store.JointTexts(ctx, i.Forum)
	if err != nil {
		return IssueView{}, err
	}
	sides, err := n.Store.Sides(ctx)
	return IssueView{f, i.Seen(v), jointOf(joint, i.ID), sides}, err
}

// issue returns an issue whole, and its forum as it was before.
func (n *Node) issue(ctx context.Context, v dialogue.Viewer, id dialogue.IssueID) (dialogue.Issue, dialogue.Forum, error) {
	unknown := fault.New(fault.NotFound, "refusal.issue_unknown")
	if !v.MaySeeForum(dialogue.TheirIssues) {
		return dialogue.Issue{}, dialogue.Forum{}, unknown
	}
	i, err := n.Store.Issue(ctx, id)
	if err != nil {
		return i, dialogue.Forum{}, err
	}
	f, err := n.hall(ctx, v, i.Forum, dialogue.TheirIssues)
	if err != nil {
		return i, f, err
	}
	i, err = n.Store.Issue(ctx, id) // under the version of the forum
	return i, f, err
}

// changeIssue runs a use case that changes an issue.
func (n *Node) changeIssue(ctx context.Context, v dialogue.Viewer, id dialogue.IssueID, use func(dialogue.Issue) (dialogue.Issue, error)) error {
	return again(ctx, func() error {
		i, f, err := n.issue(ctx, v, id)
		if err != nil {
			return err
		}
		if err := f.Writable(); err != nil {
			return err
		}
		if i, err = use(i); err != nil {
			return err
		}
		return n.Store.ChangeForum(ctx, store.ForumChange{Forum: f, Issues: []dialogue.Issue{i}})
	})
}

// AddIssue adds an issue to a forum.
func (n *Node) AddIssue(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID, title dialogue.Writing, provisions []dialogue.Provision) (dialogue.IssueID, error) {
	id, err := newID[dialogue.IssueID](n)
	if err != nil {
		return 0, err
	}
	return id, n.inForum(ctx, v, forum, func(c *store.ForumChange) error {
		sides, err := n.sideIDs(ctx)
		if err != nil {
			return err
		}
		i, err := dialogue.MakeIssue(v, forum, sides, title, provisions)
		i.ID = id
		c.Issues = []dialogue.Issue{i}
		return err
	})
}

// EditIssue changes what all sides write of an issue: its title, provisions,
// what would settle it, third parties. seen is the version that was shown.
func (n *Node) EditIssue(ctx context.Context, v dialogue.Viewer, id dialogue.IssueID, seen int, edited dialogue.Issue) error {
	return n.changeIssue(ctx, v, id, func(i dialogue.Issue) (dialogue.Issue, error) { return i.Edit(v, seen, edited) })
}

// SealPerspective seals the own side's perspective. When every side has, all
// are exchanged.
func (n *Node) SealPerspective(ctx context.Context, v dialogue.Viewer, id dialogue.IssueID) error {
	return n.changeIssue(ctx, v, id, func(i dialogue.Issue) (dialogue.Issue, error) { return i.Seal(v, n.today()) })
}

// UnsealPerspective takes the own seal back, before the exchange.
func (n *Node) UnsealPerspective(ctx context.Context, v dialogue.Viewer, id dialogue.IssueID) error {
	return n.changeIssue(ctx, v, id, func(i dialogue.Issue) (dialogue.Issue, error) { return i.Unseal(v) })
}

// WriteClaim adds a claim to the own side's perspective, or a new version of
// one.
func (n *Node) WriteClaim(ctx context.Context, v dialogue.Viewer, id dialogue.IssueID, c dialogue.Claim) (dialogue.ClaimID, error) {
	isNew := c.ID == 0
	if isNew {
		var err error
		c.Version = 0
		if c.ID, err = newID[dialogue.ClaimID](n); err != nil {
			return 0, err
		}
	}
	if !isNew && c.Version == 0 {
		return 0, fault.New(fault.NotFound, "refusal.claim_unknown")
	}
	return c.ID, n.changeIssue(ctx, v, id, func(i dialogue.Issue) (dialogue.Issue, error) { return i.WriteClaim(v, c, n.today()) })
}

// WithdrawClaim takes the words of a claim of the own side back. Its number
// stays.
func (n *Node) WithdrawClaim(ctx context.Context, v dialogue.Viewer, id dialogue.IssueID, claim dialogue.ClaimID) error {
	return n.changeIssue(ctx, v, id, func(i dialogue.Issue) (dialogue.Issue, error) { return i.WithdrawClaim(v, claim, n.today()) })
}

// MarkMet notes that the own side calls its expectation fulfilled, or not.
func (n *Node) MarkMet(ctx context.Context, v dialogue.Viewer, id dialogue.IssueID, claim dialogue.ClaimID, met bool) error {
	return n.changeIssue(ctx, v, id, func(i dialogue.Issue) (dialogue.Issue, error) { return i.MarkMet(v, claim, met) })
}

// Respond puts the own side's response to another side's claim.
func (n *Node) Respond(ctx context.Context, v dialogue.Viewer, id dialogue.IssueID, r dialogue.Response) error {
	return n.changeIssue(ctx, v, id, func(i dialogue.Issue) (dialogue.Issue, error) { return i.Respond(v, r, n.today()) })
}
