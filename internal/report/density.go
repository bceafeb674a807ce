package report

import (
	"math"
	"slices"

	"parley/internal/opinion"
)

const (
	gridSize   = 20
	gridLevels = 5
)

// density lays a square grid over the map and tells how crowded each cell is
// compared with the fullest: 0 for an empty cell, then quarters. The grid
// spans as far from the origin, along both axes, as all but one in a hundred
// of the placed participants stand; the rest count in the cells at its edge.
// It is nil below 30 placed participants.
func density(m *opinion.Map) *Density {
	if m.Placed < opinion.MinPlaced {
		return nil
	}
	reach := make([]float64, 0, m.Placed)
	for _, p := range m.Positions {
		if p.Placed {
			reach = append(reach, max(math.Abs(p.X), math.Abs(p.Y)))
		}
	}
	slices.Sort(reach)
	limit := reach[(99*len(reach)-1)/100]
	if limit == 0 {
		limit = 1
	}
	cell := func(x float64) int {
		return min(max(int((x/limit+1)/2*gridSize), 0), gridSize-1)
	}
	var people [gridSize][gridSize]int
	fullest := 0
	for _, p := range m.Positions {
		if p.Placed {
			n := &people[cell(p.Y)][cell(p.X)]
			*n++
			fullest = max(fullest, *n)
		}
	}
	d := &Density{Size: gridSize, Levels: gridLevels, Cells: make([][]int, gridSize)}
	for y, row := range people {
		d.Cells[y] = make([]int, gridSize)
		for x, n := range row {
			d.Cells[y][x] = ((gridLevels-1)*n + fullest - 1) / fullest
		}
	}
	return d
}
