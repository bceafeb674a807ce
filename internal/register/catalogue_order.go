package register

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	textlanguage "golang.org/x/text/language"

	"parley/internal/dialogue"
)

// An order is the order of records by their titles, as readers of a language sort
// words: ə after e, 2 before 10. Records with equal titles are in the order of their
// keys.
type order struct {
	language dialogue.Language
	collator *collate.Collator
	buffer   collate.Buffer
	sorted   []uint32 // places
	ranks    []uint32 // by place
	known    int      // places below are sorted
}

// ordered returns the order of titles for readers of a language, up to date. To sort
// all titles anew takes long, to sort in a few does not.
func (c *Catalogue) ordered(l dialogue.Language) *order {
	if !dialogue.KnownLanguage(l) {
		l = "en"
	}
	o := c.orders[l]
	if o == nil {
		o = &order{language: l, collator: collate.New(textlanguage.MustParse(string(l)), collate.Numeric)}
		c.orders[l] = o
	}
	if o.known == len(c.entries) {
		return o
	}
	o.sorted = slices.DeleteFunc(o.sorted, func(place uint32) bool { return !c.there(int(place)) })
	var fresh []titleKey
	many := (len(c.entries)-o.known)*16 > len(o.sorted)
	if many {
		o.sorted, o.known = o.sorted[:0], 0
	}
	for place := o.known; place < len(c.entries); place++ {
		if c.there(place) {
			fresh = append(fresh, o.keyOf(c, uint32(place)))
		}
	}
	slices.SortFunc(fresh, titleKey.compare)
	o.merge(c, fresh)
	return o
}

// A titleKey sorts the title at a place.
type titleKey struct {
	place uint32
	words []byte
	key   string
}

func (k titleKey) compare(other titleKey) int {
	return cmp.Or(bytes.Compare(k.words, other.words), strings.Compare(k.key, other.key))
}

func (o *order) keyOf(c *Catalogue, place uint32) titleKey {
	e := c.entries[place]
	words, _, _ := e.title.In(o.language)
	o.buffer.Reset()
	return titleKey{place, slices.Clone(o.collator.KeyFromString(&o.buffer, words)), e.key}
}

// merge puts the places of keys, which are sorted, among those that are sorted.
func (o *order) merge(c *Catalogue, fresh []titleKey) {
	old, all := o.sorted, make([]uint32, 0, len(o.sorted)+len(fresh))
	for _, key := range fresh {
		n, _ := slices.BinarySearchFunc(old, key, func(place uint32, key titleKey) int { return o.keyOf(c, place).compare(key) })
		all = append(append(all, old[:n]...), key.place)
		old = old[n:]
	}
	o.sorted, o.known = append(all, old...), len(c.entries)
	o.ranks = make([]uint32, len(c.entries))
	for rank, place := range o.sorted {
		o.ranks[place] = uint32(rank)
	}
}

// among returns those of places that stand from one position to another by their
// titles.
func (o *order) among(places []uint32, from, to int, backwards bool) []uint32 {
	asked := make([]bool, len(o.ranks))
	for _, place := range places {
		asked[place] = true
	}
	var page []uint32
	for i, position := 0, 0; i < len(o.sorted) && position < to; i++ {
		place := o.sorted[i]
		if backwards {
			place = o.sorted[len(o.sorted)-1-i]
		}
		if !asked[place] {
			continue
		}
		if position++; position > from {
			page = append(page, place)
		}
	}
	return page
}

func (o *order) compact(places []uint32) {
	known := 0 // how many of those that are sorted stay
	for _, to := range places[:o.known] {
		if to != gone {
			known++
		}
	}
	sorted := make([]uint32, 0, known)
	for _, place := range o.sorted {
		if to := places[place]; to != gone {
			sorted = append(sorted, to)
		}
	}
	o.ranks = kept(o.ranks, places[:o.known])
	for rank, place := range sorted {
		o.ranks[place] = uint32(rank)
	}
	o.sorted, o.known = sorted, known
}

// pick sorts as much of places as it takes to return those from one position to
// another. No two places may compare as equal.
func pick(places []uint32, from, to int, compare func(a, b uint32) int) []uint32 {
	from, to = min(from, len(places)), min(to, len(places))
	part(places, from, compare)
	part(places[from:], to-from, compare)
	page := places[from:to]
	slices.SortFunc(page, compare)
	return page
}

// part moves the first n in order before all others.
func part(places []uint32, n int, compare func(a, b uint32) int) {
	for len(places) > 16 && 0 < n && n < len(places) {
		pivot := middle(places, compare)
		before := 0 // of those looked at, as many come before the pivot
		last := len(places) - 1
		places[pivot], places[last] = places[last], places[pivot]
		for i := range last {
			if compare(places[i], places[last]) < 0 {
				places[i], places[before] = places[before], places[i]
				before++
			}
		}
		places[before], places[last] = places[last], places[before]
		switch {
		case n <= before:
			places = places[:before]
		default:
			places, n = places[before+1:], n-before-1
		}
	}
	if 0 < n && n < len(places) {
		slices.SortFunc(places, compare)
	}
}

// middle returns the position of the middle one of three.
func middle(places []uint32, compare func(a, b uint32) int) int {
	three := []int{0, len(places) / 2, len(places) - 1}
	slices.SortFunc(three, func(i, j int) int { return compare(places[i], places[j]) })
	return three[1]
}
