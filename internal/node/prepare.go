package node

import (
	"context"
	"maps"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/fault"
	"parley/internal/store"
)

// MakeDialogue makes a dialogue that is being prepared: only co-chairs see it.
func (n *Node) MakeDialogue(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID, kind dialogue.Kind, s dialogue.Settings) (dialogue.ID, error) {
	d, err := n.newDialogue(ctx, v, forum, kind, s)
	if err != nil {
		return 0, err
	}
	return d.ID, n.Store.AddDialogue(ctx, store.Change{Dialogue: d})
}

func (n *Node) newDialogue(ctx context.Context, v dialogue.Viewer, forum dialogue.ForumID, kind dialogue.Kind, s dialogue.Settings) (dialogue.Dialogue, error) {
	d, err := dialogue.Make(v, kind, s)
	if err != nil {
		return d, err
	}
	if _, err := n.Store.Forum(ctx, forum); err != nil {
		return d, err
	}
	sides, err := n.Store.Sides(ctx)
	if err != nil {
		return d, err
	}
	d.Forum = forum
	for _, s := range sides {
		d.Sides = append(d.Sides, dialogue.Allotment{Side: s.ID})
	}
	d.ID, err = newID[dialogue.ID](n)
	return d, err
}

// prepare runs a use case that changes what is being prepared.
func (n *Node) prepare(ctx context.Context, v dialogue.Viewer, id dialogue.ID, use func(r *room, c *store.Change) error) error {
	return n.again(ctx, id, func(r *room) error {
		if !v.MaySee(r.Dialogue, dialogue.ItsPapers, "") {
			return unknownDialogue()
		}
		if err := r.Dialogue.Prepare(v); err != nil {
			return err
		}
		c := store.Change{Dialogue: r.Dialogue}
		if err := use(r, &c); err != nil {
			return err
		}
		return n.Store.Change(ctx, c)
	})
}

// ChangeSettings replaces the settings of a dialogue that is being prepared.
func (n *Node) ChangeSettings(ctx context.Context, v dialogue.Viewer, id dialogue.ID, s dialogue.Settings) error {
	s, err := dialogue.CheckSettings(s, false)
	if err != nil {
		return err
	}
	return n.prepare(ctx, v, id, func(_ *room, c *store.Change) error {
		c.Dialogue.Settings = s
		return nil
	})
}

// Papers are what co-chairs see of a dialogue.
type Papers struct {
	Dialogue   dialogue.Dialogue
	Statements []dialogue.Statement
	Waiting    dialogue.Batch // codes handed in and not valid yet
}

// Papers returns what co-chairs see of a dialogue.
func (n *Node) Papers(ctx context.Context, v dialogue.Viewer, id dialogue.ID) (Papers, error) {
	r, err := n.see(ctx, v, id, dialogue.ItsPapers, "")
	if err != nil {
		return Papers{}, err
	}
	waiting, err := n.waiting(ctx, id)
	p := Papers{Dialogue: asSeen(r.Dialogue), Waiting: waiting}
	if r.Dialogue.Phase == dialogue.Preparing { // later ones are their moderators' business
		p.Statements = r.Statements
	}
	return p, err
}

// AddSeeds adds statements to begin with: all of them, or none and the refusal
// of the first that cannot be, with its line.
func (n *Node) AddSeeds(ctx context.Context, v dialogue.Viewer, id dialogue.ID, seeds []exchange.Seed) error {
	return n.prepare(ctx, v, id, func(r *room, c *store.Change) error {
		there := append([]dialogue.Statement{}, r.Statements...)
		for _, seed := range seeds {
			s, err := r.Dialogue.AddSeed(v, dialogue.SideID(seed.Side), seed.Text, dialogue.Language(seed.Language), there)
			if f := fault.Of(err); f != nil && seed.Line > 0 {
				return fault.New(f.Kind, f.Key, append(f.Args, "Line", seed.Line)...)
			} else if err != nil {
				return err
			}
			if s.ID, err = n.number(there); err != nil {
				return err
			}
			there, c.Statements = append(there, s), append(c.Statements, s)
		}
		return nil
	})
}

// number draws a statement's number that is not taken.
func (n *Node) number(there []dialogue.Statement) (dialogue.StatementID, error) {
	taken := map[dialogue.StatementID]bool{}
	for _, s := range there {
		taken[s.ID] = true
	}
	for {
		var b [4]byte
		if err := n.draw(b[:]); err != nil {
			return 0, err
		}
		if id := dialogue.NewStatementID(b); !taken[id] {
			return id, nil
		}
	}
}

