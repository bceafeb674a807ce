package web

import (
	"parley/internal/dialogue"
	"parley/internal/locale"
)

// A rulesPage publishes by what rules statements are accepted and votes count.
type rulesPage struct{ Reasons []string }

func (rulesPage) template() string { return "rules" }

func showRules(v *visitor) error {
	var body rulesPage
	for _, r := range dialogue.Reasons() {
		body.Reasons = append(body.Reasons, v.Text(locale.Key("reason."+r)))
	}
	return v.show(v.Text("rules.title"), body)
}
