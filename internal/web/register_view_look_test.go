package web

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
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

// Views fit a small phone and a desk, light and dark, and people with disabilities
// can use them.
func TestRegisterViewsInABrowser(t *testing.T) {
	browser := webtest.Open(t)
	wells := httptest.NewServer(newViewWorld(t).Handler)
	defer wells.Close()
	tab := browser.Tab(t, false)
	for i, rest := range []string{"timeline", "board", "network", "matrix", "counts", "tree", "compare?a=plain-well&b=hill-well", "check?plan=music", "drill?at=plain-well"} {
		name, _, _ := strings.Cut(rest, "?")
		width := widths[i%2]
		tab.Media("screen", []string{"light", "dark"}[i%2])
		tab.Visit(wells.URL+viewAt(rest), width)
		tab.Look(fmt.Sprintf("register-%s-%d", name, width))
		l := locale.Languages()[i%len(locale.Languages())]
		tab.Visit(wells.URL+withLanguage(viewAt(rest), l), widths[1-i%2])
		full := fmt.Sprintf("register-%s-%s-%d", name, l, widths[1-i%2])
		if tab.Picture(full); tab.Wide() != "" {
			t.Errorf("%s is wider than its window: %s", full, tab.Wide())
		}
	}
	tab.CheckRequests(wells.URL)
}

// So do those of the reference case, whose network and timeline are pictures in docs.
func TestRegisterViewsOfTheCaseInABrowser(t *testing.T) {
	browser := webtest.Open(t)
	server := httptest.NewServer(caseSite(t).Handler)
	defer server.Close()
	tab := browser.Tab(t, false)
	for name, path := range map[string]string{
		"timeline": "/registers/initiatives/views/timeline", "network": "/registers/initiatives/views/partners",
		"counts": "/registers/initiatives/views/area-by-track", "matrix": "/registers/commitments/views/by-article",
		"check": "/registers/initiatives/views/check-a-plan?plan=A+festival+in+a+village+without+asking+the+public",
	} {
		for _, width := range widths {
			tab.Visit(server.URL+path, width)
			full := fmt.Sprintf("case-%s-%d", name, width)
			if tab.Picture(full); tab.Wide() != "" {
				t.Errorf("%s is wider than its window: %s", full, tab.Wide())
			}
		}
	}
}
