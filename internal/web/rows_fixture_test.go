package web

import (
	"os"
	"sync"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/register"
)

// A rows is a site with the registers of the program, loaded with the reference case
// as the demonstration is, for the tests of the rows of the requirements: each is
// named after its row and does what the row's "Works when" says, on the pages where
// people read and through the use cases where they write.
type rows struct {
	*fixtureSite
	t *testing.T
}

// caseRegisters are the registers of the program with the records of the reference
// case, read once for all tests.
var caseRegisters = sync.OnceValues(func() (*register.Registers, []register.Record) {
	all, err := register.Load(os.DirFS("../../registers"))
	if err != nil {
		panic(err)
	}
	records, err := exchange.ReadCaseRegisters(os.DirFS("../../casedata"), all)
	if err != nil {
		panic(err)
	}
	return all, records
})

func rowsSite(t *testing.T) rows {
	t.Helper()
	s := officeSite(t)
	all, records := caseRegisters()
	s.Node.Options.Registers = all
	if err := s.Node.AddCase(t.Context(), records); err != nil {
		t.Fatal(err)
	}
	return rows{s, t}
}

func (s rows) chair(side dialogue.SideID) dialogue.Viewer { return s.viewer(side, dialogue.CoChair) }

// public returns the body of a page as everybody reads it in English.
func (s rows) public(path string) string {
	s.t.Helper()
	return s.page(path).Body
}

// page returns a page as everybody reads it in English.
func (s rows) page(path string) *answer {
	s.t.Helper()
	return s.client(s.t).get(path).want(200)
}

// write adds a record as one side's co-chair and approves it as the other's. It
// returns the key.
func (s rows) write(by dialogue.SideID, in register.Name, wanted string, level register.Level, values map[string]register.Value) string {
	s.t.Helper()
	key := s.pending(by, in, wanted, level, values)
	s.approve(in, key)
	return key
}

// pending adds a record that waits for every side.
func (s rows) pending(by dialogue.SideID, in register.Name, wanted string, level register.Level, values map[string]register.Value) string {
	s.t.Helper()
	key, err := s.Node.WriteRecord(s.t.Context(), s.chair(by), in, node.RecordDraft{Wanted: wanted, Change: register.Change{Level: level, Values: values}})
	if err != nil {
		s.t.Fatal(err)
	}
	return key
}

// approve proposes what is pending of records as one side, and approves it as the
// other.
func (s rows) approve(in register.Name, keys ...string) {
	s.t.Helper()
	p, err := s.Node.ProposeRecords(s.t.Context(), s.chair("armenia"), in, keys)
	if err != nil {
		s.t.Fatal(err)
	}
	view, err := s.Node.Proposal(s.t.Context(), s.chair("azerbaijan"), p)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.Node.Approve(s.t.Context(), s.chair("azerbaijan"), p, view.Proposal.Hash(), node.Signing{}); err != nil {
		s.t.Fatal(err)
	}
}

// change writes values into a record that is there, the rest as it was, and approves
// it as every side.
func (s rows) change(by dialogue.SideID, in register.Name, key string, values map[string]register.Value) {
	s.t.Helper()
	r := s.shown(s.chair(by), in, key)
	next := map[string]register.Value{}
	for name, value := range r.Values {
		next[name] = value
	}
	for name, value := range values {
		next[name] = value
	}
	_, err := s.Node.WriteRecord(s.t.Context(), s.chair(by), in, node.RecordDraft{Key: key, Stamp: r.Stamp(),
		Change: register.Change{Level: r.Level, Values: next, Sources: r.Sources}})
	if err != nil {
		s.t.Fatal(err)
	}
	s.approve(in, key)
}

// column writes into a side's own column.
func (s rows) column(side dialogue.SideID, in register.Name, key string, values map[string]register.Value) {
	s.t.Helper()
	r := s.shown(s.chair(side), in, key)
	if err := s.Node.WriteColumn(s.t.Context(), s.chair(side), in, key, r.Stamp(), values, dialogue.Writing{}); err != nil {
		s.t.Fatal(err)
	}
}

// shown returns a record as somebody sees it.
func (s rows) shown(v dialogue.Viewer, in register.Name, key string) node.Shown {
	s.t.Helper()
	_, r, err := s.Node.RecordIn(s.t.Context(), v, in, key)
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// computed returns the only choice that a computed field of a record has, "" for
// none.
func (s rows) computed(in register.Name, key, field string) string {
	s.t.Helper()
	if all := s.shown(dialogue.Viewer{}, in, key).Computed[field].Choices; len(all) > 0 {
		return all[0]
	}
	return ""
}

// refused fails the test unless a record with such values is refused so.
func (s rows) refused(want string, in register.Name, values map[string]register.Value) {
	s.t.Helper()
	_, err := s.Node.WriteRecord(s.t.Context(), s.chair("azerbaijan"), in, node.RecordDraft{Change: register.Change{Values: values}})
	if f := fault.Of(err); f == nil || f.Key != want {
		s.t.Errorf("%s: %v, want %s", in, err, want)
	}
}

// figure returns the number that a computed field of a record has, "" for none.
func (s rows) figure(in register.Name, key, field string) register.Decimal {
	s.t.Helper()
	if n := s.shown(s.chair("armenia"), in, key).Computed[field].Number; n != nil {
		return n.Lower
	}
	return ""
}

func inWords(text string) register.Value {
	return register.Value{Texts: []dialogue.Writing{{Original: "en", Text: dialogue.Text{"en": text}}}}
}

func chosen(values ...string) register.Value { return register.Value{Choices: values} }

func dated(date register.Date) register.Value { return register.Value{Date: date} }

func linkedTo(keys ...string) register.Value {
	var v register.Value
	for _, key := range keys {
		v.Links = append(v.Links, register.Link{Key: key})
	}
	return v
}

func proven(what, kind string) register.Value {
	return register.Value{Evidence: []register.Evidence{{What: inWords(what).Texts[0], Kind: kind, Grade: "B"}}}
}
