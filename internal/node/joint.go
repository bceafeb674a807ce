package node

import (
	"context"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

// JointTexts returns the texts that the sides of a forum write together.
func (n *Node) JointTexts(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID) ([]dialogue.JointText, error) {
	if _, err := n.hall(ctx, v, forum, dialogue.TheirIssues); err != nil {
		return nil, err
	}
	return n.Store.JointTexts(ctx, forum)
}

// JointText returns one of them.
func (n *Node) JointText(ctx context.Context, v dialogue.Viewer, id dialogue.JointID) (dialogue.JointText, error) {
	j, _, err := n.joint(ctx, v, id)
	return j, err
}

func (n *Node) joint(ctx context.Context, v dialogue.Viewer, id dialogue.JointID) (dialogue.JointText, dialogue.Forum, error) {
	if !v.MaySeeForum(dialogue.TheirIssues) {
		return dialogue.JointText{}, dialogue.Forum{}, fault.New(fault.NotFound, "refusal.joint_unknown")
	}
	j, err := n.Store.JointText(ctx, id)
	if err != nil {
		return j, dialogue.Forum{}, err
	}
	f, err := n.hall(ctx, v, j.Forum, dialogue.TheirIssues)
	if err != nil {
		return j, f, err
	}
	j, err = n.Store.JointText(ctx, id) // under the version of the forum
	return j, f, err
}

// WriteJoint adds a joint text, or replaces the version of one that was shown.
// Consents to other words than these are past.
func (n *Node) WriteJoint(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID, j dialogue.JointText) (dialogue.JointID, error) {
	isNew := j.ID == 0
	if isNew {
		var err error
		if j.ID, err = newID[dialogue.JointID](n); err != nil {
			return 0, err
		}
	}
	return j.ID, n.inForum(ctx, v, forum, func(c *store.ForumChange) error {
		sides, err := n.sideIDs(ctx)
		if err != nil {
			return err
		}
		if j.Issue != 0 {
			if i, err := n.Store.Issue(ctx, j.Issue); err != nil || i.Forum != forum {
				return fault.New(fault.NotFound, "refusal.issue_unknown")
			}
		}
		before := dialogue.JointText{ID: j.ID, Forum: forum}
		if !isNew {
			if before, err = n.Store.JointText(ctx, j.ID); err != nil || before.Forum != forum {
				return fault.New(fault.NotFound, "refusal.joint_unknown")
			}
		}
		next, err := before.Write(v, sides, j, n.today())
		c.Joint = []dialogue.JointText{next}
		return err
	})
}

func (n *Node) changeJoint(ctx context.Context, v dialogue.Viewer, id dialogue.JointID, use func(dialogue.JointText) (dialogue.JointText, error)) error {
	return again(ctx, func() error {
		j, f, err := n.joint(ctx, v, id)
		if err != nil {
			return err
		}
		if err := f.Writable(); err != nil {
			return err
		}
		if j, err = use(j); err != nil {
			return err
		}
		return n.Store.ChangeForum(ctx, store.ForumChange{Forum: f, Joint: []dialogue.JointText{j}})
	})
}

// Consent records the yes of the viewer's side to the words with the hash seen.
func (n *Node) Consent(ctx context.Context, v dialogue.Viewer, id dialogue.JointID, seen dialogue.Hash) error {
	return n.changeJoint(ctx, v, id, func(j dialogue.JointText) (dialogue.JointText, error) { return j.Consent(v, seen, n.today()) })
}

// WithdrawConsent takes the own side's consent back, at once; that it was there
// stays visible.
func (n *Node) WithdrawConsent(ctx context.Context, v dialogue.Viewer, id dialogue.JointID) error {
	return n.changeJoint(ctx, v, id, func(j dialogue.JointText) (dialogue.JointText, error) { return j.WithdrawConsent(v, n.today()) })
}

// RemoveJoint takes a joint text off. Its number stays.
func (n *Node) RemoveJoint(ctx context.Context, v dialogue.Viewer, id dialogue.JointID) error {
	return n.changeJoint(ctx, v, id, func(j dialogue.JointText) (dialogue.JointText, error) { return j.Remove(v, n.today()) })
}
