package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/web/webtest"
)

// writeTogether has one side word what both hold, to which both consent, and the
// other ask something of governments, which both support.
func (s *table) writeTogether() {
	one, other := s.desks[offlineSide], s.desks[heldSide]
	other.sit(s.forum + "/joint/new")
	other.write(`form[action*="/joint/new"]`, "words", "az", wellsJoint, "grade", "agreed", "issue", idOf(s.issue))
	other.send(`form[action*="/joint/new"]`)
	s.joint = other.here()
	s.consent(other, one)
	one.sit(s.forum + "/recommendations/new")
	one.write(`form[action*="/recommendations/new"]`, "words", "hy", wellsAsk, "addressee", "government_azerbaijan", "addressee", "government_armenia",
		"dimension", "community", "horizon", "short")
	one.send(`form[action*="/recommendations/new"]`)
	other.sit(one.here())
	other.send(`form[action*="/support"]`)
}

// consent has both consent to the joint text as it is.
func (s *table) consent(desks ...*desk) {
	for _, d := range desks {
		d.sit(s.joint)
		d.send(`form[action*="/consent"]`)
	}
	desks[len(desks)-1].reads(desks[len(desks)-1].Text("grade.agreed"))
}

// compose begins a report and puts into it what the sides worked out.
func (s *table) compose() {
	one, other := s.desks[offlineSide], s.desks[heldSide]
	one.sit(s.forum + "/reports/new")
	one.write(`form[action*="/reports/new"]`, "words", "hy", wellsReport)
	one.send(`form[action*="/reports/new"]`)
	s.report = one.here()
	for part, words := range wellsParts {
		other.Visit(s.home+s.report+"/part?part="+string(part)+"&lang=az", deskWidth)
		other.write(`form[action*="/part"]`, "words", "az", words)
		other.send(`form[action*="/part"]`)
	}
	one.sit(s.report + "/choice")
	webtest.Evaluate[bool](one.Tab, `document.querySelectorAll("form[action*='/choice'] [type=checkbox]").forEach(e => e.checked = true) || true`)
	one.send(`form[action*="/choice"]`)
	one.look("report")
	one.Press(`main a[href*="/preview"]`)
	one.reads(wellsClaim["azerbaijan"]["hy"])
}

// propose has the side whose key is held propose the release.
func (s *table) propose() {
	other := s.desks[heldSide]
	other.sit(s.forum + "/proposals")
	other.send(`form:has([name=kind][value=release])`)
	other.reads(other.Text("proposal.not_approved"))
	s.proposal = other.here()
}

// refuse has the other side sign what was proposed, and then refuse it after all.
func (s *table) refuse() {
	s.propose()
	s.note = s.sign()
	one := s.desks[offlineSide]
	one.sit("/office")
	one.Press(`main a[href*="/proposals/"]`)
	one.show("proposal", s.proposal)
	one.sit(s.proposal)
	one.look("proposal-to-sign")
	one.send(`form[action*="/withdraw"]`)
	one.reads(one.Text("proposal_state.withdrawn"))
	other := s.desks[heldSide]
	other.sit(s.proposal)
	if strings.Contains(other.source(), "/approve") {
		s.t.Error("what one side refused can be approved")
	}
}

// sign takes the proposal's file to the command, as on a machine without a
// network, and returns the signature.
func (s *table) sign() string {
	chair := s.offices[office{offlineSide, dialogue.CoChair}]
	chair.enter(chair.phrase).ok()
	file := chair.get(s.proposal + "/proposal.json").ok()
	name := filepath.Join(s.t.TempDir(), "proposal-"+idOf(s.proposal)+".json")
	must(s.t, os.WriteFile(name, []byte(file.body), 0o600))
	status, p := do(s.t, "approve", name, "--key", s.keyFile, "--lang", "hy", "--yes")
	if status != 0 {
		s.t.Fatalf("parley approve: %s", p.logged.String())
	}
	d := s.desks[offlineSide]
	d.sit(s.proposal)
	hash := webtest.Evaluate[string](d.Tab, `document.querySelector("form[action*='/approve'] [name=hash]").value`)
	for _, want := range []string{wellsReport["hy"], wellsClaim[offlineSide]["hy"], wellsClaim[heldSide]["hy"], hash} {
		if !strings.Contains(p.said.String(), want) {
			s.t.Errorf("parley approve does not show %q: %s", want, p.said.String())
		}
	}
	return string(readFile(s.t, strings.TrimSuffix(name, ".json")+"-"+string(offlineSide)+".note"))
}

// changeText has the side that refused change the joint text, to which both then
// consent anew.
func (s *table) changeText() {
	one, other := s.desks[offlineSide], s.desks[heldSide]
	one.sit(s.joint + "/edit")
	one.write(`form[action*="/edit"]`, "words", "az", wellsChanged)
	one.send(`form[action*="/edit"]`)
	if strings.Contains(one.text(), one.Text("grade.agreed")) {
		s.t.Error("consent outlives the words")
	}
	s.consent(one, other)
}

// approveBoth has both approve, each with its key; what was signed for other words
// is worth nothing.
func (s *table) approveBoth() {
	one, other := s.desks[offlineSide], s.desks[heldSide]
	s.propose()
	other.fill(`form[action*="/approve"]`, "passphrase", heldBy)
	other.send(`form[action*="/approve"]`)
	other.look("proposal-signed")
	s.paste(s.note)
	if strings.Contains(one.text(), one.Text("proposal_state.enacted")) {
		s.t.Fatal("a signature of other words was taken")
	}
	one.Forgive() // of the refusal
	s.paste(s.sign())
	one.reads(one.Text("proposal_state.enacted"))
	one.look("proposal-released")
}

