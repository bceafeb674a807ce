package main

import (
	"testing"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// A newcomer votes with a code that `parley demo` printed, approves what a
// co-chair is asked, and reads a whole result. Every page about the dialogues
// says that a program made the votes.
func TestNewcomerTriesEverything(t *testing.T) {
	home, n, keys, closed := newDemo(t)
	sides, err := n.Sides(t.Context())
	must(t, err)
	for i, l := range locale.Languages() {
		side := sides[i%len(sides)]
		p := newPerson(t, &home, l)
		offer := p.get("/enter?code=" + keys.Codes[side.ID][i/len(sides)].String()).ok().button("enter.button").send().ok().says("site.simulated")
		ballot := offer.button("offer.button").set("kept", "yes").send().ok().says("site.simulated")
		ballot.button("ballot.agree").send().ok().says("ballot.saved", "Choice", p.Text("ballot.agree")).says("site.simulated")
		ballot.to("nav.dialogue").says("site.simulated").to("dialogue.to_write").says("write.rule_one")
		p.get("/leave").ok()

		p.enter(string(keys.Phrases[side.ID][dialogue.CoChair])).ok().says("office.no_tasks")
		p.enter(string(keys.Phrases[side.ID][dialogue.Moderator]))
		p.get("/leave").ok()
		p.get("/dialogues/" + dialogue.FormatID(closed)).ok().says("site.simulated").to("dialogue.to_result").says("site.simulated").says("reading.divide")
	}
}
