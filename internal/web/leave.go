package web

import (
	"parley/internal/dialogue"
)

// A leftPage says next to nothing: not what was left.
type leftPage struct{}

func (leftPage) template() string { return "left" }

// showLeave ends the session on this device, whatever it is, and shows an
// almost empty page. Only what another site embeds does not end it.
func showLeave(v *visitor) error {
	if v.r.Header.Get("Sec-Fetch-Site") != "cross-site" {
		v.leave()
	}
	return v.show(v.Text("left.title"), leftPage{})
}

// leave makes the visitor nobody, here and in the browser.
func (v *visitor) leave() {
	v.end()
	v.who = dialogue.Viewer{}
}

func postSignOut(v *visitor) error {
	v.leave()
	return v.redirect("/")
}

// A revokePage takes a revoke card.
type revokePage struct {
	Done    bool
	Problem string
}

func (revokePage) template() string { return "revoke" }

func showRevoke(v *visitor) error { return v.show(v.Text("revoke.title"), revokePage{}) }

// postRevoke answers the same whether there is such a card or not.
func postRevoke(v *visitor) error {
	if err := v.site.Node.Revoke(v.r.Context(), v.field("card")); err != nil {
		problem, rest := v.problem(err)
		if rest != nil {
			return rest
		}
		return v.showAs(status(err), v.Text("revoke.title"), revokePage{Problem: problem})
	}
	return v.show(v.Text("revoke.title"), revokePage{Done: true})
}
