package main

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain returns a text of which a terminal shows every character and obeys none.
// What somebody else wrote could otherwise move the cursor, hide lines, or turn
// the direction of writing, and show something else than it says. Line ends and
// tabs stay; everything else that is not printed becomes U+FFFD.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\u200c' || r == '\u200d': // joiners, which some scripts need
			return r
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp):
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(text, string(utf8.RuneError)))
}

// plainLine is plain for what must stay on one line.
func plainLine(text string) string { return strings.Join(strings.Fields(plain(text)), " ") }
