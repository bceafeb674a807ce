package storetest

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/store"
)

const wells = "wells"

func (w *World) row(key, body string) store.RecordRow {
	return store.RecordRow{ID: NewID[int64](w), Register: wells, Key: key, Body: []byte(body)}
}

func (w *World) registerProposal() *dialogue.Proposal {
	p := proposal(w)
	p.Dialogue, p.Register, p.Kind, p.Body = 0, wells, dialogue.ActRegister, []byte(`{"kind":"register"}`)
	p.State, p.EnactedOn = dialogue.Enacted, 20_002
	return &p
}

// fillRegister writes something of everything that a register has.
func (w *World) fillRegister() {
	w.Helper()
	sealed := w.row("apricot", "sealed")
	sealed.ItemKey = []byte{0, 1, 2}
	w.must(w.ChangeRegister(w.Ctx, store.RegisterChange{Register: store.Register{Name: wells, Turns: 2},
		Records:     []store.RecordRow{w.row("pomegranate", `{"a":1}`), sealed},
		Suggestions: []store.SuggestionRow{{ID: NewID[int64](w), Register: wells, Record: "apricot", Body: []byte(`{"words":"Su"}`)}},
		Proposal:    w.registerProposal(), Papers: map[string][]byte{"changes.jsonl": []byte("{}\n")},
		Keys: w.keys(), Entries: []record.Opened{w.entry("register")}}))
	w.must(w.ChangeRegister(w.Ctx, store.RegisterChange{Register: store.Register{Name: wells, Version: 1, Turns: 2},
		Records: []store.RecordRow{{ID: sealed.ID, Register: wells, Key: "apricot", Body: []byte("{}")}}, Withdraw: []int64{sealed.ID}}))
	again := w.row("walnut", "sealed")
	again.ItemKey = []byte{3}
	w.must(w.ChangeRegister(w.Ctx, store.RegisterChange{Register: store.Register{Name: wells, Version: 2, Turns: 2}, Records: []store.RecordRow{again}}))
}

func (w *World) rows(after int) []store.RecordRow {
	w.Helper()
	var all []store.RecordRow
	w.must(w.EachRecord(w.Ctx, wells, after, func(r store.RecordRow) error { all = append(all, r); return nil }))
	return all
}

func testRegisterReadsBack(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	if r := must(w.Register(w.Ctx, wells))(w); r != (store.Register{Name: wells}) {
		t.Errorf("a register that nobody wrote to is %+v", r)
	}
	one, other := w.row("pomegranate", `{"a":"<&"}`), w.row("apricot", "sealed")
	other.ItemKey = []byte{0, 255}
	s := store.SuggestionRow{ID: NewID[int64](w), Register: wells, Record: "apricot", Body: []byte(`{"words":"ջուր"}`)}
	p := w.registerProposal()
	w.must(w.ChangeRegister(w.Ctx, store.RegisterChange{Register: store.Register{Name: wells}, Records: []store.RecordRow{one, other}, Fresh: true,
		Suggestions: []store.SuggestionRow{s}, Proposal: p, Papers: map[string][]byte{"changes.jsonl": []byte("x")}, Keys: w.keys(),
		Entries: []record.Opened{w.entry("register")}}))
	one.Changed, other.Changed = 1, 1
	for _, want := range []store.RecordRow{one, other} {
		if got := must(w.Record(w.Ctx, wells, want.Key))(w); !sameRow(got, want) {
			t.Errorf("read back %+v, want %+v", got, want)
		}
	}
	if got := must(w.RecordsByID(w.Ctx, []int64{other.ID, 7, one.ID}))(w); len(got) != 2 || got[0].Key != "apricot" || got[1].Key != "pomegranate" {
		t.Errorf("by number in the order given: %+v", got)
	}
	if got := must(w.Suggestions(w.Ctx, wells))(w); len(got) != 1 || string(got[0].Body) != string(s.Body) || got[0].Record != "apricot" {
		t.Errorf("suggestions %+v", got)
	}
	if got := must(w.RegisterProposals(w.Ctx, wells))(w); len(got) != 1 || got[0].Register != wells || got[0].ID != p.ID {
		t.Errorf("proposals %+v", got)
	}
	one.Body = []byte(`{"a":2}`)
	w.must(w.ChangeRegister(w.Ctx, store.RegisterChange{Register: store.Register{Name: wells, Version: 1, Turns: 1}, Records: []store.RecordRow{one}}))
	if got := w.rows(1); len(got) != 1 || got[0].Key != "pomegranate" || got[0].Changed != 2 || string(got[0].Body) != `{"a":2}` {
		t.Errorf("what changed since version 1: %+v", got)
	}
	if r := must(w.Registers(w.Ctx))(w)[wells]; r.Version != 2 || r.Turns != 1 {
		t.Errorf("the register stands at %+v", r)
	}
	w.must(w.ChangeRegister(w.Ctx, store.RegisterChange{Register: store.Register{Name: wells, Version: 2}, Remove: []int64{other.ID}}))
	if r := must(w.Register(w.Ctx, wells))(w); r.Removed != 3 || r.Version != 3 {
		t.Errorf("after a removal the register stands at %+v", r)
	}
	w.must(w.AddSuggestion(w.Ctx, store.SuggestionRow{ID: NewID[int64](w), Register: wells, Record: "pomegranate", Body: []byte("{}")}))
	w.must(w.ChangeRegister(w.Ctx, store.RegisterChange{Register: store.Register{Name: wells, Version: 3}, DropAbout: []string{"apricot"}}))
	if got := must(w.Suggestions(w.Ctx, wells))(w); len(got) != 1 || got[0].Record != "pomegranate" {
		t.Errorf("suggestions that stay: %+v", got)
	}
	if keys := must(w.ItemKeys(w.Ctx))(w); len(keys) != 0 {
		t.Errorf("a removed record leaves the key %v", keys)
	}
	if _, err := w.Record(w.Ctx, wells, "apricot"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a removed record: %v", err)
	}
}

