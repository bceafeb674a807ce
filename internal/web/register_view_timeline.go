package web

import (
	"cmp"
	"slices"

	"parley/internal/register"
)

// timelinePage draws records on an axis of years, in lanes.
type timelinePage struct {
	drawing
	LaneField text // no words where there is one lane without a name
	Picture   *timelinePicture
	Lanes     []timelineLane // the same as text, by date
	Undated   []recordLink
}

func (timelinePage) template() string { return "register_view_timeline" }

type timelineLane struct {
	Name    text
	Records []datedLink
}

// A datedLink is a record with its dates in words.
type datedLink struct {
	recordLink
	Dates string
}

func timelineView(w *drawn) (form, error) {
	plan := w.d.Timeline(w.view, w.records, w.today())
	g := timelinePage{drawing: w.frame, Undated: w.links(plan.Undated)}
	if w.view.Lane != "" {
		g.LaneField = w.fieldName(w.view.Lane)
	}
	lane, _ := w.d.Field(w.view.Lane)
	for i, l := range plan.Lanes {
		one := timelineLane{}
		if w.view.Lane != "" {
			one.Name = w.valueName(lane, l.Value)
		}
		for _, b := range inLane(plan, i) {
			one.Records = append(one.Records, datedLink{w.link(b.Record), w.datesOf(b.Record)})
		}
		g.Lanes = append(g.Lanes, one)
	}
	if len(plan.Bars) > 0 {
		g.Picture = w.timelinePicture(plan, g.Lanes)
	}
	return g, nil
}

// inLane returns the bars of a lane by their beginnings.
func inLane(plan register.TimelinePlan, lane int) []register.Bar {
	var all []register.Bar
	for _, b := range plan.Bars {
		if b.Lane == lane {
			all = append(all, b)
		}
	}
	slices.SortStableFunc(all, func(a, b register.Bar) int { return cmp.Compare(a.X0, b.X0) })
	return all
}

// datesOf words the dates of a record.
func (w *drawn) datesOf(i int) string {
	values := seenAs(w.records[i])
	start, end := w.date(values[w.view.Start].Date).Words, w.date(values[w.view.End].Date).Words
	switch {
	case start == end || end == "":
		return start
	case start == "":
		return w.Text("view.until", "Date", end)
	}
	return w.Text("view.from_until", "From", start, "To", end)
}
