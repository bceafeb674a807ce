package report

import "math"

// loop returns the cells other than c of a loop of cells through c, alternately
// along a row and a column, of which c and every second one can rise by one
// while the others fall by one, or the reverse. No cell that falls is 0. Of all
// loops it is one that hides the fewest people anew; nil when there is none.
func (t crosstab) loop(c cell) []cell {
	row, column := t.row(c.side), t.column(c.group)
	rising, fewest := t.way(column, row, c)
	if t.counts[c.side][c.group] > 0 {
		if falling, n := t.way(row, column, c); n < fewest {
			return falling
		}
	}
	return rising
}

// Rows and columns are the places of a graph: from a row to a column leads a
// cell that rises, from a column to a row one that falls.
func (t crosstab) row(side int) int     { return side }
func (t crosstab) column(group int) int { return len(t.counts) + group }

// A step leads to a place.
type step struct {
	from int
	over cell
	cost int // people newly hidden from the start to here
}

const unreached = math.MaxInt

// way returns the cells, in no order, of the way that newly hides the fewest
// people and does not lead over one given cell, and how many people those are;
// unreached when there is no way.
func (t crosstab) way(from, to int, without cell) ([]cell, int) {
	best := make([]step, len(t.counts)+len(t.counts[0]))
	for i := range best {
		best[i].cost = unreached
	}
	best[from].cost = 0
	for t.relax(best, without) {
	}
	if best[to].cost == unreached {
		return nil, unreached
	}
	var cells []cell
	for at := to; at != from; at = best[at].from {
		cells = append(cells, best[at].over)
	}
	return cells, best[to].cost
}

// relax improves the ways by one step more, and reports whether it could.
func (t crosstab) relax(best []step, without cell) bool {
	improved := false
	try := func(from, to int, over cell, cost int) {
		if best[from].cost != unreached && best[from].cost+cost < best[to].cost {
			best[to] = step{from, over, best[from].cost + cost}
			improved = true
		}
	}
	for s, counts := range t.counts {
		for g, n := range counts {
			c, cost := cell{s, g}, n
			if c == without {
				continue
			}
			if t.hidden[s][g] {
				cost = 0
			}
			try(t.row(s), t.column(g), c, cost)
			if n > 0 {
				try(t.column(g), t.row(s), c, cost)
			}
		}
	}
	return improved
}
