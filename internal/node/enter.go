package node

import (
	"context"
	"errors"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

// An Entry is what a code or a phrase opens: a Session, or the Offer of a seat.
type Entry struct {
	Session Session
	Offer   *Offer // of a code that was not used yet
}

// An Offer is what a person is shown before anything is used up: who it would
// be and what to keep. It is taken up with Join or Accept.
type Offer struct {
	Code       dialogue.Code // of an offer by code
	Dialogue   dialogue.ID
	Invitation dialogue.Invitation // of an offer by one-time link
	Side       dialogue.SideID
	Phrase     dialogue.Phrase // to come back with
	Card       dialogue.Code   // the revoke card, for a trusted person
}

// Enter looks up what somebody typed, a code or a phrase. One answer stands for
// everything that does not open: it does not say whether it ever did. Wrong
// ones beyond a limit are only told to wait; right ones never are.
//
// A code is not used up by entering it: that takes Join.
func (n *Node) Enter(ctx context.Context, typed string) (Entry, error) {
	e, err := n.enter(ctx, typed)
	if fault.KindOf(err) == fault.NotFound {
		return Entry{}, n.wrong()
	}
	return e, err
}

// wrong counts a failure and says so.
func (n *Node) wrong() error {
	if n.Failed != nil {
		n.Failed()
	}
	if !n.failures.allow(n.Now()) {
		return fault.New(fault.TooMany, "refusal.too_many")
	}
	return fault.New(fault.NotFound, "refusal.nothing_opens")
}

func (n *Node) enter(ctx context.Context, typed string) (Entry, error) {
	if phrase, ok := dialogue.ParsePhrase(typed); ok {
		s, err := n.signIn(ctx, phrase)
		return Entry{Session: s}, err
	}
	code, ok := dialogue.ParseCode(typed)
	if !ok {
		return Entry{}, fault.New(fault.NotFound, "refusal.nothing_opens")
	}
	offer, err := n.offerByCode(ctx, code)
	return Entry{Offer: &offer}, err
}

// signIn looks a phrase up, always among participants and accounts both, so
// that one kind is not told from the other by the work done.
func (n *Node) signIn(ctx context.Context, phrase dialogue.Phrase) (Session, error) {
	hash := n.Secrets.phrase(phrase)
	p, errP := n.Store.ParticipantByPhrase(ctx, hash)
	o, errO := n.Store.OfficeByPhrase(ctx, hash)
	switch {
	case errP == nil && !p.Locked:
		return participantSession(p, phrase), nil
	case errO == nil && !o.Locked:
		return officeSession(o), nil
	case errP != nil && fault.KindOf(errP) != fault.NotFound:
		return Session{}, fmt.Errorf("sign in: %w", errP)
	case errO != nil && fault.KindOf(errO) != fault.NotFound:
		return Session{}, fmt.Errorf("sign in: %w", errO)
	}
	return Session{}, fault.New(fault.NotFound, "refusal.nothing_opens")
}

func participantSession(p dialogue.Participant, phrase dialogue.Phrase) Session {
	return Session{Participant: p.ID, Dialogue: p.Dialogue, Side: p.Side, Number: p.Sessions, Tag: tagKey(phrase)}
}

func officeSession(o dialogue.Office) Session {
	return Session{Account: o.ID, Role: o.Role, Side: o.Side, Number: o.Sessions}
}

func (n *Node) offerByCode(ctx context.Context, code dialogue.Code) (Offer, error) {
	kept, err := n.Store.Code(ctx, code.Hash())
	if err != nil {
		return Offer{}, err
	}
	if kept.Waiting || kept.Used { // used: who found a card must not learn that its holder came
		return Offer{}, fault.New(fault.NotFound, "refusal.nothing_opens")
	}
	r, err := n.room(ctx, kept.Dialogue)
	if err != nil {
		return Offer{}, err
	}
	if err := r.Dialogue.Join(kept.Side, n.today()); err != nil {
		return Offer{}, err
	}
	offer := Offer{Code: code, Dialogue: kept.Dialogue, Side: kept.Side}
	return offer, n.furnish(&offer)
}

// furnish draws what the person is to keep.
func (n *Node) furnish(o *Offer) (err error) {
	if o.Phrase, err = n.NewPhrase(); err != nil {
		return err
	}
	o.Card, err = n.NewCode()
	return err
}

func (n *Node) credentials(o Offer) store.Credentials {
	return store.Credentials{Phrase: n.Secrets.phrase(o.Phrase), Revoke: n.Secrets.card(o.Card)}
}

// Offered returns the dialogue of an offer by code: who holds the code may know
// what it opens, also where only members know that there is such a dialogue.
func (n *Node) Offered(ctx context.Context, o Offer) (dialogue.Dialogue, error) {
	kept, err := n.Store.Code(ctx, o.Code.Hash())
	if err != nil || kept.Waiting || kept.Dialogue != o.Dialogue {
		return dialogue.Dialogue{}, fault.New(fault.NotFound, "refusal.nothing_opens")
	}
	r, err := n.room(ctx, o.Dialogue)
	if err != nil {
		return dialogue.Dialogue{}, err
	}
	return asSeen(r.Dialogue), nil
}

// Join takes up an offer by code: it uses the code up and makes the person a
// participant, both or neither. Of any number of calls with one code one
// succeeds.
func (n *Node) Join(ctx context.Context, o Offer) (Session, error) {
	id, err := newID[dialogue.ParticipantID](n)
	if err != nil {
		return Session{}, err
	}
	p := dialogue.Participant{ID: id, Dialogue: o.Dialogue, Side: o.Side}
	err = n.again(ctx, o.Dialogue, func(r *room) error {
		if err := r.Dialogue.Join(o.Side, n.today()); err != nil {
			return err
		}
		return n.Store.Join(ctx, store.Joining{Code: o.Code.Hash(), Participant: p,
			Credentials: n.credentials(o), Version: r.Dialogue.Version})
	})
	if err != nil {
		return Session{}, err
	}
	return participantSession(p, o.Phrase), nil
}

// Revoke ends every session of whoever's revoke card this is, and makes the
// phrase useless. The answer is the same whether there is such a card or not.
func (n *Node) Revoke(ctx context.Context, typed string) error {
	card, ok := dialogue.ParseCode(typed)
	if !ok {
		return n.wrongCard()
	}
	found, err := n.Store.RevokeCard(ctx, n.Secrets.card(card))
	if err != nil {
		return err
	}
	if !found {
		return n.wrongCard()
	}
	n.withdrawn(ctx)
	return nil
}

// wrongCard counts a failure; only beyond the limit is it told.
func (n *Node) wrongCard() error {
	if err := n.wrong(); errors.Is(err, fault.New(fault.TooMany, "refusal.too_many")) {
		return err
	}
	return nil
}
