package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"parley/internal/dialogue"
)

// bracketed is a message without words.
var bracketed = regexp.MustCompile(`\[[a-z]+\.[a-z_]+\]`)

// The five acts by a browser without scripts: from a node that nobody has set
// up to a dialogue that people of both sides are in (rows S7, S79).
func TestFiveActs(t *testing.T) {
	s, token := emptySite(t)
	operator := s.client(t)

	// 1 and 2: the sides, and a link to every office of each.
	links := nameSides(operator.get("/set-up/" + token).want(http.StatusOK)).send().want(http.StatusOK).links()
	if len(links) != 6 {
		t.Fatalf("%d links", len(links))
	}
	operator.get("/set-up/" + token).want(http.StatusNotFound)
	chairs := map[dialogue.SideID]*client{}
	for i, link := range links {
		c := s.client(t)
		office := takeUp(t, c, strings.TrimPrefix(link, home))
		role, side := []string{"Steward", "Co-chair", "Moderator"}[i/2], [][]string{{"Georgia", "Moldova"}, {"Moldova", "Georgia"}}[i/2%2][i%2]
		office.says(role + ", " + side)
		if role == "Co-chair" {
			chairs[dialogue.SideID(strings.ToLower(side))] = c
		}
	}

	// 3: a forum.
	one, other := chairs["moldova"], chairs["georgia"]
	forum := one.get("/forums/new").want(http.StatusOK).form("/forums/new")
	for _, l := range dialogue.Languages() {
		forum.set("name_"+string(l), "Forum of orchards "+string(l))
	}
	office := forum.send().want(http.StatusOK).says("Forum of orchards en")

	// 4: a dialogue, its settings and statements.
	make := one.get(hrefTo(t, office, "/dialogues/new")).want(http.StatusOK).says("cannot be changed later")
	settings := make.form("/dialogues/new").set("kind", "named").send().want(http.StatusOK)
	path := strings.TrimSuffix(settings.Path, "/settings")
	fill := settings.form("/settings")
	for _, l := range dialogue.Languages() {
		fill.set("topic_"+string(l), "Orchards "+string(l)).set("description_"+string(l), "Who waters them "+string(l))
	}
	fill.send().want(http.StatusOK).says("Saved.").hides("still needed")
	for side, text := range map[string]string{"georgia": "Wells should be shared.", "moldova": "Apples should be sorted by size."} {
		one.get(path+"/seeds").form("/seeds").set("side", side).set("language", "en").set("text", text).send().want(http.StatusOK).says(text)
	}

	// 5: codes, of each side by its own co-chair, and the proposal to open.
	var codes [][]string
	for _, c := range []*client{other, one} {
		cards := c.get(path+"/codes").want(http.StatusOK).form("/codes").set("count", "3").send().want(http.StatusOK)
		found := codeOnCard.FindAllStringSubmatch(cards.Body, -1)
		if len(found) != 3 {
			t.Fatalf("%d cards", len(found))
		}
		codes = append(codes, found[0])
	}
	proposals := one.get(path + "/proposals").want(http.StatusOK).hides("Before the dialogue can open")
	proposal := proposals.form("/proposals", `value="open"`).set("last_day", "2026-12-01").send().want(http.StatusOK)
	proposal.says("2026-12-01", "Orchards en", "Who waters them en", "Statements to begin with 2", "New codes: Georgia 3", "Waits for approval")
	s.client(t).enter(codes[0][1]).want(http.StatusNotFound) // not valid yet
	other.get("/office").says("Open the dialogue – Orchards en")
	other.get(proposal.Path).form("/approve").send().want(http.StatusOK).says("Approved by every side, in force")
	for _, found := range codes {
		c := s.client(t)
		c.enter(found[1]).want(http.StatusOK).form("/join").set("kept", "yes").send().want(http.StatusOK)
	}
}

// nameSides fills in the form of set-up.
func nameSides(page *answer) *filled {
	f := page.form("/set-up/" + strings.TrimPrefix(page.Path, "/set-up/"))
	for _, l := range dialogue.Languages() {
		f.set("name_0_"+string(l), "Georgia").set("name_1_"+string(l), "Moldova")
	}
	return f.set("writes_0", "en").set("writes_1", "ru")
}

// takeUp takes up the office behind a link.
func takeUp(t *testing.T, c *client, link string) *answer {
	t.Helper()
	page := c.get(link).want(http.StatusOK).says("Your phrase", "Your revoke card")
	phraseOn(t, page)
	return page.form(link).set("kept", "yes").send().want(http.StatusOK)
}

// hrefTo returns the address of the first link on a page that ends so.
func hrefTo(t *testing.T, a *answer, end string) string {
	t.Helper()
	for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(a.Body, -1) {
		if strings.HasSuffix(m[1], end) {
			return m[1]
		}
	}
	t.Fatalf("%s has no link to %s", a.Path, end)
	return ""
}
