package web

import (
	"fmt"
	"strings"

	"parley/internal/locale"
	"parley/internal/opinion"
	"parley/internal/report"
)

// chart shows the opinion map: as a density grid, or, for the operator, as
// points; with the same as text. Why says in words why there is none.
type chart struct {
	*locale.Printer
	What    string
	Why     string
	Warning string
	Title   string
	Summary string
	Key     string
	Box     string // viewBox of the picture
	Areas   []area
	Labels  []label
	Marks   []mark
	Table   *spread
}

// An area is what one level of the density covers, as one path.
type area struct{ Class, Path string }

// newDensity shows the density grid of the result.
func (w worder) newDensity() chart {
	c := chart{Printer: w.Printer}
	d := w.result.Density
	switch {
	case !sound(d) && w.result.Counts.Placed < opinion.MinPlaced:
		c.Why = w.Text("map.too_few", "Count", w.result.Counts.Placed)
		return c
	case !sound(d):
		c.Why = w.Text("map.not_shown")
		return c
	}
	c.What = w.Text("map.what")
	c.Title = w.Text("map.title")
	c.Key = w.Text("map.key")
	c.Box = fmt.Sprintf("0 0 %d %d", d.Size, d.Size)
	c.Areas = areas(d)
	c.Summary = w.densityText(d)
	c.Table = w.densityTable(d)
	return c
}

// sound reports whether d is a square of levels that can be drawn.
func sound(d *report.Density) bool {
	if d == nil || d.Size < 1 || d.Levels < 2 || len(d.Cells) != d.Size {
		return false
	}
	for _, row := range d.Cells {
		if len(row) != d.Size {
			return false
		}
		for _, level := range row {
			if level < 0 || level >= d.Levels {
				return false
			}
		}
	}
	return true
}

// areas draws each level as squares in the middle of their cells: the higher
// the level, the larger, so that the map needs no colour. Row 0 is lowest.
func areas(d *report.Density) []area {
	paths := make([]strings.Builder, d.Levels)
	for y, row := range d.Cells {
		for x, level := range row {
			if level == 0 {
				continue
			}
			side := 0.2 + 0.75*float64(level)/float64(d.Levels-1)
			in := (1 - side) / 2
			fmt.Fprintf(&paths[level], "M%.3g %.3gh%.3gv%.3gh-%.3gz",
				float64(x)+in, float64(d.Size-1-y)+in, side, side, side)
		}
	}
	var all []area
	for level := range paths {
		if paths[level].Len() > 0 {
			all = append(all, area{fmt.Sprintf("l%d", worded(d, level)), paths[level].String()})
		}
	}
	return all
}

// bands is how many parts a side of the map has in words.
const bands = 5

var (
	rowNames    = [bands]locale.Key{"map.row1", "map.row2", "map.row3", "map.row4", "map.row5"}
	columnNames = [bands]locale.Key{"map.column1", "map.column2", "map.column3", "map.column4", "map.column5"}
	levelNames  = [5]locale.Key{"map.level0", "map.level1", "map.level2", "map.level3", "map.level4"}
)

// worded returns which of levelNames a level is: only level 0 is nobody, only
// the highest is most.
func worded(d *report.Density, level int) int {
	if level == 0 {
		return 0
	}
	top := len(levelNames) - 1
	if d.Levels == 2 {
		return top
	}
	return 1 + (level-1)*(top-1)/(d.Levels-2)
}

// fullest returns the highest level in each part of the map, top row first.
func fullest(d *report.Density) (parts [bands][bands]int, filled int) {
	for y, row := range d.Cells {
		for x, level := range row {
			down, across := (d.Size-1-y)*bands/d.Size, x*bands/d.Size
			parts[down][across] = max(parts[down][across], level)
			if level > 0 {
				filled++
			}
		}
	}
	return parts, filled
}

func (w worder) densityText(d *report.Density) string {
	parts, filled := fullest(d)
	var row, column, tops int
	for y := range parts {
		for x, level := range parts[y] {
			if level == d.Levels-1 {
				row, column, tops = y, x, tops+1
			}
		}
	}
	cells := d.Size * d.Size
	if tops != 1 {
		return w.Text("map.text_many", "Filled", filled, "Cells", cells)
	}
	return w.Text("map.text", "Filled", filled, "Cells", cells,
		"Row", w.Text(rowNames[row]), "Column", w.Text(columnNames[column]))
}

func (w worder) densityTable(d *report.Density) *spread {
	t := &spread{Caption: w.Text("map.caption"), Corner: w.Text("map.row_header")}
	for _, key := range columnNames {
		t.Columns = append(t.Columns, w.Text(key))
	}
	parts, _ := fullest(d)
	for y := range parts {
		r := spreadRow{Name: w.Text(rowNames[y])}
		for _, level := range parts[y] {
			r.Cells = append(r.Cells, w.Text(levelNames[worded(d, level)]))
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}
