package web

import (
	"parley/internal/node"
)

// registersPage lists what registers there are, by group.
type registersPage struct {
	Groups    []registerGroup
	Attention string // addresses
	Changes   string
	Feed      string
}

func (registersPage) template() string { return "registers" }

type registerGroup struct {
	Title text
	Rows  []registerRow
}

// A registerRow is one register in the list.
type registerRow struct {
	Title, About, Banner text
	Href                 string
	Count                string
}

func showRegisters(v *visitor) error {
	all, err := v.site.Node.Registers(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	g := registersPage{Attention: v.at("/registers/attention"), Changes: v.at("/registers/changes"), Feed: v.at("/registers/changes.atom")}
	last := ""
	for _, r := range all {
		if d := r.Definition; len(g.Groups) == 0 || d.Group != last {
			last = d.Group
			g.Groups = append(g.Groups, registerGroup{Title: v.in(v.site.Node.Words().Group(last))})
		}
		group := &g.Groups[len(g.Groups)-1]
		group.Rows = append(group.Rows, v.registerRow(r))
	}
	p := v.page(v.Text("registers.title"), g)
	p.Feed = g.Feed
	return v.sendKept(p)
}

func (v *visitor) registerRow(r node.RegisterView) registerRow {
	d := r.Definition
	return registerRow{Title: v.in(d.Title), About: v.in(d.About), Banner: v.in(d.Banner), Href: v.at(registerPath(d.Name, "")),
		Count: v.Count("registers.count", r.Records)}
}

// registersLink leads to the registers; nil where a node has none.
func (v *visitor) registersLink() *option {
	if v.site.Node.Words() == nil {
		return nil
	}
	return &option{Label: v.Text("registers.title"), Href: v.at("/registers")}
}
