package web

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"parley/internal/fault"
	"parley/internal/node"
)

// invitationPage shows what a one-time link offers, and what to keep.
type invitationPage struct {
	Problem    string
	Path       string
	Role, What string
	Side       text
	Words      []string // of the phrase
	Card       string
	Sealed     string // the offer, for the form to carry
}

func (invitationPage) template() string { return "invitation" }

// An invited is the offer of a link, as a form carries it.
type invited struct {
	Token string     `json:"t"`
	Offer node.Offer `json:"o"`
}

// showInvitation serves what a one-time link offers. Nothing is used up by
// looking, and looking again offers another phrase.
func showInvitation(v *visitor) error {
	token := v.r.PathValue("token")
	offer, err := v.site.Node.LookAt(v.r.Context(), token)
	if err != nil {
		return err
	}
	return v.showInvited(http.StatusOK, invited{token, offer}, "")
}

func (v *visitor) showInvited(code int, i invited, problem string) error {
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	text, err := json.Marshal(i)
	if err != nil {
		return fmt.Errorf("write an offer: %w", err)
	}
	side, role := list.side(i.Offer.Side), i.Offer.Invitation.Role
	return v.showAs(code, v.Text("invitation.title"), invitationPage{
		Problem: problem, Path: v.r.URL.Path, Role: v.role(role), What: v.Text(duties[role]),
		Side:  side.Name,
		Words: strings.Split(string(i.Offer.Phrase), "-"), Card: i.Offer.Card.String(),
		Sealed: base64.RawURLEncoding.EncodeToString(v.site.sealed("invitation", text)),
	})
}

// postInvitation takes the offer up and signs its holder in.
func postInvitation(v *visitor) error {
	i, err := v.invited()
	if err != nil {
		return err
	}
	if v.field("kept") != "yes" {
		return v.showInvited(http.StatusBadRequest, i, v.Text("invitation.keep_first"))
	}
	session, err := v.site.Node.Accept(v.r.Context(), i.Token, i.Offer)
	if err != nil {
		return err
	}
	if err := v.begin(session); err != nil {
		return err
	}
	return v.redirect("/office")
}

// invited returns the offer that the form carried, if it is of the link in the
// address.
func (v *visitor) invited() (invited, error) {
	var i invited
	sealed, err := base64.RawURLEncoding.DecodeString(v.field("offer"))
	if err == nil {
		if text, errSealed := v.site.unsealed("invitation", sealed); errSealed != nil {
			err = errSealed
		} else {
			err = json.Unmarshal(text, &i)
		}
	}
	if err != nil || i.Token != v.r.PathValue("token") {
		return i, fault.New(fault.Invalid, "refusal.form_broken")
	}
	return i, nil
}
