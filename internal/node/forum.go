package node

import (
	"context"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

func unknownForum() error { return fault.New(fault.NotFound, "refusal.forum_unknown") }

// Forum returns a forum, to those who may see what it keeps.
func (n *Node) Forum(ctx context.Context, v dialogue.Viewer, id dialogue.ForumID) (dialogue.Forum, error) {
	return n.hall(ctx, v, id, dialogue.TheirIssues)
}

// hall returns a forum if the viewer may see the thing of it.
func (n *Node) hall(ctx context.Context, v dialogue.Viewer, id dialogue.ForumID, what dialogue.ForumThing) (dialogue.Forum, error) {
	if !v.MaySeeForum(what) {
		return dialogue.Forum{}, unknownForum()
	}
	return n.Store.Forum(ctx, id)
}

// inForum runs a use case that changes what a forum keeps. The forum is read
// first, so that its version covers all that use reads after it.
func (n *Node) inForum(ctx context.Context, v dialogue.Viewer, id dialogue.ForumID, use func(c *store.ForumChange) error) error {
	return again(ctx, func() error {
		f, err := n.hall(ctx, v, id, dialogue.TheirIssues)
		if err != nil {
			return err
		}
		if err := f.Writable(); err != nil {
			return err
		}
		c := store.ForumChange{Forum: f}
		if err := use(&c); err != nil {
			return err
		}
		return n.Store.ChangeForum(ctx, c)
	})
}

// sideIDs returns the sides of the node, in their order.
func (n *Node) sideIDs(ctx context.Context) ([]dialogue.SideID, error) {
	sides, err := n.Store.Sides(ctx)
	var all []dialogue.SideID
	for _, s := range sides {
		all = append(all, s.ID)
	}
	return all, err
}
