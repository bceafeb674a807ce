package web

import (
	"maps"
	"net/url"
	"slices"

	"parley/internal/register"
)

// What readers filter by in the table of a register narrows its views too.

// narrows reports whether the reader's choice narrows a kind of view. The others read
// the address in their own way.
func narrows(kind register.ViewKind) bool { return !listsFew(kind) && kind != register.Compare }

// listsFew reports whether a kind of view lists some records of all, so that it needs
// every one, however many there are.
func listsFew(kind register.ViewKind) bool {
	return kind == register.Check || kind == register.Drill
}

// held returns the options and the keys that a record has in a field, those of every
// side where it is per side.
func held(r register.Record, field string) []string {
	var all []string
	add := func(value register.Value) {
		all = append(all, value.Choices...)
		for _, link := range value.Links {
			all = append(all, link.Key)
		}
	}
	add(seenAs(r)[field])
	for _, side := range slices.Sorted(maps.Keys(r.Columns)) {
		add(r.Columns[side][field])
	}
	return all
}

// chosenValues returns what the address asks of the fields by which readers filter.
func (w *drawn) chosenValues() map[string][]string {
	chosen, q := map[string][]string{}, w.r.URL.Query()
	for _, f := range w.d.Fields {
		values := slices.DeleteFunc(slices.Clone(q["f."+f.Name]), func(value string) bool { return value == "" })
		if f.Facet && len(values) > 0 {
			chosen[f.Name] = values
		}
	}
	return chosen
}

// holdsAll reports whether a record has, in each field, one of the values chosen.
func holdsAll(r register.Record, chosen map[string][]string) bool {
	for field, values := range chosen {
		has := held(r, field)
		if !slices.ContainsFunc(values, func(value string) bool { return slices.Contains(has, value) }) {
			return false
		}
	}
	return true
}

// keepChoice says what was chosen, and returns it as the end of an address.
func (w *drawn) keepChoice() string {
	if !narrows(w.view.Kind) {
		return ""
	}
	kept, chosen := url.Values{}, w.chosenValues()
	for _, f := range w.d.Fields {
		for _, value := range chosen[f.Name] {
			kept.Add("f."+f.Name, value)
			w.frame.Narrowed = append(w.frame.Narrowed, fieldSays{w.fieldLabel(f), w.valueName(f, value)})
		}
	}
	if len(kept) == 0 {
		return ""
	}
	return "?" + kept.Encode()
}
