package register

import (
	"crypto/sha256"
	"encoding/json"
	"regexp"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// A CycleID is random.
type CycleID int64

// Terms are what every side's co-chair confirms before a cycle opens, and what
// nobody changes in it.
type Terms struct {
	Register  Name              `json:"register"`
	Kind      ItemKind          `json:"kind"`
	Agreement string            `json:"agreement"` // its identifier, e.g. "am-az-2025"
	Cross     CrossIDs          `json:"cross_ids"`
	Period    string            `json:"period"` // see ParsePeriod
	Codebook  string            `json:"codebook"`
	BookHash  string            `json:"codebook_sha256"`
	LastDay   dialogue.Day      `json:"last_day"` // to commit and to reveal
	Sides     []dialogue.SideID `json:"sides"`    // of the node, in their order
	Items     []Item            `json:"items"`
}

// CrossIDs are what other collections call the agreement; "" where they do not.
type CrossIDs struct {
	PAX  string `json:"pax_agt_id"`
	UCDP string `json:"ucdp_agr"`
	PAM  string `json:"pam_agr"`
}

// An Item is one thing to be assessed.
type Item struct {
	Key     string `json:"key"`      // of its record
	Stem    string `json:"pam_stem"` // PAM's name for provisions of this kind; "" for none
	Obliged string `json:"obliged"`  // a side, BothOblige or ThirdParty
}

// Who is obliged, besides one side.
const (
	BothOblige = "both"  // every side
	ThirdParty = "third" // somebody else
)

// Bounds of terms.
const (
	MostItems     = 1000
	LongestCycle  = 400 // days
	MostPeriodAge = 40  // years that a period may lie back
)

// Hash identifies terms: who confirms them names it.
func (t Terms) Hash() dialogue.Hash { return sha256.Sum256(t.Bytes()) }

// Bytes returns the canonical bytes of terms.
func (t Terms) Bytes() []byte {
	b, err := json.Marshal(t)
	if err == nil {
		b, err = CanonicalJSON(b)
	}
	if err != nil {
		panic("register: terms that cannot be written: " + err.Error()) // they hold only plain values
	}
	return b
}

// A Cycle is one assessment of the items of a register by every side, of one period
// under one codebook. Under another codebook the same period is another cycle, and
// both stay.
type Cycle struct {
	ID CycleID `json:"id"`
	Terms
	Book      Codebook          `json:"book"` // as it was when the cycle was proposed
	Confirmed []dialogue.SideID `json:"confirmed"`
	OpenedOn  dialogue.Day      `json:"opened_on,omitempty"`
}

// A Phase is where a cycle stands.
type Phase string

// The phases.
const (
	CycleProposed Phase = "proposed"
	CycleOpen     Phase = "open"
	CycleClosed   Phase = "closed" // everything is revealed, or the last day has passed
)

// Phases lists them.
func Phases() []Phase { return []Phase{CycleProposed, CycleOpen, CycleClosed} }

var (
	itemKey     = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}.-]{0,79}$`) // as records have them
	agreementID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$`)
	otherName   = regexp.MustCompile(`^[A-Za-z0-9._-]{0,60}$`)
)

// ProposeCycle decides on proposing a cycle: a co-chair does, who thereby confirms
// its terms. there are the cycles of the register. Codebook, hash and sides of the
// terms are set here.
func ProposeCycle(by dialogue.Viewer, t Terms, book Codebook, sides []dialogue.SideID, there []Cycle, today dialogue.Day) (Cycle, error) {
	if by.Role != dialogue.CoChair || !slices.Contains(sides, by.Side) {
		return Cycle{}, fault.New(fault.Refused, "refusal.co_chair_only")
	}
	t.Codebook, t.BookHash, t.Sides = book.Name, book.Hash().String(), sides
	if err := t.check(today); err != nil {
		return Cycle{}, err
	}
	for _, c := range there {
		if c.Register == t.Register && c.Period == t.Period && c.Codebook == t.Codebook {
			return Cycle{}, fault.New(fault.Refused, "refusal.cycle_there")
		}
	}
	return Cycle{Terms: t, Book: book, Confirmed: []dialogue.SideID{by.Side}}, nil
}

