package node

import (
	"context"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/register"
	"parley/internal/store"
)

// ChangesPaper is the name of the file of a register's proposal that holds what is
// approved: the canonical bytes of a register.Batch.
const ChangesPaper = "changes.jsonl"

// A registerMatter is what a proposal about a register would do now.
type registerMatter struct {
	d       *register.Definition
	at      store.Register
	records []register.Record // as they are, with what is pending
	batch   register.Batch
	basis   dialogue.RegisterBasis
}

// registerMatter reads what is pending of the records with the keys given; of all
// that has something pending for every side where keys is nil. A record that is not
// there, or has nothing pending any more, is left out: the bytes are others then.
func (n *Node) registerMatter(ctx context.Context, name register.Name, keys []string) (*registerMatter, error) {
	d, err := n.definition(name)
	if err != nil {
		return nil, err
	}
	m := &registerMatter{d: d}
	if m.at, err = n.Store.Register(ctx, string(name)); err != nil {
		return nil, err
	}
	m.basis = dialogue.RegisterBasis{Today: n.today(), Register: string(name), Turns: m.at.Turns}
	if m.basis.Sides, err = n.sideIDs(ctx); err != nil {
		return nil, err
	}
	if m.basis.Keys, err = n.Store.Keys(ctx); err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, key := range keys {
		wanted[key] = true
	}
	err = n.Store.EachRecord(ctx, string(name), 0, func(row store.RecordRow) error {
		if keys != nil && !wanted[row.Key] {
			return nil
		}
		r, err := n.recordOf(d, row)
		if err == nil && r.Pending != nil && (d.Approve == register.EverySide || r.Pending.Level == register.Public) {
			m.records = append(m.records, r)
		}
		return err
	})
	if err != nil || len(m.records) == 0 {
		return m, err
	}
	if m.batch, err = d.NewBatch(m.records); err != nil {
		return m, err
	}
	m.basis.Records, m.basis.Changes = len(m.batch.Changes), m.batch.Hash()
	return m, nil
}

// ProposeRecords proposes what is pending of the records with the keys given, or,
// where keys is nil, of all that the viewer sees pending. Every one must be seen.
func (n *Node) ProposeRecords(ctx context.Context, v dialogue.Viewer, name register.Name, keys []string) (dialogue.ProposalID, error) {
	id, err := newID[dialogue.ProposalID](n)
	if err != nil {
		return 0, err
	}
	return id, again(ctx, func() error {
		m, err := n.registerMatter(ctx, name, keys)
		if err != nil {
			return err
		}
		if keys != nil && len(m.records) != len(keys) {
			return fault.New(fault.Refused, "refusal.register_nothing_pending")
		}
		for _, r := range m.records {
			if _, ok := m.d.Seen(v, r, n.today()); !ok {
				return unknownRecord()
			}
		}
		p, err := dialogue.ProposeRegister(v, dialogue.Act{Kind: dialogue.ActRegister}, m.basis)
		if err != nil {
			return err
		}
		p.ID = id
		return n.Store.ChangeRegister(ctx, store.RegisterChange{Register: m.at, Proposal: &p,
			Papers: map[string][]byte{ChangesPaper: m.batch.Bytes()}})
	})
}

// Proposed returns the changes that a proposal about a register asks for, as they
// were proposed.
func (n *Node) Proposed(ctx context.Context, v dialogue.Viewer, id dialogue.ProposalID) (*register.Definition, register.Batch, error) {
	if !v.MaySeeRegisterProposals() {
		return nil, register.Batch{}, fault.New(fault.NotFound, "refusal.proposal_unknown")
	}
	p, err := n.Store.Proposal(ctx, id)
	if err != nil {
		return nil, register.Batch{}, err
	}
	d, err := n.definition(register.Name(p.Register))
	if err != nil {
		return nil, register.Batch{}, err
	}
	text, err := n.Store.Paper(ctx, id, ChangesPaper)
	if err != nil {
		return d, register.Batch{}, err
	}
	b, err := register.ParseBatch(text)
	return d, b, err
}

// proposedMatter reads what a proposal about a register would do now.
func (n *Node) proposedMatter(ctx context.Context, p dialogue.Proposal) (*registerMatter, error) {
	text, err := n.Store.Paper(ctx, p.ID, ChangesPaper)
	if err != nil {
		return nil, err
	}
	b, err := register.ParseBatch(text)
	if err != nil {
		return nil, err
	}
	keys := []string{}
	for _, c := range b.Changes {
		keys = append(keys, c.Key)
	}
	return n.registerMatter(ctx, register.Name(p.Register), keys)
}

