package report

// A slab is what a page takes at once: a line, or a grid, which may go on on
// the next page.
type slab struct {
	before int // space above it, but at the top of a page or cell
	height int // of a line
	keep   bool
	drawn  []drawing // of a line
	grid   *grid
}

// A drawing is one thing on a page. In a slab it is measured from the slab's
// top left, on a page from the page's.
type drawing struct {
	kind drawingKind
	x, y int // of words: where the base line begins

	text  string // of words; of an anchor or bookmark: its name
	face  *face
	look  look
	width int // of words or a rule

	height int // of a rule; a rule is a filled box
	level  int // of a bookmark
}

type drawingKind int

const (
	words drawingKind = iota
	rule
	anchorHere
	bookmarkHere
)

// A grid is cells side by side, each with slabs of its own. Each goes on on
// the next page under where it was.
type grid struct {
	left    []int    // of each cell, from the grid's left
	head    [][]slab // of each cell: again on every page; nil for none
	cells   [][]slab
	whole   bool // on one page, if a page can hold it
	between int  // a rule so far left of each cell but the first; 0 for none
}

// least returns the height without which it does not begin on a page.
func (s slab) least() int {
	if s.grid == nil {
		return s.height
	}
	if s.grid.whole {
		if whole := s.grid.height(); whole <= pageRoom {
			return whole
		}
	}
	least := 0
	for _, cell := range s.grid.cells {
		least = max(least, leastOf(cell))
	}
	return s.grid.headHeight() + least
}

// leastOf returns the height that the first of the slabs needs with those
// that it is kept with.
func leastOf(slabs []slab) int {
	const longestChain = 8
	height := 0
	for i, p := range slabs[:min(len(slabs), longestChain)] {
		if i > 0 {
			height += p.before
		}
		height += p.least()
		if !p.keep {
			break
		}
	}
	return height
}

func (g *grid) headHeight() int { return tallest(g.head) }
func (g *grid) height() int     { return tallest(g.head) + tallest(g.cells) }

func tallest(cells [][]slab) int {
	most := 0
	for _, cell := range cells {
		most = max(most, heightOf(cell))
	}
	return most
}

func heightOf(slabs []slab) int {
	height := 0
	for i, p := range slabs {
		if i > 0 {
			height += p.before
		}
		if p.grid != nil {
			height += p.grid.height()
		}
		height += p.height
	}
	return height
}

// fill places as many slabs between y and bottom as fit, and returns what is
// drawn, the slabs that are left and where those placed end. At the top of a
// page (or cell) at least a line is placed.
func fill(slabs []slab, x, y, bottom int, top bool) (drawn []drawing, left []slab, end int) {
	for i, p := range slabs {
		first := top && i == 0
		at := y
		if !first {
			at += p.before
			if at+leastOf(slabs[i:]) > bottom {
				return drawn, slabs[i:], y
			}
		}
		y = at + p.height
		for _, d := range p.drawn {
			d.x, d.y = d.x+x, d.y+at
			drawn = append(drawn, d)
		}
		if p.grid == nil {
			continue
		}
		inside, rest, end := p.grid.fill(x, at, bottom)
		drawn, y = append(drawn, inside...), end
		if rest != nil {
			return drawn, append([]slab{{grid: rest, keep: p.keep}}, slabs[i+1:]...), y
		}
	}
	return drawn, nil, y
}

// fill places as much of each cell as fits, and at least a line, and returns
// the grid of what is left, nil when nothing is.
func (g *grid) fill(x, y, bottom int) (drawn []drawing, rest *grid, end int) {
	from := y
	for c, head := range g.head {
		inside, _, at := fill(head, x+g.left[c], from, from+pageRoom, true)
		drawn, y = append(drawn, inside...), max(y, at)
	}
	begin, done := y, true
	left := make([][]slab, len(g.cells))
	for c, cell := range g.cells {
		inside, more, at := fill(cell, x+g.left[c], begin, bottom, true)
		drawn, y = append(drawn, inside...), max(y, at)
		left[c], done = more, done && more == nil
	}
	if g.between > 0 {
		for _, at := range g.left[1:] {
			drawn = append(drawn, drawing{kind: rule, x: x + at - g.between, y: from, width: pt / 2, height: y - from, look: look{colour: hair}})
		}
	}
	if done {
		return drawn, nil, y
	}
	again := *g
	again.cells, again.whole = left, false
	return drawn, &again, y
}
