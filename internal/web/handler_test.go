package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"parley/internal/locale"
	"parley/internal/report"
)

func get(t *testing.T, r *report.Result, method, path, accept string) *http.Response {
	t.Helper()
	request := httptest.NewRequest(method, path, nil)
	request.Header.Set("Accept-Language", accept)
	w := httptest.NewRecorder()
	resultSite(r).ServeHTTP(w, request)
	return w.Result()
}

func body(t *testing.T, r *report.Result, path string) string {
	t.Helper()
	answer := get(t, r, "GET", path, "")
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", path, answer.Status)
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestHeaders is the whole header table: what is not in it is not sent.
func TestHeaders(t *testing.T) {
	const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
	common := map[string]string{
		"Content-Security-Policy":      policy,
		"Referrer-Policy":              "no-referrer",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
		"X-Content-Type-Options":       "nosniff",
	}
	page := map[string]string{
		"Content-Type": "text/html; charset=utf-8", "Content-Language": "az", "Vary": "Accept-Language",
		"Cache-Control": "no-cache", "Etag": "*", "Content-Length": "*", "Accept-Ranges": "bytes",
	}
	fault := map[string]string{
		"Content-Type": "text/html; charset=utf-8", "Content-Language": "az", "Vary": "Accept-Language",
		"Cache-Control": "no-store",
	}
	refused := map[string]string{"Allow": "GET, HEAD"}
	for name, value := range fault {
		refused[name] = value
	}
	fixed := func(kind, cache string) map[string]string {
		return map[string]string{"Content-Type": kind, "Cache-Control": cache, "Etag": "*", "Content-Length": "*", "Accept-Ranges": "bytes"}
	}
	for _, c := range []struct {
		method, path string
		status       int
		headers      map[string]string
	}{
		{"GET", "/", 200, page},
		{"HEAD", "/", 200, page},
		{"GET", "/?reading=divide&sort=votes&author=armenia&edition=azerbaijan", 200, page},
		{"GET", "/statements/25", 200, page},
		{"GET", "/method", 200, page},
		{"GET", sheetPath(), 200, fixed("text/css; charset=utf-8", "public, max-age=31536000, immutable")},
		{"GET", "/style.css", 200, fixed("text/css; charset=utf-8", "no-cache")},
		{"GET", "/style.css?v=other", 200, fixed("text/css; charset=utf-8", "no-cache")},
		{"GET", "/icon.svg", 200, fixed("image/svg+xml", "no-cache")},
		{"GET", "/healthz", 200, map[string]string{"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}},
		{"GET", "/nowhere", 404, fault},
		{"GET", "/statements/4000", 404, fault},
		{"GET", "/statements/", 404, fault},
		{"GET", "/?reading=consensus", 404, fault},
		{"GET", "/?author=nobody", 404, fault},
		{"GET", "/?group=Z", 404, fault},
		{"GET", "/?sort=random", 404, fault},
		{"GET", "/?edition=north", 404, fault},
		{"GET", "/?page=0", 404, fault},
		{"GET", "/?page=2&reading=open", 404, fault},
		{"GET", "/?page=99999999999999999999", 404, fault},
		{"POST", "/", 405, refused},
		{"PUT", "/statements/1", 405, refused},
		{"DELETE", "/style.css", 405, refused},
		{"OPTIONS", "/nowhere", 405, refused},
		{"TRACE", "/healthz", 405, refused},
	} {
		answer := get(t, fixture("armenia", "azerbaijan"), c.method, c.path, "az")
		if answer.StatusCode != c.status {
			t.Errorf("%s %s: status %d, want %d", c.method, c.path, answer.StatusCode, c.status)
		}
		want := map[string]string{}
		for _, table := range []map[string]string{common, c.headers} {
			for name, value := range table {
				want[name] = value
			}
		}
		for name, value := range want {
			got := strings.Join(answer.Header.Values(name), "|")
			if got == "" || (value != "*" && got != value) {
				t.Errorf("%s %s: %s is %q, want %q", c.method, c.path, name, got, value)
			}
		}
		for name := range answer.Header {
			if want[name] == "" {
				t.Errorf("%s %s: unexpected header %s", c.method, c.path, name)
			}
		}
	}
}

func TestUnchangedPageIsNotSentAgain(t *testing.T) {
	r := fixture("azerbaijan", "armenia")
	tag := get(t, r, "GET", "/", "ru").Header.Get("ETag")
	request := httptest.NewRequest("GET", "/", nil)
	request.Header.Set("Accept-Language", "ru")
	request.Header.Set("If-None-Match", tag)
	w := httptest.NewRecorder()
	resultSite(r).ServeHTTP(w, request)
	if w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("%d with %d bytes", w.Code, w.Body.Len())
	}
	if other := get(t, r, "GET", "/", "en").Header.Get("ETag"); other == tag {
		t.Error("two languages have one tag")
	}
}

func TestFaultsInTheReadersLanguage(t *testing.T) {
	for accept, want := range map[string]string{
		"en": "There is no such page", "hyw": "Այսպիսի էջ չկա", "az": "Belə səhifə yoxdur", "ru": "Такой страницы нет",
	} {
		answer := get(t, fixture("armenia", "azerbaijan"), "GET", "/nowhere", accept)
		text, err := io.ReadAll(answer.Body)
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s: %v %s", accept, err, text)
		}
	}
}

var href = regexp.MustCompile(`href="([^"]*)"`)

// TestEveryLinkLeadsSomewhere follows each link of the site from its first
// page on; what every page must not hold is looked for on the way.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	site := resultSite(fixture("azerbaijan", "armenia"))
	seen := map[string]bool{"/?lang=en": true}
	next := []string{"/?lang=en"}
	for len(next) > 0 && len(seen) < 1500 {
		path := next[0]
		next = next[1:]
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d", path, w.Code)
		}
		if !strings.Contains(w.Header().Get("Content-Type"), "html") {
			continue
		}
		page := w.Body.String()
		checkClean(t, path, page)
		for _, found := range href.FindAllStringSubmatch(page, -1) {
			link := strings.ReplaceAll(found[1], "&amp;", "&")
			if anchor, ok := strings.CutPrefix(link, "#"); ok {
				if !strings.Contains(page, `id="`+anchor+`"`) {
					t.Errorf("%s: %s leads nowhere", path, link)
				}
				continue
			}
			// Two languages and one edition are enough to follow.
			if u, err := url.Parse(link); err != nil || !strings.HasPrefix(link, "/") {
				t.Errorf("%s: strange link %q", path, link)
			} else if l := u.Query().Get("lang"); !seen[link] && (l == "en" || l == "") && u.Query().Get("edition") == "" {
				seen[link] = true
				next = append(next, link)
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d addresses were found", len(seen))
	}
}

var forbidden = map[string]*regexp.Regexp{
	"a script":           regexp.MustCompile(`(?i)<script|javascript:`),
	"an event handler":   regexp.MustCompile(`(?i)<[^>]*\son[a-z]+\s*=`),
	"a style attribute":  regexp.MustCompile(`(?i)<[^>]*\sstyle\s*=`),
	"another host":       regexp.MustCompile(`(?i)(src|href|action)="(https?:)?//`),
	"a failed number":    regexp.MustCompile(`NaN|\bInf\b|%!|<no value>|&lt;nil&gt;`),
	"an unknown message": regexp.MustCompile(`\[[a-z]+\.[a-z_.]+\]`),
	"a bad template":     regexp.MustCompile(`ZgotmplZ|\{\{`),
}

// checkClean fails the test if a page holds what no page may hold.
func checkClean(t *testing.T, name, page string) {
	t.Helper()
	for what, pattern := range forbidden {
		if found := pattern.FindString(page); found != "" {
			t.Errorf("%s has %s: %q", name, what, found)
		}
	}
	ids := regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(page, -1)
	seen := map[string]bool{}
	for _, id := range ids {
		if seen[id[1]] {
			t.Errorf("%s: two elements are called %q", name, id[1])
		}
		seen[id[1]] = true
	}
}

// TestExtremes makes every page of every extreme result in every language.
func TestExtremes(t *testing.T) {
	for name, r := range extremes() {
		for _, l := range locale.Languages() {
			for _, path := range []string{"/", "/?sort=number", "/?reading=open", "/method"} {
				page := body(t, r, withLanguage(path, l))
				checkExtreme(t, name+" "+path, page)
			}
			for _, s := range r.Statements {
				checkExtreme(t, name, body(t, r, withLanguage(statementPath(s.Statement), l)))
			}
		}
	}
}

// checkExtreme is checkClean, but for the words that "hostile" has in its texts.
func checkExtreme(t *testing.T, name, page string) {
	t.Helper()
	for _, words := range []string{"{{.Text}} %!s(MISSING)", "onerror=&#34;alert(1)&#34;", "{{.Text}} %!s"} {
		page = strings.ReplaceAll(page, words, "")
	}
	checkClean(t, name, page)
}

func TestNilResult(t *testing.T) {
	page := body(t, nil, "/?lang=en")
	for _, want := range []string{"Nobody has voted yet.", "There are no statements yet.", "Dialogue without a title"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in %s", want, page)
		}
	}
}

func TestHealth(t *testing.T) {
	if got := body(t, nil, "/healthz"); got != "ok\n" {
		t.Errorf("%q", got)
	}
}
