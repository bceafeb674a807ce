package web

import (
	"parley/internal/node"
	"parley/internal/register"
)

// hitsPage lists records of several registers: what a search found, what wants
// attention, what changed.
type hitsPage struct {
	registerHead
	Lead   string
	Seek   bool   // it has a box to search in
	Words  string // searched for
	Groups []hitGroup
	Others []hitGroup // what was found outside registers, by kind
	None   string     // said where there are none
	Feed   string     // address; "" for none
}

func (hitsPage) template() string { return "register_hits" }

// A hitGroup is the records of one register, or of one day.
type hitGroup struct {
	Title linkView
	Rows  []recordRow
}

// showRegisterSearch serves what all registers have of some words.
func showRegisterSearch(v *visitor) error {
	words := []rune(v.r.URL.Query().Get("q"))
	g := hitsPage{registerHead: v.headAbove(nil), Seek: true, Words: string(words[:min(len(words), mostSearched)]), Lead: v.Text("registers.search_is")}
	if g.Words != "" {
		hits, err := v.site.Node.SearchRegisters(v.r.Context(), v.who, g.Words)
		if err != nil {
			return err
		}
		g.Groups, err = v.byRegister(hits, func(node.Hit, sideList) []string { return nil })
		if err != nil {
			return err
		}
		if g.Others, err = v.foundElsewhere(g.Words); err != nil {
			return err
		}
		if len(g.Others) == 0 {
			g.None = v.Text("registers.found_nothing")
		}
	}
	return v.sendKept(v.page(v.Text("registers.search"), g))
}

// showAttention serves what wants somebody's attention, in one register or in all.
func showAttention(v *visitor) error {
	d, err := v.registerOrAll()
	if err != nil {
		return err
	}
	hits, err := v.site.Node.Attention(v.r.Context(), v.who, registerNameOf(d))
	if err != nil {
		return err
	}
	g := hitsPage{registerHead: v.headBelow(d), Lead: v.Text("registers.attention_is"), None: v.Text("registers.attention_none")}
	g.Groups, err = v.byRegister(hits, func(h node.Hit, list sideList) []string { return v.alarms(h.Shown, list) })
	if err != nil {
		return err
	}
	return v.sendKept(v.page(v.Text("registers.attention"), g))
}

// showChanges serves what changed lately, in one register or in all.
func showChanges(v *visitor) error {
	d, err := v.registerOrAll()
	if err != nil {
		return err
	}
	hits, err := v.site.Node.RecentChanges(v.r.Context(), v.who, registerNameOf(d))
	if err != nil {
		return err
	}
	g := hitsPage{registerHead: v.headBelow(d), Lead: v.Count("registers.changes_are", node.RecentDays), None: v.Text("registers.changes_none"), Feed: v.at("/registers/changes.atom")}
	if d != nil {
		g.Feed = v.at(registerPath(d.Name, "/files/changes.atom"))
	}
	for i, h := range hits {
		if i == 0 || hits[i-1].Changed != h.Changed {
			g.Groups = append(g.Groups, hitGroup{Title: linkView{Title: text{Words: v.dayWords(h.Changed.String()).Words, Known: true}}})
		}
		group := &g.Groups[len(g.Groups)-1]
		row := recordRow{Title: v.shownTitle(h.Definition, h.Record), Href: v.at(recordPath(h.Definition.Name, h.Key, "/versions")), Marks: v.marksOf(h.Record)}
		row.Says = []string{v.in(h.Definition.Title).Words, v.lastChange(h)}
		group.Rows = append(group.Rows, row)
	}
	p := v.page(v.Text("registers.changes"), g)
	p.Feed = g.Feed
	return v.sendKept(p)
}

// lastChange says what of a record changed last.
func (v *visitor) lastChange(h node.Hit) string {
	for _, step := range h.Definition.History(h.Record) {
		switch {
		case step.Pending():
			continue
		case step.First:
			return v.Text("registers.new_record")
		}
		words := ""
		for _, diff := range step.Differences {
			if f, ok := h.Definition.Field(diff.Field); ok {
				if words != "" {
					words += ", "
				}
				words += v.in(f.Label).Words
			}
		}
		return v.Text("registers.changed", "Fields", words)
	}
	return v.Text("registers.draft")
}

// byRegister groups records by their registers, which stand in their order.
func (v *visitor) byRegister(hits []node.Hit, says func(node.Hit, sideList) []string) ([]hitGroup, error) {
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return nil, err
	}
	var all []hitGroup
	for i, h := range hits {
		d := h.Definition
		if i == 0 || hits[i-1].Definition != d {
			all = append(all, hitGroup{Title: linkView{Title: v.in(d.Title), Href: v.at(registerPath(d.Name, ""))}})
		}
		list := v.alternate(sides, i)
		row := v.recordRow(d, h.Shown, list)
		row.Says = says(h, list)
		group := &all[len(all)-1]
		group.Rows = append(group.Rows, row)
	}
	return all, nil
}

// registerOrAll returns the register in the address; nil where it names none.
func (v *visitor) registerOrAll() (*register.Definition, error) {
	if v.r.PathValue("register") == "" {
		return nil, nil
	}
	return v.registerIn()
}

func registerNameOf(d *register.Definition) register.Name {
	if d == nil {
		return ""
	}
	return d.Name
}

// headBelow is the head of a page about one register or all.
func (v *visitor) headBelow(d *register.Definition) registerHead {
	if d == nil {
		return v.headAbove(nil)
	}
	return v.headOf(d)
}
