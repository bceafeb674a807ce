package report

import "strings"

// lines sets spans as a paragraph, of at least one line.
func (s *typesetter) lines(spans []Span, base look, width int) []slab {
	return linesOf(s.glyphs(spans, base), base, width)
}

// glyphs gives every span the look of its role. An alternative is underlined
// with dots: a reader without colours tells it from what is agreed.
func (s *typesetter) glyphs(spans []Span, base look) []glyph {
	var out []glyph
	for _, span := range spans {
		l := base
		l.language, l.link = span.Language, span.Link
		switch span.Role {
		case Strong:
			l.bold = true
		case Quiet:
			l.colour = quiet
		case Alternative:
			l.colour, l.under = s.colour(span.Side), dottedLine
		}
		if s.leads(span.Link) {
			l.colour, l.under = linkInk, solidLine
		}
		out = append(out, glyphsOf(span.Text, l)...)
	}
	return out
}

// linesOf breaks glyphs into slabs of one line. Two lines stay together at
// the beginning and at the end, so that none stands alone on a page.
func linesOf(text []glyph, base look, width int) []slab {
	lines := wrap(text, width)
	height := base.size * pt * 7 / 10
	slabs := make([]slab, len(lines))
	for i, line := range lines {
		slabs[i] = slab{
			height: height,
			keep:   len(lines) > 1 && (i == 0 || i == len(lines)-2),
			drawn:  runs(line, height*3/4),
		}
	}
	return slabs
}

// runs gathers the glyphs of a line that one font sets in one look.
func runs(line []glyph, base int) []drawing {
	var out []drawing
	var text strings.Builder
	x := 0
	for i, g := range line {
		if i == 0 || g.face != line[i-1].face || g.look != line[i-1].look {
			out = append(out, drawing{kind: words, x: x, y: base, face: g.face, look: g.look})
		}
		run := &out[len(out)-1]
		text.WriteRune(g.r)
		x += g.width()
		run.width += g.width()
		if i+1 == len(line) || g.face != line[i+1].face || g.look != line[i+1].look {
			run.text = text.String()
			text.Reset()
		}
	}
	return out
}

// plainOf returns the words of spans.
func plainOf(spans []Span) string {
	var b strings.Builder
	for _, span := range spans {
		b.WriteString(span.Text)
	}
	return b.String()
}
