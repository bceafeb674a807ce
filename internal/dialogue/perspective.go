package dialogue

import "slices"

// A Perspective is what one side says about an issue, and its responses to what
// the others say. Only that side writes in it.
type Perspective struct {
	Side      SideID     `json:"side"`
	Claims    []Claim    `json:"claims,omitempty"`    // in the order in which the side put them
	Responses []Response `json:"responses,omitempty"` // by claim
	SealedOn  Day        `json:"sealed_on,omitempty"` // 0: still being written
	Gap       string     `json:"gap,omitempty"`       // of the reference case: why nothing is given
}

// A Holder says whose position a claim is. No claim is shown as the view of a
// nation: it is the delegation's, a government's, or a voice with its source
// (S15).
type Holder string

// The holders.
const (
	Delegation Holder = "delegation"
	Government Holder = "government"
	Voice      Holder = "voice"
)

// A Claim is one reason, position or expectation. Claims are counted, responded
// to and cited by their identifiers, which stay for ever; what was said before
// a change stays too (S2).
type Claim struct {
	ID        ClaimID   `json:"id"`
	Holder    Holder    `json:"holder"`
	Whose     Writing   `json:"whose"` // of a voice: whose it is, e.g. a group or an author
	Words     Writing   `json:"words"`
	Expects   *Expected `json:"expects,omitempty"` // of an expectation of the other side (S5)
	Answers   ClaimID   `json:"answers,omitempty"` // the other side's claim to which it was written in answer, in a source
	Sources   []Source  `json:"sources,omitempty"`
	On        Day       `json:"on"`
	Version   int       `json:"version"`             // 1 for what was first exchanged; before, it counts changes
	Earlier   []Earlier `json:"earlier,omitempty"`   // of what others have seen
	Withdrawn bool      `json:"withdrawn,omitempty"` // its words are gone, its number stays
	Case      string    `json:"case,omitempty"`      // its id in the reference case
}

// Expected is what would count as an expectation's being fulfilled, and what
// its side says of that. It is never an agreed duty.
type Expected struct {
	Of   SideID  `json:"of"`
	Sign Writing `json:"sign"`
	Met  bool    `json:"met,omitempty"`
}

// Earlier is what a claim or response said before.
type Earlier struct {
	Version    int     `json:"version"`
	On         Day     `json:"on"`
	Words      Writing `json:"words"`
	Understood bool    `json:"understood,omitempty"` // of a response
	Stance     Stance  `json:"stance,omitempty"`     // of a response
}

// A Stance is what a side says of another's claim. None of them follows from
// having understood it.
type Stance string

// The stances. Unsaid is how every claim begins, and reads "understood is not
// accepted" once it is marked as understood (S6).
const (
	Unsaid         Stance = ""
	StanceAccepted Stance = "accepted"
	StanceDisputed Stance = "disputed"
	StanceOpen     Stance = "open"
)

// A Response is a side's comment on another side's claim. It can be without
// words, where only the marks are set.
type Response struct {
	Claim      ClaimID   `json:"claim"`
	Words      Writing   `json:"words"`
	Understood bool      `json:"understood,omitempty"`
	Stance     Stance    `json:"stance,omitempty"`
	On         Day       `json:"on"`
	Version    int       `json:"version"`
	Earlier    []Earlier `json:"earlier,omitempty"`
}

// Says reports whether anything is said: words, or one of the marks.
func (r Response) Says() bool { return !r.Words.Empty() || r.Understood || r.Stance != Unsaid }

// Standing returns how many claims a side makes: those not withdrawn. Nobody
// types a number of claims anywhere (S2).
func (p Perspective) Standing() int {
	n := 0
	for _, c := range p.Claims {
		if !c.Withdrawn {
			n++
		}
	}
	return n
}

// words returns how many words the standing claims have together, in the
// language in which they have most.
func (p Perspective) words() int {
	most := 0
	for _, l := range Languages() {
		n := 0
		for _, c := range p.Claims {
			n += Words(c.Words.Text[l])
			if c.Expects != nil {
				n += Words(c.Expects.Sign.Text[l])
			}
		}
		most = max(most, n)
	}
	return most
}

// claim returns the position of a claim, or -1.
func (p Perspective) claim(id ClaimID) int {
	return slices.IndexFunc(p.Claims, func(c Claim) bool { return c.ID == id })
}

// response returns the position of the response to a claim, or -1.
func (p Perspective) response(id ClaimID) int {
	return slices.IndexFunc(p.Responses, func(r Response) bool { return r.Claim == id })
}

// MostWords that one side's claims on one issue have together, in each language:
// the same for all, so that none outshouts another (FORMS 4.2, part 6). What would
// fulfil an expectation counts in. A response can have as many. The reference
// case, which no side wrote here, is not bound by it.
const MostWords = 120

// MostClaims of one side on one issue, and MostSources of one claim.
const (
	MostClaims  = 50
	MostSources = 20
)
