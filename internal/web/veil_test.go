package web

import (
	"context"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// veiledFor is how a statement stands in the addresses of the session of a
// cookie ("parley=…").
func (s *fixtureSite) veiledFor(cookie string, id dialogue.StatementID) string {
	site := openSite(Options{Node: s.Node})
	request := httptest.NewRequest(http.MethodGet, home, nil)
	request.Header.Set("Cookie", cookie)
	return (&visitor{site: site, pass: site.readPass(request)}).veiled(id)
}

func (c *client) veiled(s *fixtureSite, id dialogue.StatementID) string {
	return s.veiledFor("parley="+c.cookie(), id)
}

var linkPattern = regexp.MustCompile(` href="([^"]*)"`)

// links returns the addresses that a page links to.
func linksOn(page string) []string {
	var all []string
	for _, m := range linkPattern.FindAllStringSubmatch(page, -1) {
		all = append(all, html.UnescapeString(m[1]))
	}
	return all
}

// No address that a participant's browser is led to, or can go on to, has the
// number of a statement: the history of a seized phone would say what was voted
// on (C4, C14).
func TestHistoryNamesNoStatementVotedOn(t *testing.T) {
	w := newCommonWorld(t)
	cookie := w.cookieOf(role{phrase: w.comes(w.Protected, "azerbaijan").phrase})
	token := w.tokenOf(cookie)
	all, err := w.Node.Store.Statements(context.Background(), w.Protected)
	w.must(err)
	number := all[4].ID.String()
	var history []string
	for _, send := range []asked{
		{path: "/votes", fields: url.Values{"choice": {"agree"}}},
		{path: "/votes", fields: url.Values{"choice": {"pass"}, "from": {"mine"}}},
		{path: "/votes/undo", fields: url.Values{}},
		{path: "/votes", fields: url.Values{"choice": {"disagree"}}},
	} {
		send.method, send.path, send.cookie = http.MethodPost, pathOf(w.Protected, send.path), cookie
		send.fields.Set("token", token)
		send.fields.Set("statement", number)
		at := w.ask(send).Header.Get("Location")
		page := answered(t, w.ask(asked{method: http.MethodGet, path: at, cookie: cookie}))
		if !strings.HasPrefix(page, "200") || !strings.Contains(page, `class="saved"`) {
			t.Errorf("%s does not say what was done: %s", at, plainWords(page))
		}
		history = append(append(history, at), linksOn(page)...)
	}
	for _, at := range append(history, linksOn(answered(t, w.ask(asked{method: http.MethodGet, path: pathOf(w.Protected, "/mine"), cookie: cookie})))...) {
		query, err := url.Parse(at)
		w.must(err)
		for name, values := range query.Query() {
			if strings.Contains(strings.Join(values, " "), number) {
				t.Errorf("%s names the statement in %q", at, name)
			}
		}
	}
}

// What stands for a statement in an address means something in one session only,
// and a number means nothing.
func TestVeiledStatementsAreOfOneSession(t *testing.T) {
	s := newSite(t)
	all, err := s.Node.Store.Statements(t.Context(), s.Named)
	if err != nil {
		t.Fatal(err)
	}
	one, other := s.joined(t, s.Named, "armenia"), s.joined(t, s.Named, "armenia")
	own := pathOf(s.Named, "/vote?statement="+one.veiled(s, all[2].ID))
	one.get(own).want(http.StatusOK).says(all[2].Text)
	other.get(own).want(http.StatusNotFound).hides(all[2].Text)
	one.get(pathOf(s.Named, "/vote?statement="+all[2].ID.String())).want(http.StatusNotFound)
	if one.veiled(s, all[2].ID) == one.veiled(s, all[3].ID) {
		t.Error("two statements stand in addresses alike")
	}
}
