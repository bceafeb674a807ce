package register

import (
	"cmp"
	"math"
	"strings"
)

// page returns the places that stand from one position to another in the order for
// which a query asks.
func (c *Catalogue) page(s *search, q Query, from, to int) []uint32 {
	field, backwards := strings.CutPrefix(q.Sort, "-")
	if q.Sort == "" && s.words != nil {
		return pick(s.found, from, to, c.byWords(s.words))
	}
	titles := c.ordered(q.Language)
	figure := c.sortedBy(field)
	if figure == nil {
		return titles.among(s.found, from, to, backwards)
	}
	byTitle := func(a, b uint32) int { return cmp.Compare(titles.ranks[a], titles.ranks[b]) }
	sign := 1
	if backwards {
		sign = -1
	}
	return pick(s.found, from, to, func(a, b uint32) int {
		x, y := figure(a), figure(b)
		if none := math.IsNaN(x); none != math.IsNaN(y) { // what has nothing comes last
			if none {
				return 1
			}
			return -1
		}
		return cmp.Or(sign*cmp.Compare(x, y), byTitle(a, b))
	})
}

// sortedBy returns the figure by which a field sorts a place, NaN for nothing; nil
// where the field does not sort.
func (c *Catalogue) sortedBy(name string) func(place uint32) float64 {
	f, ok := c.definition.Field(name)
	figures, column := c.figures[name], c.columns[name]
	if !ok || (column == nil || column.linked) && figures == nil {
		return nil
	}
	var positions []float64 // of the values of the column
	if column != nil {
		f = c.definition.withOptions(f)
		for _, value := range column.values {
			positions = append(positions, f.position(value))
		}
	}
	return func(place uint32) float64 {
		if figures != nil && !math.IsNaN(figures[place]) {
			return figures[place]
		}
		least := math.NaN()
		if column != nil {
			for _, n := range column.at(int(place)) {
				if math.IsNaN(least) || positions[n] < least {
					least = positions[n]
				}
			}
		}
		return least
	}
}

// byWords orders places by what their titles have of the words, the day, and the key.
func (c *Catalogue) byWords(words []uint8) func(a, b uint32) int {
	return func(a, b uint32) int {
		x, y := &c.entries[a], &c.entries[b]
		return cmp.Or(cmp.Compare(words[b], words[a]), cmp.Compare(y.changed, x.changed), strings.Compare(x.key, y.key))
	}
}
