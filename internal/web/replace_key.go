package web

import (
	"net/http"

	"parley/internal/dialogue"
)

// replaceKeyPage asks for a side's recovery key and the key that is to count
// instead. It needs no sign-in, like replacePage.
type replaceKeyPage struct {
	Problem string
	Key     string
	Public  string
	Of      []pick
	Days    int
	From    string // from which day the key counts, once it is taken
	Finger  string // its fingerprint
}

func (replaceKeyPage) template() string { return "replace_key" }

func showReplaceKey(v *visitor) error { return v.askNewKey(http.StatusOK, "") }

func (v *visitor) askNewKey(code int, problem string) error {
	g := replaceKeyPage{Problem: problem, Key: v.field("key"), Public: v.field("public"), Days: dialogue.DaysToReplace}
	for _, of := range []struct{ name, label, what string }{
		{"side", v.Text("keys.of_side"), v.Text("keys.of_side_is")}, {"witness", v.Text("keys.of_witness"), v.Text("keys.of_witness_is")},
	} {
		g.Of = append(g.Of, pick{Value: of.name, Label: of.label, What: of.what, Chosen: v.field("of") == of.name})
	}
	return v.showAs(code, v.Text("keys.replace_title"), g)
}

// postReplaceKey has another key count for a side from a later day on, which all
// sides see at once.
func postReplaceKey(v *visitor) error {
	witness := v.field("of") == "witness"
	public, err := v.postedKey(witness)
	var k dialogue.Key
	if err == nil {
		k, err = v.site.Node.ReplaceKey(v.r.Context(), v.field("key"), public, witness)
	}
	if err != nil {
		problem, other := v.problem(err)
		if other != nil {
			return err
		}
		return v.askNewKey(status(err), problem)
	}
	return v.showOnce(v.Text("keys.replace_title"), replaceKeyPage{From: k.From.String(), Finger: fingerprint(k)})
}
