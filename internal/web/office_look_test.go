package web

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/web/webtest"
)

// An officeWorld is a site with something to see on every page of offices.
type officeWorld struct {
	*fixtureSite
	Draft, Ready, Old dialogue.ID // being prepared: with nothing, with everything; closed
	Pending           dialogue.StatementID
	Waits, Void, Rows dialogue.ProposalID
	invitation, begin string // tokens; begin is of another, empty site
	empty             *fixtureSite
}

func newOfficeWorld(t *testing.T) *officeWorld {
	t.Helper()
	w := &officeWorld{fixtureSite: newSite(t)}
	ctx, one, other := context.Background(), w.viewer("armenia", dialogue.CoChair), w.viewer("azerbaijan", dialogue.CoChair)
	w.Old = w.prepare(t, dialogue.Named, "Parks", 3)
	w.enact(t, w.Old, dialogue.Act{Kind: dialogue.ActOpen, LastDay: (dialogue.DayOf(w.clock.Now()) + 2).String()})
	w.Pass(3 * 24 * time.Hour)
	check(t, w.Node.Tend(ctx, false))
	var err error
	w.Draft, err = w.Node.MakeDialogue(ctx, one, w.Forum, dialogue.Named, dialogue.DefaultSettings(dialogue.Named))
	check(t, err)
	w.Ready = w.prepare(t, dialogue.Protected, "Schools", 5)
	day := (dialogue.DayOf(w.clock.Now()) + 40).String()
	w.Void, err = w.Node.Propose(ctx, other, w.Ready, dialogue.Act{Kind: dialogue.ActOpen, LastDay: day})
	check(t, err)
	seeds, err := w.Node.Papers(ctx, one, w.Ready)
	check(t, err)
	check(t, w.Node.RemoveSeed(ctx, one, w.Ready, seeds.Statements[0].ID))
	w.Waits, err = w.Node.Propose(ctx, other, w.Ready, dialogue.Act{Kind: dialogue.ActOpen, LastDay: day})
	check(t, err)
	w.Pass(dialogue.AbsentAfter * 24 * time.Hour)
	w.Rows = w.enact(t, w.Old, dialogue.Act{Kind: dialogue.ActHandRows, To: []dialogue.Receiver{{Name: "Institute of made-up studies", Key: ageKey}}})
	author := w.member(t, w.Named, "armenia")
	for _, text := range []string{"Bridges should have benches.", "The market should open at six."} {
		w.Pending, err = w.Node.Write(ctx, author, text, "en")
		check(t, err)
	}
	check(t, w.Node.Moderate(ctx, w.viewer("armenia", dialogue.Moderator), w.Named, w.Pending, dialogue.Rejected, "unclear"))
	check(t, w.Node.Pause(ctx, other, w.Protected))
	link, err := w.Node.Invite(ctx, w.viewer("armenia", dialogue.Steward), dialogue.Moderator)
	check(t, err)
	w.invitation = link.Token
	w.empty, w.begin = emptySite(t)
	return w
}

