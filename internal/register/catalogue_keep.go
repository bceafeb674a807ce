package register

import (
	"slices"

	"parley/internal/dialogue"
)

// A Catalogue finds records of one register for one class of viewers: it is given
// what [Definition.Seen] returned for them, and what is not there leaves no trace in
// what it answers. It keeps titles, dates, choices and the words by which records are
// found, not the records. It is not for concurrent use, and nor is finding.
//
// A computed field is found like any other where the record's Values hold it.
type Catalogue struct {
	definition *Definition
	entries    []entry // by place; a place is given once until all is compacted
	byID       map[ID]uint32
	byKey      map[string]uint32
	left       int // places whose record is gone

	texts   index
	columns map[string]*column   // by field, ".state", ".origin" and ".side"
	figures map[string][]float64 // by field: what it is sorted by; NaN for nothing
	times   spans
	orders  map[dialogue.Language]*order
}

// An entry is what is kept of a record at a place. One whose record is gone has no
// key.
type entry struct {
	id      ID
	key     string
	title   dialogue.Writing
	changed dialogue.Day
}

// NewCatalogue returns an empty catalogue of a register.
func NewCatalogue(d *Definition) *Catalogue {
	c := &Catalogue{definition: d, byID: map[ID]uint32{}, byKey: map[string]uint32{}, orders: map[dialogue.Language]*order{},
		columns: map[string]*column{".state": {}, ".origin": {}, ".side": {}}, figures: map[string][]float64{}}
	for _, f := range d.Fields {
		switch f.Type {
		case Choice, Place:
			c.columns[f.Name] = &column{}
		case Computed:
			c.columns[f.Name] = &column{}
			c.figures[f.Name] = nil
		case LinkType, Term:
			c.columns[f.Name] = &column{linked: true}
		case DateType, NumberType:
			c.figures[f.Name] = nil
		}
	}
	return c
}

// Len returns how many records there are.
func (c *Catalogue) Len() int { return len(c.byID) }

// Put adds a record as it is seen, or replaces the one with its identifier.
func (c *Catalogue) Put(seen Record) {
	c.Remove(seen.ID)
	place := uint32(len(c.entries))
	e := entry{id: seen.ID, key: seen.Key, changed: seen.Changed}
	if titles := standing(seen)[c.definition.TitleField().Name].Texts; len(titles) > 0 {
		e.title = titles[0]
	}
	c.entries = append(c.entries, e)
	c.byID[e.id], c.byKey[e.key] = place, place
	c.index(place, seen)
	for name, column := range c.columns {
		column.add(choicesOf(seen, name))
	}
	for name, figures := range c.figures {
		c.figures[name] = append(figures, figureOf(seen, name))
	}
	c.times.add(c.timesOf(seen))
}

// Remove takes a record out, if it is there.
func (c *Catalogue) Remove(id ID) {
	place, ok := c.byID[id]
	if !ok {
		return
	}
	delete(c.byID, id)
	if key := c.entries[place].key; c.byKey[key] == place {
		delete(c.byKey, key)
	}
	c.entries[place] = entry{}
	if c.left++; c.left > 64+len(c.byID)/2 {
		c.compact()
	}
}

// there reports whether a record has the place.
func (c *Catalogue) there(place int) bool { return c.entries[place].id != 0 }

// Title returns the title of the record with a key.
func (c *Catalogue) Title(key string) (Title, bool) {
	place, ok := c.byKey[key]
	return c.titleAt(place, ok)
}

// ByID returns the title of a record.
func (c *Catalogue) ByID(id ID) (Title, bool) {
	place, ok := c.byID[id]
	return c.titleAt(place, ok)
}

func (c *Catalogue) titleAt(place uint32, ok bool) (Title, bool) {
	if !ok {
		return Title{}, false
	}
	e := c.entries[place]
	return Title{Register: c.definition.Name, ID: e.id, Key: e.key, Words: e.title}, true
}

// Linked returns the records whose link field leads to the record with a key, by
// their identifiers.
func (c *Catalogue) Linked(field, key string) []ID {
	column := c.columns[field]
	if column == nil || !column.linked {
		return nil
	}
	var all []ID
	for _, place := range column.has(key) {
		if c.there(int(place)) {
			all = append(all, c.entries[place].id)
		}
	}
	slices.Sort(all)
	return all
}

// compact gives the records new places without gaps, and forgets what was kept of
// those that are gone.
func (c *Catalogue) compact() {
	places, next := make([]uint32, len(c.entries)), uint32(0)
	for place := range c.entries {
		if places[place] = gone; c.there(place) {
			places[place] = next
			next++
		}
	}
	c.texts.compact(places)
	for _, column := range c.columns {
		column.compact(places)
	}
	for name, figures := range c.figures {
		c.figures[name] = kept(figures, places)
	}
	c.times.compact(places)
	for _, o := range c.orders {
		o.compact(places)
	}
	c.entries, c.left = kept(c.entries, places), 0
	c.byID, c.byKey = make(map[ID]uint32, next), make(map[string]uint32, next)
	for place, e := range c.entries {
		c.byID[e.id], c.byKey[e.key] = uint32(place), uint32(place)
	}
}
