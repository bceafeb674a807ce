package web

import (
	"net/http"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// The wrong code, the wrong phrase and nonsense have one answer, which does not
// say whether anybody was ever here (C14).
func TestWrongIsAnsweredAlike(t *testing.T) {
	s := newSite(t)
	member, phrase := s.joinedWith(t, s.Named, "armenia")
	member.get(pathOf(s.Named, "/take-back")).form("/take-back").set("sure", "yes").send().want(http.StatusOK)

	want := ""
	for _, typed := range []string{
		"0000-0000-0000-0000", "bado kitu saro lami pevo nidu gora", "babababababababababababababa", phrase, "hello", "",
	} {
		got := s.client(t).enter(typed).want(http.StatusNotFound)
		body := strings.ReplaceAll(got.Body, `value="`+typed+`"`, `value=""`)
		if want == "" {
			want = body
		}
		if body != want {
			t.Errorf("%q is answered differently", typed)
		}
	}
}

// To look at what a code offers, or to load the page again, uses nothing up.
func TestRefreshOfTheOffer(t *testing.T) {
	s := newSite(t)
	code := s.code(t, s.Protected, "azerbaijan").String()
	c := s.client(t)
	first := c.enter(code)
	again := c.enter(code).want(http.StatusOK)
	if strings.Join(phraseOn(t, again), " ") == strings.Join(phraseOn(t, first), " ") {
		t.Error("the phrase was the same twice")
	}
	again.form("/join").set("kept", "yes").send().want(http.StatusOK)
	twice := again.form("/join").set("kept", "yes")
	for _, by := range []*client{s.client(t), c} { // as when a button is pressed twice: without the cookie, and with it
		twice.c = by
		if led := twice.send().want(http.StatusOK); led.Path != pathOf(s.Protected, "/vote") || by.cookie() == "" {
			t.Errorf("who sent the form twice is led to %s", led.Path)
		}
	}
	twice.c = s.client(t)
	other := first.form("/join").set("kept", "yes") // another offer by the same code opens nothing
	other.c = s.client(t)
	other.send().want(http.StatusConflict)
	twice.without("kept").send().want(http.StatusBadRequest) // the phrase can still be read
	s.client(t).enter(strings.Join(phraseOn(t, first), " ")).want(http.StatusNotFound)
	back := s.client(t).enter(strings.ToUpper(strings.Join(phraseOn(t, again), "  "))).want(http.StatusOK)
	if !strings.HasSuffix(back.Path, "/vote") {
		t.Errorf("led to %s", back.Path)
	}
}

// Phrases of offices lead to the office.
func TestOfficeHoldersEnter(t *testing.T) {
	s := newSite(t)
	for at, phrase := range s.Phrases {
		if got := s.client(t).enter(string(phrase)).want(http.StatusOK); got.Path != "/office" {
			t.Errorf("%v led to %s", at, got.Path)
		}
	}
}

// The revoke card ends every session at the next request, and its answer does
// not tell whether there was one (C14).
func TestRevokeCard(t *testing.T) {
	s := newSite(t)
	c := s.holder(t, "azerbaijan", dialogue.CoChair)
	wrong := s.client(t).get("/revoke").form("/revoke").set("card", "0000-0000-0000-0000").send().want(http.StatusOK)
	c.get("/").want(http.StatusOK)
	right := s.client(t).get("/revoke").form("/revoke").set("card", s.Cards[post{"azerbaijan", dialogue.CoChair}].String()).send()
	if right.want(http.StatusOK).Body != wrong.Body {
		t.Error("the two answers differ")
	}
	c.get("/").want(http.StatusForbidden).says("You have been signed out")
	if c.cookie() != "" {
		t.Error("the cookie is still there")
	}
	s.client(t).enter(string(s.Phrases[post{"azerbaijan", dialogue.CoChair}])).want(http.StatusNotFound)
}

// Leaving takes one request, without a form, and leaves a page that says next
// to nothing.
func TestLeave(t *testing.T) {
	s := newSite(t)
	c := s.joined(t, s.Protected, "armenia")
	page := c.get(pathOf(s.Protected, "/vote"))
	if !strings.Contains(page.Body, `<a href="/leave">`) {
		t.Error("no way out")
	}
	left := c.get("/leave").want(http.StatusOK)
	if left.Header.Get("Clear-Site-Data") != `"cache", "cookies", "storage"` {
		t.Errorf("cleared: %q", left.Header.Get("Clear-Site-Data"))
	}
	for _, word := range []string{"Parley", "ialogue", "<form", "<a "} {
		if strings.Contains(left.Body, word) {
			t.Errorf("the page says %q", word)
		}
	}
	if c.cookie() != "" {
		t.Error("still signed in")
	}
	if got := c.get(pathOf(s.Protected, "/vote")); got.Path != "/enter" {
		t.Errorf("led to %s", got.Path)
	}
	embedded := s.joined(t, s.Protected, "armenia")
	embedded.Header.Set("Sec-Fetch-Site", "cross-site")
	embedded.get("/leave").want(http.StatusOK)
	if embedded.cookie() == "" {
		t.Error("another site signed somebody out")
	}
}

// Who is not signed in is asked for the phrase, whatever the address names
// (C10).
func TestSeatsAreNotTold(t *testing.T) {
	s := newSite(t)
	for _, id := range []dialogue.ID{s.Named, s.Protected, 7} {
		for _, rest := range []string{"/vote", "/mine", "/write", "/take-back", "/vote?statement=1234"} {
			if got := s.client(t).get(pathOf(id, rest)).want(http.StatusOK); got.Path != "/enter" {
				t.Errorf("%s led to %s", rest, got.Path)
			}
		}
	}
}
