package web

import (
	"slices"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// A passage is somebody's words as a reader sees them: in the reader's language
// where they were written in it or those whose words they are approved a
// translation, else as they were written, with a mark.
type passage struct {
	text
	Mark   string // which it is; "" for words that were written in the reader's language
	Others []otherWords
	More   string  // how many those are, in words
	Open   bool    // they are to be read too
	Pieces []piece // the same words, where sides have readings of their own in them; else none
}

// A piece is shared words, or the readings of the sides.
type piece struct {
	Words    string
	Readings []readingOf
}

type readingOf struct {
	Side  namedSide
	Words string
}

// otherWords are the same in another language.
type otherWords struct {
	Language string // and what the words are in it: original, translation
	text
}

// title returns the words of a writing where there is no room for more.
func (v *visitor) title(w dialogue.Writing) text {
	words, l, _ := w.In(dialogue.Language(v.Language()))
	return v.words(words, l)
}

// passage returns a writing. Translations that nobody has approved are shown to
// those who can approve them, as what they are, and to nobody else.
func (v *visitor) passage(w dialogue.Writing, theirs bool) passage {
	words, shown, translated := w.In(dialogue.Language(v.Language()))
	p := passage{text: v.words(words, shown)}
	original := v.LanguageName(string(w.Original))
	switch {
	case words == "":
		return p
	case translated:
		p.Mark = v.Text("writing.translated", "Language", original)
	case string(shown) != string(v.Language()):
		p.Mark = v.Text("writing.original", "Language", original)
	}
	for _, l := range dialogue.Languages() {
		words, label := w.Text[l], locale.Key("writing.translation_in")
		switch {
		case l == shown || words == "":
			continue
		case l == w.Original:
			label = "writing.original_in"
		case !slices.Contains(w.Approved, l):
			if !theirs {
				continue
			}
			label = "writing.unapproved_in"
		}
		p.Others = append(p.Others, otherWords{v.Text(label, "Language", v.LanguageName(string(l))), v.words(words, l)})
	}
	if len(p.Others) > 0 {
		p.More = v.Count("writing.others", len(p.Others))
	}
	return p
}

// jointPassage returns words of all sides, with the readings of each in the order
// of list.
func (v *visitor) jointPassage(w dialogue.Writing, list sideList) passage {
	p := v.passage(w, true)
	all, err := dialogue.Brackets(p.Words, list.ids())
	if err != nil || len(all) < 2 && (len(all) == 0 || all[0].Alternatives == nil) {
		return p
	}
	for _, one := range all {
		next := piece{Words: one.Text}
		for _, side := range list {
			for _, a := range one.Alternatives {
				if a.Side == side.ID {
					next.Readings = append(next.Readings, readingOf{side, a.Text})
				}
			}
		}
		p.Pieces = append(p.Pieces, next)
	}
	return p
}

// A writingField asks for words in the language in which they are written, and
// for translations.
type writingField struct {
	*locale.Printer
	Name, Legend string
	Languages    []pick // in which they can be written
	First        translationField
	Others       []translationField
	Open         bool   // a translation is there
	Tick         string // what ticking a translation means; "" where there is nothing to tick
	Rows         int    // 1 for a single line
}

type translationField struct {
	textField
	Approved bool
	Rows     int
}

// writingField asks for a writing; name begins the names of its fields.
func (v *visitor) writingField(name string, legend locale.Key, w dialogue.Writing, rows int) writingField {
	if w.Original == "" {
		w.Original = v.writesIn()
	}
	if words, l := w.Text.In(w.Original); words != "" { // of what was typed, in whatever language
		w.Original = l
	}
	f := writingField{Printer: v.Printer, Name: name, Legend: v.Text(legend), Languages: v.languagePicks(string(w.Original)), Rows: rows}
	for _, l := range dialogue.Languages() {
		one := translationField{textField{name + "_" + string(l), v.LanguageName(string(l)), string(l), w.Text[l]}, slices.Contains(w.Approved, l), rows}
		if l == w.Original {
			f.First = one
			continue
		}
		f.Others = append(f.Others, one)
		f.Open = f.Open || one.Value != ""
	}
	return f
}

// ownField is a writingField for words of the visitor's own side, whose co-chair
// approves translations.
func (v *visitor) ownField(name string, legend locale.Key, w dialogue.Writing, rows int) writingField {
	f := v.writingField(name, legend, w, rows)
	if v.who.Role == dialogue.CoChair {
		f.Tick = v.Text("writing.approve")
	}
	return f
}

// writesIn is the language in which the visitor most likely writes: that of the
// page, or the first of the visitor's side.
func (v *visitor) writesIn() dialogue.Language {
	l := dialogue.Language(v.Language())
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return l
	}
	for _, s := range sides {
		if s.ID == v.who.Side && len(s.Languages) > 0 && !slices.Contains(s.Languages, l) {
			return s.Languages[0]
		}
	}
	return l
}

// writing returns what was sent for a writingField.
func (v *visitor) writing(name string) dialogue.Writing {
	w := dialogue.Writing{Original: dialogue.Language(v.field(name + "_in")), Text: v.text(name)}
	for _, l := range v.r.PostForm[name+"_approved"] {
		w.Approved = append(w.Approved, dialogue.Language(l))
	}
	return w
}
