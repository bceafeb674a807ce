package web

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"parley/internal/locale"
)

// widths are those of a small phone and of a desk.
var widths = []int64{320, 1280}

// TestPagesInABrowser opens every kind of page in every language, small and
// large, light and dark, with the scripts of pages switched off.
func TestPagesInABrowser(t *testing.T) {
	browser := openBrowser(t)
	server := httptest.NewServer(Handler(fixture("azerbaijan", "armenia"), slog.New(slog.DiscardHandler)))
	defer server.Close()
	for _, l := range locale.Languages() {
		for _, width := range widths {
			t.Run(fmt.Sprintf("%s/%d", l, width), func(t *testing.T) {
				b := openTab(t, browser, false)
				for name, path := range map[string]string{
					"result": "/", "list": "/?reading=divide&sort=votes", "statement": "/statements/25", "method": "/method",
				} {
					b.scripts(false)
					b.media("screen", "light")
					b.do(chromedp.EmulateViewport(width, 900), chromedp.Navigate(server.URL+withLanguage(path, l)))
					b.look(fmt.Sprintf("%s-%s-%d", name, l, width))
					if l == locale.English { // colours are the same in all languages
						b.media("screen", "dark")
						b.look(fmt.Sprintf("%s-%s-%d-dark", name, l, width))
						b.media("screen", "light")
					}
				}
				b.checkRequests(server.URL)
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

func (b *tab) look(name string) {
	b.t.Helper()
	b.picture(name)
	if got := b.wide(); got != "" {
		b.t.Errorf("%s is wider than its window: %s", name, got)
	}
	for _, v := range b.violations() {
		b.t.Errorf("%s: %s", name, v)
	}
}

// TestPagesInABrowserWithScripts is the same for a browser as it comes: there
// is still nothing that would run.
func TestPagesInABrowserWithScripts(t *testing.T) {
	browser := openBrowser(t)
	server := httptest.NewServer(Handler(fixture("armenia", "azerbaijan"), slog.New(slog.DiscardHandler)))
	defer server.Close()
	b := openTab(t, browser, true)
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+"/?lang=az&edition=azerbaijan"))
	if n := evaluate[int](b, `document.scripts.length`); n != 0 {
		t.Errorf("%d scripts", n)
	}
	b.look("edition-az-1280")
	b.do(chromedp.Navigate(server.URL + "/nowhere?lang=hy"))
	b.look("fault-hy-1280")
	b.mu.Lock()
	b.complaints = nil // the browser tells of the 404 that was asked for
	b.mu.Unlock()
	b.checkRequests(server.URL)
}

// TestFilesInABrowser opens the page that stands alone.
func TestFilesInABrowser(t *testing.T) {
	browser := openBrowser(t)
	for _, o := range []FileOptions{{Language: "ru"}, {Language: "hy", Edition: "armenia", Positions: true}} {
		b := openTab(t, browser, false)
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
			b.do(chromedp.EmulateViewport(width, 900), chromedp.Navigate("file://"+file))
			if family := evaluate[string](b, `getComputedStyle(document.querySelector(".bar .a")).shapeRendering`); family != "crispedges" {
				t.Errorf("the stylesheet does not apply: %s", family)
			}
			b.look(fmt.Sprintf("file-%s-%d", o.Language, width))
		}
		b.media("print", "light")
		b.picture("file-" + o.Language + "-print")
		b.checkRequests("file://")
	}
}

// TestExtremesInABrowser opens the pages that are hardest to lay out.
func TestExtremesInABrowser(t *testing.T) {
	browser := openBrowser(t)
	for name, r := range extremes() {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(Handler(r, slog.New(slog.DiscardHandler)))
			defer server.Close()
			b := openTab(t, browser, false)
			b.do(chromedp.EmulateViewport(320, 900), chromedp.Navigate(server.URL+"/?lang=hy"))
			b.look("extreme-" + name + "-320")
			if len(r.Statements) > 0 {
				b.do(chromedp.Navigate(server.URL + statementPath(r.Statements[0].Statement)))
				b.look("extreme-" + name + "-statement-320")
			}
			b.checkRequests(server.URL)
		})
	}
}

// TestPrint lays the pages out for paper, where nothing to click is shown.
func TestPrint(t *testing.T) {
	browser := openBrowser(t)
	server := httptest.NewServer(Handler(fixture("armenia", "azerbaijan"), slog.New(slog.DiscardHandler)))
	defer server.Close()
	b := openTab(t, browser, false)
	for _, l := range locale.Languages() {
		b.do(chromedp.EmulateViewport(760, 1000), chromedp.Navigate(server.URL+"/?lang="+string(l)))
		b.media("print", "light")
		b.picture("print-" + string(l))
		if shown := evaluate[int](b, `[...document.querySelectorAll("nav.languages, .filter, .skip")].filter(e => e.offsetHeight).length`); shown != 0 {
			t.Errorf("%s: %d things to click are printed", l, shown)
		}
		if bars := evaluate[int](b, `[...document.querySelectorAll(".bar")].filter(e => e.getBoundingClientRect().height > 10).length`); bars < 20 {
			t.Errorf("%s: %d bars are printed", l, bars)
		}
	}
}
