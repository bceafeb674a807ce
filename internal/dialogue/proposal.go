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
// has approved them. There is no other way to do what an Act does. It belongs to
// a dialogue, a forum or a register.
type Proposal struct {
	ID        ProposalID
	Dialogue  ID      // 0 of one of a forum or a register
	Forum     ForumID // 0 of one of a dialogue or a register
	Register  string  // the name of the register; "" of one of a dialogue or a forum
	Kind      ActKind
	Body      []byte // the canonical bytes of the Act
	By        SideID // whose co-chair proposed it
	On        Day    // proposed
	State     ProposalState
	EnactedOn Day
	Approvals []Approval // at most one a side, by side
}

// Hash returns the hash of the proposal's bytes: what a co-chair approves.
func (p Proposal) Hash() Hash { return sha256.Sum256(p.Body) }

// Act returns what is proposed.
func (p Proposal) Act() (Act, error) { return ParseAct(p.Body) }

// Absent returns those of the sides missing that have kept the others waiting
// for AbsentAfter days: none before, then all. It is an alert and nothing more.
func (p Proposal) Absent(missing []SideID, today Day) []SideID {
	if p.State != Proposed || today-p.On < AbsentAfter {
		return nil
	}
	return missing
}

// Propose decides whether by may propose an act, and returns the proposal of
// it. Proposing is approving, unless the own side has a key: then nothing is
// approved before it is signed.
func (d Dialogue) Propose(by Viewer, want Act, b Basis) (Proposal, error) {
	if by.Role != CoChair || d.SideIndex(by.Side) < 0 {
		return Proposal{}, fault.New(fault.Refused, "refusal.co_chair_only")
	}
	a, err := d.Draft(want, b)
	if err != nil {
		return Proposal{}, err
	}
	return putForward(by, Proposal{Dialogue: d.ID, Kind: a.Kind, Body: a.Bytes()}, b.Keys, b.Today), nil
}

// putForward puts bytes on the table.
func putForward(by Viewer, p Proposal, keys []Key, today Day) Proposal {
	p.By, p.On, p.State = by.Side, today, Proposed
	if _, signs := CurrentKey(keys, by.Side, false, today); !signs {
		p.Approvals = []Approval{{Side: by.Side, Account: by.Account, Hash: p.Hash(), On: today}}
	}
	return p
}

// Approve decides on a co-chair's approval of the bytes with the hash seen,
// signed if the side has a key. It returns the proposal with the approval, and
// whether with it every side has approved, so that the act must be enacted in
// the same transaction.
//
// Approving twice changes nothing. Approving other bytes than those of the
// proposal is a Conflict, and so is a proposal whose act could not be proposed
// now, because what it rests on has changed: it is returned as Superseded.
func (d Dialogue) Approve(by Viewer, p Proposal, seen Hash, s Signed, chairs []Office, b Basis) (Proposal, bool, error) {
	switch {
	case by.Role != CoChair || d.SideIndex(by.Side) < 0:
		return p, false, fault.New(fault.Refused, "refusal.co_chair_only")
	case p.Dialogue != d.ID:
		return p, false, fault.New(fault.NotFound, "refusal.proposal_unknown")
	}
	q := quorum{d.SideIDs(), chairs, b.Keys, b.Today}
	return q.approve(by, p, seen, s, func(a Act) (Act, error) { return d.Draft(a, b) })
}

// Withdraw decides on taking a proposal off the table: by any co-chair, alone,
// while it is not enacted. So an approval can be taken back as well: the dialogue
// is returned with one turn more, so that what was signed for its proposals binds
// nothing, even if the same is proposed again.
func (d Dialogue) Withdraw(by Viewer, p Proposal) (Dialogue, Proposal, error) {
	switch {
	case by.Role != CoChair || d.SideIndex(by.Side) < 0:
		return d, p, fault.New(fault.Refused, "refusal.co_chair_only")
	case p.Dialogue != d.ID:
		return d, p, fault.New(fault.NotFound, "refusal.proposal_unknown")
	}
	p, err := p.withdraw()
	if err == nil {
		d.Turns++
	}
	return d, p, err
}

func (p Proposal) withdraw() (Proposal, error) {
	if p.State != Proposed {
		return p, fault.New(fault.Refused, "refusal.proposal_over")
	}
	p.State = TakenBack
	return p, nil
}
