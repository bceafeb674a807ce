package web

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// One person's whole way, without a script: a card's code, a vote on every
// statement, a change, an undo, a statement, and everything taken back (S30).
func TestJourney(t *testing.T) {
	s := newSite(t)
	c := s.client(t)
	code := s.code(t, s.Protected, "azerbaijan")

	offer := c.get("/enter?code=" + code.String()).want(http.StatusOK).form("/enter").send().want(http.StatusOK)
	offer.says("Your phrase", "Your revoke card", "Water and roads (en)", "Azerbaijan", "What nobody can promise you",
		"At most 200 characters", "Majority")
	phrase := strings.Join(phraseOn(t, offer), " ")
	offer.form("/join").send().want(http.StatusBadRequest).says(phrase, "Write down the seven words first")
	first := offer.form("/join").set("kept", "yes").send().want(http.StatusOK)
	if !strings.HasSuffix(first.Path, "/vote") {
		t.Errorf("led to %s", first.Path)
	}

	last := c.voteOnAll(s.Protected, "agree", "disagree", "pass")
	last.says("You have voted on all 12 statements.")

	mine := c.get(pathOf(s.Protected, "/mine")).want(http.StatusOK)
	if n := strings.Count(mine.Body, "/votes/undo"); n != 12 {
		t.Fatalf("%d votes are listed", n)
	}
	number := mine.form("/votes/undo").values.Get("statement")
	change := c.get(pathOf(s.Protected, "/vote?from=mine&statement="+c.veiled(s, statementOf(t, number)))).want(http.StatusOK).says("Your vote so far")
	change.form("/votes").set("important", "yes").press("choice", "pass").want(http.StatusOK).
		says("Your vote is saved.", "important to me")
	c.get(pathOf(s.Protected, "/mine")).form("/votes/undo", number).send().want(http.StatusOK).
		says("Your vote is undone")
	c.get(pathOf(s.Protected, "/vote")).want(http.StatusOK).says("Voted: 11 of 12")

	written := c.get(pathOf(s.Protected, "/write")).want(http.StatusOK).form("/write").
		set("text", "Buses should run on Sundays too.").set("language", "en").send().want(http.StatusOK)
	written.says("It waits for a moderator of your side.", "Buses should run on Sundays too.", "Waits for a moderator")

	c.get(pathOf(s.Protected, "/take-back")).want(http.StatusOK).says("deleted: 11", "deleted: 1").
		form("/take-back").send().want(http.StatusBadRequest)
	c.get(pathOf(s.Protected, "/take-back")).form("/take-back").set("sure", "yes").send().
		want(http.StatusOK).says("Everything is taken back")
	if c.cookie() != "" {
		t.Error("still signed in")
	}
	again := s.client(t)
	again.enter(phrase).want(http.StatusNotFound)
	again.enter(code.String()).want(http.StatusNotFound).says("This opens nothing here")
}

// voteOnAll votes on what is shown, in turn with the choices, until nothing
// more is.
func (c *client) voteOnAll(id dialogue.ID, choices ...string) *answer {
	c.t.Helper()
	page := c.get(pathOf(id, "/vote")).want(http.StatusOK)
	for i := 0; strings.Contains(page.Body, `name="choice"`); i++ {
		if i > 100 {
			c.t.Fatal("there is no end")
		}
		page = page.form("/votes").press("choice", choices[i%len(choices)]).want(http.StatusOK)
		page.says("Your vote is saved")
	}
	return page
}

// What a moderator decides is told to the author, with the reason in words, and
// to nobody who would thereby learn who the author is.
func TestWhatBecomesOfAStatement(t *testing.T) {
	s := newSite(t)
	c := s.joined(t, s.Named, "armenia")
	write := func(text string) dialogue.StatementID {
		form := c.get(pathOf(s.Named, "/write")).form("/write").set("text", text).set("language", "en")
		form.send().want(http.StatusOK)
		queue, err := s.Node.Queue(context.Background(), s.viewer("armenia", dialogue.Moderator), s.Named)
		if err != nil || len(queue.Pending) != 1 {
			t.Fatal(err, queue)
		}
		return queue.Pending[0].ID
	}
	decide := func(id dialogue.StatementID, to dialogue.State, why dialogue.Reason) {
		if err := s.Node.Moderate(context.Background(), s.viewer("armenia", dialogue.Moderator), s.Named, id, to, why); err != nil {
			t.Fatal(err)
		}
	}
	good, bad := write("Trains should carry bicycles."), dialogue.StatementID(0)
	decide(good, dialogue.Accepted, "")
	bad = write("Should trains carry bicycles")
	decide(bad, dialogue.Rejected, "question")
	c.get(pathOf(s.Named, "/mine")).says("Trains should carry bicycles.", "Accepted", "Rejected", "It is a question")

	other := s.joined(t, s.Named, "azerbaijan")
	other.get(pathOf(s.Named, "/mine")).hides("bicycles")
	other.get(pathOf(s.Named, "/log")).want(http.StatusOK).says(good.String(), bad.String(), "It is a question", "Armenia").hides("bicycles")
	other.get(pathOf(s.Named, "/vote?statement="+other.veiled(s, bad))).want(http.StatusNotFound)
	other.get(pathOf(s.Named, "/vote?statement="+other.veiled(s, good))).want(http.StatusOK).says("Trains should carry bicycles.")

	gone := c.get(pathOf(s.Named, "/mine")).form("/statements/withdraw", good.String()).send().want(http.StatusOK)
	gone.says("Your statement is withdrawn").hides("Trains should carry bicycles.")
	other.get(pathOf(s.Named, "/vote?statement="+other.veiled(s, good))).want(http.StatusNotFound)
	other.post(pathOf(s.Named, "/statements/withdraw"), other.formOf(pathOf(s.Named, "/mine"), bad)).want(http.StatusNotFound)
}

// statementOf reads the number of a statement.
func statementOf(t *testing.T, number string) dialogue.StatementID {
	t.Helper()
	id, ok := dialogue.ParseStatementID(number)
	if !ok {
		t.Fatalf("%q is no statement", number)
	}
	return id
}

// formOf returns the fields of a form that names a statement, with the token of
// a page.
func (c *client) formOf(page string, id dialogue.StatementID) map[string][]string {
	token := c.get(page).form("/sign-out").values.Get("token")
	return map[string][]string{"token": {token}, "statement": {id.String()}}
}
