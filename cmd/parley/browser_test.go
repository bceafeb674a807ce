package main

import (
	"fmt"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/web/webtest"
)

// TestDemoInABrowser opens the demonstration as its readers do: in every
// language, on a small phone and at a desk, with scripts switched off.
func TestDemoInABrowser(t *testing.T) {
	home, n, _, closed := newDemo(t)
	base := "/dialogues/" + dialogue.FormatID(closed) + "/result"
	result, err := n.Result(t.Context(), dialogue.Viewer{}, closed)
	if err != nil {
		t.Fatal(err)
	}
	browser := webtest.Open(t)
	for _, l := range locale.Languages() {
		for _, width := range []int64{320, 1280} {
			t.Run(fmt.Sprintf("%s/%d", l, width), func(t *testing.T) {
				tab := browser.Tab(t, false)
				for name, path := range map[string]string{
					"start": "/?", "result": base + "?", "list": base + "?reading=common_ground&",
					"statement": base + "/statements/" + result.Statements[0].Statement + "?", "method": base + "/method?",
				} {
					tab.Visit(home+path+"lang="+string(l), width)
					if got := webtest.Evaluate[string](tab, `document.documentElement.lang`); got != string(l) {
						t.Errorf("%s is in %q", name, got)
					}
					tab.Look(fmt.Sprintf("demo-%s-%s-%d", name, l, width))
				}
				tab.CheckRequests(home)
			})
		}
	}
}

// TestDemoTilesKeepWordsWhole looks at the overview between these widths.
func TestDemoTilesKeepWordsWhole(t *testing.T) {
	home, _, _, closed := newDemo(t)
	tab := webtest.Open(t).Tab(t, false)
	tab.Visit(home+"/dialogues/"+dialogue.FormatID(closed)+"/result?lang=hy", 320)
	for _, width := range []int64{320, 360, 412, 480, 500, 520, 600, 720, 768, 1024, 1280} {
		tab.Resize(width)
		if broken := tab.BrokenWords(".glance a"); len(broken) > 0 {
			t.Errorf("%d px: broken words %v", width, broken)
		}
		if width == 360 {
			tab.Picture("demo-phone-hy")
		}
	}
}
