package node

import (
	"context"
	"errors"
	"sync"
	"time"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// How often the node looks after itself.
const (
	lookEvery = 30 * time.Second
	stepEvery = 10 * time.Minute
)

// Run looks after the node until ctx is done: it closes dialogues on their day,
// takes live results a step on, puts what is at rest into an order that does not
// tell when it came, and takes the record to the witnesses. A failure is logged
// and tried again.
func (n *Node) Run(ctx context.Context) {
	var reaching sync.WaitGroup
	defer reaching.Wait()
	reaching.Go(func() { n.keepReaching(ctx) })
	reaching.Go(func() {
		if err := n.WarmRegisters(ctx); err != nil && ctx.Err() == nil {
			n.Log.Error("reading the registers", "err", err)
		}
	})
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	stepped := n.Now()
	for {
		step := n.Now().Sub(stepped) >= stepEvery
		if err := n.Tend(ctx, step); err != nil && ctx.Err() == nil {
			n.Log.Error("looking after dialogues", "err", err)
		}
		if step {
			stepped = n.Now()
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// keepReaching takes the record to the witnesses, now and then and at once after
// an act was enacted. That a witness does not answer is logged when it begins and
// when it ends: it keeps nobody waiting but what is to be released.
func (n *Node) keepReaching(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	said := ""
	for {
		now := ""
		if err := n.Reach(ctx); err != nil && ctx.Err() == nil {
			now = err.Error()
		}
		switch {
		case now != said && now != "":
			n.Log.Error("taking the record to the witnesses", "err", now)
		case now != said:
			n.Log.Info("every witness answers again")
		}
		said = now
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-n.grew:
		}
	}
}

// enacted has the record taken to the witnesses soon.
func (n *Node) enacted() {
	select {
	case n.grew <- struct{}{}:
	default: // it will be
	}
}

// Tend closes every dialogue whose last day has passed and finishes what a node
// that stopped had begun; with step it also takes open ones a step on. What
// fails for one dialogue does not keep the others waiting.
func (n *Node) Tend(ctx context.Context, step bool) error {
	all, err := n.Store.Dialogues(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, d := range all {
		switch {
		case d.Over(n.today()), d.Phase == dialogue.Closed && !d.Frozen:
			failed = append(failed, n.Close(ctx, d.ID))
		case step && d.Phase == dialogue.Open:
			failed = append(failed, n.step(ctx, d.ID))
		}
	}
	failed = append(failed, n.endConsents(ctx), n.rewrite(ctx), n.keepWithdrawals(ctx))
	return errors.Join(failed...)
}

// rewrite puts what is at rest into an order that does not tell when it came,
// once a day, by whichever process comes first, and after a closing.
func (n *Node) rewrite(ctx context.Context) error {
	today := []byte(n.today().String())
	kept, err := n.Store.Meta(ctx, metaRewritten)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	if string(kept) == string(today) {
		return nil
	}
	if err := n.Store.SetMeta(ctx, metaRewritten, today); err != nil {
		return err
	}
	if err := n.Store.Rewrite(ctx); err != nil {
		return errors.Join(err, n.rewriteSoon(ctx))
	}
	return nil
}

// rewriteSoon has the next look rewrite, whatever the day.
func (n *Node) rewriteSoon(ctx context.Context) error {
	return n.Store.SetMeta(ctx, metaRewritten, nil)
}

// keepWithdrawals hands the list of withdrawals on, to be kept where a restored
// backup finds it.
func (n *Node) keepWithdrawals(ctx context.Context) error {
	if n.Withdrawn == nil {
		return nil
	}
	all, err := n.Store.Withdrawals(ctx)
	if err != nil {
		return err
	}
	return n.Withdrawn(all)
}
