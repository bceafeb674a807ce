package register

import (
	"maps"
	"slices"
)

// The views below take records as the viewer sees them, of which the view's Where has
// been asked for, with what is computed among their values ([Record.With]). They name
// a record by its place among those they were given. A record that has several values
// stands at each of them.

// With returns a record with what is computed of it among its values.
func (r Record) With(computed map[string]Value) Record {
	values := maps.Clone(r.Values)
	if values == nil {
		values = map[string]Value{}
	}
	maps.Copy(values, computed)
	r.Values = values
	return r
}

// A BoardColumn is the records that have one value; of Value "" those that have none.
type BoardColumn struct {
	Value   string
	Records []int
}

// Board returns the columns of a board: one for each option, in their order and also
// where it is empty, and a last one for records without a value, if there are any.
func (d *Definition) Board(v View, all []Record) []BoardColumn {
	f, _ := d.Field(v.By)
	var columns []BoardColumn
	for _, value := range f.valuesIn(all, true) {
		columns = append(columns, BoardColumn{Value: value})
	}
	for i, r := range all {
		for _, value := range valuesAt(r, v.By) {
			at := slices.IndexFunc(columns, func(c BoardColumn) bool { return c.Value == value })
			columns[at].Records = append(columns[at].Records, i)
		}
	}
	return columns
}

// valuesAt returns the values of a field at which a record stands, each once: "" where
// it has none.
func valuesAt(r Record, field string) []string {
	var all []string
	for _, value := range choicesOf(r, field) {
		if !slices.Contains(all, value) {
			all = append(all, value)
		}
	}
	if len(all) == 0 {
		return []string{""}
	}
	return all
}

// valuesIn returns the values that records have of a field: the options in their
// order, also those that no record has where every is set, then other values by name,
// then "" where a record has none.
func (f Field) valuesIn(all []Record, every bool) []string {
	found := map[string]bool{}
	for _, r := range all {
		for _, value := range valuesAt(r, f.Name) {
			found[value] = true
		}
	}
	none := found[""]
	delete(found, "")
	var values []string
	for _, o := range f.Options {
		if every || found[o.Value] {
			values = append(values, o.Value)
		}
		delete(found, o.Value)
	}
	values = append(values, slices.Sorted(maps.Keys(found))...)
	if none {
		values = append(values, "")
	}
	return values
}
