package node

import (
	"cmp"
	"context"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
	"parley/internal/store"
)

// commitments is the register in which recommendations are tracked.
const commitments register.Name = "commitments"

// CommitTo makes a recommendation of a released report a record of the register of
// commitments, pending for every side, in the words that were released, and returns
// its key: the recommendation's number, with that of its forum where another forum
// has one like it. Done twice it is refused, and so is a recommendation that was
// never released.
func (n *Node) CommitTo(ctx context.Context, v dialogue.Viewer, id dialogue.RecommendationID) (string, error) {
	r, f, err := n.recommendation(ctx, v, id)
	if err != nil {
		return "", err
	}
	d, err := n.definition(commitments)
	if err != nil {
		return "", err
	}
	release, words, err := n.asReleased(ctx, id)
	if err != nil {
		return "", err
	}
	number, recordID, err := n.newRecord(v, d, r.Number)
	if err != nil {
		return "", err
	}
	key := number
	err = again(ctx, func() error {
		key = number
		w, err := n.recordWrite(ctx, v, d)
		if err != nil {
			return err
		}
		row, err := n.Store.Record(ctx, string(commitments), key)
		switch {
		case err == nil && n.follows(d, row, id):
			return fault.New(fault.Conflict, "refusal.record_key_taken")
		case err == nil:
			key = r.Number + "-" + dialogue.FormatID(f.ID)
			if _, err = n.Store.Record(ctx, string(commitments), key); err == nil {
				return fault.New(fault.Conflict, "refusal.record_key_taken")
			}
		}
		if fault.KindOf(err) != fault.NotFound {
			return err
		}
		from := &register.From{Recommendation: id, Number: r.Number, Release: release}
		before := register.Record{ID: recordID, Register: commitments, Key: key, Origin: register.FromDialogue, From: from}
		if w.after, err = d.Write(v, w.sides, before, d.Following(words), n.today()); err != nil {
			return err
		}
		return w.put(ctx)
	})
	return key, err
}

// follows reports whether a record follows a recommendation.
func (n *Node) follows(d *register.Definition, row store.RecordRow, id dialogue.RecommendationID) bool {
	r, err := n.recordOf(d, row)
	return err == nil && r.From != nil && r.From.Recommendation == id
}

// asReleased returns the last release that has a recommendation, and the
// recommendation as it was released.
func (n *Node) asReleased(ctx context.Context, id dialogue.RecommendationID) (dialogue.ReleaseID, register.Recommended, error) {
	releases, err := n.Store.Releases(ctx)
	if err != nil {
		return 0, register.Recommended{}, err
	}
	slices.SortFunc(releases, func(a, b dialogue.Release) int { return cmp.Compare(b.On, a.On) })
	for _, r := range releases {
		if r.Of != 0 || r.Redacted {
			continue
		}
		doc, err := n.document(ctx, r.Proposal)
		if err != nil {
			return 0, register.Recommended{}, err
		}
		for _, one := range doc.Recommendations {
			if one.ID == dialogue.FormatID(id) {
				return r.ID, register.Recommended{Number: one.Number, Action: one.Action, Components: one.Components, Kind: one.Kind,
					Addressees: one.Addressees, Horizon: string(one.Horizon), Review: one.Review, Sources: one.Sources}, nil
			}
		}
	}
	return 0, register.Recommended{}, fault.New(fault.Refused, "refusal.recommendation_not_released")
}

// Commitment returns the key of the record that follows a recommendation, as far as
// the viewer sees it; "" where there is none.
func (n *Node) Commitment(ctx context.Context, v dialogue.Viewer, id dialogue.RecommendationID) (string, error) {
	d, err := n.definition(commitments)
	if err != nil {
		return "", nil // of a node without them
	}
	key := ""
	err = n.lookingAt(ctx, v, d, func(c *catalogue) {
		if at, ok := c.follows[id]; ok {
			title, _ := c.ByID(at)
			key = title.Key
		}
	})
	return key, err
}
