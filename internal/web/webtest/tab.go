package webtest

import (
	"context"
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

// A Tab is one page of a browser. It notes what the page asked for and what
// the browser complained of. What cannot be done ends the test.
type Tab struct {
	ctx     context.Context
	t       *testing.T
	scripts bool // of pages run

	mu                   sync.Mutex
	requests, complaints []string
}

// A tab that takes longer than this over all that is asked of it hangs.
const patience = 2 * time.Minute

// Tab opens an empty page, which is closed with the test t. scripts says
// whether the scripts of pages run.
func (b *Browser) Tab(t *testing.T, scripts bool) *Tab {
	t.Helper()
	ctx, end := chromedp.NewContext(b.ctx)
	t.Cleanup(end)
	ctx, cancel := context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	tab := &Tab{ctx: ctx, t: t, scripts: scripts}
	listen(tab, network.RequestWillBeSent, func(e network.EventRequestWillBeSent) {
		tab.requests = append(tab.requests, e.Request.URL)
	})
	listen(tab, browserlog.EntryAdded, func(e browserlog.EventEntryAdded) {
		tab.complaints = append(tab.complaints, e.Entry.Text)
	})
	tab.command(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, browserlog.Enable, cdp.Empty{})
		return err
	})
	return tab
}

func listen[E any](tab *Tab, event cdp.Event[E], note func(E)) {
	events := chromedp.Events(tab.ctx, event)
	go func() {
		for e, err := range events {
			if err != nil {
				return
			}
			tab.mu.Lock()
			note(e)
			tab.mu.Unlock()
		}
	}()
}

func (tab *Tab) do(steps ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	if err := chromedp.Do(tab.ctx, steps...); err != nil {
		tab.t.Fatal(err)
	}
}

func (tab *Tab) command(call func(ctx context.Context, target *chromedp.Target) error) {
	tab.t.Helper()
	tab.do(chromedp.Func(call))
}

// Visit opens an address in a window of so many pixels in width.
func (tab *Tab) Visit(address string, width int64) {
	tab.t.Helper()
	tab.allowScripts(tab.scripts)
	tab.Resize(width)
	tab.do(chromedp.Navigate(address))
}

// Resize gives the window another width, in pixels.
func (tab *Tab) Resize(width int64) {
	tab.t.Helper()
	tab.do(chromedp.EmulateViewport(width, 900))
}

func (tab *Tab) allowScripts(allowed bool) {
	tab.t.Helper()
	tab.command(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled,
			emulation.SetScriptExecutionDisabledParams{Value: !allowed})
		return err
	})
}

// Media sets what pages are shown on: "screen" or "print", "light" or "dark".
func (tab *Tab) Media(kind, scheme string) {
	tab.t.Helper()
	tab.command(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media:    kind,
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		return err
	})
}

// Evaluate runs a script of the test in the page, whether or not the page's
// own run, and waits for what it promises.
func Evaluate[T any](tab *Tab, script string) T {
	tab.t.Helper()
	wait := true
	value, err := chromedp.Run(tab.ctx, chromedp.Evaluate[T](script, func(p *runtime.EvaluateParams) { p.AwaitPromise = &wait }))
	if err != nil {
		tab.t.Fatalf("%.60s: %v", script, err)
	}
	return value
}
