package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/register"
	"parley/internal/web/webtest"
)

// writingPages returns every page on which registers are written, by name, as who may
// see it is shown it in a language.
func writingPages(t *testing.T, s *fixtureSite, l locale.Language) map[string]*answer {
	t.Helper()
	in := func(c *client) *client {
		c.Header.Set("Accept-Language", string(l))
		return c
	}
	chair, moderator, anybody := in(s.holder(t, "azerbaijan", dialogue.CoChair)), in(s.holder(t, "armenia", dialogue.Moderator)), in(s.client(t))
	all := map[string]*answer{
		"new":         chair.get("/registers/everything/new"),
		"new-own":     moderator.get("/registers/guides/new"),
		"edit":        chair.get("/registers/everything/upper-well/edit"),
		"column":      chair.get("/registers/everything/upper-well/column"),
		"reply":       chair.get("/registers/everything/upper-well/reply"),
		"import":      moderator.get("/registers/everything/import"),
		"proposals":   chair.get("/registers/everything/proposals"),
		"suggest":     anybody.get("/registers/everything/suggest?record=upper-well"),
		"suggestions": chair.get("/registers/everything/suggestions"),
	}
	for name, a := range all {
		if a.Status != http.StatusOK {
			t.Fatalf("%s in %s: status %d: %s", name, l, a.Status, plainWords(a.Body))
		}
	}
	all["new-wrong"] = all["new"].form("/new").set("f.name.0_en", "x").set("f.opened", "x").set("f.proof.0.what_en", "A plan").send().want(http.StatusBadRequest)
	all["edit-stale"] = all["edit"].form("/edit").set("stamp", "0").set("f.summary.0_en", "Another").send().want(http.StatusConflict)
	all["import-wrong"] = all["import"].form("/import").upload("wells.csv", []byte(wellsCSV)).want(http.StatusBadRequest)
	keys := all["proposals"].form("/proposals")
	keys.values["key"] = []string{"upper-well"}
	all["proposal"] = keys.set("do", "these").send().want(http.StatusOK)
	own := s.draft(t, s.viewer("azerbaijan", dialogue.CoChair), "others", "", register.Side, map[string]register.Value{"name": inEnglish("A visit")})
	all["sure"] = chair.get(recordPath("others", own, "")).form("/withdraw").send().want(http.StatusOK)
	_, err := s.Node.WriteRecord(t.Context(), s.viewer("azerbaijan", dialogue.CoChair), "guides",
		recordDraft(register.Change{Held: true, Level: register.Side, Values: map[string]register.Value{"name": inEnglish("A guide")}}))
	check(t, err)
	page, err := s.Node.FindRecords(t.Context(), s.viewer("azerbaijan", dialogue.CoChair), "guides", register.Query{Size: 1})
	check(t, err)
	all["consent"] = chair.get(recordPath("guides", page.Records[0].Key, "/consent")).want(http.StatusOK)
	return all
}

// withWriting is a site with something to see on every page on which one writes.
func withWriting(t *testing.T) *fixtureSite {
	t.Helper()
	s := wells(t)
	check(t, s.Node.Suggest(t.Context(), dialogue.Viewer{}, "everything", "upper-well", "Ջրհորն այլևս չունի կափարիչ։", "hy"))
	return s
}

// Every page on which registers are written has its words in every language, and
// nothing that no page may hold.
func TestWritingPagesInEveryLanguage(t *testing.T) {
	s := withWriting(t)
	for _, l := range locale.Languages() {
		for name, a := range writingPages(t, s, l) {
			if found := lacks(a.Body); len(found) > 0 {
				t.Errorf("%s in %s: %v", name, l, found)
			}
			checkClean(t, name+" in "+string(l), a.Body)
			for _, never := range []string{"<nil>", "%!", "ZgotmplZ"} {
				if strings.Contains(a.Body, never) {
					t.Errorf("%s in %s holds %q", name, l, never)
				}
			}
		}
	}
	if log := s.Log.String(); strings.Contains(log, "level=ERROR") {
		t.Error(log)
	}
}

