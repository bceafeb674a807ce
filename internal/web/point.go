package web

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/internal/report"
)

// mostPoints is how many people are drawn at most; beyond it, evenly chosen
// ones stand for all.
const mostPoints = 5000

// canvas is the width and height of the picture of points.
const canvas = 1000

// A mark is how the people of one side are drawn: a form of its own, so that
// it is told apart without colour.
type mark struct{ Name, Class, Path, Sample string }

// A label is the letter of an opinion group in the middle of its people.
type label struct {
	Letter string
	X, Y   int
}

// newPoints shows where each placed participant stands: for the operator only.
func (w worder) newPoints(in []party) chart {
	c := chart{Printer: w.Printer}
	all := placed(w.result.Positions)
	if len(all) == 0 {
		c.Why = w.Text("map.not_shown")
		return c
	}
	shown := evenly(all, mostPoints)
	c.What = w.Text("map.what")
	c.Warning = w.Text("map.operator")
	c.Title = w.Text("map.points_title")
	c.Summary = w.Text("map.points", "Count", len(shown), "Total", len(all))
	c.Box = fmt.Sprintf("0 0 %d %d", canvas, canvas)
	place := frame(all)
	c.Marks = w.marks(shown, in, place)
	c.Labels = labels(all, place)
	c.Table = w.pointsTable(shown, in)
	return c
}

// placed leaves out positions that are not finite.
func placed(all []report.Position) []report.Position {
	return slices.DeleteFunc(slices.Clone(all), func(p report.Position) bool {
		return math.IsNaN(p.X+p.Y) || math.IsInf(p.X+p.Y, 0)
	})
}

func evenly(all []report.Position, most int) []report.Position {
	if len(all) <= most {
		return all
	}
	shown := make([]report.Position, most)
	for i := range shown {
		shown[i] = all[i*len(all)/most]
	}
	return shown
}

// frame returns where a position lies on the canvas: one scale for both axes,
// the middle of all in the middle, y upwards.
func frame(all []report.Position) func(report.Position) (x, y int) {
	left, right, low, high := all[0].X, all[0].X, all[0].Y, all[0].Y
	for _, p := range all {
		left, right = min(left, p.X), max(right, p.X)
		low, high = min(low, p.Y), max(high, p.Y)
	}
	extent := max(right-left, high-low)
	if !(extent > 0) || math.IsInf(extent, 0) {
		extent = 1
	}
	scale := 0.92 * canvas / extent
	return func(p report.Position) (int, int) {
		x := canvas/2 + (p.X-(left+right)/2)*scale
		y := canvas/2 - (p.Y-(low+high)/2)*scale
		return int(math.Round(x)), int(math.Round(y))
	}
}

// forms draw a mark around x, y: disc, square, diamond, triangle, cross, ring.
var forms = [colours]string{
	"M%d %dm-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0z",
	"M%d %dm-8-8h16v16h-16z",
	"M%d %dm0-11l11 11l-11 11l-11-11z",
	"M%d %dm0-11l11 19h-22z",
	"M%d %dm-9-3h6v-6h6v6h6v6h-6v6h-6v-6h-6z",
	"M%d %dm-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0m5 0a4 4 0 1 1 8 0a4 4 0 1 1-8 0z",
}

// unknown draws people of no known side.
const unknown = "M%d %dm-6-2h12v4h-12z"

func (w worder) marks(shown []report.Position, in []party, place func(report.Position) (int, int)) []mark {
	var all []mark
	for _, of := range w.columns(in) {
		form := unknown
		if of.Class != "" {
			form = forms[slices.IndexFunc(w.all, func(p party) bool { return p.ID == of.ID })%colours]
		}
		var path strings.Builder
		for _, p := range shown {
			if w.partyOf(p) == of.ID {
				x, y := place(p)
				fmt.Fprintf(&path, form, x, y)
			}
		}
		if path.Len() > 0 {
			all = append(all, mark{of.Name, cmp.Or(of.Class, "sg"), path.String(), fmt.Sprintf(form, 12, 12)})
		}
	}
	return all
}

// columns are the parties and, last, those of none.
func (w worder) columns(in []party) []party {
	none := party{Name: w.Text("party.unknown")}
	switch w.kind {
	case groups:
		none.Name = w.Text("map.ungrouped")
	case everyone:
		none.Name = w.Text("party.everyone")
	}
	return append(slices.Clone(in), none)
}

// partyOf returns the identifier of whom p is drawn with, "" for nobody.
func (w worder) partyOf(p report.Position) string {
	id := p.Side
	if w.kind == groups {
		id = p.Group
	}
	if !slices.Contains(w.result.SideOrder, id) {
		return ""
	}
	return id
}

// labels puts the letter of each group in the middle of its people.
func labels(all []report.Position, place func(report.Position) (int, int)) []label {
	sums := map[string][3]float64{}
	for _, p := range all {
		if p.Group != "" {
			s := sums[p.Group]
			sums[p.Group] = [3]float64{s[0] + p.X, s[1] + p.Y, s[2] + 1}
		}
	}
	var found []label
	for letter, s := range sums {
		x, y := place(report.Position{X: s[0] / s[2], Y: s[1] / s[2]})
		found = append(found, label{letter, x, y})
	}
	slices.SortFunc(found, func(a, b label) int { return cmp.Compare(a.Letter, b.Letter) })
	return found
}

// pointsTable counts the people drawn, by party and opinion group.
func (w worder) pointsTable(shown []report.Position, in []party) *spread {
	counts := map[[2]string]int{}
	for _, p := range shown {
		counts[[2]string{w.partyOf(p), p.Group}]++
	}
	t := &spread{Caption: w.Text("map.points_caption"), Corner: w.corner()}
	columns := append(letters(w.result), "")
	for _, letter := range columns {
		name := w.Text("map.ungrouped")
		if letter != "" {
			name = groupName(w.Printer, letter)
		}
		t.Columns = append(t.Columns, name)
	}
	for _, of := range w.columns(in) {
		r := spreadRow{Name: of.Name}
		for _, letter := range columns {
			r.Cells = append(r.Cells, w.Number(counts[[2]string{of.ID, letter}]))
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}
