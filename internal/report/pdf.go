package report

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// An A4 page, and what of it text may fill.
const (
	pageWidth  = 595_280
	pageHeight = 841_890
	marginSide = 62 * pt
	marginTop  = 68 * pt
	marginFoot = 66 * pt
	textWidth  = pageWidth - 2*marginSide
	pageRoom   = pageHeight - marginTop - marginFoot
)

// noDay stands where a format asks for a time: files of the same blocks have
// the same bytes, and tell of no day but those in their words.
var noDay = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// renderPDF sets blocks on A4 pages, with the headings as outline. The same
// blocks give the same bytes, of one build: another release of Go may pack
// them otherwise.
func renderPDF(blocks []Block, meta Meta) ([]byte, error) {
	s := newTypesetter(blocks, meta)
	left := s.blocks(blocks, textWidth)
	var pages [][]drawing
	for {
		var drawn []drawing
		drawn, left, _ = fill(left, marginSide, marginTop, pageHeight-marginFoot, true)
		pages = append(pages, drawn)
		if left == nil {
			break
		}
	}
	for i := range pages {
		pages[i] = append(s.running(i+1, len(pages)), pages[i]...)
	}
	return drawPDF(pages, meta)
}

// running returns the head and foot of a page. The first has no head: its
// title is the report's.
func (s *typesetter) running(page, pages int) []drawing {
	small := look{size: smallSize, colour: quiet, language: s.meta.Language}
	var out []drawing
	if page > 1 {
		head := small
		head.language = s.meta.TitleIn
		out = append(out, oneRun(glyphsOf(oneLine(s.meta.Title), head), marginSide, 46*pt, textWidth)...)
		out = append(out, drawing{kind: rule, x: marginSide, y: 52 * pt, width: textWidth, height: pt / 2, look: look{colour: hair}})
	}
	count := strconv.Itoa(page) + " / " + strconv.Itoa(pages)
	if s.meta.Page != "" {
		count = s.meta.Page + " " + count
	}
	number := glyphsOf(oneLine(count), small)
	wide := min(widthOf(number), textWidth/2)
	foot := pageHeight - 40*pt
	out = append(out, oneRun(glyphsOf(oneLine(s.meta.Foot), small), marginSide, foot, textWidth-wide-gutter)...)
	return append(out, oneRun(number, marginSide+textWidth-wide, foot, wide)...)
}

// oneRun sets what fits on one line, and an ellipsis for the rest.
func oneRun(text []glyph, x, y, width int) []drawing {
	if widthOf(text) > width {
		dots := glyphsOf("…", text[0].look)
		for len(text) > 0 && widthOf(text)+widthOf(dots) > width {
			text = text[:len(text)-1]
		}
		text = append(text, dots...)
	}
	out := runs(text, y)
	for i := range out {
		out[i].x += x
	}
	return out
}

// drawPDF writes pages as a file.
func drawPDF(pages [][]drawing, meta Meta) ([]byte, error) {
	f := fpdf.New("P", "pt", "A4", "")
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	f.SetCatalogSort(true)
	f.SetCreationDate(noDay)
	f.SetModificationDate(noDay)
	f.SetProducer("Parley", true)
	f.SetTitle(oneLine(meta.Title), true)
	f.SetSubject(oneLine(meta.Subject), true)
	f.SetLang(languageTag(meta.Language))
	addFaces(f, pages)
	p := &pen{file: f, language: meta.Language, links: map[string]int{}, outline: 0}
	p.aim(pages)
	for _, page := range pages {
		f.AddPage()
		p.face, p.colour = nil, ""
		for _, d := range page {
			p.draw(d)
		}
	}
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, fmt.Errorf("write the PDF: %w", err)
	}
	return out.Bytes(), nil
}

// addFaces embeds the fonts that some word is set in.
func addFaces(f *fpdf.Fpdf, pages [][]drawing) {
	used := map[*face]bool{}
	for _, page := range pages {
		for _, d := range page {
			used[d.face] = true
		}
	}
	for _, weight := range faces() {
		for _, face := range weight {
			if used[face] {
				f.AddUTF8FontFromBytes(face.family, face.style, fontFile(face.file))
			}
		}
	}
}
