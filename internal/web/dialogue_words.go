package web

import (
	"parley/internal/dialogue"
	"parley/internal/locale"
)

// today is the day by the node's clock.
func (v *visitor) today() dialogue.Day { return dialogue.DayOf(v.site.now()) }

// dialogue returns what the visitor may know of a dialogue, for a page about it.
func (v *visitor) dialogue(id dialogue.ID) (dialogue.Dialogue, error) {
	d, err := v.site.Node.Dialogue(v.r.Context(), v.who, id)
	v.demo = d.Demo
	return d, err
}

// in returns what a text says in the reader's language, if it does.
func (v *visitor) in(t dialogue.Text) text {
	words, l := t.In(dialogue.Language(v.Language()))
	return v.words(words, l)
}

// words returns what a person wrote in a language.
func (v *visitor) words(words string, l dialogue.Language) text {
	return text{Words: words, Lang: foreign(string(l), v.Printer), Known: true}
}

func (v *visitor) topic(d dialogue.Dialogue) text {
	if t := v.in(d.Settings.Topic); t.Words != "" {
		return t
	}
	return text{Words: v.Text("site.untitled"), Known: true}
}

func (v *visitor) kind(k dialogue.Kind) string { return v.Text(locale.Key("kind." + k)) }

// kindText says what a kind means for who takes part.
func (v *visitor) kindText(k dialogue.Kind) string {
	if k == dialogue.Named {
		return v.Text("dialogue.kind_named")
	}
	return v.Text("dialogue.kind_protected")
}

// standing words where a dialogue stands.
func (v *visitor) standing(d dialogue.Dialogue) string {
	switch {
	case d.Over(v.today()):
		return v.Text("phase.closed")
	case d.PausedBy != "":
		return v.Text("phase.paused")
	}
	return v.Text(locale.Key("phase." + d.Phase))
}

// halted words why no votes are taken now; "" when they are.
func (v *visitor) halted(d dialogue.Dialogue) string {
	switch {
	case d.Phase == dialogue.Preparing:
		return v.Text("dialogue.not_yet")
	case d.Phase == dialogue.Closed || d.Over(v.today()):
		return v.Text("dialogue.over")
	case d.PausedBy != "":
		return v.Text("dialogue.halted")
	}
	return ""
}

var choiceNames = map[dialogue.Choice]locale.Key{
	dialogue.Agree: "ballot.agree", dialogue.Disagree: "ballot.disagree", dialogue.Pass: "ballot.pass",
}

// A rule is a line of what there is to know of a dialogue.
type rule struct{ Label, Value string }

// rules words the rules of a dialogue.
func (v *visitor) rules(d dialogue.Dialogue) []rule {
	s := d.Settings
	all := []rule{
		{v.Text("dialogue.majority"), v.Text("dialogue.majority_is", "Share", v.Percent(s.Threshold))},
		{v.Text("dialogue.length"), v.Count("dialogue.characters", s.Length)},
	}
	if d.Phase == dialogue.Open {
		until := d.LastDay - dialogue.Day(s.WritingDays)
		all = append(all, rule{v.Text("dialogue.writing"), v.Text("dialogue.until", "Day", until.String())},
			rule{v.Text("dialogue.voting"), v.Text("dialogue.until", "Day", d.LastDay.String())})
	}
	return append(all, rule{v.Text("dialogue.results"), v.resultsRule(d)})
}

// resultsRule words who sees the result, and when.
func (v *visitor) resultsRule(d dialogue.Dialogue) string {
	keys := [2]locale.Key{"dialogue.results_public", "dialogue.results_members"}
	if d.Live {
		keys = [2]locale.Key{"dialogue.live_public", "dialogue.live_members"}
	}
	key := keys[0]
	if d.Settings.Results != dialogue.Everyone {
		key = keys[1]
	}
	if d.Live {
		return v.Count(key, d.Settings.VotesToResult)
	}
	return v.Text(key)
}

// seats words how many codes the sides have.
func (v *visitor) seats(d dialogue.Dialogue, section int) ([]rule, error) {
	list, err := v.sideList(section)
	var all []rule
	for _, s := range list {
		if d.SideIndex(s.ID) >= 0 {
			all = append(all, rule{s.Name.Words, v.Count("dialogue.codes", d.Allotment(s.ID).Issued)})
		}
	}
	return all, err
}
