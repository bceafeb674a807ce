package dialogue

import (
	"crypto/sha256"

	"parley/internal/fault"
)

// A ProposalState is what became of a proposal.
type ProposalState string

// The states.
const (
	Proposed   ProposalState = "proposed"
	Enacted    ProposalState = "enacted"
	TakenBack  ProposalState = "withdrawn" // by a co-chair of any side
	Superseded ProposalState = "void"      // what it rested on has changed
)

// AbsentAfter is how many days a proposal waits for a side before all co-chairs
// are told so. Absence raises an alert, never an override.
const AbsentAfter = 7

// A Proposal is exact bytes that bind every side once a co-chair of each side
// has approved them. There is no other way to do what an Act does.
type Proposal struct {
	ID        ProposalID
	Dialogue  ID
	Kind      ActKind
	Body      []byte // the canonical bytes of the Act
	By        SideID // whose co-chair proposed it
	On        Day    // proposed
	State     ProposalState
	EnactedOn Day
	Approvals []Approval // at most one a side
}

// An Approval is one side's key turned for exact bytes.
type Approval struct {
	Side    SideID
	Account AccountID // of the co-chair
	Hash    Hash      // of the bytes approved
	On      Day
}

// Hash returns the hash of the proposal's bytes: what a co-chair approves.
func (p Proposal) Hash() Hash { return sha256.Sum256(p.Body) }

// Act returns what is proposed.
func (p Proposal) Act() (Act, error) { return ParseAct(p.Body) }

// Approved reports whether a side has approved these very bytes. An approval of
// other bytes, or by somebody who does not chair the side any more, is none.
func (p Proposal) Approved(side SideID, chairs []Office) bool {
	for _, a := range p.Approvals {
		if a.Side != side || a.Hash != p.Hash() {
			continue
		}
		for _, o := range chairs {
			if o.ID == a.Account && o.Side == side && o.Role == CoChair && !o.Locked {
				return true
			}
		}
	}
	return false
}

// Missing returns the sides that have not approved p, in the order of d.Sides.
func (p Proposal) Missing(d Dialogue, chairs []Office) []SideID {
	var all []SideID
	for _, a := range d.Sides {
		if !p.Approved(a.Side, chairs) {
			all = append(all, a.Side)
		}
	}
	return all
}

// Propose decides whether by may propose an act, and returns the proposal of
// it, approved by the own side: proposing is approving.
func (d Dialogue) Propose(by Viewer, want Act, b Basis) (Proposal, error) {
	if by.Role != CoChair || d.SideIndex(by.Side) < 0 {
		return Proposal{}, fault.New(fault.Refused, "refusal.co_chair_only")
	}
	a, err := d.Draft(want, b)
	if err != nil {
		return Proposal{}, err
	}
	p := Proposal{Dialogue: d.ID, Kind: a.Kind, Body: a.Bytes(), By: by.Side, On: b.Today, State: Proposed}
	p.Approvals = []Approval{{Side: by.Side, Account: by.Account, Hash: p.Hash(), On: b.Today}}
	return p, nil
}

// Approve decides on a co-chair's approval of the bytes with the hash seen. It
// returns the proposal with the approval, and whether with it every side has
// approved, so that the act must be enacted in the same transaction.
//
// Approving twice changes nothing. Approving other bytes than those of the
// proposal is a Conflict, and so is a proposal whose act could not be proposed
// now, because what it rests on has changed: it is returned as Superseded.
func (d Dialogue) Approve(by Viewer, p Proposal, seen Hash, chairs []Office, b Basis) (Proposal, bool, error) {
	switch {
	case by.Role != CoChair || d.SideIndex(by.Side) < 0:
		return p, false, fault.New(fault.Refused, "refusal.co_chair_only")
	case p.Dialogue != d.ID:
		return p, false, fault.New(fault.NotFound, "refusal.proposal_unknown")
	case p.State != Proposed:
		return p, false, fault.New(fault.Refused, "refusal.proposal_over")
	case seen != p.Hash():
		return p, false, fault.New(fault.Conflict, "refusal.proposal_changed")
	}
	if a, err := p.Act(); err != nil {
		return p, false, err
	} else if now, err := d.Draft(a, b); err != nil || string(now.Bytes()) != string(p.Body) {
		p.State = Superseded
		return p, false, fault.New(fault.Conflict, "refusal.proposal_void")
	}
	if !p.Approved(by.Side, chairs) {
		var kept []Approval
		for _, a := range p.Approvals {
			if a.Side != by.Side {
				kept = append(kept, a)
			}
		}
		p.Approvals = append(kept, Approval{Side: by.Side, Account: by.Account, Hash: seen, On: b.Today})
	}
	if len(p.Missing(d, chairs)) > 0 {
		return p, false, nil
	}
	p.State, p.EnactedOn = Enacted, b.Today
	return p, true, nil
}

// Withdraw decides on taking a proposal off the table: by any co-chair, alone,
// while it is not enacted. So an approval can be taken back as well.
func (d Dialogue) Withdraw(by Viewer, p Proposal) (Proposal, error) {
	switch {
	case by.Role != CoChair || d.SideIndex(by.Side) < 0:
		return p, fault.New(fault.Refused, "refusal.co_chair_only")
	case p.State != Proposed:
		return p, fault.New(fault.Refused, "refusal.proposal_over")
	}
	p.State = TakenBack
	return p, nil
}
