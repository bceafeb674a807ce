package dialogue

import "parley/internal/fault"

// A Release is a report that every side approved. The bytes that they approved
// and what was rendered from them are kept with its proposal; its entry in the
// record was written in the same transaction.
type Release struct {
	ID        ReleaseID
	Report    ReportID
	Forum     ForumID
	Proposal  ProposalID
	Number    int       // of the edition of the report
	Language  Language  // of a translation; "" for a report
	Of        ReleaseID // the release of which it is a translation
	On        Day       // enacted
	Embargo   Day       // not public before
	Entry     int64     // its place in the record
	StoppedBy SideID    // hidden by one side, at once; "" when it is not
	Turns     int       // how often it was stopped or a proposal about it taken back: older approvals bind nothing
	Redacted  bool      // taken back by every side: its bytes and salt are gone
	Example   bool
}

// Stop decides on hiding a release from all but co-chairs: any co-chair, alone,
// at once. To stop what is stopped makes proposals to go on void: it takes
// another one.
func (r Release) Stop(by Viewer) (Release, error) {
	if by.Role != CoChair {
		return r, fault.New(fault.Refused, "refusal.co_chair_only")
	}
	if r.StoppedBy == "" {
		r.StoppedBy = by.Side
	}
	r.Turns++
	return r, nil
}
