package dialogue

import (
	"errors"
	"slices"

	"parley/internal/fault"
)

// ProposeForum decides whether by may propose an act of a forum, and returns the
// proposal of it, as Dialogue.Propose does. What is to be released must have been
// rendered.
func ProposeForum(by Viewer, want Act, b ForumBasis) (Proposal, error) {
	if err := b.chaired(by); err != nil {
		return Proposal{}, err
	}
	want.Files = nil
	a, err := DraftForum(want, b)
	if err != nil {
		return Proposal{}, err
	}
	if a.Document != "" && len(a.Files) == 0 {
		return Proposal{}, errors.New("dialogue: a document to release that was not rendered")
	}
	return putForward(by, Proposal{Forum: b.Forum, Kind: a.Kind, Body: a.Bytes()}, b.Keys, b.Today), nil
}

// ApproveForum decides on a co-chair's approval of a proposal of a forum, as
// Dialogue.Approve does. When it reports that every side has approved, what
// EnactForum returns is to be written in the same transaction.
func ApproveForum(by Viewer, p Proposal, seen Hash, s Signed, chairs []Office, b ForumBasis) (Proposal, bool, error) {
	if err := b.chaired(by); err != nil {
		return p, false, err
	}
	if p.Forum != b.Forum {
		return p, false, fault.New(fault.NotFound, "refusal.proposal_unknown")
	}
	q := quorum{b.Sides, chairs, b.Keys, b.Today}
	return q.approve(by, p, seen, s, func(a Act) (Act, error) {
		b.Files = nil // of these bytes, not of others that were rendered since
		return DraftForum(a, b)
	})
}

// WithdrawForum decides on taking a proposal of a forum off the table: by any
// co-chair, alone, while it is not enacted. What it is about, the release or else
// the report, is returned with one turn more, so that what was signed for it binds
// nothing, even if the same is proposed again.
func WithdrawForum(by Viewer, p Proposal, b ForumBasis) (Proposal, *Report, *Release, error) {
	if err := b.chaired(by); err != nil {
		return p, nil, nil, err
	}
	if p.Forum != b.Forum {
		return p, nil, nil, fault.New(fault.NotFound, "refusal.proposal_unknown")
	}
	p, err := p.withdraw()
	switch {
	case err != nil:
		return p, nil, nil, err
	case b.Release != nil:
		after := *b.Release
		after.Turns++
		return p, nil, &after, nil
	case b.Report != nil:
		after := *b.Report
		after.Turns++
		after.Version++
		return p, &after, nil, nil
	}
	return p, nil, nil, nil
}

func (b ForumBasis) chaired(by Viewer) error {
	if by.Role != CoChair || !slices.Contains(b.Sides, by.Side) {
		return fault.New(fault.Refused, "refusal.co_chair_only")
	}
	return nil
}
