package web

import (
	"encoding/csv"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/report"
)

// votedSite is a site whose named dialogue has votes of six people a side. With
// closed its last day has passed.
func votedSite(t *testing.T, closed bool) *fixtureSite {
	t.Helper()
	s := newSite(t)
	for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		for i := range 6 {
			who := s.member(t, s.Named, side).Viewer()
			for {
				b, err := s.Node.Ballot(t.Context(), who)
				if err != nil {
					t.Fatal(err)
				}
				if b.Statement == nil {
					break
				}
				c := dialogue.Choice((i+int(b.Statement.ID))%3 - 1)
				if err := s.Node.CastVote(t.Context(), who, b.Statement.ID, c, false); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if closed {
		s.close(t)
	}
	return s
}

// Nobody sees a result before the dialogue is closed (R4); then everybody does,
// in their own language, and the files say the same.
func TestResultWhenClosed(t *testing.T) {
	s := votedSite(t, true)
	c := s.client(t)
	page := c.get(pathOf(s.Named, "/result")).want(http.StatusOK).says("Buses and markets (en)", "Who took part")
	if page.Header.Get("Cache-Control") != "no-cache" || page.Header.Get("Etag") == "" {
		t.Errorf("headers %v", page.Header)
	}
	if strings.Contains(page.Body, "sign-out") {
		t.Error("a reader can sign out")
	}
	c.get(pathOf(s.Named, "/result?lang=hy")).want(http.StatusOK).says("Buses and markets (hy)")
	c.get(pathOf(s.Named, "/result/method")).want(http.StatusOK)
	c.get(pathOf(s.Named, "/result/nothing")).want(http.StatusNotFound)
	c.get(pathOf(s.Named, "")).want(http.StatusOK).says("See the result", "The result as files", "Closed")

	var result report.Result
	file := c.get(pathOf(s.Named, "/map.json")).want(http.StatusOK)
	if err := json.Unmarshal([]byte(file.Body), &result); err != nil || len(result.Statements) != 12 || len(result.Positions) != 0 {
		t.Errorf("%v: %d statements, %d positions", err, len(result.Statements), len(result.Positions))
	}
	link := pathOf(s.Named, "/result/statements/"+result.Statements[3].Statement)
	c.get(link).want(http.StatusOK).says(result.Statements[3].Text)
	for _, name := range []string{"comments", "comment-groups"} {
		file := c.get(pathOf(s.Named, "/"+name+".csv")).want(http.StatusOK)
		if got := file.Header.Get("Content-Disposition"); got != `attachment; filename="`+name+`.csv"` {
			t.Errorf("%s: disposition %q", name, got)
		}
		rows, err := csv.NewReader(strings.NewReader(file.Body)).ReadAll()
		if err != nil || len(rows) != 13 {
			t.Errorf("%s: %d rows, %v", name, len(rows), err)
		}
	}
}

// No browser keeps a page or a file of a protected dialogue, whoever reads it.
func TestProtectedResultIsKeptNowhere(t *testing.T) {
	w := newCommonWorld(t)
	for _, rest := range []string{"/result", "/result/method", "/result?reading=mixed", "/result/nothing", "/map.json", "/comments.csv", "/comment-groups.csv", "/parley.json"} {
		got := w.client(t).get(pathOf(w.Closed, rest)).Header
		if got.Get("Cache-Control") != "no-store" || got.Get("Etag") != "" {
			t.Errorf("%s: headers %v", rest, got)
		}
	}
}

// Beside the tables there is what they cannot say, in the form in which packages
// that read conversations have it, and nothing that the result does not say (R2).
func TestSettingsOfAResult(t *testing.T) {
	s := votedSite(t, true)
	c := s.client(t)
	c.get(pathOf(s.Named, "")).says("parley.json")
	var result report.Result
	if err := json.Unmarshal([]byte(c.get(pathOf(s.Named, "/map.json")).Body), &result); err != nil {
		t.Fatal(err)
	}
	file := c.get(pathOf(s.Named, "/parley.json")).want(http.StatusOK)
	var settings struct {
		Threshold   float64        `json:"threshold"`
		Engine      string         `json:"engine"`
		SideOrder   []string       `json:"side_order"`
		Populations map[string]int `json:"populations"`
		Guard       string         `json:"formula_guard"`
		Statements  []struct{ Side, Language string }
	}
	if err := json.Unmarshal([]byte(file.Body), &settings); err != nil {
		t.Fatal(err)
	}
	if settings.Threshold != result.Threshold || settings.Engine != result.Engine || settings.Guard != "'" ||
		!slices.Equal(settings.SideOrder, result.SideOrder) || !maps.Equal(settings.Populations, result.Populations) {
		t.Errorf("%+v of %+v", settings, result)
	}
	for i, st := range settings.Statements {
		if st.Side != result.Statements[i].Author || st.Language != result.Statements[i].Language {
			t.Errorf("statement %d: %+v", i, st)
		}
	}
	if len(settings.Statements) != len(result.Statements) {
		t.Errorf("%d statements of %d", len(settings.Statements), len(result.Statements))
	}
}

// Pages for somebody who is signed in are kept nowhere.
func TestResultOfMembersIsNotKept(t *testing.T) {
	s := votedSite(t, true)
	c := s.holder(t, "armenia", dialogue.Moderator)
	page := c.get(pathOf(s.Named, "/result")).want(http.StatusOK)
	if page.Header.Get("Cache-Control") != "no-store" || page.Header.Get("Etag") != "" {
		t.Errorf("headers %v", page.Header)
	}
}

// While a dialogue is open there is no result, to nobody, and nothing links to
// one (R4).
func TestNoResultWhileOpen(t *testing.T) {
	s := votedSite(t, false)
	for name, c := range map[string]*client{
		"public": s.client(t), "moderator": s.holder(t, "azerbaijan", dialogue.Moderator), "co-chair": s.holder(t, "armenia", dialogue.CoChair),
	} {
		for _, rest := range []string{"/result", "/result/method", "/map.json", "/comments.csv", "/comment-groups.csv"} {
			if got := c.get(pathOf(s.Named, rest)); got.Status != http.StatusNotFound {
				t.Errorf("%s %s: status %d", name, rest, got.Status)
			}
		}
		c.get(pathOf(s.Named, "")).want(http.StatusOK).hides("See the result", "The result as files")
	}
}

// Where every side approved live results, a member sees them after votes of
// their own, marked as unfinished (R4).
func TestLiveResult(t *testing.T) {
	s := newSite(t)
	id := s.prepare(t, dialogue.Named, "Parks", dialogue.FewestCodesLive)
	s.open(t, id)
	s.enact(t, id, dialogue.Act{Kind: dialogue.ActLive})
	if err := s.Node.Tend(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	c := s.joined(t, id, "azerbaijan")
	c.get(pathOf(id, "/result")).want(http.StatusForbidden).says("Votes needed: 10")
	c.voteOnAll(id, "agree", "pass").says("You can see the result")
	c.get(pathOf(id, "/result")).want(http.StatusOK).says("This is not the end")
	c.get(pathOf(id, "/comments.csv")).want(http.StatusOK)
}

// The route that a request is logged under names no dialogue (C4).
func TestRouteNamesNoDialogue(t *testing.T) {
	s := votedSite(t, true)
	for _, rest := range []string{"/result", "/result/method", "/result/statements/1"} {
		request := httptest.NewRequest("GET", pathOf(s.Named, rest), nil)
		s.Handler.ServeHTTP(httptest.NewRecorder(), request)
		if request.Pattern == "" || strings.Contains(request.Pattern, dialogue.FormatID(s.Named)) {
			t.Errorf("%s is logged as %q", rest, request.Pattern)
		}
	}
}
