package register

import "math"

// Find answers a query. A filter by a field in which nothing can be chosen, and by a
// value that no record has, finds nothing. Where words are searched for and nothing
// says how to sort, records come first that have all of them in the title, then those
// that changed last, then by key: never by how often a word is used (R5).
func (c *Catalogue) Find(q Query) Found {
	s := c.search(q)
	out := Found{Facets: s.counted()}
	from, size := max(q.Page, 0), min(max(q.Size, 1), MostOnPage)
	out.Total = len(s.found)
	if from <= out.Total/size {
		for _, place := range c.page(s, q, from*size, (from+1)*size) {
			out.IDs = append(out.IDs, c.entries[place].id)
		}
	}
	return out
}

// Search returns the records, at most so many, that have every word, in the order of
// [Catalogue.Find]. Without words there are none.
func (c *Catalogue) Search(words string, most int) []ID {
	s := c.search(Query{Words: words})
	if s.words == nil {
		return nil
	}
	var all []ID
	for _, place := range pick(s.found, 0, max(most, 0), c.byWords(s.words)) {
		all = append(all, c.entries[place].id)
	}
	return all
}

// A search is what a query asks, and what was found.
type search struct {
	words   []uint8 // by place, what it has of the words; nil without words
	dated   bool
	time    span
	filters []filter
	facets  []facet
	found   []uint32 // places
}

func (c *Catalogue) search(q Query) *search {
	s := &search{words: c.texts.match(q.Words, len(c.entries)), time: span{math.MinInt32, math.MaxInt32}}
	if from, ok := spanOf(q.From); ok {
		s.dated, s.time.first = true, from.first
	}
	if to, ok := spanOf(q.To); ok {
		s.dated, s.time.last = true, to.last
	}
	for _, f := range c.definition.Fields {
		if column := c.columns[f.Name]; f.Facet && column != nil {
			s.facets = append(s.facets, facet{column, c.definition.withOptions(f), q.Filters[f.Name], make([]int, len(column.values))})
		}
	}
	for name, values := range q.Filters {
		if len(values) > 0 {
			s.filters = append(s.filters, c.filter(s, name, values))
		}
	}
	s.found = make([]uint32, 0, len(c.entries))
	for place := range c.entries {
		if !c.there(place) || s.words != nil && s.words[place] == absent || s.dated && !c.meets(place, s.time) {
			continue
		}
		s.take(place)
	}
	return s
}

func (c *Catalogue) meets(place int, time span) bool {
	for _, s := range c.times.at(place) {
		if s.meets(time) {
			return true
		}
	}
	return false
}
