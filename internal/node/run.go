package node

import (
	"context"
	"time"

	"parley/internal/dialogue"
)

// How often the node looks after itself.
const (
	lookEvery = 30 * time.Second
	stepEvery = 10 * time.Minute
)

// Run looks after the node until ctx is done: it closes dialogues on their day,
// takes live results a step on, and puts what is at rest into an order that
// does not tell when it came. A failure is logged and tried again.
func (n *Node) Run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	rewritten, stepped := n.today(), n.Now()
	for {
		if err := n.Tend(ctx, n.Now().Sub(stepped) >= stepEvery); err != nil && ctx.Err() == nil {
			n.Log.Error("looking after dialogues", "err", err)
		}
		if n.Now().Sub(stepped) >= stepEvery {
			stepped = n.Now()
		}
		if n.today() != rewritten {
			if err := n.Store.Rewrite(ctx); err != nil && ctx.Err() == nil {
				n.Log.Error("rewriting tables", "err", err)
			}
			rewritten = n.today()
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Tend closes every dialogue whose last day has passed and finishes what a node
// that stopped had begun; with step it also takes open ones a step on.
func (n *Node) Tend(ctx context.Context, step bool) error {
	all, err := n.Store.Dialogues(ctx)
	if err != nil {
		return err
	}
	for _, d := range all {
		switch {
		case d.Over(n.today()), d.Phase == dialogue.Closed && !d.Frozen:
			err = n.Close(ctx, d.ID)
			if err == nil && d.Kind == dialogue.Protected {
				err = n.Store.Rewrite(ctx)
			}
		case step && d.Phase == dialogue.Open:
			err = n.step(ctx, d.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
