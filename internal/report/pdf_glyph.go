package report

import (
	"fmt"
	"strings"
	"unicode"
)

// All measures of the PDF are whole thousandths of a point, so that a line
// breaks at the same place on every processor.
const pt = 1000

// A look is how words are set.
type look struct {
	size     int // in half points
	bold     bool
	colour   string // RRGGBB
	under    underline
	link     string // as of a Span
	language string // as of a Span
}

type underline int

const (
	noLine underline = iota
	solidLine
	dottedLine
)

const (
	ink     = "1a1a1a"
	quiet   = "595959" // seven to one on white
	linkInk = "1f4e8c"
	hair    = "8c8c8c"
)

// A glyph is a character in its place of the reading order.
type glyph struct {
	r    rune
	face *face // nil: it shows only as the end of a line (a soft hyphen) or not at all
	look look
}

func (g glyph) width() int {
	if g.face == nil {
		return 0
	}
	return g.face.width[g.r] * g.look.size / 2
}

const (
	softHyphen = '\u00ad'
	zeroSpace  = '\u200b'
)

// glyphsOf returns what shows of a text, and every line break in it as "\n".
// What no face has stands as its number, never as an empty box.
func glyphsOf(text string, l look) []glyph {
	var out []glyph
	var before *face
	add := func(r rune) {
		if f := faceOf(r, l.bold, before); f != nil {
			out, before = append(out, glyph{r, f, l}), f
			return
		}
		for _, c := range codePoint(r) {
			out = append(out, glyph{c, faceOf(c, l.bold, nil), l})
		}
		before = nil
	}
	for _, r := range lineBreaks.Replace(text) {
		switch r {
		case '\n', softHyphen, zeroSpace:
			out = append(out, glyph{r, nil, l})
		case '\t':
			add(' ')
		default:
			add(r)
		}
	}
	return out
}

// lineBreaks writes every kind of line break as "\n".
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// codePoint names a character that cannot be shown.
func codePoint(r rune) string { return fmt.Sprintf("[U+%04X]", r) }

// oneLine returns a text as the PDF shows it, on one line: for the outline and
// the properties of the file.
func oneLine(text string) string {
	var b strings.Builder
	for _, g := range glyphsOf(text, look{}) {
		switch {
		case g.face != nil:
			b.WriteRune(g.r)
		case g.r == '\n':
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// wrap breaks glyphs into lines no wider than width, where a reader would:
// after a space or a hyphen between words. A word that is wider is broken
// anywhere but before an accent. There is at least one line.
func wrap(text []glyph, width int) [][]glyph {
	var lines [][]glyph
	start, free, used := 0, 0, 0 // the line's first glyph, the last place to break it, its width
	for i := 0; i < len(text); i++ {
		g := text[i]
		if g.r == '\n' {
			lines = append(lines, tidy(text[start:i]))
			start, free, used = i+1, i+1, 0
			continue
		}
		for used+g.width() > width && g.r != ' ' && i > start && !unicode.Is(unicode.M, g.r) {
			if free <= start {
				free = i
			}
			lines = append(lines, tidy(text[start:free]))
			start, used = free, widthOf(text[free:i])
		}
		used += g.width()
		if breaksAfter(text, i) {
			free = i + 1
		}
	}
	return append(lines, tidy(text[start:]))
}

// breaksAfter reports whether a line may end after glyph i. None begins with a
// dash or the sign of per cent.
func breaksAfter(text []glyph, i int) bool {
	switch text[i].r {
	case ' ':
		return i+1 == len(text) || !strings.ContainsRune("–—%", text[i+1].r)
	case '–', '—':
		return i+1 == len(text) || text[i+1].r != ' '
	case zeroSpace, softHyphen:
		return true
	case '-', '/', '֊':
		return i > 0 && i+1 < len(text) && unicode.IsLetter(text[i-1].r) && unicode.IsLetter(text[i+1].r)
	}
	return false
}

// tidy ends a line: without spaces, with a hyphen where a word was cut at a
// soft one.
func tidy(line []glyph) []glyph {
	for len(line) > 0 && line[len(line)-1].r == ' ' {
		line = line[:len(line)-1]
	}
	var out []glyph
	for i, g := range line {
		if g.r == softHyphen && i == len(line)-1 {
			g.r, g.face = '-', faceOf('-', g.look.bold, nil)
		}
		if g.face != nil {
			out = append(out, g)
		}
	}
	return out
}

func widthOf(text []glyph) int {
	sum := 0
	for _, g := range text {
		sum += g.width()
	}
	return sum
}

// widestWord returns the width of the longest part that wrap would not break.
func widestWord(text []glyph) int {
	widest, used := 0, 0
	for i, g := range text {
		if g.r != ' ' {
			used += g.width()
			widest = max(widest, used)
		}
		if g.r == '\n' || breaksAfter(text, i) {
			used = 0
		}
	}
	return widest
}
