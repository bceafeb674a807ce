package web

import (
	"strconv"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/register"
)

// gaps name how far the sides' ratings are from each other.
var gaps = map[register.GapClass]locale.Key{
	register.GapAgree:    "assessment.gap_agree",
	register.GapNear:     "assessment.gap_near",
	register.GapApart:    "assessment.gap_apart",
	register.GapOneSided: "assessment.gap_one_sided",
	register.GapUnrated:  "assessment.gap_unrated",
}

// gap words how far the sides are from each other, or who withheld; what is sealed is
// said to be.
func (v *visitor) gap(r node.RowView, list sideList) string {
	switch {
	case r.Gap == register.GapWithheld:
		return v.withheld(r, list)
	case r.Gap != "":
		return v.Text(gaps[r.Gap])
	}
	return v.Text("assessment.gap_sealed")
}

func (v *visitor) withheld(r node.RowView, list sideList) string {
	return v.Text("assessment.withheld", "Sides", list.names(r.Stand.Withheld))
}

// rating words what somebody says: the number with its name, or the state.
func (v *visitor) rating(c register.Cycle, r register.Rating) text {
	if !r.Rated() {
		return v.in(register.Word(c.Book.States, r.Instead).Name)
	}
	level := strconv.Itoa(r.Level)
	t := v.in(register.Word(c.Book.Levels(c.Kind), level).Name)
	t.Words = v.Text("assessment.level_named", "Level", level, "Name", t.Words)
	return t
}

// conduct words whose conduct a row is about.
func (v *visitor) conduct(row register.RowID, list sideList) string {
	if row.Conduct == register.ThirdParty {
		return v.Text("assessment.conduct_third")
	}
	return v.Text("assessment.conduct_of", "Side", list.name(dialogue.SideID(row.Conduct)))
}

// sealedState words where a side's assessment stands that is not shown.
func (v *visitor) sealedState(r node.RowView, side dialogue.SideID) string {
	one, committed := r.Stand.Sheets[side]
	for _, withheld := range r.Stand.Withheld {
		if withheld == side {
			return v.Text("assessment.is_withheld")
		}
	}
	switch {
	case !committed:
		return v.Text("assessment.is_open")
	case len(r.Stand.Withheld) > 0:
		return v.Text("assessment.not_alone")
	case one.Revealed != 0:
		return v.Text("assessment.is_revealed", "Day", one.Revealed.String())
	}
	return v.Text("assessment.is_committed", "Day", one.Committed.String())
}

// uses say what a side's coding is good for.
var uses = map[register.Use]locale.Key{
	register.UseIt:    "assessment.use_it",
	register.MarkIt:   "assessment.mark_it",
	register.RecodeIt: "assessment.recode_it",
	register.NoUse:    "assessment.no_use",
}
