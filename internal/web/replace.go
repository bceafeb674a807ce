package web

import (
	"net/http"

	"parley/internal/dialogue"
)

// replacePage asks for a side's recovery key and the office to be replaced. It
// needs no sign-in: the key is for when there is nobody left who can.
type replacePage struct {
	Problem string
	Key     string
	Roles   []pick
	Days    int
}

func (replacePage) template() string { return "replace" }

func showReplace(v *visitor) error { return v.askKey(http.StatusOK, "") }

func (v *visitor) askKey(code int, problem string) error {
	g := replacePage{Problem: problem, Key: v.field("key"), Days: dialogue.DaysToReplace}
	for _, role := range []dialogue.Role{dialogue.CoChair, dialogue.Steward} {
		g.Roles = append(g.Roles, pick{Value: string(role), Label: v.role(role), What: v.Text(duties[role]), Chosen: v.field("role") == string(role)})
	}
	return v.showAs(code, v.Text("replace.title"), g)
}

// postReplace shows the link by which the office will be taken over. All sides
// see at once that it is out.
func postReplace(v *visitor) error {
	link, err := v.site.Node.Replace(v.r.Context(), v.field("key"), dialogue.Role(v.field("role")))
	if err != nil {
		problem, other := v.problem(err)
		if other != nil {
			return err
		}
		return v.askKey(status(err), problem)
	}
	return v.showLink(link)
}
