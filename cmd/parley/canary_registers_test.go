package main

import (
	"regexp"
	"strings"

	"parley/internal/dialogue"
)

// keepRegisters has both sides write into registers, together and each for itself,
// approve, take back and reply; somebody suggests; and somebody takes consent back.
func (f *flock) keepRegisters() {
	in := []string{"register_record.body", "paper.body"}
	at := "/registers/commitments"
	dropped := f.post("azerbaijan", at+"/new", "/new", "f.action.0_in", "en", "f.action.0_en", f.sayGone("dropped", "paper.body"), "level", "public", "wanted", "dropped")
	proposal := dropped.formTo("/propose").send().ok()
	proposal.formTo("/withdraw").send().ok()
	f.post("azerbaijan", at+"/dropped", "/drop")

	made := f.post("armenia", at+"/new", "/new", append(f.wordsIn("f.action.0", "action", in...), "f.number.0_in", "en", "f.number.0_en", f.say("number", in...),
		"level", "public", "wanted", f.say("wanted", append(in, "register_record.key", "suggestion.record", "suggestion.body", "assessment.item", "coding.item", "assessment_cycle.body")...),
		"why_in", "en", "why_en", f.say("why", in...), "sources", f.say("worksource", in...)+" | "+f.say("worksection", in...))...)
	proposal = made.formTo("/propose").send().ok()
	f.bindForum(proposal)
	record := at + "/qzwantedqz"
	f.post("azerbaijan", record+"/column", "/column", append(f.wordsIn("f.what_was_done.0", "wasdone", in...), "f.done", "being_done", "why_in", "en", "why_en", f.say("whydone", in...))...)
	f.post("armenia", record+"/reply?field=action", "/reply", "stance", "doubt", "words_in", "en", "words_en", f.say("doubt", in...))
	f.someone().get(record).ok().quotes("qzactionqz", "qzwasdoneqz")
	f.someone().get(at+"/suggest?record=qzwantedqz").ok().formTo("/suggest").with("words", f.say("suggested", "suggestion.body"), "language", "en").send().ok()
	f.someone().get("/registers/search?q=" + f.never("qzsoughtqz")).ok()

	quiet := f.post("armenia", "/registers/reserve/new", "/new", "f.name.0_in", "en", "f.name.0_en", f.say("steady"), "f.state_now", "dormant",
		"f.skills.0_in", "en", "f.skills.0_en", f.say("skill"), "level", "side", "held", "yes")
	f.post("armenia", pathAlone(quiet)+"/consent", "/consent/withdraw", "use", "hold")
	f.post("armenia", "/registers/reserve/new", "/new", "f.name.0_in", "en", "f.name.0_en", f.say("stays"), "f.state_now", "dormant", "level", "side", "held", "yes")
	f.assess(record)
	f.record = strings.TrimPrefix(record, at+"/")
}

// assess has each side rate a commitment under seal, one with its words kept here,
// and both reveal; one rating stays sealed.
func (f *flock) assess(record string) {
	all := f.at("azerbaijan", dialogue.CoChair).get("/registers/commitments/assessments/new").ok()
	cycle := all.formTo("/assessments/new").with("period", "2026-Q1", "last_day", f.day(40), "agreement", f.say("agreement", "assessment_cycle.body"),
		"kind", "provision", "codebook", "pis-1.0", "item", strings.TrimPrefix(record, "/registers/commitments/"), "obliged_qzwantedqz", "both").send().ok()
	f.post("armenia", pathAlone(cycle), "/confirm")
	rows := regexp.MustCompile(`/cycles/[0-9a-z]{13}/rows/[^"?/]+`).FindAllString(f.at("armenia", dialogue.CoChair).get(pathAlone(cycle)).ok().body, -1)
	if len(rows) < 2 {
		f.t.Fatalf("a cycle with %d rows", len(rows))
	}
	rates := []string{"rating", "2", "timeliness", "on_time", "correspondence", "matches", "confidence", "2"}
	for _, side := range flockSides {
		f.at(side, dialogue.Moderator).get(rows[0] + "/code").ok().formTo("/code").with(rates...).send().ok()
		f.post(side, rows[0]+"/commit", "/commit", append(f.wordsIn("reason", "rated"+string(side)), append(rates, "blockage", "none")...)...)
	}
	f.post("armenia", rows[1]+"/commit", "/commit", append(f.wordsIn("reason", "sealed"), append(rates, "blockage", "none")...)...)
	for _, side := range flockSides {
		f.post(side, rows[0], "/reveal")
	}
	f.at("armenia", dialogue.Steward).get(rows[0]).ok()
}
