package report

import (
	"cmp"
	"slices"
)

// Sizes in half points and spaces in thousandths of a point.
const (
	bodySize  = 20
	smallSize = 17
	gutter    = 18 * pt
	indent    = 20 * pt // the least of a list

	narrowest = 90 * pt // a column of columns
	leastCell = 26 * pt // a column of a table
)

var headingSizes = [4]int{40, 29, 24, 21}

// A typesetter makes slabs of the blocks of one edition.
type typesetter struct {
	meta    Meta
	anchors map[string]int
	depth   int // of grids whose heads are repeated: only the outermost are
}

func newTypesetter(blocks []Block, meta Meta) *typesetter {
	return &typesetter{meta: meta, anchors: anchorsOf(blocks)}
}

// blocks sets blocks one under the other.
func (s *typesetter) blocks(blocks []Block, width int) []slab {
	var out []slab
	for _, b := range blocks {
		var slabs []slab
		switch b.Kind {
		case Heading:
			slabs = s.heading(b, width)
		case Paragraph:
			slabs = s.lines(b.Spans, look{size: bodySize, colour: ink}, width)
		case Mark:
			slabs = s.mark(b, width)
		case List:
			slabs = s.list(b.Items, width)
		case TableOf:
			slabs = s.table(b.Table, width)
		case Columns:
			slabs = s.columns(b.Column, width)
		}
		if len(slabs) == 0 {
			continue
		}
		slabs[0].before = max(slabs[0].before, 6*pt)
		if b.Anchor != "" {
			slabs[0].drawn = append(slices.Clip(slabs[0].drawn), drawing{kind: anchorHere, text: b.Anchor})
		}
		out = append(out, slabs...)
	}
	return out
}

func (s *typesetter) heading(b Block, width int) []slab {
	level := min(max(b.Level, 1), len(headingSizes))
	slabs := s.lines(b.Spans, look{size: headingSizes[level-1], bold: true, colour: ink}, width)
	for i := range slabs {
		slabs[i].keep = true
	}
	slabs[0].before = [4]int{24 * pt, 22 * pt, 15 * pt, 11 * pt}[level-1]
	if text := plainOf(b.Spans); text != "" {
		slabs[0].drawn = append(slabs[0].drawn, drawing{kind: bookmarkHere, text: oneLine(text), level: level})
	}
	return slabs
}

// mark sets a remark: small, grey, beside a bar.
func (s *typesetter) mark(b Block, width int) []slab {
	const bar = 10 * pt
	slabs := s.lines(b.Spans, look{size: smallSize, colour: quiet}, width-bar)
	for i := range slabs {
		for j := range slabs[i].drawn {
			slabs[i].drawn[j].x += bar
		}
		slabs[i].drawn = append(slabs[i].drawn, drawing{kind: rule, width: 2 * pt, height: slabs[i].height, look: look{colour: hair}})
	}
	return slabs
}

// list sets each item beside its number, or a bullet.
func (s *typesetter) list(items []Item, width int) []slab {
	numbered := look{size: bodySize, bold: true, colour: ink}
	numbers := make([][]glyph, len(items))
	hang := indent
	for i, item := range items {
		numbers[i] = glyphsOf(cmp.Or(item.Number, "•"), numbered)
		hang = max(hang, widthOf(numbers[i])+6*pt)
	}
	hang = min(hang, width/3)
	var out []slab
	for i, item := range items {
		label := linesOf(numbers[i], numbered, hang-6*pt)
		if item.Anchor != "" {
			label[0].drawn = append(label[0].drawn, drawing{kind: anchorHere, text: item.Anchor})
		}
		if hang < indent { // no room beside it
			out = append(append(out, label...), s.blocks(item.Blocks, width)...)
			continue
		}
		body := s.blocks(item.Blocks, width-hang)
		out = append(out, slab{before: 4 * pt, grid: &grid{left: []int{0, hang}, cells: [][]slab{label, body}}})
	}
	return out
}

// columns sets the sides beside each other, as given, at most three in a row,
// each under its name, which is repeated where the columns go on.
func (s *typesetter) columns(columns []Column, width int) []slab {
	if len(columns) == 0 {
		return nil
	}
	each := aRow(len(columns), width)
	room := (width - (each-1)*gutter) / each
	var out []slab
	for row := range slices.Chunk(columns, each) {
		g := &grid{between: gutter / 2}
		for c, column := range row {
			title := s.title(column, room)
			s.depth++
			body := s.blocks(column.Blocks, room)
			s.depth--
			g.left = append(g.left, c*(room+gutter))
			g.head, g.cells = append(g.head, title), append(g.cells, body)
		}
		out = append(out, slab{before: 12 * pt, grid: s.repeated(g)})
	}
	return out
}

// aRow returns how many columns of so many stand beside each other: as even as
// can be, and at most three.
func aRow(count, width int) int {
	fit := min(max(width/narrowest, 1), 3)
	rows := (count + fit - 1) / fit
	return (count + rows - 1) / rows
}

// title sets the name over a column, with a bar in the colour of the side.
func (s *typesetter) title(column Column, width int) []slab {
	colour := s.colour(column.Side)
	slabs := s.lines(column.Title, look{size: bodySize, bold: true, colour: colour}, width)
	bar := drawing{kind: rule, y: 2 * pt, width: width, height: 3 * pt / 2, look: look{colour: colour}}
	return append(slabs, slab{height: 8 * pt, drawn: []drawing{bar}})
}

// repeated leaves the head to be repeated only where that leaves room for what
// stands under it: else it becomes the beginning of the cells.
func (s *typesetter) repeated(g *grid) *grid {
	if s.depth == 0 && g.headHeight() <= pageRoom/3 {
		return g
	}
	for c := range g.cells {
		for i := range g.head[c] {
			g.head[c][i].keep = true
		}
		g.cells[c] = append(g.head[c], g.cells[c]...)
	}
	g.head = nil
	return g
}

// colour returns the hue of a side, that of words for none.
func (s *typesetter) colour(side string) string {
	if i := slices.Index(s.meta.Sides, side); i >= 0 {
		return SideColours[i%len(SideColours)]
	}
	return ink
}
