package web

import (
	"slices"
	"strings"

	"parley/internal/register"
)

// mostPlan is how many characters a plan can have, and mostSimilar how many records
// that are like it are shown.
const (
	mostPlan    = 2000
	mostSimilar = 20
)

// checkPage shows what was done before that is like a plan (S64). It warns, and
// forbids nothing.
type checkPage struct {
	drawing
	Typed   string
	Most    int
	Choices []planChoice
	Open    bool // a value is chosen
	Asked   bool
	Found   string
	Similar []similarRecord
}

func (checkPage) template() string { return "register_view_check" }

// A planChoice offers the values of a field.
type planChoice struct {
	ID, Name string
	Label    text
	Picks    []pick
}

// A similarRecord is like the plan, and says why.
type similarRecord struct {
	recordLink
	Words string // of the plan; "" for none
	Named []fieldSays
	Says  []saying
}

func checkView(w *drawn) (form, error) {
	plan := register.Plan{Words: planOf(w.r.URL.Query().Get("plan")), Choices: map[string][]string{}}
	g := checkPage{drawing: w.frame, Typed: plan.Words, Most: mostPlan}
	chosen := w.chosenValues()
	for _, f := range w.facetsChosen() {
		choice := planChoice{ID: "choice-" + f.Name, Name: "f." + f.Name, Label: w.fieldLabel(f)}
		for _, value := range w.valuesToChoose(f) {
			name := w.valueName(f, value)
			is := slices.Contains(chosen[f.Name], value)
			if is {
				plan.Choices[f.Name] = append(plan.Choices[f.Name], value)
			}
			choice.Picks = append(choice.Picks, pick{Value: value, Label: begun(name.Words, 60), Lang: name.Lang, Chosen: is})
		}
		if len(choice.Picks) > 0 {
			g.Choices = append(g.Choices, choice)
		}
	}
	g.Open = len(plan.Choices) > 0
	if g.Asked = plan.Words != "" || g.Open; !g.Asked {
		return g, nil
	}
	for _, m := range w.d.Similar(plan, w.records, mostSimilar) {
		g.Similar = append(g.Similar, w.similar(m))
	}
	g.Found = w.Count("view.similar", len(g.Similar))
	if len(g.Similar) == mostSimilar {
		g.Found = w.Text("view.similar_most", "Most", mostSimilar)
	}
	return g, nil
}

// planOf tidies a plan that stands in an address.
func planOf(words string) string {
	letters := []rune(strings.TrimSpace(words))
	return string(letters[:min(len(letters), mostPlan)])
}

// valuesToChoose are the values of a field that some record has: options in their
// order, records by title.
func (w *drawn) valuesToChoose(f register.Field) []string {
	found := map[string]bool{}
	for _, r := range w.records {
		for _, value := range held(r, f.Name) {
			found[value] = true
		}
	}
	var all []string
	for _, o := range f.Options {
		if found[o.Value] {
			all = append(all, o.Value)
		}
	}
	if f.LeadsTo() == "" {
		return all
	}
	for key := range found {
		if _, ok := w.titleAt(f.LeadsTo(), key); ok {
			all = append(all, key)
		}
	}
	slices.SortFunc(all, func(a, b string) int {
		x, y := w.valueName(f, a).Words, w.valueName(f, b).Words
		if c := strings.Compare(x, y); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	return all
}

func (w *drawn) similar(m register.Match) similarRecord {
	s := similarRecord{recordLink: w.link(m.Record), Words: strings.Join(m.Words, ", ")}
	for _, o := range m.Options {
		if o.Value == "" {
			continue
		}
		f, _ := w.d.Field(o.Field)
		s.Named = append(s.Named, fieldSays{w.fieldLabel(f), w.valueName(f, o.Value)})
	}
	for _, f := range w.fieldsShown() {
		s.Says = append(s.Says, w.saidBy(m.Record, f)...)
	}
	return s
}
