package report

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// renderMarkdown sets blocks as CommonMark with tables. Columns follow each
// other there, each under the name of its side.
func renderMarkdown(blocks []Block, m Meta) ([]byte, error) {
	w := &markdownWriter{}
	w.blocks(blocks, "")
	return []byte(strings.TrimRight(w.out.String(), "\n") + "\n\n---\n\n" + escaped(m.Foot) + "\n"), nil
}

type markdownWriter struct {
	out  strings.Builder
	last int // level of the last heading
}

// blocks sets blocks, each line after the first under an indent.
func (w *markdownWriter) blocks(blocks []Block, indent string) {
	for k := range blocks {
		b := &blocks[k]
		switch b.Kind {
		case Heading:
			w.last = b.Level
			w.line(indent, strings.Repeat("#", min(b.Level, 6))+" "+spansMarkdown(b.Spans))
		case Paragraph:
			w.line(indent, startOfLine(spansMarkdown(b.Spans)))
		case Mark:
			w.line(indent, "> "+startOfLine(spansMarkdown(b.Spans)))
		case List:
			w.list(b.Items, indent)
		case TableOf:
			w.table(&b.Table, indent)
		case Columns:
			for c := range b.Column {
				w.line(indent, strings.Repeat("#", min(w.last+1, 6))+" "+spansMarkdown(b.Column[c].Title))
				w.blocks(b.Column[c].Blocks, indent)
			}
		}
	}
}

// line sets a paragraph.
func (w *markdownWriter) line(indent, text string) {
	w.out.WriteString(indent + text + "\n\n")
}

// list sets items that are a line each without blank lines between.
func (w *markdownWriter) list(items []Item, indent string) {
	loose := slices.ContainsFunc(items, func(i Item) bool { return len(i.Blocks) != 1 || i.Blocks[0].Kind != Paragraph })
	for k := range items {
		i := &items[k]
		inner := &markdownWriter{last: w.last}
		inner.blocks(i.Blocks, indent+"  ")
		text := strings.TrimPrefix(inner.out.String(), indent+"  ")
		switch {
		case i.Number != "" && len(i.Blocks) > 0 && i.Blocks[0].Kind == Paragraph:
			text = "**" + escaped(i.Number) + "** " + text
		case i.Number != "":
			text = "**" + escaped(i.Number) + "**\n\n" + inner.out.String()
		}
		if !loose {
			text = strings.TrimSuffix(text, "\n")
		}
		w.out.WriteString(indent + "- " + text)
	}
	if !loose {
		w.out.WriteString("\n")
	}
}

func (w *markdownWriter) table(t *Table, indent string) {
	if len(t.Caption) > 0 {
		w.line(indent, spansMarkdown(t.Caption))
	}
	row := func(cells [][]Span) {
		w.out.WriteString(indent + "|")
		for _, c := range cells {
			w.out.WriteString(" " + spansMarkdown(c) + " |")
		}
		w.out.WriteString("\n")
	}
	row(t.Headings)
	w.out.WriteString(indent + "|" + strings.Repeat(" --- |", len(t.Headings)) + "\n")
	for _, r := range t.Rows {
		row(r)
	}
	w.out.WriteString("\n")
}

func spansMarkdown(spans []Span) string {
	var b strings.Builder
	for k := range spans {
		s := &spans[k]
		text := escaped(s.Text)
		if s.Role == Strong && strings.TrimSpace(s.Text) == s.Text && s.Text != "" {
			text = "**" + text + "**"
		}
		if strings.HasPrefix(s.Link, "https://") && safeLink(s.Link) {
			text = "[" + text + "](<" + addresses.Replace(s.Link) + ">)"
		}
		b.WriteString(text)
	}
	return b.String()
}

// addresses writes what would end an address, or begin another line, as it
// stands in one.
var addresses = strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "%0A", "\r", "%0D", `\`, "%5C", " ", "%20")

// escaped returns a text that reads as it stands, wherever it is not at the
// start of a line.
func escaped(text string) string {
	if !strings.ContainsAny(text, special) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if r < utf8.RuneSelf && strings.ContainsRune(special, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

const special = "\\`*_{}[]<>#|~&$^=!"

// startOfLine escapes what would begin a list, quotation, rule or heading.
func startOfLine(line string) string {
	if line == "" {
		return line
	}
	if strings.ContainsRune("+-", rune(line[0])) {
		return `\` + line
	}
	digits := strings.TrimLeft(line, "0123456789")
	if len(digits) < len(line) && digits != "" && (digits[0] == '.' || digits[0] == ')') {
		return line[:len(line)-len(digits)] + `\` + digits
	}
	return line
}
