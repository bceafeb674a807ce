package main

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	must(t, err)
	return text
}

// enter types a code or a phrase on the first page.
func (p *person) enter(typed string) *sheet {
	p.t.Helper()
	return p.get("/enter").ok().button("enter.button").set("code", typed).send()
}

// newGuest takes part with the next card of a side, up to the first statement.
func (s *story) newGuest(side dialogue.SideID, l locale.Language) *guest {
	place := 0
	for _, g := range s.guests {
		if g.side == side {
			place++
		}
	}
	g := &guest{person: s.someone(l), side: side, place: place, card: s.cards[side][place].String()}
	offer := g.get("/enter?code=" + g.card).ok().button("enter.button").send().ok()
	offer.says("offer.lead").says("cards.limit_style").quotes(storyTopic[dialogue.Language(l)], storyAbout[dialogue.Language(l)],
		storySides[side].Names[dialogue.Language(l)])
	g.phrase = keptPhrase(offer)
	offer.button("offer.button").send().is(http.StatusBadRequest).says("offer.keep_first")
	offer.button("offer.button").set("kept", "yes").send().ok().says("ballot.heading")
	s.guests = append(s.guests, g)
	return g
}

// join lets the six in, who write two statements each. What is wrong is said
// and costs nothing.
func (s *story) join() {
	for i, told := range tales {
		g := s.newGuest(told.side, locale.Language(told.language))
		form := g.get(s.dialogue + "/vote").ok().to("dialogue.to_write").says("write.rule_one").button("write.button")
		for n, text := range told.writes {
			form.set("text", text).set("language", string(told.language)).send().ok().
				says("mine.statement_waits").says("state.pending").quotes(text).hides(tales[(i+1)%len(tales)].writes[n])
		}
		again := form.set("text", "Schools should exchange letters!").set("language", "en").send().is(http.StatusBadRequest)
		if again.value("text") != "Schools should exchange letters!" {
			s.t.Errorf("what was typed is gone: %s", again.plain())
		}
		s.someone(locale.Language(told.language)).enter(g.card).is(http.StatusNotFound).says("refusal.nothing_opens")
	}
}

// moderate has each moderator decide on the own side's statements: six each, of
// which one is rejected.
func (s *story) moderate() {
	for side := range storySides {
		moderator := s.offices[office{side, dialogue.Moderator}]
		queue := moderator.get("/office").ok().follow(moderator.Count("office.pending", 6))
		for _, told := range tales {
			for _, text := range told.writes {
				if told.side != side {
					queue.hides(text)
					continue
				}
				queue = s.decide(queue, text)
			}
		}
		queue.says("queue.none")
	}
	for i, told := range tales {
		mine := s.guests[i].get(s.dialogue + "/mine").ok().says("state.accepted")
		if why := storyReasons[told.writes[1]]; why != "" {
			mine.says("state.rejected").says(locale.Key("reason." + string(why)))
		}
	}
	log := s.guests[0].get(s.dialogue).ok().to("log.title").says("reason.question").says("reason.several_ideas")
	log.hides(asked, twofold)
}

func (s *story) decide(queue *sheet, text string) *sheet {
	why := storyReasons[text]
	if why == "" {
		return queue.pressIn([]string{text}, queue.p.Text("queue.accept")).send().ok().says("office.saved")
	}
	queue.pressIn([]string{text}, queue.p.Text("queue.reject")).send().is(http.StatusBadRequest).says("refusal.reason")
	return queue.pressIn([]string{text}, queue.p.Text("queue.reject")).set("reason", string(why)).send().ok().says("office.saved")
}

// storyStatements is how many there are to vote on.
const storyStatements = 6 + 12 - 2

// vote has everybody who is there vote on everything.
func (s *story) vote() {
	for _, g := range s.guests {
		g.voteOnAll(s.dialogue, storyStatements)
	}
}

// voteOnAll votes on whatever comes, until the page says that it is all.
func (g *guest) voteOnAll(at string, statements int) {
	g.t.Helper()
	page := g.get(at + "/vote").ok()
	for n := range statements {
		if len(page.find(ofClass("claim"))) == 0 {
			g.t.Fatalf("after %d statements: %s", n, page.plain())
		}
		text := page.find(ofClass("claim"))[0].words()
		which := choice(text, g.side, g.place)
		form := page.press(g.Text(locale.Key("ballot." + which)))
		if n%5 == 0 {
			form.set("important", "yes")
		}
		page = form.send().ok().says("ballot.saved", "Choice", g.Text(locale.Key("ballot."+which))).quotes(text)
	}
	page.counts("ballot.all_done", statements)
}

