package web

import (
	"fmt"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/web/webtest"
)

// enterIn lets somebody in with a code, in a browser.
func enterIn(tab *webtest.Tab, server string, code dialogue.Code, l locale.Language, width int64) {
	tab.Visit(server+withLanguage("/enter?code="+code.String(), l), width)
	tab.Press("form.entry button")
}

// TestTakingPartInABrowser shows every page of taking part in every language,
// small and large, with the scripts of pages switched off.
func TestTakingPartInABrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	browser := webtest.Open(t)
	server := httptest.NewServer(s.Handler)
	defer server.Close()
	sides := []dialogue.SideID{"azerbaijan", "armenia"}
	for i, l := range locale.Languages() {
		t.Run(string(l), func(t *testing.T) {
			width := widths[i%2]
			tab := browser.Tab(t, false)
			look := func(name string) {
				t.Helper()
				for _, width := range widths {
					tab.Resize(width)
					tab.Look(fmt.Sprintf("part-%s-%s-%d", name, l, width))
				}
			}
			visit := func(name, path string) {
				t.Helper()
				tab.Visit(server.URL+withLanguage(path, l), width)
				look(name)
			}
			visit("start", "/")
			visit("rules", "/rules")
			visit("safety", "/safety")
			visit("revoke", "/revoke")
			enterIn(tab, server.URL, s.code(t, s.Protected, sides[i%2]), l, width)
			look("offer")
			tab.Tick("#kept")
			tab.Press("main form button")
			look("vote")
			tab.Press("button[value=disagree]")
			look("vote-saved")
			visit("dialogue", pathOf(s.Protected, ""))
			visit("write", pathOf(s.Protected, "/write"))
			tab.Type("#text", "1234 5678")
			tab.Press("main form button")
			look("write-again")
			tab.Forgive() // the browser tells of the 400 that was asked for
			visit("mine", pathOf(s.Protected, "/mine"))
			visit("take-back", pathOf(s.Protected, "/take-back"))
			visit("log", pathOf(s.Protected, "/log"))
			tab.CheckRequests(server.URL)
			visit("left", "/leave")
			tab.Forgive() // it tells that it has cleared everything, and misses an icon
			tab.CheckRequests(server.URL)
		})
	}
}

// After leaving, the back button and the history show nothing (C14).
func TestBackButtonAfterLeavingShowsNothing(t *testing.T) {
	s := newSite(t)
	server := httptest.NewServer(s.Handler)
	defer server.Close()
	for _, scripts := range []bool{false, true} {
		tab := webtest.Open(t).Tab(t, scripts)
		enterIn(tab, server.URL, s.code(t, s.Named, "armenia"), "en", 320)
		tab.Tick("#kept")
		tab.Press("main form button")
		tab.Visit(server.URL+pathOf(s.Named, "/mine"), 320)
		tab.Press(".leave a")
		if text := webtest.Evaluate[string](tab, `document.title + document.body.textContent`); len(text) > 120 {
			t.Errorf("the page that is left behind says %q", text)
		}
		for range 3 {
			tab.Back()
			if webtest.Evaluate[bool](tab, `!!document.querySelector("h2#votes, form.ballot, ol.phrase")`) {
				t.Errorf("scripts %v: %s is shown again", scripts, webtest.Evaluate[string](tab, `location.href`))
			}
		}
	}
}

// What somebody saw and typed is not on the disk of the device afterwards, not
// even when the browser was closed without leaving (C14). Two things are, which
// no site can help: addresses, which therefore name nothing of one's own, and
// the last form that was answered without leading on, which is that with the
// code. A code is used up by then and opens nothing; a phrase leads on.
func TestBrowserKeepsNothing(t *testing.T) {
	s := newSite(t)
	server := httptest.NewServer(s.Handler)
	defer server.Close()
	browser := webtest.Open(t)
	tab := browser.Tab(t, false)
	code := s.code(t, s.Protected, "azerbaijan")
	tab.Visit(server.URL+"/?lang=en", 320)
	tab.Type("#code", code.String())
	tab.Press("form.entry button")
	phrase := strings.Join(webtest.Evaluate[[]string](tab, `Array.from(document.querySelectorAll("ol.phrase li"), li => li.textContent)`), "-")
	shown := webtest.Evaluate[string](tab, `document.querySelector("p.code").textContent`)
	tab.Tick("#kept")
	tab.Press("main form button")
	statement := webtest.Evaluate[string](tab, `document.querySelector("blockquote.claim").textContent.trim()`)
	tab.Visit(server.URL+pathOf(s.Protected, "/write"), 320)
	const typed = "Canaries sing where lamps are dim"
	tab.Type("textarea", typed)
	tab.Press("main form button")
	tab.Press(".places form button")
	tab.Visit(server.URL+"/?lang=en", 320)
	tab.Type("#code", phrase)
	tab.Press("form.entry button")
	left := browser.Quit(t)
	if len(left) < 10 || len(phrase) != 34 || statement == "" {
		t.Fatalf("%d files, phrase %q, statement %q", len(left), phrase, statement)
	}
	for what, secret := range map[string]string{"phrase": phrase, "revoke card": shown, "statement": statement, "what was typed": typed} {
		for file, text := range left {
			if strings.Contains(text, secret) || strings.Contains(text, wide(secret)) {
				t.Errorf("the %s is in %s", what, filepath.Base(file))
			}
		}
	}
}

