package register

import (
	"cmp"
	"slices"
	"strings"
)

// MostInNetwork is how many nodes a network shows: more cannot be read.
const MostInNetwork = 300

// A NetworkNode is a record, a record to which it links, or an option.
type NetworkNode struct {
	Record   int    // of those given, or -1
	Register Name   // of a record; "" of an option
	Field    string // of an option
	Key      string // of a record, or the value of an option
	Title    string
	At       Point
	Edges    int
	Label    *Label // nil where there is no room for one
}

// A NetworkEdge leads from one node to another. Its field is the first by which they
// are joined.
type NetworkEdge struct {
	From, To int
	Field    string
}

// A NetworkPlan is a network to draw in a square. Every node has its title, also where
// there is no room to write it.
type NetworkPlan struct {
	Nodes  []NetworkNode // by register, field and key
	Edges  []NetworkEdge // by their nodes
	Radius float64       // of the dots, which do not touch
	Left   int           // nodes with the fewest edges that are left out
}

// Network joins records to what the fields of a view lead to: records of theirs, or
// options. title says what a node is called, "" of one of which nothing is said.
func (d *Definition) Network(v View, all []Record, title func(NetworkNode) string) NetworkPlan {
	nodes, edges := d.joined(v, all, title)
	p := cutNetwork(nodes, edges)
	pairs := make([][2]int, len(p.Edges))
	for i, e := range p.Edges {
		pairs[i] = [2]int{e.From, e.To}
	}
	places, apart := Layout(len(p.Nodes), pairs)
	p.Radius = min(apart*0.32, 0.012)
	for i := range p.Nodes {
		p.Nodes[i].At = places[i]
	}
	p.label()
	return p
}

type nodeName struct {
	register Name
	field    string
	key      string
}

func (n NetworkNode) name() nodeName { return nodeName{n.Register, n.Field, n.Key} }

func (a nodeName) compare(b nodeName) int {
	return cmp.Or(strings.Compare(string(a.register), string(b.register)), strings.Compare(a.field, b.field), strings.Compare(a.key, b.key))
}

// joined returns all nodes that have a title, by name, and what joins them.
func (d *Definition) joined(v View, all []Record, title func(NetworkNode) string) ([]NetworkNode, []NetworkEdge) {
	found := map[nodeName]NetworkNode{}
	add := func(n NetworkNode) {
		if _, ok := found[n.name()]; ok {
			return
		}
		if n.Title = title(n); n.Title != "" {
			found[n.name()] = n
		}
	}
	for i, r := range all {
		add(NetworkNode{Record: i, Register: d.Name, Key: r.Key})
	}
	type end struct{ from, to nodeName }
	by := map[end]string{}
	for _, field := range v.Links {
		f, ok := d.Field(field)
		if !ok {
			continue
		}
		for _, r := range all {
			for _, key := range choicesOf(r, field) {
				n := NetworkNode{Record: -1, Register: f.LeadsTo(), Key: key}
				if n.Register == "" {
					n.Field = field
				}
				add(n)
				e := end{nodeName{register: d.Name, key: r.Key}, n.name()}
				if _, ok := by[e]; !ok && by[end{e.to, e.from}] == "" && e.from != e.to {
					by[e] = field
				}
			}
		}
	}
	nodes := make([]NetworkNode, 0, len(found))
	for _, n := range found {
		nodes = append(nodes, n)
	}
	slices.SortFunc(nodes, func(a, b NetworkNode) int { return a.name().compare(b.name()) })
	at := map[nodeName]int{}
	for i, n := range nodes {
		at[n.name()] = i
	}
	var edges []NetworkEdge
	for e, field := range by {
		from, okFrom := at[e.from]
		to, okTo := at[e.to]
		if okFrom && okTo {
			edges = append(edges, NetworkEdge{From: from, To: to, Field: field})
			nodes[from].Edges++
			nodes[to].Edges++
		}
	}
	slices.SortFunc(edges, func(a, b NetworkEdge) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return nodes, edges
}

// cutNetwork leaves out the nodes with the fewest edges where there are too many.
func cutNetwork(nodes []NetworkNode, edges []NetworkEdge) NetworkPlan {
	order := make([]int, len(nodes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(nodes[b].Edges, nodes[a].Edges) })
	p := NetworkPlan{Left: max(len(nodes)-MostInNetwork, 0)}
	order = order[:len(nodes)-p.Left]
	slices.Sort(order)
	now := map[int]int{}
	for i, node := range order {
		now[node] = i
		p.Nodes = append(p.Nodes, nodes[node])
	}
	for _, e := range edges {
		from, okFrom := now[e.From]
		to, okTo := now[e.To]
		if okFrom && okTo {
			p.Edges = append(p.Edges, NetworkEdge{From: from, To: to, Field: e.Field})
		}
	}
	return p
}
