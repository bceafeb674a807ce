// Package language knows what the words of Armenian, Azerbaijani, Russian and
// English have in common for whoever searches for them.
//
// A [Word] is a list of forms: ways in which it can be spelled, and stems that it
// can have. Two words are the same to a search when they share a form. A list, not
// one stem, because nobody says in which language a word is: "мост" can be Russian
// or Azerbaijani, "ideal" Azerbaijani or English, and "Azərbaycanda" ends in -da or
// in -nda. All readings are kept, so that searches rather find too much.
//
// A spelling is folded: compatibility forms (NFKC) in small letters, without marks.
//
//	Latin        ə→e, ı→i and every letter with a mark to the one without, so that
//	             I, İ, i and ı are one letter and "Seki" finds "Şəki"
//	Cyrillic     ё→е; Azerbaijani letter for letter to Latin (table A2 of the
//	             BGN/PCGN system of 1993), so that either script finds the other
//	Armenian     և and եվ→եւ; the marks ՛ ՜ ՞ ՟ inside a word are dropped
//
// A Cyrillic word with ә ғ ҝ ө ү һ ҹ or ј is Azerbaijani, one with й ц щ ъ ь э ю я
// or ё, and none of those, is Russian; any other can be both. A Latin word with one
// of ə ğ ş ç ö ü is Azerbaijani, one with w, th, ck or tion is English.
//
// An apostrophe inside a word, as in "Bakı'da" or "мә'на", divides a name from its
// suffix or is a letter of old spelling: the word is read without the apostrophe,
// and also cut at it. Hyphens divide words.
//
// Stems are those of Snowball for Russian and English. In Armenian and Azerbaijani
// suffixes are taken off in the order in which the language puts them on, each
// possible reading giving one more stem:
//
//	Azerbaijani  particle (-dır -la -ca), case, possessive, plural, each at most once;
//	             q and k, which soften before a vowel, are as in the plain word
//	             (uşağı, uşaq)
//	Armenian     article or possessive (-ը -ն -ս -դ), case, plural, each at most once;
//	             -ության and -ությամբ are cases of -ություն
//
// A stem has three letters or more, one of them a vowel. Vowels that a suffix
// removes (գիր, գրի) are not put back.
//
// What is folded is for comparing only, never for showing.
package language

import "slices"

// A Word is one word of a text as searches know it.
type Word struct {
	Spelled []string // as written, folded; more than one where it can be read in several ways
	Stems   []string // what it can be a form of, besides Spelled
}

// Forms returns the spellings and the stems of a word.
func (w Word) Forms() []string { return slices.Concat(w.Spelled, w.Stems) }

// Same reports whether a search for one of two words finds the other.
func (w Word) Same(other Word) bool {
	forms := other.Forms()
	return slices.ContainsFunc(w.Forms(), func(form string) bool { return slices.Contains(forms, form) })
}

// Words returns the words of a text, in their order.
func Words(text string) []Word {
	var all []Word
	for raw := range Split(text) {
		if w := Read(raw); len(w.Spelled) > 0 {
			all = append(all, w)
		}
	}
	return all
}

// Tokens returns the forms of all words of a text, each once, in the order in which
// they come.
func Tokens(text string) []string {
	var all []string
	seen := map[string]bool{}
	for _, w := range Words(text) {
		for _, form := range w.Forms() {
			if !seen[form] {
				seen[form] = true
				all = append(all, form)
			}
		}
	}
	return all
}
