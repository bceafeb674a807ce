package webtest

import (
	_ "embed"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/chromedp/chromedp"
)

var pictures = flag.String("pictures", "", "write pictures of the pages into this folder")

//go:embed axe/axe.min.js
var axe string

// Look fails the test if the page is wider than its window, or if axe finds
// fault with it. name says in messages which page it is.
func (tab *Tab) Look(name string) {
	tab.t.Helper()
	tab.Picture(name)
	if got := tab.Wide(); got != "" {
		tab.t.Errorf("%s is wider than its window: %s", name, got)
	}
	for _, v := range tab.Violations() {
		tab.t.Errorf("%s: %s", name, v)
	}
}

// Wide returns what sticks out of the page to the right, if the page can be
// scrolled that way; else "".
func (tab *Tab) Wide() string {
	tab.t.Helper()
	return Evaluate[string](tab, `(() => {
		const w = document.documentElement.clientWidth;
		if (document.documentElement.scrollWidth <= w) return "";
		return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > w + 1)
			.map(e => e.tagName + "." + e.getAttribute("class")).slice(0, 5).join(" ") || "something";
	})()`)
}

// Violations returns what axe finds against WCAG 2.2 AA and its good practice.
// Until the next Visit the scripts of the page may run, since axe waits for
// timers of the page.
func (tab *Tab) Violations() []string {
	tab.t.Helper()
	tab.allowScripts(true)
	tab.do(chromedp.Evaluate[chromedp.Void](axe))
	return Evaluate[[]string](tab, `axe.run(document, {resultTypes: ["violations"], runOnly: {type: "tag",
		values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}})
		.then(r => r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(" | ")))`)
}

// BrokenWords returns the words within the elements of a selector that are
// broken over two lines, as only a word longer than its line would be.
func (tab *Tab) BrokenWords(selector string) []string {
	tab.t.Helper()
	return Evaluate[[]string](tab, `((selector) => {
		const broken = [];
		for (const e of document.querySelectorAll(selector)) {
			const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
			for (let text; text = texts.nextNode();)
				for (const word of text.data.matchAll(/[\p{L}\p{M}]+/gu)) {
					const range = document.createRange();
					range.setStart(text, word.index);
					range.setEnd(text, word.index + word[0].length);
					const lines = new Set([...range.getClientRects()].filter(r => r.width > 0).map(r => Math.round(r.top)));
					if (lines.size > 1) broken.push(word[0]);
				}
		}
		return broken;
	})(`+strconv.Quote(selector)+`)`)
}

// CheckRequests fails the test if a page asked anything of another scheme or
// host than that of home, or if the browser complained.
func (tab *Tab) CheckRequests(home string) {
	tab.t.Helper()
	for _, address := range tab.Strangers(home) {
		tab.t.Errorf("asked for %s", address)
	}
	for _, complaint := range tab.Complaints() {
		tab.t.Errorf("the browser says: %s", complaint)
	}
	tab.mu.Lock()
	defer tab.mu.Unlock()
	if len(tab.requests) == 0 {
		tab.t.Error("no request was seen at all")
	}
}

// Complaints returns what the browser complained of since the tab was opened,
// or since Forgive.
func (tab *Tab) Complaints() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	return slices.Clone(tab.complaints)
}

// Strangers returns the addresses that pages asked for, since the tab was
// opened, of another scheme or host than that of home.
func (tab *Tab) Strangers(home string) []string {
	tab.t.Helper()
	want, err := url.Parse(home)
	if err != nil {
		tab.t.Fatal(err)
	}
	tab.mu.Lock()
	defer tab.mu.Unlock()
	var strangers []string
	for _, address := range tab.requests {
		if got, err := url.Parse(address); err != nil || got.Scheme != want.Scheme || got.Host != want.Host {
			strangers = append(strangers, address)
		}
	}
	return strangers
}

// Forgive forgets what the browser complained of so far, where a test made it
// complain on purpose.
func (tab *Tab) Forgive() {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.complaints = nil
}

// Picture writes what the whole page looks like, if pictures were asked for.
func (tab *Tab) Picture(name string) {
	tab.t.Helper()
	if *pictures == "" {
		return
	}
	image, err := chromedp.Run(tab.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		tab.t.Fatal(err)
	}
	name = strings.ReplaceAll(name, "/", "-") + ".png"
	if err := os.WriteFile(filepath.Join(*pictures, name), image, 0o644); err != nil {
		tab.t.Fatal(err)
	}
}
