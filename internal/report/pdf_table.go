package report

// table sets a table under its caption. Its headings are repeated on every
// page; a row stays on one page if it can.
func (s *typesetter) table(t Table, width int) []slab {
	rows := append([][][]Span{t.Headings}, t.Rows...)
	count := 0
	for _, row := range rows {
		count = max(count, len(row))
	}
	var out []slab
	if len(t.Caption) > 0 {
		out = s.lines(t.Caption, look{size: smallSize, bold: true, colour: ink}, width)
		for i := range out {
			out[i].keep = true
		}
	}
	if count == 0 {
		return out
	}
	if width/count < leastCell {
		return append(out, s.rowsAsLists(t, width)...)
	}
	cells := make([][][]glyph, len(rows))
	for r, row := range rows {
		cells[r] = make([][]glyph, count)
		for c, spans := range row {
			cells[r][c] = s.glyphs(spans, look{size: smallSize, bold: r == 0, colour: ink})
		}
	}
	gap := min(10*pt, width/(4*count))
	widths := tableWidths(cells, width-gap*(count-1))
	head := append(tableRow(cells[0], widths, gap), ruleBelow(width, pt), slab{height: 2 * pt})
	var body []slab
	for _, row := range cells[1:] {
		body = append(append(body, tableRow(row, widths, gap)...), ruleBelow(width, pt/2))
	}
	g := s.repeated(&grid{left: []int{0}, head: [][]slab{head}, cells: [][]slab{body}})
	return append(out, slab{before: 6 * pt, grid: g})
}

// tableRow sets the cells of one row beside each other.
func tableRow(cells [][]glyph, widths []int, gap int) []slab {
	g := &grid{whole: true}
	x := 0
	for c, cell := range cells {
		g.left = append(g.left, x)
		g.cells = append(g.cells, linesOf(cell, look{size: smallSize}, widths[c]))
		x += widths[c] + gap
	}
	return []slab{{before: 3 * pt, keep: true, grid: g}}
}

func ruleBelow(width, thick int) slab {
	return slab{before: 2 * pt, height: thick, drawn: []drawing{{kind: rule, width: width, height: thick, look: look{colour: hair}}}}
}

// tableWidths shares the room among the columns: to each its longest word, and
// the rest as their texts need it.
func tableWidths(cells [][][]glyph, room int) []int {
	count := len(cells[0])
	least, wish := make([]int, count), make([]int, count)
	sumLeast, sumWish := 0, 0
	for c := range count {
		for _, row := range cells {
			least[c] = max(least[c], widestWord(row[c])+pt)
			wish[c] = max(wish[c], widthOf(row[c])+pt)
		}
		least[c] = min(least[c], room/count)
		wish[c] = min(max(wish[c], least[c]), room)
		sumLeast, sumWish = sumLeast+least[c], sumWish+wish[c]
	}
	widths := make([]int, count)
	for c := range count {
		switch more := sumWish - sumLeast; {
		case sumWish <= room:
			widths[c] = wish[c] + (room-sumWish)/count
		default:
			widths[c] = least[c] + (wish[c]-least[c])*(room-sumLeast)/more
		}
	}
	return widths
}

// rowsAsLists sets a table that is too wide for the page: of every row, each
// cell after its heading.
func (s *typesetter) rowsAsLists(t Table, width int) []slab {
	var blocks []Block
	for _, row := range append([][][]Span{t.Headings}, t.Rows...) {
		var items []Item
		for c, cell := range row {
			var spans []Span
			if c < len(t.Headings) && len(blocks) > 0 {
				spans = append(append(spans, t.Headings[c]...), Span{Text: ": "})
			}
			items = append(items, Item{Blocks: []Block{{Kind: Paragraph, Spans: append(spans, cell...)}}})
		}
		blocks = append(blocks, Block{Kind: List, Items: items})
	}
	return s.blocks(blocks, width)
}
