package dialogue

import (
	"slices"

	"parley/internal/fault"
)

// Exchanged reports whether every side has sealed its perspective, so that all
// are open to each other.
func (i Issue) Exchanged() bool {
	return len(i.Perspectives) > 0 && !slices.ContainsFunc(i.Perspectives, func(p Perspective) bool { return p.SealedOn == 0 })
}

// Seen returns an issue as a viewer may see it. Before the exchange another
// side's perspective is empty but for whether it is sealed (RULINGS R15), and
// for whoever is of no side all are.
func (i Issue) Seen(v Viewer) Issue {
	if i.Exchanged() {
		return i
	}
	i.Perspectives = slices.Clone(i.Perspectives)
	for at, p := range i.Perspectives {
		if v.Role == "" || p.Side != v.Side {
			i.Perspectives[at] = Perspective{Side: p.Side, SealedOn: p.SealedOn}
		}
	}
	return i
}

// Seal decides on sealing the own side's perspective, also an empty one. With the
// last seal all are exchanged, and each claim begins at its first version.
func (i Issue) Seal(by Viewer, today Day) (Issue, error) {
	i, p, err := i.own(by)
	switch {
	case err != nil:
		return i, err
	case p.SealedOn != 0:
		return i, fault.New(fault.Refused, "refusal.sealed_already")
	}
	p.SealedOn = today
	if i.Exchanged() {
		for at := range i.Perspectives {
			i.Perspectives[at].Claims = slices.Clone(i.Perspectives[at].Claims)
			for c := range i.Perspectives[at].Claims {
				i.Perspectives[at].Claims[c].Version = 1
			}
		}
	}
	return i, nil
}

// Unseal decides on taking the own seal back, before the exchange.
func (i Issue) Unseal(by Viewer) (Issue, error) {
	exchanged := i.Exchanged()
	i, p, err := i.own(by)
	switch {
	case err != nil:
		return i, err
	case exchanged:
		return i, fault.New(fault.Refused, "refusal.exchanged")
	case p.SealedOn == 0:
		return i, fault.New(fault.Refused, "refusal.not_sealed")
	}
	p.SealedOn = 0
	return i, nil
}

// own returns a copy of an issue, and in it the perspective of a co-chair's side,
// to be changed.
func (i Issue) own(by Viewer) (Issue, *Perspective, error) {
	at := i.index(by.Side)
	if by.Role != CoChair || at < 0 {
		return i, nil, fault.New(fault.Refused, "refusal.co_chair_only")
	}
	i.Perspectives = slices.Clone(i.Perspectives)
	return i, &i.Perspectives[at], nil
}

// written is own for whoever writes for a side: a co-chair or a moderator, while
// the perspective is not sealed or when it is exchanged.
func (i Issue) written(by Viewer) (Issue, *Perspective, error) {
	at := i.index(by.Side)
	if (by.Role != CoChair && by.Role != Moderator) || at < 0 {
		return i, nil, fault.New(fault.Refused, "refusal.writers_only")
	}
	if i.Perspectives[at].SealedOn != 0 && !i.Exchanged() {
		return i, nil, fault.New(fault.Refused, "refusal.sealed")
	}
	i.Perspectives = slices.Clone(i.Perspectives)
	p := &i.Perspectives[at]
	p.Claims, p.Responses = slices.Clone(p.Claims), slices.Clone(p.Responses)
	return i, p, nil
}

// Claim returns a claim by its identifier, and whose it is.
func (i Issue) Claim(id ClaimID) (c Claim, of SideID, ok bool) {
	for _, p := range i.Perspectives {
		if at := p.claim(id); at >= 0 {
			return p.Claims[at], p.Side, true
		}
	}
	return Claim{}, "", false
}

// Unanswered returns the claims of the other sides that a side has not answered,
// by word or mark, in the order in which they stand. A claim that was withdrawn
// waits for no answer. Where no side has any left, all are answered by all.
func (i Issue) Unanswered(by SideID) []ClaimID {
	at := i.index(by)
	if at < 0 {
		return nil
	}
	var all []ClaimID
	for _, p := range i.Perspectives {
		for _, c := range p.Claims {
			to := i.Perspectives[at].response(c.ID)
			if p.Side != by && !c.Withdrawn && (to < 0 || !i.Perspectives[at].Responses[to].Says()) {
				all = append(all, c.ID)
			}
		}
	}
	return all
}