// paste hands a signature in.
func (s *table) paste(note string) {
	one := s.desks[offlineSide]
	one.sit(s.proposal)
	one.fill(`form[action*="/approve"]`, "note", note)
	one.send(`form[action*="/approve"]`)
}

// witness has the node look after itself, and so the witnesses see the record,
// before which the public sees nothing.
func (s *table) witness() {
	all, err := s.node.Releases(s.t.Context(), s.chairs[offlineSide])
	must(s.t, err)
	if len(all) != 1 {
		s.t.Fatalf("%d releases", len(all))
	}
	s.release = "/releases/" + dialogue.FormatID(all[0].Release.ID)
	s.someone("ru").get(s.release).is(http.StatusNotFound)
	ctx, end := context.WithCancel(s.t.Context())
	var running sync.WaitGroup
	running.Go(func() { s.node.Run(ctx) })
	s.t.Cleanup(func() { end(); running.Wait() })
	for s.someone("en").get(s.release).status != http.StatusOK {
		if view, err := s.node.Record(ctx); err != nil || len(view.Silent) > 0 {
			s.t.Fatalf("not witnessed: %v, silent: %v", err, view.Silent)
		}
	}
	s.reader.show("record", "/record")
	s.reader.visit("/record")
	s.reader.look("record")
}

// readReport has the public read the report on a phone, in two languages.
func (s *table) readReport() {
	p := s.reader
	p.visit("/releases")
	p.reads(wellsReport["hy"])
	p.look("releases")
	p.Press(`main a[href*="/releases/"]`)
	s.readIn(p, "hy")
	s.readIn(s.phoneLike(p, "az"), "az")
	p.show("release", s.release)
	s.someone("az").get(s.release + "/files/azerbaijan.az.pdf").ok()
	s.someone("hy").get(s.release + "/files/armenia.hy.docx").ok()
	s.someone("en").get("/releases.atom").ok().quotes(wellsReport["en"])
}

// phoneLike is the same phone in the hands of a reader of another language.
func (s *table) phoneLike(p *phone, l dialogue.Language) *phone {
	q := *p
	q.Printer = locale.For(locale.Language(l))
	return &q
}

// readIn reads the whole report in a language.
func (s *table) readIn(p *phone, l dialogue.Language) {
	p.visit(s.release)
	for _, words := range []dialogue.Text{wellsReport, wellsIssue, wellsClaim[heldSide], wellsClaim[offlineSide], wellsResponse, wellsChanged, wellsAsk} {
		p.reads(words[l])
	}
	if strings.Contains(p.source(), wellsJoint[l]) {
		s.t.Errorf("in %s it says what was refused", l)
	}
	p.look("release-" + string(l))
}

// verify has somebody who trusts nobody check the bundle offline: with the keys
// that each side names itself, without any, and with one byte changed.
func (s *table) verify() {
	dir := s.t.TempDir()
	in := func(name string, text []byte) string {
		must(s.t, os.WriteFile(filepath.Join(dir, name), text, 0o600))
		return filepath.Join(dir, name)
	}
	body := []byte(s.someone("en").get(s.release + "/bundle").ok().body)
	bundle, trust := in("release.json", body), in("trust.txt", s.trust.Bytes())
	s.verdict(0, bundle, "--trust", trust)
	s.verdict(0, s.home+s.release+"/bundle", "--trust", trust)
	s.verdict(2, bundle)
	at := bytes.Index(body, []byte(wellsClaim[heldSide]["az"]))
	if at < 0 {
		s.t.Fatal("the bundle does not hold what was said")
	}
	forged := bytes.Clone(body)
	forged[at] ^= 1
	if said := s.verdict(1, in("forged.json", forged), "--trust", trust); !strings.Contains(said, "FAIL: document") {
		s.t.Errorf("what does not hold is not named: %s", said)
	}
	rendering := in("azerbaijan.az.md", []byte(s.someone("az").get(s.release+"/files/azerbaijan.az.md").ok().body))
	s.verdict(0, bundle, "--trust", trust, "--file", rendering)
}

// verdict runs parley verify, and returns what it says.
func (s *table) verdict(want int, args ...string) string {
	s.t.Helper()
	status, p := do(s.t, append([]string{"verify"}, args...)...)
	if status != want {
		s.t.Errorf("parley verify %v: status %d, want %d: %s%s", args, status, want, p.said.String(), p.logged.String())
	}
	return p.said.String()
}

// stopRelease has one side stop the release: at the next request it is gone for
// everybody else.
func (s *table) stopRelease() {
	one := s.desks[offlineSide]
	s.someone("en").get(s.release).ok()
	one.sit(s.release)
	one.send(`form[action*="/stop"]`)
	for _, path := range []string{s.release, s.release + "/bundle", s.release + "/files/neutral.ru.html"} {
		s.someone("ru").get(path).is(http.StatusNotFound)
	}
	s.someone("en").get("/releases.atom").ok().hides(wellsReport["en"])
	s.reader.visit("/releases")
	if strings.Contains(s.reader.source(), wellsReport["hy"]) {
		s.t.Error("a stopped release is on the list")
	}
	other := s.desks[heldSide]
	other.sit(s.release)
	other.look("release-stopped")
}

// idOf is the last part of an address.
func idOf(path string) string { return path[strings.LastIndex(path, "/")+1:] }