func sameRow(a, b store.RecordRow) bool {
	return a.ID == b.ID && a.Register == b.Register && a.Key == b.Key && a.Changed == b.Changed &&
		slices.Equal(a.Body, b.Body) && slices.Equal(a.ItemKey, b.ItemKey)
}

func testStaleRegisterChange(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	one := w.row("one", "1")
	first := store.RegisterChange{Register: store.Register{Name: wells}, Records: []store.RecordRow{one}}
	w.must(w.ChangeRegister(w.Ctx, first))
	if err := w.ChangeRegister(w.Ctx, first); !errors.Is(err, store.ErrStale) {
		t.Errorf("added twice: %v", err)
	}
	taken := store.RegisterChange{Register: store.Register{Name: wells, Version: 1}, Records: []store.RecordRow{w.row("two", "2"), w.row("one", "3")}, Fresh: true}
	if err := w.ChangeRegister(w.Ctx, taken); !errors.Is(err, store.ErrStale) {
		t.Errorf("a key that is taken: %v", err)
	}
	foreign := one
	foreign.Register = "schools"
	if err := w.ChangeRegister(w.Ctx, store.RegisterChange{Register: store.Register{Name: wells, Version: 1}, Records: []store.RecordRow{foreign}}); err == nil {
		t.Error("a record of another register is written")
	}
	if got := w.rows(0); len(got) != 1 || string(got[0].Body) != "1" {
		t.Errorf("what was refused left %+v", got)
	}
	var wrote atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			err := db.ChangeRegister(w.Ctx, store.RegisterChange{Register: store.Register{Name: wells, Version: 1}, Records: []store.RecordRow{one}})
			if err == nil {
				wrote.Add(1)
			} else if !errors.Is(err, store.ErrStale) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if wrote.Load() != 1 {
		t.Errorf("%d of 8 changes that rest on one version were written", wrote.Load())
	}
}

// What was withdrawn does not come back with an older dump, and a dump holds no key
// of an item (SAFETY C11, RULINGS R19).
func testWithdrawnRecords(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	sealed := w.row("apricot", "sealed")
	sealed.ItemKey = []byte{9}
	w.must(w.ChangeRegister(w.Ctx, store.RegisterChange{Register: store.Register{Name: wells}, Records: []store.RecordRow{sealed}}))
	keys := must(w.ItemKeys(w.Ctx))(w)
	empty := store.RecordRow{ID: sealed.ID, Register: wells, Key: "apricot", Body: []byte("{}")}
	w.must(w.ChangeRegister(w.Ctx, store.RegisterChange{Register: store.Register{Name: wells, Version: 1}, Records: []store.RecordRow{empty}, Withdraw: []int64{sealed.ID}}))
	if keys := must(w.ItemKeys(w.Ctx))(w); len(keys) != 0 {
		t.Errorf("a withdrawn record leaves the key %v", keys)
	}
	withdrawn := must(w.Withdrawals(w.Ctx))(w)
	if len(withdrawn) != 1 || withdrawn[0].Record != sealed.ID {
		t.Fatalf("withdrawals %+v", withdrawn)
	}
	w.must(w.ChangeRegister(w.Ctx, store.RegisterChange{Register: store.Register{Name: wells, Version: 2}, Records: []store.RecordRow{{ID: sealed.ID, Register: wells, Key: "apricot", Body: []byte("sealed")}}}))
	w.must(w.AddItemKeys(w.Ctx, keys)) // as from a backup made before
	w.must(w.Withdraw(w.Ctx, withdrawn))
	if got, keys := w.rows(0), must(w.ItemKeys(w.Ctx))(w); len(got) != 0 || len(keys) != 0 {
		t.Errorf("came back: %+v, keys %v", got, keys)
	}
}