// RegisterProposals returns the proposals about a register: those that wait for a
// side first, and of each the later day first.
func (n *Node) RegisterProposals(ctx context.Context, v dialogue.Viewer, name register.Name) ([]ProposalView, error) {
	if !v.MaySeeRegisterProposals() {
		return nil, unknownRegister()
	}
	if _, err := n.definition(name); err != nil {
		return nil, err
	}
	all, err := n.Store.RegisterProposals(ctx, string(name))
	if err != nil {
		return nil, err
	}
	chairs, err := n.Store.Offices(ctx)
	if err != nil {
		return nil, err
	}
	var views []ProposalView
	for _, p := range all {
		view, err := n.registerView(ctx, v, p, chairs)
		if err != nil {
			return nil, err
		}
		views = append(views, view)
	}
	sortProposals(views)
	return views, nil
}

func (n *Node) registerView(ctx context.Context, v dialogue.Viewer, p dialogue.Proposal, chairs []dialogue.Office) (ProposalView, error) {
	view := ProposalView{Proposal: p}
	var err error
	if view.Act, err = p.Act(); err != nil {
		return view, err
	}
	if view.Register, err = n.definition(register.Name(p.Register)); err != nil {
		return view, err
	}
	sides, err := n.sideIDs(ctx)
	if err != nil {
		return view, err
	}
	keys, err := n.Store.Keys(ctx)
	if err != nil {
		return view, err
	}
	view.count(v, sides, keys, chairs, n.today())
	if p.State == dialogue.Proposed {
		m, err := n.proposedMatter(ctx, p)
		if err != nil {
			return view, err
		}
		now, err := dialogue.DraftRegister(view.Act, m.basis)
		view.Now = now
		view.Void, view.Why = err != nil || string(now.Bytes()) != string(p.Body), fault.Of(err)
	}
	view.Files, err = n.Store.PaperNames(ctx, p.ID)
	return view, err
}

// approveRegister is Approve for a proposal about a register.
func (n *Node) approveRegister(ctx context.Context, v dialogue.Viewer, p dialogue.Proposal, seen dialogue.Hash, signed dialogue.Signed) error {
	if p.State != dialogue.Proposed {
		return fault.New(fault.Refused, "refusal.proposal_over")
	}
	m, err := n.proposedMatter(ctx, p)
	if err != nil {
		return err
	}
	if p, err = n.Store.Proposal(ctx, p.ID); err != nil { // under the version of the register
		return err
	}
	chairs, err := n.Store.Offices(ctx)
	if err != nil {
		return err
	}
	before := p.State
	p, enact, refusal := dialogue.ApproveRegister(v, p, seen, signed, chairs, m.basis)
	if refusal != nil && p.State == before {
		return refusal
	}
	c := store.RegisterChange{Register: m.at, Proposal: &p, Keys: m.basis.Keys}
	if p.State == dialogue.Superseded { // nobody can approve it any more
		c.DropPapers = append(c.DropPapers, p.ID)
	}
	if enact {
		for _, r := range m.records {
			row, err := n.rowOf(m.d, r.Enact(n.today()))
			if err != nil {
				return err
			}
			c.Records = append(c.Records, row)
		}
		e, err := n.entry(record.ProposalEnacted, p.Body, len(m.basis.Sides), m.basis.Sides...)
		if err != nil {
			return err
		}
		c.Entries = append(c.Entries, e)
	}
	if err := n.Store.ChangeRegister(ctx, c); err != nil {
		return err
	}
	if enact {
		n.enacted()
	}
	return refusal
}

// withdrawRegister is WithdrawProposal for a proposal about a register.
func (n *Node) withdrawRegister(ctx context.Context, v dialogue.Viewer, p dialogue.Proposal) error {
	at, err := n.Store.Register(ctx, p.Register)
	if err != nil {
		return err
	}
	if p, err = n.Store.Proposal(ctx, p.ID); err != nil { // under the version of the register
		return err
	}
	b := dialogue.RegisterBasis{Today: n.today(), Register: p.Register}
	if b.Sides, err = n.sideIDs(ctx); err != nil {
		return err
	}
	if p, err = dialogue.WithdrawRegister(v, p, b); err != nil {
		return err
	}
	at.Turns++
	return n.Store.ChangeRegister(ctx, store.RegisterChange{Register: at, Proposal: &p, DropPapers: []dialogue.ProposalID{p.ID}})
}

// PendingRecords returns the records of a register that have something pending for
// every side, as the viewer sees them, by key.
func (n *Node) PendingRecords(ctx context.Context, v dialogue.Viewer, name register.Name) ([]Shown, error) {
	all, err := n.RecordsOf(ctx, v, name, nil)
	return slices.DeleteFunc(all, func(s Shown) bool { return s.Pending == nil }), err
}
