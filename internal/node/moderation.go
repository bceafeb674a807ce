package node

import (
	"context"

	"parley/internal/dialogue"
	"parley/internal/opinion"
	"parley/internal/store"
)

// A Queue is what a moderator has to do and has done: statements by
// participants of the own side.
type Queue struct {
	Dialogue dialogue.Dialogue
	Pending  []dialogue.Statement
	Decided  []dialogue.Statement
}

// Queue returns the statements of a moderator's side, by number.
func (n *Node) Queue(ctx context.Context, v dialogue.Viewer, id dialogue.ID) (Queue, error) {
	r, err := n.see(ctx, v, id, dialogue.ItsQueue, v.Side)
	if err != nil {
		return Queue{}, err
	}
	q := Queue{Dialogue: asSeen(r.Dialogue)}
	for _, s := range r.Statements {
		switch {
		case !v.MaySee(r.Dialogue, dialogue.ItsQueue, s.Side) || s.Seed || s.State == dialogue.Withdrawn:
		case s.State == dialogue.Pending:
			q.Pending = append(q.Pending, s)
		default:
			q.Decided = append(q.Decided, s)
		}
	}
	return q, nil
}

// Moderate decides on a statement and adds a line to the log, which names the
// side and nobody.
func (n *Node) Moderate(ctx context.Context, v dialogue.Viewer, id dialogue.ID, sid dialogue.StatementID, to dialogue.State, why dialogue.Reason) error {
	return n.again(ctx, id, func(r *room) error {
		if !v.MaySee(r.Dialogue, dialogue.ItsQueue, v.Side) {
			return unknownDialogue()
		}
		s, err := r.statement(sid)
		if err != nil {
			return err
		}
		decided, err := r.Dialogue.Moderate(v, s, to, why, n.today())
		if err != nil || decided == s {
			return err
		}
		return n.Store.Change(ctx, store.Change{Dialogue: r.Dialogue, Statements: []dialogue.Statement{decided},
			Decision: &dialogue.Decision{Statement: sid, Side: v.Side, State: to, Reason: why, Day: n.today()}})
	})
}

// ModerationLog returns what moderators decided, by day and number.
func (n *Node) ModerationLog(ctx context.Context, v dialogue.Viewer, id dialogue.ID) ([]dialogue.Decision, error) {
	if _, err := n.see(ctx, v, id, dialogue.ItsLog, v.Side); err != nil {
		return nil, err
	}
	return n.Store.Decisions(ctx, id)
}

// A Balance says, of one side, how many statements it has and how many
// statements are open because too few of it have voted.
type Balance struct {
	Side     dialogue.SideID
	Accepted int
	Seeds    int // of them, to begin with
	Open     int // -1 for other sides than the moderator's
}

// Balance returns the balance of the sides for their moderators, as of the
// latest vote.
func (n *Node) Balance(ctx context.Context, v dialogue.Viewer, id dialogue.ID) ([]Balance, error) {
	r, err := n.see(ctx, v, id, dialogue.ItsBalance, v.Side)
	if err != nil {
		return nil, err
	}
	t, err := n.tally(ctx, r)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	all := make([]Balance, len(r.Dialogue.Sides))
	for i, a := range r.Dialogue.Sides {
		all[i].Side = a.Side
		votes := v.MaySee(r.Dialogue, dialogue.ItsBalance, a.Side)
		if !votes { // vote by vote it would show who comes on the other side
			all[i].Open = -1
		}
		for _, s := range r.Statements {
			if s.State != dialogue.Accepted {
				continue
			}
			if s.Side == a.Side {
				all[i].Accepted++
				if s.Seed {
					all[i].Seeds++
				}
			}
			if !votes {
				continue
			}
			if reading, _ := t.tally.Reading(t.column[s.ID]); reading == opinion.Open && t.tally.Count(i, t.column[s.ID]).Votes() < fewVoices {
				all[i].Open++
			}
		}
	}
	return all, nil
}

// fewVoices is below how many votes of a side a statement waits for that side.
const fewVoices = 5
