package web

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// recoveryKeyPage shows a steward the side's recovery key, to be printed.
type recoveryKeyPage struct {
	Problem string
	Made    bool // the side has one; it cannot be shown again
	Words   []string
	Sealed  string
	Side    string
	Address string // at which the key is used
	Days    int
}

func (recoveryKeyPage) template() string { return "recovery_key" }

// showRecoveryKey serves a fresh key, which is none until the steward says that
// it is kept.
func showRecoveryKey(v *visitor) error {
	if v.who.Role != dialogue.Steward {
		return notFound(v)
	}
	people, err := v.site.Node.People(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	if slices.Contains(people.Recovery, v.who.Side) {
		return v.showKey(http.StatusOK, "", "")
	}
	key, err := v.site.Node.NewPhrase()
	if err != nil {
		return err
	}
	return v.showKey(http.StatusOK, key, "")
}

// showKey shows a key; "" says that the side has one.
func (v *visitor) showKey(code int, key dialogue.Phrase, problem string) error {
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	g := recoveryKeyPage{Problem: problem, Made: key == "", Side: list.name(v.who.Side),
		Address: v.address() + "/recovery", Days: dialogue.DaysToReplace}
	if key != "" {
		g.Words = strings.Split(string(key), "-")
		g.Sealed = base64.RawURLEncoding.EncodeToString(v.site.sealed(v.recoveryPurpose(), []byte(key)))
	}
	return v.showAs(code, v.Text("recovery.title"), g)
}

// recoveryPurpose binds a key that a form carries to the side it is shown to.
func (v *visitor) recoveryPurpose() string { return "recovery " + string(v.who.Side) }

// postRecoveryKey keeps the hash of the key that was shown.
func postRecoveryKey(v *visitor) error {
	if v.who.Role != dialogue.Steward {
		return notFound(v)
	}
	sealed, err := base64.RawURLEncoding.DecodeString(v.field("key"))
	if err != nil {
		return fault.New(fault.Invalid, "refusal.form_broken")
	}
	key, err := v.site.unsealed(v.recoveryPurpose(), sealed)
	if err != nil {
		return fault.New(fault.Invalid, "refusal.form_broken")
	}
	if v.field("kept") != "yes" {
		return v.showKey(http.StatusBadRequest, dialogue.Phrase(key), v.Text("recovery.keep_first"))
	}
	if err := v.site.Node.SetRecovery(v.r.Context(), v.who, dialogue.Phrase(key)); err != nil {
		return err
	}
	return v.redirect("/office/recovery")
}
