package language

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// apostrophes are what people type inside words: also the Armenian one, and letters
// that stand for it.
const apostrophes = "'’‘‛ʼʻ՚"

// joiners are part of a word and invisible; they are dropped.
const joiners = "\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff"

// Split yields the words of a text as they are written: letters and digits with
// their marks, and apostrophes between them. Whoever reads much remembers what [Read]
// returned for them: most of a text is a few thousand words.
func Split(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, end := -1, -1 // of the word, its end after its last letter
		for i, r := range text {
			switch {
			case isLetter(r):
				if start < 0 {
					start = i
				}
				end = i + utf8.RuneLen(r)
			case start >= 0 && (r == '\'' || r >= utf8.RuneSelf && strings.ContainsRune(apostrophes+joiners, r)):
				if i > end && !unseen(text[end:i]) { // two in a row end it
					if !yield(text[start:end]) {
						return
					}
					start = -1
				}
			case start >= 0:
				if !yield(text[start:end]) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield(text[start:end])
		}
	}
}

// unseen reports whether a text consists of joiners.
func unseen(text string) bool { return strings.Trim(text, joiners) == "" }

// isLetter reports whether r is part of a word: a letter, a digit, or a mark on one.
func isLetter(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	case 'Ā' <= r && r <= 'ɏ', 'А' <= r && r <= 'я', 'Ա' <= r && r <= 'Ֆ', 'ա' <= r && r <= 'և':
		return true // most text is here
	case strings.ContainsRune(apostrophes, r), r == utf8.RuneError:
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || armenianMark(r)
}

// armenianMark reports whether r is one of ՛ ՜ ՞ ՟, which stand inside the word that
// they stress, shout, ask or shorten.
func armenianMark(r rune) bool { return r == '՛' || r == '՜' || r == '՞' || r == '՟' }

// Read returns what a word that [Split] yielded can be. It can be nothing: a mark
// alone.
func Read(raw string) Word {
	var w Word
	w.spell(fold(raw)) // without any apostrophe
	if at := strings.IndexAny(raw, apostrophes); at > 0 {
		if cut := fold(raw[:at]); utf8.RuneCountInString(cut.text) >= shortest {
			w.spell(cut)
		}
	}
	w.Stems = slices.DeleteFunc(w.Stems, func(s string) bool { return slices.Contains(w.Spelled, s) })
	return w
}

// spell adds what one spelling can be.
func (w *Word) spell(f folded) {
	if f.text == "" {
		return
	}
	add := func(to *[]string, all ...string) {
		for _, s := range all {
			if s != "" && !slices.Contains(*to, s) {
				*to = append(*to, s)
			}
		}
	}
	switch f.script {
	case armenian:
		add(&w.Spelled, f.text)
		add(&w.Stems, armenianStems(f.text)...)
	case cyrillic:
		if f.may(russian) {
			add(&w.Spelled, f.text)
			add(&w.Stems, russianStem(f.text))
		}
		if f.may(azerbaijani) {
			plain := fromCyrillic(f.text)
			add(&w.Spelled, plain)
			add(&w.Stems, azerbaijaniStems(plain)...)
		}
	case latin:
		add(&w.Spelled, f.text)
		if f.may(english) {
			add(&w.Stems, englishStem(f.text))
		}
		if f.may(azerbaijani) {
			add(&w.Stems, azerbaijaniStems(f.text)...)
		}
	default:
		add(&w.Spelled, f.text)
	}
}
