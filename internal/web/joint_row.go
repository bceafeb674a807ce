package web

import (
	"parley/internal/dialogue"
	"parley/internal/locale"
)

// A jointRow is a text of all sides with what binds them to it.
type jointRow struct {
	*locale.Printer
	Words    passage
	Number   string
	Grade    string
	Rejects  string // that what is agreed is the rejection of the words; "" otherwise
	Asked    string // that it is meant to be agreed and is not; "" otherwise
	Basis    string
	Consents []consentRow
	Past     []pastRow
	Origin   *originBox
	Sources  []source
	Removed  bool
	Href     string
}

// A consentRow says whether a side has consented to the words as they are.
type consentRow struct {
	Side namedSide
	Says string
}

// A pastRow is a consent that is past, and why.
type pastRow struct {
	Side string
	Says string
}

func (v *visitor) jointRows(all []dialogue.JointText, list sideList) []jointRow {
	var rows []jointRow
	for _, j := range all {
		rows = append(rows, v.jointRow(j, list))
	}
	return rows
}

func (v *visitor) jointRow(j dialogue.JointText, list sideList) jointRow {
	grade := j.Grade(list.ids())
	row := jointRow{Printer: v.Printer, Words: v.jointPassage(j.Words, list), Number: dialogue.FormatID(j.ID), Grade: v.Text(locale.Key("grade." + string(grade))),
		Origin: v.originBox(j.Origin, list), Sources: sourcesOf(j.Sources), Removed: j.Removed, Href: v.at(jointPath(j.ID, ""))}
	if j.Case != "" {
		row.Number = j.Case
	}
	if j.Rejects {
		row.Rejects = v.Text("report.rejects")
	}
	if j.Basis != "" {
		row.Basis = v.Text(locale.Key("basis." + j.Basis))
	}
	if j.Asked == dialogue.Agreed && grade != dialogue.Agreed {
		row.Asked = v.Text("joint.not_agreed_yet")
	}
	row.Consents, row.Past = v.consents(j.Consents, j.Past, list, "joint.consented", "joint.no_consent")
	return row
}

// consents says of every side whether it has consented, in the words of yes or no,
// and which consents are past.
func (v *visitor) consents(given, past []dialogue.Consent, list sideList, yes, no locale.Key) (rows []consentRow, old []pastRow) {
	for _, side := range list {
		row := consentRow{side, v.Text(no)}
		for _, c := range given {
			if c.Side == side.ID && c.Withdrawn == 0 {
				row.Says = v.Text(yes, "Day", c.On.String())
			}
		}
		rows = append(rows, row)
	}
	for _, c := range past {
		says := v.Text("joint.was_other_words", "Day", c.On.String())
		if c.Withdrawn != 0 {
			says = v.Text("joint.was_withdrawn", "Day", c.On.String(), "Withdrawn", c.Withdrawn.String())
		}
		old = append(old, pastRow{list.name(c.Side), says})
	}
	return rows, old
}

// consented reports whether the visitor's side has.
func consented(given []dialogue.Consent, side dialogue.SideID) bool {
	for _, c := range given {
		if c.Side == side && c.Withdrawn == 0 {
			return true
		}
	}
	return false
}

// ids are those of the sides in the list.
func (l sideList) ids() []dialogue.SideID {
	var all []dialogue.SideID
	for _, s := range l {
		all = append(all, s.ID)
	}
	return all
}
