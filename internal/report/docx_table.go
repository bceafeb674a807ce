package report

import (
	"fmt"
	"slices"
	"strings"
)

// table writes a table with its headings as a heading row, which is repeated
// on every page.
func (d *docx) table(t Table, room docxRoom) {
	if len(t.Caption) > 0 {
		d.paragraph("Caption", indented(room.left, 0), "", t.Caption)
	}
	rows := append([][][]Span{t.Headings}, t.Rows...)
	count := 0
	for _, row := range rows {
		count = max(count, len(row))
	}
	if count == 0 {
		return
	}
	const most = 63 // columns that Word reads
	if count > most {
		for _, row := range rows {
			for _, cell := range row {
				d.paragraph("Cell", indented(room.left, 0), "", cell)
			}
		}
		return
	}
	d.tableStart("Figures", d.widths(rows, count, room), room, true)
	for r, row := range rows {
		style, properties := "Cell", `<w:cantSplit/>`
		if r == 0 {
			style, properties = "CellHeading", `<w:cantSplit/><w:tblHeader/>`
		}
		d.WriteString(`<w:tr><w:trPr>` + properties + `</w:trPr>`)
		for c := range count {
			d.WriteString(`<w:tc><w:tcPr/>`)
			var spans []Span
			if c < len(row) {
				spans = row[c]
			}
			d.paragraph(style, "", "", spans)
			d.WriteString(`</w:tc>`)
		}
		d.WriteString(`</w:tr>`)
	}
	d.tableEnd()
}

// widths shares the room among columns as the PDF does.
func (d *docx) widths(rows [][][]Span, count int, room docxRoom) []int {
	const margins = 120 // of a cell of style Figures
	cells := make([][][]glyph, len(rows))
	for r, row := range rows {
		cells[r] = make([][]glyph, count)
		for c, spans := range row {
			cells[r][c] = d.set.glyphs(spans, look{size: smallSize, bold: r == 0})
		}
	}
	widths := tableWidths(cells, max(room.width-margins*count, count)*twip)
	for c := range widths {
		widths[c] = widths[c]/twip + margins
	}
	return widths
}

// columns sets the sides beside each other in a table without borders, as many
// in a row as the PDF has.
func (d *docx) columns(columns []Column, room docxRoom) {
	if len(columns) == 0 {
		return
	}
	for row := range slices.Chunk(columns, aRow(len(columns), room.width*twip)) {
		widths := slices.Repeat([]int{room.width / len(row)}, len(row))
		d.tableStart("Sides", widths, room, false)
		d.WriteString(`<w:tr><w:trPr><w:tblHeader/></w:trPr>`)
		for _, column := range row {
			colour := strings.ToUpper(d.set.colour(column.Side))
			d.WriteString(`<w:tc><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="` + colour + `"/></w:tcBorders></w:tcPr>`)
			d.paragraph("SideName", "", "", column.Title)
			d.WriteString(`</w:tc>`)
		}
		d.WriteString(`</w:tr><w:tr>`)
		for _, column := range row {
			d.WriteString(`<w:tc><w:tcPr/>`)
			d.blocks(column.Blocks, docxRoom{0, max(widths[0]-200, 400)})
			if n := len(column.Blocks); n == 0 || column.Blocks[n-1].Kind > Mark {
				d.paragraph("Gap", "", "", nil) // a cell ends with a paragraph
			}
			d.WriteString(`</w:tc>`)
		}
		d.WriteString(`</w:tr>`)
		d.tableEnd()
	}
}

func (d *docx) tableStart(style string, widths []int, room docxRoom, headings bool) {
	sum := 0
	for _, w := range widths {
		sum += w
	}
	look := `<w:tblLook w:firstRow="1" w:firstColumn="1" w:noVBand="1"/>`
	if !headings {
		look = `<w:tblLook w:firstRow="1" w:firstColumn="0" w:noVBand="1"/>`
	}
	fmt.Fprintf(d, `<w:tbl><w:tblPr><w:tblStyle w:val="%s"/><w:tblW w:w="%d" w:type="dxa"/><w:tblInd w:w="%d" w:type="dxa"/>`+
		`<w:tblLayout w:type="fixed"/>%s</w:tblPr><w:tblGrid>`, style, sum, room.left, look)
	for _, w := range widths {
		fmt.Fprintf(d, `<w:gridCol w:w="%d"/>`, w)
	}
	d.WriteString(`</w:tblGrid>`)
}

// tableEnd ends a table, with a gap: Word would join it to one that follows.
func (d *docx) tableEnd() {
	d.WriteString(`</w:tbl>`)
	d.paragraph("Gap", "", "", nil)
}
