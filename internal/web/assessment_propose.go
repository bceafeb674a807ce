package web

import (
	"net/http"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// cycleForm asks for the terms of a cycle.
type cycleForm struct {
	Register       text
	Action, Back   string
	Problem        string
	Period         string
	LastDay        string
	Agreement      string
	PAX, UCDP, PAM string
	Kinds, Books   []pick
	Items          []itemPick
}

func (cycleForm) template() string { return "cycle_form" }

// An itemPick is a record that can be assessed.
type itemPick struct {
	Key     string
	Title   text
	Chosen  bool
	Obliged []pick
	Stem    string
}

func showNewCycle(v *visitor) error {
	d, err := v.assessedRegister()
	if err != nil {
		return err
	}
	all, err := v.site.Node.Assessable(v.r.Context(), v.who, d.Name)
	if err != nil {
		return err
	}
	t := register.Terms{Register: d.Name, Kind: register.ProvisionItem, LastDay: v.today() + 30}
	for _, one := range all {
		t.Items = append(t.Items, register.Item{Key: one.Key, Obliged: register.BothOblige})
	}
	return v.askCycle(http.StatusOK, d, t, "", nil)
}

// postNewCycle proposes a cycle, and goes on to it.
func postNewCycle(v *visitor) error {
	d, err := v.assessedRegister()
	if err != nil {
		return err
	}
	t := v.postedTerms(d.Name)
	at := slices.IndexFunc(v.site.Codebooks, func(b register.Codebook) bool { return b.Name == v.field("codebook") })
	if at < 0 {
		return notFound(v)
	}
	id, err := v.site.Node.ProposeCycle(v.r.Context(), v.who, t, v.site.Codebooks[at])
	if err != nil {
		code, other := v.again(err)
		if other != nil {
			return other
		}
		return v.askCycle(code, d, t, v.field("codebook"), err)
	}
	return v.redirect(cyclePath(id, "?done=saved"))
}

func (v *visitor) postedTerms(name register.Name) register.Terms {
	last, _ := dialogue.ParseDay(v.field("last_day")) // no day is refused
	t := register.Terms{Register: name, Kind: register.ItemKind(v.field("kind")), Agreement: v.field("agreement"), Period: v.field("period"), LastDay: last,
		Cross: register.CrossIDs{PAX: v.field("pax"), UCDP: v.field("ucdp"), PAM: v.field("pam")}}
	for _, key := range v.r.PostForm["item"] {
		t.Items = append(t.Items, register.Item{Key: key, Obliged: v.field("obliged_" + key), Stem: v.field("stem_" + key)})
	}
	return t
}

// askCycle shows the form with what was typed.
func (v *visitor) askCycle(code int, d *register.Definition, t register.Terms, book string, refused error) error {
	all, err := v.site.Node.Assessable(v.r.Context(), v.who, d.Name)
	if err != nil {
		return err
	}
	list, err := v.sideList(0)
	if err != nil {
		return err
	}
	g := cycleForm{Register: v.in(d.Title), Action: registerPath(d.Name, "/assessments/new"), Back: registerPath(d.Name, "/assessments"),
		Period: t.Period, LastDay: t.LastDay.String(), Agreement: t.Agreement, PAX: t.Cross.PAX, UCDP: t.Cross.UCDP, PAM: t.Cross.PAM,
		Kinds: []pick{
			{Value: string(register.ProvisionItem), Label: v.Text("assessment.kind_provision"), Chosen: t.Kind == register.ProvisionItem},
			{Value: string(register.RecommendationItem), Label: v.Text("assessment.kind_recommendation"), Chosen: t.Kind == register.RecommendationItem},
		}}
	if refused != nil {
		g.Problem, _ = v.problem(refused)
	}
	for _, b := range v.site.Codebooks {
		title := v.in(b.Title)
		g.Books = append(g.Books, pick{Value: b.Name, Label: title.Words, Lang: title.Lang, Chosen: b.Name == book})
	}
	for _, one := range all {
		item, chosen := t.Item(one.Key)
		p := itemPick{Key: one.Key, Title: v.title(one.Words), Chosen: chosen, Stem: item.Stem}
		p.Obliged = append(p.Obliged, pick{Value: register.BothOblige, Label: v.Text("assessment.obliged_every"), Chosen: item.Obliged == register.BothOblige})
		p.Obliged = append(p.Obliged, list.picks(item.Obliged)...)
		p.Obliged = append(p.Obliged, pick{Value: register.ThirdParty, Label: v.Text("assessment.obliged_third"), Chosen: item.Obliged == register.ThirdParty})
		g.Items = append(g.Items, p)
	}
	return v.showAs(code, v.Text("assessment.new"), g)
}
