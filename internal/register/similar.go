package register

import (
	"cmp"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/language"
)

// What a match weighs, by where it is. It never depends on how often a word is in the
// register: that would let hidden records be guessed (R5).
const (
	weightChosen  = 6 // an option that was chosen with the plan
	weightNamed   = 4 // an option that the plan names
	weightTitle   = 3
	weightSummary = 2
	weightText    = 1
)

// A Plan is what somebody means to do, in plain words of any language, and values
// chosen of choice, place and link fields.
type Plan struct {
	Words   string
	Choices map[string][]string
}

// A Match is a record that is like a plan, and why.
type Match struct {
	Record  int
	Score   int
	Words   []string     // of the plan, as it has them
	Options []ValueMatch // that the plan names, or for which it was asked
}

// A ValueMatch is a value of a field.
type ValueMatch struct{ Field, Value string }

// Similar returns the records that are like a plan, the most like first, then by key.
// A word of the plan counts once for a record, by the field of most weight that has it.
// It warns of what happened before; it forbids nothing (S64).
func (d *Definition) Similar(p Plan, all []Record, most int) []Match {
	look := looking{d: d, words: planWords(p.Words), chosen: p.Choices, known: map[string]language.Word{}}
	look.nameOptions()
	var found []Match
	for i, r := range all {
		if m := look.match(r); m.Score > 0 {
			m.Record = i
			found = append(found, m)
		}
	}
	slices.SortFunc(found, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(all[a.Record].Key, all[b.Record].Key))
	})
	return found[:min(len(found), most)]
}

// A planWord is a word as it was written, with its forms.
type planWord struct {
	written string
	forms   []string
}

// planWords returns the words of a plan that say something, each once.
func planWords(text string) []planWord {
	var all []planWord
	known := map[string]bool{}
	for written := range language.Split(text) {
		forms, plain := formsOf(written)
		if len(plain) > 0 && !known[plain[0]] && !stopped(plain) {
			known[plain[0]] = true
			all = append(all, planWord{written, forms})
		}
	}
	return all
}

// formsOf returns all forms of the words of a text, and their spellings.
func formsOf(text string) (forms, spelled []string) {
	for _, w := range language.Words(text) {
		forms, spelled = append(forms, w.Forms()...), append(spelled, w.Spelled...)
	}
	return forms, spelled
}

// looking is a plan on its way through a register.
type looking struct {
	d      *Definition
	words  []planWord
	chosen map[string][]string
	named  map[ValueMatch]bool
	known  map[string]language.Word // words that were read before
}

// nameOptions finds the options that the plan names, in any language.
func (l *looking) nameOptions() {
	l.named = map[ValueMatch]bool{}
	for _, f := range l.d.Fields {
		if f.Type != Choice && f.Type != Place {
			continue
		}
		for _, o := range f.Options {
			for _, lang := range dialogue.Languages() {
				if l.names(o.Label[lang]) {
					l.named[ValueMatch{f.Name, o.Value}] = true
				}
			}
		}
	}
}

// names reports whether the plan has every word of a label.
func (l *looking) names(label string) bool {
	n, found := 0, 0
	for _, part := range planWords(label) {
		n++
		has := map[string]bool{}
		for _, form := range part.forms {
			has[form] = true
		}
		if slices.ContainsFunc(l.words, func(w planWord) bool { return w.in(has) }) {
			found++
		}
	}
	return n > 0 && found == n
}

func (w planWord) in(has map[string]bool) bool {
	return slices.ContainsFunc(w.forms, func(form string) bool { return has[form] })
}

func (l *looking) forms(texts ...string) map[string]bool {
	has := map[string]bool{}
	for _, text := range texts {
		for raw := range language.Split(text) {
			w, ok := l.known[raw]
			if !ok {
				w = language.Read(raw)
				l.known[raw] = w
			}
			if stopped(w.Spelled) {
				continue
			}
			for _, form := range w.Forms() {
				has[form] = true
			}
		}
	}
	return has
}

func (l *looking) match(r Record) Match {
	var m Match
	weight := make([]int, len(l.words))
	for _, f := range l.d.Fields {
		switch f.Type {
		case Text:
			has := l.forms(textsOf(r, f.Name)...)
			for i, w := range l.words {
				if w.in(has) {
					weight[i] = max(weight[i], f.weight())
				}
			}
		case Choice, Place, LinkType, Term:
			l.matchValues(&m, f, valuesAt(r, f.Name))
		}
	}
	for i, w := range l.words {
		if m.Score += weight[i]; weight[i] > 0 {
			m.Words = append(m.Words, w.written)
		}
	}
	return m
}

// matchValues counts the values of a field that were chosen or are named.
func (l *looking) matchValues(m *Match, f Field, values []string) {
	for _, value := range values {
		v := ValueMatch{f.Name, value}
		switch {
		case value != "" && slices.Contains(l.chosen[f.Name], value):
			m.Score += weightChosen
		case l.named[v]:
			m.Score += weightNamed
		default:
			continue
		}
		m.Options = append(m.Options, v)
	}
}

func (f Field) weight() int {
	switch f.Is {
	case "title":
		return weightTitle
	case "summary":
		return weightSummary
	}
	return weightText
}

// textsOf returns what a field says, in every language.
func textsOf(r Record, field string) []string {
	var all []string
	for _, v := range everyValue(r, field) {
		for _, w := range v.Texts {
			for _, l := range dialogue.Languages() {
				if w.Text[l] != "" {
					all = append(all, w.Text[l])
				}
			}
		}
	}
	return all
}
