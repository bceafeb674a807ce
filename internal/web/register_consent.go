package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/register"
)

// consentForm shows to what the one whom a record is about has agreed, and asks for
// more.
type consentForm struct {
	recordForm
	Given []consentView
	Uses  []pick
	From  string
	Until string
	Path  string
}

func (consentForm) template() string { return "register_consent" }

// A consentView is one consent.
type consentView struct {
	Use, What              string
	From, Until, Withdrawn dateView
	By                     namedSide
	Stands                 bool // it was not taken back
	Empties                bool // taking it back empties the record
}

// usesMean says what each use is.
func (v *visitor) useMeans(use string) string {
	switch use {
	case "hold":
		return v.Text("recordconsent.hold_is")
	case "share":
		return v.Text("recordconsent.share_is")
	case "publish":
		return v.Text("recordconsent.publish_is")
	case "recontact":
		return v.Text("recordconsent.recontact_is")
	}
	return v.Text("recordconsent.handover_is")
}

func showRecordConsent(v *visitor) error {
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	if !r.Can.Consent {
		return notFound(v)
	}
	return v.askConsent(http.StatusOK, d, r, nil)
}

func (v *visitor) askConsent(code int, d *register.Definition, r node.Shown, refused error) error {
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	g := consentForm{From: v.today().String(), Path: recordPath(d.Name, r.Key, "")}
	if refused != nil {
		g.From, g.Until = v.field("from"), v.field("until")
	}
	for _, c := range r.Consents {
		one := consentView{Use: c.Use, What: v.Text(useNames[c.Use]), From: v.dayWords(c.From.String()), By: list.side(c.By), Stands: c.Withdrawn == 0, Empties: c.Use == "hold"}
		if c.Until != 0 {
			one.Until = v.dayWords(c.Until.String())
		}
		if c.Withdrawn != 0 {
			one.Withdrawn = v.dayWords(c.Withdrawn.String())
		}
		g.Given = append(g.Given, one)
	}
	for _, use := range register.Uses() {
		g.Uses = append(g.Uses, pick{Value: use, Label: v.Text(useNames[use]), What: v.useMeans(use), Chosen: v.field("use") == use})
	}
	g.Action, g.Stamp = recordPath(d.Name, r.Key, "/consent"), r.Stamp()
	g.about(v, d, &r, refused)
	return v.sendAtHome(code, g.Action, v.Text("recordconsent.title"), g)
}

// postRecordConsent writes down that somebody agreed to a use.
func postRecordConsent(v *visitor) error {
	return v.consentAct(func(d *register.Definition, key string) error {
		c := register.Consent{Use: v.field("use")}
		var until bool
		from, ok := dialogue.ParseDay(v.field("from"))
		if v.field("until") != "" {
			c.Until, until = dialogue.ParseDay(v.field("until"))
			ok = ok && until
		}
		if c.From = from; !ok {
			return fault.New(fault.Invalid, "refusal.consent_days")
		}
		return v.site.Node.RecordConsent(v.r.Context(), v.who, d.Name, key, v.field("stamp"), c)
	})
}

// postConsentBack takes consent to a use back. Without that to being held the record
// is emptied.
func postConsentBack(v *visitor) error {
	return v.consentAct(func(d *register.Definition, key string) error {
		return v.site.Node.WithdrawRecordConsent(v.r.Context(), v.who, d.Name, key, v.field("stamp"), v.field("use"))
	})
}

func (v *visitor) consentAct(act func(d *register.Definition, key string) error) error {
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	if refused := act(d, r.Key); refused != nil {
		code, err := v.again(refused)
		if err != nil {
			return err
		}
		if d, r, err = v.recordIn(); err != nil {
			return err
		}
		if !r.Can.Consent {
			return refused
		}
		return v.askConsent(code, d, r, refused)
	}
	if _, r, err = v.recordIn(); err == nil && r.Can.Consent {
		return v.redirect(recordPath(d.Name, r.Key, "/consent?done=saved"))
	}
	return v.redirect(registerPath(d.Name, "?done=saved"))
}
