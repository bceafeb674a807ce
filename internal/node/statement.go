package node

import (
	"context"
	"crypto/hmac"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

// Write puts a statement forward. It waits for a moderator of its author's side.
func (n *Node) Write(ctx context.Context, by Session, text string, l dialogue.Language) (dialogue.StatementID, error) {
	v := by.Viewer()
	var id dialogue.StatementID
	err := n.again(ctx, v.Dialogue, func(r *room) error {
		s, err := r.Dialogue.Write(v, text, l, r.Statements, own(by, r), n.today())
		if err != nil {
			return err
		}
		if s.ID, err = n.number(r.Statements); err != nil {
			return err
		}
		s.Tag = tagOf(by.Tag, v.Dialogue, s.ID)
		id = s.ID
		return n.Store.Change(ctx, store.Change{Dialogue: r.Dialogue, By: v.Participant, Statements: []dialogue.Statement{s}})
	})
	return id, err
}

// MyStatements returns the participant's own statements and what became of
// them, by number. Only the session can tell which they are.
func (n *Node) MyStatements(ctx context.Context, by Session) ([]dialogue.Statement, error) {
	v := by.Viewer()
	r, err := n.see(ctx, v, v.Dialogue, dialogue.ItsStatements, v.Side)
	if err != nil {
		return nil, err
	}
	return own(by, r), nil
}

func own(by Session, r *room) []dialogue.Statement {
	var all []dialogue.Statement
	for _, s := range r.Statements {
		if tag := tagOf(by.Tag, r.Dialogue.ID, s.ID); !s.Seed && hmac.Equal(tag[:], s.Tag[:]) {
			all = append(all, s)
		}
	}
	return all
}

// TakeBackStatement withdraws an own statement: its text is deleted.
func (n *Node) TakeBackStatement(ctx context.Context, by Session, id dialogue.StatementID) error {
	v := by.Viewer()
	return n.again(ctx, v.Dialogue, func(r *room) error {
		if err := r.Dialogue.TakeBack(v, n.today()); err != nil {
			return err
		}
		for _, s := range own(by, r) {
			if s.ID == id {
				if err := n.Store.TakeBackStatement(ctx, v.Dialogue, r.Dialogue.Version, id); err != nil {
					return err
				}
				n.withdrawn(ctx)
				return nil
			}
		}
		return fault.New(fault.NotFound, "refusal.statement_unknown")
	})
}

// TakeBackAll deletes the participant with all votes and the texts of all own
// statements. It cannot be undone, and the code does not open again.
func (n *Node) TakeBackAll(ctx context.Context, by Session) error {
	v := by.Viewer()
	defer n.casts(v.Dialogue)()
	return n.again(ctx, v.Dialogue, func(r *room) error {
		if err := r.Dialogue.TakeBack(v, n.today()); err != nil {
			return err
		}
		votes, err := n.Store.Votes(ctx, v.Dialogue, v.Participant)
		if err != nil {
			return err
		}
		var mine []dialogue.StatementID
		for _, s := range own(by, r) {
			mine = append(mine, s.ID)
		}
		if err := n.Store.TakeBack(ctx, v.Dialogue, r.Dialogue.Version, v.Participant, mine); err != nil {
			return err
		}
		for _, vote := range votes {
			n.count(v, vote, true, nil)
		}
		n.withdrawn(ctx)
		return nil
	})
}

// withdrawn hands the list of withdrawals on. If that fails, what was taken back
// is gone all the same, and the next look tries again.
func (n *Node) withdrawn(ctx context.Context) {
	if err := n.keepWithdrawals(ctx); err != nil {
		n.Log.Error("keeping the list of withdrawals", "err", err)
	}
}
