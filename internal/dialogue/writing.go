package dialogue

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"parley/internal/fault"
)

// A Writing is words in the language in which they were written, with their
// translations. A translation is shown only when those whose words they are
// have approved it; otherwise the original stands, with a mark.
//
// A side's own words are approved in another language by a co-chair of the side,
// who writes them with that translation ticked. Words of all sides need no mark of
// their own: consents and approvals cover every language of them, so that all count
// as approved as long as the words stand.
type Writing struct {
	Original Language   `json:"original,omitempty"`
	Text     Text       `json:"text,omitempty"`
	Approved []Language `json:"approved,omitempty"` // translations, in the order of Languages
}

// In returns the words as a reader of l gets them: the original, or a
// translation that is approved. It says in which language they are, and whether
// they are a translation.
func (w Writing) In(l Language) (text string, in Language, translated bool) {
	if l != w.Original && w.Text[l] != "" && slices.Contains(w.Approved, l) {
		return w.Text[l], l, true
	}
	return w.Text[w.Original], w.Original, false
}

// Empty reports whether nothing is written.
func (w Writing) Empty() bool { return w.Text[w.Original] == "" }

// Words returns how many words the longest of its languages has.
func (w Writing) Words() int {
	most := 0
	for _, text := range w.Text {
		most = max(most, Words(text))
	}
	return most
}

// Words counts the words of a text: runs of letters and digits. What holds parts
// of a word together, as in "co-chair" or "Bakı'da", does not end it.
func Words(text string) int {
	return len(strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("'’-‑՚"+joiners, r)
	}))
}

// CleanWriting tidies words in every language and checks that none has more than
// longest characters. It is empty where nothing was written; otherwise the
// original must be there, and is the only language where there is one.
func CleanWriting(w Writing, longest int) (Writing, error) {
	text, err := cleanText(w.Text, longest, nil)
	if err != nil || len(text) == 0 {
		return Writing{}, err
	}
	if len(text) == 1 {
		for only := range text {
			w.Original = only
		}
	}
	if text[w.Original] == "" {
		return Writing{}, fault.New(fault.Invalid, "refusal.writing_original")
	}
	out := Writing{Original: w.Original, Text: text}
	for _, l := range out.translations() {
		if slices.Contains(w.Approved, l) {
			out.Approved = append(out.Approved, l)
		}
	}
	return out, nil
}

// translations returns the languages that w has besides the original.
func (w Writing) translations() []Language {
	var all []Language
	for _, l := range Languages() {
		if l != w.Original && w.Text[l] != "" {
			all = append(all, l)
		}
	}
	return all
}

// same reports whether two writings say the same in the same languages,
// whatever is approved.
func (w Writing) same(other Writing) bool {
	return w.Original == other.Original && maps.Equal(w.Text, other.Text)
}

// ofAll returns w as words of all sides.
func (w Writing) ofAll() Writing {
	w.Approved = w.translations()
	return w
}

// ofSide returns w as words that somebody wrote for a side, in place of before.
// What a co-chair ticked is approved; else what was, where neither the original
// nor the translation is another one.
func (w Writing) ofSide(by Viewer, before Writing) Writing {
	if by.Role == CoChair {
		return w
	}
	kept := w.Original == before.Original && w.Text[w.Original] == before.Text[w.Original]
	w.Approved = slices.DeleteFunc(w.translations(), func(l Language) bool {
		return !kept || w.Text[l] != before.Text[l] || !slices.Contains(before.Approved, l)
	})
	return w
}

// cleanJoint is CleanWriting for words of all sides, whose alternatives must be
// well formed in every language.
func cleanJoint(w Writing, longest int, sides []SideID) (Writing, error) {
	w, err := CleanWriting(w, longest)
	if err != nil {
		return w, err
	}
	for _, l := range Languages() {
		if _, err := Brackets(w.Text[l], sides); err != nil {
			return w, err
		}
	}
	return w.ofAll(), nil
}

// cleanLine is CleanWriting for words on one line.
func cleanLine(w Writing, longest int) (Writing, error) {
	w.Text = oneLine(w.Text)
	return CleanWriting(w, longest)
}
