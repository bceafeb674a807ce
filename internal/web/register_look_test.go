package web

import (
	"fmt"
	"net/http/httptest"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/web/webtest"
)

// What most can go wrong on a phone is looked at there in the language with the
// longest words; what people with disabilities need is the same in every language.
func TestRegisterPagesInABrowser(t *testing.T) {
	browser := webtest.Open(t)
	s := wellSite(t)
	chair := s.holder(t, "azerbaijan", dialogue.CoChair)
	for l, names := range map[locale.Language][]string{locale.English: {"registers", "found", "record", "versions", "attention"}, locale.Armenian: {"found"}} {
		pages := map[string]*answer{"acts": chair.get(withLanguage("/registers/everything/upper-well", l))}
		for _, name := range names {
			pages[name] = s.client(t).get(withLanguage(registerAddresses()[name], l))
		}
		server := httptest.NewServer(shown(pages, s.Handler))
		tab := browser.Tab(t, false)
		for name := range pages {
			for _, width := range widths {
				if l != locale.English && width != 320 {
					continue
				}
				lookAtRegister(t, tab, l, server.URL, name, width)
			}
		}
		server.Close()
	}
}

// lookAtRegister opens a page, light and small or dark and large.
func lookAtRegister(t *testing.T, tab *webtest.Tab, l locale.Language, home, name string, width int64) {
	full := fmt.Sprintf("register-%s-%s-%d", name, l, width)
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
