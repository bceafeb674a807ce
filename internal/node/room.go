package node

import (
	"context"
	"sync"
	"sync/atomic"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// A room is a dialogue with its statements as they were at one version. It is
// never changed.
type room struct {
	Dialogue   dialogue.Dialogue
	Statements []dialogue.Statement // by number
	at         map[dialogue.StatementID]int

	results sync.Map     // dialogue.Audience → *report.Result, read from the database once
	digest  atomic.Value // string: that of the votes of a closed dialogue, computed once
}

// statement returns a statement by its number.
func (r *room) statement(id dialogue.StatementID) (dialogue.Statement, error) {
	i, ok := r.at[id]
	if !ok {
		return dialogue.Statement{}, fault.New(fault.NotFound, "refusal.statement_unknown")
	}
	return r.Statements[i], nil
}

// room returns a dialogue as it is now.
func (n *Node) room(ctx context.Context, id dialogue.ID) (*room, error) {
	n.mu.Lock()
	kept := n.rooms[id]
	n.mu.Unlock()
	if kept != nil {
		version, err := n.Store.Version(ctx, id)
		if err != nil {
			return nil, err
		}
		if version == kept.Dialogue.Version {
			return kept, nil
		}
	}
	return n.load(ctx, id)
}

// recent returns a dialogue as it was a short while ago, from memory where it
// can. It serves writes that name its version and are repeated when it moved.
func (n *Node) recent(ctx context.Context, id dialogue.ID) (*room, error) {
	n.mu.Lock()
	kept := n.rooms[id]
	n.mu.Unlock()
	if kept != nil {
		return kept, nil
	}
	return n.load(ctx, id)
}

func (n *Node) load(ctx context.Context, id dialogue.ID) (*room, error) {
	d, err := n.Store.Dialogue(ctx, id)
	if err != nil {
		return nil, err
	}
	r := &room{Dialogue: d, at: map[dialogue.StatementID]int{}}
	if r.Statements, err = n.Store.Statements(ctx, id); err != nil {
		return nil, err
	}
	for i, s := range r.Statements {
		r.at[s.ID] = i
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if kept := n.rooms[id]; kept == nil || kept.Dialogue.Version <= d.Version {
		n.rooms[id] = r
	}
	return r, nil
}

// forget drops a dialogue that turned out to have changed.
func (n *Node) forget(id dialogue.ID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.rooms, id)
}

// see returns a dialogue if the viewer may see the thing of it.
func (n *Node) see(ctx context.Context, v dialogue.Viewer, id dialogue.ID, what dialogue.Thing, side dialogue.SideID) (*room, error) {
	r, err := n.room(ctx, id)
	if err != nil {
		return nil, err
	}
	if !v.MaySee(r.Dialogue, what, side) {
		return nil, unknownDialogue()
	}
	return r, nil
}

// Dialogue returns what a viewer may know of a dialogue: that it is there, what
// it is about and by which rules.
func (n *Node) Dialogue(ctx context.Context, v dialogue.Viewer, id dialogue.ID) (dialogue.Dialogue, error) {
	r, err := n.see(ctx, v, id, dialogue.ItsExistence, "")
	if err != nil {
		return dialogue.Dialogue{}, err
	}
	return asSeen(r.Dialogue), nil
}

// asSeen leaves out of a dialogue what nobody is shown: how many have
// joined shows day by day who did, so it is told when the dialogue is closed.
func asSeen(d dialogue.Dialogue) dialogue.Dialogue {
	if d.Phase == dialogue.Closed {
		return d
	}
	sides := make([]dialogue.Allotment, len(d.Sides))
	for i, a := range d.Sides {
		sides[i] = dialogue.Allotment{Side: a.Side, Issued: a.Issued}
	}
	d.Sides = sides
	return d
}

// Dialogues returns those that a viewer may know of, by identifier.
func (n *Node) Dialogues(ctx context.Context, v dialogue.Viewer) ([]dialogue.Dialogue, error) {
	all, err := n.Store.Dialogues(ctx)
	if err != nil {
		return nil, err
	}
	var seen []dialogue.Dialogue
	for _, d := range all {
		if v.MaySee(d, dialogue.ItsExistence, "") {
			seen = append(seen, asSeen(d))
		}
	}
	return seen, nil
}
