package web

import (
	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
)

// registerReadRoutes are the pages on which registers are read. Versions of a record
// are below its address, see recordPages.
func (s *site) registerReadRoutes() []Route {
	return []Route{
		{Pattern: "GET /registers", serve: showRegisters},
		{Pattern: "GET /registers/search", serve: showRegisterSearch},
		{Pattern: "GET /registers/attention", serve: showAttention},
		{Pattern: "GET /registers/changes", serve: showChanges},
		{Pattern: "GET /registers/changes.atom", serve: sendChanges},
		{Pattern: "GET /registers/{register}", serve: showTable},
		{Pattern: "GET /registers/{register}/attention", serve: showAttention},
		{Pattern: "GET /registers/{register}/changes", serve: showChanges},
		{Pattern: "GET /registers/{register}/files/{file}", serve: sendRegisterFile},
		{Pattern: "GET /registers/{register}/{record}", serve: showRecordOf},
	}
}

// A registerHead stands above every page of a register.
type registerHead struct {
	Back   linkView // to what the page belongs to
	Banner text     // of the register; no words for none
}

// headOf returns the head of a page below a register.
func (v *visitor) headOf(d *register.Definition) registerHead {
	return registerHead{Back: linkView{Title: v.in(d.Title), Href: v.at(registerPath(d.Name, ""))}, Banner: v.in(d.Banner)}
}

// headAbove returns the head of a page about a register itself, or about all.
func (v *visitor) headAbove(d *register.Definition) registerHead {
	h := registerHead{Back: linkView{Title: text{Words: v.Text("registers.title"), Known: true}, Href: v.at("/registers")}}
	if d != nil {
		h.Banner = v.in(d.Banner)
	}
	return h
}

// marksOf says what a reader must know of a record before relying on it.
func (v *visitor) marksOf(r register.Record) []string {
	var all []string
	add := func(is bool, words string) {
		if is {
			all = append(all, words)
		}
	}
	add(r.Origin == register.Simulated, v.Text("registers.simulated"))
	add(r.Origin == register.FromCase, v.Text("registers.from_case"))
	add(r.State == register.Draft, v.Text("registers.draft"))
	add(r.State == register.Withdrawn, v.Text("registers.withdrawn"))
	add(r.State == register.Kept && r.Approved, v.Text("registers.approved"))
	add(r.State == register.Kept && r.Pending != nil, v.Text("registers.pending"))
	return all
}

// seenAs is a record with the values that are to be shown of it: of one that is not
// kept yet those that wait for approval.
func seenAs(r register.Record) map[string]register.Value {
	if r.State == register.Draft && r.Pending != nil {
		return r.Pending.Values
	}
	return r.Values
}

// valueIn returns what a shared field of a record holds, computed or not.
func valueIn(s node.Shown, f register.Field) register.Value {
	if f.Type == register.Computed {
		return s.Computed[f.Name]
	}
	return seenAs(s.Record)[f.Name]
}

// readsColumn reports whether the reader may read what a side says in a field of its
// own.
func (v *visitor) readsColumn(f register.Field, side dialogue.SideID) bool {
	return f.ReadBy(v.who, register.Record{Side: side})
}
