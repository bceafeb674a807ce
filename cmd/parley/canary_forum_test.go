package main

import (
	"net/http"
	"regexp"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// post fills in a form that is found by its address, and sends it.
func (f *flock) post(side dialogue.SideID, at, ending string, fields ...string) *sheet {
	f.t.Helper()
	return f.at(side, dialogue.CoChair).get(at).ok().formTo(ending).with(fields...).send().ok()
}

// inPapers are the columns in which words of a forum's work may be: those in which it is
// prepared, and the papers that were proposed of it.
func inPapers(column string) []string { return []string{column, "paper.body"} }

// wordsIn are fields of words in two languages.
func (f *flock) wordsIn(field, label string, in ...string) []string {
	return []string{field + "_in", "en", field + "_en", f.say(label, in...), field + "_approved", "hy",
		field + "_hy", f.sayIn("hy", label, in...)}
}

func pathAlone(s *sheet) string {
	path, _, _ := strings.Cut(s.path, "?")
	return path
}

// A matter is what the flock works out, by address.
type matter struct{ issue, joint, recommendation, report string }

// workOut has both sides write, seal, exchange, respond, agree and recommend, and
// take back what can be taken back.
func (f *flock) workOut() {
	at := "/forums/" + f.forum
	issue := inPapers("issue.body")
	f.matter.issue = pathAlone(f.post("armenia", at+"/issues/new", "/issues/new",
		append(f.wordsIn("title", "issue", issue...), "provisions", f.say("provision", issue...), "inferred", f.say("inferred", issue...))...))
	for _, side := range flockSides {
		f.writeClaim(side, f.matter.issue, f.wordsIn("words", "claim"+string(side), issue...)...)
	}
	f.writeClaim("azerbaijan", f.matter.issue, append(f.wordsIn("words", "voiced", issue...), "holder", "voice", "whose_in", "en",
		"whose_en", f.say("whose", issue...), "sources", f.say("source", issue...)+" | "+f.say("section", issue...))...)
	f.writeClaim("armenia", f.matter.issue, append(f.wordsIn("words", "expected", issue...), "expects", "yes", "of", "azerbaijan",
		"sign_in", "en", "sign_en", f.say("claimsign", issue...))...)
	early := f.writeClaim("azerbaijan", f.matter.issue, "words_en", f.sayGone("early", "issue.body"))
	f.post("azerbaijan", early, "/withdraw")
	for _, side := range flockSides {
		f.post(side, f.matter.issue, "/seal")
	}
	f.respond()
	f.writeTogether()
	f.leaveOpen()
}

// writeClaim adds a claim of a side and returns its address.
func (f *flock) writeClaim(side dialogue.SideID, issue string, fields ...string) string {
	f.t.Helper()
	page := f.post(side, issue+"/claims/new", "/claims/new", append([]string{"words_in", "en", "holder", "delegation"}, fields...)...)
	all := regexp.MustCompile(`"(`+issue+`/claims/[0-9a-z]{13})["?]`).FindAllStringSubmatch(page.body, -1)
	return all[len(all)-1][1] // of those that the side can change, the newest
}

// respond has each side answer the other after the exchange, in two versions, and
// take a claim back that was exchanged.
func (f *flock) respond() {
	issue := inPapers("issue.body")
	late := f.writeClaim("armenia", f.matter.issue, "words_en", f.sayGone("late", "issue.body"))
	f.post("armenia", late, strings.TrimPrefix(late, f.matter.issue), "words_en", f.sayGone("later", "issue.body"))
	f.post("azerbaijan", late+"/response", "/response", "words_in", "en", "words_en", f.say("tolate", issue...))
	f.post("armenia", late, "/withdraw")

	page := f.at("armenia", dialogue.CoChair).get(f.matter.issue).ok()
	claim := regexp.MustCompile(f.matter.issue + `/claims/[0-9a-z]{13}/response`).FindString(page.body)
	for _, label := range []string{"response", "responseagain"} {
		f.post("armenia", claim, "/response", append(f.wordsIn("words", label, issue...), "understood", "yes", "stance", "disputed")...)
	}
	own := f.writeClaim("azerbaijan", f.matter.issue, "words_en", f.say("version", issue...))
	f.post("azerbaijan", own, strings.TrimPrefix(own, f.matter.issue), "words_en", f.say("versionagain", issue...))
}

// writeTogether has both write what is joint, consent, and change their minds.
func (f *flock) writeTogether() {
	at, issue := "/forums/"+f.forum, inPapers("issue.body")
	f.post("azerbaijan", f.matter.issue+"/edit", "/edit", f.wordsIn("settle", "settle", issue...)...)
	f.post("armenia", f.matter.issue+"/third", "/third", append(append(f.wordsIn("actor", "actor", issue...), f.wordsIn("view", "view", issue...)...),
		"by", "armenia", "source", f.say("thirdsource", issue...))...)

	joint := inPapers("joint_text.body")
	f.matter.joint = pathAlone(f.post("azerbaijan", at+"/joint/new", "/joint/new", "words_in", "en", "words_en", f.sayGone("jointfirst", "joint_text.body"), "grade", "agreed"))
	f.post("armenia", f.matter.joint+"/edit", "/edit", append(f.wordsIn("words", "joint", joint...), "sources", f.say("jointsource", joint...))...)
	for _, side := range flockSides {
		f.post(side, f.matter.joint, "/consent")
	}
	f.post("armenia", f.matter.joint, "/withdraw")
	f.post("armenia", f.matter.joint, "/consent")
	removed := pathAlone(f.post("armenia", at+"/joint/new", "/joint/new", "words_in", "en", "words_en", f.say("removed", "joint_text.body"), "grade", "jointly"))
	f.post("azerbaijan", removed, "/remove")

	asks := inPapers("recommendation.body")
	f.matter.recommendation = pathAlone(f.post("armenia", at+"/recommendations/new", "/recommendations/new", append(append(f.wordsIn("words", "asks", asks...),
		f.wordsIn("sign", "asksign", asks...)...), "others", f.say("addressee", asks...), "dimension", "community", "kind", "recommendation",
		"component0_in", "en", "component0_en", f.say("component", asks...))...))
	f.post("azerbaijan", f.matter.recommendation, "/support")
	taken := pathAlone(f.post("azerbaijan", at+"/recommendations/new", "/recommendations/new", "words_in", "en",
		"words_en", f.say("asksback", "recommendation.body"), "others", "somebody", "dimension", "other"))
	f.post("azerbaijan", taken, "/withdraw")
}

// leaveOpen leaves an issue of which one side has sealed its perspective and the
// other has not, and adds an example as a demonstration does.
func (f *flock) leaveOpen() {
	open := pathAlone(f.post("azerbaijan", "/forums/"+f.forum+"/issues/new", "/issues/new", "title_in", "en", "title_en", f.say("openissue", "issue.body")))
	f.writeClaim("armenia", open, "words_en", f.say("sealedearly", "issue.body"))
	f.writeClaim("azerbaijan", open, "words_en", f.say("unsealed", "issue.body"))
	f.post("armenia", open, "/seal")
	f.at("azerbaijan", dialogue.CoChair).get(open).ok().hides("qzsealedearlyqz")
	f.at("armenia", dialogue.CoChair).get(open).ok().hides("qzunsealedqz")

	forum, err := f.node.NewForum()
	must(f.t, err)
	title := dialogue.Writing{Original: "en", Text: dialogue.Text{"en": f.say("exampletitle", "report.body")}}
	must(f.t, f.node.AddExample(f.t.Context(), forum, node.DemoExample{Names: dialogue.Text{"en": f.say("example", "forum.names")},
		Report: dialogue.Report{Forum: forum, Number: 1, Version: 1, Parts: map[dialogue.Part]dialogue.Writing{dialogue.PartTitle: title}}}))
}

// goWrongTogether types what is wrong where sides work together. Nothing of it is
// kept.
func (f *flock) goWrongTogether() {
	chair, at := f.at("azerbaijan", dialogue.CoChair), "/forums/"+f.forum
	chair.get(f.matter.issue+"/claims/new").ok().formTo("/claims/new").with("words_en", f.never("qzlongclaimqz")+strings.Repeat(" too long", 200)).send().is(http.StatusBadRequest)
	chair.get(f.matter.issue+"/claims/new").ok().formTo("/claims/new").with("words_en", f.never("qzvoiceclaimqz"), "holder", "voice").send().is(http.StatusBadRequest)
	chair.get(f.matter.issue+"/claims/new").ok().formTo("/claims/new").with("words_en", f.never("qzholderclaimqz"), "holder", f.never("qzholderqz")).send().is(http.StatusBadRequest)
	chair.get(at+"/joint/new").ok().formTo("/joint/new").with("words_en", "[armenia: "+f.never("qzbracketqz"), "grade", "agreed").send().is(http.StatusBadRequest)
	chair.get(at+"/recommendations/new").ok().formTo("/recommendations/new").with("words_en", f.never("qznobodyaskedqz")).send().is(http.StatusBadRequest)
	chair.get(f.matter.report+"/facts").ok().formTo("/facts").with("term0", f.never("qzbadtermqz"), "facilitators", f.never("qzcrowdqz")).send().is(http.StatusBadRequest)
	steward := f.at("azerbaijan", dialogue.Steward)
	steward.get(f.matter.issue + "/claims/new").is(http.StatusNotFound)
	f.someone().get("/recovery/keys").ok().formTo("/recovery/keys").
		with("key", f.never("qzrecoverykeyqz"), "of", "side", "public", f.never("qznewpublicqz")).send()
	for _, path := range []string{"/issues/", "/reports/", "/releases/", "/joint/", "/tile/"} {
		f.someone().get(path + "qztypedqz").is(http.StatusNotFound)
	}
}
