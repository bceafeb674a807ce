package web

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"parley/internal/fault"
	"parley/internal/node"
)

// An enterPage asks for a code or a phrase.
type enterPage struct {
	Typed   string
	Problem string
}

func (enterPage) template() string { return "enter" }

// showEnter serves "GET /enter", to which the picture on a card leads with the
// code filled in.
func showEnter(v *visitor) error {
	typed := v.r.URL.Query().Get("code")
	if len(typed) > 100 {
		typed = ""
	}
	return v.show(v.Text("enter.title"), enterPage{Typed: typed})
}

// postEnter lets in who has a phrase, and offers a seat to who has a code. The
// code is not used up by that.
func postEnter(v *visitor) error {
	e, err := v.site.Node.Enter(v.r.Context(), v.field("code"))
	switch {
	case err != nil:
		return v.enterAgain(err)
	case e.Offer != nil:
		return v.showSeat(http.StatusOK, e.Offer, "")
	}
	if err := v.begin(e.Session); err != nil {
		return err
	}
	v.who = e.Session.Viewer()
	http.Redirect(v.w, v.r, v.home(), http.StatusSeeOther)
	return nil
}

func (v *visitor) enterAgain(err error) error {
	problem, rest := v.problem(err)
	if rest != nil {
		return rest
	}
	return v.showAs(status(err), v.Text("enter.title"), enterPage{Typed: v.field("code"), Problem: problem})
}

// An offerPage shows what a person would be and has to keep, once.
type offerPage struct {
	Topic, Description text
	Side               string
	Kind, KindText     string
	Phrase             []string // the words
	Card               string
	Rules              []rule
	Limits             []string
	Offer              string // sealed
	Problem            string
}

func (offerPage) template() string { return "offer" }

func (v *visitor) showSeat(status int, o *node.Offer, problem string) error {
	d, err := v.site.Node.Offered(v.r.Context(), *o)
	if err != nil {
		return err
	}
	v.demo = d.Demo
	sides, err := v.sideList(0)
	if err != nil {
		return err
	}
	sealed, err := v.sealOffer(o)
	if err != nil {
		return err
	}
	return v.showAs(status, v.Text("offer.title"), offerPage{
		Topic: v.topic(d), Description: v.in(d.Settings.Description), Side: sides.name(o.Side),
		Kind: v.kind(d.Kind), KindText: v.kindText(d.Kind),
		Phrase: strings.Split(string(o.Phrase), "-"), Card: o.Card.String(), Rules: v.rules(d),
		Limits: append(v.limits(), v.backups()), Offer: sealed, Problem: problem,
	})
}

// limits are what nobody can promise (SAFETY.md section 3).
func (v *visitor) limits() []string {
	return []string{v.Text("cards.limit_device"), v.Text("cards.limit_network"), v.Text("cards.limit_style"),
		v.Text("cards.limit_few"), v.Text("cards.limit_talk")}
}

// sealOffer seals an offer to be carried by the form that takes it up: the node
// keeps nothing of it until then.
func (v *visitor) sealOffer(o *node.Offer) (string, error) {
	text, err := json.Marshal(o)
	return base64.RawURLEncoding.EncodeToString(v.site.sealed("offer", text)), err
}

func (v *visitor) unsealOffer(field string) (*node.Offer, error) {
	var o node.Offer
	sealed, err := base64.RawURLEncoding.DecodeString(field)
	if err == nil {
		var text []byte
		if text, err = v.site.unsealed("offer", sealed); err == nil {
			err = json.Unmarshal(text, &o)
		}
	}
	if err != nil {
		return nil, fault.New(fault.Refused, "refusal.form_old")
	}
	return &o, nil
}

// postJoin takes up an offer: the code is used up, and the person is let in. Who
// sends the same form again is let in again.
func postJoin(v *visitor) error {
	o, err := v.unsealOffer(v.field("offer"))
	if err != nil {
		return err
	}
	if v.field("kept") != "yes" {
		return v.showSeat(http.StatusBadRequest, o, v.Text("offer.keep_first"))
	}
	session, err := v.join(*o)
	if err != nil {
		return v.enterAgain(err)
	}
	if err := v.begin(session); err != nil {
		return err
	}
	return v.redirect(pathOf(session.Dialogue, "/vote"))
}

// join takes up an offer. An offer that was taken up before, by a form that was
// sent twice or whose answer was lost, opens what its phrase opens.
func (v *visitor) join(o node.Offer) (node.Session, error) {
	session, err := v.site.Node.Join(v.r.Context(), o)
	if !errors.Is(err, fault.New(fault.Conflict, "refusal.code_used")) {
		return session, err
	}
	e, wrong := v.site.Node.Enter(v.r.Context(), string(o.Phrase))
	if wrong != nil || e.Session.Participant == 0 || e.Session.Dialogue != o.Dialogue {
		return node.Session{}, err
	}
	return e.Session, nil
}
