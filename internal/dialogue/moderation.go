package dialogue

import (
	"slices"

	"parley/internal/fault"
)

// A Reason is why a statement was rejected: one of a published list, each with
// its message "reason.…".
type Reason string

// Reasons lists them, as they are published.
func Reasons() []Reason {
	return []Reason{"several_ideas", "question", "off_topic", "duplicate", "personal", "insult", "unclear"}
}

// A Decision is one line of the moderation log. It names no person.
type Decision struct {
	Statement StatementID
	Side      SideID // whose moderator decided
	State     State
	Reason    Reason
	Day       Day
}

// Moderate decides on a statement: a moderator of its author's side accepts it,
// or rejects it with a reason of the list. Deciding anew is possible until the
// dialogue closes, but while results are live what was rejected stays rejected;
// deciding the same again changes nothing.
func (d Dialogue) Moderate(by Viewer, s Statement, to State, why Reason, today Day) (Statement, error) {
	switch {
	case by.Role != Moderator:
		return s, fault.New(fault.Refused, "refusal.moderator_only")
	case s.Side != by.Side || s.State == Withdrawn:
		return s, fault.New(fault.NotFound, "refusal.statement_unknown")
	case d.Phase != Open || d.Over(today):
		return s, fault.New(fault.Refused, "refusal.not_open")
	case s.Seed:
		return s, fault.New(fault.Refused, "refusal.seed_fixed")
	case d.Live && s.State == Rejected && to == Accepted: // its figures would be told anew (RULINGS R4)
		return s, fault.New(fault.Refused, "refusal.live_rejected")
	case to == Accepted && why == "":
	case to == Rejected && slices.Contains(Reasons(), why):
	default:
		return s, fault.New(fault.Invalid, "refusal.reason")
	}
	s.State, s.Reason = to, why
	return s, nil
}
