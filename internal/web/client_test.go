package web

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// A client is a browser without scripts: it keeps cookies, follows what leads
// on and fills in forms.
type client struct {
	t    testing.TB
	http *http.Client
	// Header goes with every request, e.g. Accept-Language.
	Header http.Header
}

// home is where clients believe that the site is.
const home = "http://parley.test"

// direct answers requests by a handler, without a network.
type direct struct{ handler http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	in := httptest.NewRequest(r.Method, home+r.URL.RequestURI(), r.Body)
	in.Header, in.Host = r.Header, r.URL.Host
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, in)
	answer := w.Result()
	answer.Request = r
	return answer, nil
}

// client is a browser that was never here.
func (s *fixtureSite) client(t testing.TB) *client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &client{t: t, http: &http.Client{Jar: jar, Transport: direct{s.Handler}}, Header: http.Header{"Accept-Language": {"en"}}}
}

// holder is a browser in which the holder of an office has signed in.
func (s *fixtureSite) holder(t testing.TB, side dialogue.SideID, role dialogue.Role) *client {
	t.Helper()
	c := s.client(t)
	c.enter(string(s.Phrases[post{side, role}])).want(http.StatusOK)
	return c
}

// joined is a browser in which somebody of a side has just joined.
func (s *fixtureSite) joined(t testing.TB, id dialogue.ID, side dialogue.SideID) *client {
	t.Helper()
	c, _ := s.joinedWith(t, id, side)
	return c
}

// joinedWith is joined, with the phrase to come back.
func (s *fixtureSite) joinedWith(t testing.TB, id dialogue.ID, side dialogue.SideID) (*client, string) {
	t.Helper()
	c := s.client(t)
	offer := c.enter(s.code(t, id, side).String()).want(http.StatusOK)
	offer.form("/join").set("kept", "yes").send().want(http.StatusOK)
	return c, strings.Join(phraseOn(t, offer), " ")
}

// phraseOn returns the words that an offer shows.
func phraseOn(t testing.TB, a *answer) []string {
	t.Helper()
	_, rest, _ := strings.Cut(a.Body, `<ol class="phrase"`)
	rest, _, _ = strings.Cut(rest, "</ol>")
	words := strings.Fields(tag.ReplaceAllString(rest[strings.Index(rest, ">")+1:], " "))
	if len(words) != 7 {
		t.Fatalf("the phrase is %v", words)
	}
	return words
}

// enter types a code or a phrase at the start.
func (c *client) enter(typed string) *answer {
	c.t.Helper()
	return c.get("/enter").want(http.StatusOK).form("/enter").set("code", typed).send()
}

// cookie returns the value of the session's cookie, "" for none.
func (c *client) cookie() string {
	at, _ := url.Parse(home)
	for _, k := range c.http.Jar.Cookies(at) {
		if k.Name == "parley" {
			return k.Value
		}
	}
	return ""
}

// An answer is what a client was shown last, after what led on.
type answer struct {
	c      *client
	Status int
	Header http.Header
	Path   string // with the query
	Body   string
}

