package node

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
	"parley/internal/store"
)

// A RecordDraft is what somebody wants a record to be.
type RecordDraft struct {
	Key    string // of the record; "" makes a new one
	Wanted string // the key that a new one is to have; "" draws one
	Stamp  string // of what was shown (Record.Stamp)
	Change register.Change
}

var recordKey = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}.-]{0,79}$`)

// reserved are keys that would hide a page of the register behind a record's.
var reserved = []string{"new", "changes", "attention", "import", "views", "files", "proposals", "suggest", "suggestions", "assessments", "search"}

// CheckRecordKey refuses what cannot be the key of a record.
func CheckRecordKey(key string) error {
	if !recordKey.MatchString(key) || slices.Contains(reserved, key) {
		return fault.New(fault.Invalid, "refusal.record_key")
	}
	return nil
}

// WriteRecord adds a record or changes what is pending of one. It returns the key.
func (n *Node) WriteRecord(ctx context.Context, v dialogue.Viewer, name register.Name, draft RecordDraft) (string, error) {
	if draft.Key != "" {
		return draft.Key, n.changeRecord(ctx, v, name, draft.Key, draft.Stamp, func(w *recordWrite) error {
			change, err := w.linked(draft.Change)
			if err != nil {
				return err
			}
			w.after, err = w.d.Write(v, w.sides, w.before, change, n.today())
			return err
		})
	}
	d, err := n.definition(name)
	if err != nil {
		return "", err
	}
	key, id, err := n.newRecord(v, d, draft.Wanted)
	if err != nil {
		return "", err
	}
	return key, again(ctx, func() error {
		w, err := n.recordWrite(ctx, v, d)
		if err != nil {
			return err
		}
		if _, err := n.Store.Record(ctx, string(name), key); fault.KindOf(err) != fault.NotFound {
			if err == nil {
				err = fault.New(fault.Conflict, "refusal.record_key_taken")
			}
			return err
		}
		change, err := w.linked(draft.Change)
		if err != nil {
			return err
		}
		if w.after, err = d.Write(v, w.sides, register.Record{ID: id, Register: name, Key: key}, change, n.today()); err != nil {
			return err
		}
		return w.put(ctx)
	})
}

// newRecord draws a number, and a key where none is wanted. Of a record that is held
// with consent the key says nothing. One side's own records have keys that begin with
// the side: so nobody learns from a key that is taken what another side keeps.
func (n *Node) newRecord(v dialogue.Viewer, d *register.Definition, wanted string) (string, register.ID, error) {
	id, err := newID[register.ID](n)
	_, drawn := dialogue.ParseID[register.ID](wanted) // elsewhere, and brought here
	switch {
	case err != nil:
		return "", 0, err
	case wanted == "" || d.Consent:
		return dialogue.FormatID(id), id, nil
	case d.Approve == register.OneSide && !drawn && !strings.HasPrefix(wanted, string(v.Side)+"-"):
		wanted = string(v.Side) + "-" + wanted
	}
	return wanted, id, CheckRecordKey(wanted)
}

// A recordWrite is one change of one record, from what was read to what is written.
type recordWrite struct {
	n      *Node
	d      *register.Definition
	s      *sight
	sides  []dialogue.SideID
	at     store.Register
	key    []byte // with which the record is sealed; nil for none
	before register.Record
	after  register.Record
	remove bool
	keys   map[string][]byte // of an import: with which records are sealed, by key
	change store.RegisterChange
}

// recordWrite reads where a register stands. Its version covers all that is read
// after it.
func (n *Node) recordWrite(ctx context.Context, v dialogue.Viewer, d *register.Definition) (*recordWrite, error) {
	w := &recordWrite{n: n, d: d, s: n.sight(ctx, v)}
	var err error
	if w.at, err = n.Store.Register(ctx, string(d.Name)); err != nil {
		return nil, err
	}
	w.sides, err = n.sideIDs(ctx)
	return w, err
}

// changeRecord runs a use case that changes a record that the viewer sees. stamp is
// of what was shown.
func (n *Node) changeRecord(ctx context.Context, v dialogue.Viewer, name register.Name, key, stamp string, use func(*recordWrite) error) error {
	d, err := n.definition(name)
	if err != nil {
		return err
	}
	withdrew := false
	err = again(ctx, func() error {
		w, err := n.recordWrite(ctx, v, d)
		if err != nil {
			return err
		}
		row, err := n.Store.Record(ctx, string(name), key)
		if err != nil {
			return err
		}
		if w.before, err = n.recordOf(d, row); err != nil {
			return err
		}
		w.key = row.ItemKey
		seen, err := w.s.shown(d, []store.RecordRow{row})
		if err != nil {
			return err
		}
		if len(seen) == 0 {
			return unknownRecord()
		}
		if stamp != seen[0].Stamp() {
			return fault.New(fault.Conflict, "refusal.record_changed")
		}
		w.after = w.before
		if err := use(w); err != nil {
			return err
		}
		withdrew = w.after.State == register.Withdrawn
		return w.put(ctx)
	})
	if err == nil && withdrew {
		n.withdrawn(ctx)
	}
	return err
}

// put writes the record as it is after.
func (w *recordWrite) put(ctx context.Context) error {
	w.change.Register = w.at
	withdrawn := w.after.State == register.Withdrawn
	if w.remove || withdrawn { // nothing that was said of it stays
		var err error
		if w.change.DropPapers, err = w.n.papersAbout(ctx, w.d.Name, w.after.Key); err != nil {
			return err
		}
		w.change.DropAbout = []string{w.after.Key}
	}
	if w.remove {
		w.change.Remove = append(w.change.Remove, int64(w.after.ID))
		return w.n.Store.ChangeRegister(ctx, w.change)
	}
	row, err := w.n.rowOf(w.d, w.after, w.key)
	if err != nil {
		return err
	}
	w.change.Records = append(w.change.Records, row)
	if withdrawn {
		w.change.Withdraw = append(w.change.Withdraw, row.ID)
	}
	return w.n.Store.ChangeRegister(ctx, w.change)
}

// linked refuses links to what the viewer does not see, and puts those back that
// were left out because the viewer does not see where they lead.
func (w *recordWrite) linked(c register.Change) (register.Change, error) {
	before := w.before.Values
	if w.before.Pending != nil {
		before = w.before.Pending.Values
	}
	values := map[string]register.Value{}
	for name, value := range c.Values {
		values[name] = value
	}
	for _, f := range w.d.Fields {
		if f.LeadsTo() == "" || f.PerSide {
			continue
		}
		value, err := w.links(f, before[f.Name], values[f.Name])
		if err != nil {
			return c, err
		}
		if values[f.Name] = value; value.Empty() {
			delete(values, f.Name)
		}
	}
	c.Values = values
	return c, nil
}

func (w *recordWrite) links(f register.Field, before, after register.Value) (register.Value, error) {
	var keys []string
	for _, l := range append(slices.Clone(before.Links), after.Links...) {
		keys = append(keys, l.Key)
	}
	if err := w.s.lookUp(f.LeadsTo(), keys); err != nil {
		return after, err
	}
	for _, l := range after.Links {
		if !w.s.there(f.LeadsTo(), l.Key) {
			return after, fault.New(fault.Invalid, "refusal.link_nowhere", "Field", f.Name, "Key", l.Key)
		}
	}
	for _, l := range before.Links {
		if !w.s.there(f.LeadsTo(), l.Key) {
			after.Links = append(slices.Clone(after.Links), l)
		}
	}
	return after, nil
}

// WriteColumn writes into the own side's column, at once.
func (n *Node) WriteColumn(ctx context.Context, v dialogue.Viewer, name register.Name, key, stamp string, values map[string]register.Value, why dialogue.Writing) error {
	return n.changeRecord(ctx, v, name, key, stamp, func(w *recordWrite) error {
		kept := map[string]register.Value{}
		for field, value := range values {
			f, ok := w.d.Field(field)
			if ok && f.LeadsTo() != "" {
				var err error
				if value, err = w.links(f, w.before.Columns[v.Side][field], value); err != nil {
					return err
				}
			}
			kept[field] = value
		}
		var err error
		w.after, err = w.d.Column(v, w.sides, w.before, kept, why, n.today())
		return err
	})
}

// ApplyRecord makes what is pending count, where one side is enough.
func (n *Node) ApplyRecord(ctx context.Context, v dialogue.Viewer, name register.Name, key, stamp string) error {
	return n.changeRecord(ctx, v, name, key, stamp, func(w *recordWrite) (err error) {
		w.after, err = w.d.ApplyOwn(v, w.before, n.today())
		return err
	})
}

// DropPending takes back what is pending of a record.
func (n *Node) DropPending(ctx context.Context, v dialogue.Viewer, name register.Name, key, stamp string) error {
	return n.changeRecord(ctx, v, name, key, stamp, func(w *recordWrite) (err error) {
		w.after, w.remove, err = w.d.DropPending(v, w.sides, w.before)
		return err
	})
}

// NarrowRecord lets fewer people read a record, at once.
func (n *Node) NarrowRecord(ctx context.Context, v dialogue.Viewer, name register.Name, key, stamp string, to register.Level) error {
	return n.changeRecord(ctx, v, name, key, stamp, func(w *recordWrite) (err error) {
		w.after, err = w.d.Narrow(v, w.sides, w.before, to, n.today())
		return err
	})
}

// WithdrawRecord empties one side's own record, for ever.
func (n *Node) WithdrawRecord(ctx context.Context, v dialogue.Viewer, name register.Name, key, stamp string) error {
	return n.changeRecord(ctx, v, name, key, stamp, func(w *recordWrite) (err error) {
		w.after, err = w.d.Withdraw(v, w.before, n.today())
		return err
	})
}

// ReplyTo adds the own side's reply to a field.
func (n *Node) ReplyTo(ctx context.Context, v dialogue.Viewer, name register.Name, key, stamp string, reply register.Reply) error {
	var err error
	if reply.ID, err = newID[register.ReplyID](n); err != nil {
		return err
	}
	return n.changeRecord(ctx, v, name, key, stamp, func(w *recordWrite) (err error) {
		w.after, err = w.d.Reply(v, w.sides, w.before, reply, n.today())
		return err
	})
}

// TakeReplyBack removes the own side's reply.
func (n *Node) TakeReplyBack(ctx context.Context, v dialogue.Viewer, name register.Name, key, stamp string, id register.ReplyID) error {
	return n.changeRecord(ctx, v, name, key, stamp, func(w *recordWrite) (err error) {
		w.after, err = w.d.TakeReplyBack(v, w.before, id)
		return err
	})
}

// RecordConsent writes down that the one whom a record is about agreed to a use.
func (n *Node) RecordConsent(ctx context.Context, v dialogue.Viewer, name register.Name, key, stamp string, c register.Consent) error {
	return n.changeRecord(ctx, v, name, key, stamp, func(w *recordWrite) (err error) {
		w.after, err = w.d.RecordConsent(v, w.before, c, n.today())
		return err
	})
}

// WithdrawRecordConsent takes consent to a use back, at once.
func (n *Node) WithdrawRecordConsent(ctx context.Context, v dialogue.Viewer, name register.Name, key, stamp, use string) error {
	return n.changeRecord(ctx, v, name, key, stamp, func(w *recordWrite) (err error) {
		w.after, err = w.d.WithdrawConsent(v, w.before, use, n.today())
		return err
	})
}
