package web

import (
	"fmt"
	"slices"

	"parley/internal/register"
)

// networkPicture is what the picture is made of, in units of a square of side
// networkSize.
type networkPicture struct {
	Size    int
	Summary string
	Left    string // how many nodes are left out; "" for none
	Edges   []edgeLine
	Nodes   []nodeShape
	Shapes  []nodeKey
	Lines   []lineKey
}

type edgeLine struct{ Class, X1, Y1, X2, Y2 string }

type nodeShape struct {
	Href, Says, Path, Class string
	Label, X, Y             string
}

// A nodeKey says what a shape stands for, and a lineKey a line.
type (
	nodeKey struct {
		Path, Class string
		Name        text
	}
	lineKey struct {
		Class string
		Name  text
	}
)

const networkSize = 1000

func (w *drawn) networkPicture(plan register.NetworkPlan) *networkPicture {
	p := &networkPicture{Size: networkSize, Summary: w.Text("view.network_summary", "Nodes", len(plan.Nodes), "Edges", len(plan.Edges))}
	if plan.Left > 0 {
		p.Left = w.Count("view.network_left", plan.Left, "Most", register.MostInNetwork)
	}
	for _, e := range plan.Edges {
		a, b := plan.Nodes[e.From].At, plan.Nodes[e.To].At
		p.Edges = append(p.Edges, edgeLine{w.edgeClass(e.Field), inSquare(a.X), inSquare(a.Y), inSquare(b.X), inSquare(b.Y)})
	}
	for _, n := range plan.Nodes {
		class, shape := w.shapeOf(n)
		s := nodeShape{Says: n.Title + ": " + w.Count("view.joined", n.Edges), Class: class, Path: shape(n.At.X*networkSize, n.At.Y*networkSize, plan.Radius*networkSize)}
		if n.Register != "" {
			s.Href = w.at(recordPath(n.Register, n.Key, ""))
		}
		if l := n.Label; l != nil {
			s.Label, s.X, s.Y = l.Text, inSquare(l.X), inSquare(l.Y+l.Height*0.8)
		}
		p.Nodes = append(p.Nodes, s)
	}
	w.networkKey(p, plan)
	return p
}

// networkKey says what the shapes and the lines stand for.
func (w *drawn) networkKey(p *networkPicture, plan register.NetworkPlan) {
	known := map[string]bool{}
	for _, n := range plan.Nodes {
		class, shape := w.shapeOf(n)
		name := text{Words: w.in(w.d.Title).Words, Known: true}
		switch {
		case n.Register == "":
			name = w.fieldName(n.Field)
		case n.Register != w.d.Name:
			if other, ok := w.site.Node.Words().Get(n.Register); ok {
				name = text{Words: w.in(other.Title).Words, Known: true}
			}
		}
		if !known[class+name.Words] {
			known[class+name.Words] = true
			p.Shapes = append(p.Shapes, nodeKey{shape(12, 12, 8), class, name})
		}
	}
	if len(w.view.Links) > 1 {
		for _, field := range w.view.Links {
			p.Lines = append(p.Lines, lineKey{w.edgeClass(field), w.fieldName(field)})
		}
	}
}

// shapeOf draws records of the register as discs, those of others as diamonds, and
// options as squares.
func (w *drawn) shapeOf(n register.NetworkNode) (class string, shape func(x, y, r float64) string) {
	switch n.Register {
	case w.d.Name:
		return "node own", disc
	case "":
		return "node choice", square
	}
	return "node other", diamond
}

// edgeClass tells the lines of fields apart.
func (w *drawn) edgeClass(field string) string {
	return fmt.Sprintf("edge e%d", max(slices.Index(w.view.Links, field), 0)%3)
}

func inSquare(x float64) string { return fmt.Sprintf("%.1f", x*networkSize) }

func disc(x, y, r float64) string {
	return fmt.Sprintf("M%.1f %.1fa%.1f %.1f 0 1 0 %.1f 0a%.1f %.1f 0 1 0 %.1f 0z", x-r, y, r, r, 2*r, r, r, -2*r)
}

func square(x, y, r float64) string {
	return fmt.Sprintf("M%.1f %.1fh%.1fv%.1fh%.1fz", x-r*0.85, y-r*0.85, r*1.7, r*1.7, -r*1.7)
}

func diamond(x, y, r float64) string {
	return fmt.Sprintf("M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz", x, y-r*1.15, r*1.15, r*1.15, -r*1.15, r*1.15, -r*1.15, -r*1.15)
}
