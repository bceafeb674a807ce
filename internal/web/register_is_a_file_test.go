package web

import (
	"net/http"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// documented returns the definition that docs/registers.md gives as its example.
func documented(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/registers.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```yaml\n")
	definition, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("docs/registers.md has no example")
	}
	return definition
}

// The worked example of the documentation, as an operator puts it into a folder: with
// it come table, page, forms, search, views, files, the approval of every side and
// discretion, in four languages, and nothing else is written.
func TestRegisterIsAFile(t *testing.T) {
	s := officeSite(t)
	all, err := register.Load(os.DirFS("../../registers"), fstest.MapFS{"wells.yaml": {Data: []byte(documented(t))}})
	if err != nil {
		t.Fatal(err)
	}
	s.Node.Options.Registers = all
	one, other := s.holder(t, "azerbaijan", dialogue.CoChair), s.holder(t, "armenia", dialogue.CoChair)
	anybody := s.client(t)
	for l, title := range map[string]string{"hy": "Ջրհորներ", "az": "Quyular", "ru": "Колодцы", "en": "Wells"} {
		anybody.get("/registers?lang=" + l).want(http.StatusOK).says(title)
	}

	made := one.get("/registers/wells/new").want(http.StatusOK).form("/new").set("f.name.0_in", "en").set("f.name.0_en", "The mill well").set("f.dug", "1988-05").
		set("level", "public").set("wanted", "mill").send().want(http.StatusOK)
	anybody.get("/registers/wells/mill").want(http.StatusNotFound)
	other.get("/registers/wells").want(http.StatusOK).says("The mill well")
	proposal := made.form("/propose").send().want(http.StatusOK)
	other.get(proposal.Path).want(http.StatusOK).says("The mill well").form("/approve").send().want(http.StatusOK)

	anybody.get("/registers/wells").want(http.StatusOK).says("The mill well", "1 record found")
	anybody.get("/registers/search?q=mills").want(http.StatusOK).says("The mill well")
	anybody.get("/registers/wells/mill").want(http.StatusOK).says("Approved by every side", "Not every side has said it.")
	one.get("/registers/wells/mill/column").want(http.StatusOK).form("/column").set("f.water", "dry").send().want(http.StatusOK)
	other.get("/registers/wells/mill/column").want(http.StatusOK).form("/column").set("f.water", "full").send().want(http.StatusOK)
	anybody.get("/registers/wells/mill").want(http.StatusOK).says("Disputed", "dry", "full")
	anybody.get("/registers/wells?f.agreed=disputed").want(http.StatusOK).says("The mill well")
	anybody.get("/registers/wells/views/timeline").want(http.StatusOK).says("The mill well", "1988")
	for file, holds := range map[string]string{"records.csv": "The mill well", "records.json": `"mill"`, "datapackage.json": "water", "changes.atom": "The mill well"} {
		if a := anybody.get("/registers/wells/files/" + file).want(http.StatusOK); !strings.Contains(a.Body, holds) {
			t.Errorf("%s holds %.300q", file, a.Body)
		}
	}
	one.get("/registers/wells/mill").form("/narrow").set("level", "chairs").send().want(http.StatusOK)
	anybody.get("/registers/wells").want(http.StatusOK).hides("The mill well")
	anybody.get("/registers/search?q=mill").want(http.StatusOK).hides("The mill well")
}
