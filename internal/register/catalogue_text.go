package register

import (
	"maps"
	"slices"

	"parley/internal/dialogue"
)

// index notes everything of a record that is read and searched for: its title, its
// key, the words of every field in every language in which they are read, the labels
// of what was chosen, of links only the role, and what its sides replied.
func (c *Catalogue) index(place uint32, r Record) {
	title := c.definition.TitleField().Name
	values := standing(r)
	for _, w := range values[title].Texts {
		c.write(place, w, true)
	}
	c.texts.add(place, r.Key, false)
	for _, f := range c.definition.Fields {
		for _, value := range everyValue(r, f.Name) {
			c.indexValue(place, f, value)
		}
	}
	for _, reply := range r.Replies {
		c.write(place, reply.Words, false)
	}
	for _, s := range r.Sources {
		c.texts.add(place, s.Work, false)
		c.texts.add(place, s.Section, false)
	}
}

func (c *Catalogue) indexValue(place uint32, f Field, v Value) {
	for _, w := range v.Texts {
		c.write(place, w, false)
	}
	for _, choice := range v.Choices {
		o, _ := f.Option(choice)
		for _, l := range dialogue.Languages() {
			c.texts.add(place, o.Label[l], false)
		}
	}
	for _, e := range v.Evidence {
		c.write(place, e.What, false)
	}
	for _, tick := range v.Ticks {
		c.write(place, tick.Note, false)
	}
	for _, file := range v.Files {
		c.texts.add(place, file.Name, false)
	}
	if v.Number != nil {
		c.write(place, v.Number.Qualifier, false)
	}
}

// write notes words in every language in which somebody reads them.
func (c *Catalogue) write(place uint32, w dialogue.Writing, title bool) {
	for _, l := range dialogue.Languages() {
		if l == w.Original || slices.Contains(w.Approved, l) {
			c.texts.add(place, w.Text[l], title)
		}
	}
}

// standing returns the shared values by which a record is found: what is kept or,
// of one that nobody approved yet, what is pending.
func standing(r Record) map[string]Value {
	if r.State == Draft && r.Pending != nil {
		return r.Pending.Values
	}
	return r.Values
}

// everyValue returns what a field holds in a record: the shared value, then those of
// the columns, by the names of the sides.
func everyValue(r Record, field string) []Value {
	var all []Value
	if v, ok := standing(r)[field]; ok {
		all = append(all, v)
	} else if v, ok := r.Values[field]; ok { // what is computed of one that nobody approved yet
		all = append(all, v)
	}
	for _, side := range slices.Sorted(maps.Keys(r.Columns)) {
		if v, ok := r.Columns[side][field]; ok {
			all = append(all, v)
		}
	}
	return all
}
