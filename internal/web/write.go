package web

import (
	"net/http"

	"parley/internal/dialogue"
)

// A writePage is the composer, with the rules beside it.
type writePage struct {
	Topic     text
	Limit     string // of characters, in words
	Typed     string
	Languages []pick
	Problem   string
	Halted    string // why no statements are taken; "" when they are
	Path      string
}

func (writePage) template() string { return "write" }

func showWrite(v *visitor) error { return v.composer(http.StatusOK, "", string(v.Language()), "") }

// composer shows the form, with what was typed before.
func (v *visitor) composer(status int, typed, language, problem string) error {
	d, err := v.dialogue(v.who.Dialogue)
	if err != nil {
		return err
	}
	body := writePage{Topic: v.topic(d), Limit: v.Count("write.limit", d.Settings.Length),
		Typed: typed, Problem: problem, Path: pathOf(d.ID, "")}
	if !d.Writing(v.today()) {
		if body.Halted = v.halted(d); body.Halted == "" {
			body.Halted = v.Text("write.over")
		}
	}
	body.Languages = v.languagePicks(language)
	return v.showAs(status, v.Text("write.title"), body)
}

func postWrite(v *visitor) error {
	typed, language := v.field("text"), v.field("language")
	_, err := v.site.Node.Write(v.r.Context(), v.session(), typed, dialogue.Language(language))
	if err != nil {
		problem, rest := v.problem(err)
		if rest != nil {
			return rest
		}
		return v.composer(status(err), typed, language, problem)
	}
	return v.redirect(pathOf(v.who.Dialogue, "/mine?written=1#statements"))
}
