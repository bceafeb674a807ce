package register

import (
	"maps"
	"slices"

	"parley/internal/dialogue"
)

// A Step is how a record came from one version to the next, or would.
type Step struct {
	Version     int  // that it made; 0 while it is pending
	First       bool // it made the record; nothing is said of what it held
	Differences []Difference
	From, To    Level // who may read it, before and after
	Why         dialogue.Writing
	By          dialogue.SideID // who wrote what is pending; else "" where every side approved
	On          dialogue.Day
}

// Pending reports whether the step waits for approval.
func (s Step) Pending() bool { return s.Version == 0 }

// A Difference is what a field held, and holds after a step.
type Difference struct {
	Field         string
	Side          dialogue.SideID // of a column
	Before, After Value
}

// History returns the steps of a record, newest first, as far as its viewer sees them.
// After a version that a viewer does not see comes the next that is seen.
func (d *Definition) History(r Record) []Step {
	var steps []Step
	if p := r.Pending; p != nil {
		before := r.Values
		if r.State == Draft {
			before = nil
		}
		s := Step{From: r.Level, To: p.Level, Why: p.Why, By: p.By, On: p.On}
		for _, f := range d.Fields {
			if !f.PerSide && f.kept() {
				s.add(f.Name, "", before[f.Name], p.Values[f.Name])
			}
		}
		steps = append(steps, s)
	}
	if r.State == Draft {
		return steps
	}
	after := Record{Level: r.Level, Values: map[string]Value{}, Columns: map[dialogue.SideID]map[string]Value{}}
	for name, v := range r.Values {
		after.Values[name] = v
	}
	for side, column := range r.Columns {
		after.Columns[side] = map[string]Value{}
		for name, v := range column {
			after.Columns[side][name] = v
		}
	}
	for _, p := range slices.Backward(r.Past) {
		steps = append(steps, d.stepBack(&after, p))
	}
	return append(steps, Step{Version: 1, First: true, From: after.Level, To: after.Level, On: r.Made})
}

// stepBack returns the step that replaced a version, and makes after what it was
// before.
func (d *Definition) stepBack(after *Record, p Past) Step {
	s := Step{Version: p.Version + 1, From: p.Level, To: after.Level, Why: p.Why, By: p.By, On: p.On}
	for _, f := range d.Fields {
		if before, ok := p.Values[f.Name]; ok && !f.PerSide {
			s.add(f.Name, "", before, after.Values[f.Name])
			after.Values[f.Name] = before
		}
		for _, side := range slices.Sorted(maps.Keys(p.Columns)) {
			before, ok := p.Columns[side][f.Name]
			if !ok || !f.PerSide {
				continue
			}
			if after.Columns[side] == nil {
				after.Columns[side] = map[string]Value{}
			}
			s.add(f.Name, side, before, after.Columns[side][f.Name])
			after.Columns[side][f.Name] = before
		}
	}
	after.Level = p.Level
	return s
}

func (s *Step) add(field string, side dialogue.SideID, before, after Value) {
	if !Same(before, after) {
		s.Differences = append(s.Differences, Difference{Field: field, Side: side, Before: before, After: after})
	}
}
