package node

import (
	"context"
	"encoding/base64"
	"errors"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// A Session is what a signed-in person's sealed cookie says. Nothing of it is
// kept here but the number.
type Session struct {
	Participant dialogue.ParticipantID
	Dialogue    dialogue.ID
	Account     dialogue.AccountID
	Role        dialogue.Role
	Side        dialogue.SideID
	Number      int // how many revocations there had been
	Tag         TagKey
}

// A TagKey finds a participant's own statements again. Its text is short, since
// it stands in the cookie of every request.
type TagKey [32]byte

// MarshalText writes base64.
func (k TagKey) MarshalText() ([]byte, error) {
	return base64.RawStdEncoding.AppendEncode(nil, k[:]), nil
}

// UnmarshalText reads what MarshalText wrote.
func (k *TagKey) UnmarshalText(text []byte) error {
	b, err := base64.RawStdEncoding.DecodeString(string(text))
	if err != nil || len(b) != len(k) {
		return errors.New("not the key of a session")
	}
	copy(k[:], b)
	return nil
}

// Viewer returns who it is that the session lets in.
func (s Session) Viewer() dialogue.Viewer {
	return dialogue.Viewer{Participant: s.Participant, Dialogue: s.Dialogue,
		Account: s.Account, Role: s.Role, Side: s.Side}
}

// Resume returns who the session lets in now. A session that was revoked, whose
// person has left, or whose office was given to somebody else is answered with
// the fault "refusal.session_over".
func (n *Node) Resume(ctx context.Context, s Session) (dialogue.Viewer, error) {
	over := fault.New(fault.Refused, "refusal.session_over")
	switch {
	case s.Participant != 0:
		p, err := n.Store.Participant(ctx, s.Participant)
		if fault.KindOf(err) == fault.NotFound || (err == nil && (p.Locked || p.Sessions != s.Number)) {
			return dialogue.Viewer{}, over
		}
		return s.Viewer(), err
	case s.Account != 0:
		o, err := n.Store.Office(ctx, s.Account)
		if fault.KindOf(err) == fault.NotFound || (err == nil && (o.Locked || o.Sessions != s.Number)) {
			return dialogue.Viewer{}, over
		}
		return s.Viewer(), err
	}
	return dialogue.Viewer{}, nil
}

// EndSessions ends every session of the viewer, on every device. Who has the
// phrase can come back.
func (n *Node) EndSessions(ctx context.Context, v dialogue.Viewer) error {
	switch {
	case v.Account != 0:
		return n.Store.EndSessions(ctx, v.Account)
	case v.Participant != 0:
		return n.Store.EndParticipantSessions(ctx, v.Participant)
	}
	return fault.New(fault.Refused, "refusal.session_over")
}