func (c *client) get(path string) *answer {
	c.t.Helper()
	request, err := http.NewRequest(http.MethodGet, home+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.do(request)
}

func (c *client) post(path string, fields url.Values) *answer {
	c.t.Helper()
	request, err := http.NewRequest(http.MethodPost, home+path, strings.NewReader(fields.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(request)
}

func (c *client) do(request *http.Request) *answer {
	c.t.Helper()
	for name, values := range c.Header {
		request.Header[name] = values
	}
	response, err := c.http.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return &answer{c: c, Status: response.StatusCode, Header: response.Header,
		Path: response.Request.URL.RequestURI(), Body: string(body)}
}

// want ends the test unless the answer has the status.
func (a *answer) want(status int) *answer {
	a.c.t.Helper()
	if a.Status != status {
		a.c.t.Fatalf("%s: status %d, want %d: %s", a.Path, a.Status, status, plainWords(a.Body))
	}
	return a
}

// says fails the test for each of the words that the page does not say.
func (a *answer) says(words ...string) *answer {
	a.c.t.Helper()
	for _, w := range words {
		if !strings.Contains(plainWords(a.Body), w) {
			a.c.t.Errorf("%s does not say %q: %s", a.Path, w, plainWords(a.Body))
		}
	}
	return a
}

// hides fails the test for each of the words that the page says.
func (a *answer) hides(words ...string) *answer {
	a.c.t.Helper()
	for _, w := range words {
		if strings.Contains(plainWords(a.Body), w) {
			a.c.t.Errorf("%s says %q", a.Path, w)
		}
	}
	return a
}

var (
	tag   = regexp.MustCompile(`<[^>]*>`)
	space = regexp.MustCompile(`\s+`)
)

// plainWords is what a page says, without markup.
func plainWords(page string) string {
	_, page, _ = strings.Cut(page, "<body>")
	return strings.TrimSpace(space.ReplaceAllString(html.UnescapeString(tag.ReplaceAllString(page, " ")), " "))
}

// A filled is a form with what it would send.
type filled struct {
	c      *client
	action string
	values url.Values
}

var (
	formPattern     = regexp.MustCompile(`(?s)<form\b([^>]*)>(.*?)</form>`)
	inputPattern    = regexp.MustCompile(`<input\b([^>]*)>`)
	areaPattern     = regexp.MustCompile(`(?s)<textarea\b([^>]*)>(.*?)</textarea>`)
	selectPattern   = regexp.MustCompile(`(?s)<select\b([^>]*)>(.*?)</select>`)
	optionPattern   = regexp.MustCompile(`<option\b([^>]*)>`)
	attributeInside = regexp.MustCompile(`([a-z-]+)(?:="([^"]*)")?`)
)

func attributes(text string) map[string]string {
	all := map[string]string{}
	for _, m := range attributeInside.FindAllStringSubmatch(text, -1) {
		all[m[1]] = html.UnescapeString(m[2])
	}
	return all
}

// form returns the first form that is sent to an address that ends in action,
// and holds all of the texts.
func (a *answer) form(action string, holds ...string) *filled {
	a.c.t.Helper()
forms:
	for _, m := range formPattern.FindAllStringSubmatch(a.Body, -1) {
		at := attributes(m[1])
		path, _, _ := strings.Cut(at["action"], "?")
		if !strings.HasSuffix(path, action) {
			continue
		}
		for _, text := range holds {
			if !strings.Contains(m[2], text) {
				continue forms
			}
		}
		return &filled{a.c, at["action"], fieldsOf(m[2])}
	}
	a.c.t.Fatalf("%s has no form for %s %v: %s", a.Path, action, holds, plainWords(a.Body))
	return nil
}

// fieldsOf returns what a form sends when nothing is changed.
func fieldsOf(inside string) url.Values {
	values := url.Values{}
	for _, m := range inputPattern.FindAllStringSubmatch(inside, -1) {
		at := attributes(m[1])
		_, checked := at["checked"]
		if kind := at["type"]; at["name"] != "" && (checked || (kind != "checkbox" && kind != "radio")) && kind != "file" {
			values.Add(at["name"], at["value"])
		}
	}
	for _, m := range areaPattern.FindAllStringSubmatch(inside, -1) {
		values.Add(attributes(m[1])["name"], strings.TrimPrefix(html.UnescapeString(m[2]), "\n"))
	}
	for _, m := range selectPattern.FindAllStringSubmatch(inside, -1) {
		chosen := ""
		for i, o := range optionPattern.FindAllStringSubmatch(m[2], -1) {
			at := attributes(o[1])
			if _, selected := at["selected"]; selected || i == 0 {
				chosen = at["value"]
			}
		}
		values.Add(attributes(m[1])["name"], chosen)
	}
	return values
}

// set fills in a field.
func (f *filled) set(name, value string) *filled {
	f.values.Set(name, value)
	return f
}

// without leaves a field out, like a box that is not ticked.
func (f *filled) without(name string) *filled {
	f.values.Del(name)
	return f
}

// send sends the form.
func (f *filled) send() *answer {
	f.c.t.Helper()
	return f.c.post(f.action, f.values)
}

// press sends the form with a button that has a name and a value.
func (f *filled) press(name, value string) *answer {
	f.c.t.Helper()
	return f.set(name, value).send()
}
