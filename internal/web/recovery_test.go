package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"parley/internal/dialogue"
)

// A side replaces its own co-chair, without the others and before their eyes,
// after a wait (R13).
func TestRecovery(t *testing.T) {
	s := officeSite(t)
	id := s.prepare(t, dialogue.Named, "Bridges", 4)
	steward, old, other := s.holder(t, "armenia", dialogue.Steward), s.holder(t, "armenia", dialogue.CoChair), s.holder(t, "azerbaijan", dialogue.CoChair)
	steward.get("/office").says("Your side has no recovery key yet.")
	page := steward.get("/office/recovery").want(http.StatusOK)
	page.form("/office/recovery").send().want(http.StatusBadRequest).says("write the key down first", strings.Join(phraseOn(t, page), " "))
	key := strings.Join(phraseOn(t, page), "-")
	page.form("/office/recovery").set("kept", "yes").send().want(http.StatusOK).says("has made its recovery key").hides(key)
	steward.get("/office").hides("no recovery key")
	proposal := proposeOpening(old, id).want(http.StatusOK)

	anybody := s.client(t)
	replace := anybody.get("/recovery").want(http.StatusOK).form("/recovery").set("role", "co_chair")
	again := replace.set("key", "bado-bado-bado-bado-bado-bado-bado").send().want(http.StatusNotFound).says("This opens nothing here")
	if again.form("/recovery").values.Get("key") == "" {
		t.Error("what was typed is gone")
	}
	replace.set("role", "moderator").set("key", key).send().want(http.StatusForbidden)
	link := replace.set("role", "co_chair").send().want(http.StatusOK).says("2026-11-27", "Co-chair", "Armenia").links()[0]
	link = strings.TrimPrefix(link, home)

	for _, c := range []*client{steward, old, other, s.holder(t, "azerbaijan", dialogue.Moderator)} {
		c.get("/office").says("An office changes hands by recovery key. Side: Armenia. Office: Co-chair. From: 2026-11-27.")
	}
	anybody.get(link).want(http.StatusForbidden).says("2026-11-27")
	old.get("/office").want(http.StatusOK)

	s.Pass(dialogue.DaysToReplace * 24 * time.Hour)
	takeUp(t, anybody, link).says("Co-chair, Armenia").hides("changes hands")
	stale := s.client(t)
	stale.enter(string(s.Phrases[post{"armenia", dialogue.CoChair}])).want(http.StatusNotFound) // the old one is out
	other = s.holder(t, "azerbaijan", dialogue.CoChair)
	other.get(proposal.Path).form("/approve").send().want(http.StatusOK).hides("in force").says("Armenia Proposed it. Not approved yet.")
	anybody.get(proposal.Path).form("/approve").send().want(http.StatusOK).says("in force")
}

// A key is one side's: it is shown to its steward, once, and replaces nobody
// elsewhere.
func TestRecoveryKeyOfOneSide(t *testing.T) {
	s := officeSite(t)
	steward, stranger := s.holder(t, "azerbaijan", dialogue.Steward), s.holder(t, "armenia", dialogue.Steward)
	form := steward.get("/office/recovery").form("/office/recovery").set("kept", "yes")
	sealed := stranger.get("/office/recovery").form("/office/recovery").set("kept", "yes").set("key", form.values.Get("key"))
	sealed.send().want(http.StatusBadRequest) // the key was shown to another side
	sealed.set("key", "%%%").send().want(http.StatusBadRequest)
	second := steward.get("/office/recovery").form("/office/recovery").set("kept", "yes")
	form.send().want(http.StatusOK)
	second.send().want(http.StatusForbidden).says("has made its recovery key already")
	for _, role := range []dialogue.Role{dialogue.CoChair, dialogue.Moderator} {
		c := s.holder(t, "azerbaijan", role)
		c.get("/office/recovery").want(http.StatusNotFound)
		c.post("/office/recovery", form.values).want(http.StatusForbidden)
	}
}
