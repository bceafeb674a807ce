package web

import (
	"slices"
	"strings"
	"unicode/utf8"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// A recordLink leads to a record from a view.
type recordLink struct {
	Title text
	Href  string
	Mark  string // why its words are not to be taken for approved ones; "" for nothing
}

// link leads to one of the records of the view.
func (w *drawn) link(i int) recordLink {
	r := w.records[i]
	l := recordLink{Title: w.shownTitle(w.d, r), Href: w.at(recordPath(w.d.Name, r.Key, ""))}
	switch {
	case r.State == register.Draft:
		l.Mark = w.Text("registers.draft")
	case r.Origin == register.Simulated:
		l.Mark = w.Text("registers.simulated")
	}
	return l
}

func (w *drawn) links(all []int) []recordLink {
	var links []recordLink
	for _, i := range all {
		links = append(links, w.link(i))
	}
	return links
}

// titleAt returns the title of a record to which others link, if the visitor sees it.
func (w *drawn) titleAt(name register.Name, key string) (text, bool) {
	if len(w.shown) == 0 {
		return text{}, false
	}
	title, ok := w.shown[0].Titles[name][key] // all records share them
	if !ok || title.ID == 0 {
		return text{}, false
	}
	if words := w.title(title.Words); words.Words != "" {
		return words, true
	}
	return text{Words: key}, true
}

// valueName names an option, or a record that a link leads to; "" is that nothing is
// said.
func (w *drawn) valueName(f register.Field, value string) text {
	if value == "" {
		return text{Words: w.Text("view.nothing_said"), Known: true}
	}
	if to := f.LeadsTo(); to != "" {
		if title, ok := w.titleAt(to, value); ok {
			return title
		}
		return text{Words: value}
	}
	return w.optionWords(f, value)
}

// fieldName names a field of the register.
func (w *drawn) fieldName(name string) text {
	f, _ := w.d.Field(name)
	return w.fieldLabel(f)
}

// saidBy returns what a record says in a field, in the columns with the side.
func (w *drawn) saidBy(i int, f register.Field) []saying {
	r := w.records[i]
	if !f.PerSide {
		return w.saying(i, f, "", seenAs(r)[f.Name])
	}
	var all []saying
	for _, side := range w.sidesFor(f) {
		all = append(all, w.saying(i, f, side.ID, r.Columns[side.ID][f.Name])...)
	}
	return all
}

// sidesFor returns the sides in the order in which a field has them: with each field
// the next is first.
func (w *drawn) sidesFor(f register.Field) sideList {
	if len(w.sides) == 0 {
		return nil
	}
	first := slices.IndexFunc(w.d.Fields, func(o register.Field) bool { return o.Name == f.Name }) % len(w.sides)
	return slices.Concat(w.sides[first:], w.sides[:first])
}

// A saying is what a field of a record says, of a column with its side.
type saying struct {
	Field text
	Side  *namedSide // nil for a shared field
	Value valueView
}

func (w *drawn) saying(i int, f register.Field, side dialogue.SideID, value register.Value) []saying {
	shown := w.registerValue(w.d, f, value, w.shown[i])
	if shown.Empty() {
		return nil
	}
	s := saying{Field: w.fieldLabel(f), Value: shown}
	if side != "" {
		named := w.sides.side(side)
		s.Side = &named
	}
	return []saying{s}
}

// fieldsShown are the fields that the view shows; where it names none, all but the
// title and those left out.
func (w *drawn) fieldsShown(but ...string) []register.Field {
	var all []register.Field
	for _, f := range w.d.Fields {
		wanted := slices.Contains(w.view.Show, f.Name)
		if len(w.view.Show) == 0 {
			wanted = f.Is != "title" && !slices.Contains(but, f.Name)
		}
		if wanted {
			all = append(all, f)
		}
	}
	return all
}

// begun returns the beginning of words that are too long for their place, in letters.
func begun(words string, most int) string {
	words = strings.Join(strings.Fields(words), " ")
	if utf8.RuneCountInString(words) <= most {
		return words
	}
	return strings.TrimRight(string([]rune(words)[:max(most-1, 0)]), " ,;:.–-") + "…"
}
