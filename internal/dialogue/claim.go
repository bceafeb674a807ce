package dialogue

import (
	"cmp"
	"slices"

	"parley/internal/fault"
)

// WriteClaim decides on a claim that somebody writes for the own side: a new one,
// whose Version is 0, or another wording of one, whose Version is the one that
// was shown. What the others have seen stays in Earlier.
func (i Issue) WriteClaim(by Viewer, c Claim, today Day) (Issue, error) {
	next, p, err := i.written(by)
	if err != nil {
		return i, err
	}
	at := p.claim(c.ID)
	var old Claim
	if at >= 0 {
		old = p.Claims[at]
	}
	_, _, taken := i.Claim(c.ID)
	switch {
	case c.ID == 0, at < 0 && (c.Version != 0 || taken):
		return i, fault.New(fault.NotFound, "refusal.claim_unknown")
	case old.Withdrawn:
		return i, fault.New(fault.Refused, "refusal.claim_withdrawn")
	case c.Version != old.Version:
		return i, changedMeanwhile()
	case at < 0 && len(p.Claims) >= MostClaims:
		return i, fault.New(fault.Refused, "refusal.too_much", "Most", MostClaims)
	}
	if c, err = i.cleanClaim(by, c, old); err != nil {
		return i, err
	}
	c.On, c.Version, c.Earlier, c.Withdrawn, c.Case = today, old.Version+1, old.Earlier, false, old.Case
	if at < 0 {
		p.Claims = append(p.Claims, c)
	} else {
		if i.Exchanged() {
			c.Earlier = append(slices.Clone(old.Earlier), Earlier{Version: old.Version, On: old.On, Words: old.Words})
		}
		p.Claims[at] = c
	}
	if n := p.words(); n > MostWords && i.Case == "" {
		return i, fault.New(fault.Invalid, "refusal.claims_long", "Most", MostWords, "Words", n)
	}
	return next, nil
}

// cleanClaim tidies a claim. Whose view it is must be said: of a voice, by name
// and source (S15).
func (i Issue) cleanClaim(by Viewer, c, old Claim) (Claim, error) {
	var err error
	if c.Words, err = CleanWriting(c.Words, LongestDescription); err != nil {
		return c, err
	}
	if c.Whose, err = cleanLine(c.Whose, LongestTopic); err != nil {
		return c, err
	}
	if c.Sources, err = cleanSources(c.Sources); err != nil {
		return c, err
	}
	switch {
	case c.Words.Empty():
		return c, fault.New(fault.Invalid, "refusal.statement_empty")
	case c.Holder != Delegation && c.Holder != Government && c.Holder != Voice:
		return c, fault.New(fault.Invalid, "refusal.holder")
	case c.Holder == Voice && (c.Whose.Empty() || len(c.Sources) == 0):
		return c, fault.New(fault.Invalid, "refusal.voice_source")
	}
	c.Words, c.Whose = c.Words.ofSide(by, old.Words), c.Whose.ofSide(by, old.Whose)
	if _, of, ok := i.Claim(c.Answers); c.Answers != 0 && (!ok || of == by.Side || !i.Exchanged()) {
		return c, fault.New(fault.NotFound, "refusal.claim_unknown")
	}
	if c.Expects == nil {
		return c, nil
	}
	e, before := *c.Expects, Expected{}
	if old.Expects != nil {
		before = *old.Expects
	}
	if e.Of == by.Side || i.index(e.Of) < 0 {
		return c, fault.New(fault.Invalid, "refusal.expected_of")
	}
	if e.Sign, err = CleanWriting(e.Sign, LongestDescription); err != nil {
		return c, err
	}
	if e.Sign.Empty() {
		return c, fault.New(fault.Invalid, "refusal.expected_sign")
	}
	e.Sign, e.Met = e.Sign.ofSide(by, before.Sign), before.Met
	c.Expects = &e
	return c, nil
}

