package web

import (
	"cmp"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/register"
)

// A facetView offers the values of a field with how many records have each.
type facetView struct {
	Name  string
	Label text
	Picks []facetPick
	Fold  bool // there are so many that they are folded away
}

type facetPick struct {
	Value  string
	Label  text
	N      string
	Chosen bool
}

// foldAfter is how many values a facet shows without being asked.
const foldAfter = 8

// facets returns those in which something can be chosen. The values of a link are in
// the order of their titles.
func (v *visitor) facets(d *register.Definition, found node.RecordsPage, q recordQuery) []facetView {
	var all []facetView
	for _, facet := range found.Found.Facets {
		f, ok := d.Field(facet.Field)
		if !ok || len(facet.Counts) == 0 {
			continue
		}
		w := facetView{Name: "f." + f.Name, Label: v.in(f.Label)}
		chosen := q.Filters[f.Name]
		for _, c := range facet.Counts {
			label := v.optionWords(f, c.Value)
			if to := f.LeadsTo(); to != "" {
				title, there := found.Titles[to][c.Value]
				if !there || title.ID == 0 {
					continue
				}
				label = v.title(title.Words)
			}
			w.Picks = append(w.Picks, facetPick{c.Value, label, v.Number(c.N), slices.Contains(chosen, c.Value)})
		}
		if f.LeadsTo() != "" {
			slices.SortStableFunc(w.Picks, func(a, b facetPick) int { return cmp.Compare(a.Label.Words, b.Label.Words) })
		}
		w.Fold = len(w.Picks) > foldAfter && len(chosen) == 0
		if len(w.Picks) > 0 {
			all = append(all, w)
		}
	}
	return all
}

// A markView offers what records can be chosen by besides fields.
type markView struct {
	Name, Label string
	Picks       []pick
}

var originNames = map[string]locale.Key{register.FromCase: "registers.origin_case", register.FromDialogue: "registers.origin_dialogue",
	register.FromImport: "registers.origin_import", register.Simulated: "registers.simulated"}

var stateNames = map[register.State]locale.Key{register.Kept: "registers.kept", register.Draft: "registers.draft", register.Withdrawn: "registers.withdrawn"}

// markPicks offers marks: what became of a record to those who see more than what is
// kept, and whose it is where records have an owner.
func (v *visitor) markPicks(d *register.Definition, sides []dialogue.Side, q recordQuery) []markView {
	var all []markView
	list := v.alternate(sides, 0)
	for _, mark := range recordMarks {
		w := markView{Name: mark, Label: v.Text(markLabels[mark]), Picks: []pick{{Label: v.Text("registers.any")}}}
		if (mark == "state" && v.who.Role == "") || (mark == "side" && d.Approve != register.OneSide) {
			continue
		}
		for _, value := range markValues(mark, sides) {
			p := pick{Value: value, Chosen: slices.Contains(q.Filters["."+mark], value)}
			switch mark {
			case "state":
				p.Label = v.Text(stateNames[register.State(value)])
			case "origin":
				p.Label = v.Text(originNames[value])
			default:
				name := list.side(dialogue.SideID(value)).Name
				p.Label, p.Lang = name.Words, name.Lang
			}
			w.Picks = append(w.Picks, p)
		}
		all = append(all, w)
	}
	return all
}

var markLabels = map[string]locale.Key{"state": "registers.by_state", "origin": "registers.by_origin", "side": "registers.by_side"}

// sortPicks offers the orders of records.
func (v *visitor) sortPicks(d *register.Definition, q recordQuery) []pick {
	all := []pick{{Label: v.Text("registers.sort_title"), Chosen: q.Sort == ""}}
	if q.Words != "" {
		all[0].Label = v.Text("registers.sort_words")
	}
	for _, name := range sortsOf(d) {
		key, field := locale.Key("registers.sort_up"), name
		if name[0] == '-' {
			key, field = "registers.sort_down", name[1:]
		}
		f, _ := d.Field(field)
		all = append(all, pick{Value: name, Label: v.Text(key, "Field", v.in(f.Label).Words), Chosen: q.Sort == name})
	}
	return all
}
