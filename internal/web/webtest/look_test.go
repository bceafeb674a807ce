package webtest

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// page is a page without fault, but for what is put into it.
func page(inside string) string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main><h1>A page</h1>` + inside + `</main></body></html>`
}

// serve serves one page at every address.
func serve(t *testing.T, inside string) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/missing" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(page(inside)))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestGoodPageIsPraised(t *testing.T) {
	home := serve(t, `<p id="words">Nothing to see.</p>`)
	tab := Open(t).Tab(t, false)
	tab.Visit(home, 320)
	tab.Look("good")
	if broken := tab.BrokenWords("#words"); len(broken) != 0 {
		t.Errorf("broken: %v", broken)
	}
	tab.CheckRequests(home)
}

// Every fault that the checks are for is found.
func TestFaultsAreFound(t *testing.T) {
	stranger := serve(t, "")
	home := serve(t, `<p style="width:500px">wide</p><p style="color:#ccc">pale</p>
<p id="narrow" style="width:4em;overflow-wrap:anywhere">A Donaudampfschiff, or two.</p>
<p id="mark">still</p><script>document.getElementById("mark").textContent = "moved"</script>
<iframe title="other" src="`+stranger+`"></iframe><img src="/missing" alt="">`)
	tab := Open(t).Tab(t, false)
	tab.Visit(home, 320)
	if got := Evaluate[string](tab, `document.getElementById("mark").textContent`); got != "still" {
		t.Errorf("a script of the page ran: %s", got)
	}
	if got := tab.Wide(); got == "" {
		t.Error("what is wider than its window was not found")
	}
	if got := tab.BrokenWords("#narrow"); !slices.Equal(got, []string{"Donaudampfschiff"}) {
		t.Errorf("broken: %v", got)
	}
	if got := strings.Join(tab.Violations(), "\n"); !strings.Contains(got, "color-contrast") {
		t.Errorf("pale text was not found: %s", got)
	}
	if got := tab.Strangers(home); len(got) == 0 || !strings.HasPrefix(got[0], stranger) {
		t.Errorf("the request to %s was not found: %v", stranger, got)
	}
	if len(tab.Complaints()) == 0 {
		t.Error("the browser's complaint of a missing picture was not found")
	}
	if tab.Forgive(); len(tab.Complaints()) != 0 {
		t.Error("a complaint was not forgiven")
	}
}

func TestScriptsRunWhereTheyMay(t *testing.T) {
	home := serve(t, `<p id="mark">still</p><script>document.getElementById("mark").textContent = "moved"</script>`)
	tab := Open(t).Tab(t, true)
	tab.Visit(home, 800)
	if got := Evaluate[string](tab, `document.getElementById("mark").textContent`); got != "moved" {
		t.Errorf("the script of the page did not run: %s", got)
	}
}
