package node

import (
	"cmp"
	"context"
	"math/big"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
)

// A CycleView is a cycle as its viewer sees it: of items that the viewer sees, and of
// what sides say only what is shown. Everything in it is computed from that.
type CycleView struct {
	Cycle  register.Cycle // its items are those that the viewer sees
	Terms  dialogue.Hash  // of all its terms, for who confirms them
	Phase  register.Phase
	Sides  []dialogue.Side
	Rows   []RowView
	Seat   int  // the viewer's as a coder; 0 for none
	Free   bool // whether a seat of the viewer's side is free
	Said   []register.ConductFigure
	Coders map[dialogue.SideID]register.Quality // over the rows that every side revealed
	Across *big.Rat                             // how far the sides agree: a finding, nil for none
	Can    CycleCan
}

// CycleCan is what a viewer can do with a cycle.
type CycleCan struct{ Confirm, Drop bool }

// A RowView is one row of a cycle.
type RowView struct {
	Row     register.RowID
	Item    register.Item
	Title   dialogue.Writing // of the item
	Stand   register.Stand
	Gap     register.GapClass                       // "" while it is sealed
	Said    map[dialogue.SideID]register.Assessment // what is shown
	Own     *register.Assessment                    // what the viewer's side committed to, for its co-chair
	Codings map[int]register.Coding                 // by those coders, once it has, for its co-chair
	Coded   bool                                    // whether the viewer coded it
	Before  map[dialogue.SideID]register.Rating     // what those whose words are shown, or the viewer's side, said in the last period
	Can     RowCan
}

// RowCan is what a viewer can do with a row.
type RowCan struct{ Code, Commit, Reveal, ShowAlone, HideAlone bool }

// A CycleLine is a cycle in a list.
type CycleLine struct {
	ID       register.CycleID
	Register register.Name
	Kind     register.ItemKind
	Period   string
	Codebook string
	LastDay  dialogue.Day
	Phase    register.Phase
	Rows     int // that the viewer sees
	Shown    int // of them revealed by every side
}

// Cycles returns the cycles of a register that a viewer may know of: later periods
// first, then by codebook.
func (n *Node) Cycles(ctx context.Context, v dialogue.Viewer, name register.Name) ([]CycleLine, error) {
	titles, err := n.assessable(ctx, v, name)
	if err != nil {
		return nil, err
	}
	kept, err := n.dockets(ctx, name)
	if err != nil {
		return nil, err
	}
	var all []CycleLine
	for _, d := range kept {
		c, phase, ok := n.sightOf(d, v, titles)
		if !ok {
			continue
		}
		line := CycleLine{ID: c.ID, Register: name, Kind: c.Kind, Period: c.Period, Codebook: c.Codebook, LastDay: c.LastDay, Phase: phase, Rows: len(c.Rows())}
		for _, row := range c.Rows() {
			if c.Stand(row, d.sheets, n.today()).Complete {
				line.Shown++
			}
		}
		all = append(all, line)
	}
	slices.SortFunc(all, func(a, b CycleLine) int {
		return cmp.Or(cmp.Compare(b.Period, a.Period), cmp.Compare(a.Codebook, b.Codebook))
	})
	return all, nil
}

// sightOf returns a cycle with the items that a viewer sees; false where there is
// nothing of it to see.
func (n *Node) sightOf(d docket, v dialogue.Viewer, titles map[string]dialogue.Writing) (register.Cycle, register.Phase, bool) {
	c := d.cycle
	c.Items = slices.DeleteFunc(slices.Clone(c.Items), func(i register.Item) bool { _, ok := titles[i.Key]; return !ok })
	phase := c.Phase(d.sheets, n.today())
	return c, phase, len(c.Items) > 0 && c.MaySee(v, phase)
}

// Cycle returns one cycle.
func (n *Node) Cycle(ctx context.Context, v dialogue.Viewer, id register.CycleID) (CycleView, error) {
	d, err := n.docket(ctx, v, id)
	if err != nil {
		return CycleView{}, err
	}
	return n.cycleView(ctx, v, d)
}

func (n *Node) cycleView(ctx context.Context, v dialogue.Viewer, d docket) (CycleView, error) {
	titles, err := n.assessable(ctx, v, d.cycle.Register)
	if err != nil {
		return CycleView{}, err
	}
	c, phase, ok := n.sightOf(d, v, titles)
	if !ok {
		return CycleView{}, unknownCycle()
	}
	view := CycleView{Cycle: c, Terms: d.cycle.Hash(), Phase: phase, Coders: map[dialogue.SideID]register.Quality{}}
	if view.Sides, err = n.Store.Sides(ctx); err != nil {
		return view, err
	}
	view.Can.Drop = d.cycle.Drop(v) == nil
	_, err = d.cycle.Confirm(v, view.Terms, n.today())
	view.Can.Confirm = err == nil
	if err := n.seatOf(ctx, v, d, &view); err != nil {
		return view, err
	}
	if err := n.viewRows(ctx, v, d, titles, &view); err != nil {
		return view, err
	}
	return view, n.summarise(ctx, d, &view)
}

// seatOf says whether a viewer codes, or could.
func (n *Node) seatOf(ctx context.Context, v dialogue.Viewer, d docket, view *CycleView) error {
	taken, err := n.seats(ctx, d.cycle.ID)
	if err != nil {
		return err
	}
	if seat, isNew, err := d.cycle.Sit(v, n.seatTag(d.cycle.ID, v.Account), taken); err == nil {
		view.Free = isNew
		if !isNew {
			view.Seat = seat.Number
		}
	}
	return nil
}

