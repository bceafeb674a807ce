package node

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
	"parley/internal/store"
)

func unknownCycle() error { return fault.New(fault.NotFound, "refusal.cycle_unknown") }

// A docket is a cycle with what is kept of it, whole.
type docket struct {
	kept   store.CycleRow
	cycle  register.Cycle
	rows   []store.AssessmentRow
	sheets []register.Sheet // of rows, in their order
}

// docket reads a cycle that a viewer may know of. The cycle is read first, so that
// its version covers all the rest.
func (n *Node) docket(ctx context.Context, v dialogue.Viewer, id register.CycleID) (docket, error) {
	kept, err := n.Store.Cycle(ctx, int64(id))
	if err != nil {
		return docket{}, err
	}
	d, err := n.docketOf(ctx, kept)
	if err != nil {
		return d, err
	}
	if !d.cycle.MaySee(v, d.cycle.Phase(d.sheets, n.today())) {
		return d, unknownCycle()
	}
	return d, nil
}

// docketOf reads what belongs to a cycle.
func (n *Node) docketOf(ctx context.Context, kept store.CycleRow) (docket, error) {
	d := docket{kept: kept}
	if err := json.Unmarshal(kept.Body, &d.cycle); err != nil {
		return d, fmt.Errorf("read a cycle of assessments: %w", err)
	}
	var err error
	if d.rows, err = n.Store.Assessments(ctx, kept.ID); err != nil {
		return d, err
	}
	for _, r := range d.rows {
		d.sheets = append(d.sheets, register.Sheet{Row: register.RowID{Item: r.Item, Conduct: r.Conduct}, Side: r.Side,
			Commitment: r.Commitment, Committed: r.Committed, Revealed: r.Revealed, Alone: r.Alone})
	}
	return d, nil
}

// dockets returns all cycles of a register.
func (n *Node) dockets(ctx context.Context, name register.Name) ([]docket, error) {
	kept, err := n.Store.Cycles(ctx, string(name))
	if err != nil {
		return nil, err
	}
	var all []docket
	for _, k := range kept {
		d, err := n.docketOf(ctx, k)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// change returns the change of a docket's cycle to which a use case adds.
func (d docket) change() store.AssessmentChange { return store.AssessmentChange{Cycle: d.kept} }

// row returns what a side committed to, of one row.
func (d docket) row(row register.RowID, side dialogue.SideID) (store.AssessmentRow, bool) {
	for _, r := range d.rows {
		if r.Item == row.Item && r.Conduct == row.Conduct && r.Side == side {
			return r, true
		}
	}
	return store.AssessmentRow{Item: row.Item, Conduct: row.Conduct, Side: side}, false
}

// inCycle runs a use case that changes what belongs to a cycle.
func (n *Node) inCycle(ctx context.Context, v dialogue.Viewer, id register.CycleID, use func(d docket, c *store.AssessmentChange) error) error {
	return again(ctx, func() error {
		d, err := n.docket(ctx, v, id)
		if err != nil {
			return err
		}
		c := d.change()
		if err := use(d, &c); err != nil {
			return err
		}
		return n.Store.ChangeAssessment(ctx, c)
	})
}

// inRow is inCycle for one row, which is of an item that the viewer sees.
func (n *Node) inRow(ctx context.Context, v dialogue.Viewer, id register.CycleID, row register.RowID, use func(d docket, c *store.AssessmentChange) error) error {
	return n.inCycle(ctx, v, id, func(d docket, c *store.AssessmentChange) error {
		titles, err := n.assessable(ctx, v, d.cycle.Register)
		if err != nil {
			return err
		}
		if _, ok := titles[row.Item]; !ok || !slices.Contains(d.cycle.Rows(), row) {
			return fault.New(fault.NotFound, "refusal.row_unknown")
		}
		return use(d, c)
	})
}

// assessable returns the titles, by key, of the records of a register that a viewer
// sees and that can be assessed: those of a register that has assessments, and of
// which something is kept. There are none of any other.
func (n *Node) assessable(ctx context.Context, v dialogue.Viewer, name register.Name) (map[string]dialogue.Writing, error) {
	d, err := n.definition(name)
	if err != nil {
		return nil, err
	}
	all := map[string]dialogue.Writing{}
	field, ok := d.Assessment()
	if !ok {
		return all, nil
	}
	records, err := n.RecordsOf(ctx, v, name, nil)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		if texts := r.Values[d.TitleField().Name].Texts; r.State == register.Kept && len(texts) > 0 && field.ReadBy(v, r.Record) {
			all[r.Key] = texts[0]
		}
	}
	return all, nil
}

// Assessable returns the records of a register that a viewer sees and that can be
// assessed, by their words and then key.
func (n *Node) Assessable(ctx context.Context, v dialogue.Viewer, name register.Name) ([]register.Title, error) {
	titles, err := n.assessable(ctx, v, name)
	var all []register.Title
	for key, words := range titles {
		all = append(all, register.Title{Register: name, Key: key, Words: words})
	}
	slices.SortFunc(all, func(a, b register.Title) int {
		return cmp.Or(cmp.Compare(a.Words.Text[a.Words.Original], b.Words.Text[b.Words.Original]), cmp.Compare(a.Key, b.Key))
	})
	return all, err
}