// RemoveSeed takes a statement out of a dialogue that is being prepared.
func (n *Node) RemoveSeed(ctx context.Context, v dialogue.Viewer, id dialogue.ID, s dialogue.StatementID) error {
	return n.prepare(ctx, v, id, func(r *room, c *store.Change) error {
		if r.Dialogue.Imported {
			return fault.New(fault.Refused, "refusal.seed_fixed")
		}
		if _, err := r.statement(s); err != nil {
			return err
		}
		c.Remove = []dialogue.StatementID{s}
		return nil
	})
}

// waiting sums up the codes of a dialogue that are not valid yet.
func (n *Node) waiting(ctx context.Context, id dialogue.ID) (dialogue.Batch, error) {
	hashes, err := n.Store.WaitingCodes(ctx, id)
	if err != nil {
		return nil, err
	}
	return dialogue.CountCodes(hashes)
}

// MakeCodes makes codes of a named dialogue and returns them, to be printed:
// they are not kept. They open nothing until every side approves.
func (n *Node) MakeCodes(ctx context.Context, v dialogue.Viewer, id dialogue.ID, counts map[dialogue.SideID]int) (map[dialogue.SideID][]dialogue.Code, error) {
	r, err := n.see(ctx, v, id, dialogue.ItsPapers, "")
	if err != nil {
		return nil, err
	}
	if err := r.Dialogue.MakeCodes(v, slices.Collect(maps.Keys(counts))...); err != nil {
		return nil, err
	}
	codes := map[dialogue.SideID][]dialogue.Code{}
	hashes := map[dialogue.SideID][]dialogue.CodeHash{}
	for side, count := range counts {
		if count < 0 || count > dialogue.MostCodes {
			return nil, fault.New(fault.Invalid, "refusal.codes_number", "Most", dialogue.MostCodes)
		}
		for range count {
			c, err := n.NewCode()
			if err != nil {
				return nil, err
			}
			codes[side], hashes[side] = append(codes[side], c), append(hashes[side], c.Hash())
		}
	}
	return codes, n.addCodes(ctx, v, id, hashes, dialogue.Dialogue.MakeCodes)
}

// BringCodes hands in the hashes of codes made offline. They open nothing until
// every side approves.
func (n *Node) BringCodes(ctx context.Context, v dialogue.Viewer, id dialogue.ID, hashes map[dialogue.SideID][]dialogue.CodeHash) error {
	return n.addCodes(ctx, v, id, hashes, dialogue.Dialogue.BringCodes)
}

func (n *Node) addCodes(ctx context.Context, v dialogue.Viewer, id dialogue.ID, hashes map[dialogue.SideID][]dialogue.CodeHash,
	rule func(dialogue.Dialogue, dialogue.Viewer, ...dialogue.SideID) error) error {
	return n.chair(ctx, v, id, func(r *room, c *store.Change) error {
		if err := rule(r.Dialogue, v, slices.Collect(maps.Keys(hashes))...); err != nil {
			return err
		}
		for side := range hashes {
			if r.Dialogue.SideIndex(side) < 0 {
				return fault.New(fault.Invalid, "refusal.side_unknown")
			}
		}
		if _, err := dialogue.CountCodes(hashes); err != nil {
			return err
		}
		c.Codes = hashes
		return nil
	})
}

// DropCodes throws away codes that are not valid yet: those of the own side and,
// in a protected dialogue, all of them.
func (n *Node) DropCodes(ctx context.Context, v dialogue.Viewer, id dialogue.ID) error {
	return n.chair(ctx, v, id, func(r *room, c *store.Change) error {
		c.DropCodes = []dialogue.SideID{v.Side}
		if r.Dialogue.Kind == dialogue.Protected {
			c.DropCodes = everySide(r.Dialogue)
		}
		return r.Dialogue.BringCodes(v, c.DropCodes...)
	})
}

func everySide(d dialogue.Dialogue) []dialogue.SideID {
	var all []dialogue.SideID
	for _, a := range d.Sides {
		all = append(all, a.Side)
	}
	return all
}

// chair runs a use case of co-chairs that changes a dialogue.
func (n *Node) chair(ctx context.Context, v dialogue.Viewer, id dialogue.ID, use func(r *room, c *store.Change) error) error {
	return n.again(ctx, id, func(r *room) error {
		if !v.MaySee(r.Dialogue, dialogue.ItsPapers, "") {
			return unknownDialogue()
		}
		c := store.Change{Dialogue: r.Dialogue}
		if err := use(r, &c); err != nil {
			return err
		}
		return n.Store.Change(ctx, c)
	})
}
