package web

import (
	"net/http"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// peoplePage shows who holds which office: which are held, never by whom.
type peoplePage struct {
	Problem  string
	Saved    bool
	Sides    []sidePeople
	Steward  bool
	Invite   []pick // offices that the steward can invite to
	Backup   string // the own side's key
	Recovery bool   // the own side has made its recovery key
}

func (peoplePage) template() string { return "people" }

// sidePeople is the offices of one side.
type sidePeople struct {
	Side     namedSide
	Offices  []officeRow
	Recovery bool
	Backup   bool
}

type officeRow struct {
	Role, Does string
	States     []string
}

// showPeople serves the offices of every side to whoever holds one.
func showPeople(v *visitor) error { return v.showPeople(http.StatusOK, "", "") }

// showPeople shows the page with what was typed for the backup key, or the key
// that is kept where nothing was.
func (v *visitor) showPeople(code int, problem, typed string) error {
	people, err := v.site.Node.People(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	g := peoplePage{Problem: problem, Saved: v.done("saved"), Steward: v.who.Role == dialogue.Steward, Backup: typed,
		Recovery: slices.Contains(people.Recovery, v.who.Side)}
	if typed == "" {
		g.Backup = people.BackupKeys[v.who.Side]
	}
	for _, side := range list {
		g.Sides = append(g.Sides, sidePeople{Side: side, Offices: v.officeRows(side.ID, people),
			Recovery: slices.Contains(people.Recovery, side.ID), Backup: people.BackupKeys[side.ID] != ""})
	}
	for _, role := range dialogue.Roles() {
		if _, err := dialogue.Invite(v.who, role, people.Offices); err == nil {
			g.Invite = append(g.Invite, pick{Value: string(role), Label: v.role(role)})
		}
	}
	return v.sendAs(code, dialogue.Dialogue{}, "/office/people", v.Text("people.title"), g)
}

// officeRows says of every office of a side how it stands.
func (v *visitor) officeRows(side dialogue.SideID, people node.People) []officeRow {
	var rows []officeRow
	for _, role := range dialogue.Roles() {
		row := officeRow{Role: v.role(role), Does: v.Text(duties[role])}
		held, locked := 0, 0
		for _, o := range people.Offices {
			switch {
			case o.Side != side || o.Role != role:
			case o.Locked:
				locked++
			default:
				held++
			}
		}
		switch {
		case held > 0 && role == dialogue.Moderator:
			row.States = append(row.States, v.Count("people.held_by", held))
		case held > 0:
			row.States = append(row.States, v.Text("people.held"))
		case locked > 0:
			row.States = append(row.States, v.Text("people.locked"))
		default:
			row.States = append(row.States, v.Text("people.empty"))
		}
		for _, i := range people.Invitations {
			if state := v.linkState(i); i.Side == side && i.Role == role && !slices.Contains(row.States, state) {
				row.States = append(row.States, state)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func (v *visitor) linkState(i dialogue.Invitation) string {
	if i.Replaces != 0 {
		return v.Text("people.replacing", "Day", i.From.String())
	}
	return v.Text("people.link_out")
}

// postDismiss ends the offices of the moderators of the steward's side.
func postDismiss(v *visitor) error {
	if err := v.site.Node.Dismiss(v.r.Context(), v.who); err != nil {
		return err
	}
	return v.redirect("/office/people?done=saved")
}

// postCancelLinks makes the links useless that are out for the steward's side.
func postCancelLinks(v *visitor) error {
	if err := v.site.Node.CancelLinks(v.r.Context(), v.who); err != nil {
		return err
	}
	return v.redirect("/office/people?done=saved")
}

// postInvite shows a one-time link to an office of the steward's side, once.
func postInvite(v *visitor) error {
	link, err := v.site.Node.Invite(v.r.Context(), v.who, dialogue.Role(v.field("role")))
	if err != nil {
		problem, other := v.problem(err)
		if other != nil || v.who.Role == "" {
			return err
		}
		return v.showPeople(status(err), problem, "")
	}
	return v.showLink(link)
}

// postBackupKey keeps to whom backups are sealed for the steward's side.
func postBackupKey(v *visitor) error {
	typed := strings.TrimSpace(v.field("recipient"))
	err := v.site.Node.SetBackupKey(v.r.Context(), v.who, typed)
	if err == nil {
		return v.redirect("/office/people?done=saved")
	}
	problem, other := v.problem(err)
	if other != nil || v.who.Role == "" {
		return err
	}
	return v.showPeople(status(err), problem, typed)
}
