package web

import (
	"net/http"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// Every form of preparing is shown again with what was typed, and says what is
// wrong in the reader's language.
func TestPreparingAgain(t *testing.T) {
	s := officeSite(t)
	id := s.prepare(t, dialogue.Named, "Bridges", 2)
	one, _ := s.chairs(t)
	one.Header.Set("Accept-Language", "ru")

	forum := one.get("/forums/new").form("/forums/new").set("name_ru", "Реки").set("name_hy", "Գետեր")
	again := forum.send().want(http.StatusBadRequest).says("Не хватает")
	if again.form("/forums/new").values.Get("name_hy") != "Գետեր" {
		t.Error("the names are gone")
	}
	one.get(forumPath(s.Forum, "/dialogues/new")).form("/dialogues/new").send().want(http.StatusBadRequest).says("именной или защищённый")

	settings := one.get(pathOf(id, "/settings")).want(http.StatusOK)
	for field, wrong := range map[string]string{"length": "30", "days": "-1", "threshold": "forty", "votes": "1e9", "results": "nobody",
		"topic_az": strings.Repeat("ğ", dialogue.LongestTopic+1)} {
		again := settings.form("/settings").set("description_en", "Kept <as> typed").set(field, wrong).send().want(http.StatusBadRequest)
		got := again.form("/settings").values
		if got.Get("description_en") != "Kept <as> typed" || (field != "results" && got.Get(field) != wrong) {
			t.Errorf("%s: what was typed is gone: %q", field, got.Get(field))
		}
		if strings.Contains(again.Body, "<as>") || !strings.Contains(again.Body, `role="alert"`) {
			t.Errorf("%s: %s", field, again.Body)
		}
	}
	settings.form("/settings").set("threshold", "66,5").send().want(http.StatusOK)

	seed := one.get(pathOf(id, "/seeds")).form("/seeds").set("text", "Это написано по-русски.").set("language", "hy").set("side", "armenia")
	again = seed.send().want(http.StatusBadRequest).says("на котором")
	if got := again.form("/seeds").values; got.Get("text") != "Это написано по-русски." || got.Get("language") != "hy" || got.Get("side") != "armenia" {
		t.Errorf("what was typed is gone: %v", got)
	}
	seed.set("language", "ru").set("side", "atlantis").send().want(http.StatusBadRequest)
	seed.set("side", "armenia").send().want(http.StatusOK).says("Сохранено.")
}

// A table of statements is taken whole or not at all.
func TestSeedFile(t *testing.T) {
	s := officeSite(t)
	id := s.prepare(t, dialogue.Protected, "Bridges", 2)
	one, other := s.chairs(t)
	form := one.get(pathOf(id, "/seeds")).form("/seeds/file").set("language", "en").set("side", "azerbaijan")
	form.upload("a.csv", []byte("text,language,side\nMore lamps are needed.,,\nՊուրակները փակ են,hy,armenia\nNo such side,en,atlantis\n")).
		want(http.StatusBadRequest).says("Line 4:", "Please choose one of the sides")
	form.upload("a.csv", []byte("said\nMore lamps are needed.\n")).want(http.StatusBadRequest).says("cannot be read at line 1", "a column text")
	form.upload("a.csv", []byte("text\n\"never closed\n")).want(http.StatusBadRequest).says("cannot be read at line")
	form.upload("a.csv", []byte("text\n\xff\xfe\n")).want(http.StatusBadRequest).says("Line 2:")
	other.get(pathOf(id, "/seeds")).hides("More lamps")
	page := form.upload("a.csv", []byte("\ufefftext,language,side\r\nMore lamps are needed.,,\r\n=SUM(A1) is no formula,en,armenia\r\n")).
		want(http.StatusOK).says("Azerbaijan 7 Armenia 7", "=SUM(A1) is no formula")
	page.form("/seeds/remove").press("statement", "999").want(http.StatusNotFound)
	number := attributes(`value="` + strings.SplitN(strings.SplitN(page.Body, `name="statement" value="`, 2)[1], `"`, 2)[0] + `"`)["value"]
	page.form("/seeds/remove").press("statement", number).want(http.StatusOK).says("unequal numbers of statements")
}

// After opening nothing of what was approved changes.
func TestNothingIsPreparedAfterOpening(t *testing.T) {
	s := newSite(t)
	one, _ := s.chairs(t)
	settings := one.get(pathOf(s.Named, "/settings")).want(http.StatusOK).says("do not change any more")
	settings.form("/settings").set("length", "600").send().want(http.StatusForbidden).says("only while the dialogue is being prepared")
	one.get(pathOf(s.Named, "/seeds")).want(http.StatusOK).says("The dialogue has opened").hides("Add a statement", "Remove")
	fields := settings.form("/settings").values
	fields.Set("text", "Late.")
	fields.Set("language", "en")
	fields.Set("side", "armenia")
	one.post(pathOf(s.Named, "/seeds"), fields).want(http.StatusForbidden)
	fields.Set("statement", "1000")
	one.post(pathOf(s.Named, "/seeds/remove"), fields).want(http.StatusForbidden)
}

// A co-chair's absence is told to every co-chair after a while, and is never an
// override (row S8).
func TestAbsence(t *testing.T) {
	s := officeSite(t)
	id := s.prepare(t, dialogue.Named, "Bridges", 2)
	one, _ := s.chairs(t)
	proposal := proposeOpening(one, id).want(http.StatusOK)
	one.get("/office").says("Since today. Waits for: Armenia.").hides("without approval")
	s.Pass(dialogue.AbsentAfter * 24 * 3600e9)
	one, other := s.chairs(t)
	for _, c := range []*client{one, other} {
		c.get("/office").says("7 days without approval. Side: Armenia. Nobody can approve in its place")
	}
	one.get(proposal.Path).hides("Approve for my side", "in force")
	fields := one.get("/office").form("/office/sessions").values
	fields.Set("hash", other.get(proposal.Path).form("/approve").values.Get("hash"))
	one.post(proposal.Path+"/approve", fields).want(http.StatusOK).hides("in force")
}
