package web

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"parley/internal/dialogue"
)

// A form is taken only from our own page, of this session, in one piece.
func TestFormsOfOthersAreRefused(t *testing.T) {
	s := newSite(t)
	c, other := s.joined(t, s.Named, "azerbaijan"), s.joined(t, s.Named, "armenia")
	vote := c.get(pathOf(s.Named, "/vote")).form("/votes").set("choice", "agree")
	for name, change := range map[string]func(*filled) http.Header{
		"no token":      func(f *filled) http.Header { f.without("token"); return nil },
		"empty token":   func(f *filled) http.Header { f.set("token", ""); return nil },
		"made up token": func(f *filled) http.Header { f.set("token", strings.Repeat("A", 24)); return nil },
		"token of another session": func(f *filled) http.Header {
			f.set("token", other.get(pathOf(s.Named, "/vote")).form("/votes").values.Get("token"))
			return nil
		},
		"token of nobody": func(f *filled) http.Header {
			f.set("token", s.client(t).get("/enter").form("/enter").values.Get("token"))
			return nil
		},
		"another site":       func(*filled) http.Header { return http.Header{"Sec-Fetch-Site": {"cross-site"}} },
		"another origin":     func(*filled) http.Header { return http.Header{"Origin": {"https://parley.example.org"}} },
		"a broken origin":    func(*filled) http.Header { return http.Header{"Origin": {"https://%zz"}} },
		"a neighbour's site": func(*filled) http.Header { return http.Header{"Sec-Fetch-Site": {"same-site"}} },
	} {
		f := &filled{c, vote.action, maps.Clone(vote.values)}
		c.Header = http.Header{"Accept-Language": {"en"}}
		maps.Copy(c.Header, change(f))
		if got := f.send(); got.Status != http.StatusForbidden {
			t.Errorf("%s: status %d", name, got.Status)
		}
		c.Header = http.Header{"Accept-Language": {"en"}}
	}
	c.get(pathOf(s.Named, "/vote")).says("Voted: 0 of 12")
	c.Header.Set("Sec-Fetch-Site", "same-origin")
	vote.send().want(http.StatusOK).says("Voted: 1 of 12")
	c.Header = http.Header{"Accept-Language": {"en"}, "Origin": {"null"}} // our own pages, in an old browser
	vote.send().want(http.StatusOK).says("Voted: 1 of 12")
}

// A token is of one session: the one from before signing in again is refused.
func TestOldTokenIsRefused(t *testing.T) {
	s := newSite(t)
	c := s.holder(t, "armenia", dialogue.Moderator)
	old := c.get("/").form("/sign-out")
	c.enter(string(s.Phrases[post{"armenia", dialogue.Moderator}])).want(http.StatusOK)
	old.send().want(http.StatusForbidden)
	if c.cookie() == "" {
		t.Error("signed out by an old form")
	}
}

// Signing in gives a fresh cookie, and one that somebody else planted is not
// taken over (session fixation).
func TestSessionFixation(t *testing.T) {
	s := newSite(t)
	attacker, victim := s.joined(t, s.Named, "azerbaijan"), s.client(t)
	planted := attacker.cookie()
	at, _ := url.Parse(home)
	victim.http.Jar.SetCookies(at, []*http.Cookie{{Name: "parley", Value: planted, Path: "/"}})

	offer := victim.get("/enter").form("/enter").set("code", s.code(t, s.Protected, "armenia").String()).send()
	offer.form("/join").set("kept", "yes").send().want(http.StatusOK)
	if victim.cookie() == planted || victim.cookie() == "" {
		t.Fatal("the planted cookie is still there")
	}
	attacker.get(pathOf(s.Protected, "/vote")).want(http.StatusNotFound)
	victim.get(pathOf(s.Protected, "/vote")).want(http.StatusOK)
	victim.get(pathOf(s.Named, "/vote")).want(http.StatusNotFound)

	before := victim.cookie()
	victim.enter(string(s.Phrases[post{"armenia", dialogue.Steward}]))
	if victim.cookie() == before {
		t.Error("the cookie did not change with the person")
	}
}

