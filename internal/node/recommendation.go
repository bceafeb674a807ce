package node

import (
	"context"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

// Recommendations returns those of a forum, by number; of one addressee and one
// dimension where they are given.
func (n *Node) Recommendations(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID, addressee, dimension string) ([]dialogue.Recommendation, error) {
	if _, err := n.hall(ctx, v, forum, dialogue.TheirRecommendations); err != nil {
		return nil, err
	}
	all, err := n.Store.Recommendations(ctx, forum)
	return dialogue.FilterRecommendations(all, addressee, dimension), err
}

// Recommendation returns one recommendation.
func (n *Node) Recommendation(ctx context.Context, v dialogue.Viewer, id dialogue.RecommendationID) (dialogue.Recommendation, error) {
	r, _, err := n.recommendation(ctx, v, id)
	return r, err
}

func (n *Node) recommendation(ctx context.Context, v dialogue.Viewer, id dialogue.RecommendationID) (dialogue.Recommendation, dialogue.Forum, error) {
	if !v.MaySeeForum(dialogue.TheirRecommendations) {
		return dialogue.Recommendation{}, dialogue.Forum{}, fault.New(fault.NotFound, "refusal.recommendation_unknown")
	}
	r, err := n.Store.Recommendation(ctx, id)
	if err != nil {
		return r, dialogue.Forum{}, err
	}
	f, err := n.hall(ctx, v, r.Forum, dialogue.TheirRecommendations)
	if err != nil {
		return r, f, err
	}
	r, err = n.Store.Recommendation(ctx, id) // under the version of the forum
	return r, f, err
}

// WriteRecommendation adds a recommendation, under the next number, or replaces
// the version of one that was shown.
func (n *Node) WriteRecommendation(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID, r dialogue.Recommendation) (dialogue.RecommendationID, error) {
	isNew := r.ID == 0
	if isNew {
		var err error
		if r.ID, err = newID[dialogue.RecommendationID](n); err != nil {
			return 0, err
		}
	}
	return r.ID, n.inForum(ctx, v, forum, func(c *store.ForumChange) error {
		sides, err := n.sideIDs(ctx)
		if err != nil {
			return err
		}
		all, err := n.Store.Recommendations(ctx, forum)
		if err != nil {
			return err
		}
		before := dialogue.Recommendation{ID: r.ID, Forum: forum, Number: dialogue.NextNumber(all)}
		if !isNew {
			if before, err = n.Store.Recommendation(ctx, r.ID); err != nil || before.Forum != forum {
				return fault.New(fault.NotFound, "refusal.recommendation_unknown")
			}
		}
		next, err := before.Write(v, sides, r, n.today())
		c.Recommendations = []dialogue.Recommendation{next}
		return err
	})
}

func (n *Node) changeRecommendation(ctx context.Context, v dialogue.Viewer, id dialogue.RecommendationID, use func(dialogue.Recommendation) (dialogue.Recommendation, error)) error {
	return again(ctx, func() error {
		r, f, err := n.recommendation(ctx, v, id)
		if err != nil {
			return err
		}
		if err := f.Writable(); err != nil {
			return err
		}
		if r, err = use(r); err != nil {
			return err
		}
		return n.Store.ChangeForum(ctx, store.ForumChange{Forum: f, Recommendations: []dialogue.Recommendation{r}})
	})
}

// SupportRecommendation records that the viewer's side supports the words with
// the hash seen.
func (n *Node) SupportRecommendation(ctx context.Context, v dialogue.Viewer, id dialogue.RecommendationID, seen dialogue.Hash) error {
	return n.changeRecommendation(ctx, v, id, func(r dialogue.Recommendation) (dialogue.Recommendation, error) {
		return r.Support(v, seen, n.today())
	})
}

// WithdrawSupport takes the own side's support back, at once.
func (n *Node) WithdrawSupport(ctx context.Context, v dialogue.Viewer, id dialogue.RecommendationID) error {
	return n.changeRecommendation(ctx, v, id, func(r dialogue.Recommendation) (dialogue.Recommendation, error) {
		return r.WithdrawSupport(v, n.today())
	})
}

// WithdrawRecommendation takes a recommendation back. It stays, marked so, and
// keeps its number.
func (n *Node) WithdrawRecommendation(ctx context.Context, v dialogue.Viewer, id dialogue.RecommendationID) error {
	return n.changeRecommendation(ctx, v, id, func(r dialogue.Recommendation) (dialogue.Recommendation, error) { return r.Withdraw(v) })
}
