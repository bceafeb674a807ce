package node

import (
	"context"
	"errors"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

// Begin returns the secret part of a new set-up link, or "" when the sides are
// there already. Every call makes older links useless.
func (n *Node) Begin(ctx context.Context) (token string, err error) {
	sides, err := n.Store.Sides(ctx)
	if err != nil || len(sides) > 0 {
		return "", err
	}
	if token, err = n.newToken(); err != nil {
		return "", err
	}
	if err := n.Store.SetMeta(ctx, metaSetUp, n.Secrets.token(token)); err != nil {
		return "", fmt.Errorf("keep set-up link: %w", err)
	}
	return token, nil
}

// CheckSetUp reports whether a set-up link can be used.
func (n *Node) CheckSetUp(ctx context.Context, token string) error {
	kept, err := n.Store.Meta(ctx, metaSetUp)
	if fault.KindOf(err) == fault.NotFound || (err == nil && string(kept) != string(n.Secrets.token(token))) {
		return fault.New(fault.NotFound, "refusal.set_up_link")
	}
	return err
}

// A Link is a one-time link to take up an office.
type Link struct {
	dialogue.Invitation
	Token string // its secret part: shown once
}

// SetUp names the sides and returns a one-time link for each office of each.
// It can be done once, by whoever holds the set-up link; nobody has any power
// over the node afterwards but the sides.
func (n *Node) SetUp(ctx context.Context, token string, sides []dialogue.Side) ([]Link, error) {
	if err := n.CheckSetUp(ctx, token); err != nil {
		return nil, err
	}
	sides, err := dialogue.CheckSides(sides)
	if err != nil {
		return nil, err
	}
	var links []Link
	var invited []store.Invited
	for _, role := range dialogue.Roles() {
		for _, side := range sides {
			link := Link{Invitation: dialogue.Invitation{Side: side.ID, Role: role}}
			if link.Token, err = n.newToken(); err != nil {
				return nil, err
			}
			links = append(links, link)
			invited = append(invited, store.Invited{Hash: n.Secrets.token(link.Token), Invitation: link.Invitation})
		}
	}
	err = n.Store.SetUp(ctx, metaSetUp, sides, invited)
	if errors.Is(err, store.ErrStale) {
		return nil, fault.New(fault.NotFound, "refusal.set_up_link")
	}
	return links, err
}

// Sides returns the sides, in the order in which they were named; none before
// set-up.
func (n *Node) Sides(ctx context.Context) ([]dialogue.Side, error) { return n.Store.Sides(ctx) }
