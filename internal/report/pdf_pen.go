package report

import (
	"fmt"
	"strconv"

	"codeberg.org/go-pdf/fpdf"
)

// A pen draws on the pages of a file.
type pen struct {
	file     *fpdf.Fpdf
	language string         // the file's
	links    map[string]int // of fpdf, by "#" and anchor
	outline  int            // the depth of the last bookmark, from 1; 0 before the first

	face   *face // as last set on this page
	size   int
	colour string
}

// aim makes every anchor a place to which a link can lead. Of two with one
// name the first is it.
func (p *pen) aim(pages [][]drawing) {
	for i, page := range pages {
		for _, d := range page {
			if d.kind != anchorHere || p.links["#"+d.text] != 0 {
				continue
			}
			link := p.file.AddLink()
			p.file.SetLink(link, points(d.y), i+1)
			p.links["#"+d.text] = link
		}
	}
}

func (p *pen) draw(d drawing) {
	switch d.kind {
	case words:
		p.words(d)
	case rule:
		p.box(d.x, d.y, d.width, d.height, d.look.colour)
	case bookmarkHere:
		p.outline = min(d.level, p.outline+1) // fpdf loses a heading two levels below the last
		p.file.Bookmark(d.text, p.outline-1, points(d.y))
	}
}

func (p *pen) words(d drawing) {
	if d.face != p.face || d.look.size != p.size {
		p.face, p.size = d.face, d.look.size
		p.file.SetFont(d.face.family, d.face.style, float64(p.size)/2)
	}
	if d.look.colour != p.colour {
		p.colour = d.look.colour
		p.file.SetTextColor(rgb(p.colour))
	}
	tag := languageTag(d.look.language)
	other := tag != "" && tag != languageTag(p.language)
	if other {
		p.file.RawWriteStr("/Span <</Lang (" + tag + ")>> BDC")
	}
	p.file.Text(points(d.x), points(d.y), d.text)
	if other {
		p.file.RawWriteStr("EMC")
	}
	p.under(d)
	p.link(d)
}

// under draws the line under words.
func (p *pen) under(d drawing) {
	const dot, step = pt, 5 * pt / 2
	y := d.y + 2*pt
	switch d.look.under {
	case solidLine:
		p.box(d.x, y, d.width, pt/2, d.look.colour)
	case dottedLine:
		for x := 0; x+dot <= d.width; x += step {
			p.box(d.x+x, y, dot, dot, d.look.colour)
		}
	}
}

// link makes words lead where their span says, if that is an anchor of the
// file or an address that may be leadsOut.
func (p *pen) link(d drawing) {
	height := d.look.size * pt / 2
	x, y, w, h := points(d.x), points(d.y-height), points(d.width), points(height*5/4)
	if to := p.links[d.look.link]; to != 0 {
		p.file.Link(x, y, w, h, to)
	} else if address.MatchString(d.look.link) {
		p.file.LinkString(x, y, w, h, d.look.link)
	}
}

func (p *pen) box(x, y, width, height int, colour string) {
	p.file.SetFillColor(rgb(colour))
	p.file.Rect(points(x), points(y), points(width), points(height), "F")
}

// languageTag returns a language as BCP 47 writes it, "" for what is none.
func languageTag(language string) string {
	for _, r := range language {
		if !(r == '-' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z') {
			return ""
		}
	}
	return language
}

func points(thousandths int) float64 { return float64(thousandths) / pt }

// rgb splits RRGGBB.
func rgb(colour string) (r, g, b int) {
	n, err := strconv.ParseUint(colour, 16, 24)
	if err != nil {
		panic(fmt.Errorf("colour of our own: %w", err))
	}
	return int(n >> 16), int(n >> 8 & 0xff), int(n & 0xff)
}
