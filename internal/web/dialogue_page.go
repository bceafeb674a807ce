package web

import "parley/internal/dialogue"

// A dialoguePage says what there is to know of a dialogue.
type dialoguePage struct {
	Topic, Description text
	Kind, KindText     string
	Standing, Halted   string
	Opened, LastDay    string
	Rules, Seats       []rule
	Member             bool // may vote
	Writing            bool
	Log                bool
	Result             bool
	Imported           bool
	Office             []option // pages of office holders
	TakeUp             bool     // its divides and common grounds can be taken up
	Path               string
}

func (dialoguePage) template() string { return "dialogue" }

func showDialogue(v *visitor) error {
	id, err := v.dialogueID()
	if err != nil {
		return err
	}
	d, err := v.dialogue(id)
	if err != nil {
		return err
	}
	seats, err := v.seats(d, 0)
	if err != nil {
		return err
	}
	title := v.Text("dialogue.title")
	if d.Kind == dialogue.Named {
		title = v.topic(d).Words
	}
	return v.show(title, dialoguePage{
		Topic: v.topic(d), Description: v.in(d.Settings.Description),
		Kind: v.kind(d.Kind), KindText: v.kindText(d.Kind), Standing: v.standing(d), Halted: v.halted(d),
		Opened: d.OpenedOn.String(), LastDay: d.LastDay.String(), Rules: v.rules(d), Seats: seats,
		Member: v.who.Participant != 0 && v.who.Dialogue == d.ID, Writing: d.Writing(v.today()),
		Log: v.who.MaySee(d, dialogue.ItsLog, v.who.Side), Result: v.who.MaySee(d, dialogue.ItsResult, ""),
		Imported: d.Imported, Office: v.officeLinks(d), TakeUp: v.canTakeUp(d), Path: pathOf(d.ID, ""),
	})
}

// officeLinks lead office holders to what they do in a dialogue.
func (v *visitor) officeLinks(d dialogue.Dialogue) []option {
	var all []option
	add := func(label, rest string) { all = append(all, option{Label: label, Href: v.at(pathOf(d.ID, rest))}) }
	switch v.who.Role {
	case dialogue.CoChair:
		if d.Phase == dialogue.Preparing {
			add(v.Text("dialogue.to_settings"), "/settings")
			add(v.Text("dialogue.to_seeds"), "/seeds")
		}
		add(v.Text("dialogue.to_codes"), "/codes")
		add(v.Text("dialogue.to_proposals"), "/proposals")
	case dialogue.Moderator:
		if v.who.MaySee(d, dialogue.ItsQueue, v.who.Side) {
			add(v.Text("dialogue.to_moderation"), "/moderation")
		}
	}
	return all
}
