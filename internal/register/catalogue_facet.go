package register

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A filter lets those through that have one of some values.
type filter struct {
	*column
	taken []bool // by number of a value
	facet int    // the one whose filter it is; -1 for none
}

func (f filter) takes(place int) bool {
	for _, n := range f.at(place) {
		if f.taken[n] {
			return true
		}
	}
	return false
}

// A facet counts values.
type facet struct {
	*column
	field Field
	asked []string // values of the filter
	n     []int    // by number of a value
}

func (f facet) count(place int) {
	for _, n := range f.at(place) {
		f.n[n]++
	}
}

func (c *Catalogue) filter(s *search, name string, values []string) filter {
	f := filter{column: c.columns[name], facet: slices.IndexFunc(s.facets, func(f facet) bool { return f.field.Name == name })}
	if f.column == nil {
		f.column = &column{ends: make([]uint32, len(c.entries))} // nobody has anything
	}
	f.taken = make([]bool, len(f.values))
	for _, value := range values {
		if n, ok := f.numbers[value]; ok {
			f.taken[n] = true
		}
	}
	return f
}

// take notes a place that all but the filters let through. One that a single filter
// stops still counts in the facet of that filter.
func (s *search) take(place int) {
	stopped := -1
	for i, f := range s.filters {
		switch {
		case f.takes(place):
		case stopped >= 0 || f.facet < 0:
			return
		default:
			stopped = i
		}
	}
	if stopped >= 0 {
		s.facets[s.filters[stopped].facet].count(place)
		return
	}
	s.found = append(s.found, uint32(place))
	for _, f := range s.facets {
		f.count(place)
	}
}

// counted returns the facets with the values that some record has or the query asks
// for: options in their order, then numbers, then other values by their letters.
func (s *search) counted() []Facet {
	var all []Facet
	for _, f := range s.facets {
		out := Facet{Field: f.field.Name}
		for n, value := range f.values {
			if f.n[n] > 0 {
				out.Counts = append(out.Counts, ValueCount{value, f.n[n]})
			}
		}
		for _, value := range f.asked {
			if !slices.ContainsFunc(out.Counts, func(v ValueCount) bool { return v.Value == value }) {
				out.Counts = append(out.Counts, ValueCount{value, 0})
			}
		}
		slices.SortFunc(out.Counts, func(a, b ValueCount) int { return f.field.compare(a.Value, b.Value) })
		all = append(all, out)
	}
	return all
}

// withOptions returns a field with the options that its values are of: of one that is
// computed those of the field that it is computed from.
func (d *Definition) withOptions(f Field) Field {
	if f.Compute != nil && f.Compute.Register == "" {
		of, _ := d.Field(f.Compute.Of)
		f.Options = of.Options
	}
	return f
}

// compare orders values of a field.
func (f Field) compare(a, b string) int {
	return cmp.Or(cmp.Compare(f.position(a), f.position(b)), strings.Compare(a, b))
}

// position returns where an option stands among those of a field; what is none comes
// after them, numbers by their size.
func (f Field) position(value string) float64 {
	for i, o := range f.Options {
		if o.Value == value {
			return float64(i)
		}
	}
	if n, err := strconv.ParseInt(value, 10, 32); err == nil {
		return 1e6 + float64(n)
	}
	return math.Inf(1)
}
