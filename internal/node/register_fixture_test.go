package node_test

import (
	"os"
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
group: waters
level: members
start: side
approve: side
consent: true
fields:
  - {name: name, type: text, is: title, required: true, most: 120}
  - {name: summary, type: text, is: summary, most: 600}
`

// testRegisters are the registers of package register's tests, and guides.
func testRegisters(t *testing.T) *register.Registers {
	t.Helper()
	all, err := register.Load(os.DirFS("../register/testdata"), fstest.MapFS{"guides.yaml": {Data: []byte(guides)}})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// withRegisters gives a world registers.
func withRegisters(w *world) *world {
	w.Options.Registers = testRegisters(w.t)
	return w
}

func words(text string) register.Value {
	return register.Value{Texts: []dialogue.Writing{{Original: "en", Text: dialogue.Text{"en": text}}}}
}

func choice(values ...string) register.Value { return register.Value{Choices: values} }

func leads(keys ...string) register.Value {
	var v register.Value
	for _, key := range keys {
		v.Links = append(v.Links, register.Link{Key: key})
	}
	return v
}

// draft writes a record and returns its key.
func (w *world) draft(by dialogue.Viewer, in register.Name, wanted string, level register.Level, values map[string]register.Value) string {
	w.t.Helper()
	key, err := w.WriteRecord(w.t.Context(), by, in, node.RecordDraft{Wanted: wanted, Change: register.Change{Level: level, Values: values}})
	w.must(err)
	return key
}

// seen returns a record as somebody sees it.
func (w *world) seen(v dialogue.Viewer, in register.Name, key string) node.Shown {
	w.t.Helper()
	_, r, err := w.RecordIn(w.t.Context(), v, in, key)
	w.must(err)
	return r
}

// agreeAll proposes what is pending in a register as one side and approves it as
// the other.
func (w *world) agreeAll(in register.Name) dialogue.ProposalID {
	w.t.Helper()
	p, err := w.ProposeRecords(w.t.Context(), w.chair("azerbaijan"), in, nil)
	w.must(err)
	view, err := w.Proposal(w.t.Context(), w.chair("armenia"), p)
	w.must(err)
	w.must(w.Approve(w.t.Context(), w.chair("armenia"), p, view.Proposal.Hash(), node.Signing{}))
	return p
}
