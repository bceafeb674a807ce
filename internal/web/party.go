package web

import (
	"fmt"
	"slices"

	"parley/internal/locale"
	"parley/internal/report"
)

// A kind says whose votes are read apart from each other.
type kind int

const (
	sides    kind = iota // the sides of the dialogue
	groups               // the opinion groups, no sides being given
	everyone             // all together, there being neither
)

// A party is one of those whose votes are read apart: a side, or what takes
// the place of one.
type party struct {
	ID    string
	Name  string // in the reader's language
	Class string // of its colour: s0 to s5
	Hatch string // the paint of its "disagree"
}

// colours is how many hues the stylesheet and the hatches have.
const colours = 6

// parties returns those whose votes are read apart, in the order of SideOrder.
func parties(r *report.Result, p *locale.Printer) []party {
	var all []party
	k := kindOf(r)
	for i, id := range r.SideOrder {
		c := i % colours
		all = append(all, party{
			ID: id, Name: partyName(r, p, k, id),
			Class: fmt.Sprintf("s%d", c), Hatch: fmt.Sprintf("url(#h%d)", c),
		})
	}
	return all
}

func kindOf(r *report.Result) kind {
	switch {
	case r.BySide:
		return sides
	case len(r.SideOrder) > 1:
		return groups
	}
	return everyone
}

func partyName(r *report.Result, p *locale.Printer, k kind, id string) string {
	switch k {
	case groups:
		return groupName(p, id)
	case everyone:
		return p.Text("party.everyone")
	}
	return sideName(r, p, id)
}

// sideName names a side, also where groups have taken the place of sides: as it
// calls itself in the language of p, if the result says so.
func sideName(r *report.Result, p *locale.Printer, id string) string {
	if id == "" {
		return p.Text("party.unknown")
	}
	if name := r.SideNames[id][string(p.Language())]; name != "" {
		return name
	}
	return p.Side(id)
}

func groupName(p *locale.Printer, letter string) string {
	return p.Text("party.group", "Letter", letter)
}

// order returns the parties in the order of the given section of a page. The
// edition of a side has that side first; the neutral edition, "", begins each
// section with the next side. Only sides change places.
func order(all []party, k kind, edition string, section int) []party {
	if k != sides || len(all) == 0 {
		return all
	}
	first := section % len(all)
	if edition != "" {
		first = slices.IndexFunc(all, func(p party) bool { return p.ID == edition })
	}
	if first <= 0 {
		return all
	}
	if edition != "" {
		rest := slices.Delete(slices.Clone(all), first, first+1)
		return append([]party{all[first]}, rest...)
	}
	return append(slices.Clone(all[first:]), all[:first]...)
}
