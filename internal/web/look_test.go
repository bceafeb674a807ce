package web

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"parley/internal/locale"
	"parley/internal/web/webtest"
)

// widths are those of a small phone and of a desk.
var widths = []int64{320, 1280}

// TestPagesInABrowser opens every kind of page in every language, small and
// large, light and dark, with the scripts of pages switched off.
func TestPagesInABrowser(t *testing.T) {
	t.Parallel()
	browser := webtest.Open(t)
	server := httptest.NewServer(resultSite(fixture("azerbaijan", "armenia")))
	defer server.Close()
	for _, l := range locale.Languages() {
		for _, width := range widths {
			t.Run(fmt.Sprintf("%s/%d", l, width), func(t *testing.T) {
				tab := browser.Tab(t, false)
				for name, path := range map[string]string{
					"result": "/", "list": "/?reading=divide&sort=votes", "statement": "/statements/25", "method": "/method",
				} {
					tab.Media("screen", "light")
					tab.Visit(server.URL+withLanguage(path, l), width)
					tab.Look(fmt.Sprintf("%s-%s-%d", name, l, width))
					if l == locale.English { // colours are the same in all languages
						tab.Media("screen", "dark")
						tab.Look(fmt.Sprintf("%s-%s-%d-dark", name, l, width))
						tab.Media("screen", "light")
					}
				}
				tab.CheckRequests(server.URL)
			})
		}
	}
}

func withLanguage(path string, l locale.Language) string {
	q := "?"
	if bytes.ContainsRune([]byte(path), '?') {
		q = "&"
	}
	return path + q + "lang=" + string(l)
}

// TestPagesInABrowserWithScripts is the same for a browser as it comes: there
// is still nothing that would run.
func TestPagesInABrowserWithScripts(t *testing.T) {
	browser := webtest.Open(t)
	server := httptest.NewServer(resultSite(fixture("armenia", "azerbaijan")))
	defer server.Close()
	tab := browser.Tab(t, true)
	tab.Visit(server.URL+"/?lang=az&edition=azerbaijan", 1280)
	if n := webtest.Evaluate[int](tab, `document.scripts.length`); n != 0 {
		t.Errorf("%d scripts", n)
	}
	tab.Look("edition-az-1280")
	tab.Visit(server.URL+"/nowhere?lang=hy", 1280)
	tab.Look("fault-hy-1280")
	tab.Forgive() // the browser tells of the 404 that was asked for
	tab.CheckRequests(server.URL)
}

// TestFilesInABrowser opens the page that stands alone.
func TestFilesInABrowser(t *testing.T) {
	browser := webtest.Open(t)
	for _, o := range []FileOptions{{Language: "ru"}, {Language: "hy", Edition: "armenia", Positions: true}} {
		tab := browser.Tab(t, false)
		r := fixture("azerbaijan", "armenia")
		r.Positions = fixturePositions(r)
		var page bytes.Buffer
		if err := WriteFile(&page, r, o); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "map.html")
		if err := os.WriteFile(file, page.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, width := range widths {
			tab.Visit("file://"+file, width)
			if family := webtest.Evaluate[string](tab, `getComputedStyle(document.querySelector(".bar .a")).shapeRendering`); family != "crispedges" {
				t.Errorf("the stylesheet does not apply: %s", family)
			}
			tab.Look(fmt.Sprintf("file-%s-%d", o.Language, width))
		}
		tab.Media("print", "light")
		tab.Picture("file-" + o.Language + "-print")
		tab.CheckRequests("file://")
	}
}

// TestExtremesInABrowser opens the pages that are hardest to lay out.
func TestExtremesInABrowser(t *testing.T) {
	browser := webtest.Open(t)
	for name, r := range extremes() {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(resultSite(r))
			defer server.Close()
			tab := browser.Tab(t, false)
			tab.Visit(server.URL+"/?lang=hy", 320)
			tab.Look("extreme-" + name + "-320")
			if len(r.Statements) > 0 {
				tab.Visit(server.URL+statementPath(r.Statements[0].Statement), 320)
				tab.Look("extreme-" + name + "-statement-320")
			}
			tab.CheckRequests(server.URL)
		})
	}
}

// TestPrint lays the pages out for paper, where nothing to click is shown.
func TestPrint(t *testing.T) {
	browser := webtest.Open(t)
	server := httptest.NewServer(resultSite(fixture("armenia", "azerbaijan")))
	defer server.Close()
	tab := browser.Tab(t, false)
	for _, l := range locale.Languages() {
		tab.Visit(server.URL+"/?lang="+string(l), 760)
		tab.Media("print", "light")
		tab.Picture("print-" + string(l))
		if shown := webtest.Evaluate[int](tab, `[...document.querySelectorAll("nav.languages, .filter, .skip")].filter(e => e.offsetHeight).length`); shown != 0 {
			t.Errorf("%s: %d things to click are printed", l, shown)
		}
		if bars := webtest.Evaluate[int](tab, `[...document.querySelectorAll(".bar")].filter(e => e.getBoundingClientRect().height > 10).length`); bars < 20 {
			t.Errorf("%s: %d bars are printed", l, bars)
		}
	}
}

// TestGlanceKeepsWordsWhole looks at the tiles of the overview between the
// widths of a small phone and of a desk. 1000 statements have the longest
// numbers.
func TestGlanceKeepsWordsWhole(t *testing.T) {
	server := httptest.NewServer(resultSite(large(1000, "armenia", "azerbaijan")))
	defer server.Close()
	tab := webtest.Open(t).Tab(t, false)
	for _, l := range locale.Languages() {
		tab.Visit(server.URL+withLanguage("/", l), 320)
		for width := int64(320); width <= 1280; width += 20 {
			tab.Resize(width)
			if broken := tab.BrokenWords(".glance a"); len(broken) > 0 {
				t.Errorf("%s, %d px: broken words %v", l, width, broken)
			}
		}
	}
}
