package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longest is how many letters of a word count.
const longest = 64

// The scripts that are known; 0 is any other, and numbers.
const (
	latin = iota + 1
	cyrillic
	armenian
)

// Languages in which a word can be read.
const (
	azerbaijani = 1 << iota
	english
	russian
)

// A folded word: Cyrillic is not yet turned to Latin.
type folded struct {
	text    string
	script  int
	reading int // the languages in which it can be read
}

func (f folded) may(language int) bool { return f.reading&language != 0 }

// Fold returns a word as searches compare it: in small letters, without marks and
// apostrophes. Cyrillic that can only be Azerbaijani is turned to Latin.
func Fold(word string) string {
	f := fold(word)
	if f.script == cyrillic && !f.may(russian) {
		return fromCyrillic(f.text)
	}
	return f.text
}

func fold(word string) folded {
	if !norm.NFKC.IsNormalString(word) {
		word = norm.NFKC.String(word)
	}
	small := strings.Map(smallLetter, word)
	f := folded{script: scriptOf(small)}
	var b strings.Builder
	b.Grow(len(small))
	n := 0
	for _, r := range small {
		r = plain(sameScript(r, f.script))
		if r < 0 {
			continue
		}
		if n++; n > longest {
			break
		}
		b.WriteRune(r)
	}
	f.text = b.String()
	switch f.script {
	case latin:
		f.reading = readingOfLatin(small, f.text)
	case cyrillic:
		f.reading = readingOfCyrillic(f.text)
		f.text = strings.ReplaceAll(f.text, "ё", "е")
	case armenian:
		f.text = strings.ReplaceAll(f.text, "եվ", "եւ")
	}
	return f
}

// smallLetter returns the small letter that a letter and all its variants in either
// case share; what is no part of a word is dropped.
func smallLetter(r rune) rune {
	switch {
	case r < utf8.RuneSelf && 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r == 'İ', r == 'ı':
		return 'i'
	case armenianMark(r), !isLetter(r):
		return -1
	}
	return unicode.ToLower(unicode.ToUpper(r))
}

// scriptOf returns the script of most letters of a word. What is in both as in
// [sameScript] hardly counts.
func scriptOf(small string) int {
	counts := [armenian + 1]int{}
	for _, r := range small {
		script := 0
		switch {
		case 'a' <= r && r <= 'z', r >= 'ß' && r < 'ʰ', r >= 'Ḁ' && r <= 'ỿ':
			script = latin
		case r >= 'Ѐ' && r <= 'ԯ':
			script = cyrillic
		case r >= 'Ա' && r <= 'և':
			script = armenian
		}
		if counts[script] += longest; strings.ContainsRune("əhjәһј", r) {
			counts[script] -= longest - 1
		}
	}
	counts[0] = 0
	most := 0
	for script := range counts {
		if counts[script] > counts[most] {
			most = script
		}
	}
	return most
}

// sameScript returns the letter of a script for that of another which looks the same
// and is typed where a keyboard lacks it.
func sameScript(r rune, script int) rune {
	switch {
	case script == latin && r == 'ә':
		return 'ə'
	case script == latin && r == 'һ':
		return 'h'
	case script == latin && r == 'ј':
		return 'j'
	case script == cyrillic && r == 'ə':
		return 'ә'
	case script == cyrillic && r == 'h':
		return 'һ'
	case script == cyrillic && r == 'j':
		return 'ј'
	}
	return r
}

// plain returns a small letter without its marks, or -1 for a mark. Cyrillic й is a
// letter, and ё still says that a word is Russian.
func plain(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return r
	case r == 'ə':
		return 'e'
	case unicode.IsMark(r):
		return -1
	case r < 'Ѐ', r >= 'Ḁ' && r <= '\u1fff':
		if d := norm.NFD.PropertiesString(string(r)).Decomposition(); d != nil {
			base, _ := utf8.DecodeRune(d)
			return base
		}
	}
	return r
}

// readingOfLatin says in which languages a Latin word can be.
func readingOfLatin(small, text string) int {
	switch {
	case strings.ContainsAny(small, "əğşçöü"):
		return azerbaijani
	case strings.Contains(text, "w"), strings.Contains(text, "th"), strings.Contains(text, "ck"), strings.Contains(text, "tion"):
		return english
	}
	return english | azerbaijani
}

// readingOfCyrillic says in which languages a Cyrillic word can be.
func readingOfCyrillic(text string) int {
	switch {
	case strings.ContainsAny(text, "әғҝөүһҹј"):
		return azerbaijani
	case strings.ContainsAny(text, "ёйцщъьэюя"):
		return russian
	}
	return russian | azerbaijani
}
