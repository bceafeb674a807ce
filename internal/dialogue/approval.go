package dialogue

import (
	"bytes"
	"slices"
	"strings"

	"parley/internal/fault"
)

// An Approval is one side's key turned for exact bytes.
type Approval struct {
	Side    SideID
	Account AccountID // of the co-chair
	Hash    Hash      // of the bytes approved
	On      Day
	Key     string // the side's public key, under which Note was verified; "" of a side that had none
	Note    []byte // the signed note, for everybody to verify again
}

// Signed is a signature as its caller has verified it: Note is valid under the
// public key Key and signs the bytes with the hash Hash. The zero Signed is
// none. Which key counts is decided here.
type Signed struct {
	Key  string
	Hash Hash
	Note []byte
}

// Approved reports whether a side has approved these very bytes. An approval of
// other bytes, by somebody who does not chair the side any more, or without the
// key that the side has today, is none (RULINGS R13).
func (p Proposal) Approved(side SideID, chairs []Office, keys []Key, today Day) bool {
	key, _ := CurrentKey(keys, side, false, today)
	return slices.ContainsFunc(p.Approvals, func(a Approval) bool {
		return a.Side == side && a.Hash == p.Hash() && a.Key == key.Public && chairedBy(chairs, side, a.Account)
	})
}

// chairedBy reports whether an account is a co-chair of a side and in office.
func chairedBy(chairs []Office, side SideID, account AccountID) bool {
	return slices.ContainsFunc(chairs, func(o Office) bool {
		return o.ID == account && o.Side == side && o.Role == CoChair && !o.Locked
	})
}

// Missing returns those of the sides that have not approved p, in their order.
func (p Proposal) Missing(sides []SideID, chairs []Office, keys []Key, today Day) []SideID {
	var all []SideID
	for _, side := range sides {
		if !p.Approved(side, chairs, keys, today) {
			all = append(all, side)
		}
	}
	return all
}

// A quorum is who must approve, and what an approval is measured by.
type quorum struct {
	sides  []SideID
	chairs []Office
	keys   []Key
	today  Day
}

// approve decides on an approval by a co-chair of one of the sides. draft makes
// an act anew from what it rests on now.
func (q quorum) approve(by Viewer, p Proposal, seen Hash, s Signed, draft func(Act) (Act, error)) (Proposal, bool, error) {
	switch {
	case p.State != Proposed:
		return p, false, fault.New(fault.Refused, "refusal.proposal_over")
	case seen != p.Hash():
		return p, false, fault.New(fault.Conflict, "refusal.proposal_changed")
	}
	if a, err := p.Act(); err != nil {
		return p, false, err
	} else if now, err := draft(a); err != nil || !bytes.Equal(now.Bytes(), p.Body) {
		p.State = Superseded
		return p, false, fault.New(fault.Conflict, "refusal.proposal_void")
	}
	if err := q.checkSigned(by.Side, seen, s); err != nil {
		return p, false, err
	}
	if !p.Approved(by.Side, q.chairs, q.keys, q.today) {
		kept := slices.DeleteFunc(slices.Clone(p.Approvals), func(a Approval) bool { return a.Side == by.Side })
		p.Approvals = append(kept, Approval{by.Side, by.Account, seen, q.today, s.Key, s.Note})
		slices.SortFunc(p.Approvals, func(a, b Approval) int { return strings.Compare(string(a.Side), string(b.Side)) })
	}
	if len(p.Missing(q.sides, q.chairs, q.keys, q.today)) > 0 {
		return p, false, nil
	}
	p.State, p.EnactedOn = Enacted, q.today
	return p, true, nil
}

// checkSigned refuses what is not signed with the key that a side has today, and
// a signature over other bytes. A side without a key approves without one.
func (q quorum) checkSigned(side SideID, seen Hash, s Signed) error {
	key, has := CurrentKey(q.keys, side, false, q.today)
	switch {
	case has && s.Key == "":
		return fault.New(fault.Refused, "refusal.signature_missing")
	case s.Key != key.Public:
		return fault.New(fault.Refused, "refusal.signature_key")
	case has && s.Hash != seen:
		return fault.New(fault.Conflict, "refusal.signature_other")
	}
	return nil
}
