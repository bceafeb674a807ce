package node

import (
	"context"
	"errors"
	"fmt"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/store"
)

// LookAt returns the offer behind a one-time link, without using it up.
func (n *Node) LookAt(ctx context.Context, token string) (Offer, error) {
	i, err := n.Store.Invitation(ctx, n.Secrets.token(token))
	if fault.KindOf(err) == fault.NotFound {
		if wrong := n.wrong(); fault.KindOf(wrong) == fault.TooMany {
			return Offer{}, wrong
		}
		return Offer{}, fault.New(fault.NotFound, "refusal.invitation_unknown")
	}
	if err != nil {
		return Offer{}, err
	}
	if err := i.Accept(n.today()); err != nil {
		return Offer{}, err
	}
	offer := Offer{Invitation: i, Side: i.Side}
	return offer, n.furnish(&offer)
}

// Accept takes up the offer of a one-time link, once.
func (n *Node) Accept(ctx context.Context, token string, o Offer) (Session, error) {
	hash := n.Secrets.token(token)
	i, err := n.Store.Invitation(ctx, hash)
	if err != nil {
		return Session{}, err
	}
	if err := i.Accept(n.today()); err != nil {
		return Session{}, err
	}
	id, err := newID[dialogue.AccountID](n)
	if err != nil {
		return Session{}, err
	}
	office := dialogue.Office{ID: id, Side: i.Side, Role: i.Role}
	err = n.Store.AcceptInvitation(ctx, hash, office, n.credentials(o))
	if errors.Is(err, store.ErrStale) {
		return Session{}, fault.New(fault.NotFound, "refusal.invitation_unknown")
	}
	if err != nil {
		return Session{}, err
	}
	return officeSession(office), nil
}

// People are the offices of a node and the links out for them, as everybody who
// holds one may see them.
type People struct {
	Offices     []dialogue.Office
	Invitations []dialogue.Invitation
	Recovery    []dialogue.SideID // sides that have made their recovery key
	BackupKeys  map[dialogue.SideID]string
}

// People returns the offices and the links out for them.
func (n *Node) People(ctx context.Context, v dialogue.Viewer) (People, error) {
	if v.Role == "" {
		return People{}, fault.New(fault.NotFound, "refusal.page_unknown")
	}
	var p People
	var err error
	if p.Offices, err = n.Store.Offices(ctx); err != nil {
		return p, err
	}
	if p.Invitations, err = n.Store.Invitations(ctx); err != nil {
		return p, err
	}
	if p.Recovery, err = n.Store.RecoverySides(ctx); err != nil {
		return p, err
	}
	p.BackupKeys, err = n.Store.BackupKeys(ctx)
	return p, err
}

// Invite returns a one-time link to an office.
func (n *Node) Invite(ctx context.Context, v dialogue.Viewer, role dialogue.Role) (Link, error) {
	offices, err := n.Store.Offices(ctx)
	if err != nil {
		return Link{}, err
	}
	i, err := dialogue.Invite(v, role, offices)
	if err != nil {
		return Link{}, err
	}
	return n.link(ctx, i)
}

func (n *Node) link(ctx context.Context, i dialogue.Invitation, entries ...record.Opened) (Link, error) {
	token, err := n.newToken()
	if err != nil {
		return Link{}, err
	}
	err = n.Store.AddInvitation(ctx, store.Invited{Hash: n.Secrets.token(token), Invitation: i}, entries...)
	return Link{i, token}, err
}

// Dismiss ends the offices of the moderators of the steward's side, at once.
func (n *Node) Dismiss(ctx context.Context, v dialogue.Viewer) error {
	offices, err := n.Store.Offices(ctx)
	if err != nil {
		return err
	}
	all, err := dialogue.Dismiss(v, offices)
	if err != nil {
		return err
	}
	for _, id := range all {
		if err := n.Store.Lock(ctx, id); err != nil {
			return err
		}
	}
	n.withdrawn(ctx)
	return nil
}

