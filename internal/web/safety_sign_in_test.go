package web

import (
	"context"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parley/internal/dialogue"
)

// What opens nothing has one answer, to the byte: a phrase that never was, one
// of somebody who left or was revoked, of an office that was revoked, a code
// that was used, waits, was dropped or never was (C14).
func TestNothingOpensAlike(t *testing.T) {
	w := newCommonWorld(t)
	ctx := context.Background()
	left, revoked := w.comes(w.Named, "azerbaijan"), w.Phrases[post{"armenia", dialogue.Moderator}]
	w.must(w.Node.TakeBackAll(ctx, left.Session))
	w.must(w.Node.Revoke(ctx, w.Cards[post{"armenia", dialogue.Moderator}].String()))
	used := w.code(t, w.Named, "armenia")
	entry, err := w.Node.Enter(ctx, used.String())
	w.must(err)
	_, err = w.Node.Join(ctx, *entry.Offer)
	w.must(err)
	waiting, err := w.Node.NewCode()
	w.must(err)
	w.must(w.Node.BringCodes(ctx, w.viewer("armenia", dialogue.CoChair), w.Protected,
		map[dialogue.SideID][]dialogue.CodeHash{"armenia": {waiting.Hash()}}))
	token, want := w.tokenOf(""), ""
	for what, typed := range map[string]string{
		"a phrase that never was": "badu-kitu-sari-lami-pevi-nidu-gura", "of somebody who left": string(left.phrase), "of a revoked office": string(revoked),
		"a used code": used.String(), "a waiting code": waiting.String(), "a code that never was": "0123-4567-89AB-CDEF", "nonsense": "hello", "nothing": "",
	} {
		got := answered(t, w.ask(asked{method: "POST", path: "/enter", fields: url.Values{"token": {token}, "code": {typed}}}))
		got = strings.ReplaceAll(got, `value="`+typed+`"`, `value=""`)
		if want == "" {
			want = got
		}
		if !strings.HasPrefix(got, "404") || got != want {
			t.Errorf("%s is answered differently:%s", what, difference(want, got))
		}
	}
}

// Whatever ends a session, nothing of it can be shown afterwards: the cookie is
// gone, the browser is told to forget, and no page was to be kept (C14).
func TestAfterLeavingNothingIsLeft(t *testing.T) {
	w, people := newCommonWorld(t), byte(60)
	for name, leave := range map[string]func(cookie, token string) *http.Response{
		"leave": func(cookie, _ string) *http.Response {
			return w.ask(asked{method: "GET", path: "/leave", cookie: cookie})
		},
		"sign out": func(cookie, token string) *http.Response {
			return w.ask(asked{method: "POST", path: "/sign-out", cookie: cookie, fields: url.Values{"token": {token}}})
		},
		"take everything back": func(cookie, token string) *http.Response {
			return w.ask(asked{method: "POST", path: pathOf(w.Protected, "/take-back"), cookie: cookie, fields: url.Values{"token": {token}, "sure": {"yes"}}})
		},
	} {
		people++
		w.Node.Random = newChance(people) // ask gives every request the same
		c := w.comes(w.Protected, "azerbaijan")
		cookie := w.cookieOf(role{phrase: c.phrase})
		for _, path := range []string{"/", pathOf(w.Protected, "/vote"), pathOf(w.Protected, "/mine"), pathOf(w.Closed, "/result"), "/rules"} {
			if got := w.ask(asked{method: "GET", path: path, cookie: cookie}).Header; got.Get("Cache-Control") != "no-store" || got.Get("Etag") != "" {
				t.Errorf("%s may be kept by who is signed in: %v", path, got)
			}
		}
		answer := leave(cookie, w.tokenOf(cookie))
		if got := answer.Header.Get("Set-Cookie"); !strings.HasPrefix(got, "parley=;") || !strings.Contains(got, "Max-Age=0") {
			t.Errorf("%s: the cookie stays: %q", name, got)
		}
		if got := answer.Header.Get("Clear-Site-Data"); !strings.Contains(got, `"cache"`) || !strings.Contains(got, `"cookies"`) {
			t.Errorf("%s: the browser keeps what it has: %q", name, got)
		}
		body, err := io.ReadAll(answer.Body)
		w.must(err)
		for _, trace := range []string{dialogue.FormatID(w.Protected), "Water and roads"} {
			if name == "leave" && strings.Contains(string(body), trace) {
				t.Errorf("%s: the page shows what was left", name)
			}
		}
	}
}

// Addresses stay in a browser's history. None that a participant is led to says
// which statement is their own (R12, C14).
func TestHistoryNamesNoStatementOfOnesOwn(t *testing.T) {
	w := newCommonWorld(t)
	c := w.comes(w.Protected, "armenia")
	cookie := w.cookieOf(role{phrase: c.phrase})
	token := w.tokenOf(cookie)
	led := func(path string, fields url.Values) string {
		fields.Set("token", token)
		return w.ask(asked{method: "POST", path: pathOf(w.Protected, path), cookie: cookie, fields: fields}).Header.Get("Location")
	}
	written := led("/write", url.Values{"text": {"Lamps should be dim."}, "language": {"en"}})
	mine, err := w.Node.MyStatements(context.Background(), c.Session)
	w.must(err)
	number := mine[0].ID.String()
	withdrawn := led("/statements/withdraw", url.Values{"statement": {number}})
	for _, at := range []string{written, withdrawn} {
		if !strings.HasPrefix(at, pathOf(w.Protected, "/mine")) || strings.Contains(at, number) {
			t.Errorf("led to %s", at)
		}
	}
}

