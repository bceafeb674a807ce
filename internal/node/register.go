package node

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
	"parley/internal/store"
)

func unknownRegister() error { return fault.New(fault.NotFound, "refusal.register_unknown") }
func unknownRecord() error   { return fault.New(fault.NotFound, "refusal.record_unknown") }

// definition returns what a register is.
func (n *Node) definition(name register.Name) (*register.Definition, error) {
	if n.Options.Registers != nil {
		if d, ok := n.Options.Registers.Get(name); ok {
			return d, nil
		}
	}
	return nil, unknownRegister()
}

// definitions returns every register, in the order in which they are listed.
func (n *Node) definitions() []*register.Definition {
	if n.Options.Registers == nil {
		return nil
	}
	return n.Options.Registers.All()
}

// A RegisterView is a register with how many records a viewer sees in it.
type RegisterView struct {
	Definition *register.Definition
	Records    int
}

// Registers returns every register with how many records the viewer sees.
func (n *Node) Registers(ctx context.Context, v dialogue.Viewer) ([]RegisterView, error) {
	var all []RegisterView
	for _, d := range n.definitions() {
		view := RegisterView{Definition: d}
		err := n.looking(ctx, v, d, func(c *register.Catalogue) { view.Records = c.Len() })
		if err != nil {
			return nil, err
		}
		all = append(all, view)
	}
	return all, nil
}

// Register returns what a register is.
func (n *Node) Register(ctx context.Context, v dialogue.Viewer, name register.Name) (*register.Definition, error) {
	return n.definition(name)
}

// Words returns all registers with their words, for units and groups.
func (n *Node) Words() *register.Registers { return n.Options.Registers }

// A Shown is a record as its viewer sees it.
type Shown struct {
	register.Record
	Computed map[string]register.Value                   // by field
	Titles   map[register.Name]map[string]register.Title // of what it links to, by register and key
	Back     []BackLink                                  // what links to it; only of one record
	Alarms   []register.Alarm
	Can      Can
}

// A BackLink is records of one register that link to another record by one field.
type BackLink struct {
	Register *register.Definition
	Field    register.Field
	Titles   []register.Title
}

// Can is what a viewer can do with a record.
type Can struct {
	Write, Apply, DropPending, Column, Propose, Narrow, Withdraw, Reply, Consent, Suggest bool
}

// A RecordsPage is one page of a register.
type RecordsPage struct {
	Definition *register.Definition
	Found      register.Found
	Records    []Shown
	Titles     map[register.Name]map[string]register.Title // of the values of facets that are links
}

// FindRecords returns one page of what the viewer sees of a register, with facets.
func (n *Node) FindRecords(ctx context.Context, v dialogue.Viewer, name register.Name, q register.Query) (RecordsPage, error) {
	d, err := n.definition(name)
	if err != nil {
		return RecordsPage{}, err
	}
	page := RecordsPage{Definition: d}
	s := n.sight(ctx, v)
	if q.Filters, err = s.filters(d, q.Filters); err != nil {
		return page, err
	}
	err = n.looking(ctx, v, d, func(c *register.Catalogue) { page.Found = c.Find(q) })
	if err != nil {
		return page, err
	}
	if page.Found.Facets, page.Titles, err = s.facets(d, page.Found.Facets); err != nil {
		return page, err
	}
	page.Records, err = s.byID(d, page.Found.IDs)
	return page, err
}

// RecordIn returns one record with everything that belongs to it.
func (n *Node) RecordIn(ctx context.Context, v dialogue.Viewer, name register.Name, key string) (*register.Definition, Shown, error) {
	d, err := n.definition(name)
	if err != nil {
		return nil, Shown{}, err
	}
	row, err := n.Store.Record(ctx, string(name), key)
	if err != nil {
		return d, Shown{}, err
	}
	s := n.sight(ctx, v)
	all, err := s.shown(d, []store.RecordRow{row})
	if err != nil {
		return d, Shown{}, err
	}
	if len(all) == 0 {
		return d, Shown{}, unknownRecord()
	}
	one := all[0]
	one.Can = n.can(v, d, one)
	one.Back, err = s.back(d, key)
	return d, one, err
}

func (n *Node) can(v dialogue.Viewer, d *register.Definition, r Shown) Can {
	chair, writer := v.Role == dialogue.CoChair, v.Role == dialogue.CoChair || v.Role == dialogue.Moderator
	own, owned := r.Side == "" || r.Side == v.Side, r.Side != ""
	kept, there := r.State == register.Kept, r.State != register.Withdrawn
	c := Can{
		Write:    writer && own && there,
		Column:   chair && there && slices.ContainsFunc(d.Fields, func(f register.Field) bool { return f.PerSide }),
		Narrow:   chair && kept,
		Withdraw: chair && owned && own && there,
		Reply:    kept && d.Replies && (chair || writer && r.Level != register.Public),
		Consent:  (chair || v.Role == dialogue.Steward) && d.Consent && owned && own && there,
		Suggest:  d.Suggest && kept,
	}
	if r.Pending != nil {
		every := d.Approve == register.EverySide || r.Pending.Level == register.Public
		c.Propose, c.Apply = chair && every, chair && !every && owned && own
		c.DropPending = writer && own && r.Pending.By == v.Side
	}
	return c
}

