package webtest

import (
	"strconv"
	"time"

	"github.com/chromedp/chromedp"
)

// Press clicks on the first element of a selector, which leads to another page,
// and waits for it.
func (tab *Tab) Press(selector string) {
	tab.t.Helper()
	tab.allowScripts(tab.scripts)
	if _, err := chromedp.RunResponse(tab.ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		tab.t.Fatalf("press %s: %v", selector, err)
	}
}

// Type types into the first field of a selector, in place of what was there.
func (tab *Tab) Type(selector, text string) {
	tab.t.Helper()
	Evaluate[string](tab, `document.querySelector(`+strconv.Quote(selector)+`).value = ""`)
	tab.do(chromedp.SendKeys(chromedp.CSS(selector), text))
}

// Tick clicks on the first element of a selector, which leads nowhere.
func (tab *Tab) Tick(selector string) {
	tab.t.Helper()
	tab.do(chromedp.Click(chromedp.CSS(selector)))
}

// Key presses keys on the keyboard.
func (tab *Tab) Key(keys string) {
	tab.t.Helper()
	tab.do(chromedp.KeyEvent(keys))
}

// Back goes back in the history, as the browser's button does. It reports
// whether the browser showed a page there, and not an error of its own.
func (tab *Tab) Back() bool {
	tab.t.Helper()
	tab.allowScripts(tab.scripts)
	return chromedp.Do(tab.ctx, chromedp.NavigateBack()) == nil
}

// Until waits until a script of the test says true. It is as patient as the tab.
func (tab *Tab) Until(script string) {
	tab.t.Helper()
	for !Evaluate[bool](tab, script) {
		select {
		case <-tab.ctx.Done():
			tab.t.Fatalf("waited in vain for %s", script)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
