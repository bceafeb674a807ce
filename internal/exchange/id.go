package exchange

import (
	"bytes"
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxID = 256 // bytes

// wantID words what CheckID requires.
const wantID = "an identifier: 1 to 256 bytes of UTF-8 without control characters, without spaces at its ends"

// validID says whether a text can name a participant, a statement or a side in
// the files.
func validID(s string) bool {
	if s == "" || len(s) > maxID || !utf8.ValidString(s) || strings.Trim(s, " \t") != s {
		return false
	}
	return strings.IndexFunc(s, unicode.IsControl) < 0
}

// trim removes spaces and tabs around a cell.
func trim(cell []byte) []byte { return bytes.Trim(cell, " \t") }

// CompareIDs is the order of statements and participants: identifiers made of
// digits first, by their number, then the others as text.
func CompareIDs(a, b string) int {
	na, nb := allDigits(a), allDigits(b)
	switch {
	case na && nb:
		x, y := strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
		return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y), cmp.Compare(a, b))
	case na:
		return -1
	case nb:
		return 1
	}
	return cmp.Compare(a, b)
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i]-'0' > 9 {
			return false
		}
	}
	return s != ""
}
