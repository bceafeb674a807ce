package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html"
	"slices"
	"strconv"
	"strings"

	"parley/internal/locale"
)

//go:embed report.css
var reportStyle string

// HTMLStyle is the stylesheet of a report, alone and as part of a page: every
// rule in it is about what stands in an element of the class "joint".
func HTMLStyle() string { return reportStyle }

// HTMLBody returns an edition as a fragment of a page in its language, in an
// element of the class "joint". The report's title is a heading of the given
// level. It refers to no other site (SAFETY.md C3): addresses stand as words.
func HTMLBody(d Document, e Edition, language string, level int) []byte {
	w := newHTML(meta(d, e, language), level)
	w.inside = true
	w.str(`<div class="joint">`)
	w.sections(Blocks(d, e, language))
	w.str("</div>\n")
	return w.out.Bytes()
}

// renderHTML sets blocks as one file that needs nothing beside it.
func renderHTML(blocks []Block, m Meta) ([]byte, error) {
	w := newHTML(m, 1)
	sum := sha256.Sum256([]byte(reportStyle))
	w.str(`<!doctype html>` + "\n" + `<html lang="`).text(m.Language).str(`">` + "\n<head>\n<meta charset=\"utf-8\">\n")
	w.str(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-` + base64.StdEncoding.EncodeToString(sum[:]) + `'">` + "\n")
	w.str(`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n" + `<meta name="color-scheme" content="light">` + "\n")
	w.str(`<meta name="referrer" content="no-referrer">` + "\n<title>").text(m.Title).str("</title>\n<style>" + reportStyle + "</style>\n</head>\n")
	p := locale.For(locale.Language(m.Language))
	w.str(`<body class="joint">` + "\n" + `<a class="skip" href="#content">`).text(p.Text("site.skip")).str("</a>\n")
	w.str(`<main id="content" tabindex="-1">` + "\n")
	w.sections(blocks)
	w.str("</main>\n<footer><p>").text(m.Foot).str("</p></footer>\n</body>\n</html>\n")
	return w.out.Bytes(), nil
}

// An htmlWriter sets blocks as HTML.
type htmlWriter struct {
	out   bytes.Buffer
	meta  Meta
	level int    // of the report's title
	last  int    // level of the last heading
	under string // its anchor

	inside bool // part of a page, which refers to no other site: addresses are not links
}

func newHTML(m Meta, level int) *htmlWriter { return &htmlWriter{meta: m, level: level} }

func (w *htmlWriter) str(markup string) *htmlWriter {
	w.out.WriteString(markup)
	return w
}

// text writes what stands in a document: never markup.
func (w *htmlWriter) text(text string) *htmlWriter {
	if strings.ContainsAny(text, `<>&"'`) {
		text = html.EscapeString(text)
	}
	w.out.WriteString(text)
	return w
}

// sections sets the blocks of a whole report: each heading of the second level
// begins a section of its own.
func (w *htmlWriter) sections(blocks []Block) {
	open := false
	for k := range blocks {
		b := &blocks[k]
		if b.Kind == Heading && b.Level == 2 {
			if open {
				w.str("</section>\n")
			}
			open = true
			w.str(`<section aria-labelledby="`).text(b.Anchor).str(`">` + "\n")
		}
		w.block(b)
	}
	if open {
		w.str("</section>\n")
	}
}

func (w *htmlWriter) blocks(blocks []Block) {
	for k := range blocks {
		w.block(&blocks[k])
	}
}

func (w *htmlWriter) block(b *Block) {
	switch b.Kind {
	case Heading:
		w.last, w.under = b.Level, b.Anchor
		w.heading(b.Level, b.Anchor, b.Spans)
	case Paragraph:
		w.str("<p>").spans(b.Spans).str("</p>\n")
	case Mark:
		w.str(`<p class="mark">`).spans(b.Spans).str("</p>\n")
	case List:
		w.list(b.Items)
	case TableOf:
		w.table(&b.Table)
	case Columns:
		w.columns(b.Column)
	}
}

func (w *htmlWriter) heading(level int, anchor string, spans []Span) {
	tag := "h" + strconv.Itoa(min(level-1+w.level, 6))
	w.str("<" + tag)
	if anchor != "" {
		w.str(` id="`).text(anchor).str(`"`)
	}
	w.str(">").spans(spans).str("</" + tag + ">\n")
}

func (w *htmlWriter) list(items []Item) {
	numbered := slices.ContainsFunc(items, func(i Item) bool { return i.Number != "" })
	if numbered {
		w.str(`<ul class="numbered">` + "\n")
	} else {
		w.str("<ul>\n")
	}
	for k := range items {
		i := &items[k]
		w.str("<li")
		if i.Anchor != "" {
			w.str(` id="`).text(i.Anchor).str(`"`)
		}
		w.str(">")
		if i.Number != "" {
			w.str(`<span class="number">`).text(i.Number).str("</span> ")
		}
		if len(i.Blocks) == 1 && i.Blocks[0].Kind == Paragraph {
			w.spans(i.Blocks[0].Spans)
		} else {
			w.str(`<div>`).blocks(i.Blocks)
			w.str("</div>")
		}
		w.str("</li>\n")
	}
	w.str("</ul>\n")
}

func (w *htmlWriter) table(t *Table) {
	w.str(`<div class="wide" role="region" tabindex="0"`)
	if len(t.Caption) > 0 {
		w.str(` aria-label="`)
		for _, s := range t.Caption {
			w.text(s.Text)
		}
		w.str(`"`)
	} else {
		w.str(` aria-labelledby="`).text(w.under).str(`"`)
	}
	w.str("><table>\n")
	if len(t.Caption) > 0 {
		w.str("<caption>").spans(t.Caption).str("</caption>\n")
	}
	w.str("<thead><tr>")
	for _, h := range t.Headings {
		w.str(`<th scope="col">`).spans(h).str("</th>")
	}
	w.str("</tr></thead>\n<tbody>\n")
	for _, row := range t.Rows {
		w.str("<tr>")
		for c, cell := range row {
			if c == 0 {
				w.str(`<th scope="row">`).spans(cell).str("</th>")
			} else {
				w.str("<td>").spans(cell).str("</td>")
			}
		}
		w.str("</tr>\n")
	}
	w.str("</tbody></table></div>\n")
}

func (w *htmlWriter) columns(columns []Column) {
	w.str(`<div class="columns of` + strconv.Itoa(min(len(columns), 6)) + `">` + "\n")
	for k := range columns {
		c := &columns[k]
		w.str(`<div class="column s` + strconv.Itoa(w.colour(c.Side)) + `">` + "\n")
		w.heading(w.last+1, "", c.Title)
		w.blocks(c.Blocks)
		w.str("</div>\n")
	}
	w.str("</div>\n")
}

// colour numbers the hue of a side.
func (w *htmlWriter) colour(side string) int {
	return max(slices.Index(w.meta.Sides, side), 0) % len(SideColours)
}

func (w *htmlWriter) spans(spans []Span) *htmlWriter {
	for k := range spans {
		w.span(&spans[k])
	}
	return w
}

func (w *htmlWriter) span(s *Span) {
	end := ""
	if safeLink(s.Link) && !(w.inside && s.Link[0] != '#') {
		w.str(`<a href="`).text(s.Link).str(`"`)
		if s.Link[0] != '#' {
			w.str(` rel="noreferrer noopener"`)
		}
		w.str(">")
		end = "</a>"
	}
	foreign := s.Language != "" && s.Language != w.meta.Language
	noWords := s.Language == "" && s.Text != "" // an identifier or a key: of no language, and never translated
	open, shut := "", ""
	switch s.Role {
	case Strong:
		open, shut = "<strong", "</strong>"
	case Quiet:
		open, shut = `<span class="quiet"`, "</span>"
	case Alternative:
		open, shut = `<span class="reading s`+strconv.Itoa(w.colour(s.Side))+`"`, "</span>"
	case Plain:
		if foreign || noWords {
			open, shut = "<span", "</span>"
		}
	}
	w.str(open)
	if noWords {
		w.str(` lang="" translate="no"`)
	}
	if foreign {
		w.str(` lang="`).text(s.Language).str(`" dir="auto"`)
	}
	if open != "" {
		w.str(">")
	}
	w.text(s.Text).str(shut + end)
}

// safeLink reports whether a link may be followed: in the report, or by https.
func safeLink(link string) bool {
	return len(link) > 1 && link[0] == '#' || strings.HasPrefix(link, "https://")
}
