package register

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// How large labels are, of the side of the drawing: at 1000 pixels letters of 11.
const (
	LabelHeight = 0.014
	letterWidth = 0.0062
	mostLetters = 26
)

// A Label is the title of a node, or its beginning, in a rectangle that no other label
// and no other node overlaps.
type Label struct {
	Text                string
	X, Y, Width, Height float64 // left and top
}

func (l Label) overlaps(o Label) bool {
	return l.X < o.X+o.Width && o.X < l.X+l.Width && l.Y < o.Y+o.Height && o.Y < l.Y+l.Height
}

// label writes titles where there is room: of the nodes with the most edges first,
// then of those that come first.
func (p *NetworkPlan) label() {
	var taken []Label
	for _, n := range p.Nodes {
		taken = append(taken, Label{X: n.At.X - p.Radius, Y: n.At.Y - p.Radius, Width: 2 * p.Radius, Height: 2 * p.Radius})
	}
	order := make([]int, len(p.Nodes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p.Nodes[b].Edges, p.Nodes[a].Edges) })
	for _, i := range order {
		for _, l := range p.around(p.Nodes[i]) {
			inside := l.X >= 0 && l.Y >= 0 && l.X+l.Width <= 1 && l.Y+l.Height <= 1
			if inside && !slices.ContainsFunc(taken, l.overlaps) {
				taken = append(taken, l)
				p.Nodes[i].Label = &l
				break
			}
		}
	}
}

// around returns where the label of a node can stand: right, left, below, above.
func (p *NetworkPlan) around(n NetworkNode) []Label {
	text := shortened(n.Title)
	w, h, gap := letterWidth*float64(utf8.RuneCountInString(text)), LabelHeight, p.Radius*1.3
	at := func(x, y float64) Label { return Label{Text: text, X: x, Y: y, Width: w, Height: h} }
	return []Label{
		at(n.At.X+gap, n.At.Y-h/2), at(n.At.X-gap-w, n.At.Y-h/2),
		at(n.At.X-w/2, n.At.Y+gap), at(n.At.X-w/2, n.At.Y-gap-h),
	}
}

// shortened returns the beginning of a title that is too long to be written.
func shortened(title string) string {
	letters := []rune(title)
	if len(letters) <= mostLetters {
		return title
	}
	return string(letters[:mostLetters-1]) + "…"
}