// A session ends by itself, four hours after the last request. A clock that was
// ahead when it began does not make it longer.
func TestSessionsEnd(t *testing.T) {
	w := newCommonWorld(t)
	steward := role{phrase: w.Phrases[post{"azerbaijan", dialogue.Steward}]}
	in := func(cookie string) bool {
		return w.ask(asked{method: "GET", path: "/office", cookie: cookie}).StatusCode == http.StatusOK
	}
	cookie := w.cookieOf(steward)
	w.Pass(sessionLasts - time.Second)
	if !in(cookie) {
		t.Error("ended too early")
	}
	w.Pass(2 * time.Second)
	if in(cookie) {
		t.Error("did not end")
	}
	w.Pass(365 * 24 * time.Hour)
	cookie = w.cookieOf(steward)
	w.Pass(-365 * 24 * time.Hour)
	w.Pass(5 * time.Hour)
	if in(cookie) {
		t.Error("lasts for a year, because the clock was wrong for a moment")
	}
}

// However often it is used, a session ends twelve hours after it began.
func TestSessionsEndHoweverMuchUsed(t *testing.T) {
	w := newCommonWorld(t)
	began := w.clock.Now()
	c := w.client(t)
	c.enter(string(w.Phrases[post{"armenia", dialogue.Moderator}])).want(http.StatusOK)
	for w.clock.Now().Sub(began) < sessionMost {
		if got := c.get("/office"); got.Path != "/office" {
			t.Fatalf("ended after %s", w.clock.Now().Sub(began))
		}
		w.Pass(50 * time.Minute)
	}
	if got := c.get("/office"); got.Path == "/office" {
		t.Errorf("goes on after %s", w.clock.Now().Sub(began))
	}
}

// A participant ends every session on every device, and comes back with the
// seven words.
func TestParticipantsEndAllSessions(t *testing.T) {
	s := newSite(t)
	c, phrase := s.joinedWith(t, s.Protected, "armenia")
	lost := s.client(t)
	lost.enter(phrase).want(http.StatusOK)
	neighbour := s.joined(t, s.Protected, "armenia")
	c.get(pathOf(s.Protected, "/mine")).says("twelve hours after it began", "with your seven words").
		form("/sessions/end").send().want(http.StatusOK)
	if c.cookie() != "" {
		t.Error("the own session goes on")
	}
	lost.get(pathOf(s.Protected, "/mine")).want(http.StatusForbidden)
	neighbour.get(pathOf(s.Protected, "/mine")).want(http.StatusOK)
	lost.enter(phrase).want(http.StatusOK)
	lost.get(pathOf(s.Protected, "/mine")).want(http.StatusOK)
}

// Nobody but a co-chair can send much: the rest of a large body is not even
// read.
func TestLargeBodiesAreNotRead(t *testing.T) {
	w := newCommonWorld(t)
	for _, r := range w.roles() {
		if r.viewer.Role == dialogue.CoChair {
			continue
		}
		cookie := w.cookieOf(r)
		for _, kind := range []string{"application/x-www-form-urlencoded", "multipart/form-data; boundary=x"} {
			body := &endless{}
			request := httptest.NewRequest("POST", home+"/forums/"+dialogue.FormatID(w.Forum)+"/import", body)
			request.Header.Set("Content-Type", kind)
			request.Header.Set("Cookie", cookie)
			recorder := httptest.NewRecorder()
			w.Handler.ServeHTTP(recorder, request)
			if recorder.Code < 400 || recorder.Code >= 500 || body.read > 1<<20 {
				t.Errorf("%s, %s: status %d after %d bytes", r.name, kind, recorder.Code, body.read)
			}
		}
	}
}

// An endless body begins as a form and never stops.
type endless struct{ read int }

func (e *endless) Read(b []byte) (int, error) {
	const begin = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
	for i := range b {
		if b[i] = 'a'; e.read+i < len(begin) {
			b[i] = begin[e.read+i]
		}
	}
	e.read += len(b)
	return len(b), nil
}

// Whatever is typed into any field, the answer is a page in good order: never an
// internal error, and never bytes that are no text ("Bad input").
func TestGarbageInEveryField(t *testing.T) {
	w := newCommonWorld(t)
	garbage := []string{"\x00\x01", "\xff\xfe text", strings.Repeat("ա", 20_000), "-1", "99999999999999999999", "../../etc", "<script>&\"'", "'; --", "\u202egnol", "NaN"}
	for i, r := range w.roles() {
		cookie := w.cookieOf(r)
		token := w.tokenOf(cookie)
		for j, route := range Routes() {
			method, pattern, _ := strings.Cut(route.Pattern, " ")
			if method != http.MethodPost || ending(pattern) || pattern == "/enter" {
				continue
			}
			path := addresses(pattern, w, &places{})
			for k, name := range append(keysOf(route.Fields), "token") {
				fields := filledIn(route.Fields, w, &places{})[0]
				fields.Set("token", token)
				fields.Set(name, garbage[(i+j*3+k*7)%len(garbage)])
				answer := w.ask(asked{method: method, path: path[min(2, len(path)-1)], cookie: cookie, fields: fields})
				body, err := io.ReadAll(answer.Body)
				w.must(err)
				if answer.StatusCode >= 500 || !utf8.Valid(body) {
					t.Errorf("%s: %s %s = %.20q: status %d, text %t", r.name, path[0], name, fields.Get(name), answer.StatusCode, utf8.Valid(body))
				}
			}
		}
	}
	if logged := w.Log.String(); strings.Contains(logged, "request failed") {
		t.Errorf("logged: %s", logged)
	}
}

func keysOf(fields map[string]string) []string {
	return slices.Sorted(maps.Keys(fields))
}
