package dialogue

import (
	"encoding/binary"
	"strings"
)

// A Phrase is what a person keeps to come back with: seven words of two
// syllables, made of the letters that every Latin keyboard of the sides has,
// and of no language. Each word holds 12 bits, the phrase 84.
//
//	badu-kitu-sari-lami-pevi-nidu-gura
type Phrase string

const (
	phraseWords = 7
	consonants  = "bdfghjklmnprstvz" // 4 bits
	vowels      = "aeiu"             // 2 bits; no o, which reads like 0
)

// NewPhrase makes a phrase of 16 random bytes.
func NewPhrase(random [16]byte) Phrase {
	words := make([]string, phraseWords)
	for i := range words {
		n := binary.BigEndian.Uint16(random[2*i:])
		words[i] = string([]byte{
			consonants[n>>8&15], vowels[n>>6&3], consonants[n>>2&15], vowels[n&3],
		})
	}
	return Phrase(strings.Join(words, "-"))
}

// ParsePhrase reads a phrase as a person types it: any case, any separators
// between the words or none, with or without dots on the i.
func ParsePhrase(text string) (Phrase, bool) {
	var letters []byte
	for _, r := range text {
		switch {
		case r == 'ı' || r == 'İ':
			letters = append(letters, 'i')
		case r >= 'A' && r <= 'Z':
			letters = append(letters, byte(r-'A'+'a'))
		case r >= 'a' && r <= 'z':
			letters = append(letters, byte(r))
		case separates(r):
		default:
			return "", false
		}
	}
	if len(letters) != 4*phraseWords {
		return "", false
	}
	words := make([]string, phraseWords)
	for i := range words {
		words[i] = string(letters[4*i : 4*i+4])
		for j, b := range []byte(words[i]) {
			if !strings.ContainsRune([]string{consonants, vowels}[j%2], rune(b)) {
				return "", false
			}
		}
	}
	return Phrase(strings.Join(words, "-")), true
}
