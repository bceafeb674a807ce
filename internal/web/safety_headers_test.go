package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// headersOf is what every answer of the site has, exactly (SAFETY C3). The
// policy of the one page with a script, and of cards, is said in policyOf.
var headersOf = map[string]string{
	"Referrer-Policy":              "no-referrer",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"X-Content-Type-Options":       "nosniff",
}

const (
	strictPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
	keysPolicy   = strictPolicy + "; script-src 'self'; connect-src 'self'" // RULINGS R23
)

// otherHeaders are those that an answer may have besides.
var otherHeaders = map[string]bool{
	"Content-Security-Policy": true, "Cache-Control": true, "Content-Type": true, "Content-Length": true, "Content-Language": true, "Vary": true,
	"Etag": true, "Accept-Ranges": true, "Allow": true, "Location": true, "Set-Cookie": true, "Clear-Site-Data": true, "Content-Disposition": true,
}

// Every route, as everybody, by every address, and every form: the headers are
// exactly those of the table, no page needs or holds a script but the one that
// may, none refers to another site, and nothing is told of the server (C3).
func TestEveryAnswerIsSafe(t *testing.T) {
	w := newCommonWorld(t)
	w.withRelease()
	seen := map[string]bool{}
	for _, r := range w.roles()[:7] {
		cookie := w.cookieOf(r)
		for _, a := range requestsOf(w, r, &places{}, cookie) {
			answer := w.ask(a)
			body, err := io.ReadAll(answer.Body)
			w.must(err)
			seen[answer.Header.Get("Content-Type")] = true
			for _, fault := range append(unsafeHeaders(w, r, a, answer), unsafePage(a, answer, string(body))...) {
				t.Errorf("%s: %s %s (%d): %s", r.name, a.method, a.path, answer.StatusCode, fault)
			}
		}
	}
	for _, kind := range []string{"text/html; charset=utf-8", "text/csv; charset=utf-8", "application/json", "image/svg+xml", "application/atom+xml; charset=utf-8", "text/markdown; charset=utf-8"} {
		if !seen[kind] {
			t.Errorf("nothing was answered as %s", kind)
		}
	}
}

// unsafeHeaders says what is wrong with the headers of an answer.
func unsafeHeaders(w *commonWorld, r role, a asked, answer *http.Response) (faults []string) {
	h := answer.Header
	for name, want := range headersOf {
		if got := strings.Join(h[name], "|"); got != want {
			faults = append(faults, name+" is "+got)
		}
	}
	for name, values := range h {
		if _, fixed := headersOf[name]; !fixed && !otherHeaders[name] {
			faults = append(faults, "has the header "+name)
		}
		if len(values) != 1 {
			faults = append(faults, name+" is there "+strings.Join(values, " and "))
		}
	}
	if got := h.Get("Content-Security-Policy"); got != policyOf(w, a, answer, h) {
		faults = append(faults, "its policy is "+got)
	}
	if got := h.Get("Cache-Control"); got != "no-store" && !mayBeKept(r, a, answer) {
		faults = append(faults, "it may be kept: "+got)
	}
	if cookie := h.Get("Set-Cookie"); cookie != "" {
		if r.phrase == "" && a.path != "/sign-out" {
			faults = append(faults, "the public gets a cookie: "+cookie)
		}
		if !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") || strings.Contains(cookie, "Domain") || strings.Contains(cookie, "Expires") {
			faults = append(faults, "the cookie is "+cookie)
		}
	}
	if at := h.Get("Location"); at != "" && (!strings.HasPrefix(at, "/") || strings.HasPrefix(at, "//")) {
		faults = append(faults, "it leads to "+at)
	}
	return faults
}

// policyOf is the policy that an answer must have.
func policyOf(w *commonWorld, a asked, answer *http.Response, h http.Header) string {
	path, _, _ := strings.Cut(a.path, "?")
	switch {
	case path == pathOf(w.Named, "/vote") && a.method == "GET" && answer.StatusCode == http.StatusOK:
		return keysPolicy
	case strings.HasSuffix(path, "/codes") && a.method == "POST" && answer.StatusCode == http.StatusOK:
		// Cards stand alone, with their style in the page by its hash.
		cards := regexp.MustCompile(`^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; (img-src data:; )?base-uri 'none'; form-action 'none'; frame-ancestors 'none'$`)
		if got := h.Get("Content-Security-Policy"); cards.MatchString(got) {
			return got
		}
	}
	return strictPolicy
}

