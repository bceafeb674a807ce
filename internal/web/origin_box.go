package web

import (
	"parley/internal/dialogue"
	"parley/internal/locale"
)

// An originBox says from which statement of a closed dialogue something came,
// and how each side voted on it.
type originBox struct {
	*locale.Printer
	Reading string
	Number  string
	Href    string // of the statement in the result
	Rows    []supportRow
}

// A supportRow is how one side voted, in words: withheld is said, never drawn.
type supportRow struct {
	Side  namedSide
	Words string
}

// originBox words where something came from; nil for what came from no dialogue.
func (v *visitor) originBox(o *dialogue.Origin, list sideList) *originBox {
	if o == nil {
		return nil
	}
	number := o.Statement.String()
	box := &originBox{Printer: v.Printer, Reading: v.Text(locale.Key("reading." + o.Reading)), Number: number,
		Href: v.at(pathOf(o.Dialogue, "/result"+statementPath(number)))}
	for _, side := range list {
		for _, s := range o.Support {
			if s.Side == side.ID {
				box.Rows = append(box.Rows, supportRow{side, v.support(s)})
			}
		}
	}
	return box
}

func (v *visitor) support(s dialogue.Support) string {
	switch {
	case s.Withheld:
		return v.Text("vote.withheld")
	case s.Band != "":
		return v.Text("origin.band", "Band", s.Band)
	case s.Voters == 0:
		return v.Text("vote.nobody")
	}
	return v.Count("origin.votes", s.Voters, "Agree", s.Agree, "Disagree", s.Disagree)
}
