package web

import (
	"maps"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// papers returns what co-chairs see of the dialogue in the address.
func (v *visitor) papers() (node.Papers, error) {
	id, err := v.dialogueID()
	if err != nil {
		return node.Papers{}, err
	}
	return v.site.Node.Papers(v.r.Context(), v.who, id)
}

// planned returns how many codes every side would have with those that are not
// valid yet, whether the numbers differ, and whether every side has accepted
// just these.
func planned(p node.Papers) (seats dialogue.Seats, unequal, waived bool) {
	seats = dialogue.Seats{}
	for _, a := range p.Dialogue.Sides {
		seats[a.Side] = a.Issued + p.Waiting[a.Side].Count
		unequal = unequal || seats[a.Side] != seats[p.Dialogue.Sides[0].Side]
	}
	return seats, unequal, unequal && maps.Equal(seats, p.Dialogue.Waived)
}

// sendAs answers with a page that is at home at an address, wherever its form
// was sent: that is where the choice of language leads.
func (v *visitor) sendAs(code int, d dialogue.Dialogue, address, title string, body form) error {
	g := v.page(title, body)
	g.Simulated = d.Demo
	for i, l := range g.Languages {
		g.Languages[i].Href = withLang(address, l.Lang)
	}
	return v.send(code, g)
}

// A prepared is what all pages have on which co-chairs prepare a dialogue.
type prepared struct {
	Topic        text
	Kind         dialogue.Kind
	Steps        []option
	DialoguePath string // its address
	Preparing    bool
	Problem      string
	Saved        bool
}

// prepared returns that of a dialogue for one of its pages.
func (v *visitor) prepared(d dialogue.Dialogue, here, problem string) prepared {
	p := prepared{Topic: v.topic(d), Kind: d.Kind, DialoguePath: pathOf(d.ID, ""), Preparing: d.Phase == dialogue.Preparing,
		Problem: problem, Saved: problem == "" && v.done("saved")}
	for _, step := range []struct{ name, label string }{
		{"/settings", v.Text("office.step_settings")}, {"/seeds", v.Text("office.step_seeds")},
		{"/codes", v.Text("office.step_codes")}, {"/proposals", v.Text("office.step_proposals")},
	} {
		if d.Imported && step.name == "/codes" {
			continue
		}
		p.Steps = append(p.Steps, option{Label: step.label, Href: v.at(p.DialoguePath + step.name), Current: step.name == here})
	}
	return p
}
