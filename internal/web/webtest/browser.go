// Package webtest looks at pages with a real browser, for tests: only tests
// import it.
//
//	browser := webtest.Open(t)
//	tab := browser.Tab(t, false)               // scripts of pages do not run
//	tab.Visit(server.URL+"/?lang=hy", 320)
//	tab.Look("result-hy-320")                  // fits its window; nothing that axe objects to
//	tab.CheckRequests(server.URL)              // asked nobody else, no complaint of the browser
//
// Where no browser is installed Open skips the test, and fails it where CI is
// set. With -short no page is looked at. With the flag -pictures=DIR every Look writes what the page looks like.
//
// axe-core, which finds what people with disabilities stumble over, is in the
// folder axe; SOURCE.md there says where it is from.
package webtest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A Browser is a browser without a window, for the time of one test.
type Browser struct {
	ctx     context.Context
	profile string
}

// names are what the browser may be called; .ci/prepare looks for the same.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell", "headless_shell", "chrome"}

// Open starts a browser, which ends with the test.
func Open(t *testing.T) *Browser {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: pages are not looked at")
	}
	path := installed()
	if path == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("no browser is installed: in Debian, apt-get install chromium")
		}
		t.Skip("no browser is installed: pages are not looked at")
	}
	dir := profile(t)
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(dir),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
	)
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(allocator)
	t.Cleanup(end)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return &Browser{ctx, dir}
}

// Quit ends the browser as a person does, and returns everything that it leaves
// on the disk, by name of file. It is of no more use afterwards.
func (b *Browser) Quit(t *testing.T) map[string]string {
	t.Helper()
	if err := chromedp.Cancel(b.ctx); err != nil {
		t.Fatalf("end the browser: %v", err)
	}
	left := map[string]string{}
	err := filepath.WalkDir(b.profile, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		left[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatalf("read what the browser left: %v", err)
	}
	return left
}

// installed returns the path of the first browser that is there, or "".
func installed() string {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
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
