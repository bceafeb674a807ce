package language

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// shortest is how many letters a stem has at least.
const shortest = 3

// latinOf has the Latin letter for each Azerbaijani Cyrillic one, folded as Latin
// is. The last line has letters that went out of use in 1958.
var latinOf = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "q", "ғ", "g", "д", "d", "е", "e", "ә", "e", "ж", "j", "з", "z",
	"и", "i", "ы", "i", "ј", "y", "к", "k", "ҝ", "g", "л", "l", "м", "m", "н", "n", "о", "o", "ө", "o",
	"п", "p", "р", "r", "с", "s", "т", "t", "у", "u", "ү", "u", "ф", "f", "х", "x", "һ", "h", "ч", "c",
	"ҹ", "c", "ш", "s",
	"й", "y", "э", "e", "ю", "yu", "я", "ya",
)

// fromCyrillic turns folded Cyrillic to Latin, letter for letter.
func fromCyrillic(text string) string { return latinOf.Replace(text) }

// azerbaijaniSuffixes are what a noun takes, from its end, each slot at most once.
// They are folded: -lar and -lər are two, -ım, -im are one, and so are -um, -üm.
var azerbaijaniSuffixes = [][]string{
	{"dir", "dur", "yla", "yle", "la", "le", "ca", "ce"}, // particles
	{"ndan", "nden", "dan", "den", "nda", "nde", "da", "de", "nin", "nun", "in", "un",
		"ya", "ye", "na", "ne", "a", "e", "yi", "yu", "ni", "nu", "i", "u"}, // cases
	{"imiz", "umuz", "miz", "muz", "iniz", "unuz", "niz", "nuz", "im", "um", "in", "un", "si", "su", "i", "u"}, // whose
	{"lar", "ler"}, // many
}

// azerbaijaniStems returns what is left of a folded word without its suffixes, in
// every possible reading, with the word itself, from the longest.
func azerbaijaniStems(text string) []string {
	stems := suffixed(text, azerbaijaniSuffixes, "aeiou")
	for i, stem := range stems {
		stems[i] = hard(stem)
	}
	return stems
}

// hard returns a stem with the last letter that it has where no suffix softens it:
// uşağ-ı is uşaq, çörəy-i is çörək. What ends in ğ or y by itself is changed alike in
// all its forms.
func hard(stem string) string {
	if utf8.RuneCountInString(stem) < shortest {
		return stem
	}
	switch stem[len(stem)-1] {
	case 'g':
		return stem[:len(stem)-1] + "q"
	case 'y':
		return stem[:len(stem)-1] + "k"
	}
	return stem
}

// suffixed returns a word and what is left of it when suffixes of the slots are
// taken off, each slot at most once, in every way that leaves a stem with a vowel.
func suffixed(word string, slots [][]string, vowels string) []string {
	all := []string{word}
	for _, slot := range slots {
		for _, stem := range all { // those of the slots before
			for _, suffix := range slot {
				rest, ok := strings.CutSuffix(stem, suffix)
				if ok && utf8.RuneCountInString(rest) >= shortest && strings.ContainsAny(rest, vowels) && !slices.Contains(all, rest) {
					all = append(all, rest)
				}
			}
		}
	}
	return all
}