// A cookie that we did not seal, or that was changed, is nobody's.
func TestForgedCookies(t *testing.T) {
	s := newSite(t)
	good := s.joined(t, s.Named, "armenia").cookie()
	flipped := []byte(good)
	flipped[len(flipped)/2] ^= 1
	for _, value := range []string{"", "x", string(flipped), good[:len(good)-4], good + "AAAA", strings.Repeat("A", 4000)} {
		c := s.client(t)
		c.Header.Set("Cookie", "parley="+value)
		if got := c.get(pathOf(s.Named, "/vote")); got.Path != "/enter" {
			t.Errorf("%.20q led to %s", value, got.Path)
		}
	}
}

// What a request holds never becomes a header of the answer of its own.
func TestHeaderInjection(t *testing.T) {
	s := newSite(t)
	c := s.joined(t, s.Named, "azerbaijan")
	const bad = "en\r\nX-Planted: yes\r\n\r\n<b>planted</b>"
	answers := []*answer{
		c.get("/?lang=" + url.QueryEscape(bad)),
		c.get("/enter?code=" + url.QueryEscape(bad)),
		c.get(pathOf(s.Named, "/vote?statement="+url.QueryEscape(bad))),
		c.get(pathOf(s.Named, "/vote?after="+url.QueryEscape(bad)+"&lang="+url.QueryEscape(bad))),
		c.get(pathOf(s.Named, "/mine?written="+url.QueryEscape(bad))),
		c.get("/dialogues/" + url.PathEscape(bad)),
		c.get(pathOf(s.Named, "/vote")).form("/votes").set("statement", bad).press("choice", bad),
		c.get(pathOf(s.Named, "/vote?lang="+url.QueryEscape(bad))).form("/votes").set("from", bad).press("choice", "agree"),
		c.get(pathOf(s.Named, "/write")).form("/write").set("text", bad).set("language", bad).send(),
		c.get("/enter").form("/enter").set("code", bad).send(),
		c.get("/revoke").form("/revoke").set("card", bad).send(),
	}
	for _, a := range answers {
		if a.Header.Get("X-Planted") != "" {
			t.Errorf("%s: a header was planted", a.Path)
		}
		if strings.Contains(a.Body, "<b>planted") {
			t.Errorf("%s: markup was planted", a.Path)
		}
		for name, values := range a.Header {
			if strings.ContainsAny(name+strings.Join(values, ""), "\r\n") {
				t.Errorf("%s: %s is %q", a.Path, name, values)
			}
		}
	}
}

// Of any number of people with one code, one gets in (C6); the others are told.
func TestOneCodeLetsOneIn(t *testing.T) {
	s := newSite(t)
	code := s.code(t, s.Named, "armenia").String()
	const many = 8
	forms := make([]*filled, many)
	for i := range forms {
		forms[i] = s.client(t).enter(code).want(http.StatusOK).form("/join").set("kept", "yes")
	}
	status := make([]int, many)
	var wg sync.WaitGroup
	for i := range forms {
		wg.Go(func() { status[i] = forms[i].send().Status })
	}
	wg.Wait()
	slices.Sort(status)
	if status[0] != http.StatusOK || status[1] != http.StatusConflict || status[many-1] != http.StatusConflict {
		t.Errorf("answers %v", status)
	}
	papers, err := s.Node.Store.Dialogue(context.Background(), s.Named)
	if err != nil || papers.Allotment("armenia").Joined != 1 {
		t.Errorf("joined: %v %v", papers.Sides, err)
	}
}

// An offer is sealed: nobody takes up one that was not made.
func TestForgedOffer(t *testing.T) {
	s := newSite(t)
	form := s.client(t).enter(s.code(t, s.Named, "azerbaijan").String()).form("/join").set("kept", "yes")
	good := form.values.Get("offer")
	cookie := s.joined(t, s.Named, "azerbaijan").cookie()
	for _, offer := range []string{"", "none", good[:len(good)-2], "A" + good[1:], cookie} {
		if offer == good {
			continue
		}
		form.set("offer", offer).send().want(http.StatusForbidden)
	}
	form.set("offer", good).send().want(http.StatusOK)
}
