package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"parley/internal/dialogue"
	"parley/internal/register"
	"parley/internal/store"
)

const dutiesYAML = `register: duties
title: {en: Duties, hy: Պարտականություններ, az: Vəzifələr, ru: Обязанности}
about: {en: Made up., hy: Հորինված է։, az: Uydurmadır., ru: Вымышлено.}
group: tests
rows: [S41]
level: public
start: members
approve: every
fields:
  - {name: name, type: text, is: title, required: true, most: 200}
  - {name: rated, type: assessment}
`

const dutiesWords = `groups:
  tests: {en: Tests, hy: Փորձեր, az: Sınaqlar, ru: Пробы}
fields:
  name: {en: Name, hy: Անվանում, az: Ad, ru: Название}
  rated: {en: How far, hy: Որքանով, az: Nə dərəcədə, ru: Насколько}
`

// assessSite is a site with two duties to be assessed, both made up.
func assessSite(t testing.TB) *fixtureSite {
	t.Helper()
	s := officeSite(t)
	all, err := register.Load(fstest.MapFS{"duties.yaml": {Data: []byte(dutiesYAML)}, "words/words.yaml": {Data: []byte(dutiesWords)}})
	check(t, err)
	s.Node.Options.Registers = all
	change := store.RegisterChange{Register: store.Register{Name: "duties"}}
	for i, words := range []string{"The ferry runs every day", "The school has a second gate"} {
		r := register.Record{ID: register.ID(i + 5), Register: "duties", Key: fmt.Sprintf("duty-%d", i+1), Version: 1, State: register.Kept, Level: register.Public,
			Values: map[string]register.Value{"name": {Texts: []dialogue.Writing{written("en", words)}}}, Made: 20_000, Changed: 20_000}
		body, err := json.Marshal(r)
		check(t, err)
		change.Records = append(change.Records, store.RecordRow{ID: int64(r.ID), Register: "duties", Key: r.Key, Body: body})
	}
	check(t, s.Node.Store.ChangeRegister(t.Context(), change))
	s.Handler = Handler(Options{Node: s.Node, Log: s.Node.Log, Random: newChance(3), Files: NodeFiles(true), Codebooks: s.books(t)})
	return s
}

func (s *fixtureSite) books(t testing.TB) []register.Codebook {
	t.Helper()
	books, err := register.LoadCodebooks(os.DirFS("../../registers/codebooks"))
	check(t, err)
	return books
}

// opensCycle has one co-chair propose a cycle and the other confirm it, and returns
// its address.
func opensCycle(one, other *client) string {
	list := one.get("/registers/duties/assessments").want(http.StatusOK).says("There is no cycle that you can read.")
	form := one.get(linkOf(one.t, list, "/assessments/new")).want(http.StatusOK).says("The ferry runs every day").form("/assessments/new")
	form.send().want(http.StatusBadRequest).says("Please write the period")
	form.set("period", "2026-Q1").set("agreement", "example-2025").set("stem_duty-1", "bound").set("obliged_duty-2", "armenia")
	proposed := form.send().want(http.StatusOK).says("Saved.", "Proposed", "Confirmed so far by", "Not committed yet")
	path, _, _ := strings.Cut(proposed.Path, "?")
	other.get(path).want(http.StatusOK).form("/confirm").send().want(http.StatusOK).says("Open", "Conduct of: Armenia", "Conduct of: Azerbaijan")
	return path
}

// commits fills in what a side says of a row, and returns the page that follows.
func commits(c *client, row, level, reason string) *answer {
	form := c.get(row+"/commit").want(http.StatusOK).says("is sealed at once", "Choose the highest").form("/commit")
	form.set("timeliness", "on_time").set("correspondence", "matches").set("confidence", "2").set("blockage", "none").set("rating", level)
	form.set("reason_en", reason).set("evidence0", "ev-1").set("grade0", "D")
	if level == "3" {
		form.send().want(http.StatusForbidden).says("cannot rest on the party’s own statement alone", reason)
		form.set("grade0", "A")
	}
	return form.send().want(http.StatusOK).says("Saved.", "What your side committed to", reason)
}

