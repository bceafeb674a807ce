package node_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"testing/fstest"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
	"parley/internal/store"
	"parley/internal/store/pgtest"
)

// dutiesYAML is a register of which the records are assessed; ledger is one of which
// they are not.
const dutiesYAML = `register: %s
title: {en: Duties, hy: Պարտականություններ, az: Vəzifələr, ru: Обязанности}
about: {en: Made up., hy: Հորինված է։, az: Uydurmadır., ru: Вымышлено.}
group: tests
rows: [S41]
level: public
start: members
approve: every
fields:
  - {name: name, type: text, is: title, required: true, most: 200}
`

const dutiesWords = `groups:
  tests: {en: Tests, hy: Փորձեր, az: Sınaqlar, ru: Пробы}
fields:
  name: {en: Name, hy: Անվանում, az: Ad, ru: Название}
  rated: {en: How far, hy: Որքանով, az: Nə dərəcədə, ru: Насколько}
`

// A benchWorld is a world with duties to assess.
type benchWorld struct {
	*world
	book  register.Codebook
	sides []dialogue.SideID
	cycle register.CycleID
}

// newBench is a world of two sides with three duties that everybody reads, one that
// members read, and one that is only a draft.
func newBench(t *testing.T, url string, of []dialogue.Side) *benchWorld {
	t.Helper()
	b := &benchWorld{world: newWorldOf(t, url, of)}
	for _, s := range of {
		b.sides = append(b.sides, s.ID)
	}
	files := fstest.MapFS{
		"duties.yaml":      {Data: fmt.Appendf(nil, dutiesYAML+"  - {name: rated, type: assessment}\n", "duties")},
		"ledger.yaml":      {Data: fmt.Appendf(nil, dutiesYAML, "ledger")},
		"words/words.yaml": {Data: []byte(dutiesWords)},
	}
	all, err := register.Load(files)
	b.must(err)
	b.Node.Options.Registers = all
	books, err := register.LoadCodebooks(os.DirFS("../../registers/codebooks"))
	b.must(err)
	b.book = books[0]
	b.records("duties", []register.Record{
		{ID: 11, Key: "duty-1", State: register.Kept, Level: register.Public}, {ID: 12, Key: "duty-2", State: register.Kept, Level: register.Public},
		{ID: 13, Key: "duty-3", State: register.Kept, Level: register.Public}, {ID: 14, Key: "inner", State: register.Kept, Level: register.Members},
		{ID: 15, Key: "draft", State: register.Draft, Level: register.Members},
	})
	b.records("ledger", []register.Record{{ID: 21, Key: "entry", State: register.Kept, Level: register.Public}})
	return b
}

func (b *benchWorld) records(name register.Name, all []register.Record) {
	b.t.Helper()
	state, err := b.db.Register(b.t.Context(), string(name))
	b.must(err)
	c := store.RegisterChange{Register: state}
	for _, r := range all {
		r.Register, r.Version, r.Made, r.Changed = name, 1, 20_000, 20_000
		r.Values = map[string]register.Value{"name": {Texts: []dialogue.Writing{said("The " + r.Key)}}}
		body, err := json.Marshal(r)
		b.must(err)
		c.Records = append(c.Records, store.RecordRow{ID: int64(r.ID), Register: string(name), Key: r.Key, Body: body})
	}
	b.must(b.db.ChangeRegister(b.t.Context(), c))
}

// onBothBenches runs a test of two sides on both databases.
func onBothBenches(t *testing.T, test func(t *testing.T, b *benchWorld)) {
	t.Run("SQLite", func(t *testing.T) { test(t, newBench(t, sqliteURL(t), sides)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, newBench(t, pgtest.URL(t), sides)) })
}

// terms assess the three duties: every side, the first side, a third party is
// obliged.
func (b *benchWorld) terms(period string) register.Terms {
	return register.Terms{Register: "duties", Kind: register.ProvisionItem, Agreement: "example-2025", Period: period,
		LastDay: dialogue.DayOf(b.now) + 20, Items: []register.Item{
			{Key: "duty-1", Stem: "bound", Obliged: register.BothOblige}, {Key: "duty-2", Obliged: string(b.sides[0])}, {Key: "duty-3", Obliged: register.ThirdParty},
		}}
}

// openCycle proposes a cycle as the last side and confirms it as every other.
func (b *benchWorld) openCycle(terms register.Terms, book register.Codebook) register.CycleID {
	b.t.Helper()
	last := b.sides[len(b.sides)-1]
	id, err := b.ProposeCycle(b.t.Context(), b.chair(last), terms, book)
	b.must(err)
	for _, side := range b.sides[:len(b.sides)-1] {
		view, err := b.Cycle(b.t.Context(), b.chair(side), id)
		b.must(err)
		b.must(b.ConfirmCycle(b.t.Context(), b.chair(side), id, view.Terms))
	}
	b.cycle = id
	return id
}

// says is an assessment with nothing but a judgement.
func says(level int, reason string) register.Assessment {
	a := register.Assessment{Timeliness: "on_time", Matches: "matches", Confidence: 2, Blockage: register.Blockage{Kind: "none"},
		Evidence: []register.EvidenceRef{{ID: "ev-1", Grade: "A", Language: "en", Public: true}, {ID: "ev-secret", Grade: "C", Language: "ru"}},
		Reason:   dialogue.Text{"en": reason}}
	a.Rate(register.Rating{Level: level})
	return a
}

func codes(level int) register.Coding {
	return register.Coding{Level: level, Timeliness: "late", Matches: "partial", Confidence: 1}
}

func (b *benchWorld) commits(side dialogue.SideID, row register.RowID, level int) {
	b.t.Helper()
	b.must(b.CommitRow(b.t.Context(), b.chair(side), b.cycle, row, says(level, "As "+string(side)+" sees it.")))
}

func (b *benchWorld) reveals(side dialogue.SideID, row register.RowID) {
	b.t.Helper()
	b.must(b.RevealRow(b.t.Context(), b.chair(side), b.cycle, row, nil))
}

// view returns a cycle, and one row of it.
func (b *benchWorld) view(v dialogue.Viewer, row register.RowID) (node.CycleView, node.RowView) {
	b.t.Helper()
	c, err := b.Cycle(b.t.Context(), v, b.cycle)
	b.must(err)
	for _, r := range c.Rows {
		if r.Row == row {
			return c, r
		}
	}
	b.t.Fatalf("there is no row %s", row)
	return c, node.RowView{}
}
