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

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/web/webtest"
)

// A releaseWorld is a site with something to see on every page of keys, of
// approving and of releases.
type releaseWorld struct {
	*jury
	Shown, Stopped, Gone dialogue.ReleaseID
	Waits, Resume, Held  dialogue.ProposalID
	bare, held           *fixtureSite // without keys; with one that is held there
}

func newReleaseWorld(t *testing.T) *releaseWorld {
	t.Helper()
	w := &releaseWorld{jury: newJury(t, officeSite(t)), bare: officeSite(t), held: officeSite(t)}
	w.register()
	ctx := context.Background()
	w.Gone, w.Stopped = w.release(w.report(t)), w.release(w.report(t))
	w.approve(w.propose("armenia", dialogue.Act{Kind: dialogue.ActRedact, Release: dialogue.FormatID(w.Gone)}))
	check(t, w.Node.StopRelease(ctx, w.viewer("azerbaijan", dialogue.CoChair), w.Stopped))
	w.Resume = w.propose("armenia", dialogue.Act{Kind: dialogue.ActResumeRelease, Release: dialogue.FormatID(w.Stopped)})
	report := w.report(t)
	w.Shown = w.release(report)
	w.approve(w.propose("armenia", dialogue.Act{Kind: dialogue.ActSummary, Release: dialogue.FormatID(w.Shown), Summary: dialogue.Text{
		"hy": "Երկու կողմերն էլ տեսել են, որ ջրհորները չորանում են, և կչափեն դրանք միասին։", "az": "Hər iki tərəf quyuların quruduğunu görüb və onları birlikdə ölçəcək.",
		"en": "Both sides saw that the wells run dry, and will measure them together.", "ru": "Обе стороны видели, что колодцы пересыхают, и будут измерять их вместе."}}))
	w.reach()
	w.Waits = w.propose("azerbaijan", dialogue.Act{Kind: dialogue.ActRelease, Report: dialogue.FormatID(report)}) // its next edition
	w.Pass(dialogue.AbsentAfter * 24 * 3600e9)
	const recovery = "badu-kitu-sari-lami-pevi-nidu-gura"
	check(t, w.Node.SetRecovery(ctx, w.viewer("armenia", dialogue.Steward), recovery))
	_, next := newKey(t, "armenia", 9)
	_, err := w.Node.ReplaceKey(ctx, recovery, next, false)
	check(t, err)
	w.absent["armenia"] = true
	_ = w.Node.Reach(ctx) // the absent witness is told of on the page of the record

	_, err = w.held.Node.HoldKey(ctx, w.held.viewer("armenia", dialogue.Steward), "eleven quiet wells at noon")
	check(t, err)
	id := w.held.prepare(t, dialogue.Named, "Bridges", 4)
	w.Held, err = w.held.Node.Propose(ctx, w.held.viewer("azerbaijan", dialogue.CoChair), id, dialogue.Act{Kind: dialogue.ActOpen, LastDay: "2026-12-20"})
	check(t, err)
	return w
}

// pages are all pages of keys, approving and releases, in a language.
func (w *releaseWorld) pages(t *testing.T, l locale.Language) map[string]*answer {
	t.Helper()
	in := func(c *client) *client {
		c.Header.Set("Accept-Language", string(l))
		return c
	}
	chair, steward, anybody := in(w.holder(t, "armenia", dialogue.CoChair)), in(w.holder(t, "azerbaijan", dialogue.Steward)), in(w.client(t))
	bare, held := in(w.bare.holder(t, "azerbaijan", dialogue.Steward)), in(w.held.holder(t, "armenia", dialogue.CoChair))
	all := map[string]*answer{
		"start":         anybody.get("/"),
		"releases":      anybody.get("/releases"),
		"releases-all":  chair.get("/releases"),
		"release":       anybody.get(releasePath(w.Shown, "")),
		"release-mine":  chair.get(releasePath(w.Shown, "?edition=armenia")),
		"release-stop":  chair.get(releasePath(w.Stopped, "")),
		"release-gone":  anybody.get(releasePath(w.Gone, "")),
		"record":        anybody.get("/record"),
		"record-empty":  in(w.bare.client(t)).get("/record"),
		"keys":          anybody.get("/keys"),
		"keys-none":     in(w.bare.client(t)).get("/keys"),
		"office":        chair.get("/office"),
		"office-bare":   bare.get("/office"),
		"office-keys":   steward.get("/office/keys"),
		"keys-register": bare.get("/office/keys"),
		"keys-replace":  anybody.get("/recovery/keys"),
		"forum":         chair.get(forumPath(w.Forum, "/proposals")),
		"waits":         chair.get(proposalPath(w.Waits)),
		"document":      chair.get(proposalPath(w.Waits) + "/document"),
		"resume":        chair.get(proposalPath(w.Resume)),
		"held":          held.get(proposalPath(w.Held)),
	}
	for name, a := range all {
		if a.Status != http.StatusOK {
			t.Fatalf("%s in %s: status %d: %s", name, l, a.Status, plainWords(a.Body))
		}
	}
	all["waits-wrong"] = all["waits"].form("/approve").set("note", "parley-approval/1").send()
	all["forum-wrong"] = all["forum"].form("/proposals", `value="summary"`).send()
	all["hold-wrong"] = all["keys-register"].form("/office/keys/hold").set("passphrase", "short").set("again", "short").send()
	all["replace-wrong"] = all["keys-replace"].form("/recovery/keys").set("key", "bado").set("public", "x").set("of", "side").send()
	return all
}

// Every page of keys and releases has its words in every language.
func TestReleasePagesInEveryLanguage(t *testing.T) {
	w := newReleaseWorld(t)
	for _, l := range locale.Languages() {
		for name, a := range w.pages(t, l) {
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

// They fit a small phone and a desk, people with disabilities can use them, and a
// release can be printed.
func TestReleasePagesInABrowser(t *testing.T) {
	t.Parallel()
	browser := webtest.Open(t)
	w := newReleaseWorld(t)
	for _, l := range locale.Languages() {
		t.Run(string(l), func(t *testing.T) {
			pages := w.pages(t, l)
			server := httptest.NewServer(shown(pages, w.Handler))
			defer server.Close()
			for _, name := range slices.Sorted(maps.Keys(pages)) {
				tab := browser.Tab(t, false) // each has its own patience
				for _, width := range widths {
					if !worthALook(l, name, width) {
						continue
					}
					full := fmt.Sprintf("release-%s-%s-%d", name, l, width)
					tab.Media("screen", map[int64]string{320: "light", 1280: "dark"}[width])
					tab.Visit(server.URL+"/shown/"+name, width)
					if l == locale.English {
						tab.Look(full)
						continue
					}
					tab.Picture(full)
					if wide := tab.Wide(); wide != "" {
						t.Errorf("%s is wider than its window: %s", full, wide)
					}
				}
				if name == "release" {
					tab.Visit(server.URL+"/shown/"+name, 760)
					tab.Media("print", "light")
					tab.Picture("release-print-" + string(l))
					if n := webtest.Evaluate[int](tab, `[...document.querySelectorAll("nav.languages, .stages, form, .take")].filter(e => e.offsetHeight).length`); n != 0 {
						t.Errorf("%s: %d things to click are printed", l, n)
					}
				}
			}
		})
	}
}