func (t Terms) check(today dialogue.Day) error {
	p, err := ParsePeriod(t.Period)
	switch {
	case err != nil:
		return err
	case p.Last/12 < today.Time().Year()-MostPeriodAge:
		return fault.New(fault.Invalid, "refusal.cycle_period")
	case t.LastDay < today || t.LastDay > today+LongestCycle:
		return fault.New(fault.Invalid, "refusal.cycle_last_day", "Most", LongestCycle)
	case !slices.Contains(ItemKinds(), t.Kind):
		return fault.New(fault.Invalid, "refusal.cycle_kind")
	case !agreementID.MatchString(t.Agreement):
		return fault.New(fault.Invalid, "refusal.cycle_agreement")
	case len(t.Items) == 0 || len(t.Items) > MostItems:
		return fault.New(fault.Invalid, "refusal.cycle_items", "Most", MostItems)
	}
	for _, id := range []string{t.Cross.PAX, t.Cross.UCDP, t.Cross.PAM} {
		if !otherName.MatchString(id) {
			return fault.New(fault.Invalid, "refusal.cycle_agreement")
		}
	}
	for _, side := range t.Sides {
		if slices.Contains([]string{BothOblige, ThirdParty, AboutOwn, AboutOther}, string(side)) {
			return fault.New(fault.Refused, "refusal.cycle_side", "Side", string(side))
		}
	}
	for i, item := range t.Items {
		twice := slices.ContainsFunc(t.Items[:i], func(other Item) bool { return other.Key == item.Key })
		if twice || !itemKey.MatchString(item.Key) || !otherName.MatchString(item.Stem) || len(t.conducts(item)) == 0 {
			return fault.New(fault.Invalid, "refusal.cycle_item", "Key", item.Key)
		}
	}
	return nil
}

// Confirm decides on confirming the terms of a proposed cycle as they were seen.
// With the last side's it opens.
func (c Cycle) Confirm(by dialogue.Viewer, seen dialogue.Hash, today dialogue.Day) (Cycle, error) {
	switch {
	case by.Role != dialogue.CoChair || !slices.Contains(c.Sides, by.Side):
		return c, fault.New(fault.Refused, "refusal.co_chair_only")
	case c.OpenedOn != 0:
		return c, fault.New(fault.Refused, "refusal.cycle_open")
	case seen != c.Hash():
		return c, fault.New(fault.Conflict, "refusal.changed_meanwhile")
	case slices.Contains(c.Confirmed, by.Side):
		return c, fault.New(fault.Refused, "refusal.cycle_confirmed")
	case today > c.LastDay:
		return c, fault.New(fault.Refused, "refusal.cycle_over")
	}
	c.Confirmed = append(slices.Clone(c.Confirmed), by.Side)
	if len(c.Confirmed) == len(c.Sides) {
		c.OpenedOn = today
	}
	return c, nil
}

// Drop decides on taking a cycle off the table that is not open yet: any co-chair
// can.
func (c Cycle) Drop(by dialogue.Viewer) error {
	switch {
	case by.Role != dialogue.CoChair || !slices.Contains(c.Sides, by.Side):
		return fault.New(fault.Refused, "refusal.co_chair_only")
	case c.OpenedOn != 0:
		return fault.New(fault.Refused, "refusal.cycle_open")
	}
	return nil
}

// Phase returns where a cycle stands, given what is kept of it.
func (c Cycle) Phase(sheets []Sheet, today dialogue.Day) Phase {
	switch {
	case c.OpenedOn == 0:
		return CycleProposed
	case today > c.LastDay:
		return CycleClosed
	}
	for _, row := range c.Rows() {
		if !c.Stand(row, sheets, today).Complete {
			return CycleOpen
		}
	}
	return CycleClosed
}

// MaySee reports whether a viewer may know of a cycle: who holds an office of any,
// everybody of one that is closed. Which items they see is asked besides.
func (c Cycle) MaySee(v dialogue.Viewer, phase Phase) bool {
	return v.Role != "" || phase == CycleClosed
}

// open refuses what can only be done with a row while its cycle is open.
func (c Cycle) open(row RowID, today dialogue.Day) error {
	switch {
	case !slices.Contains(c.Rows(), row):
		return fault.New(fault.NotFound, "refusal.row_unknown")
	case c.OpenedOn == 0:
		return fault.New(fault.Refused, "refusal.cycle_not_open")
	case today > c.LastDay:
		return fault.New(fault.Refused, "refusal.cycle_over")
	}
	return nil
}
