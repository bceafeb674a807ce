package web

import (
	"net/http"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/record"
)

// officeKeysPage shows the keys of all sides to whoever holds an office, and lets
// a steward register the first ones of the own side.
type officeKeysPage struct {
	Problem string
	Saved   bool
	Sides   []sideKeys
	Side    dialogue.SideID // the reader's, if the reader is its steward
	Name    string
	Lacks   []lackedKey
	Fewest  int // characters of a passphrase
	Days    int // until a key replaces another
}

func (officeKeysPage) template() string { return "office_keys" }

// A lackedKey is one that the steward's side has not registered yet.
type lackedKey struct {
	Of    string // "side" or "witness"
	Typed string
	Holds bool // it can be held here instead
	Open  bool // the problem is with holding it
	Makes string
}

func showOfficeKeys(v *visitor) error { return v.showOfficeKeys(http.StatusOK, "", "") }

// showOfficeKeys shows the page again with what was refused about one of the
// forms: "side", "witness" or "hold".
func (v *visitor) showOfficeKeys(code int, about, problem string) error {
	keys, err := v.site.Node.Keys(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	g := officeKeysPage{Problem: problem, Saved: v.done("saved"), Sides: v.sideKeys(keys, list), Fewest: node.ShortestPassphrase, Days: dialogue.DaysToReplace}
	if v.who.Role == dialogue.Steward {
		g.Side, g.Name = v.who.Side, list.name(v.who.Side)
		if g.Lacks, err = v.lackedKeys(keys, about); err != nil {
			return err
		}
	}
	return v.sendAs(code, dialogue.Dialogue{}, "/office/keys", v.Text("keys.title"), g)
}

func (v *visitor) lackedKeys(all []dialogue.Key, about string) ([]lackedKey, error) {
	r, err := v.site.Node.Record(v.r.Context())
	if err != nil {
		return nil, err
	}
	side := string(v.who.Side)
	var lacks []lackedKey
	if len(v.keyRows(all, v.who.Side, false)) == 0 {
		lacks = append(lacks, lackedKey{Of: "side", Holds: true, Open: about == "hold", Makes: "parley key new --side " + side})
	}
	if len(v.keyRows(all, v.who.Side, true)) == 0 {
		lacks = append(lacks, lackedKey{Of: "witness", Makes: "parley witness --data ./witness --side " + side + " --log '" + r.Log + "'"})
	}
	for i := range lacks {
		if lacks[i].Of == about {
			lacks[i].Typed = v.field("public")
		}
	}
	return lacks, nil
}

// postKey registers the first key of the steward's side, or of its witness.
func postKey(v *visitor) error {
	of := v.field("of")
	if of != "witness" {
		of = "side"
	}
	public, err := v.postedKey(of == "witness")
	if side := string(v.who.Side); err == nil && of == "side" && !strings.HasPrefix(public, side+"+") {
		err = fault.New(fault.Invalid, "refusal.key_name", "Name", side)
	}
	if err == nil {
		err = v.site.Node.RegisterKey(v.r.Context(), v.who, public, of == "witness")
	}
	return v.afterKey(of, err)
}

// postedKey returns the public key that was sent, or a refusal of what is none.
// Whose it is, the rules check.
func (v *visitor) postedKey(witness bool) (string, error) {
	public := strings.TrimSpace(v.field("public"))
	name, _, _ := strings.Cut(public, "+")
	err := record.CheckKey(public, name)
	if witness {
		err = record.CheckWitnessKey(public)
	}
	if err != nil {
		return "", fault.New(fault.Invalid, "refusal.key_text")
	}
	return public, nil
}

// postHeldKey has the key of the steward's side made and held here.
func postHeldKey(v *visitor) error {
	if v.field("passphrase") != v.field("again") {
		return v.afterKey("hold", fault.New(fault.Invalid, "refusal.passphrase_again"))
	}
	_, err := v.site.Node.HoldKey(v.r.Context(), v.who, v.field("passphrase"))
	return v.afterKey("hold", err)
}

// afterKey goes on after a form about the key that it names.
func (v *visitor) afterKey(about string, err error) error {
	if err == nil {
		return v.redirect("/office/keys?done=saved")
	}
	problem, other := v.problem(err)
	if other != nil || v.who.Role != dialogue.Steward {
		return err
	}
	return v.showOfficeKeys(status(err), about, problem)
}
