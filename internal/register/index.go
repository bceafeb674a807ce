package register

import (
	"encoding/binary"
	"slices"
	"strings"

	"parley/internal/language"
)

// An index finds the places of texts by the words in them. A place is a number that
// is given once; texts are added in the order of their places.
type index struct {
	terms  map[string]*term
	sorted []*term // by text; those that came later stand in fresh
	fresh  []*term
	known  [2]map[string][]*term // words as they were written, met lately and before
}

// A term is a form of a word (see package language) with the places where it is: for
// each the step from the place before, and in the lowest bit whether it stands in the
// title.
type term struct {
	text  string
	after uint32 // the last place is the one before this
	steps []byte
}

// What a text has of a word.
const (
	absent = iota
	within
	inTitle
)

// mostKnown is half of how many words are remembered.
const mostKnown = 1 << 16

// mostFresh is how many terms are looked through one by one before they are sorted in.
const mostFresh = 1 << 11

// mostWords is how many words of a query count.
const mostWords = 32

// shortestPrefix is how many letters the last word of a query has at least to be
// taken for the beginning of one.
const shortestPrefix = 3

// add notes the words of a text at a place. A place's title comes before its other
// texts.
func (x *index) add(place uint32, text string, title bool) {
	for raw := range language.Split(text) {
		for _, t := range x.termsOf(raw) {
			if t.after != place+1 { // else it has it: from the title, if it is there
				t.append(place, title)
			}
		}
	}
}

// termsOf returns the terms of a word as it is written. To read a word takes long, so
// that those met lately are remembered.
func (x *index) termsOf(raw string) []*term {
	terms, ok := x.known[0][raw]
	if ok {
		return terms
	}
	if terms, ok = x.known[1][raw]; !ok {
		for _, form := range language.Read(raw).Forms() {
			terms = append(terms, x.term(form))
		}
	}
	if x.known[0] == nil || len(x.known[0]) >= mostKnown {
		x.known = [2]map[string][]*term{{}, x.known[0]}
	}
	x.known[0][strings.Clone(raw)] = terms
	return terms
}

// term returns the term of a form, a new one where there is none.
func (x *index) term(form string) *term {
	t := x.terms[form]
	if t != nil {
		return t
	}
	if x.terms == nil {
		x.terms = map[string]*term{}
	}
	t = &term{text: strings.Clone(form)}
	x.terms[t.text] = t
	if x.fresh = append(x.fresh, t); len(x.fresh) > mostFresh {
		x.sortIn()
	}
	return t
}

func (t *term) append(place uint32, title bool) {
	step := uint64(place+1-t.after) << 1
	if title {
		step |= 1
	}
	t.steps = binary.AppendUvarint(t.steps, step)
	t.after = place + 1
}

// each calls yield with every place of a term.
func (t *term) each(yield func(place uint32, title bool)) {
	after := uint32(0)
	for b := t.steps; len(b) > 0; {
		step, n := uint64(b[0]), 1
		if step >= 1<<7 {
			step, n = binary.Uvarint(b)
		}
		b = b[n:]
		after += uint32(step >> 1)
		yield(after-1, step&1 == 1)
	}
}

// match returns for every place below places what it has of all the words of a
// query: inTitle where its title has every word, within where it has every word. It
// returns nil where the query has no word.
func (x *index) match(query string, places int) []uint8 {
	words := language.Words(query)
	if len(words) == 0 {
		return nil
	}
	words = words[:min(len(words), mostWords)]
	var all []uint8
	for i, w := range words {
		found := make([]uint8, places)
		for _, form := range w.Forms() {
			if t := x.terms[form]; t != nil {
				t.mark(found)
			}
		}
		if i == len(words)-1 {
			for _, spelled := range w.Spelled {
				x.markPrefix(found, spelled)
			}
		}
		if all == nil {
			all = found
			continue
		}
		for place, what := range found {
			all[place] = min(all[place], what)
		}
	}
	return all
}

func (t *term) mark(found []uint8) {
	t.each(func(place uint32, title bool) {
		if title {
			found[place] = inTitle
		} else {
			found[place] = max(found[place], within)
		}
	})
}

func (x *index) markPrefix(found []uint8, prefix string) {
	if len([]rune(prefix)) < shortestPrefix {
		return
	}
	from, _ := slices.BinarySearchFunc(x.sorted, prefix, func(t *term, p string) int { return strings.Compare(t.text, p) })
	for _, t := range x.sorted[from:] {
		if !strings.HasPrefix(t.text, prefix) {
			break
		}
		t.mark(found)
	}
	for _, t := range x.fresh {
		if strings.HasPrefix(t.text, prefix) {
			t.mark(found)
		}
	}
}

// sortIn moves fresh terms to where they belong.
func (x *index) sortIn() {
	byText := func(a, b *term) int { return strings.Compare(a.text, b.text) }
	slices.SortFunc(x.fresh, byText)
	old, all := x.sorted, make([]*term, 0, len(x.sorted)+len(x.fresh))
	for _, t := range x.fresh {
		n, _ := slices.BinarySearchFunc(old, t, byText)
		all = append(append(all, old[:n]...), t)
		old = old[n:]
	}
	x.sorted, x.fresh = append(all, old...), nil
}

// gone is the new place of what is there no more.
const gone = ^uint32(0)

// compact renumbers places, which keep their order, and forgets those that are gone
// with the terms that only they had.
func (x *index) compact(places []uint32) {
	kept := map[string]*term{} // a map does not shrink by itself
	x.sorted, x.fresh, x.known = nil, nil, [2]map[string][]*term{}
	for _, t := range x.terms {
		old := *t
		t.after, t.steps = 0, make([]byte, 0, len(old.steps))
		old.each(func(place uint32, title bool) {
			if to := places[place]; to != gone {
				t.append(to, title)
			}
		})
		if len(t.steps) > 0 {
			t.steps = slices.Clip(t.steps)
			kept[t.text], x.fresh = t, append(x.fresh, t)
		}
	}
	x.terms = kept
	x.sortIn()
}
