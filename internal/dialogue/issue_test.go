package dialogue

import (
	"slices"
	"testing"
)

// What all sides write of an issue any co-chair edits, and a third party's view
// as one side sees it only that side (S10, S11).
func TestS11EditIssue(t *testing.T) {
	i := shared("azerbaijan", "armenia")
	view := func(side SideID, text string) ThirdParty {
		return ThirdParty{Actor: said("en", "A neighbour"), View: said("en", text), Side: side, Day: today}
	}
	edited := i
	edited.Title, edited.Provisions = said("hy", "Ջուր"), []Provision{{"Article VII", true}, {" ", false}}
	edited.Settle = said("en", "A [armenia: joint | azerbaijan: common] list.")
	edited.Third = []ThirdParty{view("", "Gains trade."), view("azerbaijan", "Worries.")}
	next := must(i.Edit(chair("azerbaijan"), i.Version, edited))
	if next.Version != i.Version+1 || len(next.Provisions) != 1 || !next.Provisions[0].Inferred || len(next.Third) != 2 {
		t.Errorf("%+v", next)
	}
	for _, c := range []struct {
		name   string
		by     Viewer
		seen   int
		change func(*Issue)
		key    string
	}{
		{"nothing", chair("armenia"), next.Version, func(*Issue) {}, ""},
		{"of an older version", chair("armenia"), i.Version, func(*Issue) {}, "refusal.changed_meanwhile"},
		{"by a moderator", holder(Moderator, "armenia"), next.Version, func(*Issue) {}, "refusal.co_chair_only"},
		{"the joint view", chair("armenia"), next.Version, func(i *Issue) { i.Third[0] = view("", "Loses trade.") }, ""},
		{"the other side's view", chair("armenia"), next.Version, func(i *Issue) { i.Third[1] = view("azerbaijan", "Hopes.") }, "refusal.words_of_other"},
		{"the other side's view, dropped", chair("armenia"), next.Version, func(i *Issue) { i.Third = i.Third[:1] }, "refusal.words_of_other"},
		{"a view in the other's name", chair("armenia"), next.Version, func(i *Issue) { i.Third = append(i.Third, view("azerbaijan", "More.")) }, "refusal.words_of_other"},
		{"the own view", chair("azerbaijan"), next.Version, func(i *Issue) { i.Third[1] = view("azerbaijan", "Hopes.") }, ""},
		{"an own view more", chair("armenia"), next.Version, func(i *Issue) { i.Third = append(i.Third, view("armenia", "Hopes.")) }, ""},
		{"a view of nothing", chair("armenia"), next.Version, func(i *Issue) { i.Third = append(i.Third, view("armenia", " ")) }, "refusal.third_party"},
		{"a broken bracket", chair("armenia"), next.Version, func(i *Issue) { i.Settle = said("en", "[armenia: x]") }, "refusal.bracket_sides"},
		{"no title", chair("armenia"), next.Version, func(i *Issue) { i.Title = Writing{} }, "refusal.title_missing"},
		{"the origin", chair("armenia"), next.Version, func(i *Issue) { i.Origin = &Origin{Reading: "common_ground"} }, ""},
	} {
		e := next
		e.Third = slices.Clone(next.Third)
		c.change(&e)
		got, err := next.Edit(c.by, c.seen, e)
		wantKey(t, c.name, err, c.key)
		if got.Origin != nil {
			t.Errorf("%s: the origin was edited", c.name)
		}
	}
	for _, v := range []Viewer{holder(Moderator, "armenia"), holder(Steward, "azerbaijan"), chair("valley"), {}} {
		_, err := MakeIssue(v, 5, both, said("en", "Water"), nil)
		wantKey(t, "made by "+string(v.Role), err, "refusal.co_chair_only")
	}
}
