package register

import (
	"cmp"
	"math"
	"slices"
)

// A Point is a place in a drawing; 0 is left and top, 1 right and bottom.
type Point struct{ X, Y float64 }

// How nodes are laid out, in units of the least distance between two of them.
const (
	linkLength = 2.2 // to which edges tend
	leastApart = 1.0 // of any two nodes
	pull       = 2   // towards the middle of a component, so that it does not fly apart
	margin     = 0.9 // around a component
)

// golden is the angle at which seeds stand in a flower: points that follow it fill a
// disc evenly.
var golden = math.Pi * (3 - math.Sqrt(5))

// Layout returns where to draw the nodes 0 to n-1 of a graph, in the unit square, so
// that what is joined is near (after Fruchterman and Reingold, 1991), components stand
// apart, and no two nodes are nearer than the distance that it also returns. The same
// graph is always laid out the same.
func Layout(n int, edges [][2]int) ([]Point, float64) {
	if n == 0 {
		return nil, 0
	}
	at := make([]Point, n)
	var boxes []box
	for _, c := range components(n, edges) {
		placeComponent(at, c, edges)
		boxes = append(boxes, boxAround(at, c))
	}
	width, height := pack(boxes)
	size := max(width, height)
	for _, b := range boxes {
		for _, node := range b.nodes {
			at[node] = Point{(at[node].X + b.x + (size-width)/2) / size, (at[node].Y + b.y + (size-height)/2) / size}
		}
	}
	return at, leastApart / size
}

// components returns the nodes of each component, the largest first, then by their
// first nodes.
func components(n int, edges [][2]int) [][]int {
	leader := make([]int, n)
	for i := range leader {
		leader[i] = i
	}
	lead := func(i int) int {
		for leader[i] != i {
			leader[i] = leader[leader[i]]
			i = leader[i]
		}
		return i
	}
	for _, e := range edges {
		a, b := lead(e[0]), lead(e[1])
		leader[max(a, b)] = min(a, b)
	}
	in := make([][]int, n)
	for i := range n {
		in[lead(i)] = append(in[lead(i)], i)
	}
	in = slices.DeleteFunc(in, func(c []int) bool { return len(c) == 0 })
	slices.SortStableFunc(in, func(a, b []int) int { return cmp.Compare(len(b), len(a)) })
	return in
}

// placeComponent lays out the nodes of one component, wherever that is.
func placeComponent(at []Point, nodes []int, edges [][2]int) {
	local := map[int]int{}
	for i, node := range nodes {
		local[node] = i
	}
	var joined [][2]int
	for _, e := range edges {
		if a, ok := local[e[0]]; ok && e[0] != e[1] {
			joined = append(joined, [2]int{a, local[e[1]]})
		}
	}
	p := make([]Point, len(nodes))
	for i := range p {
		r, a := math.Sqrt(float64(i)+0.5), float64(i)*golden
		p[i] = Point{r * math.Cos(a), r * math.Sin(a)}
	}
	attract(p, joined)
	separate(p)
	for i, node := range nodes {
		at[node] = p[i]
	}
}

// attract moves points for some rounds: all push each other away, those that are
// joined pull, and each round moves less than the one before.
func attract(p []Point, edges [][2]int) {
	if len(p) < 2 {
		return
	}
	rounds := min(max(9_000_000/(len(p)*len(p)), 20), 300)
	start := math.Sqrt(float64(len(p)))
	force := make([]Point, len(p))
	for round := range rounds {
		for i := range force {
			force[i] = Point{-pull * p[i].X, -pull * p[i].Y}
		}
		for i := range p {
			for j := range i {
				dx, dy := p[i].X-p[j].X, p[i].Y-p[j].Y
				f := linkLength * linkLength / max(dx*dx+dy*dy, 0.01)
				force[i].X, force[i].Y = force[i].X+dx*f, force[i].Y+dy*f
				force[j].X, force[j].Y = force[j].X-dx*f, force[j].Y-dy*f
			}
		}
		for _, e := range edges {
			a, b := e[0], e[1]
			dx, dy := p[b].X-p[a].X, p[b].Y-p[a].Y
			f := math.Hypot(dx, dy) / linkLength
			force[a].X, force[a].Y = force[a].X+dx*f, force[a].Y+dy*f
			force[b].X, force[b].Y = force[b].X-dx*f, force[b].Y-dy*f
		}
		most := start * (1 - float64(round)/float64(rounds))
		for i, f := range force {
			if length := math.Hypot(f.X, f.Y); length > 0 {
				step := min(length, most) / length
				p[i].X, p[i].Y = p[i].X+f.X*step, p[i].Y+f.Y*step
			}
		}
	}
}

// separate moves points that are too near away from each other until none is, and
// then all away from the middle by as much as may still be missing.
func separate(p []Point) {
	for range 200 {
		moved := false
		for i := range p {
			for j := range i {
				dx, dy := p[i].X-p[j].X, p[i].Y-p[j].Y
				if dx*dx+dy*dy >= leastApart*leastApart {
					continue
				}
				apart := math.Hypot(dx, dy)
				if apart < 1e-6 {
					dx, dy, apart = math.Cos(float64(i)*golden), math.Sin(float64(i)*golden), 1
					p[i].X, p[i].Y = p[j].X, p[j].Y
				}
				step := (leastApart*1.05 - math.Hypot(p[i].X-p[j].X, p[i].Y-p[j].Y)) / 2 / apart
				p[i].X, p[i].Y = p[i].X+dx*step, p[i].Y+dy*step
				p[j].X, p[j].Y = p[j].X-dx*step, p[j].Y-dy*step
				moved = true
			}
		}
		if !moved {
			return
		}
	}
	nearest := math.Inf(1)
	for i := range p {
		for j := range i {
			nearest = min(nearest, math.Hypot(p[i].X-p[j].X, p[i].Y-p[j].Y))
		}
	}
	if grow := leastApart / max(nearest, 1e-3); grow > 1 {
		for i := range p {
			p[i].X, p[i].Y = p[i].X*grow, p[i].Y*grow
		}
	}
}
