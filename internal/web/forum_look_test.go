package web

import (
	"fmt"
	"maps"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"parley/internal/locale"
	"parley/internal/web/webtest"
)

// Every page of a forum's work has its words in every language, and nothing that
// no page may hold.
func TestForumPagesInEveryLanguage(t *testing.T) {
	w := newForumWorld(t)
	for _, l := range locale.Languages() {
		for name, a := range w.workPages(t, string(l)) {
			if found := lacks(a.Body); len(found) > 0 {
				t.Errorf("%s in %s: %v", name, l, found)
			}
			for _, never := range []string{"<script", " style=", "javascript:", "<nil>", "%!"} {
				if strings.Contains(a.Body, never) {
					t.Errorf("%s in %s holds %q", name, l, never)
				}
			}
		}
	}
	if log := w.Log.String(); strings.Contains(log, "level=ERROR") {
		t.Error(log)
	}
}

// They fit a small phone and a desk, and people with disabilities can use them.
// worthALook leaves out what another look shows: forms, whose names are long, are
// looked at on a phone in English; the pages themselves on a desk too, and on a
// phone in every language.
func worthALook(l locale.Language, name string, width int64) bool {
	page := len(name) <= 7
	if l == locale.English {
		return page || width == 320
	}
	return page && width == 320
}

func TestForumPagesInABrowser(t *testing.T) {
	t.Parallel()
	browser := webtest.Open(t)
	w := newForumWorld(t)
	for _, l := range locale.Languages() {
		t.Run(string(l), func(t *testing.T) {
			pages := w.workPages(t, string(l))
			server := httptest.NewServer(shown(pages, w.Handler))
			defer server.Close()
			for _, name := range slices.Sorted(maps.Keys(pages)) {
				tab := browser.Tab(t, false) // each has its own patience
				for _, width := range widths {
					if !worthALook(l, name, width) {
						continue
					}
					lookAt(t, tab, l, server.URL, name, width)
				}
			}
		})
	}
}

// lookAt opens a page, light and small or dark and large. What axe finds is the
// same in every language.
func lookAt(t *testing.T, tab *webtest.Tab, l locale.Language, home, name string, width int64) {
	full := fmt.Sprintf("forum-%s-%s-%d", name, l, width)
	tab.Media("screen", map[int64]string{320: "light", 1280: "dark"}[width])
	tab.Visit(home+"/shown/"+name, width)
	if l == locale.English {
		tab.Look(full)
		return
	}
	tab.Picture(full)
	if wide := tab.Wide(); wide != "" {
		t.Errorf("%s is wider than its window: %s", full, wide)
	}
}
