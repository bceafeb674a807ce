package node

import (
	"context"
	"errors"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
	"parley/internal/store"
)

// basis reads what an act on a dialogue is checked against.
func (n *Node) basis(ctx context.Context, r *room) (dialogue.Basis, error) {
	b := dialogue.Basis{Statements: r.Statements, Today: n.today()}
	var err error
	if b.Keys, err = n.Store.Keys(ctx); err != nil {
		return b, err
	}
	if b.Waiting, err = n.waiting(ctx, r.Dialogue.ID); err != nil {
		return b, err
	}
	if r.Dialogue.Imported && r.Dialogue.Phase == dialogue.Preparing {
		b.Votes, err = n.digestVotes(ctx, r.Dialogue.ID)
	}
	return b, err
}

// Propose proposes an act, approved by the own side.
func (n *Node) Propose(ctx context.Context, v dialogue.Viewer, id dialogue.ID, want dialogue.Act) (dialogue.ProposalID, error) {
	pid, err := newID[dialogue.ProposalID](n)
	if err != nil {
		return 0, err
	}
	return pid, n.chair(ctx, v, id, func(r *room, c *store.Change) error {
		b, err := n.basis(ctx, r)
		if err != nil {
			return err
		}
		p, err := r.Dialogue.Propose(v, want, b)
		p.ID = pid
		c.Proposal = &p
		return err
	})
}

// A ProposalView is a proposal as co-chairs see it.
type ProposalView struct {
	Proposal dialogue.Proposal
	Act      dialogue.Act
	Dialogue dialogue.Dialogue    // of one of a dialogue
	Forum    dialogue.Forum       // of one of a forum
	Register *register.Definition // of one about a register
	Report   dialogue.ReportID    // that the act is about; 0 for none
	Files    []string             // of one of a forum: what was rendered for it, by name
	Missing  []dialogue.SideID    // sides that have not approved these bytes
	Absent   []dialogue.SideID    // of them, those that keep the others waiting for long
	Signs    bool                 // the viewer's side has a key: its approval must be signed
	Held     bool                 // that key is held here
	Void     bool                 // what it rests on has changed: it cannot be approved any more
	Why      *fault.Fault         // why it could not be proposed now; nil where it could, in other words
	Now      dialogue.Act         // what would be proposed now, of one that is void without a Why
}

// count tells of a proposal who has approved it, and how the viewer would.
func (view *ProposalView) count(v dialogue.Viewer, sides []dialogue.SideID, keys []dialogue.Key, chairs []dialogue.Office, today dialogue.Day) {
	view.Missing = view.Proposal.Missing(sides, chairs, keys, today)
	view.Absent = view.Proposal.Absent(view.Missing, today)
	key, signs := dialogue.CurrentKey(keys, v.Side, false, today)
	view.Signs, view.Held = signs, len(key.Sealed) > 0
}

