package exchange

import (
	"strings"

	"parley/internal/dialogue"
)

// A cell that holds several items has "; " between them, and an item that has
// several parts " | ". Where these signs belong to a text, a backslash stands before
// them, and before a backslash:
//
//	anm | role.en: partner; eap-csf | role.hy: գործընկեր
//	kind: press | grade: C | date: 2010-11 | what.en: Bread\; salt
//
// The words of an item are listed by language, the original first.

var (
	escapeItem = strings.NewReplacer(`\`, `\\`, `;`, `\;`)
	escapePart = strings.NewReplacer(`\`, `\\`, `;`, `\;`, `|`, `\|`)
)

// unescape takes the backslashes away again.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`\;|`, s[i+1]) >= 0 {
			i++
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

// splitAt takes a cell apart at a sign that has no backslash before it. Spaces
// around the pieces are dropped; backslashes stay.
func splitAt(s string, sign byte) []string {
	if strings.IndexByte(s, sign) < 0 {
		return []string{strings.TrimSpace(s)}
	}
	var out []string
	from := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case sign:
			out = append(out, strings.TrimSpace(s[from:i]))
			from = i + 1
		}
	}
	return append(out, strings.TrimSpace(s[from:]))
}

// items takes a cell apart into items, without empty ones.
func items(cell string) []string {
	if cell == "" {
		return nil
	}
	out := splitAt(cell, ';')
	kept := out[:0]
	for _, item := range out {
		if item != "" {
			kept = append(kept, item)
		}
	}
	return kept
}

// A partWriter writes the parts of one item; those that hold nothing are left out.
type partWriter struct{ strings.Builder }

func (w *partWriter) head(text string) { w.WriteString(escapePart.Replace(text)) }

func (w *partWriter) part(name, text string) {
	if text == "" {
		return
	}
	if w.Len() > 0 {
		w.WriteString(" | ")
	}
	w.WriteString(name + ": ")
	w.WriteString(escapePart.Replace(text))
}

func (w *partWriter) writing(name string, words dialogue.Writing) {
	for _, l := range shownLanguages(words) {
		w.part(name+string(l), words.Text[l])
	}
}

// A part of an item is what stands before and after its first colon.
type part struct{ name, text string }

// partsIn takes an item apart.
func partsIn(item string) []part {
	pieces := splitAt(item, '|')
	out := make([]part, 0, len(pieces))
	for _, piece := range pieces {
		name, text, _ := strings.Cut(piece, ":")
		out = append(out, part{strings.TrimSpace(name), unescape(strings.TrimSpace(text))})
	}
	return out
}

// headAndParts takes an item apart whose first part has no name.
func headAndParts(item string) (string, []part) {
	pieces := splitAt(item, '|')
	if len(pieces) == 1 {
		return unescape(item), nil
	}
	return unescape(pieces[0]), partsIn(strings.TrimSpace(item[len(pieces[0]):])[1:])
}

// addWords takes over a part that is words in one language, if it is one: its name
// is the prefix and a language. The first language is the original, the others are
// its translations.
func addWords(w *dialogue.Writing, prefix string, p part) bool {
	l, ok := strings.CutPrefix(p.name, prefix)
	if !ok || !dialogue.KnownLanguage(dialogue.Language(l)) {
		return false
	}
	if p.text == "" {
		return true
	}
	if w.Text == nil {
		w.Original, w.Text = dialogue.Language(l), dialogue.Text{}
	}
	w.Text[dialogue.Language(l)] = p.text
	*w = allApproved(*w)
	return true
}

// allApproved marks every translation as approved: whoever approves the record
// approves all of it.
func allApproved(w dialogue.Writing) dialogue.Writing {
	w.Approved = nil
	for _, l := range dialogue.Languages() {
		if l != w.Original && w.Text[l] != "" {
			w.Approved = append(w.Approved, l)
		}
	}
	return w
}
