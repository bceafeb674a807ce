package register

import "slices"

// A TreeNode is a record with what is below it.
type TreeNode struct {
	Record   int
	Children []TreeNode
}

// A TreePlan is records below their parents, in the order in which they were given.
type TreePlan struct {
	Roots  []TreeNode
	Cycles [][]int // records that are their own forebears, from the root on
}

// Tree puts records below their parents. One without a parent, or whose parent is not
// among them, is a root. Of a cycle the record with the first key is a root.
func (d *Definition) Tree(v View, all []Record) TreePlan {
	parents := parentsOf(v.Parent, all)
	p := TreePlan{Cycles: breakCycles(parents, all)}
	children := make([][]int, len(all))
	for i, parent := range parents {
		if parent >= 0 {
			children[parent] = append(children[parent], i)
		}
	}
	var grow func(i int) TreeNode
	grow = func(i int) TreeNode {
		n := TreeNode{Record: i}
		for _, child := range children[i] {
			n.Children = append(n.Children, grow(child))
		}
		return n
	}
	for i, parent := range parents {
		if parent < 0 {
			p.Roots = append(p.Roots, grow(i))
		}
	}
	return p
}

// parentsOf returns the place of each record's parent, -1 for none.
func parentsOf(field string, all []Record) []int {
	at := map[string]int{}
	for i, r := range all {
		at[r.Key] = i
	}
	parents := make([]int, len(all))
	for i, r := range all {
		parents[i] = -1
		if keys := choicesOf(r, field); len(keys) > 0 {
			if parent, ok := at[keys[0]]; ok {
				parents[i] = parent
			}
		}
	}
	return parents
}

// breakCycles takes the parent away from one record of each cycle, and returns the
// cycles, each from that record downwards.
func breakCycles(parents []int, all []Record) [][]int {
	var cycles [][]int
	met := make([]int, len(parents)) // from which record it was first come by, from 1
	for i := range parents {
		at := i
		for at >= 0 && met[at] == 0 {
			met[at] = i + 1
			at = parents[at]
		}
		if at < 0 || met[at] != i+1 {
			continue
		}
		cycle := []int{at}
		for up := parents[at]; up != at; up = parents[up] {
			cycle = append(cycle, up)
		}
		slices.Reverse(cycle)
		root := slices.IndexFunc(cycle, func(r int) bool {
			return !slices.ContainsFunc(cycle, func(o int) bool { return all[o].Key < all[r].Key })
		})
		cycle = slices.Concat(cycle[root:], cycle[:root])
		parents[cycle[0]] = -1
		cycles = append(cycles, cycle)
	}
	return cycles
}

// A DrillPlan is how far somebody walked a tree.
type DrillPlan struct {
	Path []int // records, from a root to where the walk is
	Next []int // where it can go on: roots at the beginning; none at the end
}

// Drill walks the tree of a view by the keys chosen, the first of a root, each next of
// a child of the one before. It stops before a key that is not there to choose.
func (d *Definition) Drill(v View, all []Record, chosen []string) DrillPlan {
	var p DrillPlan
	here := d.Tree(v, all).Roots
	for _, key := range chosen {
		at := slices.IndexFunc(here, func(n TreeNode) bool { return all[n.Record].Key == key })
		if at < 0 {
			break
		}
		p.Path = append(p.Path, here[at].Record)
		here = here[at].Children
	}
	for _, n := range here {
		p.Next = append(p.Next, n.Record)
	}
	return p
}