// change has one change a vote, one undo, one come back with the phrase, and
// one take everything back.
func (s *story) change() {
	s.changeVote(s.guests[0])
	s.undo(s.guests[1])
	s.comeBack(s.guests[2])
	s.takeBack(s.guests[3], tales[3].writes)
}

func (s *story) changeVote(g *guest) {
	mine := g.get(s.dialogue + "/mine").ok()
	text := mine.find(ofClass("own"))[3].words()
	for _, a := range mine.find(named("a")) {
		if a.words() == g.Text("ballot.change") && strings.Contains(itemOf(a).words(), text) {
			g.get(a.attr["href"]).ok().says("ballot.heading_change").quotes(text).button("ballot.pass").send().ok().says("mine.vote_saved")
			return
		}
	}
	s.t.Fatalf("the vote on %q cannot be changed", text)
}

func (s *story) undo(g *guest) {
	mine := g.get(s.dialogue + "/mine").ok()
	undone := mine.pressIn([]string{queues}, g.Text("mine.undo")).send().ok().says("mine.vote_undone")
	again := undone.to("nav.vote").counts("ballot.progress", storyStatements, "Voted", storyStatements-1).quotes(queues)
	again.button("ballot.agree").send().ok().counts("ballot.all_done", storyStatements)
}

// comeBack loses the browser and comes back with the phrase, to the same page.
func (s *story) comeBack(g *guest) {
	before := g.get(s.dialogue + "/mine").ok().plain()
	g.forget()
	g.get(s.dialogue + "/mine").ok().says("enter.label")
	g.enter("lora " + g.phrase).is(http.StatusNotFound).says("refusal.nothing_opens")
	g.enter(strings.ToUpper(strings.ReplaceAll(g.phrase, " ", "-"))).ok()
	if after := g.get(s.dialogue + "/mine").ok().plain(); after != before {
		s.t.Errorf("before it was %q, after coming back %q", before, after)
	}
}

// takeBack takes everything back: nobody sees it any more, and the phrase opens
// nothing.
func (s *story) takeBack(g *guest, wrote [2]string) {
	page := g.get(s.dialogue+"/mine").ok().to("takeback.title").counts("takeback.votes", storyStatements).counts("takeback.statements", 2)
	page.button("takeback.button").send().is(http.StatusBadRequest).says("takeback.confirm_first").
		button("takeback.button").set("sure", "yes").send().ok().says("takeback.done")
	g.enter(g.phrase).is(http.StatusNotFound).says("refusal.nothing_opens")
	s.guests[0].get(s.dialogue+"/mine").ok().hides(wrote[0], wrote[1])
	g.gone = true
}

// itemOf is the item of a list in which an element stands.
func itemOf(e *element) *element {
	for e.in != nil && e.name != "li" {
		e = e.in
	}
	return e
}

// pause has one co-chair pause at once, and both go on.
func (s *story) pause() {
	one, other := s.offices[office{"azerbaijan", dialogue.CoChair}], s.offices[office{"armenia", dialogue.CoChair}]
	g := s.guests[4]
	ballot := g.get(s.dialogue + "/mine").ok().to("ballot.change")
	one.get(s.dialogue+"/proposals").ok().button("proposal.pause_submit").send().ok().
		says("proposal.is_paused", "Side", storySides["azerbaijan"].Names[dialogue.Language(one.Language())])
	ballot.button("ballot.disagree").send().is(http.StatusForbidden).says("refusal.paused")
	g.get(s.dialogue + "/vote").ok().says("dialogue.halted")
	s.someone("ru").enter(s.cards["armenia"][20].String()).is(http.StatusForbidden).says("refusal.paused")
	g.get(s.dialogue + "/mine").ok().says("mine.undo") // less visible always works
	proposal := other.get(s.dialogue + "/proposals").ok().button("proposal.submit").send().ok().says("act.resume")
	g.get(s.dialogue + "/vote").ok().says("dialogue.halted")
	one.get(proposal.path).ok().button("proposal.approve").send().ok().says("proposal_state.enacted")
	s.someone("ru").enter(s.cards["armenia"][20].String()).ok().says("offer.lead")
}

// fill lets others in and has them vote, until there are enough of each side.
func (s *story) fill(statements int) {
	for side := range storySides {
		for n := 0; s.staying(side) < storySeats; n++ {
			l := storySides[side].Languages[n%2]
			s.newGuest(side, locale.Language(l)).voteOnAll(s.dialogue, statements)
		}
	}
}

// staying is how many of a side have not taken everything back.
func (s *story) staying(side dialogue.SideID) (n int) {
	for _, g := range s.guests {
		if g.side == side && !g.gone {
			n++
		}
	}
	return n
}
