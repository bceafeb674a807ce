package web

import (
	"net/http"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// A link is used up by taking the office up, not by looking (C14).
func TestInvitation(t *testing.T) {
	s := officeSite(t)
	steward := s.holder(t, "azerbaijan", dialogue.Steward)
	page := steward.get("/office/people").form("/office/invitations").press("role", "moderator").want(http.StatusOK).
		says("Moderator", "Azerbaijan", "Each link works once")
	link := strings.TrimPrefix(page.links()[0], home)
	if strings.Contains(page.Body, `hreflang`) {
		t.Error("a choice of language would lose the link")
	}

	c := s.client(t)
	first, second := c.get(link).want(http.StatusOK), c.get(link).want(http.StatusOK)
	if strings.Join(phraseOn(t, first), " ") == strings.Join(phraseOn(t, second), " ") {
		t.Error("the same phrase twice")
	}
	again := second.form(link).send().want(http.StatusBadRequest).says("write down the phrase and the card first")
	phrase := strings.Join(phraseOn(t, again), " ")
	if phrase != strings.Join(phraseOn(t, second), " ") {
		t.Error("another phrase is shown after a mistake")
	}
	accept := again.form(link).set("kept", "yes")
	accept.send().want(http.StatusOK).says("Moderator, Azerbaijan")
	c.get(link).want(http.StatusNotFound).says("This link opens nothing")
	first.form(link).set("kept", "yes").send().want(http.StatusForbidden) // the form is of another session
	s.client(t).get(link).want(http.StatusNotFound)
	again.c = s.client(t)
	again.c.enter(phrase).want(http.StatusOK).says("Moderator, Azerbaijan")
}

// An offer is of one link: with another it opens nothing.
func TestOfferOfAnotherLink(t *testing.T) {
	s := officeSite(t)
	steward := s.holder(t, "armenia", dialogue.Steward)
	var links []string
	for range 2 {
		page := steward.get("/office/people").form("/office/invitations").press("role", "moderator")
		links = append(links, strings.TrimPrefix(page.links()[0], home))
	}
	c := s.client(t)
	offer := c.get(links[0]).form(links[0]).set("kept", "yes").values
	c.post(links[1], offer).want(http.StatusBadRequest)
	offer.Set("offer", "AAAA")
	c.post(links[0], offer).want(http.StatusBadRequest)
	c.get(links[0]).want(http.StatusOK)
	c.get(links[1]).want(http.StatusOK)
}

// Who takes an office up is somebody else for the browser than who was in it.
func TestInvitationBeginsASession(t *testing.T) {
	s := officeSite(t)
	steward := s.holder(t, "armenia", dialogue.Steward)
	before := steward.cookie()
	link := strings.TrimPrefix(steward.get("/office/people").form("/office/invitations").press("role", "moderator").links()[0], home)
	takeUp(t, steward, link).says("Moderator, Armenia")
	if steward.cookie() == before {
		t.Error("the cookie is the same")
	}
}

// Wrong names of sides are shown again as they were typed.
func TestSetUpAgain(t *testing.T) {
	s, token := emptySite(t)
	c := s.client(t)
	c.Header.Set("Accept-Language", "az")
	page := c.get("/set-up/" + token)
	for i := 3; i <= dialogue.MostSides; i++ {
		page = page.form("/"+token).press("do", "more").want(http.StatusOK)
	}
	if strings.Contains(page.Body, `value="more"`) {
		t.Error("more sides than there can be")
	}
	page = page.form("/"+token).press("do", "less").want(http.StatusOK)
	if n := len(page.form("/" + token).values); n != 2+5*5 {
		t.Errorf("%d fields for five sides", n)
	}
	two := nameSides(c.get("/set-up/" + token))
	wrong := two.set("name_1_hy", "").set("id_0", "Большая").send().want(http.StatusBadRequest)
	if got := wrong.form("/" + token).values; got.Get("name_1_ru") != "Moldova" || got.Get("id_0") != "Большая" || got.Get("writes_1") != "ru" {
		t.Errorf("what was typed is gone: %v", got)
	}
	two.set("id_0", "").send().want(http.StatusBadRequest).says("erməni")
	two.set("name_1_hy", "Մոլդովա").without("writes_0").send().want(http.StatusBadRequest)
	two.set("writes_0", "en").send().want(http.StatusOK)
}

// A wrong set-up link says only that it opens nothing.
func TestWrongSetUpLink(t *testing.T) {
	s, token := emptySite(t)
	c := s.client(t)
	fields := nameSides(c.get("/set-up/" + token)).values
	for _, wrong := range []string{"0000000000000000000000000000000", token + "0", "x"} {
		c.get("/set-up/" + wrong).want(http.StatusNotFound)
		c.post("/set-up/"+wrong, fields).want(http.StatusNotFound)
	}
	c.get("/set-up/" + token).want(http.StatusOK)
}

// An identifier is made of the English name.
func TestSideIDOf(t *testing.T) {
	for name, want := range map[string]dialogue.SideID{
		"Azerbaijan": "azerbaijan", " North  Macedonia ": "north-macedonia", "Côte d'Azur 2": "c-te-d-azur-2", "Հայաստան": "", "": "",
	} {
		if got := sideIDOf(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
