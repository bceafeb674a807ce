package web

import (
	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/register"
)

// recordNotes says what a reader must know before relying on a record.
func (v *visitor) recordNotes(d *register.Definition, r node.Shown, list sideList) []string {
	var all []string
	if r.Origin == register.FromCase && !r.Approved {
		all = append(all, v.Text("registers.case_is"))
	}
	if r.Side != "" {
		all = append(all, v.Text("registers.of_side", "Side", list.name(r.Side)))
	}
	if r.State == register.Draft {
		all = append(all, v.Text("registers.draft_is"))
	}
	if r.State == register.Withdrawn {
		all = append(all, v.Text("registers.withdrawn_is"))
	}
	if r.State == register.Kept && r.Pending != nil {
		all = append(all, v.Text("registers.pending_is", "Side", list.name(r.Pending.By), "Day", v.dayWords(r.Pending.On.String()).Words))
	}
	if v.who.Role != "" {
		all = append(all, v.Text(readerNames[r.Level]))
	}
	return all
}

// alarms says what of a record wants attention, in neutral words.
func (v *visitor) alarms(r node.Shown, list sideList) []string {
	var all []string
	for _, a := range r.Alarms {
		all = append(all, v.alarm(a, list))
	}
	return all
}

func (v *visitor) alarm(a register.Alarm, list sideList) string {
	words := v.in(a.Watch.Title).Words
	if a.Side != "" {
		words = v.Text("registers.alarm_side", "Watch", words, "Side", list.name(a.Side))
	}
	if a.Due == 0 {
		return words
	}
	return v.Count("registers.alarm_due", a.Late, "Watch", words, "Day", v.dayWords(a.Due.String()).Words)
}

// recordVersion says which version of a record somebody reads.
func (v *visitor) recordVersion(version int, changed dialogue.Day) string {
	return v.Text("registers.version", "Number", version, "Day", v.dayWords(changed.String()).Words)
}

// recordWork leads to what the reader can do with a record.
func (v *visitor) recordWork(d *register.Definition, r node.Shown) []option {
	var all []option
	add := func(can bool, label locale.Key, path string) {
		if can {
			all = append(all, option{Label: v.Text(label), Href: v.at(path)})
		}
	}
	add(r.Can.Write, "registers.edit", recordPath(d.Name, r.Key, "/edit"))
	add(r.Can.Column, "registers.edit_column", recordPath(d.Name, r.Key, "/column"))
	add(r.Can.Consent, "registers.consents", recordPath(d.Name, r.Key, "/consent"))
	add(r.Can.Suggest, "registers.suggest_here", registerPath(d.Name, "/suggest?record="+r.Key))
	return all
}

// actForms are the buttons of a record.
func (v *visitor) actForms(r node.Shown) []actForm {
	var all []actForm
	add := func(can bool, act string, label, is locale.Key) {
		if can {
			all = append(all, actForm{"/" + act, v.Text(label), v.Text(is)})
		}
	}
	add(r.Can.Propose, "propose", "registers.propose", "registers.propose_is")
	add(r.Can.Apply, "apply", "registers.apply", "registers.apply_is")
	add(r.Can.DropPending, "drop", "registers.drop", "registers.drop_is")
	add(r.Can.Withdraw, "withdraw", "registers.withdraw", "registers.withdraw_is")
	return all
}

// narrowPicks offers the levels at which fewer people read than at one.
func (v *visitor) narrowPicks(from register.Level) []pick {
	var all []pick
	for _, l := range register.Levels() {
		if from.Wider(l) {
			all = append(all, pick{Value: string(l), Label: v.Text(readerNames[l])})
		}
	}
	return all
}
