package web

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

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

// timelinePicture is what the picture is made of, in units of its Box.
type timelinePicture struct {
	Width, Height   int
	Summary         string
	Lanes           []laneBand
	Marks           []yearLine
	Bars            []barShape
	About, Open     bool // whether some are: the picture then says how they look
	Bottom          int
	LabelX, RowHigh int
}

type laneBand struct {
	Name     string
	Y, High  int
	TextY    int
	YearsY   int
	Odd      bool
	Lettered bool
}

type yearLine struct {
	Year string
	X    string
}

type barShape struct {
	Href, Says string
	Lang       string // of the title; "" when it is the page's
	Path       string
	About      bool
	Label      string // "" where there is no room
	X          string
	Y          int
	End        bool // the label ends at X
}

// How a timeline is drawn, in pixels of a picture that is as wide as drawWidth.
const (
	drawWidth    = 1160
	laneHead     = 36
	rowHigh      = 22
	barHigh      = 16
	letterWide   = 6.4
	fewestShown  = 6 // letters of a label
	arrow        = 6
	drawMargin   = 10
	betweenTexts = 8
)

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
	slices.SortStableFunc(all, func(a, b register.Bar) int {
		switch {
		case a.X0 < b.X0:
			return -1
		case a.X0 > b.X0:
			return 1
		}
		return 0
	})
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

func (w *drawn) timelinePicture(plan register.TimelinePlan, lanes []timelineLane) *timelinePicture {
	p := &timelinePicture{Width: drawWidth, RowHigh: rowHigh,
		Summary: w.Text("view.timeline_summary", "Bars", len(plan.Bars), "From", strconv.Itoa(plan.From), "To", strconv.Itoa(plan.To-1), "Lanes", len(plan.Lanes))}
	for _, m := range plan.Marks {
		p.Marks = append(p.Marks, yearLine{Year: strconv.Itoa(m.Year), X: across(m.X)})
	}
	y := 0
	for i, l := range plan.Lanes {
		band := laneBand{Name: begun(lanes[i].Name.Words, 100), Y: y, High: laneHead + l.Rows*rowHigh + rowHigh/2, TextY: y + 15, YearsY: y + 30, Odd: i%2 == 1}
		if band.Name == "" {
			band.YearsY = y + 20
		}
		p.Lanes = append(p.Lanes, band)
		w.barsOf(p, inRows(inLane(plan, i), l.Rows), y+laneHead)
		y += band.High
	}
	p.Height, p.Bottom = y, y
	return p
}

func inRows(bars []register.Bar, rows int) [][]register.Bar {
	all := make([][]register.Bar, rows)
	for _, b := range bars {
		all[b.Row] = append(all[b.Row], b)
	}
	return all
}

func pixel(x float64) float64 { return drawMargin + x*(drawWidth-2*drawMargin) }
func across(x float64) string { return fmt.Sprintf("%.1f", pixel(x)) }

// barsOf draws the bars of a lane row by row, each with its title where that ends
// before the next bar.
func (w *drawn) barsOf(p *timelinePicture, rows [][]register.Bar, top int) {
	for row, bars := range rows {
		y, taken := top+row*rowHigh, 0.0
		for i, b := range bars {
			link := w.link(b.Record)
			s := barShape{Href: link.Href, Lang: link.Title.Lang, Says: link.Title.Words + ": " + w.datesOf(b.Record), Path: barPath(b, y), About: b.About, Y: y + barHigh - 4}
			p.About, p.Open = p.About || b.About, p.Open || b.OpenStart || b.OpenEnd
			next := float64(drawWidth)
			if i+1 < len(bars) {
				next = pixel(bars[i+1].X0)
			}
			x0, x1 := pixel(b.X0)+betweenTexts, pixel(b.X1)
			room := int((next - x0 - betweenTexts) / letterWide)
			before := int((pixel(b.X0) - taken - 2*betweenTexts) / letterWide)
			long := utf8.RuneCountInString(begun(link.Title.Words, 60))
			end := x1
			switch {
			case room >= min(long, before), room >= 3*fewestShown && room >= long/2:
				if room >= fewestShown || room >= long {
					s.Label, s.X = begun(link.Title.Words, min(room, 60)), fmt.Sprintf("%.1f", x0)
					end = max(end, x0+letterWide*float64(utf8.RuneCountInString(s.Label)))
				}
			case before >= fewestShown:
				s.Label, s.X, s.End = begun(link.Title.Words, min(before, 60)), fmt.Sprintf("%.1f", pixel(b.X0)-betweenTexts), true
			}
			taken = end
			p.Bars = append(p.Bars, s)
		}
	}
}

// barPath is the outline of a bar; an end that nobody knows is pointed.
func barPath(b register.Bar, y int) string {
	left, right, middle, bottom := pixel(b.X0), pixel(b.X1), float64(y)+barHigh/2, y+barHigh
	tip := min(arrow, (right-left)/2)
	path := fmt.Sprintf("M%.1f %dH", left, y)
	if b.OpenStart {
		path = fmt.Sprintf("M%.1f %.1fL%.1f %dH", left, middle, left+tip, y)
	}
	if b.OpenEnd {
		path += fmt.Sprintf("%.1fL%.1f %.1fL%.1f %dH", right-tip, right, middle, right-tip, bottom)
	} else {
		path += fmt.Sprintf("%.1fV%dH", right, bottom)
	}
	if b.OpenStart {
		return path + fmt.Sprintf("%.1fz", left+tip)
	}
	return path + fmt.Sprintf("%.1fz", left)
}
