package register

import (
	"cmp"
	"math"
	"slices"
)

// A box is a component and the room that it takes up; x and y are added to where its
// nodes are.
type box struct {
	nodes         []int
	left, top     float64
	width, height float64
	x, y          float64
}

func boxAround(at []Point, nodes []int) box {
	b := box{nodes: nodes, left: math.Inf(1), top: math.Inf(1)}
	right, bottom := math.Inf(-1), math.Inf(-1)
	for _, n := range nodes {
		b.left, right = min(b.left, at[n].X), max(right, at[n].X)
		b.top, bottom = min(b.top, at[n].Y), max(bottom, at[n].Y)
	}
	b.left, b.top = b.left-margin, b.top-margin
	b.width, b.height = right+margin-b.left, bottom+margin-b.top
	return b
}

// pack puts boxes into shelves, the highest first, and returns how much room they
// take up. It tries several widths and takes the one that is nearest to a square.
func pack(boxes []box) (width, height float64) {
	slices.SortStableFunc(boxes, func(a, b box) int { return cmp.Compare(b.height, a.height) })
	area, widest := 0.0, 0.0
	for _, b := range boxes {
		area, widest = area+b.width*b.height, max(widest, b.width)
	}
	best := math.Inf(1)
	for i := range 12 {
		most := max(widest, math.Sqrt(area)*(1+float64(i)/20))
		if w, h := shelve(slices.Clone(boxes), most); max(w, h) < best {
			best, width = max(w, h), most
		}
	}
	return shelve(boxes, width)
}

// shelve puts boxes beside each other up to a width, and then below.
func shelve(boxes []box, most float64) (width, height float64) {
	x, y, shelf := 0.0, 0.0, 0.0
	for i := range boxes {
		b := &boxes[i]
		if x > 0 && x+b.width > most {
			x, y, shelf = 0, y+shelf, 0
		}
		b.x, b.y = x-b.left, y-b.top
		x, shelf = x+b.width, max(shelf, b.height)
		width = max(width, x)
	}
	return width, y + shelf
}