// Of every register of the program there is a form in which every field that people
// write can be filled in, for a record and for a side's column, in every language.
func TestFormsOfTheProgramsRegisters(t *testing.T) {
	s := officeSite(t)
	s.Node.Options.Registers = ours(t)
	c := s.holder(t, "armenia", dialogue.CoChair)
	saved := map[register.Name]string{}
	all := ours(t).All()
	for i := 0; i < len(all); i++ {
		d := all[i]
		needs, waits := neededLink(d, saved)
		if waits && len(all) < 1000 {
			all = append(all, d) // until what it leads to is there
			continue
		}
		l := locale.Languages()[i%len(locale.Languages())]
		c.Header.Set("Accept-Language", string(l))
		page := c.get(registerPath(d.Name, "/new")).want(http.StatusOK)
		if found := lacks(page.Body); len(found) > 0 {
			t.Errorf("%s in %s: %v", d.Name, l, found)
		}
		title := d.TitleField()
		form := page.form("/new").set(fieldName(title)+".0_en", "Something of "+string(d.Name)).set("held", "yes")
		for _, f := range d.Writable(s.viewer("armenia", dialogue.CoChair), "", false) {
			if !strings.Contains(page.Body, ` id="`+fieldName(f)+`"`) {
				t.Errorf("%s: no place for %s", d.Name, f.Name)
			}
			switch {
			case !f.Required || f.Name == title.Name:
			case f.Type == register.Proof:
				form.set(fieldName(f)+".0.what_en", "A paper").set(fieldName(f)+".0.kind", "document")
			case len(f.Options) > 0:
				form.set(fieldName(f), f.Options[0].Value)
			case f.Type == register.Text:
				form.set(fieldName(f)+".0_en", "Something else")
			case f.Type == register.DateType:
				form.set(fieldName(f), "2020")
			case f.LeadsTo() != "":
				form.set(fieldName(f)+".0.key", needs[f.Name])
			}
		}
		path, _, _ := strings.Cut(form.send().want(http.StatusOK).Path, "?")
		saved[d.Name] = path[strings.LastIndex(path, "/")+1:]
		if len(d.Writable(s.viewer("armenia", dialogue.CoChair), "", true)) > 0 {
			c.get(path + "/column").want(http.StatusOK)
		}
	}
}

// neededLink returns the keys to which the links lead that a record of a register must
// have, and whether one of them is not there yet.
func neededLink(d *register.Definition, saved map[register.Name]string) (keys map[string]string, waits bool) {
	keys = map[string]string{}
	for _, f := range d.Fields {
		if f.Required && f.LeadsTo() != "" {
			keys[f.Name] = saved[f.LeadsTo()]
			waits = waits || keys[f.Name] == ""
		}
	}
	return keys, waits
}

// They fit a small phone and a desk, and people with disabilities can use them.
func TestWritingPagesInABrowser(t *testing.T) {
	browser := webtest.Open(t)
	s := withWriting(t)
	tab := browser.Tab(t, false)
	for l, looks := range map[locale.Language]map[string]int64{
		locale.English: {"new-wrong": 320, "proposal": 320, "import-wrong": 320, "edit-stale": 1280},
		"hy":           {"column": 320},
	} {
		pages := writingPages(t, s, l)
		server := httptest.NewServer(shown(pages, s.Handler))
		for _, name := range slices.Sorted(maps.Keys(looks)) {
			lookAtWriting(t, tab, l, server.URL, name, looks[name])
		}
		server.Close()
	}
}

func lookAtWriting(t *testing.T, tab *webtest.Tab, l locale.Language, home, name string, width int64) {
	t.Helper()
	tab.Media("screen", map[int64]string{320: "light", 1280: "dark"}[width])
	tab.Visit(home+"/shown/"+name, width)
	full := fmt.Sprintf("writing-%s-%s-%d", name, l, width)
	if l == locale.English {
		tab.Look(full)
		return
	}
	tab.Picture(full)
	if wide := tab.Wide(); wide != "" {
		t.Errorf("%s is wider than its window: %s", full, wide)
	}
}
