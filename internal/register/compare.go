package register

import (
	"slices"

	"parley/internal/dialogue"
)

// A Compared is a field of two records beside each other.
type Compared struct {
	Field string
	Side  dialogue.SideID // of a column
	A, B  Value
	Same  bool
}

// Compare returns what two records say in every field in which one of them says
// something, in the order of the definition and of the sides: only in the fields that
// the view shows, where it names any.
func (d *Definition) Compare(v View, a, b Record, sides []dialogue.SideID) []Compared {
	var all []Compared
	add := func(field string, side dialogue.SideID, x, y Value) {
		if !x.Empty() || !y.Empty() {
			all = append(all, Compared{Field: field, Side: side, A: x, B: y, Same: Same(x, y)})
		}
	}
	for _, f := range d.Fields {
		switch {
		case len(v.Show) > 0 && !slices.Contains(v.Show, f.Name):
		case !f.PerSide:
			add(f.Name, "", sharedValue(a, f.Name), sharedValue(b, f.Name))
		default:
			for _, side := range sides {
				add(f.Name, side, a.Columns[side][f.Name], b.Columns[side][f.Name])
			}
		}
	}
	return all
}

// sharedValue returns what a record holds, of one that is only pending what is
// pending, and what is computed.
func sharedValue(r Record, field string) Value {
	if v, ok := standing(r)[field]; ok {
		return v
	}
	return r.Values[field]
}
