package exchange

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// An Error says where a file departs from its format. Line and Column count
// from 1, the header is line 1; zero means the file or the line as a whole.
type Error struct {
	File   string
	Line   int64
	Column int    // which cell of the row
	Name   string // what the header calls that column, if anything
	Found  string // what stands there, shortened
	Want   string // what was expected, in English
}

// Error returns for instance:
//
//	votes.csv, line 17, column 5 (vote): found "2", expected -1, 0 or 1
func (e *Error) Error() string {
	var s strings.Builder
	s.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&s, ", line %d", e.Line)
	}
	if e.Column > 0 {
		fmt.Fprintf(&s, ", column %d", e.Column)
	}
	if e.Name != "" {
		fmt.Fprintf(&s, " (%s)", e.Name)
	}
	s.WriteString(": ")
	if e.Found != "" || e.Name != "" {
		fmt.Fprintf(&s, "found %q, ", e.Found)
	}
	return s.String() + "expected " + e.Want
}

const shownBytes = 60

// shorten cuts what was found to a length that can be shown.
func shorten(found []byte) string {
	if len(found) <= shownBytes {
		return string(found)
	}
	cut := shownBytes
	for cut > 0 && !utf8.RuneStart(found[cut]) {
		cut--
	}
	return string(found[:cut]) + "…"
}
