package register

import (
	"maps"
	"math"
	"slices"
)

// choicesOf returns by what a record is filtered in a field: options and keys of
// records, of the sides together.
func choicesOf(r Record, field string) []string {
	switch field {
	case ".state":
		return []string{string(r.State)}
	case ".origin":
		return []string{r.Origin}
	case ".side":
		return []string{string(r.Side)}
	}
	var all []string
	for _, v := range everyValue(r, field) {
		all = append(all, v.Choices...)
		for _, link := range v.Links {
			all = append(all, link.Key)
		}
	}
	return all
}

// figureOf returns by what a record is sorted in a date or number field: the first
// day, the lower figure; where sides differ, the lowest.
func figureOf(r Record, field string) float64 {
	least := math.NaN()
	for _, v := range everyValue(r, field) {
		figure := math.NaN()
		if s, ok := spanOf(v.Date); ok {
			figure = float64(s.first)
		} else if v.Number != nil && v.Number.Lower != "" {
			figure, _ = v.Number.Lower.Rat().Float64()
		}
		if math.IsNaN(least) || figure < least {
			least = figure
		}
	}
	return least
}

// timesOf returns when a record was: from its start to its end where it has fields
// that are those, once for each side that gives them; else every date that it holds.
func (c *Catalogue) timesOf(r Record) []span {
	var times []span
	for _, values := range valuesOf(r) {
		if s, ok := c.fromStartToEnd(values); ok {
			times = append(times, s)
		}
	}
	if len(times) > 0 {
		return times
	}
	for _, f := range c.definition.Fields {
		if f.Type != DateType {
			continue
		}
		for _, v := range everyValue(r, f.Name) {
			if s, ok := spanOf(v.Date); ok {
				times = append(times, s)
			}
		}
	}
	return times
}

// valuesOf returns the shared values and those of each column.
func valuesOf(r Record) []map[string]Value {
	all := []map[string]Value{standing(r)}
	for _, side := range slices.Sorted(maps.Keys(r.Columns)) {
		all = append(all, r.Columns[side])
	}
	return all
}

// fromStartToEnd returns the time between the fields that are start and end. Of one
// without an end only the start is known, and the other way around.
func (c *Catalogue) fromStartToEnd(values map[string]Value) (span, bool) {
	var out span
	found := false
	for _, is := range []string{"start", "end"} {
		f, ok := c.definition.First(is)
		if !ok {
			continue
		}
		s, ok := spanOf(values[f.Name].Date)
		switch {
		case !ok:
		case !found:
			out, found = s, true
		default:
			out = span{min(out.first, s.first), max(out.last, s.last)}
		}
	}
	return out, found
}
