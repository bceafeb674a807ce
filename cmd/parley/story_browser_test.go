package main

import (
	"strings"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/web/webtest"
)

// A phone is a small one, in which scripts of pages run or not.
type phone struct {
	*webtest.Tab
	*locale.Printer
	s    *stage
	name string
}

const phoneWidth = 320 // pixels: the smallest there is

func (s *stage) phone(b *webtest.Browser, t *testing.T, l locale.Language, scripts bool) *phone {
	return &phone{b.Tab(t, scripts), locale.For(l), s, t.Name()}
}

// visit opens a page in the phone's language.
func (p *phone) visit(path string) {
	p.s.t.Helper()
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	p.Visit(p.s.home+path+mark+"lang="+string(p.Language()), phoneWidth)
}

// look looks at the page: it fits, everybody can use it, no word is broken, and
// it is in the phone's language.
func (p *phone) look(name string) {
	p.s.t.Helper()
	if broken := p.BrokenWords("main :is(h1, h2, h3, button, label, legend, dt, th, summary, .button)"); len(broken) > 0 {
		p.s.t.Errorf("%s: broken words %v", name, broken)
	}
	body := webtest.Evaluate[string](p.Tab, `document.documentElement.outerHTML`)
	if got := webtest.Evaluate[string](p.Tab, `document.documentElement.lang`); got != string(p.Language()) {
		p.s.t.Errorf("%s is in %q", name, got)
	}
	for _, message := range noMessage.FindAllString(body, -1) {
		p.s.t.Errorf("%s: %s", name, message)
	}
	p.Look("story-" + name)
	for _, complaint := range p.Complaints() {
		p.s.t.Errorf("%s: the browser says: %s", name, complaint)
	}
	for _, address := range p.Strangers(p.s.home) {
		if !strings.HasPrefix(address, "data:") { // a browser's own, e.g. on a field for a day
			p.s.t.Errorf("%s asks for %s", name, address)
		}
	}
}

// reads fails the test unless the page says a message.
func (p *phone) reads(text string) {
	p.s.t.Helper()
	if said := webtest.Evaluate[string](p.Tab, `document.body.textContent`); !strings.Contains(strings.Join(strings.Fields(said), " "), text) {
		p.s.t.Errorf("it does not say %q: %s", text, strings.Join(strings.Fields(said), " "))
	}
}

// enter leaves whoever was here before, and types a code or a phrase on the
// first page.
func (p *phone) enter(typed string) {
	p.s.t.Helper()
	p.visit("/leave")
	p.visit("/")
	p.Type("#code", typed)
	p.Press("form.entry button")
	p.Forgive() // of leaving the browser says what it cannot clear
}

// The story on a cheap phone without scripts: somebody comes with a card,
// votes, writes, and comes back for the result (S30, C3).
func TestStoryOnAPhone(t *testing.T) {
	browser := webtest.Open(t)
	s := newStage(t, dialogue.Protected)
	p := s.phone(browser, t, "az", false)
	p.visit("/")
	p.look("start")
	p.enter(s.cards["azerbaijan"][storyCodes-1].String())
	p.look("offer")
	phrase := webtest.Evaluate[string](p.Tab, `[...document.querySelectorAll("ol.phrase li")].map(e => e.textContent).join(" ")`)
	p.Tick("#kept")
	p.Press("main form button")
	p.look("ballot")
	for n := range 6 {
		p.Press("button[value=" + []string{"agree", "disagree", "pass"}[n%3] + "]")
		if n == 0 {
			p.look("ballot-saved")
		}
	}
	p.reads(p.Count("ballot.all_done", 6))
	p.look("end")
	p.Press(`main a[href*="/write"]`)
	p.look("write")
	p.Type("#text", queues)
	p.Tick("#language-az")
	p.Press("main form button")
	p.reads(p.Text("mine.statement_waits"))
	p.look("mine")

	s.moderateOnAPhone(browser, t)
	s.approveOnAPhone(browser, t)
	s.fill(7)
	s.clock.move((storyDays + 3) * 24 * time.Hour)
	must(t, s.node.Tend(t.Context(), false))
	p.enter(phrase)
	p.reads(p.Text("dialogue.over"))
	p.look("closed")
	p.Press(`main a[href*="/result"]`)
	p.reads(storyTopic["az"])
	p.look("result")
}

// moderateOnAPhone has a moderator accept the statement that was written.
func (s *stage) moderateOnAPhone(b *webtest.Browser, t *testing.T) {
	p := s.phone(b, t, "ru", false)
	p.enter(s.offices[office{"azerbaijan", dialogue.Moderator}].phrase)
	p.look("office-moderator")
	p.Press(`main a[href*="/moderation"]`)
	p.look("moderation")
	p.Press("button[value=accepted]")
	p.reads(p.Text("queue.none"))
	p.look("moderation-done")
}

// approveOnAPhone has one co-chair propose another last day and the other
// approve it.
func (s *stage) approveOnAPhone(b *webtest.Browser, t *testing.T) {
	one, other := s.phone(b, t, "hy", false), s.phone(b, t, "en", false)
	one.enter(s.offices[office{"armenia", dialogue.CoChair}].phrase)
	one.look("office-chair")
	one.visit(s.dialogue + "/proposals")
	one.look("proposals")
	day := (dialogue.DayOf(s.clock.now()) + storyDays + 1).String()
	webtest.Evaluate[string](one.Tab, `document.getElementById("closing-day").value = "`+day+`"`)
	one.Press("form:has(#closing-day) button")
	one.reads(one.Text("proposal.not_approved"))
	one.look("proposal-proposed")

	other.enter(s.offices[office{"azerbaijan", dialogue.CoChair}].phrase)
	other.reads(other.Text("act.closing"))
	other.look("office-other-chair")
	other.Press(`main a[href*="/proposals/"]`)
	other.reads(day)
	other.look("proposal")
	other.Press("form[action*=approve] button")
	other.reads(other.Text("proposal_state.enacted"))
	other.look("proposal-enacted")
}

// With scripts allowed, in a named dialogue, the keys 1, 2 and 3 vote (R23).
func TestStoryByKeys(t *testing.T) {
	browser := webtest.Open(t)
	s := newStage(t, dialogue.Named)
	p := s.phone(browser, t, "en", true)
	p.enter(s.cards["armenia"][0].String())
	p.Tick("#kept")
	p.Press("main form button")
	p.look("keys")
	for n, key := range []string{"1", "2", "3", "1", "2", "3"} {
		before := webtest.Evaluate[string](p.Tab, `document.querySelector("input[name=statement]").value`)
		p.Key(key)
		if n == 5 {
			break
		}
		p.Until(`!!document.querySelector("input[name=statement]") && document.querySelector("input[name=statement]").value != "` + before + `"`)
	}
	p.Until(`!document.querySelector("button[name=choice]")`)
	p.reads(p.Count("ballot.all_done", 6))
	p.visit(s.dialogue + "/mine")
	for key, choice := range map[locale.Key]int{"ballot.agree": 2, "ballot.disagree": 2, "ballot.pass": 2} {
		if got := webtest.Evaluate[int](p.Tab, `[...document.querySelectorAll("#votes ~ ul .meta span")].filter(e => e.textContent == "`+p.Text(key)+`").length`); got != choice {
			t.Errorf("%s: %d, want %d", p.Text(key), got, choice)
		}
	}
}
