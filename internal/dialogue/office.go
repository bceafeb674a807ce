package dialogue

import "parley/internal/fault"

// A Role is an office that a person holds for a side.
type Role string

// The offices.
const (
	Steward   Role = "steward"   // vets the side's people, keeps its keys
	CoChair   Role = "co_chair"  // turns the side's key
	Moderator Role = "moderator" // decides on statements by the side's participants
)

// Roles lists the offices that set-up fills on every side.
func Roles() []Role { return []Role{Steward, CoChair, Moderator} }

// An Office is a role held for a side by somebody, of whom nothing is known but
// how to recognise the passphrase.
type Office struct {
	ID       AccountID
	Side     SideID
	Role     Role
	Sessions int  // counts revocations: a session that names an older number has ended
	Locked   bool // revoked by its card or replaced: no sign-in any more
}

// An Invitation is a one-time link to take an office up.
type Invitation struct {
	Side     SideID
	Role     Role
	Replaces AccountID // whose office it takes over when it is used; 0 for none
	From     Day       // before this day it cannot be used
}

// DaysToReplace is how long a replacement by recovery key waits (RULINGS R13:
// 72 hours; in whole days, so that no hour is kept, that is the fourth day).
const DaysToReplace = 4

// Invite decides whether by may invite somebody to an office: a steward, to the
// offices of the own side. Co-chairs and stewards that are there already are
// replaced with the side's recovery key only.
func Invite(by Viewer, role Role, filled []Office) (Invitation, error) {
	if by.Role != Steward {
		return Invitation{}, fault.New(fault.Refused, "refusal.steward_only")
	}
	switch role {
	case Moderator:
	case CoChair, Steward:
		for _, o := range filled {
			if o.Side == by.Side && o.Role == role && !o.Locked {
				return Invitation{}, fault.New(fault.Refused, "refusal.office_filled")
			}
		}
	default:
		return Invitation{}, fault.New(fault.Invalid, "refusal.role")
	}
	return Invitation{Side: by.Side, Role: role}, nil
}

// Replace decides on replacing whoever holds a role, by the recovery key of a
// side: the own co-chair or steward, waiting DaysToReplace. Where the office was
// revoked its last holder is replaced.
func Replace(side SideID, role Role, offices []Office, today Day) (Invitation, error) {
	var old Office
	for _, o := range offices {
		if o.Side == side && o.Role == role && (old.ID == 0 || old.Locked) {
			old = o
		}
	}
	if old.ID == 0 || (role != Steward && role != CoChair) {
		return Invitation{}, fault.New(fault.Refused, "refusal.recovery_office")
	}
	return Invitation{Side: side, Role: role, Replaces: old.ID, From: today + DaysToReplace}, nil
}

// Dismiss returns the offices that a steward ends: those of all moderators of the
// own side, who are not told apart. They decide nothing from the next request on.
func Dismiss(by Viewer, offices []Office) ([]AccountID, error) {
	if by.Role != Steward {
		return nil, fault.New(fault.Refused, "refusal.steward_only")
	}
	var all []AccountID
	for _, o := range offices {
		if o.Side == by.Side && o.Role == Moderator && !o.Locked {
			all = append(all, o.ID)
		}
	}
	return all, nil
}

// Accept decides whether an invitation can be used today.
func (i Invitation) Accept(today Day) error {
	if today < i.From {
		return fault.New(fault.Refused, "refusal.invitation_early", "Day", i.From.String())
	}
	return nil
}

// A Forum is a standing joint group: in it the co-chairs of every side hold
// dialogues. Every co-chair and moderator of the node's sides has a seat.
type Forum struct {
	ID      ForumID
	Names   Text
	Version int  // grows with every change of the forum or of what it keeps
	Example bool // the reference case: what stands in it is from published works, and no side wrote or approved it here
}

// CheckForum decides whether by may make a forum of these names.
func CheckForum(by Viewer, names Text) (Text, error) {
	if by.Role != CoChair {
		return nil, fault.New(fault.Refused, "refusal.co_chair_only")
	}
	return cleanText(oneLine(names), LongestName, Languages())
}

// Writable refuses to have anything written in a forum whose contents are from
// published works.
func (f Forum) Writable() error {
	if f.Example {
		return fault.New(fault.Refused, "refusal.example_fixed")
	}
	return nil
}