// C7: the whole way in browsers: propose, confirm, code, commit, reveal; what one
// side says is on no page of the other's or the public's before both revealed.
func TestAssessmentStory(t *testing.T) {
	s := assessSite(t)
	one, other := s.chairs(t)
	reader := s.client(t)
	cycle := opensCycle(one, other)
	row := cycle + "/rows/duty-1:armenia"
	reader.get(cycle).want(http.StatusNotFound)
	reader.get("/registers/duties/assessments").want(http.StatusOK).hides("2026-Q1")
	one.get(cycle+"/codebook").want(http.StatusOK).says("Cannot be assessed", "a decree, a budget line", "pis-1.0")

	coding := one.get(row + "/code").want(http.StatusOK).form("/code")
	coding.send().want(http.StatusBadRequest).says("either a level or one of the states")
	coding.set("rating", "cba").set("timeliness", "late").set("correspondence", "partial").set("confidence", "1").send().want(http.StatusOK).says("You have coded this.")
	again := one.get(row + "/code").want(http.StatusOK).says("You have coded this.")
	if strings.Contains(again.Body, " checked") {
		t.Error("what was coded before is shown to its coder")
	}

	commits(one, row, "3", "The crossing was open daily.").says("Sealed")
	other.get(row).want(http.StatusOK).says("Committed on", "sealed").hides("The crossing was open daily.", "Full")
	one.get(row).hides("Reveal our assessment")
	commits(other, row, "1", "It sailed twice.")
	one.get(row).form("/reveal").send().want(http.StatusOK).says("Revealed on", "sealed until every side has")
	for _, c := range []*client{other, reader} {
		for _, path := range []string{cycle, row, cycle + "/tracking.csv", "/registers/duties/assessments"} {
			c.get(path).hides("The crossing was open daily.", "3, Full")
		}
	}
	forged := other.get(row).form("/reveal").set("opening", `{"format":"parley-assessment-opening/1","salt":"`+strings.Repeat("00", 32)+`","assessment":{"level":3}}`)
	forged.send().want(http.StatusForbidden).says("does not match what your side committed to")
	done := other.get(row).form("/reveal").send().want(http.StatusOK).says("3, Full", "1, Minimal", "The crossing was open daily.", "It sailed twice.", "Apart by two levels or more")
	if strings.Contains(done.Body, `action="`+row+`/reveal"`) {
		t.Error("what is revealed can be revealed again")
	}
	one.get(cycle).says("Conduct of: Armenia", "0.33", "1.00", "Between 0.33 and 1.00.", "1 of 1 are two levels or more apart.", "1 of 1 rated")
	csv := one.get(linkOf(t, one.get(cycle), "/tracking.csv")).want(http.StatusOK)
	if lines := strings.Split(strings.TrimSpace(csv.Body), "\n"); len(lines) != 3 || !strings.HasPrefix(lines[1], "example-2025,duty-1,bound,2026-Q1,") {
		t.Errorf("the table is\n%s", csv.Body)
	}

	s.Pass(40 * 24 * 3600e9) // the rest was never committed to: the cycle closes, and everybody reads it
	reader.get(row).want(http.StatusOK).says("3, Full", "It sailed twice.").hides("Coder")
	reader.get(cycle).want(http.StatusOK).says("Closed", "Withheld by: ")
	reader.get("/record").says("A side revealed an assessment, or tried to reveal another one")
}

// C7: after the last day the page says who withheld, and shows the other's only as long
// as that side agrees.
func TestWithheldOnPage(t *testing.T) {
	s := assessSite(t)
	one, other := s.chairs(t)
	reader := s.client(t)
	cycle := opensCycle(one, other)
	row := cycle + "/rows/duty-2:armenia"
	commits(one, row, "2", "The gate is hung.")
	commits(other, row, "2", "The gate is painted.")
	one.get(row).form("/reveal").send().want(http.StatusOK)
	s.Pass(40 * 24 * 3600e9)
	side := regexp.MustCompile(`Withheld by: (Armenia|Azerbaijan)`)
	page := reader.get(row).want(http.StatusOK).says("Committed, and not shown").hides("The gate is hung.", "The gate is painted.")
	if !side.MatchString(plainWords(page.Body)) {
		t.Errorf("it does not say who withheld: %s", plainWords(page.Body))
	}
	one, other = s.chairs(t) // sessions end
	one.get(row).form("/alone").send().want(http.StatusOK).says("The gate is hung.", "Do not show ours any more")
	reader.get(row).says("The gate is hung.", "2, Intermediate").hides("The gate is painted.")
	reader.get(cycle).says("2, Intermediate").hides("In figures")
	one.get(row).form("/alone").send().want(http.StatusOK)
	reader.get(row).hides("The gate is hung.")
	other.get(row).want(http.StatusOK).hides("Show ours all the same")
}

// Who may not do something has no page for it.
func TestAssessmentPagesAreForThoseWhoMay(t *testing.T) {
	s := assessSite(t)
	one, other := s.chairs(t)
	cycle := opensCycle(one, other)
	row := cycle + "/rows/duty-1:armenia"
	commits(other, row, "1", "Kept to ourselves.")
	for name, c := range map[string]*client{"the public": s.client(t), "a moderator": s.holder(t, "armenia", dialogue.Moderator), "a steward": s.holder(t, "azerbaijan", dialogue.Steward)} {
		for _, path := range []string{"/registers/duties/assessments/new", row + "/commit", row + "/opening.json"} {
			if a := c.get(path); a.Status != http.StatusNotFound {
				t.Errorf("%s reads %s: %d", name, path, a.Status)
			}
		}
	}
	one.get(row + "/opening.json").want(http.StatusNotFound)
	other.get(row + "/opening.json").want(http.StatusOK)
	for _, path := range []string{"/registers/nothing/assessments", "/cycles/0000000000001", cycle + "/rows/duty-9:armenia", cycle + "/rows/nonsense"} {
		one.get(path).want(http.StatusNotFound)
	}
}

// Every page of a cycle is worded in every language.
func TestAssessmentPagesInEveryLanguage(t *testing.T) {
	s := assessSite(t)
	one, other := s.chairs(t)
	cycle := opensCycle(one, other)
	for _, l := range dialogue.Languages() {
		for _, path := range []string{"/registers/duties/assessments", "/registers/duties/assessments/new", cycle, cycle + "/codebook", cycle + "/rows/duty-1:armenia", cycle + "/rows/duty-1:armenia/code", cycle + "/rows/duty-2:armenia/commit"} {
			if a := one.get(path + "?lang=" + string(l)).want(http.StatusOK); strings.Contains(a.Body, "assessment.") || strings.Contains(a.Body, "&lt;no value") {
				t.Errorf("%s in %s has a word that is missing", path, l)
			}
		}
	}
}
