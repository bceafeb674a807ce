package node

import (
	"context"
	"encoding/json"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/register"
	"parley/internal/store"
)

// ProposeCycle proposes to assess records of a register, for a period, under a
// codebook, which is kept with the cycle as it is. Every item must be a record that
// co-chairs of all sides see.
func (n *Node) ProposeCycle(ctx context.Context, v dialogue.Viewer, t register.Terms, book register.Codebook) (register.CycleID, error) {
	id, err := newID[register.CycleID](n)
	if err != nil {
		return 0, err
	}
	return id, again(ctx, func() error {
		sides, err := n.sideIDs(ctx)
		if err != nil {
			return err
		}
		all, err := n.dockets(ctx, t.Register)
		if err != nil {
			return err
		}
		var there []register.Cycle
		for _, d := range all {
			there = append(there, d.cycle)
		}
		c, err := register.ProposeCycle(v, t, book, sides, there, n.today())
		if err != nil {
			return err
		}
		for _, side := range sides {
			if err := n.checkItems(ctx, dialogue.Viewer{Role: dialogue.CoChair, Side: side}, c.Terms); err != nil {
				return err
			}
		}
		c.ID = id
		row, err := rowOf(c, 0)
		if err != nil {
			return err
		}
		return n.Store.ChangeAssessment(ctx, store.AssessmentChange{Cycle: row})
	})
}

func (n *Node) checkItems(ctx context.Context, v dialogue.Viewer, t register.Terms) error {
	titles, err := n.assessable(ctx, v, t.Register)
	if err != nil {
		return err
	}
	for _, item := range t.Items {
		if _, ok := titles[item.Key]; !ok {
			return fault.New(fault.Invalid, "refusal.cycle_item", "Key", item.Key)
		}
	}
	return nil
}

// rowOf returns a cycle as it is kept.
func rowOf(c register.Cycle, version int) (store.CycleRow, error) {
	body, err := json.Marshal(c)
	if err != nil {
		return store.CycleRow{}, fmt.Errorf("write a cycle of assessments: %w", err)
	}
	return store.CycleRow{ID: int64(c.ID), Version: version, Register: string(c.Register), Period: c.Period, Codebook: c.Codebook, Body: body}, nil
}

// ConfirmCycle confirms the terms of a cycle, of which the hash was shown. With the
// last side's co-chair it opens, and the record says under which codebook.
func (n *Node) ConfirmCycle(ctx context.Context, v dialogue.Viewer, id register.CycleID, seen dialogue.Hash) error {
	return n.inCycle(ctx, v, id, func(d docket, c *store.AssessmentChange) error {
		next, err := d.cycle.Confirm(v, seen, n.today())
		if err != nil {
			return err
		}
		if next.OpenedOn != 0 {
			e, err := n.entry(record.CodebookFrozen, next.Terms.Bytes(), len(next.Sides), next.Sides...)
			if err != nil {
				return err
			}
			c.Entries = []record.Opened{e}
		}
		c.Cycle, err = rowOf(next, d.kept.Version)
		return err
	})
}

// DropCycle takes a cycle off the table that is not open yet.
func (n *Node) DropCycle(ctx context.Context, v dialogue.Viewer, id register.CycleID) error {
	return n.inCycle(ctx, v, id, func(d docket, c *store.AssessmentChange) error {
		c.Drop = true
		return d.cycle.Drop(v)
	})
}
