package register

import (
	"math"

	"parley/internal/dialogue"
)

// An Alarm is that something watched wants attention.
type Alarm struct {
	Watch Watch
	Side  dialogue.SideID // whose column it is about; "" for all
	Due   dialogue.Day    // the last day on which it was in time, or the day of the sign; 0 where that has no date
	Late  int             // days since; 0 where there is no date
}

// Alarms returns what of a kept record wants attention, in the order of the register's
// watches and of the sides. What is due is in time until the end of the last day that
// its date can mean. A column is watched for each side on its own.
func (d *Definition) Alarms(r Record, sides []dialogue.SideID, today dialogue.Day) []Alarm {
	if r.State != Kept {
		return nil
	}
	var all []Alarm
	for _, w := range d.Watch {
		if !matches(r, w.Where) {
			continue
		}
		of := []dialogue.SideID{""}
		if d.perSide(w.When) || d.perSide(w.Until) {
			of = sides
		}
		for _, side := range of {
			if a, ok := d.alarm(w, r, side, today); ok {
				all = append(all, a)
			}
		}
	}
	return all
}

func (d *Definition) perSide(field string) bool {
	f, ok := d.Field(field)
	return ok && f.PerSide
}

// held returns what a field holds: of a side where it is a column.
func (d *Definition) held(field string, r Record, side dialogue.SideID) Value {
	if d.perSide(field) {
		return r.Columns[side][field]
	}
	return r.Values[field]
}

func (d *Definition) alarm(w Watch, r Record, side dialogue.SideID, today dialogue.Day) (Alarm, bool) {
	a := Alarm{Watch: w, Side: side}
	if !d.held(w.Until, r, side).Empty() {
		return a, false
	}
	if w.When != "" {
		sign := d.held(w.When, r, side)
		if day, _, ok := sign.Date.Span(); ok && day != math.MinInt32 {
			a.Due, a.Late = dialogue.Day(day), max(int(today)-day, 0)
		}
		return a, !sign.Empty()
	}
	due, ok := dueBy(d.held(w.Due, r, side).Date, w.After+w.Every)
	if !ok && w.Every > 0 {
		due, ok = r.Made+dialogue.Day(w.After+w.Every), true
	}
	a.Due, a.Late = due, int(today-due)
	return a, ok && due < today
}
