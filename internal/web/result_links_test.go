package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"parley/internal/locale"
)

// Every link of a node's result leads to a page of the same result, or out of it
// to a page of the node: in every language, and for the lists too.
func TestLinksOfAResultLeadSomewhere(t *testing.T) {
	s := votedSite(t, true)
	c, base := s.client(t), pathOf(s.Named, "/result")
	out := []string{"/releases", "/record", pathOf(s.Named, ""), "/", "/leave", "/rules", "/safety"}
	for _, l := range locale.Languages() {
		lists := 0
		seen := map[string]bool{}
		first := c.get(withLanguage(base, l)).want(http.StatusOK)
		wait := linksOn(first.Body)
		for _, from := range []string{"/method", "?reading=mixed", "?sort=number"} {
			wait = append(wait, linksOn(c.get(withLanguage(base+from, l)).want(http.StatusOK).Body)...)
		}
		for _, at := range wait {
			if strings.HasPrefix(at, "#") || seen[at] || slices.Contains([]string{sheetPath(), "/icon.svg"}, at) {
				continue
			}
			seen[at] = true
			if !strings.HasPrefix(at, base) && !slices.Contains(out, strings.TrimSuffix(at, "?lang="+string(l))) {
				t.Errorf("%s: %s leads out of the result", l, at)
			}
			if strings.Contains(at, "reading=") {
				lists++
			}
			if got := c.get(at).Status; got != http.StatusOK {
				t.Errorf("%s: %s is answered with %d", l, at, got)
			}
		}
		if lists == 0 || len(seen) < 20 {
			t.Errorf("%s: only %d links, %d to lists", l, len(seen), lists)
		}
	}
}
