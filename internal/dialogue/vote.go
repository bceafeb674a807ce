package dialogue

import "parley/internal/fault"

// A Choice is what a participant says about a statement. Having said nothing
// yet is not a choice.
type Choice int8

// The choices.
const (
	Disagree Choice = -1
	Pass     Choice = 0
	Agree    Choice = +1
)

// A Vote is one participant's standing choice on one statement: there is one at
// most, and it has no time.
type Vote struct {
	Participant ParticipantID
	Statement   StatementID
	Choice      Choice
	Important   bool // the participant calls the statement important
}

// AcceptVote decides whether a participant may vote on s today.
func (d Dialogue) AcceptVote(by Viewer, s Statement, c Choice, important bool, today Day) (Vote, error) {
	switch {
	case by.Participant == 0 || by.Dialogue != d.ID:
		return Vote{}, fault.New(fault.Refused, "refusal.participants_only")
	case s.State != Accepted: // first: what one may not know of is answered like what is not there
		return Vote{}, fault.New(fault.NotFound, "refusal.statement_unknown")
	case d.Phase != Open || d.Over(today):
		return Vote{}, fault.New(fault.Refused, "refusal.not_open")
	case d.PausedBy != "":
		return Vote{}, fault.New(fault.Refused, "refusal.paused")
	case c < Disagree || c > Agree:
		return Vote{}, fault.New(fault.Invalid, "refusal.choice")
	}
	return Vote{Participant: by.Participant, Statement: s.ID, Choice: c, Important: important}, nil
}
