package web

import (
	"parley/internal/dialogue"
	"parley/internal/locale"
)

// A logPage shows what moderators decided.
type logPage struct {
	Topic text
	Lines []logLine
	Path  string
}

func (logPage) template() string { return "log" }

type logLine struct{ Day, Number, Side, State, Reason string }

func showLog(v *visitor) error {
	id, err := v.dialogueID()
	if err != nil {
		return err
	}
	decisions, err := v.site.Node.ModerationLog(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	d, err := v.dialogue(id)
	if err != nil {
		return err
	}
	sides, err := v.sideList(0)
	if err != nil {
		return err
	}
	body := logPage{Topic: v.topic(d), Path: pathOf(id, "")}
	for _, decision := range decisions {
		body.Lines = append(body.Lines, v.logLine(decision, sides))
	}
	return v.show(v.Text("log.title"), body)
}

func (v *visitor) logLine(d dialogue.Decision, sides sideList) logLine {
	line := logLine{Day: d.Day.String(), Number: d.Statement.String(), Side: sides.name(d.Side),
		State: v.Text(locale.Key("state." + d.State))}
	if d.Reason != "" {
		line.Reason = v.Text(locale.Key("reason." + d.Reason))
	}
	return line
}
