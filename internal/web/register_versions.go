package web

import (
	"parley/internal/node"
	"parley/internal/register"
)

// versionsPage shows how a record came to be what it is, the newest first.
type versionsPage struct {
	registerHead
	Title text
	Steps []stepView
}

func (versionsPage) template() string { return "register_versions" }

// A stepView is how a record came to a version, or would.
type stepView struct {
	Heading     string
	By          string
	Why         passage
	Readers     string // who reads it now and did before; "" where they are the same
	First       bool
	Differences []differenceView
}

// A differenceView is what a field held, and holds since.
type differenceView struct {
	Label         text
	Side          *namedSide // whose column it is; nil for what is shared
	Before, After valueView
}

// showVersions serves the versions of a record.
func showVersions(v *visitor) error {
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return err
	}
	g := versionsPage{registerHead: v.headOf(d), Title: v.shownTitle(d, r.Record)}
	g.Back = linkView{Title: g.Title, Href: v.at(recordPath(d.Name, r.Key, ""))}
	for i, step := range d.History(r.Record) {
		g.Steps = append(g.Steps, v.stepView(d, r, step, v.alternate(sides, i)))
	}
	return v.sendKept(v.page(v.Text("registers.versions"), g))
}

func (v *visitor) stepView(d *register.Definition, r node.Shown, s register.Step, list sideList) stepView {
	on := v.dayWords(s.On.String()).Words
	w := stepView{Heading: v.Text("registers.version", "Number", s.Version, "Day", on), First: s.First, Why: v.passage(s.Why, s.By == v.who.Side || v.writes()), By: v.stepBy(s, list)}
	if s.Pending() {
		w.Heading = v.Text("registers.waits_since", "Day", on)
	}
	if s.From != s.To && s.From != "" {
		w.Readers = v.Text("registers.readers", "Before", v.Text(readerNames[s.From]), "After", v.Text(readerNames[s.To]))
	}
	for _, diff := range s.Differences {
		f, ok := d.Field(diff.Field)
		if !ok {
			continue
		}
		own := diff.Side == v.who.Side && v.who.Side != "" || diff.Side == "" && v.writes()
		one := differenceView{Label: v.in(f.Label), Before: v.valueOf(f, diff.Before, r.Titles, own), After: v.valueOf(f, diff.After, r.Titles, own)}
		if diff.Side != "" {
			side := list.side(diff.Side)
			one.Side = &side
		}
		if one.Before.Empty() && one.After.Empty() {
			continue // a link that led nowhere the reader sees
		}
		w.Differences = append(w.Differences, one)
	}
	return w
}

// stepBy says who changed something.
func (v *visitor) stepBy(s register.Step, list sideList) string {
	switch {
	case s.First:
		return ""
	case s.By != "":
		return v.Text("registers.by", "Side", list.name(s.By))
	}
	return v.Text("registers.by_every")
}
