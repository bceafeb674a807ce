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
	records []register.Record      // as they are, with what is pending
	sealed  map[register.ID][]byte // with which those held with consent are sealed
	batch   register.Batch
	basis   dialogue.RegisterBasis
}

// registerMatter reads what is pending for every side of the records of a register
// that take says. A record that is not there, or has nothing pending any more, is left
// out: the bytes are others then.
func (n *Node) registerMatter(ctx context.Context, name register.Name, take func(*register.Definition, register.Record) bool) (*registerMatter, error) {
	d, err := n.definition(name)
	if err != nil {
		return nil, err
	}
	m := &registerMatter{d: d, sealed: map[register.ID][]byte{}}
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
	err = n.Store.EachRecord(ctx, string(name), 0, func(row store.RecordRow) error {
		r, err := n.recordOf(d, row)
		if err == nil && r.Pending != nil && (d.Approve == register.EverySide || r.Pending.Level == register.Public) && take(d, r) {
			m.records = append(m.records, r)
			m.sealed[r.ID] = row.ItemKey
		}
		return err
	})
	if err != nil || len(m.records) == 0 {
		return m, err
	}
	there, err := n.seenByAll(ctx, d, m.records, m.basis.Sides)
	if err != nil {
		return m, err
	}
	if m.batch, err = d.NewBatch(m.records, there, n.today()); err != nil {
		return m, err
	}
	m.basis.Records, m.basis.Changes = len(m.batch.Changes), m.batch.Hash()
	return m, nil
}

// seenByAll returns whether co-chairs of every side see what the records link to.
func (n *Node) seenByAll(ctx context.Context, d *register.Definition, records []register.Record, sides []dialogue.SideID) (func(register.Name, string) bool, error) {
	keys := map[register.Name][]string{}
	for _, r := range records {
		r.EachLink(d, func(to register.Name, key string) { keys[to] = append(keys[to], key) })
	}
	var all []*sight
	for _, side := range sides {
		s := n.sight(ctx, dialogue.Viewer{Role: dialogue.CoChair, Side: side})
		for name, keys := range keys {
			if err := s.lookUp(name, keys); err != nil {
				return nil, err
			}
		}
		all = append(all, s)
	}
	return func(name register.Name, key string) bool {
		return !slices.ContainsFunc(all, func(s *sight) bool { return !s.there(name, key) })
	}, nil
}

// ProposeRecords proposes what is pending of the records with the keys given, or,
// where keys is nil, of all that the viewer sees pending.
func (n *Node) ProposeRecords(ctx context.Context, v dialogue.Viewer, name register.Name, keys []string) (dialogue.ProposalID, error) {
	id, err := newID[dialogue.ProposalID](n)
	if err != nil {
		return 0, err
	}
	return id, again(ctx, func() error {
		m, err := n.registerMatter(ctx, name, func(d *register.Definition, r register.Record) bool {
			seen, ok := d.Seen(v, r, n.today())
			return ok && seen.Pending != nil && (keys == nil || slices.Contains(keys, r.Key))
		})
		if err != nil {
			return err
		}
		if keys != nil && len(m.records) != len(keys) {
			return fault.New(fault.Refused, "refusal.register_nothing_pending")
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

// proposedMatter reads what a proposal about a register would do now. Of one whose
// changes were dropped, because a record in them was withdrawn, it is nothing.
func (n *Node) proposedMatter(ctx context.Context, p dialogue.Proposal) (*registerMatter, error) {
	keys, err := n.proposedKeys(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	return n.registerMatter(ctx, register.Name(p.Register), func(_ *register.Definition, r register.Record) bool { return keys[r.Key] })
}

// proposedKeys returns the keys of the records that a proposal changes.
func (n *Node) proposedKeys(ctx context.Context, id dialogue.ProposalID) (map[string]bool, error) {
	keys := map[string]bool{}
	text, err := n.Store.Paper(ctx, id, ChangesPaper)
	if fault.KindOf(err) == fault.NotFound {
		return keys, nil
	}
	if err != nil {
		return nil, err
	}
	b, err := register.ParseBatch(text)
	for _, c := range b.Changes {
		keys[c.Key] = true
	}
	return keys, err
}

// papersAbout returns the proposals whose changes are about a record.
func (n *Node) papersAbout(ctx context.Context, name register.Name, key string) ([]dialogue.ProposalID, error) {
	all, err := n.Store.RegisterProposals(ctx, string(name))
	if err != nil {
		return nil, err
	}
	var about []dialogue.ProposalID
	for _, p := range all {
		keys, err := n.proposedKeys(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		if keys[key] {
			about = append(about, p.ID)
		}
	}
	return about, nil
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

// WaitingForRegisters returns the proposals about any register that wait for a side,
// to co-chairs; to others none.
func (n *Node) WaitingForRegisters(ctx context.Context, v dialogue.Viewer) ([]ProposalView, error) {
	if !v.MaySeeRegisterProposals() {
		return nil, nil
	}
	written, err := n.Store.Registers(ctx)
	if err != nil {
		return nil, err
	}
	var waiting []ProposalView
	for _, d := range n.definitions() {
		if written[string(d.Name)].Version == 0 {
			continue
		}
		all, err := n.RegisterProposals(ctx, v, d.Name)
		if err != nil {
			return nil, err
		}
		for _, view := range all {
			if view.Proposal.State == dialogue.Proposed {
				waiting = append(waiting, view)
			}
		}
	}
	return waiting, nil
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
			row, err := n.rowOf(m.d, r.Enact(n.today()), m.sealed[r.ID])
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

// withdrawRegister is WithdrawProposal for a proposal about a register. What was
// signed for any proposal about it binds nothing from then on.
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

// PendingRecords returns the records of a register of which the viewer sees something
// pending, by key.
func (n *Node) PendingRecords(ctx context.Context, v dialogue.Viewer, name register.Name) ([]Shown, error) {
	all, err := n.RecordsOf(ctx, v, name, nil)
	return slices.DeleteFunc(all, func(s Shown) bool { return s.Pending == nil }), err
}
