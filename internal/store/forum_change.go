package store

import (
	"context"
	"errors"

	"parley/internal/dialogue"
	"parley/internal/record"
)

// A ForumChange is everything that one use case writes about a forum, in one
// transaction: what it keeps, and the entries of the record that say so.
type ForumChange struct {
	// Forum as it is to be. Its version is the one that the decision rested on,
	// and is stored plus one; with version 0 the forum is added, as version 1.
	Forum dialogue.Forum
	// Added, or replaced by number. Each has the version that dialogue gave it,
	// and belongs to the forum.
	Issues          []dialogue.Issue
	Joint           []dialogue.JointText
	Recommendations []dialogue.Recommendation
	Reports         []dialogue.Report
	// Release is added or replaced. One that is added gets as its Entry the
	// place of the first of Entries, whatever stands there, and is refused
	// without one. One that is replaced keeps its Entry.
	Release  *dialogue.Release
	Proposal *dialogue.Proposal  // added or replaced, with its approvals
	Emptied  []dialogue.Proposal // replaced, with their approvals: of what they said something is destroyed
	// Papers of the proposal by name, added or replaced.
	Papers map[string][]byte
	// Keys are all that were read (DB.Keys) when it was decided that the
	// proposal is enacted. Where it is and they have changed, the change is
	// stale; else they are not looked at.
	Keys       []dialogue.Key
	Entries    []record.Opened       // appended to the record, in this order
	DropPapers []dialogue.ProposalID // whose papers are destroyed
	Redact     []int64               // places in the record whose salts are destroyed; the entries stay
}

// ChangeForum writes a change. If the version of the forum has moved, or the
// keys on which an enacted proposal rests, it writes nothing and returns
// ErrStale.
func (db *DB) ChangeForum(ctx context.Context, c ForumChange) error {
	return db.write(ctx, "change a forum", func(t *tx) error {
		put := t.advanceForum
		if c.Forum.Version == 0 {
			put = t.addForum
		}
		if err := put(c.Forum); err != nil {
			return err
		}
		return t.changeForum(db.dialect, c)
	})
}

// changeForum writes everything but the forum's own row. What takes the lock of
// the record comes last, so that it is held for a short time.
func (t *tx) changeForum(d dialect, c ForumChange) error {
	var first int64
	steps := []func() error{
		func() error { return t.putItems(c) },
		func() error { return t.checkChairs(d, c.Proposal) },
		func() error { return t.putProposal(c.Proposal) },
		func() error { return t.emptyProposals(c.Emptied) },
		func() error { return t.putPapers(c.Proposal, c.Papers) },
		func() error { return t.dropPapers(c.DropPapers) },
		func() (err error) { first, err = t.putOnRecord(c.Proposal, c.Keys, c.Entries); return err },
		func() error { return t.putRelease(c.Forum.ID, c.Release, first, len(c.Entries) > 0) },
		func() error { return t.redact(c.Redact) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) emptyProposals(all []dialogue.Proposal) error {
	for _, p := range all {
		if err := t.putProposal(&p); err != nil {
			return err
		}
	}
	return nil
}

var errOtherForum = errors.New("a change of one forum has something of another")

// putItems writes the documents that a forum keeps.
func (t *tx) putItems(c ForumChange) error {
	forum := c.Forum.ID
	for _, i := range c.Issues {
		if err := t.putItem(issues, forum, i.Forum, int64(i.ID), i); err != nil {
			return err
		}
	}
	for _, j := range c.Joint {
		if err := t.putItem(jointTexts, forum, j.Forum, int64(j.ID), j); err != nil {
			return err
		}
	}
	for _, r := range c.Recommendations {
		if err := t.putItem(recommendations, forum, r.Forum, int64(r.ID), r); err != nil {
			return err
		}
	}
	for _, r := range c.Reports {
		if err := t.putItem(reports, forum, r.Forum, int64(r.ID), r); err != nil {
			return err
		}
	}
	return nil
}
