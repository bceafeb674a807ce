package web

import (
	"net/http"
	"testing"

	"parley/internal/dialogue"
)

// A steward invites to the offices of the own side that nobody holds, and
// everybody with an office sees how all sides stand (row S7).
func TestPeople(t *testing.T) {
	s := officeSite(t)
	steward := s.holder(t, "azerbaijan", dialogue.Steward)
	form := steward.get("/office/people").want(http.StatusOK).hides("Invite to an office Steward").form("/office/invitations")
	form.press("role", "co_chair").want(http.StatusForbidden).says("has somebody in this office already")
	form.press("role", "owner").want(http.StatusBadRequest).says("Please choose one of the offices")
	form.press("role", "moderator").want(http.StatusOK)
	chair := s.holder(t, "armenia", dialogue.CoChair)
	chair.get("/office/people").want(http.StatusOK).says("A link to it is out.").hides("Invite to an office", "Public key")
	token := chair.get("/office").form("/office/sessions").values
	token.Set("role", "moderator")
	chair.post("/office/invitations", token).want(http.StatusForbidden).says("Only a steward")
	s.client(t).get("/office/people").want(http.StatusNotFound)
}

// A backup key that is none is shown again as it was typed.
func TestBackupKey(t *testing.T) {
	s := officeSite(t)
	steward := s.holder(t, "armenia", dialogue.Steward)
	steward.get("/office").says("to whose key backups are sealed")
	form := steward.get("/office/people").form("/office/backup-key")
	again := form.set("recipient", "age1wrong").send().want(http.StatusBadRequest).says("public key of “age”")
	if again.form("/office/backup-key").values.Get("recipient") != "age1wrong" {
		t.Error("what was typed is gone")
	}
	form.set("recipient", " "+ageKey+"\n").send().want(http.StatusOK).says("Saved.")
	steward.get("/office").hides("to whose key backups are sealed")
	s.holder(t, "azerbaijan", dialogue.Steward).get("/office/people").says("Backups Made.", "Backups Not made yet.")
}

// Ending all sessions ends them on every device, at the next request (C14).
func TestEndSessions(t *testing.T) {
	s := officeSite(t)
	here, there := s.holder(t, "azerbaijan", dialogue.CoChair), s.holder(t, "azerbaijan", dialogue.CoChair)
	here.get("/office").form("/office/sessions").send().want(http.StatusOK)
	if here.cookie() != "" {
		t.Error("still signed in here")
	}
	there.get("/office").want(http.StatusForbidden).says("You have been signed out.")
	s.holder(t, "azerbaijan", dialogue.CoChair).get("/office").want(http.StatusOK)
}

// Nobody but co-chairs finds the pages of co-chairs, and nobody but a side's
// moderator its queue (C10).
func TestOfficePagesForOthers(t *testing.T) {
	w := newOfficeWorld(t)
	pages := []string{"/forums/new", forumPath(w.Forum, "/dialogues/new"), forumPath(w.Forum, "/import"), proposalPath(w.Waits)}
	for _, id := range []dialogue.ID{w.Draft, w.Ready, w.Named, w.Old} {
		for _, page := range []string{"/settings", "/seeds", "/codes", "/proposals"} {
			pages = append(pages, pathOf(id, page))
		}
	}
	others := map[string]*client{"nobody": w.client(t), "participant": w.joined(t, w.Named, "armenia"),
		"moderator": w.holder(t, "azerbaijan", dialogue.Moderator), "steward": w.holder(t, "armenia", dialogue.Steward)}
	for who, c := range others {
		for _, page := range pages {
			if a := c.get(page); a.Status != http.StatusNotFound {
				t.Errorf("%s gets %d for %s", who, a.Status, page)
			}
		}
		if who != "moderator" {
			c.get(pathOf(w.Named, "/moderation")).want(http.StatusNotFound)
		}
	}
	w.holder(t, "azerbaijan", dialogue.CoChair).get(pathOf(w.Named, "/moderation")).want(http.StatusNotFound)
}
