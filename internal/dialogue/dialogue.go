package dialogue

import (
	"math"

	"parley/internal/fault"
)

// A Kind says who could be hurt by a dialogue. It is chosen when the dialogue is
// made and never changes (RULINGS R12).
type Kind string

// The kinds.
const (
	Named     Kind = "named"     // a tolerated, public channel
	Protected Kind = "protected" // where contact itself may be the offence
)

// A Phase is where a dialogue stands. Phases only move forward.
type Phase string

// The phases.
const (
	Preparing Phase = "preparing" // co-chairs write, nobody else sees it
	Open      Phase = "open"      // participants write and vote
	Closed    Phase = "closed"    // votes are final, the result is frozen
)

// Settings are what co-chairs decide about a dialogue. They are part of the
// proposal that opens it, and fixed from then on.
type Settings struct {
	Topic       Text    `json:"topic"`       // in every language
	Description Text    `json:"description"` // in every language
	Threshold   float64 `json:"threshold"`   // τ, the share that counts as a majority: [0.5, 0.9]
	Length      int     `json:"length"`      // longest statement, in characters as a reader counts: [40, 600]
	// WritingDays is how many days before the last one no more statements are
	// taken, because late ones get few votes; 0 takes them to the end.
	WritingDays   int      `json:"writing_days"`
	Results       Audience `json:"results"`         // who sees the result: Everyone or Members
	VotesToResult int      `json:"votes_to_result"` // votes of one's own before one sees live results
}

// DefaultSettings are what a new dialogue begins with. That there is a protected
// one is not for everybody, unless its co-chairs decide otherwise.
func DefaultSettings(kind Kind) Settings {
	s := Settings{Topic: Text{}, Description: Text{}, Threshold: 0.5, Length: 200, Results: Everyone, VotesToResult: 10}
	if kind == Protected {
		s.Results = Members
	}
	return s
}

// A Dialogue is one structured conversation about one topic.
type Dialogue struct {
	ID       ID
	Forum    ForumID
	Kind     Kind
	Phase    Phase
	Settings Settings
	Sides    []Allotment // one for each side of the node, in its order
	OpenedOn Day         // 0 before
	LastDay  Day         // on which votes are taken; 0 while preparing
	Live     bool        // results are shown while it is open, in steps
	Waived   Seats       // the unequal seats that every side accepted; nil for none
	PausedBy SideID      // "" when it is not paused
	Turns    int         // how often it was paused, or a proposal taken back or done that can be made again: older approvals bind nothing
	Imported bool        // its votes were cast elsewhere
	Demo     bool        // its votes were made by a program; said on every page
	Frozen   bool        // its result is kept and does not change any more
	Version  int         // grows with every change of the dialogue or its statements
}

// An Allotment is how many codes a side has in a dialogue.
type Allotment struct {
	Side   SideID
	Issued int // codes: how many people could take part
	Joined int // of them used, never more than Issued
}

// Allotment returns that of a side; a zero one for a side that has none.
func (d Dialogue) Allotment(side SideID) Allotment {
	for _, a := range d.Sides {
		if a.Side == side {
			return a
		}
	}
	return Allotment{Side: side}
}

// SideIDs returns the sides of a dialogue, in their order.
func (d Dialogue) SideIDs() []SideID {
	all := make([]SideID, len(d.Sides))
	for i, a := range d.Sides {
		all[i] = a.Side
	}
	return all
}

// SideIndex returns the position of a side in d.Sides, or -1.
func (d Dialogue) SideIndex(side SideID) int {
	for i, a := range d.Sides {
		if a.Side == side {
			return i
		}
	}
	return -1
}

// Over reports whether the last day of an open dialogue has passed.
func (d Dialogue) Over(today Day) bool { return d.Phase == Open && today > d.LastDay }

// Writing reports whether statements are taken today.
func (d Dialogue) Writing(today Day) bool {
	return d.Phase == Open && d.PausedBy == "" && today <= d.LastDay-Day(d.Settings.WritingDays)
}

// Equal reports whether every side has as many codes as the others.
func (d Dialogue) Equal() bool {
	for _, a := range d.Sides {
		if a.Issued != d.Sides[0].Issued {
			return false
		}
	}
	return true
}

// CheckSettings checks and tidies the settings of a dialogue. A dialogue can be
// prepared with texts missing, but not opened: whole asks for all of them.
func CheckSettings(s Settings, whole bool) (Settings, error) {
	var need []Language
	if whole {
		need = Languages()
	}
	var err error
	if s.Topic, err = cleanText(oneLine(s.Topic), LongestTopic, need); err != nil {
		return s, err
	}
	if s.Description, err = cleanText(s.Description, LongestDescription, need); err != nil {
		return s, err
	}
	switch {
	case !(s.Threshold >= 0.5 && s.Threshold <= 0.9):
		return s, fault.New(fault.Invalid, "refusal.threshold")
	case s.Length < 40 || s.Length > 600:
		return s, fault.New(fault.Invalid, "refusal.length_limit")
	case s.WritingDays < 0 || s.WritingDays > 365:
		return s, fault.New(fault.Invalid, "refusal.writing_days")
	case s.VotesToResult < 0 || s.VotesToResult > 1000:
		return s, fault.New(fault.Invalid, "refusal.votes_to_result")
	case s.Results != Everyone && s.Results != Members:
		return s, fault.New(fault.Invalid, "refusal.results_audience")
	}
	s.Threshold = math.Round(s.Threshold*100) / 100
	return s, nil
}

// Make decides whether by may make a dialogue of this kind in a forum.
func Make(by Viewer, kind Kind, s Settings) (Dialogue, error) {
	if by.Role != CoChair {
		return Dialogue{}, fault.New(fault.Refused, "refusal.co_chair_only")
	}
	if kind != Named && kind != Protected {
		return Dialogue{}, fault.New(fault.Invalid, "refusal.kind")
	}
	s, err := CheckSettings(s, false)
	return Dialogue{Kind: kind, Phase: Preparing, Settings: s}, err
}

// Prepare decides whether by may change what is being prepared: the settings,
// the statements to begin with, the codes.
func (d Dialogue) Prepare(by Viewer) error {
	switch {
	case by.Role != CoChair:
		return fault.New(fault.Refused, "refusal.co_chair_only")
	case d.Phase != Preparing:
		return fault.New(fault.Refused, "refusal.opened_already")
	}
	return nil
}

// Pause decides on a pause: any co-chair, alone, at once. To pause what is
// paused makes proposals to go on void: it takes another one.
func (d Dialogue) Pause(by Viewer) (Dialogue, error) {
	switch {
	case by.Role != CoChair:
		return d, fault.New(fault.Refused, "refusal.co_chair_only")
	case d.Phase != Open:
		return d, fault.New(fault.Refused, "refusal.not_open")
	}
	if d.PausedBy == "" {
		d.PausedBy = by.Side
	}
	d.Turns++
	return d, nil
}
