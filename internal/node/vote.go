package node

import (
	"context"
	"errors"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

// CastVote records a participant's choice on a statement, instead of an earlier
// one. It is on disk when CastVote returns.
func (n *Node) CastVote(ctx context.Context, v dialogue.Viewer, id dialogue.StatementID, c dialogue.Choice, important bool) error {
	return n.onBallot(ctx, v, func(r *room) error {
		s, err := r.statement(id)
		if err != nil {
			return err
		}
		vote, err := r.Dialogue.AcceptVote(v, s, c, important, n.today())
		if err != nil {
			return err
		}
		old, had, err := n.Store.CastVote(ctx, v.Dialogue, r.Dialogue.Version, vote)
		if err != nil {
			return err
		}
		n.count(v, old, had, &vote)
		if n.Voted != nil {
			n.Voted()
		}
		return nil
	})
}

// RetractVote takes a vote back, as if it had not been cast. To retract what is
// not there changes nothing.
func (n *Node) RetractVote(ctx context.Context, v dialogue.Viewer, id dialogue.StatementID) error {
	return n.onBallot(ctx, v, func(r *room) error {
		if err := r.Dialogue.TakeBack(v, n.today()); err != nil {
			return err
		}
		old, had, err := n.Store.RetractVote(ctx, v.Dialogue, r.Dialogue.Version, v.Participant, id)
		if err != nil {
			return err
		}
		n.count(v, old, had, nil)
		return nil
	})
}

// onBallot runs a write of a participant against the dialogue as it was a short
// while ago; the write itself makes sure that it still is.
func (n *Node) onBallot(ctx context.Context, v dialogue.Viewer, use func(*room) error) error {
	defer n.casts(v.Dialogue)()
	return again(ctx, func() error {
		r, err := n.recent(ctx, v.Dialogue)
		if err != nil {
			return err
		}
		if err = use(r); err == nil {
			return nil
		}
		n.forget(v.Dialogue)
		if errors.Is(err, store.ErrStale) {
			return err
		}
		// A refusal by an old state of things is none: look again.
		fresh, errFresh := n.load(ctx, v.Dialogue)
		if errFresh != nil || fresh.Dialogue.Version == r.Dialogue.Version {
			return err
		}
		return store.ErrStale
	})
}

// A Ballot is what a participant has before them.
type Ballot struct {
	Dialogue  dialogue.Dialogue
	Statement *dialogue.Statement // to vote on; nil when there is none left
	Vote      *dialogue.Vote      // how the participant has voted on it, if so
	Voted     int
	Total     int
}

// Ballot returns the next statement for a participant. The same participant
// gets the same one again until voting on it, unless the tallies have moved.
func (n *Node) Ballot(ctx context.Context, v dialogue.Viewer) (Ballot, error) {
	r, votes, err := n.mine(ctx, v)
	if err != nil {
		return Ballot{}, err
	}
	b := n.ballot(v, r, votes)
	b.Statement, err = n.next(ctx, v, r, votes)
	return b, err
}

// BallotOn returns one statement for a participant, to vote on it or to change
// the vote.
func (n *Node) BallotOn(ctx context.Context, v dialogue.Viewer, id dialogue.StatementID) (Ballot, error) {
	r, votes, err := n.mine(ctx, v)
	if err != nil {
		return Ballot{}, err
	}
	s, err := r.statement(id)
	if err != nil {
		return Ballot{}, err
	}
	if s.State != dialogue.Accepted {
		return Ballot{}, fault.New(fault.NotFound, "refusal.statement_unknown")
	}
	b := n.ballot(v, r, votes)
	b.Statement = &s
	for _, vote := range votes {
		if vote.Statement == id {
			b.Vote = &vote
		}
	}
	return b, nil
}

// mine returns a participant's dialogue and votes.
func (n *Node) mine(ctx context.Context, v dialogue.Viewer) (*room, []dialogue.Vote, error) {
	r, err := n.see(ctx, v, v.Dialogue, dialogue.ItsStatements, v.Side)
	if err != nil {
		return nil, nil, err
	}
	votes, err := n.Store.Votes(ctx, v.Dialogue, v.Participant)
	return r, votes, err
}

func (n *Node) ballot(v dialogue.Viewer, r *room, votes []dialogue.Vote) Ballot {
	b := Ballot{Dialogue: asSeen(r.Dialogue)}
	accepted := map[dialogue.StatementID]bool{}
	for _, s := range r.Statements {
		if s.State == dialogue.Accepted {
			accepted[s.ID] = true
			b.Total++
		}
	}
	for _, vote := range votes {
		if accepted[vote.Statement] {
			b.Voted++
		}
	}
	return b
}

// A MyVote is a vote of the participant's own with its statement.
type MyVote struct {
	Statement dialogue.Statement
	Vote      dialogue.Vote
}

// MyVotes returns a participant's own votes, by number of statement.
func (n *Node) MyVotes(ctx context.Context, v dialogue.Viewer) ([]MyVote, error) {
	r, votes, err := n.mine(ctx, v)
	if err != nil {
		return nil, err
	}
	var all []MyVote
	for _, vote := range votes {
		if s, err := r.statement(vote.Statement); err == nil && s.State == dialogue.Accepted {
			all = append(all, MyVote{s, vote})
		}
	}
	return all, nil
}