// ageKey is a public key whose secret part nobody kept.
const ageKey = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// pages returns the pages of offices in a language, by name.
func (w *officeWorld) pages(t *testing.T, l locale.Language) map[string]*answer {
	t.Helper()
	in := func(c *client) *client {
		c.Header.Set("Accept-Language", string(l))
		return c
	}
	chair, steward := in(w.holder(t, "armenia", dialogue.CoChair)), in(w.holder(t, "armenia", dialogue.Steward))
	moderator, anybody, operator := in(w.holder(t, "armenia", dialogue.Moderator)), in(w.client(t)), in(w.empty.client(t))
	forum := forumPath(w.Forum, "")
	all := map[string]*answer{
		"set-up":           operator.get("/set-up/" + w.begin),
		"set-up-three":     operator.get("/set-up/"+w.begin).form("/"+w.begin).press("do", "more"),
		"invitation":       anybody.get("/invitations/" + w.invitation),
		"office-chair":     chair.get("/office"),
		"office-steward":   steward.get("/office"),
		"office-moderator": moderator.get("/office"),
		"people":           chair.get("/office/people"),
		"people-steward":   steward.get("/office/people"),
		"link":             steward.get("/office/people").form("/office/invitations").press("role", "moderator"),
		"recovery-key":     steward.get("/office/recovery"),
		"replace":          anybody.get("/recovery"),
		"forum":            chair.get("/forums/new"),
		"dialogue-new":     chair.get(forum + "/dialogues/new"),
		"settings-draft":   chair.get(pathOf(w.Draft, "/settings")),
		"settings-open":    chair.get(pathOf(w.Named, "/settings")),
		"seeds":            chair.get(pathOf(w.Ready, "/seeds")),
		"seeds-open":       chair.get(pathOf(w.Named, "/seeds")),
		"codes-named":      chair.get(pathOf(w.Draft, "/codes")),
		"codes-protected":  chair.get(pathOf(w.Ready, "/codes")),
		"proposals-draft":  chair.get(pathOf(w.Draft, "/proposals")),
		"proposals-ready":  chair.get(pathOf(w.Ready, "/proposals")),
		"proposals-open":   chair.get(pathOf(w.Named, "/proposals")),
		"proposals-paused": chair.get(pathOf(w.Protected, "/proposals")),
		"proposals-closed": chair.get(pathOf(w.Old, "/proposals")),
		"proposal-waits":   chair.get(proposalPath(w.Waits)),
		"proposal-void":    chair.get(proposalPath(w.Void)),
		"proposal-rows":    chair.get(proposalPath(w.Rows)),
		"moderation":       moderator.get(pathOf(w.Named, "/moderation")),
		"moderation-one":   moderator.get(pathOf(w.Named, "/moderation?statement="+w.Pending.String())),
		"import":           chair.get(forum + "/import"),
	}
	for name, a := range all {
		if a.Status != http.StatusOK {
			t.Fatalf("%s in %s: status %d: %s", name, l, a.Status, plainWords(a.Body))
		}
	}
	all["settings-wrong"] = all["settings-draft"].form("/settings").set("length", "9").send()
	all["replace-wrong"] = all["replace"].form("/recovery").set("key", "bado").set("role", "steward").send()
	all["seeds-wrong"] = all["seeds"].form("/seeds/file").upload("a.csv", []byte("words\nx\n"))
	return all
}

// Every page of offices has its words in every language.
func TestOfficePagesInEveryLanguage(t *testing.T) {
	w := newOfficeWorld(t)
	for _, l := range locale.Languages() {
		for name, a := range w.pages(t, l) {
			if found := lacks(a.Body); len(found) > 0 {
				t.Errorf("%s in %s: %v", name, l, found)
			}
			if !strings.Contains(a.Body, `<html lang="`+string(l)+`">`) {
				t.Errorf("%s is not in %s", name, l)
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

// Every page of offices fits a small phone and a desk, and people with
// disabilities can use it.
func TestOfficePagesInABrowser(t *testing.T) {
	t.Parallel()
	browser := webtest.Open(t)
	w := newOfficeWorld(t)
	for _, l := range locale.Languages() {
		t.Run(string(l), func(t *testing.T) {
			pages := w.pages(t, l)
			server := httptest.NewServer(shown(pages, w.Handler))
			defer server.Close()
			tab := browser.Tab(t, false)
			for _, name := range slices.Sorted(maps.Keys(pages)) {
				for _, width := range widths {
					look(t, tab, l, server.URL, name, width)
				}
			}
			for _, address := range tab.Strangers(server.URL) {
				if !strings.HasPrefix(address, "data:image/svg+xml") { // a browser's own sign on a field for a day
					t.Errorf("asked for %s", address)
				}
			}
			for _, complaint := range tab.Complaints() {
				t.Errorf("the browser says: %s", complaint)
			}
		})
	}
}

// look opens a page. What axe finds is the same in every language.
func look(t *testing.T, tab *webtest.Tab, l locale.Language, home, name string, width int64) {
	full := fmt.Sprintf("office-%s-%s-%d", name, l, width)
	if l == locale.English {
		tab.Media("screen", map[int64]string{320: "light", 1280: "dark"}[width])
		tab.Visit(home+"/shown/"+name, width)
		tab.Look(full)
		return
	}
	if width == 320 {
		tab.Visit(home+"/shown/"+name, width)
		tab.Picture(full)
		if wide := tab.Wide(); wide != "" {
			t.Errorf("%s is wider than its window: %s", full, wide)
		}
	}
}

// shown serves pages as they were answered, and all else by the site.
func shown(pages map[string]*answer, site http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", site)
	mux.HandleFunc("GET /shown/{name}", func(w http.ResponseWriter, r *http.Request) {
		maps.Copy(w.Header(), pages[r.PathValue("name")].Header)
		_, _ = w.Write([]byte(pages[r.PathValue("name")].Body))
	})
	return mux
}