// mayBeKept reports whether a browser may keep an answer: results, releases and
// registers that everybody may see, with the record, and what is the same for
// everybody.
func mayBeKept(r role, a asked, answer *http.Response) bool {
	path, _, _ := strings.Cut(a.path, "?")
	fixed := path == "/style.css" || path == "/icon.svg" || path == "/keys.js"
	public := strings.Contains(path, "/result")
	for _, of := range []string{"/releases", "/record", "/checkpoint", "/tile/", "/keys", "/trust.txt", "/registers"} {
		public = public || strings.HasPrefix(path, of)
	}
	return a.method == "GET" && answer.StatusCode == http.StatusOK && (fixed || public && r.phrase == "")
}

var (
	eventAttribute = regexp.MustCompile(`(?i)<[^>]*\son[a-z]+\s*=`)
	styleAttribute = regexp.MustCompile(`(?i)<[^>]*\sstyle\s*=`)
	someAddress    = regexp.MustCompile(`(?i)(?:src|href|action|content|poster|data|formaction|srcset)="([a-z][a-z0-9+.-]*:|//)[^"]*"`)
	someScript     = regexp.MustCompile(`(?i)<script\b[^>]*>`)
	embedded       = regexp.MustCompile(`(?i)<(iframe|object|embed|base|frame|applet|meta\s+http-equiv="?refresh)\b`)
)

// unsafePage says what a page has that it may not.
func unsafePage(a asked, answer *http.Response, body string) (faults []string) {
	if !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
		return nil
	}
	for what, pattern := range map[string]*regexp.Regexp{"an event": eventAttribute, "a style in an attribute": styleAttribute,
		"an address of another site": someAddress, "something embedded": embedded} {
		if found := pattern.FindString(body); found != "" {
			faults = append(faults, "has "+what+": "+found)
		}
	}
	if strings.Contains(strings.ToLower(body), "javascript:") {
		faults = append(faults, "has a javascript: address")
	}
	for _, script := range someScript.FindAllString(body, -1) {
		if script != `<script src="/keys.js" defer>` || answer.Header.Get("Content-Security-Policy") != keysPolicy {
			faults = append(faults, "has a script: "+script)
		}
	}
	return faults
}

// The search for what is not safe finds it.
func TestUnsafePagesAreFound(t *testing.T) {
	page := http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Content-Security-Policy": {strictPolicy}}
	for _, body := range []string{
		`<p onclick="x()">`, `<p style="color:red">`, `<a href="https://example.org/">`, `<img src="//example.org/x">`, `<script src="/keys.js" defer></script>`,
		`<a href="javascript:alert(1)">`, `<iframe src="/x">`, `<script>alert(1)</script>`,
	} {
		if unsafePage(asked{}, &http.Response{Header: page}, body) == nil {
			t.Errorf("%s: not found", body)
		}
	}
	if faults := unsafePage(asked{}, &http.Response{Header: page}, `<p class="on"><a href="/rules">on = off</a> https://example.org</p>`); faults != nil {
		t.Errorf("%v", faults)
	}
}

// Other methods than GET, HEAD and POST are answered with 405 everywhere, and
// what is not for a method is not done (C3).
func TestOtherMethods(t *testing.T) {
	w := newCommonWorld(t)
	chair := w.cookieOf(role{phrase: w.Phrases[post{"armenia", dialogue.CoChair}]})
	for _, route := range Routes() {
		method, pattern, _ := strings.Cut(route.Pattern, " ")
		path := addresses(pattern, w, &places{})[0]
		for _, other := range []string{"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "QUERY"} {
			r := httptest.NewRequest("GET", home+path, nil)
			r.Method = other
			r.Header.Set("Cookie", chair)
			recorder := httptest.NewRecorder()
			w.Handler.ServeHTTP(recorder, r)
			if recorder.Code != http.StatusMethodNotAllowed || recorder.Header().Get("Allow") == "" {
				t.Errorf("%s %s: %d", other, path, recorder.Code)
			}
			for name, want := range headersOf {
				if recorder.Header().Get(name) != want {
					t.Errorf("%s %s: %s is %q", other, path, name, recorder.Header().Get(name))
				}
			}
		}
		if method == "GET" {
			head, get := w.ask(asked{method: "HEAD", path: path, cookie: chair}), w.ask(asked{method: "GET", path: path, cookie: chair})
			if body, _ := io.ReadAll(head.Body); head.StatusCode != get.StatusCode || len(body) > 0 {
				t.Errorf("HEAD %s: %d with %d bytes, GET: %d", path, head.StatusCode, len(body), get.StatusCode)
			}
		}
	}
}
