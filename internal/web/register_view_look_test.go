package web

import (
	"context"
	"fmt"
	"net/http/httptest"
	"testing"

	"parley/casedata"
	"parley/internal/exchange"
	"parley/internal/locale"
	"parley/internal/register"
	"parley/internal/web/webtest"
	"parley/registers"
)

func programRegisters(t testing.TB) *register.Registers {
	t.Helper()
	all, err := register.Load(registers.Files)
	check(t, err)
	return all
}

// caseSite is a site whose registers hold the reference case, read by everybody.
func caseSite(t testing.TB) *fixtureSite {
	t.Helper()
	s := officeSite(t)
	s.Node.Options.Registers = programRegisters(t)
	records, err := exchange.ReadCaseRegisters(casedata.Files, s.Node.Options.Registers)
	check(t, err)
	check(t, s.Node.AddCase(context.Background(), records))
	return s
}

// caseViews are views that are worth a look.
var caseViews = map[string]string{
	"timeline": "/registers/initiatives/views/timeline", "network": "/registers/initiatives/views/partners",
	"board": "/registers/initiatives/views/by-assessment", "counts": "/registers/initiatives/views/area-by-track",
	"matrix": "/registers/commitments/views/by-article", "large": "/registers/organisations/views/involvement",
	"check":   "/registers/initiatives/views/check-a-plan?plan=A+music+festival+in+a+village+without+asking+the+public",
	"compare": "/registers/cases/views/compare",
}

// Views fit a small phone and a desk, light and dark, and people with disabilities
// can use them.
func TestRegisterViewsInABrowser(t *testing.T) {
	browser := webtest.Open(t)
	s := caseSite(t)
	server := httptest.NewServer(s.Handler)
	defer server.Close()
	for _, width := range widths {
		for name, path := range caseViews {
			tab := browser.Tab(t, false)
			tab.Media("screen", map[int64]string{320: "light", 1280: "dark"}[width])
			tab.Visit(server.URL+path, width)
			tab.Look(fmt.Sprintf("register-%s-%d", name, width))
		}
	}
	wells := httptest.NewServer(newViewWorld(t).Handler)
	defer wells.Close()
	tab := browser.Tab(t, false)
	for _, l := range locale.Languages() {
		for _, path := range []string{viewAt("tree"), viewAt("drill") + "?at=plain-well", viewAt("compare") + "?a=plain-well&b=hill-well"} {
			full := fmt.Sprintf("register-%s-%s", path, l)
			tab.Visit(wells.URL+withLanguage(path, l), 320)
			if tab.Picture(full); tab.Wide() != "" {
				t.Errorf("%s is wider than its window: %s", full, tab.Wide())
			}
		}
	}
}
