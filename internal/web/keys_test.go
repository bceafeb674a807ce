package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/record"
)

// Stewards register the keys of their sides, once; everybody sees them (R14).
func TestRegisterKeys(t *testing.T) {
	s := officeSite(t)
	j := newJury(t, s)
	for _, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		k, steward := j.keys[side], s.holder(t, side, dialogue.Steward)
		steward.get("/office").says("Your side has no key yet.", "The witness of your side has no key yet.")
		page := steward.get("/office/keys").want(http.StatusOK).says("parley key new --side "+string(side), "parley witness --data ./witness --side "+string(side))
		again := page.form("/office/keys", `value="side"`).set("public", "no key").send().want(http.StatusBadRequest).says("This is not a public key")
		if got := again.form("/office/keys", `value="side"`).values.Get("public"); got != "no key" {
			t.Errorf("what was typed is gone: %q", got)
		}
		page.form("/office/keys", `value="side"`).set("public", strings.Replace(k.public, string(side), "else", 1)).send().want(http.StatusBadRequest)
		page.form("/office/keys", `value="side"`).set("public", j.keys[map[dialogue.SideID]dialogue.SideID{"armenia": "azerbaijan", "azerbaijan": "armenia"}[side]].public).send().want(http.StatusBadRequest).says("must be the short name of your side")
		page.form("/office/keys", `value="side"`).set("public", k.public+"\n").send().want(http.StatusOK).says(record.Fingerprint(k.public), "Counts since 2026-11-23.")
		page.form("/office/keys", `value="side"`).set("public", k.public).send().want(http.StatusForbidden).says("There is a key already")
		page.form("/office/keys", `value="witness"`).set("public", k.witnessPublic).send().want(http.StatusOK).says(record.Fingerprint(k.witnessPublic))
		steward.get("/office").hides("has no key yet")
		steward.get("/office/keys").hides("Register the key")
	}
	for _, c := range []*client{s.client(t), s.holder(t, "azerbaijan", dialogue.Moderator)} {
		page := c.get("/keys").want(http.StatusOK).says(record.Fingerprint(j.log))
		for _, k := range j.keys {
			page.says(k.public, record.Fingerprint(k.public), record.Fingerprint(k.witnessPublic))
		}
	}
	trust := s.client(t).get("/trust.txt").want(http.StatusOK)
	got, err := record.ParseTrust([]byte(trust.Body))
	check(t, err)
	if got.Check() != nil || got.Sides["armenia"][0] != j.keys["armenia"].public || got.Witnesses["azerbaijan"][0] != j.keys["azerbaijan"].witnessPublic || got.Log != j.log {
		t.Errorf("the trust file says %+v", got)
	}
	s.client(t).get("/office/keys").want(http.StatusNotFound)
	chair := s.holder(t, "armenia", dialogue.CoChair)
	chair.get("/office/keys").want(http.StatusOK).hides("Register the key")
	form := chair.get("/revoke").form("/revoke")
	form.action = "/office/keys"
	form.set("of", "side").set("public", j.keys["armenia"].public).send().want(http.StatusForbidden)
}

// A key that is held here has a passphrase of its own, which nothing tells again.
func TestHoldKey(t *testing.T) {
	s := officeSite(t)
	steward := s.holder(t, "azerbaijan", dialogue.Steward)
	hold := steward.get("/office/keys").says("This is the weaker way").form("/office/keys/hold")
	hold.set("passphrase", "too short").set("again", "too short").send().want(http.StatusBadRequest).says("at least 16 characters")
	again := hold.set("passphrase", "eleven quiet wells at noon").set("again", "eleven quiet wells at dusk").send().want(http.StatusBadRequest).says("not the same")
	if strings.Contains(again.Body, "eleven") {
		t.Error("the page tells the passphrase")
	}
	hold.set("again", "eleven quiet wells at noon").send().want(http.StatusOK).says("Held on this node")
	s.client(t).get("/keys").says("Held on this node")
}

// A key is replaced by recovery key, before the eyes of all (R13).
func TestReplaceKey(t *testing.T) {
	s := officeSite(t)
	j := newJury(t, s)
	j.register()
	old := j.keys["armenia"].public
	const recovery = "badu-kitu-sari-lami-pevi-nidu-gura"
	check(t, s.Node.SetRecovery(t.Context(), s.viewer("armenia", dialogue.Steward), recovery))
	_, next := newKey(t, "armenia", 9)
	anybody := s.client(t)
	replace := anybody.get("/recovery/keys").want(http.StatusOK).form("/recovery/keys").set("of", "side").set("public", next)
	replace.set("key", "bado-bado-bado-bado-bado-bado-bado").send().want(http.StatusNotFound).says("This opens nothing here")
	replace.set("key", recovery).send().want(http.StatusOK).says("It counts from 2026-11-27.", record.Fingerprint(next))
	for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
		c := s.holder(t, side, dialogue.CoChair)
		c.get("/office").says("A key is being replaced by recovery key. Side: Armenia. Key of the side. It counts from: 2026-11-27.")
		c.get("/office/keys").says("counts from 2026-11-27.", record.Fingerprint(next))
	}
	anybody.get("/keys").says(record.Fingerprint(old)).hides(record.Fingerprint(next))
	s.Pass(dialogue.DaysToReplace * 24 * time.Hour)
	anybody.get("/keys").says("Counted from 2026-11-23 until another replaced it.", "Counts since 2026-11-27.", record.Fingerprint(next))
	s.holder(t, "azerbaijan", dialogue.Moderator).get("/office").hides("being replaced")
}
