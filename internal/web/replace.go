package web

import (
	"errors"
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
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
	link, err := v.replace(v.field("key"), dialogue.Role(v.field("role")))
	if err != nil {
		problem, other := v.problem(err)
		if other != nil {
			return err
		}
		return v.askKey(status(err), problem)
	}
	return v.showLink(link)
}

// replace finds out whose office of this role the key replaces. The node tells
// a wrong key from an office of another side; only a right key learns which
// offices there are.
func (v *visitor) replace(key string, role dialogue.Role) (node.Link, error) {
	offices, err := v.site.Node.Store.Offices(v.r.Context())
	if err != nil {
		return node.Link{}, err
	}
	elsewhere := fault.New(fault.Refused, "refusal.recovery_office")
	var refused error
	for _, locked := range []bool{false, true} {
		for _, o := range offices {
			if o.Role != role || o.Locked != locked {
				continue
			}
			link, err := v.site.Node.Replace(v.r.Context(), key, o.ID)
			if !errors.Is(err, elsewhere) {
				return link, err
			}
			refused = err
		}
	}
	if refused != nil {
		return node.Link{}, refused
	}
	return v.site.Node.Replace(v.r.Context(), key, 0)
}