// Proposals returns the proposals of a dialogue: those that wait for a side
// first, and of each the later day first.
func (n *Node) Proposals(ctx context.Context, v dialogue.Viewer, id dialogue.ID) ([]ProposalView, error) {
	r, err := n.see(ctx, v, id, dialogue.ItsProposals, "")
	if err != nil {
		return nil, err
	}
	all, err := n.Store.Proposals(ctx, id)
	if err != nil {
		return nil, err
	}
	chairs, err := n.Store.Offices(ctx)
	if err != nil {
		return nil, err
	}
	b, err := n.basis(ctx, r)
	if err != nil {
		return nil, err
	}
	var views []ProposalView
	for _, p := range all {
		view, err := newView(v, r, p, chairs, b)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	sortProposals(views)
	return views, nil
}

// Proposal returns one proposal.
func (n *Node) Proposal(ctx context.Context, v dialogue.Viewer, id dialogue.ProposalID) (ProposalView, error) {
	p, r, err := n.proposal(ctx, v, id)
	if err != nil {
		return ProposalView{}, err
	}
	chairs, err := n.Store.Offices(ctx)
	if err != nil {
		return ProposalView{}, err
	}
	if p.Register != "" {
		return n.registerView(ctx, v, p, chairs)
	}
	if r == nil {
		f, err := n.hall(ctx, v, p.Forum, dialogue.ForumProposals)
		if err != nil {
			return ProposalView{}, err
		}
		return n.forumView(ctx, v, f, p, chairs)
	}
	b, err := n.basis(ctx, r)
	if err != nil {
		return ProposalView{}, err
	}
	return newView(v, r, p, chairs, b)
}

// proposal returns a proposal and the room of its dialogue; none of one that
// belongs to a forum or a register.
func (n *Node) proposal(ctx context.Context, v dialogue.Viewer, id dialogue.ProposalID) (dialogue.Proposal, *room, error) {
	unknown := fault.New(fault.NotFound, "refusal.proposal_unknown")
	if v.Role != dialogue.CoChair {
		return dialogue.Proposal{}, nil, unknown
	}
	p, err := n.Store.Proposal(ctx, id)
	if err != nil || p.Forum != 0 || p.Register != "" {
		return p, nil, err
	}
	r, err := n.see(ctx, v, p.Dialogue, dialogue.ItsProposals, "")
	if fault.KindOf(err) == fault.NotFound {
		return p, nil, unknown
	}
	if err != nil {
		return p, nil, err
	}
	// Read again, under the version of the room: what another did to the
	// proposal before is seen, and what comes later makes a write stale.
	p, err = n.Store.Proposal(ctx, id)
	return p, r, err
}

func newView(v dialogue.Viewer, r *room, p dialogue.Proposal, chairs []dialogue.Office, b dialogue.Basis) (ProposalView, error) {
	a, err := p.Act()
	if err != nil {
		return ProposalView{}, err
	}
	view := ProposalView{Proposal: p, Act: a, Dialogue: asSeen(r.Dialogue)}
	view.count(v, everySide(r.Dialogue), b.Keys, chairs, b.Today)
	if p.State == dialogue.Proposed {
		now, err := r.Dialogue.Draft(a, b)
		view.Now = now
		view.Void, view.Why = err != nil || string(now.Bytes()) != string(p.Body), fault.Of(err)
	}
	return view, nil
}

// Approve turns the key of the viewer's side for the bytes with the hash seen,
// signed if the side has a key. When with it every side has approved, the act
// is enacted in the same transaction, with its entries in the record.
func (n *Node) Approve(ctx context.Context, v dialogue.Viewer, id dialogue.ProposalID, seen dialogue.Hash, by Signing) error {
	if _, _, err := n.proposal(ctx, v, id); err != nil {
		return err
	}
	signed, err := n.sign(ctx, v, by, seen)
	if err != nil {
		return err
	}
	return again(ctx, func() error {
		p, r, err := n.proposal(ctx, v, id)
		if err != nil {
			return err
		}
		if p.Register != "" {
			return n.approveRegister(ctx, v, p, seen, signed)
		}
		if r == nil {
			return n.approveForum(ctx, v, p, seen, signed)
		}
		before := p.State
		chairs, err := n.Store.Offices(ctx)
		if err != nil {
			return err
		}
		b, err := n.basis(ctx, r)
		if err != nil {
			return err
		}
		p, enact, refusal := r.Dialogue.Approve(v, p, seen, signed, chairs, b)
		if refusal != nil && p.State == before {
			return refusal
		}
		c := store.Change{Dialogue: r.Dialogue, Proposal: &p, Keys: b.Keys}
		if enact {
			a, err := p.Act()
			if err != nil {
				return err
			}
			c.Dialogue = r.Dialogue.Enact(a, n.today())
			c.ValidCodes = a.Kind == dialogue.ActOpen || a.Kind == dialogue.ActCodes
			if c.Entries, err = n.entriesOf(p, a, c.Dialogue, chairs); err != nil {
				return err
			}
		}
		if err := n.Store.Change(ctx, c); err != nil {
			n.forget(p.Dialogue)
			return err
		}
		if enact {
			n.enacted()
		}
		if enact && c.Dialogue.Phase == dialogue.Closed && r.Dialogue.Phase != dialogue.Closed {
			return n.freeze(ctx, p.Dialogue)
		}
		return refusal
	})
}

// WithdrawProposal takes a proposal off the table, whichever side made it.
func (n *Node) WithdrawProposal(ctx context.Context, v dialogue.Viewer, id dialogue.ProposalID) error {
	return again(ctx, func() error {
		p, r, err := n.proposal(ctx, v, id)
		if err != nil {
			return err
		}
		if p.Register != "" {
			return n.withdrawRegister(ctx, v, p)
		}
		if r == nil {
			return n.withdrawForum(ctx, v, p)
		}
		d, p, err := r.Dialogue.Withdraw(v, p)
		if err != nil {
			return err
		}
		err = n.Store.Change(ctx, store.Change{Dialogue: d, Proposal: &p})
		if errors.Is(err, store.ErrStale) {
			n.forget(p.Dialogue)
		}
		return err
	})
}

// Pause stops a dialogue at once. From the next request on no vote, statement
// or code is taken, until every side approves going on.
func (n *Node) Pause(ctx context.Context, v dialogue.Viewer, id dialogue.ID) error {
	return n.chair(ctx, v, id, func(r *room, c *store.Change) (err error) {
		if c.Dialogue, err = r.Dialogue.Pause(v); err != nil {
			return err
		}
		c.Entries, err = n.pausedEntry(dialogue.FormatID(id), v.Side)
		return err
	})
}
