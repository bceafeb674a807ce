package dialogue

import (
	"slices"

	"parley/internal/fault"
)

// A RegisterBasis is what an act of a register is made from and checked against.
type RegisterBasis struct {
	Today    Day
	Register string
	Sides    []SideID // of the node, in their order
	Keys     []Key    // of every side
	Turns    int      // how often a proposal about the register was taken back
	Records  int      // that are changed
	Changes  Hash     // of the canonical bytes of the changes, as they would be now
}

// DraftRegister completes what a co-chair asks for to the act that would be
// proposed now. Drafting a proposed act again gives the same bytes exactly as long
// as what is pending is unchanged.
func DraftRegister(want Act, b RegisterBasis) (Act, error) {
	if want.Kind != ActRegister {
		return Act{Kind: want.Kind}, fault.New(fault.Invalid, "refusal.act_unknown")
	}
	if b.Records == 0 {
		return Act{Kind: want.Kind}, fault.New(fault.Refused, "refusal.register_nothing_pending")
	}
	return Act{Kind: ActRegister, Register: b.Register, Records: b.Records, Changes: b.Changes.String(), Turn: b.Turns}, nil
}

// ProposeRegister is Dialogue.Propose for an act of a register.
func ProposeRegister(by Viewer, want Act, b RegisterBasis) (Proposal, error) {
	if err := b.chaired(by); err != nil {
		return Proposal{}, err
	}
	a, err := DraftRegister(want, b)
	if err != nil {
		return Proposal{}, err
	}
	return putForward(by, Proposal{Register: b.Register, Kind: a.Kind, Body: a.Bytes()}, b.Keys, b.Today), nil
}

// ApproveRegister is Dialogue.Approve for a proposal of a register.
func ApproveRegister(by Viewer, p Proposal, seen Hash, s Signed, chairs []Office, b RegisterBasis) (Proposal, bool, error) {
	if err := b.chaired(by); err != nil {
		return p, false, err
	}
	if p.Register != b.Register {
		return p, false, fault.New(fault.NotFound, "refusal.proposal_unknown")
	}
	q := quorum{b.Sides, chairs, b.Keys, b.Today}
	return q.approve(by, p, seen, s, func(a Act) (Act, error) { return DraftRegister(a, b) })
}

// WithdrawRegister decides on taking a proposal of a register off the table: by any
// co-chair, alone, while it is not enacted. Its caller gives the register one turn
// more, so that what was signed for it binds nothing, even if the same is proposed
// again.
func WithdrawRegister(by Viewer, p Proposal, b RegisterBasis) (Proposal, error) {
	if err := b.chaired(by); err != nil {
		return p, err
	}
	if p.Register != b.Register {
		return p, fault.New(fault.NotFound, "refusal.proposal_unknown")
	}
	return p.withdraw()
}

func (b RegisterBasis) chaired(by Viewer) error {
	if by.Role != CoChair || !slices.Contains(b.Sides, by.Side) {
		return fault.New(fault.Refused, "refusal.co_chair_only")
	}
	return nil
}

// MaySeeRegisterProposals is the policy for what is proposed about a register, and
// who approved it. Of the records themselves register.Definition.Seen decides.
func (v Viewer) MaySeeRegisterProposals() bool { return v.Role == CoChair }
