package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"parley/casedata"
	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/node"
)

// addExample adds the reference case as a forum of its own.
func (s *fixtureSite) addExample(t testing.TB) dialogue.ForumID {
	t.Helper()
	c, err := exchange.ReadCase(casedata.Files, exchange.CaseSides{Armenian: "armenia", Azerbaijani: "azerbaijan", Order: []dialogue.SideID{"armenia", "azerbaijan"}})
	check(t, err)
	forum, err := s.Node.NewForum()
	check(t, err)
	c = c.In(forum, dialogue.DayOf(s.clock.Now()))
	check(t, s.Node.AddExample(context.Background(), forum, node.DemoExample{Names: everyLanguage("Example"), Issues: c.Issues, Joint: c.Joint, Recommendations: c.Recommendations, Report: c.Report(forum)}))
	return forum
}

// The reference case says on every page that it is from published works and that
// no side here wrote or approved it, and offers nobody to change it.
func TestExampleSaysSo(t *testing.T) {
	s := officeSite(t)
	forum := s.addExample(t)
	c := s.holder(t, "azerbaijan", dialogue.CoChair)
	seen := 0
	for _, rest := range []string{"", "/issues", "/joint", "/recommendations", "/recommendations?addressee=diaspora", "/reports"} {
		list := c.get(forumPath(forum, rest)).want(http.StatusOK)
		pages := []*answer{list}
		for i, kind := range []string{"/issues", "/joint", "/recommendations", "/reports"} {
			if rest != kind {
				continue
			}
			for _, part := range strings.Split(list.Body, `href="`+kind+"/")[1:] {
				id, _, _ := strings.Cut(part, `"`)
				pages = append(pages, c.get(kind+"/"+id).want(http.StatusOK))
				if i == 3 {
					pages = append(pages, c.get(kind+"/"+id+"/preview").want(http.StatusOK))
				}
			}
		}
		for _, page := range pages {
			seen++
			page.says("Example from published works. No side of this node wrote or approved").hides("Add an issue", "Add a claim", "Consent for our side", "Stop this report", "Write a")
			if strings.Contains(page.Body, "<form method=\"post\" action=\"/issues") || strings.Contains(page.Body, "/edit\"") {
				t.Errorf("%s offers a change", page.Path)
			}
			if found := lacks(page.Body); len(found) > 0 {
				t.Errorf("%s: %v", page.Path, found)
			}
		}
	}
	if seen < 200 {
		t.Errorf("only %d pages were looked at", seen)
	}
	c.get(forumPath(forum, "/recommendations?addressee=diaspora")).says("3 recommendations", "Diaspora")
}
