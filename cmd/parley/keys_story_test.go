package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/record"
	"parley/internal/web/webtest"
)

// A table is two co-chairs at work, each in a browser of their own, and whoever
// reads what they release in a third.
type table struct {
	*stage
	desks    map[dialogue.SideID]*desk
	reader   *phone
	keyFile  string                     // with which one side signs elsewhere
	trust    record.Trust               // what each side says of its keys
	asked    map[dialogue.SideID]string // where the witnesses are
	forum    string                     // addresses
	issue    string
	joint    string
	report   string
	proposal string
	release  string
	note     string // by which one side had approved what it then refused
}

// The side that signs elsewhere, and the one whose key is held on the node.
const (
	offlineSide = dialogue.SideID("armenia")
	heldSide    = dialogue.SideID("azerbaijan")
	heldBy      = "yeddi sakit quyu, yeddi körpü"
)

// Two co-chairs in two browsers see an issue differently, agree on a text, one
// refuses, the text changes, both approve with their keys; the public reads it on
// a phone without scripts, a third person verifies it offline; then one side stops
// it (C5, C8, S1-S6, S14).
func TestStoryOfTwoKeys(t *testing.T) {
	s := &table{desks: map[dialogue.SideID]*desk{}, asked: map[dialogue.SideID]string{},
		trust: record.Trust{Sides: map[string][]string{}, Witnesses: map[string][]string{}}}
	languages := map[dialogue.SideID]locale.Language{offlineSide: "hy", heldSide: "az"}
	browsers := map[dialogue.SideID]*webtest.Browser{offlineSide: webtest.Open(t), heldSide: webtest.Open(t)}
	readers := webtest.Open(t)
	s.stage = newStage(t, dialogue.Named)
	s.node.SealWork = 4 // how hard a passphrase is to guess is not of this story
	for i, act := range []struct {
		name string
		do   func()
	}{
		{"stewards keep keys and seat witnesses", s.keepTwoKeys},
		{"each side writes for itself", s.writeApart},
		{"perspectives are exchanged", s.exchange},
		{"both write together", s.writeTogether},
		{"a report is composed", s.compose},
		{"one side refuses", s.refuse},
		{"the text changes", s.changeText},
		{"both approve", s.approveBoth},
		{"witnesses see it", s.witness},
		{"the public reads it", s.readReport},
		{"a third person verifies", s.verify},
		{"one side stops it", s.stopRelease},
	} {
		if i%4 == 0 { // a tab is patient for so long only
			for side, browser := range browsers {
				s.desks[side] = &desk{s.phone(browser, t, languages[side], true)}
			}
			s.reader = s.phone(readers, t, "hy", false)
		}
		began := time.Now()
		if act.do(); t.Failed() {
			t.Fatalf("when %s", act.name)
		}
		t.Logf("%s: %v", act.name, time.Since(began).Round(time.Millisecond))
	}
}

// keepTwoKeys has each steward register the side's key: one makes it with the
// command, the other has it held here. Both run a witness as the page tells.
func (s *table) keepTwoKeys() {
	s.keyFile = filepath.Join(s.t.TempDir(), "armenia.key")
	status, made := do(s.t, "key", "new", "--side", string(offlineSide), "--out", s.keyFile)
	if status != 0 {
		s.t.Fatalf("parley key new: %s", made.logged.String())
	}
	public := sayKey.FindStringSubmatch(made.said.String())[1]
	for side, d := range s.desks {
		d.visit("/")
		d.Type("#code", s.offices[office{side, dialogue.Steward}].phrase)
		d.Press("form.entry button")
		d.sit("/office/keys")
		s.seat(side, d)
		if side == offlineSide {
			d.fill(`form:has([name=of][value=side])`, "public", public)
			d.send(`form:has([name=of][value=side])`)
		} else {
			d.fill(`form[action*="/office/keys/hold"]`, "passphrase", heldBy, "again", heldBy)
			d.send(`form[action*="/office/keys/hold"]`)
		}
		d.reads(d.Text("office.saved"))
	}
	s.desks[heldSide].look("keys")
	s.node.Ask = asking(s.asked)
	s.trust.Log = s.node.LogKey()
	s.trust.Sides[string(offlineSide)] = []string{public}
	s.trust.Sides[string(heldSide)] = []string{regexp.MustCompile(`azerbaijan\+[0-9a-f]{8}\+\S+`).FindString(s.desks[heldSide].text())}
}

