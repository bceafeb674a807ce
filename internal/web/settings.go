package web

import (
	"math"
	"net/http"
	"strconv"
	"strings"

	"parley/internal/dialogue"
)

// settingsPage asks for what co-chairs decide about a dialogue.
type settingsPage struct {
	prepared
	Topics, Descriptions           []textField
	Missing                        []string // what is needed before opening, in words
	Threshold, Length, Days, Votes string
	Results                        []pick
}

func (settingsPage) template() string { return "settings" }

func showSettings(v *visitor) error {
	p, err := v.papers()
	if err != nil {
		return err
	}
	s := p.Dialogue.Settings
	g := settingsPage{Threshold: strconv.Itoa(int(math.Round(s.Threshold * 100))), Length: strconv.Itoa(s.Length),
		Days: strconv.Itoa(s.WritingDays), Votes: strconv.Itoa(s.VotesToResult)}
	return v.askSettings(http.StatusOK, g, p.Dialogue, s, "")
}

// askSettings shows the form; the numbers stand in g as they were typed.
func (v *visitor) askSettings(code int, g settingsPage, d dialogue.Dialogue, s dialogue.Settings, problem string) error {
	g.prepared = v.prepared(d, "/settings", problem)
	g.Topics = v.textFields("topic", "settings.topic_in", s.Topic)
	g.Descriptions = v.textFields("description", "settings.about_in", s.Description)
	g.Results = []pick{
		{Value: string(dialogue.Everyone), Label: v.Text("settings.results_public"), Chosen: s.Results == dialogue.Everyone},
		{Value: string(dialogue.Members), Label: v.Text("settings.results_members"), Chosen: s.Results == dialogue.Members},
	}
	if g.Preparing && problem == "" {
		g.Missing = v.missingTexts(d)
	}
	return v.sendAs(code, d, pathOf(d.ID, "/settings"), v.Text("settings.title"), g)
}

// missingTexts names the texts that a dialogue cannot open without.
func (v *visitor) missingTexts(d dialogue.Dialogue) []string {
	var all []string
	for _, l := range dialogue.Languages() {
		if d.Settings.Topic[l] == "" {
			all = append(all, v.Text("settings.topic_in", "Language", v.LanguageName(string(l))))
		}
		if d.Settings.Description[l] == "" {
			all = append(all, v.Text("settings.about_in", "Language", v.LanguageName(string(l))))
		}
	}
	return all
}

// postSettings replaces the settings.
func postSettings(v *visitor) error {
	p, err := v.papers()
	if err != nil {
		return err
	}
	s := v.postedSettings()
	if err := v.site.Node.ChangeSettings(v.r.Context(), v.who, p.Dialogue.ID, s); err != nil {
		problem, other := v.problem(err)
		if other != nil {
			return err
		}
		g := settingsPage{Threshold: v.field("threshold"), Length: v.field("length"), Days: v.field("days"), Votes: v.field("votes")}
		return v.askSettings(status(err), g, p.Dialogue, s, problem)
	}
	return v.redirect(pathOf(p.Dialogue.ID, "/settings?done=saved"))
}

// postedSettings reads the settings. What is no number becomes one that the
// rules refuse.
func (v *visitor) postedSettings() dialogue.Settings {
	percent, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(v.field("threshold")), ",", ".", 1), 64)
	if err != nil {
		percent = 0
	}
	return dialogue.Settings{Topic: v.text("topic"), Description: v.text("description"), Threshold: percent / 100,
		Length: v.number("length"), WritingDays: v.number("days"), VotesToResult: v.number("votes"),
		Results: dialogue.Audience(v.field("results"))}
}
