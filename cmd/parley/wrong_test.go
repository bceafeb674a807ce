package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// readers are one of each language, of both sides in turn.
var readers = []struct {
	language locale.Language
	side     dialogue.SideID
}{{"hy", "armenia"}, {"az", "azerbaijan"}, {"ru", "armenia"}, {"en", "azerbaijan"}}

// What opens nothing is said in the reader's language, with what was typed left
// for mending, and uses nothing up.
func TestWrongCodes(t *testing.T) {
	s := newStage(t, dialogue.Protected)
	for _, r := range readers {
		g := s.newGuest(r.side, r.language)
		stranger := s.someone(r.language)
		for _, typed := range []string{"", "42", g.card, "0000-0000-0000-0000", strings.Repeat("7", 2000), "ԱԲԳԴ", "<b>",
			"lora lora lora lora lora lora lora", mistyped(s.cards[r.side][25])} {
			page := stranger.enter(typed).is(http.StatusNotFound).says("refusal.nothing_opens")
			if got := page.value("code"); got != typed {
				t.Errorf("%q was typed, %q is left", typed, got)
			}
		}
		stranger.get("/").ok().button("enter.button").set("code", "\xff").send().is(http.StatusNotFound).says("refusal.nothing_opens")
	}
	if d, err := s.node.Store.Dialogue(t.Context(), s.number); err != nil || d.Allotment("armenia").Joined+d.Allotment("azerbaijan").Joined != 4 {
		t.Errorf("%+v have joined (%v)", d.Sides, err)
	}
}

// mistyped is a code with another last letter.
func mistyped(c dialogue.Code) string {
	c[len(c)-1] ^= 1
	return c.String()
}

// A card lets one in, also when its offer is taken up in two windows.
func TestOneOfferTwice(t *testing.T) {
	s := newStage(t, dialogue.Named)
	for i, r := range readers {
		card := s.cards[r.side][10+i].String()
		one, two := s.someone(r.language), s.someone(r.language)
		first, second := one.enter(card).ok().button("offer.button"), two.enter(strings.ToLower(card)).ok().button("offer.button")
		first.set("kept", "yes").send().ok().says("ballot.heading")
		refused := second.set("kept", "yes").send()
		if refused.status < 400 || refused.status > 499 {
			t.Errorf("the second gets %d: %s", refused.status, refused.plain())
		}
		two.get(s.dialogue + "/vote").ok().says("enter.label")
		second.values.Set("offer", "AAAA"+second.values.Get("offer")[4:])
		second.send().is(http.StatusForbidden).says("refusal.form_old")
	}
}

// What cannot be a statement is not one: it is said why, and what was typed
// stays to be mended.
func TestWrongStatements(t *testing.T) {
	s := newStage(t, dialogue.Named)
	for _, r := range readers {
		g := s.newGuest(r.side, r.language)
		long := strings.Repeat("ա", 121)
		for _, c := range []struct {
			text, language, key string
			pairs               []any
		}{
			{"", "hy", "refusal.statement_empty", nil},
			{"   ", "az", "refusal.statement_empty", nil},
			{long, "hy", "refusal.text_long", []any{"Limit", 120, "Length", 121}},
			{"2026!", "en", "refusal.statement_language", nil},
			{"Schools should close at noon.", "hy", "refusal.statement_language", nil},
			{"Դպրոցները պետք է փակվեն կեսօրին։", "ru", "refusal.statement_language", nil},
			{"Schools should close at noon.", "xx", "refusal.statement_language", nil},
			{"Schools should close at noon.", "", "refusal.statement_language", nil},
			{"schools should EXCHANGE letters", "en", "", nil},
		} {
			page := g.get(s.dialogue+"/write").ok().button("write.button").set("text", c.text).set("language", c.language).send().is(http.StatusBadRequest)
			if c.key != "" {
				page.says(locale.Key(c.key), c.pairs...)
			} else {
				twice, _, _ := strings.Cut(g.Text("refusal.statement_twice", "Number", "#"), "#")
				page.quotes(twice)
			}
			if got := page.value("text"); got != strings.TrimSpace(c.text) {
				t.Errorf("%q was typed, %q is left", c.text, got)
			}
		}
		g.get(s.dialogue+"/write").ok().button("write.button").set("text", "\xff\xfe").set("language", "en").send().
			is(http.StatusBadRequest).says("refusal.text_encoding")
		g.get(s.dialogue+"/write").ok().button("write.button").set("text", strings.Repeat("long ", 20_000)).set("language", "en").send().
			is(http.StatusBadRequest).says("refusal.form_long")
		g.get(s.dialogue + "/mine").ok().says("mine.no_statements")
	}
	s.clock.move((storyDays - 1) * 24 * time.Hour)
	late := s.guests[0]
	late.enter(late.phrase)
	late.get(s.dialogue + "/write").ok().says("write.over")
	late.post(s.dialogue+"/write", url.Values{"text": {lamps}, "language": {"hy"}}).is(http.StatusForbidden).says("refusal.writing_over")
}