// wide is text as UTF-16, which browsers write as well.
func wide(text string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		b.WriteByte(byte(unit))
		b.WriteByte(byte(unit >> 8))
	}
	return b.String()
}

// In named dialogues the keys 1, 2, 3 vote without a new page, the box switches
// them off, and what is shown is what the server says (R23).
func TestKeysInABrowser(t *testing.T) {
	s := newSite(t)
	server := httptest.NewServer(s.Handler)
	defer server.Close()
	tab := webtest.Open(t).Tab(t, true)
	enterIn(tab, server.URL, s.code(t, s.Named, "azerbaijan"), "en", 1280)
	tab.Tick("#kept")
	tab.Press("main form button")
	tab.Look("part-keys-1280")
	webtest.Evaluate[bool](tab, `window.same = true`)
	for i, key := range []string{"1", "2", "3"} {
		tab.Key(key)
		tab.Until(fmt.Sprintf(`document.querySelector(".progress").textContent.includes("Voted: %d of 12")`, i+1))
		said := []string{"Agree", "Disagree", "Pass"}[i]
		tab.Until(`document.querySelector(".saved").textContent.includes("saved: ` + said + `.")`)
	}
	tab.Tick("#keys")
	tab.Key("1")
	tab.Tick("button[value=agree]")
	tab.Until(`document.querySelector(".progress").textContent.includes("Voted: 4 of 12")`)
	if !webtest.Evaluate[bool](tab, `window.same === true`) {
		t.Error("the page was loaded anew")
	}
	if webtest.Evaluate[bool](tab, `document.getElementById("keys").checked`) {
		t.Error("the keys are on again")
	}
	tab.Look("part-keys-after-1280")
	tab.CheckRequests(server.URL)
}

// Without the script the same page works as a form.
func TestVotingWithoutTheScript(t *testing.T) {
	s := newSite(t)
	server := httptest.NewServer(s.Handler)
	defer server.Close()
	tab := webtest.Open(t).Tab(t, false)
	enterIn(tab, server.URL, s.code(t, s.Named, "armenia"), "en", 320)
	tab.Tick("#kept")
	tab.Press("main form button")
	if webtest.Evaluate[bool](tab, `!!document.getElementById("keys").offsetParent`) {
		t.Error("keys are offered that do nothing")
	}
	tab.Tick("#important")
	tab.Press("button[value=pass]")
	tab.Until(`document.querySelector(".progress").textContent.includes("Voted: 1 of 12")`)
	if small := webtest.Evaluate[int](tab, `[...document.querySelectorAll("form.ballot button")].filter(b => b.offsetHeight < 44 || b.offsetWidth < 44).length`); small > 0 {
		t.Errorf("%d buttons are too small for a thumb", small)
	}
	if sizes := webtest.Evaluate[int](tab, `new Set([...document.querySelectorAll("form.ballot button")].map(b => b.offsetWidth + "x" + b.offsetHeight + getComputedStyle(b).backgroundColor)).size`); sizes != 1 {
		t.Error("the choices do not weigh the same")
	}
}

// The pages of a result on a node's site.
func TestResultOfANodeInABrowser(t *testing.T) {
	s := votedSite(t, true)
	server := httptest.NewServer(s.Handler)
	defer server.Close()
	tab := webtest.Open(t).Tab(t, false)
	for _, width := range widths {
		tab.Visit(server.URL+pathOf(s.Named, "/result?lang=hy"), width)
		tab.Look(fmt.Sprintf("part-result-hy-%d", width))
		tab.Visit(server.URL+pathOf(s.Named, "?lang=az"), width)
		tab.Look(fmt.Sprintf("part-closed-az-%d", width))
		tab.Visit(server.URL+"/?lang=ru", width)
		tab.Look(fmt.Sprintf("part-start-closed-ru-%d", width))
	}
	tab.CheckRequests(server.URL)
}
