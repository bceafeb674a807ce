package register

import (
	"math"
	"slices"
)

// A column has, for every place, the values of one field: each value once, as a
// number.
type column struct {
	numbers map[string]uint32
	values  []string   // by number
	ends    []uint32   // by place: where its values end in all
	all     []uint32   // numbers
	places  [][]uint32 // by number, where linked: the places that have it
	linked  bool
}

// add gives the next place its values.
func (c *column) add(values []string) {
	if c.numbers == nil {
		c.numbers = map[string]uint32{}
	}
	place, start := uint32(len(c.ends)), len(c.all)
	for _, value := range values {
		n, ok := c.numbers[value]
		if !ok {
			n = uint32(len(c.values))
			c.numbers[value] = n
			c.values = append(c.values, value)
			c.places = append(c.places, nil)
		}
		if slices.Contains(c.all[start:], n) {
			continue
		}
		c.all = append(c.all, n)
		if c.linked {
			c.places[n] = append(c.places[n], place)
		}
	}
	c.ends = append(c.ends, uint32(len(c.all)))
}

// at returns the numbers of the values at a place.
func (c *column) at(place int) []uint32 {
	if place == 0 {
		return c.all[:c.ends[0]]
	}
	return c.all[c.ends[place-1]:c.ends[place]]
}

// has returns the places that have a value, of a column that is linked.
func (c *column) has(value string) []uint32 {
	if n, ok := c.numbers[value]; ok {
		return c.places[n]
	}
	return nil
}

// compact forgets the places that are gone, and values that only they had.
func (c *column) compact(places []uint32) {
	old := *c
	*c = column{linked: old.linked}
	var values []string
	for place := range old.ends {
		if places[place] == gone {
			continue
		}
		values = values[:0]
		for _, n := range old.at(place) {
			values = append(values, old.values[n])
		}
		c.add(values)
	}
}

// A span is a time in days since 1970, from its first day to its last.
type span struct{ first, last int32 }

func (s span) meets(other span) bool { return s.first <= other.last && other.first <= s.last }

// spans has, for every place, the times of its record.
type spans struct {
	ends []uint32
	all  []span
}

func (s *spans) add(times []span) {
	s.all = append(s.all, times...)
	s.ends = append(s.ends, uint32(len(s.all)))
}

func (s *spans) at(place int) []span {
	if place == 0 {
		return s.all[:s.ends[0]]
	}
	return s.all[s.ends[place-1]:s.ends[place]]
}

func (s *spans) compact(places []uint32) {
	old := *s
	*s = spans{}
	for place := range old.ends {
		if places[place] != gone {
			s.add(old.at(place))
		}
	}
}

// kept returns what has a place, for every place that is not gone.
func kept[T any](all []T, places []uint32) []T {
	out := make([]T, 0, len(all))
	for place, one := range all {
		if places[place] != gone {
			out = append(out, one)
		}
	}
	return out
}

// spanOf returns the days of a date, or false where it is none.
func spanOf(d Date) (span, bool) {
	if d == "" {
		return span{}, false
	}
	first, last, ok := d.Span()
	return span{day32(first), day32(last)}, ok
}

func day32(day int) int32 { return int32(min(max(day, math.MinInt32), math.MaxInt32)) }
