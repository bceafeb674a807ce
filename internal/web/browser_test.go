package web

import (
	"context"
	_ "embed"
	"flag"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	browserlog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var pictures = flag.String("pictures", "", "write pictures of the pages into this folder")

//go:embed testdata/axe/axe.min.js
var axe string

// A tab is one page of a real browser. It notes what the page asked for and
// what the browser complained of.
type tab struct {
	context.Context
	t  *testing.T
	mu sync.Mutex
	// addresses asked for, and complaints, since the tab was opened
	requests, complaints []string
}

// openBrowser starts a browser for the test. Without one the test is skipped;
// where CI is set, it fails.
func openBrowser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("no browser is installed: in Debian, apt-get install chromium")
		}
		t.Skip("no browser is installed: pages are not looked at")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(profile(t)),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
	)
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(allocator)
	t.Cleanup(end)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return ctx
}

// profile makes a folder for the browser. Its processes may write there for a
// moment after they were ended, so it is removed patiently.
func profile(t *testing.T) string {
	dir, err := os.MkdirTemp("", "parley-browser-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for range 50 {
			if os.RemoveAll(dir) == nil {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	})
	return dir
}

// openTab opens an empty page, where scripts of pages run or not.
func openTab(t *testing.T, browser context.Context, scripts bool) *tab {
	t.Helper()
	ctx, end := chromedp.NewContext(browser)
	t.Cleanup(end)
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	b := &tab{Context: ctx, t: t}
	listen(b, network.RequestWillBeSent, func(e network.EventRequestWillBeSent) {
		b.requests = append(b.requests, e.Request.URL)
	})
	listen(b, browserlog.EntryAdded, func(e browserlog.EventEntryAdded) {
		b.complaints = append(b.complaints, e.Entry.Text)
	})
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, browserlog.Enable, cdp.Empty{})
		return err
	}))
	b.scripts(scripts)
	return b
}

// scripts says whether the page may run scripts from now on.
func (b *tab) scripts(allowed bool) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled,
			emulation.SetScriptExecutionDisabledParams{Value: !allowed})
		return err
	}))
}

func listen[E any](b *tab, event cdp.Event[E], note func(E)) {
	events := chromedp.Events(b.Context, event)
	go func() {
		for e, err := range events {
			if err != nil {
				return
			}
			b.mu.Lock()
			note(e)
			b.mu.Unlock()
		}
	}()
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// media sets what the page is shown on: "screen" or "print", "light" or "dark".
func (b *tab) media(kind, scheme string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media:    kind,
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	}))
}

// evaluate runs a script of the test in the page.
func evaluate[T any](b *tab, script string) T {
	b.t.Helper()
	await := func(p *runtime.EvaluateParams) { p.AwaitPromise = ptr(true) }
	value, err := chromedp.Run(b, chromedp.Evaluate[T](script, await))
	if err != nil {
		b.t.Fatalf("%.60s: %v", script, err)
	}
	return value
}

// wide returns what sticks out of the page to the right, if the page can be
// scrolled that way.
func (b *tab) wide() string {
	return evaluate[string](b, `(() => {
		const w = document.documentElement.clientWidth;
		if (document.documentElement.scrollWidth <= w) return "";
		return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > w + 1)
			.map(e => e.tagName + "." + e.getAttribute("class")).slice(0, 5).join(" ") || "something";
	})()`)
}

// violations returns what axe finds against WCAG 2.2 AA and its good practice.
// It leaves scripts allowed, since axe waits for timers of the page.
func (b *tab) violations() []string {
	b.t.Helper()
	b.scripts(true)
	b.do(chromedp.Evaluate[chromedp.Void](axe))
	return evaluate[[]string](b, `axe.run(document, {resultTypes: ["violations"], runOnly: {type: "tag",
		values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}})
		.then(r => r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(" | ")))`)
}

// checkRequests fails the test if the page asked anything of another host than
// that of home, or if the browser complained.
func (b *tab) checkRequests(home string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.requests) == 0 {
		b.t.Error("no request was seen at all")
	}
	want, err := url.Parse(home)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, address := range b.requests {
		got, err := url.Parse(address)
		if err != nil || got.Scheme != want.Scheme || got.Host != want.Host {
			b.t.Errorf("asked for %s", address)
		}
	}
	for _, complaint := range b.complaints {
		b.t.Errorf("the browser says: %s", complaint)
	}
}

// picture writes what the whole page looks like, if pictures were asked for.
func (b *tab) picture(name string) {
	b.t.Helper()
	if *pictures == "" {
		return
	}
	image, err := chromedp.Run(b, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Fatal(err)
	}
	name = strings.ReplaceAll(name, "/", "-") + ".png"
	if err := os.WriteFile(filepath.Join(*pictures, name), image, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