// RecordsOf returns every record that the viewer sees and that has the values of
// where, by key: an order in which no language comes first.
func (n *Node) RecordsOf(ctx context.Context, v dialogue.Viewer, name register.Name, where map[string]string) ([]Shown, error) {
	d, err := n.definition(name)
	if err != nil {
		return nil, err
	}
	var rows []store.RecordRow
	if err := n.Store.EachRecord(ctx, string(name), 0, func(r store.RecordRow) error { rows = append(rows, r); return nil }); err != nil {
		return nil, err
	}
	all, err := n.sight(ctx, v).shown(d, rows)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(s Shown) bool { return !s.has(where) })
	slices.SortFunc(all, func(a, b Shown) int { return strings.Compare(a.Key, b.Key) })
	return all, nil
}

// has reports whether a record has the values of where, computed ones too.
func (s Shown) has(where map[string]string) bool {
	for field, want := range where {
		value, computed := s.Computed[field]
		if !computed {
			value = s.Values[field]
		}
		links := slices.ContainsFunc(value.Links, func(l register.Link) bool { return l.Key == want })
		if !links && !slices.Contains(value.Choices, want) {
			return false
		}
	}
	return true
}

// A Hit is a record that was found by words.
type Hit struct {
	Definition *register.Definition
	Shown
}

// MostHits of one register in a search of all.
const MostHits = 20

// SearchRegisters returns the records of every register that have the words, those
// of each register in its order.
func (n *Node) SearchRegisters(ctx context.Context, v dialogue.Viewer, words string) ([]Hit, error) {
	var hits []Hit
	s := n.sight(ctx, v)
	for _, d := range n.definitions() {
		var ids []register.ID
		if err := n.looking(ctx, v, d, func(c *register.Catalogue) { ids = c.Search(words, MostHits) }); err != nil {
			return nil, err
		}
		all, err := s.byID(d, ids)
		if err != nil {
			return nil, err
		}
		for _, one := range all {
			hits = append(hits, Hit{d, one})
		}
	}
	return hits, nil
}

// MostOfAll is how many records a list of those that want attention, or that changed,
// has of one register.
const MostOfAll = 500

// Attention returns the records that want somebody's attention, of one register or,
// with "", of all; the longest overdue first in each.
func (n *Node) Attention(ctx context.Context, v dialogue.Viewer, name register.Name) ([]Hit, error) {
	return n.hits(ctx, v, name, func(c *catalogue) []register.ID {
		return slices.Sorted(maps.Keys(c.alarmed))
	}, func(a, b Hit) int { return b.late() - a.late() })
}

func (h Hit) late() int {
	most := 0
	for _, a := range h.Alarms {
		most = max(most, a.Late)
	}
	return most
}

// RecentDays is for how long a change counts as recent.
const RecentDays = 90

// RecentChanges returns the records that changed lately as the viewer sees it, of
// one register or, with "", of all: the newest day first.
func (n *Node) RecentChanges(ctx context.Context, v dialogue.Viewer, name register.Name) ([]Hit, error) {
	since := n.today() - RecentDays
	all, err := n.hits(ctx, v, name, func(c *catalogue) []register.ID {
		var ids []register.ID
		for id, day := range c.changed {
			if day > since {
				ids = append(ids, id)
			}
		}
		slices.SortFunc(ids, func(a, b register.ID) int {
			return cmp.Or(cmp.Compare(c.changed[b], c.changed[a]), cmp.Compare(a, b))
		})
		return ids
	}, func(a, b Hit) int { return cmp.Compare(b.Changed, a.Changed) })
	slices.SortStableFunc(all, func(a, b Hit) int { return cmp.Compare(b.Changed, a.Changed) })
	return all, err
}

// hits reads the records that pick chooses of each register, in the order given.
func (n *Node) hits(ctx context.Context, v dialogue.Viewer, name register.Name, pick func(*catalogue) []register.ID, order func(a, b Hit) int) ([]Hit, error) {
	var hits []Hit
	s := n.sight(ctx, v)
	for _, d := range n.definitions() {
		if name != "" && d.Name != name {
			continue
		}
		var ids []register.ID
		if err := n.lookingAt(ctx, v, d, func(c *catalogue) { ids = pick(c) }); err != nil {
			return nil, err
		}
		all, err := s.byID(d, ids[:min(len(ids), MostOfAll)])
		if err != nil {
			return nil, err
		}
		first := len(hits)
		for _, one := range all {
			hits = append(hits, Hit{d, one})
		}
		slices.SortStableFunc(hits[first:], order)
	}
	return hits, nil
}