// WithdrawClaim decides on taking a claim of the own side back. Before the
// exchange nobody knew of it, and it is gone; afterwards its words are, also the
// earlier ones, and its number and the responses to it stay.
func (i Issue) WithdrawClaim(by Viewer, id ClaimID, today Day) (Issue, error) {
	next, p, at, err := i.ownClaim(by, id)
	if err != nil {
		return i, err
	}
	if !i.Exchanged() {
		p.Claims = slices.Delete(p.Claims, at, at+1)
		return next, nil
	}
	old := p.Claims[at]
	p.Claims[at] = Claim{ID: old.ID, Holder: old.Holder, On: today, Version: old.Version + 1, Withdrawn: true, Case: old.Case}
	return next, nil
}

// MarkMet decides on whether the own side calls its expectation fulfilled. The
// other side says what it says in its response.
func (i Issue) MarkMet(by Viewer, id ClaimID, met bool) (Issue, error) {
	next, p, at, err := i.ownClaim(by, id)
	if err != nil {
		return i, err
	}
	if p.Claims[at].Expects == nil {
		return i, fault.New(fault.Invalid, "refusal.not_expected")
	}
	e := *p.Claims[at].Expects
	e.Met = met
	p.Claims[at].Expects = &e
	return next, nil
}

// ownClaim is written for one claim of the own side that stands.
func (i Issue) ownClaim(by Viewer, id ClaimID) (Issue, *Perspective, int, error) {
	next, p, err := i.written(by)
	if err != nil {
		return i, nil, 0, err
	}
	at := p.claim(id)
	if at < 0 {
		return i, nil, 0, fault.New(fault.NotFound, "refusal.claim_unknown")
	}
	if p.Claims[at].Withdrawn {
		return i, nil, 0, fault.New(fault.Refused, "refusal.claim_withdrawn")
	}
	return next, p, at, nil
}

// Respond decides on the own side's response to another side's claim, after the
// exchange: a first one, whose Version is 0, or another than the Version that was
// shown. That a claim is marked as understood says nothing of whether it is
// accepted, and the other way round (S6).
func (i Issue) Respond(by Viewer, r Response, today Day) (Issue, error) {
	next, p, err := i.written(by)
	if err != nil {
		return i, err
	}
	c, of, ok := i.Claim(r.Claim)
	if !ok || of == by.Side || !i.Exchanged() { // before, one may not know of it
		return i, fault.New(fault.NotFound, "refusal.claim_unknown")
	}
	var old Response
	at := p.response(r.Claim)
	if at >= 0 {
		old = p.Responses[at]
	}
	if r.Words, err = CleanWriting(r.Words, LongestDescription); err != nil {
		return i, err
	}
	switch {
	case c.Withdrawn:
		return i, fault.New(fault.Refused, "refusal.claim_withdrawn")
	case r.Version != old.Version:
		return i, changedMeanwhile()
	case !slices.Contains([]Stance{Unsaid, StanceAccepted, StanceDisputed, StanceOpen}, r.Stance):
		return i, fault.New(fault.Invalid, "refusal.stance")
	case at < 0 && !r.Says():
		return i, fault.New(fault.Invalid, "refusal.response_empty")
	case r.Words.Words() > MostWords && i.Case == "":
		return i, fault.New(fault.Invalid, "refusal.words_long", "Most", MostWords, "Words", r.Words.Words())
	}
	r.Words = r.Words.ofSide(by, old.Words)
	r.On, r.Version, r.Earlier = today, old.Version+1, nil
	if at >= 0 {
		r.Earlier = append(slices.Clone(old.Earlier), Earlier{old.Version, old.On, old.Words, old.Understood, old.Stance})
		p.Responses[at] = r
		return next, nil
	}
	p.Responses = append(p.Responses, r)
	slices.SortFunc(p.Responses, func(a, b Response) int { return cmp.Compare(a.Claim, b.Claim) })
	return next, nil
}
