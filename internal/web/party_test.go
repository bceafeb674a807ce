package web

import (
	"strings"
	"testing"

	"parley/internal/locale"
	"parley/internal/report"
)

func names(all []party) string {
	var ids []string
	for _, p := range all {
		ids = append(ids, p.ID)
	}
	return strings.Join(ids, " ")
}

func TestOrderOfSides(t *testing.T) {
	three := &report.Result{SideOrder: []string{"azerbaijan", "armenia", "north"}, BySide: true}
	all := parties(three, locale.For(locale.English))
	for _, c := range []struct {
		k       kind
		edition string
		section int
		want    string
	}{
		{sides, "", 0, "azerbaijan armenia north"},
		{sides, "", 1, "armenia north azerbaijan"},
		{sides, "", 2, "north azerbaijan armenia"},
		{sides, "", 3, "azerbaijan armenia north"},
		{sides, "armenia", 0, "armenia azerbaijan north"},
		{sides, "armenia", 1, "armenia azerbaijan north"},
		{sides, "azerbaijan", 2, "azerbaijan armenia north"},
		{groups, "", 1, "azerbaijan armenia north"},
	} {
		if got := names(order(all, c.k, c.edition, c.section)); got != c.want {
			t.Errorf("edition %q, section %d: %s, want %s", c.edition, c.section, got, c.want)
		}
	}
	if got := order(nil, sides, "", 3); got != nil {
		t.Errorf("order of nobody: %v", got)
	}
}

// Over the sections of a page the neutral edition names each side first as
// often as the other, give or take one.
func TestNeutralEditionAlternatesOnThePage(t *testing.T) {
	page := body(t, fixture("azerbaijan", "armenia"), "/?lang=en")
	first := map[string]int{}
	for i, section := range strings.Split(page, `<section class="reading"`)[1:] {
		bars := strings.SplitN(section, `<b class="who">`, 2)
		if len(bars) < 2 {
			t.Fatalf("section %d has no bars", i)
		}
		first[bars[1][:strings.Index(bars[1], "<")]]++
	}
	if first["Armenia"]+first["Azerbaijan"] != 5 || first["Armenia"] < 2 || first["Azerbaijan"] < 2 {
		t.Errorf("named first: %v", first)
	}
}

func TestEditionNamesItsSideFirstEverywhere(t *testing.T) {
	for edition, second := range map[string]string{"armenia": "Azerbaijan", "azerbaijan": "Armenia"} {
		name := map[string]string{"armenia": "Armenia", "azerbaijan": "Azerbaijan"}[edition]
		for _, path := range []string{"/", "/?sort=number", "/statements/3", "/statements/4", "/method"} {
			page := body(t, fixture("azerbaijan", "armenia"), withLanguage(path, "en")+"&edition="+edition)
			if !strings.Contains(page, "Edition in which one side is named first: "+name) {
				t.Errorf("%s does not say that it is the edition of %s", path, name)
			}
			for _, list := range strings.Split(page, `<ul class="rows">`)[1:] {
				list = list[:strings.Index(list, "</ul>")]
				a, b := strings.Index(list, ">"+name+"<"), strings.Index(list, ">"+second+"<")
				if b >= 0 && a > b {
					t.Errorf("%s: %s after %s", path, name, second)
				}
			}
			for _, table := range strings.Split(page, "<tbody>")[1:] {
				table = table[:strings.Index(table, "</tbody>")]
				a, b := strings.Index(table, ">"+name+"<"), strings.Index(table, ">"+second+"<")
				if b >= 0 && a > b {
					t.Errorf("%s: in a table %s after %s", path, name, second)
				}
			}
		}
	}
}

func TestGroupsInThePlaceOfSides(t *testing.T) {
	page := body(t, inGroups(), "/?lang=en")
	for _, want := range []string{"the opinion groups take their place", "What all opinion groups agree on",
		"A majority of every opinion group agrees.", `<b class="who">Group A</b>`, "no group can outvote another"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	for _, wrong := range []string{"both sides", "every side", "Order of the sides", "Author&#39;s side: A"} {
		if strings.Contains(page, wrong) {
			t.Errorf("the page says %q", wrong)
		}
	}
}

func TestEveryoneTogether(t *testing.T) {
	page := body(t, inOne(), "/?lang=en")
	for _, want := range []string{"What most people agree on", `<b class="who">Everybody</b>`, "cannot be said", "one cloud"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
	if strings.Contains(page, "both sides") || strings.Contains(page, ">everyone<") {
		t.Error("the page speaks of sides, or shows the identifier")
	}
}

// A side is called what it calls itself; where it does not say, what the
// catalogue calls it.
func TestSidesAreNamedByThemselves(t *testing.T) {
	r := fixture("azerbaijan", "armenia")
	r.SideNames = map[string]map[string]string{"azerbaijan": {"en": "East bank", "hy": "Արևելյան ափ"}}
	r.Warnings = []report.Warning{{Code: "side_not_declared", Args: map[string]any{"side": "azerbaijan"}}}
	for lang, wants := range map[string][]string{
		"en": {`<b class="who">East bank</b>`, "Written by: East bank", "First: East bank", `<b class="who">Armenia</b>`, "settings: East bank"},
		"hy": {`<b class="who">Արևելյան ափ</b>`, `<b class="who">Հայաստան</b>`},
		"az": {`<b class="who">Azərbaycan</b>`},
	} {
		page := body(t, r, "/?lang="+lang)
		for _, want := range wants {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %q", lang, want)
			}
		}
	}
	if page := body(t, r, "/?lang=en&edition=azerbaijan"); !strings.Contains(page, "named first: East bank") || strings.Contains(page, ">Azerbaijan<") {
		t.Error("the edition calls the side otherwise")
	}
}
