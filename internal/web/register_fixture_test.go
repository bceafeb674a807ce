package web

import (
	"context"
	"os"
	"sync"
	"testing"
	"testing/fstest"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
)

// guides is a register of people, kept with their consent.
const guides = `
register: guides
title: {en: Guides, hy: Ուղեկցողներ, az: Bələdçilər, ru: Проводники}
about: {en: Made up., hy: Հորինված է։, az: Uydurulub., ru: Вымышлено.}
group: people
level: members
start: side
approve: side
consent: true
fields:
  - {name: name, type: text, is: title, required: true, most: 120}
  - {name: summary, type: text, is: summary, most: 600}
`

// fixtureRegisters are the registers of package register's tests, and guides. They
// are read once: nothing changes them.
var fixtureRegisters = sync.OnceValue(func() *register.Registers {
	all, err := register.Load(os.DirFS("../register/testdata"), fstest.MapFS{"guides.yaml": {Data: []byte(guides)}})
	if err != nil {
		panic(err)
	}
	return all
})

// said is a value that holds words in English, and translations that nobody
// approved.
func said(texts ...dialogue.Text) register.Value {
	var v register.Value
	for _, t := range texts {
		v.Texts = append(v.Texts, dialogue.Writing{Original: "en", Text: t})
	}
	return v
}

func inEnglish(words string) register.Value { return said(dialogue.Text{"en": words}) }

func ofChoice(values ...string) register.Value { return register.Value{Choices: values} }

func linked(keys ...string) register.Value {
	var v register.Value
	for _, key := range keys {
		v.Links = append(v.Links, register.Link{Key: key})
	}
	return v
}

// draft writes a record and returns its key.
func (s *fixtureSite) draft(t testing.TB, by dialogue.Viewer, in register.Name, wanted string, level register.Level, values map[string]register.Value) string {
	t.Helper()
	key, err := s.Node.WriteRecord(context.Background(), by, in, node.RecordDraft{Wanted: wanted, Change: register.Change{Level: level, Values: values}})
	check(t, err)
	return key
}

// redraft changes what is pending of a record.
func (s *fixtureSite) redraft(t testing.TB, by dialogue.Viewer, in register.Name, key string, change register.Change) {
	t.Helper()
	_, r, err := s.Node.RecordIn(context.Background(), by, in, key)
	check(t, err)
	_, err = s.Node.WriteRecord(context.Background(), by, in, node.RecordDraft{Key: key, Stamp: r.Stamp(), Change: change})
	check(t, err)
}

// recordDraft is a change that makes a record.
func recordDraft(change register.Change) node.RecordDraft { return node.RecordDraft{Change: change} }

// agreeAll has every side approve what is pending in a register.
func (s *fixtureSite) agreeAll(t testing.TB, in register.Name) {
	t.Helper()
	s.agreeTo(t, in, nil)
}

// agreeTo has every side approve what is pending of some records.
func (s *fixtureSite) agreeTo(t testing.TB, in register.Name, keys []string) {
	t.Helper()
	ctx, one, other := context.Background(), s.viewer("azerbaijan", dialogue.CoChair), s.viewer("armenia", dialogue.CoChair)
	p, err := s.Node.ProposeRecords(ctx, one, in, keys)
	check(t, err)
	seen, err := s.Node.Proposal(ctx, other, p)
	check(t, err)
	check(t, s.Node.Approve(ctx, other, p, seen.Proposal.Hash(), node.Signing{}))
}

// column writes into the column of a side.
func (s *fixtureSite) column(t testing.TB, side dialogue.SideID, in register.Name, key string, values map[string]register.Value) {
	t.Helper()
	ctx, by := context.Background(), s.viewer(side, dialogue.CoChair)
	_, r, err := s.Node.RecordIn(ctx, by, in, key)
	check(t, err)
	check(t, s.Node.WriteColumn(ctx, by, in, key, r.Stamp(), values, dialogue.Writing{Original: "en", Text: dialogue.Text{"en": "To say what is so."}}))
}

// replyTo adds a reply of a side.
func (s *fixtureSite) replyTo(t testing.TB, side dialogue.SideID, in register.Name, key string, reply register.Reply) {
	t.Helper()
	ctx, by := context.Background(), s.viewer(side, dialogue.CoChair)
	_, r, err := s.Node.RecordIn(ctx, by, in, key)
	check(t, err)
	check(t, s.Node.ReplyTo(ctx, by, in, key, r.Stamp(), reply))
}

