package web

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"parley/internal/locale"
	"parley/internal/web/webtest"
)

// assessmentPages are the pages of a cycle in which one row is revealed, one is half
// revealed, and one is still sealed, in a language.
func assessmentPages(t *testing.T, language string) map[string]*answer {
	t.Helper()
	s := assessSite(t)
	one, other := s.chairs(t)
	cycle := opensCycle(one, other)
	shown, half, sealed := cycle+"/rows/duty-1:armenia", cycle+"/rows/duty-1:azerbaijan", cycle+"/rows/duty-2:armenia"
	for _, row := range []string{shown, half} {
		commits(one, row, "3", "The crossing was open daily, and the timetable hung at both landings for the whole period.")
		commits(other, row, "1", "It sailed twice, and the timetable was taken down in February.")
		one.get(row).form("/reveal").send().want(http.StatusOK)
	}
	other.get(shown).form("/reveal").send().want(http.StatusOK)
	commits(one, sealed, "2", "The gate is hung and painted.")
	one.Header.Set("Accept-Language", language)
	other.Header.Set("Accept-Language", language)
	return map[string]*answer{
		"cycles": one.get("/registers/duties/assessments"), "cycle-new": one.get("/registers/duties/assessments/new"), "cycle": one.get(cycle),
		"codebook": one.get(cycle + "/codebook"), "shown": one.get(shown), "half": other.get(half), "sealed": one.get(sealed),
		"code": other.get(sealed + "/code"), "commit": other.get(sealed + "/commit"),
		"wrong": other.get(sealed+"/commit").form("/commit").set("rating", "3").set("reason_en", "x").send(),
	}
}

// Every page of an assessment has its words in every language, and nothing that no
// page may hold.
func TestAssessmentPagesHaveTheirWords(t *testing.T) {
	for _, l := range locale.Languages() {
		for name, a := range assessmentPages(t, string(l)) {
			want := http.StatusOK
			if name == "wrong" {
				want = http.StatusBadRequest
			}
			a.want(want)
			if found := lacks(a.Body); len(found) > 0 {
				t.Errorf("%s in %s: %v", name, l, found)
			}
			for _, never := range []string{"<script", " style=", "javascript:", "<nil>", "%!", "assessment."} {
				if strings.Contains(a.Body, never) {
					t.Errorf("%s in %s holds %q", name, l, never)
				}
			}
		}
	}
}

// They fit a small phone and a desk, and people with disabilities can use them.
func TestAssessmentPagesInABrowser(t *testing.T) {
	t.Parallel()
	browser := webtest.Open(t)
	for _, l := range locale.Languages() {
		t.Run(string(l), func(t *testing.T) {
			pages := assessmentPages(t, string(l))
			server := httptest.NewServer(shown(pages, officeSite(t).Handler))
			defer server.Close()
			for _, name := range slices.Sorted(maps.Keys(pages)) {
				tab := browser.Tab(t, false)
				for _, width := range widths {
					if l != locale.English && (width != 320 || name == "cycles" || name == "wrong") {
						continue
					}
					tab.Media("screen", map[int64]string{320: "light", 1280: "dark"}[width])
					tab.Visit(server.URL+"/shown/"+name, width)
					full := "assessment-" + name + "-" + string(l) + "-" + map[int64]string{320: "320", 1280: "1280"}[width]
					if l == locale.English {
						tab.Look(full)
						continue
					}
					tab.Picture(full)
					if wide := tab.Wide(); wide != "" {
						t.Errorf("%s is wider than its window: %s", full, wide)
					}
				}
			}
		})
	}
}
