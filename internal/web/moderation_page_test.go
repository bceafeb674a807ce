package web

import (
	"context"
	"net/http"
	"testing"

	"parley/internal/dialogue"
)

// A moderator decides on the statements of the own side, by published reasons,
// and the author is told.
func TestModeration(t *testing.T) {
	s := newSite(t)
	author := s.joined(t, s.Named, "armenia")
	for _, text := range []string{"Trains should stop at every village.", "Would trains be better?"} {
		author.get(pathOf(s.Named, "/write")).form("/write").set("text", text).set("language", "en").send().want(http.StatusOK)
	}
	moderator, stranger := s.holder(t, "armenia", dialogue.Moderator), s.holder(t, "azerbaijan", dialogue.Moderator)
	moderator.get("/office").says("2 statements wait for your decision")
	stranger.get("/office").says("Nothing waits for you now.")
	stranger.get(pathOf(s.Named, "/moderation")).want(http.StatusOK).says("Nothing is waiting.").hides("Trains should stop")

	page := moderator.get(pathOf(s.Named, "/moderation")).want(http.StatusOK)
	id := s.numberOf(t, "Trains should stop at every village.")
	question := s.numberOf(t, "Would trains be better?")
	page.form("/moderation", id).press("to", "accepted").want(http.StatusOK).says("Saved.", "Accepted")
	page.form("/moderation", question).press("to", "rejected").want(http.StatusBadRequest).
		says("reject it with a reason from the list", "Statement "+question+" Would trains be better?")
	page.form("/moderation", question).set("reason", "question").press("to", "rejected").want(http.StatusOK).says("It is a question")
	page.form("/moderation", question).set("reason", "it is ugly").press("to", "rejected").want(http.StatusBadRequest)
	author.get(pathOf(s.Named, "/mine")).says("It is a question", "Accepted")

	moderator.get(pathOf(s.Named, "/moderation?statement="+question)).says("Rejected").
		form("/moderation", question).press("to", "accepted").want(http.StatusOK)
	author.get(pathOf(s.Named, "/mine")).hides("It is a question")
	fields := page.form("/moderation", id).values
	fields.Set("token", stranger.get("/office").form("/office/sessions").values.Get("token"))
	fields.Set("to", "accepted")
	stranger.post(pathOf(s.Named, "/moderation"), fields).want(http.StatusNotFound)
}

// The balance says on how many statements voices of one's own side are missing,
// and nothing of who comes on the other.
func TestBalance(t *testing.T) {
	s := newSite(t)
	s.holder(t, "azerbaijan", dialogue.Moderator).get(pathOf(s.Named, "/moderation")).
		says("Azerbaijan 6 6 12", "Armenia 6 6 not shown")
	s.holder(t, "armenia", dialogue.Moderator).get(pathOf(s.Named, "/moderation")).
		says("Armenia 6 6 12", "Azerbaijan 6 6 not shown")
}

// After the last day nothing is decided any more.
func TestModerationWhenOver(t *testing.T) {
	s := newSite(t)
	session := s.member(t, s.Named, "azerbaijan")
	_, err := s.Node.Write(context.Background(), session, "Roofs should be green.", "en")
	check(t, err)
	s.close(t)
	s.holder(t, "azerbaijan", dialogue.Moderator).get(pathOf(s.Named, "/moderation")).want(http.StatusOK).
		says("nothing can be decided now", "Roofs should be green.").hides("Reject")
}

// numberOf returns the number of a statement of the named dialogue.
func (s *fixtureSite) numberOf(t *testing.T, text string) string {
	t.Helper()
	all, err := s.Node.Store.Statements(context.Background(), s.Named)
	check(t, err)
	for _, statement := range all {
		if statement.Text == text {
			return statement.ID.String()
		}
	}
	t.Fatalf("nobody said %q", text)
	return ""
}
