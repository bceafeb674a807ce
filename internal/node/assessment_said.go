package node

import (
	"context"
	"encoding/json"
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/register"
	"parley/internal/store"
)

// saidOf returns what a side said, of a row that is shown.
func (n *Node) saidOf(id register.CycleID, r store.AssessmentRow) (register.Assessment, error) {
	o, err := n.unsealOpening(id, register.RowID{Item: r.Item, Conduct: r.Conduct}, r.Side, r.Sealed)
	if err != nil {
		return register.Assessment{}, err
	}
	return register.ParseAssessment(o.Text)
}

// prior returns what a side said of a row in the last period before a cycle's, of what
// is shown. all are the dockets of the register.
func (n *Node) prior(all []docket, c register.Cycle, row register.RowID, side dialogue.SideID) (register.Rating, bool, error) {
	byID := map[register.CycleID]docket{}
	var cycles []register.Cycle
	for _, d := range all {
		byID[d.cycle.ID] = d
		cycles = append(cycles, d.cycle)
	}
	var failed error
	prior, there := c.Prior(cycles, func(other register.Cycle) (register.Rating, bool) {
		d := byID[other.ID]
		r, committed := d.row(row, side)
		if !committed || !d.cycle.Stand(row, d.sheets, n.today()).Shows(side) {
			return register.Rating{}, false
		}
		a, err := n.saidOf(other.ID, r)
		if err != nil {
			failed = err
		}
		return a.Rating(), err == nil
	})
	return prior, there, failed
}

// coded are codings by row, side and number of the coder.
type coded map[register.RowID]map[dialogue.SideID]map[int]register.Coding

// codings opens what coders said of rows that may be opened.
func (n *Node) codings(ctx context.Context, d docket, may func(register.RowID, dialogue.SideID) bool) (coded, error) {
	kept, err := n.Store.Codings(ctx, d.kept.ID)
	if err != nil {
		return nil, err
	}
	all := coded{}
	for _, k := range kept {
		row := register.RowID{Item: k.Item, Conduct: k.Conduct}
		if !may(row, k.Side) {
			continue
		}
		text, err := n.unseal(k.Sealed, placeOfCoding(d.cycle.ID, row, k.Side, k.Coder))
		if err != nil {
			return nil, err
		}
		var c register.Coding
		if err := json.Unmarshal(text, &c); err != nil {
			return nil, fmt.Errorf("read a coding: %w", err)
		}
		if all[row] == nil {
			all[row] = map[dialogue.SideID]map[int]register.Coding{}
		}
		if all[row][k.Side] == nil {
			all[row][k.Side] = map[int]register.Coding{}
		}
		all[row][k.Side][k.Coder] = c
	}
	return all, nil
}

// qualityOf returns how well the coders of a side agree.
func qualityOf(all coded, side dialogue.SideID) register.Quality {
	var pairs [][2]register.Rating
	for _, sides := range all {
		if by := sides[side]; len(by) == register.CodersOfSide {
			pairs = append(pairs, [2]register.Rating{by[1].Rating(), by[2].Rating()})
		}
	}
	return register.QualityOf(pairs)
}