var (
	witnessCommandLine = regexp.MustCompile(`parley (witness) --data \./witness --side (\S+) --log '([^']+)'`)
	sayAnyWitness      = regexp.MustCompile(`(?m)^The witness of \S+ is at (http://[^\s/]+)\. `)
)

// seat runs the witness of a side with the command that the page shows, and
// registers its key.
func (s *table) seat(side dialogue.SideID, d *desk) {
	command := witnessCommandLine.FindStringSubmatch(d.text())
	if command == nil {
		s.t.Fatalf("the page shows no command for a witness: %s", d.text())
	}
	p := begin(s.t, "witness", "--data", s.t.TempDir(), "--side", command[2], "--log", command[3], "--addr", "127.0.0.1:0")
	var public, at []string
	for public == nil || at == nil {
		select {
		case <-p.said.more:
		case <-p.over:
			s.t.Fatalf("parley witness: %s", p.logged.String())
		}
		public, at = sayKey.FindStringSubmatch(p.said.String()), sayAnyWitness.FindStringSubmatch(p.said.String())
	}
	s.asked[side], s.trust.Witnesses[string(side)] = at[1], []string{public[1]}
	d.fill(`form:has([name=of][value=witness])`, "public", public[1])
	d.send(`form:has([name=of][value=witness])`)
	d.reads(d.Text("office.saved"))
}

// writeApart has both co-chairs take their seats; one opens an issue, and each
// writes a claim that the other does not see.
func (s *table) writeApart() {
	for side, d := range s.desks {
		d.enter(s.offices[office{side, dialogue.CoChair}].phrase)
	}
	one, other := s.desks[offlineSide], s.desks[heldSide]
	one.sit("/office")
	s.forum = one.address(`.forum h3 a`)
	one.sit(s.forum + "/issues/new")
	one.write(`form[action*="/issues/new"]`, "title", "hy", wellsIssue)
	one.send(`form[action*="/issues/new"]`)
	one.reads(wellsIssue["hy"])
	s.issue = one.here()
	for side, d := range s.desks {
		d.sit(s.issue + "/claims/new")
		d.write(`form[action*="/claims/new"]`, "words", dialogue.Language(d.Language()), wellsClaim[side], "holder", "delegation")
		d.send(`form[action*="/claims/new"]`)
		d.reads(wellsClaim[side][dialogue.Language(d.Language())])
	}
	s.apart(one, other)
}

// apart checks that no side sees what the other wrote, in any language.
func (s *table) apart(desks ...*desk) {
	for _, d := range desks {
		d.sit(s.issue)
		for side, words := range wellsClaim {
			if s.desks[side] == d {
				continue
			}
			for _, text := range words {
				if strings.Contains(d.source(), text) {
					s.t.Errorf("%s sees what %s wrote before both sealed: %q", d.Language(), side, text)
				}
			}
		}
	}
}

// exchange has both seal, one after the other, and one respond.
func (s *table) exchange() {
	one, other := s.desks[offlineSide], s.desks[heldSide]
	one.sit(s.issue)
	one.send(`form[action*="/seal"]`)
	s.apart(one, other)
	other.look("issue-sealed")
	other.send(`form[action*="/seal"]`)
	for _, d := range []*desk{other, one} {
		d.sit(s.issue)
		for _, words := range wellsClaim {
			d.reads(words[dialogue.Language(d.Language())])
		}
		d.reads(d.Text("response.none"))
	}
	one.Press(`main a[href*="/response"]`)
	one.write(`form[action*="/response"]`, "words", "hy", wellsResponse, "understood", "yes", "stance", "disputed")
	one.send(`form[action*="/response"]`)
	other.sit(s.issue)
	other.reads(wellsResponse["az"])
	other.look("issue")
	one.show("issue", s.issue)
}