// viewRows adds the rows that a viewer sees.
func (n *Node) viewRows(ctx context.Context, v dialogue.Viewer, d docket, titles map[string]dialogue.Writing, view *CycleView) error {
	chair := v.Role == dialogue.CoChair
	own, err := n.codings(ctx, d, func(row register.RowID, side dialogue.SideID) bool {
		_, committed := d.row(row, side)
		return chair && committed && side == v.Side
	})
	if err != nil {
		return err
	}
	kept, err := n.Store.Codings(ctx, d.kept.ID)
	if err != nil {
		return err
	}
	all, err := n.dockets(ctx, d.cycle.Register)
	if err != nil {
		return err
	}
	for _, row := range view.Cycle.Rows() {
		item, _ := d.cycle.Item(row.Item)
		r := RowView{Row: row, Item: item, Title: titles[row.Item], Said: map[dialogue.SideID]register.Assessment{}, Before: map[dialogue.SideID]register.Rating{}}
		r.Stand = d.cycle.Stand(row, d.sheets, n.today())
		if err := n.viewSaid(v, d, all, &r); err != nil {
			return err
		}
		for _, k := range kept {
			r.Coded = r.Coded || view.Seat != 0 && k.Item == row.Item && k.Conduct == row.Conduct && k.Side == v.Side && k.Coder == view.Seat
		}
		if by := own[row][v.Side]; by != nil {
			r.Codings = by
		}
		r.Can = n.rowCan(v, d, row, view.Seat != 0 || view.Free)
		view.Rows = append(view.Rows, r)
	}
	return nil
}

// viewSaid adds to a row what its viewer reads of it. all are the dockets of the
// register.
func (n *Node) viewSaid(v dialogue.Viewer, d docket, all []docket, r *RowView) error {
	for _, side := range d.cycle.Sides {
		kept, committed := d.row(r.Row, side)
		shown := r.Stand.Shows(side)
		mine := v.Role == dialogue.CoChair && v.Side == side
		if shown || mine {
			prior, there, err := n.prior(all, d.cycle, r.Row, side)
			if err != nil {
				return err
			}
			if there {
				r.Before[side] = prior
			}
		}
		if !committed || kept.Sealed == nil || !shown && !mine {
			continue
		}
		a, err := n.saidOf(d.cycle.ID, kept)
		if err != nil {
			return err
		}
		if shown {
			r.Said[side] = a.Seen(v)
		}
		if mine {
			r.Own = &a
		}
	}
	switch {
	case len(r.Stand.Withheld) > 0:
		r.Gap = register.GapWithheld
	case r.Stand.Complete:
		r.Gap = register.GapOf(r.ratings(d.cycle.Sides))
	}
	return nil
}

// ratings returns what the sides say of a row that all revealed, in their order.
func (r RowView) ratings(sides []dialogue.SideID) []register.Rating {
	var all []register.Rating
	for _, side := range sides {
		all = append(all, r.Said[side].Rating())
	}
	return all
}

func (n *Node) rowCan(v dialogue.Viewer, d docket, row register.RowID, codes bool) RowCan {
	today := n.today()
	_, reveal := d.cycle.Reveal(v, row, d.sheets, today)
	_, show := d.cycle.ShowAlone(v, row, true, d.sheets, today)
	_, hide := d.cycle.ShowAlone(v, row, false, d.sheets, today)
	return RowCan{
		Code:      codes && d.cycle.MayCode(v, row, d.sheets, today) == nil,
		Commit:    d.cycle.Commit(v, row, d.sheets, today) == nil,
		Reveal:    reveal == nil,
		ShowAlone: show == nil,
		HideAlone: hide == nil,
	}
}

// summarise adds the figures over the rows that every side revealed.
func (n *Node) summarise(ctx context.Context, d docket, view *CycleView) error {
	ratings := map[register.RowID][]register.Rating{}
	for _, r := range view.Rows {
		if r.Stand.Complete {
			ratings[r.Row] = r.ratings(d.cycle.Sides)
		}
	}
	view.Said, view.Across = view.Cycle.Figures(ratings), register.AcrossSides(ratings)
	codings, err := n.codings(ctx, d, func(row register.RowID, _ dialogue.SideID) bool { return ratings[row] != nil })
	if err != nil {
		return err
	}
	for _, side := range d.cycle.Sides {
		view.Coders[side] = qualityOf(codings, side)
	}
	return nil
}

// Tracked returns what is shown of a cycle as rows of a tracking table, one for each
// side.
func (n *Node) Tracked(ctx context.Context, v dialogue.Viewer, id register.CycleID) ([]register.Tracked, error) {
	view, err := n.Cycle(ctx, v, id)
	if err != nil {
		return nil, err
	}
	var all []register.Tracked
	for _, r := range view.Rows {
		for _, side := range view.Cycle.Sides {
			if a, ok := r.Said[side]; ok {
				all = append(all, view.Cycle.Track(a, r.Stand.Sheets[side].Committed, r.Gap))
			}
		}
	}
	return all, nil
}

// ItemAssessments returns the cycles in which a record is assessed that a viewer may
// know of, each with the rows of that record only: later periods first.
func (n *Node) ItemAssessments(ctx context.Context, v dialogue.Viewer, name register.Name, key string) ([]CycleView, error) {
	lines, err := n.Cycles(ctx, v, name)
	if err != nil {
		return nil, err
	}
	var all []CycleView
	for _, line := range lines {
		view, err := n.Cycle(ctx, v, line.ID)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		view.Rows = slices.DeleteFunc(view.Rows, func(r RowView) bool { return r.Row.Item != key })
		if len(view.Rows) > 0 {
			all = append(all, view)
		}
	}
	return all, nil
}
