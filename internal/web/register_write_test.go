package web

import (
	"net/http"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// wells is a site with registers in which something stands.
func wells(t testing.TB) *fixtureSite {
	t.Helper()
	s := officeSite(t)
	s.withWells(t)
	return s
}

// recordOf returns a record as somebody sees it.
func (s *fixtureSite) recordOf(t testing.TB, v dialogue.Viewer, in register.Name, key string) register.Record {
	t.Helper()
	_, r, err := s.Node.RecordIn(t.Context(), v, in, key)
	check(t, err)
	return r.Record
}

const planHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// S55: every type of field is written through the form that is made of its
// definition, and holds what was typed.
func TestEveryTypeOfFieldIsWritten(t *testing.T) {
	s := wells(t)
	c := s.holder(t, "azerbaijan", dialogue.CoChair)
	form := c.get("/registers/everything/new").want(http.StatusOK).says("pending until a co-chair of every side has approved").form("/new")
	for name, value := range map[string]string{
		"f.name.0_in": "az", "f.name.0_az": "Körpü quyusu", "f.name.0_en": "The bridge well", "f.aliases.0_en": "Third well", "f.aliases.1_en": "New well",
		"f.opened": "1988-05", "f.closed": "../1991", "f.depth.lower": "12.50", "f.depth.upper": "14", "f.depth.as_of": "2020", "f.depth.qualifier_en": "roughly",
		"f.pumps.lower": "3", "f.pumps.unit": "litres", "f.kind": "spring", "f.region": "plain",
		"f.notions.0.key": "water-share", "f.notions.0.role_en": "what it shares", "f.upstream.0.key": "upper-well",
		"f.proof.0.what_en": "A plan", "f.proof.0.kind": "document", "f.proof.0.grade": "A", "f.proof.0.date": "1988~", "f.proof.0.side": "armenia", "f.proof.0.url": "https://example.org/plan",
		"f.equipment.pump": "no", "f.equipment.pump.note_en": "It was taken away.", "f.equipment.sign": "yes",
		"f.papers.0.name": "plan.pdf", "f.papers.0.sha256": planHash, "f.papers.0.size": "2048", "f.papers.0.origin": "scan",
		"f.help_text.0_en": "A pump that was lent", "level": "members", "sources": "A work on wells | p. 3 | https://example.org/wells", "wanted": "bridge-well",
		"why_en": "It was forgotten.",
	} {
		form.set(name, value)
	}
	form.values["f.uses"] = []string{"school", "drinking"}
	form.send().want(http.StatusOK).says("Körpü quyusu")
	r := s.recordOf(t, s.viewer("armenia", dialogue.Steward), "everything", "bridge-well")
	if r.State != register.Draft || r.Pending == nil || r.Pending.Level != register.Members || r.Pending.By != "azerbaijan" {
		t.Fatalf("written %+v", r)
	}
	english := func(words string) dialogue.Writing {
		return dialogue.Writing{Original: "en", Text: dialogue.Text{"en": words}}
	}
	want := map[string]register.Value{
		"name":    {Texts: []dialogue.Writing{{Original: "az", Text: dialogue.Text{"az": "Körpü quyusu", "en": "The bridge well"}, Approved: []dialogue.Language{"en"}}}},
		"aliases": said(dialogue.Text{"en": "Third well"}, dialogue.Text{"en": "New well"}),
		"opened":  {Date: "1988-05"}, "closed": {Date: "../1991"},
		"depth": {Number: &register.Number{Lower: "12.5", Upper: "14", Unit: "metres", AsOf: "2020", Qualifier: english("roughly")}},
		"pumps": {Number: &register.Number{Lower: "3", Unit: "litres"}},
		"kind":  ofChoice("spring"), "uses": ofChoice("drinking", "school"), "region": ofChoice("plain"),
		"notions":  {Links: []register.Link{{Key: "water-share", Role: english("what it shares")}}},
		"upstream": linked("upper-well"),
		"proof": {Evidence: []register.Evidence{{What: english("A plan"), Kind: "document", Grade: "A", Date: "1988~", Side: "armenia",
			URL: "https://example.org/plan"}}},
		"equipment": {Ticks: []register.Tick{{Item: "pump", State: "no", Note: english("It was taken away.")}, {Item: "sign", State: "yes"}}},
		"papers":    {Files: []register.File{{Name: "plan.pdf", SHA256: planHash, Size: 2048, Origin: "scan"}}},
		"help_text": inEnglish("A pump that was lent"),
	}
	for name, value := range want {
		if !register.Same(r.Pending.Values[name], value) {
			t.Errorf("%s holds %+v, want %+v", name, r.Pending.Values[name], value)
		}
	}
	for name := range r.Pending.Values {
		if _, ok := want[name]; !ok {
			t.Errorf("%s holds %+v", name, r.Pending.Values[name])
		}
	}
	if len(r.Pending.Sources) != 1 || r.Pending.Sources[0].Section != "p. 3" || r.Pending.Why.Text["en"] != "It was forgotten." {
		t.Errorf("sources %+v, why %+v", r.Pending.Sources, r.Pending.Why)
	}

	again := c.get("/registers/everything/bridge-well/edit").want(http.StatusOK).form("/edit")
	again.send().want(http.StatusForbidden).says("Nothing would change.") // the form says what the record is
}

// A refusal keeps what was typed, and names the field by its label.
func TestRefusedRecordKeepsWhatWasTyped(t *testing.T) {
	s := wells(t)
	c := s.holder(t, "armenia", dialogue.Moderator)
	form := c.get("/registers/everything/new").want(http.StatusOK).hides("Caution").form("/new")
	form.set("f.name.0_en", "The market well").set("f.opened", "1988-13").set("f.aliases.1_en", "Corn well").set("f.proof.0.what_en", "A photograph").set("f.proof.0.kind", "press")
	back := form.send().want(http.StatusBadRequest).says("“Opened” needs a date that exists")
	again := back.form("/new")
	for name, value := range map[string]string{"f.opened": "1988-13", "f.name.0_en": "The market well", "f.aliases.1_en": "Corn well", "f.proof.0.kind": "press", "f.proof.0.what_en": "A photograph"} {
		if got := again.values.Get(name); got != value {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
	again.set("f.opened", "1988").without("f.name.0_en").set("f.name.0_en", "").send().want(http.StatusBadRequest).says("“Name” must be given.")
	again.set("f.name.0_en", "The market well").set("f.partners.0.role_en", "host").send().want(http.StatusBadRequest).says("“Partners” leads to records by their keys")
	again.set("f.partners.0.key", "nowhere").send().want(http.StatusBadRequest).says("“Partners” leads to nowhere, which is not there.")
	again.set("f.partners.0.key", "").set("f.partners.0.role_en", "").set("wanted", "new").send().want(http.StatusBadRequest).says("A key has letters")
	saved := again.set("wanted", "market-well").send().want(http.StatusOK)
	if !strings.HasPrefix(saved.Path, "/registers/everything/market-well?") {
		t.Errorf("led to %s", saved.Path)
	}
}

// There is room for more values than a form first has, and what was typed stays.
func TestMorePlaces(t *testing.T) {
	s := wells(t)
	c := s.holder(t, "armenia", dialogue.CoChair)
	form := c.get("/registers/everything/new").form("/new").set("f.name.0_en", "The school well").set("f.aliases.1_en", "Small well")
	if _, there := form.values["f.aliases.4_en"]; there {
		t.Fatal("there is room for five")
	}
	wide := form.press("do", "more:aliases").want(http.StatusOK).form("/new")
	if wide.values.Get("f.aliases.1_en") != "Small well" || wide.values.Get("f.name.0_en") != "The school well" {
		t.Error("what was typed is lost")
	}
	wide.set("f.aliases.4_en", "Fifth name").set("wanted", "school-well").send().want(http.StatusOK)
	r := s.recordOf(t, s.viewer("armenia", dialogue.CoChair), "everything", "school-well")
	if got := len(r.Pending.Values["aliases"].Texts); got != 2 {
		t.Errorf("%d names were kept", got)
	}
}

// Somebody else was first: what was typed stands beside what is there now, and is
// written over it only when it is sent again.
func TestConflictShowsTheRecordAsItIs(t *testing.T) {
	s := wells(t)
	one, other := s.chairs(t)
	form := one.get("/registers/everything/lower-well/edit").want(http.StatusOK).form("/edit").set("f.summary.0_en", "Ours")
	other.get("/registers/everything/lower-well/edit").form("/edit").set("f.summary.0_en", "Theirs").send().want(http.StatusOK)
	back := form.send().want(http.StatusConflict).says("Somebody has changed this record", "Theirs").hides("Nothing would change")
	again := back.form("/edit")
	if again.values.Get("f.summary.0_en") != "Ours" {
		t.Error("what was typed is lost")
	}
	again.send().want(http.StatusOK)
	r := s.recordOf(t, s.viewer("armenia", dialogue.CoChair), "everything", "lower-well")
	if got := r.Pending.Values["summary"].Texts[0].Text["en"]; got != "Ours" {
		t.Errorf("pending is %q", got)
	}
}

// Each side writes its own column, at once, and nobody else's.
func TestColumnIsTheOwnSides(t *testing.T) {
	s := wells(t)
	c := s.holder(t, "armenia", dialogue.CoChair)
	form := c.get("/registers/everything/lower-well/column").want(http.StatusOK).says("What Armenia says", "Own note").hides("Other names").form("/column")
	form.set("f.account.0_en", "We cleaned it.").set("f.done", "partly").set("f.visited", "2026-05").set("f.litres.lower", "many").send().
		want(http.StatusBadRequest).says("“Water” needs a number").form("/column").set("f.litres.lower", "900").send().want(http.StatusOK).says("We cleaned it.")
	r := s.recordOf(t, s.viewer("azerbaijan", dialogue.CoChair), "everything", "lower-well")
	if got := r.Columns["armenia"]; got["done"].Choices[0] != "partly" || got["litres"].Number.Lower != "900" || len(r.Columns["azerbaijan"]) != 0 {
		t.Errorf("columns %+v", r.Columns)
	}
	s.holder(t, "armenia", dialogue.Moderator).get("/registers/everything/lower-well/column").want(http.StatusNotFound)
	s.client(t).get("/registers/everything/lower-well/column").want(http.StatusNotFound)
	s.client(t).get("/registers/everything/new").want(http.StatusNotFound)
	s.holder(t, "azerbaijan", dialogue.Steward).get("/registers/everything/lower-well/edit").want(http.StatusNotFound)
}

// A record that is too many to list is found by its words and added to the links.
func TestLinksAreFoundByWords(t *testing.T) {
	s := wells(t)
	v := s.viewer("armenia", dialogue.CoChair)
	for i := range register.MostOnPage {
		s.draft(t, v, "everything", "well-"+itoa(i), register.Members, map[string]register.Value{"name": inEnglish("Well of village " + itoa(i))})
	}
	c := s.holder(t, "armenia", dialogue.CoChair)
	form := c.get("/registers/everything/new").want(http.StatusOK).form("/new").set("f.name.0_en", "The garden well")
	found := form.set("f.upstream.find", "upper").press("do", "find:upstream").want(http.StatusOK).says("Found.", "The upper well").form("/new")
	found.set("f.upstream.found", "upper-well").set("wanted", "garden-well").send().want(http.StatusOK)
	r := s.recordOf(t, v, "everything", "garden-well")
	if !register.Same(r.Pending.Values["upstream"], linked("upper-well")) {
		t.Errorf("upstream is %+v", r.Pending.Values["upstream"])
	}
	c.get("/registers/everything/garden-well/edit").want(http.StatusOK).says("The upper well")
}
