package web

import "parley/internal/register"

// treePage puts records below their parents.
type treePage struct {
	drawing
	Parent  text
	Roots   []branch
	Circles []circle
}

func (treePage) template() string { return "register_view_tree" }

// A branch is a record with what is below it.
type branch struct {
	recordLink
	Says  string // how much is right below it; "" of a leaf
	Below []branch
}

// A circle is records that are their own forebears.
type circle struct{ Records []recordLink }

func treeView(w *drawn) (form, error) {
	plan := w.d.Tree(w.view, w.records)
	g := treePage{drawing: w.frame, Parent: w.fieldName(w.view.Parent)}
	for _, n := range plan.Roots {
		g.Roots = append(g.Roots, w.branch(n))
	}
	for _, records := range plan.Cycles {
		g.Circles = append(g.Circles, circle{w.links(records)})
	}
	return g, nil
}

func (w *drawn) branch(n register.TreeNode) branch {
	b := branch{recordLink: w.link(n.Record)}
	if len(n.Children) > 0 {
		b.Says = w.Count("view.below", len(n.Children))
	}
	for _, child := range n.Children {
		b.Below = append(b.Below, w.branch(child))
	}
	return b
}