// upperWell has something in a field of every type.
func upperWell() map[string]register.Value {
	return map[string]register.Value{
		"name":    said(dialogue.Text{"en": "The upper well", "hy": "Վերին ջրհորը", "az": "Yuxarı quyu", "ru": "Верхний колодец"}),
		"summary": inEnglish("A well on the hill, which two places share."),
		"aliases": said(dialogue.Text{"en": "Hill well"}, dialogue.Text{"en": "Old well"}),
		"opened":  {Date: "1988-05"}, "closed": {Date: "2031~"}, "review": {Date: "2026-03-01"},
		"depth": {Number: &register.Number{Lower: "1200.5", Upper: "1350", Unit: "metres", AsOf: "199X",
			Qualifier: dialogue.Writing{Original: "en", Text: dialogue.Text{"en": "roughly"}}}},
		"pumps": {Number: &register.Number{Lower: "2"}},
		"kind":  ofChoice("drilled"), "state": ofChoice("open"), "uses": ofChoice("drinking", "fields"), "region": ofChoice("hills"),
		"notions": linked("water-share"), "equipment": {Ticks: []register.Tick{{Item: "cover", State: "yes"}, {Item: "pump", State: "unknown"}}},
		"proof": {Evidence: []register.Evidence{
			{What: dialogue.Writing{Original: "en", Text: dialogue.Text{"en": "A plan of the well"}}, Kind: "official", Grade: "A", Date: "1988"},
			{What: dialogue.Writing{Original: "en", Text: dialogue.Text{"en": "What a neighbour tells"}}, Kind: "unofficial", Grade: "C", Side: "armenia", URL: "https://example.org/well"}}},
		"papers": {Files: []register.File{{Name: "plan.pdf", SHA256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Size: 2048, Origin: "scan"}}},
	}
}

// withWells adds to a site registers with something to see in them.
func (s *fixtureSite) withWells(t testing.TB) {
	t.Helper()
	one, other := s.viewer("azerbaijan", dialogue.CoChair), s.viewer("armenia", dialogue.CoChair)
	check(t, s.Node.AddCase(context.Background(), []register.Record{{Register: "everything", Key: "case-well", State: register.Kept, Level: register.Public,
		Origin: register.FromCase, Sources: []dialogue.Source{{Work: "A work on wells", Section: "p. 3"}},
		Values: map[string]register.Value{"name": inEnglish("A well in a book"), "opened": {Date: "193X"}, "kind": ofChoice("spring")}}}))
	s.draft(t, other, "terms", "water-share", register.Public, map[string]register.Value{"name": inEnglish("Share of water")})
	s.agreeAll(t, "terms")
	s.draft(t, one, "everything", "upper-well", register.Public, upperWell())
	s.draft(t, other, "everything", "lower-well", register.Public, map[string]register.Value{"name": inEnglish("The lower well"), "kind": ofChoice("dug"),
		"upstream": linked("upper-well"), "opened": {Date: "2001/.."}, "state": ofChoice("closed")})
	s.agreeAll(t, "everything")
	s.column(t, "armenia", "everything", "upper-well", map[string]register.Value{"done": ofChoice("begun"), "account": inEnglish("The pump was brought.")})
	s.column(t, "azerbaijan", "everything", "upper-well", map[string]register.Value{"done": ofChoice("all"), "litres": {Number: &register.Number{Lower: "750", Unit: "litres"}}})
	s.replyTo(t, "azerbaijan", "everything", "upper-well", register.Reply{Field: "account", Column: "armenia", Stance: "doubt",
		Words: dialogue.Writing{Original: "en", Text: dialogue.Text{"en": "We saw no pump."}}})
	changed := upperWell()
	changed["depth"] = register.Value{Number: &register.Number{Lower: "1400", Unit: "metres"}}
	s.redraft(t, other, "everything", "upper-well", register.Change{Level: register.Public, Values: changed, Why: dialogue.Writing{Original: "en", Text: dialogue.Text{"en": "It was measured again."}}})
	s.agreeAll(t, "everything")
	changed["pumps"] = register.Value{Number: &register.Number{Lower: "3"}}
	s.redraft(t, one, "everything", "upper-well", register.Change{Level: register.Public, Values: changed})
	s.draft(t, other, "others", "first-visit", register.Public, map[string]register.Value{"name": inEnglish("The first visit"), "occasion": ofChoice("inspection"),
		"on": {Date: "2026-05-04"}, "wells": linked("upper-well")})
}