// CancelLinks makes the links to offices of the steward's side useless that were
// not used yet. Links by recovery key are not concerned.
func (n *Node) CancelLinks(ctx context.Context, v dialogue.Viewer) error {
	if v.Role != dialogue.Steward {
		return fault.New(fault.Refused, "refusal.steward_only")
	}
	return n.Store.CancelInvitations(ctx, v.Side)
}

// SetRecovery keeps the hash of the side's recovery key, once; by its steward.
func (n *Node) SetRecovery(ctx context.Context, v dialogue.Viewer, key dialogue.Phrase) error {
	if v.Role != dialogue.Steward {
		return fault.New(fault.Refused, "refusal.steward_only")
	}
	err := n.Store.SetRecovery(ctx, v.Side, n.Secrets.recovery(key))
	if errors.Is(err, store.ErrStale) {
		return fault.New(fault.Refused, "refusal.recovery_made")
	}
	return err
}

// Replace returns a link for whoever takes over an office, on the strength of
// the side's recovery key. It can be used after dialogue.DaysToReplace; all
// sides see at once that it is out.
func (n *Node) Replace(ctx context.Context, typed string, role dialogue.Role) (Link, error) {
	side, err := n.recoverySide(ctx, typed)
	if err != nil {
		return Link{}, err
	}
	offices, err := n.Store.Offices(ctx)
	if err != nil {
		return Link{}, err
	}
	i, err := dialogue.Replace(side, role, offices, n.today())
	if err != nil {
		return Link{}, err
	}
	entry, err := n.entry(record.KeyReplaced, fmt.Appendf(nil, "office %s %s", i.Side, i.Role), 1, i.Side)
	if err != nil {
		return Link{}, err
	}
	return n.link(ctx, i, entry)
}

// recoverySide returns the side whose recovery key somebody typed.
func (n *Node) recoverySide(ctx context.Context, typed string) (dialogue.SideID, error) {
	key, ok := dialogue.ParsePhrase(typed)
	if !ok {
		return "", n.wrong()
	}
	side, err := n.Store.SideByRecovery(ctx, n.Secrets.recovery(key))
	if fault.KindOf(err) == fault.NotFound {
		return "", n.wrong()
	}
	return side, err
}

// SetBackupKey sets to whom of the side backups are sealed, an age recipient;
// by its steward.
func (n *Node) SetBackupKey(ctx context.Context, v dialogue.Viewer, recipient string) error {
	if v.Role != dialogue.Steward {
		return fault.New(fault.Refused, "refusal.steward_only")
	}
	if _, err := age.ParseX25519Recipient(recipient); err != nil {
		return fault.New(fault.Invalid, "refusal.receiver_key")
	}
	return n.Store.SetBackupKey(ctx, v.Side, recipient)
}

// MakeForum makes a forum, in which every co-chair and moderator has a seat.
func (n *Node) MakeForum(ctx context.Context, v dialogue.Viewer, names dialogue.Text) (dialogue.ForumID, error) {
	names, err := dialogue.CheckForum(v, names)
	if err != nil {
		return 0, err
	}
	id, err := newID[dialogue.ForumID](n)
	if err != nil {
		return 0, err
	}
	return id, n.Store.AddForum(ctx, dialogue.Forum{ID: id, Names: names})
}

// Forums returns the forums that a viewer may know of: all of them for those
// who hold an office, and for others those of the dialogues that they may see.
func (n *Node) Forums(ctx context.Context, v dialogue.Viewer) ([]dialogue.Forum, error) {
	all, err := n.Store.Forums(ctx)
	if err != nil || v.Role != "" {
		return all, err
	}
	seen, err := n.Dialogues(ctx, v)
	if err != nil {
		return nil, err
	}
	var known []dialogue.Forum
	for _, f := range all {
		for _, d := range seen {
			if d.Forum == f.ID {
				known = append(known, f)
				break
			}
		}
	}
	return known, nil
}
