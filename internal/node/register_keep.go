package node

import (
	"context"
	"fmt"

	"parley/internal/register"
	"parley/internal/store"
)

// endConsents empties the records of which consent to be held has ended.
func (n *Node) endConsents(ctx context.Context) error {
	for _, d := range n.definitions() {
		if !d.Consent {
			continue
		}
		var lapsed []register.Record
		at, err := n.Store.Register(ctx, string(d.Name))
		if err != nil {
			return err
		}
		err = n.Store.EachRecord(ctx, string(d.Name), 0, func(row store.RecordRow) error {
			r, err := n.recordOf(d, row)
			if err == nil && row.ItemKey != nil && d.Lapsed(r, n.today()) {
				lapsed = append(lapsed, r)
			}
			return err
		})
		if err != nil {
			return err
		}
		if len(lapsed) == 0 {
			continue
		}
		c := store.RegisterChange{Register: at}
		for _, r := range lapsed {
			row, err := n.rowOf(d, r.Lapse(n.today()), nil)
			if err != nil {
				return err
			}
			papers, err := n.papersAbout(ctx, d.Name, r.Key)
			if err != nil {
				return err
			}
			c.Records, c.Withdraw = append(c.Records, row), append(c.Withdraw, row.ID)
			c.DropPapers, c.DropAbout = append(c.DropPapers, papers...), append(c.DropAbout, r.Key)
		}
		if err := n.Store.ChangeRegister(ctx, c); err != nil {
			return err
		}
		n.withdrawn(ctx)
	}
	return nil
}

// AddCase adds records of the reference case, which no side wrote or approved, to
// registers in which there is nothing yet. What is at level Public is read by
// everybody, with its mark.
func (n *Node) AddCase(ctx context.Context, records []register.Record) error {
	byRegister := map[register.Name][]register.Record{}
	for _, r := range records {
		byRegister[r.Register] = append(byRegister[r.Register], r)
	}
	for _, d := range n.definitions() {
		if len(byRegister[d.Name]) == 0 {
			continue
		}
		c := store.RegisterChange{Register: store.Register{Name: string(d.Name)}, Fresh: true}
		for _, r := range byRegister[d.Name] {
			var err error
			if r.ID, err = newID[register.ID](n); err != nil {
				return err
			}
			r.Made, r.Changed = n.today(), n.today()
			if r.Version == 0 {
				r.Version = 1
			}
			row, err := n.rowOf(d, r, nil)
			if err != nil {
				return err
			}
			c.Records = append(c.Records, row)
		}
		if err := n.Store.ChangeRegister(ctx, c); err != nil {
			return fmt.Errorf("add the reference case to register %s: %w", d.Name, err)
		}
	}
	return nil
}
