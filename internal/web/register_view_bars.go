package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"parley/internal/register"
)

// timelinePicture is what the picture of a timeline is made of, in pixels.
type timelinePicture struct {
	Width, Height int
	Summary       string
	Lanes         []laneBand
	Marks         []yearLine
	Bars          []barShape
	About, Open   bool // whether some are: the picture then says how they look
}

// A laneBand is the ground of a lane: its name, its years, and then its bars.
type laneBand struct {
	Name          string
	Y, High       int
	NameY, YearsY int
	Odd           bool
}

type yearLine struct{ Year, X string }

type barShape struct {
	Href, Says string
	Lang       string // of the title; "" when it is the page's
	Path       string
	About      bool
	Label      string
	X          string
	Y          int
	End        bool // the label ends at X
}

// How a timeline is drawn, in pixels.
const (
	drawWidth  = 1160
	drawMargin = 10
	laneHead   = 36
	rowHigh    = 22
	barHigh    = 16
	pointHigh  = 6  // how far the point of an open end reaches
	aside      = 8  // between a label and what stands beside it
	mostLabel  = 48 // letters
)

func (w *drawn) timelinePicture(plan register.TimelinePlan, lanes []timelineLane) *timelinePicture {
	p := &timelinePicture{Width: drawWidth,
		Summary: w.Text("view.timeline_summary", "Bars", len(plan.Bars), "From", strconv.Itoa(plan.From), "To", strconv.Itoa(plan.To-1), "Lanes", len(plan.Lanes))}
	for _, m := range plan.Marks {
		p.Marks = append(p.Marks, yearLine{Year: strconv.Itoa(m.Year), X: fmt.Sprintf("%.1f", pixel(m.X))})
	}
	for i := range plan.Lanes {
		band := laneBand{Name: begun(lanes[i].Name.Words, 100), Y: p.Height, NameY: p.Height + 15, YearsY: p.Height + 30, Odd: i%2 == 1}
		rows := w.barsOf(p, inLane(plan, i), p.Height+laneHead)
		band.High = laneHead + rows*rowHigh + rowHigh/2
		p.Lanes, p.Height = append(p.Lanes, band), p.Height+band.High
	}
	return p
}

func pixel(x float64) float64 { return drawMargin + x*(drawWidth-2*drawMargin) }

// A placedBar is one with its label, and how far both reach.
type placedBar struct {
	register.Bar
	link       recordLink
	label      string
	x          float64 // of the label
	end        bool    // the label ends there
	left, full float64
	row        int
}

// barsOf draws the bars of a lane, each with its label, in the fewest rows in which
// nothing covers another, and returns how many those are. (The plan has rows for
// bars alone.)
func (w *drawn) barsOf(p *timelinePicture, bars []register.Bar, top int) int {
	var all []placedBar
	for _, b := range bars {
		all = append(all, placeBar(b, w.link(b.Record)))
	}
	rows := stack(all)
	for _, b := range all {
		y := top + b.row*rowHigh
		s := barShape{Href: b.link.Href, Lang: b.link.Title.Lang, Says: b.link.Title.Words + ": " + w.datesOf(b.Record), Path: barPath(b.Bar, y),
			About: b.About, Label: b.label, X: fmt.Sprintf("%.1f", b.x), Y: y + barHigh - 4, End: b.end}
		p.About, p.Open = p.About || b.About, p.Open || b.OpenStart || b.OpenEnd
		p.Bars = append(p.Bars, s)
	}
	return rows
}

// stack puts bars into rows, the first that is free from the left on, and returns how
// many rows they need.
func stack(all []placedBar) int {
	slices.SortStableFunc(all, func(a, b placedBar) int { return cmp.Compare(a.left, b.left) })
	var ends []float64 // of the rows
	for i, b := range all {
		row := slices.IndexFunc(ends, func(end float64) bool { return end <= b.left })
		if row < 0 {
			row, ends = len(ends), append(ends, 0)
		}
		ends[row], all[i].row = b.full, row
	}
	return len(ends)
}

// placeBar finds where the label of a bar has room: within it, after it, or where the
// picture would end, before it.
func placeBar(b register.Bar, link recordLink) placedBar {
	label := begun(link.Title.Words, mostLabel)
	left, right, long := pixel(b.X0), pixel(b.X1), labelWidth(label)
	p := placedBar{Bar: b, link: link, label: label, x: left + aside, left: left, full: right}
	switch {
	case long+2*aside <= right-left:
	case right+long+2*aside <= drawWidth:
		p.x, p.full = right+aside, right+long+2*aside
	default:
		p.end, p.x, p.left = true, left-aside, left-long-2*aside
	}
	return p
}

// labelWidth is about how wide a label is; Armenian and Russian letters are wider.
func labelWidth(label string) float64 {
	wide := 0.0
	for _, r := range label {
		if r < 0x250 {
			wide += 6.3
		} else {
			wide += 7.6
		}
	}
	return wide
}

// barPath is the outline of a bar; an end that nobody knows is pointed.
func barPath(b register.Bar, y int) string {
	left, right, middle, bottom := pixel(b.X0), pixel(b.X1), float64(y)+barHigh/2, y+barHigh
	tip := min(pointHigh, (right-left)/2)
	path, last := fmt.Sprintf("M%.1f %dH", left, y), left
	if b.OpenStart {
		path, last = fmt.Sprintf("M%.1f %.1fL%.1f %dH", left, middle, left+tip, y), left+tip
	}
	if b.OpenEnd {
		path += fmt.Sprintf("%.1fL%.1f %.1fL%.1f %dH", right-tip, right, middle, right-tip, bottom)
	} else {
		path += fmt.Sprintf("%.1fV%dH", right, bottom)
	}
	return path + fmt.Sprintf("%.1fz", last)
}
