package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

const wordSpaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
	` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// A docx is the body of a document while it is written.
type docx struct {
	strings.Builder
	set    *typesetter     // knows what the PDF knows: anchors, colours, widths
	placed map[string]bool // the anchors whose bookmark is written
	links  []string        // addresses, in the order of their relations
}

// A docxRoom is where blocks go: how far from the left, and how wide, in
// twentieths of a point.
type docxRoom struct{ left, width int }

const twip = pt / 20

func newDocx(blocks []Block, meta Meta) *docx {
	return &docx{set: newTypesetter(blocks, meta), placed: map[string]bool{}}
}

// place names the bookmark of an anchor. Its own name may be longer than Word
// allows, and has hyphens.
func (d *docx) place(anchor string) string { return fmt.Sprintf("place%d", d.set.anchors[anchor]) }

func (d *docx) document(blocks []Block) string {
	d.WriteString(xmlHead + `<w:document ` + wordSpaces + `><w:body>`)
	d.blocks(blocks, docxRoom{0, textWidth / twip})
	d.WriteString(`<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>` +
		`<w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="first" r:id="rId6"/>`)
	fmt.Fprintf(d, `<w:pgSz w:w="%d" w:h="%d"/>`, pageWidth/twip, pageHeight/twip)
	fmt.Fprintf(d, `<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="720" w:footer="640" w:gutter="0"/>`,
		marginTop/twip, marginSide/twip, marginFoot/twip, marginSide/twip)
	d.WriteString(`<w:titlePg/></w:sectPr></w:body></w:document>`)
	return d.String()
}

// relations names the other parts and, after them, the addresses.
func (d *docx) relations() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	const kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	for i, part := range []string{"styles", "numbering", "settings", "fontTable", "header", "footer"} {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s" Target="%s.xml"/>`, i+1, kinds+part, part)
	}
	for i, link := range d.links {
		fmt.Fprintf(&b, `<Relationship Id="link%d" Type="%shyperlink" Target="%s" TargetMode="External"/>`, i+1, kinds, xmlText(link))
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

func (d *docx) blocks(blocks []Block, room docxRoom) {
	for _, b := range blocks {
		switch b.Kind {
		case Heading:
			style := fmt.Sprintf("Heading%d", min(max(b.Level, 1), len(headingSizes)))
			d.paragraph(style, indented(room.left, 0), b.Anchor, b.Spans)
		case Paragraph:
			d.paragraph("", indented(room.left, 0), b.Anchor, b.Spans)
		case Mark:
			d.paragraph("Remark", indented(room.left+160, 0), b.Anchor, b.Spans)
		case List:
			d.list(b.Items, room)
		case TableOf:
			d.table(b.Table, room)
		case Columns:
			d.columns(b.Column, room)
		}
	}
}

// paragraph writes one in a style, with further properties in the order of the
// schema.
func (d *docx) paragraph(style, properties, anchor string, spans []Span) {
	d.WriteString(`<w:p>`)
	if style != "" {
		properties = `<w:pStyle w:val="` + style + `"/>` + properties
	}
	if properties != "" {
		d.WriteString(`<w:pPr>` + properties + `</w:pPr>`)
	}
	d.bookmark(anchor)
	for _, span := range spans {
		d.span(span)
	}
	d.WriteString(`</w:p>`)
}

// bookmark marks the place of an anchor, once.
func (d *docx) bookmark(anchor string) {
	if anchor == "" || d.placed[anchor] {
		return
	}
	d.placed[anchor] = true
	fmt.Fprintf(d, `<w:bookmarkStart w:id="%d" w:name="%s"/><w:bookmarkEnd w:id="%[1]d"/>`, len(d.placed), d.place(anchor))
}

func (d *docx) span(span Span) {
	style, colour := "", ""
	switch span.Role {
	case Strong:
		style = "Strong"
	case Quiet:
		style = "Quiet"
	case Alternative:
		style, colour = "Alternative", d.set.colour(span.Side)
	}
	open := d.link(span.Link)
	if open == "" {
		d.WriteString(docxColoured(span.Text, style, colour, span.Language))
		return
	}
	d.WriteString(open + docxRun(span.Text, "Hyperlink", span.Language) + `</w:hyperlink>`)
}

// link begins a hyperlink; "" where the link leads nowhere.
func (d *docx) link(link string) string {
	if !d.set.leads(link) {
		return ""
	}
	if anchor, ok := strings.CutPrefix(link, "#"); ok {
		return `<w:hyperlink w:anchor="` + d.place(anchor) + `">`
	}
	at := slices.Index(d.links, link)
	if at < 0 {
		at = len(d.links)
		d.links = append(d.links, link)
	}
	return fmt.Sprintf(`<w:hyperlink r:id="link%d">`, at+1)
}

// list writes each item's number, or a bullet, before its first words, and what
// follows under them.
func (d *docx) list(items []Item, room docxRoom) {
	hang := indent / twip
	for _, item := range items {
		hang = max(hang, (widthOf(glyphsOf(item.Number, look{size: bodySize, bold: true}))+6*pt)/twip)
	}
	hang = min(hang, room.width/3)
	inner := docxRoom{room.left + hang, room.width - hang}
	for _, item := range items {
		style, properties := "ListNumber", fmt.Sprintf(`<w:tabs><w:tab w:val="left" w:pos="%d"/></w:tabs>`, inner.left)
		spans := []Span{{Text: item.Number, Role: Strong}, {Text: "\t"}}
		if item.Number == "" {
			style, properties, spans = "ListBullet", `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, nil
		}
		first, rest := firstWords(item.Blocks)
		if len(first.Spans) == 0 {
			properties = `<w:keepNext/>` + properties
		}
		d.paragraph(style, properties+indented(inner.left, hang), cmp.Or(item.Anchor, first.Anchor), append(spans, first.Spans...))
		d.blocks(rest, inner)
	}
}

// firstWords splits off a paragraph, or a remark made one, that can stand beside
// a number.
func firstWords(blocks []Block) (first Block, rest []Block) {
	if len(blocks) == 0 || blocks[0].Kind != Paragraph && blocks[0].Kind != Mark {
		return Block{}, blocks
	}
	first = blocks[0]
	if first.Kind == Mark {
		first.Spans = slices.Clone(first.Spans)
		for i := range first.Spans {
			if first.Spans[i].Role == Plain {
				first.Spans[i].Role = Quiet
			}
		}
	}
	return first, blocks[1:]
}

func indented(left, hanging int) string {
	if left == 0 && hanging == 0 {
		return ""
	}
	return fmt.Sprintf(`<w:ind w:left="%d" w:hanging="%d"/>`, left, hanging)
}