// post sends what no form of the page would send, with the token of one.
func (p *person) post(path string, fields url.Values) *sheet {
	p.t.Helper()
	f := p.get("/").ok().button("nav.sign_out")
	f.form.attr["action"] = path
	fields.Set("token", f.values.Get("token"))
	f.values = fields
	return f.send()
}

// A vote on what cannot be voted on changes nothing, and says why.
func TestWrongVotes(t *testing.T) {
	s := newStage(t, dialogue.Protected)
	author := s.newGuest("azerbaijan", "az")
	waiting := author.write(s.dialogue, queues, "az")
	withdrawn := author.write(s.dialogue, twofold, "az")
	number, _ := dialogue.ParseStatementID(withdrawn)
	moderator := s.offices[office{"azerbaijan", dialogue.Moderator}]
	moderator.enter(moderator.phrase).ok()
	moderator.get(s.dialogue+"/moderation").ok().pressIn([]string{twofold}, moderator.Text("queue.accept")).send().ok()
	author.get(s.dialogue+"/mine").ok().pressIn([]string{twofold}, author.Text("mine.withdraw_now")).send().ok().says("mine.statement_withdrawn")
	for _, r := range readers {
		g := s.newGuest(r.side, r.language)
		good := g.get(s.dialogue + "/vote").ok().button("ballot.agree")
		there := good.values.Get("statement")
		for _, statement := range []string{"", "1", "999999", "x", "-5", waiting, number.String()} {
			g.post(s.dialogue+"/votes", url.Values{"statement": {statement}, "choice": {"agree"}}).
				is(http.StatusNotFound).says("refusal.statement_unknown")
		}
		for _, wrong := range []string{"", "maybe", "1"} {
			g.post(s.dialogue+"/votes", url.Values{"statement": {there}, "choice": {wrong}}).is(http.StatusBadRequest).says("refusal.choice")
		}
		token := good.values.Get("token")
		good.values.Set("token", "x"+token)
		good.send().is(http.StatusForbidden).says("refusal.form_old")
		g.get(s.dialogue + "/mine").ok().says("mine.no_votes")
		good.values.Set("token", token)
		good.send().ok()
		good.send().ok().counts("ballot.progress", 6, "Voted", 1) // sent twice, counted once
		g.get("/dialogues/0000000000000/vote").is(http.StatusNotFound).says("refusal.dialogue_unknown")
	}
}

// write puts a statement forward and returns its number.
func (g *guest) write(at, text, language string) string {
	g.t.Helper()
	page := g.get(at+"/write").ok().button("write.button").set("text", text).set("language", language).send().ok().says("mine.statement_waits")
	where, err := url.Parse(page.path)
	must(g.t, err)
	return where.Query().Get("written")
}

// When the last day has passed nothing moves any more, also if the clock then
// jumps back.
func TestAfterTheLastDay(t *testing.T) {
	s := newStage(t, dialogue.Named)
	for _, r := range readers {
		g := s.newGuest(r.side, r.language)
		g.voteOnAll(s.dialogue, 6)
	}
	s.clock.move((storyDays + 1) * 24 * time.Hour)
	s.checkOver()
	must(t, s.node.Tend(t.Context(), true))
	s.checkOver()
	before := s.someone("ru").get(s.dialogue + "/map.json").ok().body
	s.clock.move(-30 * 24 * time.Hour)
	must(t, s.node.Tend(t.Context(), true))
	s.checkOver()
	if after := s.someone("ru").get(s.dialogue + "/map.json").ok().body; after != before {
		t.Errorf("before %s, then %s", before, after)
	}
}

// checkOver has everybody try what is not possible any more.
func (s *stage) checkOver() {
	s.t.Helper()
	for _, g := range s.guests {
		g.forget()
		g.enter(g.phrase).ok()
		mine := g.get(s.dialogue + "/mine").ok().hides(g.Text("mine.undo"))
		g.get(s.dialogue + "/vote").ok().says("dialogue.over")
		statement := strings.TrimPrefix(mine.find(func(e *element) bool { return strings.HasPrefix(e.attr["id"], "v") && e.name == "li" })[0].attr["id"], "v")
		g.post(s.dialogue+"/votes", url.Values{"statement": {statement}, "choice": {"pass"}}).is(http.StatusForbidden).says("refusal.not_open")
		g.post(s.dialogue+"/votes/undo", url.Values{"statement": {statement}}).is(http.StatusForbidden).says("refusal.closed")
		g.post(s.dialogue+"/write", url.Values{"text": {lamps}, "language": {"hy"}}).is(http.StatusForbidden).says("refusal.not_open")
		g.get(s.dialogue + "/take-back").ok().says("takeback.too_late")
		g.post(s.dialogue+"/take-back", url.Values{"sure": {"yes"}}).is(http.StatusForbidden).says("refusal.closed")
		if after := g.get(s.dialogue + "/mine").ok().plain(); after != mine.plain() {
			s.t.Errorf("%s has changed to %s", mine.plain(), after)
		}
		s.someone(g.Language()).enter(s.cards[g.side][24].String()).is(http.StatusForbidden).says("refusal.closed")
	}
}
