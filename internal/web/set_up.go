package web

import (
	"net/http"
	"strconv"
	"strings"

	"parley/internal/dialogue"
)

// setUpPage asks who the sides are.
type setUpPage struct {
	Problem  string
	Path     string
	Count    int
	Sides    []sideForm
	More     bool // one more can be named
	Less     bool // one can be taken away
	Most     int
	Language string
}

func (setUpPage) template() string { return "set_up" }

// A sideForm asks for one side.
type sideForm struct {
	Number int // from 1
	Index  int // from 0, in the names of fields
	ID     string
	Names  []textField
	Writes []pick
}

var setUpExample = map[string]string{
	"sides": "2",
	"id_0":  "azerbaijan", "writes_0": "az",
	"name_0_az": "Azərbaycan", "name_0_en": "Azerbaijan", "name_0_hy": "Ադրբեջան", "name_0_ru": "Азербайджан",
	"id_1": "armenia", "writes_1": "hy",
	"name_1_az": "Ermənistan", "name_1_en": "Armenia", "name_1_hy": "Հայաստան", "name_1_ru": "Армения",
}

// showSetUp serves the form of the set-up link. Nothing is filled in: which
// side is first is for those who set up.
func showSetUp(v *visitor) error {
	if err := v.site.Node.CheckSetUp(v.r.Context(), v.r.PathValue("token")); err != nil {
		return err
	}
	return v.askSides(http.StatusOK, make([]dialogue.Side, 2), "")
}

// postSetUp names the sides and shows the links to their offices, or the form
// again with one side more or fewer.
func postSetUp(v *visitor) error {
	token := v.r.PathValue("token")
	if err := v.site.Node.CheckSetUp(v.r.Context(), token); err != nil {
		return err
	}
	sides := v.postedSides()
	switch do := v.field("do"); {
	case do == "more" && len(sides) < dialogue.MostSides:
		return v.askSides(http.StatusOK, append(sides, dialogue.Side{}), "")
	case do == "less" && len(sides) > 2:
		return v.askSides(http.StatusOK, sides[:len(sides)-1], "")
	}
	links, err := v.site.Node.SetUp(v.r.Context(), token, sides)
	if err != nil {
		problem, other := v.problem(err)
		if other != nil {
			return err
		}
		return v.askSides(status(err), sides, problem)
	}
	return v.showSetUpLinks(links)
}

func (v *visitor) askSides(code int, sides []dialogue.Side, problem string) error {
	g := setUpPage{Problem: problem, Path: v.r.URL.Path, Count: len(sides),
		More: len(sides) < dialogue.MostSides, Less: len(sides) > 2}
	for i, s := range sides {
		f := sideForm{Number: i + 1, Index: i, ID: string(s.ID)}
		f.Names = v.textFields("name_"+strconv.Itoa(i), "setup.name", s.Names)
		var writes []string
		for _, l := range s.Languages {
			writes = append(writes, string(l))
		}
		f.Writes = v.languagePicks(writes...)
		g.Sides = append(g.Sides, f)
	}
	return v.showAs(code, v.Text("setup.title"), g)
}

// postedSides reads the sides as they were typed. An identifier that was left
// open is made from the English name.
func (v *visitor) postedSides() []dialogue.Side {
	sides := make([]dialogue.Side, min(max(2, v.number("sides")), dialogue.MostSides))
	for i := range sides {
		at := strconv.Itoa(i)
		s := dialogue.Side{ID: dialogue.SideID(strings.TrimSpace(v.field("id_" + at))), Names: v.text("name_" + at)}
		for _, l := range v.r.PostForm["writes_"+at] {
			s.Languages = append(s.Languages, dialogue.Language(l))
		}
		if s.ID == "" {
			s.ID = sideIDOf(s.Names["en"])
		}
		sides[i] = s
	}
	return sides
}

// sideIDOf makes an identifier of a name: its small Latin letters and digits,
// with a hyphen for what lies between them.
func sideIDOf(name string) dialogue.SideID {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return dialogue.SideID(strings.Join(words, "-"))
}
