package register

import (
	"slices"

	"parley/internal/dialogue"
)

// Linked finds the records of a register whose field via links to the record with a
// key, as the viewer sees them.
type Linked func(from Name, via, key string) []Record

// Compute returns what a computed field shows of a record, zero where what it rests
// on holds nothing. Agreed, overdue and has give Choices, latest a Date, all others a
// Number: of days it has no unit. It rests on what is kept, so records that link here
// and are only pending do not count; of a record that is only pending itself it is
// computed from what is pending. Without linked there is nothing that links here.
//
// What ends something and is a column for each side ends it once every side has it.
func (d *Definition) Compute(f Field, r Record, sides []dialogue.SideID, linked Linked, today dialogue.Day) Value {
	c := f.Compute
	if c == nil {
		return Value{}
	}
	switch c.Kind {
	case Agreed:
		return agreed(inColumns(r, c.Of, sides))
	case Gap:
		return d.gap(f, inColumns(r, c.Of, sides))
	case Count, Latest:
		return c.elsewhere(linked.kept(*c, r.Key))
	case Has:
		return d.has(*c, r, linked)
	case Age:
		if d.ended(c.Until, r, sides) {
			return Value{}
		}
		return age(standing(r)[c.Of].Date, today)
	case Overdue:
		return d.overdue(*c, r, sides, today)
	case Span:
		return spanBetween(standing(r)[c.Of].Date, standing(r)[c.Until].Date)
	case Sum, Product:
		return figures(f, standing(r))
	}
	return Value{}
}

// inColumns returns what every side says in a field; nil while one is silent.
func inColumns(r Record, field string, sides []dialogue.SideID) []Value {
	var all []Value
	for _, side := range sides {
		v := r.Columns[side][field]
		if v.Empty() {
			return nil
		}
		all = append(all, v)
	}
	return all
}

func agreed(all []Value) Value {
	if len(all) == 0 {
		return Value{}
	}
	for _, v := range all[1:] {
		if !slices.Equal(v.Choices, all[0].Choices) {
			return Value{Choices: []string{"disputed"}}
		}
	}
	return Value{Choices: all[0].Choices}
}

// kept returns the records that link to key and have the values of Where, without
// those of which nothing is kept.
func (l Linked) kept(c Compute, key string) []Record {
	if l == nil {
		return nil
	}
	var all []Record
	for _, r := range l(c.Register, c.Via, key) {
		if r.State == Kept && matches(r, c.Where) {
			all = append(all, r)
		}
	}
	return all
}

// matches reports whether a record has the value asked for in every field.
func matches(r Record, where map[string]string) bool {
	for field, value := range where {
		if !slices.Contains(choicesOf(r, field), value) {
			return false
		}
	}
	return true
}

// elsewhere returns how many records there are, or the latest of their dates: the one
// that ends last, of those the one that begins last.
func (c Compute) elsewhere(all []Record) Value {
	if len(all) == 0 {
		return Value{}
	}
	if c.Kind == Count {
		return days(len(all), len(all))
	}
	var latest Date
	for _, r := range all {
		one := r.Values[c.Of].Date
		if first, last, ok := one.Span(); ok {
			than, until, any := latest.Span()
			if !any || last > until || last == until && first > than {
				latest = one
			}
		}
	}
	return Value{Date: latest}
}

func (d *Definition) has(c Compute, r Record, linked Linked) Value {
	var has bool
	switch {
	case c.Register == "":
		has = slices.ContainsFunc(everyValue(r, c.Of), func(v Value) bool { return !v.Empty() })
	case linked == nil:
		return Value{}
	default:
		has = len(linked.kept(c, r.Key)) > 0
	}
	if has {
		return Value{Choices: []string{"yes"}}
	}
	return Value{Choices: []string{"no"}}
}

// ended reports whether the field that ends something holds something, of every side
// where it is a column.
func (d *Definition) ended(until string, r Record, sides []dialogue.SideID) bool {
	if f, ok := d.Field(until); ok && f.PerSide {
		return inColumns(r, until, sides) != nil
	}
	return !standing(r)[until].Empty()
}
