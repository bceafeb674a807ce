package register

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"

	"parley/internal/dialogue"
)

// Seen returns a record as v may have it today, or false where for v there is none.
// It is the one policy of registers (SAFETY.md C10): a field that v may not read is
// not there, a version in which nothing that v reads was another is not there, and
// Version and Changed count only what v sees. The result shares nothing with r that
// may be changed.
//
// What links lead to is left in: whoever shows a record takes out those that lead to
// records that v does not see ([Record.Prune]).
func (d *Definition) Seen(v dialogue.Viewer, r Record, today dialogue.Day) (Record, bool) {
	level := d.levelOf(r, today)
	out := Record{ID: r.ID, Register: r.Register, Key: r.Key, State: r.State, Level: r.Level, Side: r.Side,
		Sources: r.Sources, Origin: r.Origin, Approved: r.Approved, From: r.From, Made: r.Made}
	switch {
	case !level.allows(v, r.Side):
		return Record{}, false
	case r.State != Kept && v.Role == "":
		return Record{}, false
	}
	out.Values = d.seenValues(v, r.Side, r.Values)
	for side, column := range r.Columns {
		if seen := d.seenColumn(v, side, column); len(seen) > 0 {
			if out.Columns == nil {
				out.Columns = map[dialogue.SideID]map[string]Value{}
			}
			out.Columns[side] = seen
		}
	}
	for _, reply := range r.Replies {
		if f, ok := d.Field(reply.Field); ok && reply.Level.allows(v, r.Side) && f.Level.allows(v, sideOf(f, reply.Column, r.Side)) {
			out.Replies = append(out.Replies, reply)
		}
	}
	if v.Role != "" {
		out.Consents = r.Consents
		out.Pending = d.seenPending(v, r)
	}
	if v.Role == "" && r.Since != 0 {
		out.Made = r.Since // the public is not told since when others read it
	}
	out.Changed = max(out.Made, r.Since)
	out.Version = 1
	for _, p := range r.Past {
		if seen, ok := d.seenPast(v, r, p); ok {
			seen.Version = out.Version
			out.Past = append(out.Past, seen)
			out.Version++
			out.Changed = max(out.Changed, p.On)
		}
	}
	return out, true
}

// sideOf returns the side whose level Side counts for a field of a record.
func sideOf(f Field, column, owner dialogue.SideID) dialogue.SideID {
	if f.PerSide {
		return column
	}
	return owner
}

// levelOf returns who may read a record today: its level, that of its register, and
// what consent allows, whichever is the narrowest.
func (d *Definition) levelOf(r Record, today dialogue.Day) Level {
	level := narrower(r.Level, d.Level)
	if r.State == Draft && r.Pending != nil {
		level = narrower(narrower(r.Pending.Level, d.Level), Members)
	}
	if d.Consent {
		level = narrower(level, consented(r.Consents, today))
	}
	return level
}

func narrower(a, b Level) Level {
	if a.Wider(b) {
		return b
	}
	return a
}

// seenValues returns the shared values of an owner's record that v may read.
func (d *Definition) seenValues(v dialogue.Viewer, owner dialogue.SideID, values map[string]Value) map[string]Value {
	out := map[string]Value{}
	for _, f := range d.Fields {
		value, ok := values[f.Name]
		if !ok || f.PerSide || !f.Level.allows(v, owner) || (f.Needs != "" && values[f.Needs].Empty()) {
			continue
		}
		out[f.Name] = value
	}
	return out
}

func (d *Definition) seenColumn(v dialogue.Viewer, side dialogue.SideID, column map[string]Value) map[string]Value {
	out := map[string]Value{}
	for _, f := range d.Fields {
		if value, ok := column[f.Name]; ok && f.PerSide && f.Level.allows(v, side) && (f.Needs == "" || !column[f.Needs].Empty()) {
			out[f.Name] = value
		}
	}
	return out
}

// seenPending returns what is pending as far as v may read it: nobody reads more of
// it than of a record at its level.
func (d *Definition) seenPending(v dialogue.Viewer, r Record) *Change {
	if r.Pending == nil || !narrower(r.Pending.Level, Members).allows(v, r.Side) {
		return nil
	}
	seen := *r.Pending
	seen.Values = d.seenValues(v, r.Side, r.Pending.Values)
	return &seen
}

// seenPast returns a version as far as v may read it, and whether v reads that
// anything was another. An old version is read by those who may read the record at
// the level it then had.
func (d *Definition) seenPast(v dialogue.Viewer, r Record, p Past) (Past, bool) {
	if !p.Level.allows(v, r.Side) {
		return Past{}, false
	}
	seen := Past{Level: p.Level, To: p.To, By: p.By, On: p.On, Values: map[string]Value{}}
	whole := p.To == "" || p.To.allows(v, r.Side)
	for _, f := range d.Fields {
		if value, ok := p.Values[f.Name]; ok && !f.PerSide && f.Level.allows(v, r.Side) {
			seen.Values[f.Name] = value
		}
		for side, column := range p.Columns {
			value, ok := column[f.Name]
			if !ok || !f.PerSide || !f.Level.allows(v, side) {
				continue
			}
			if seen.Columns == nil {
				seen.Columns = map[dialogue.SideID]map[string]Value{}
			}
			if seen.Columns[side] == nil {
				seen.Columns[side] = map[string]Value{}
			}
			seen.Columns[side][f.Name] = value
		}
	}
	changed := len(seen.Values) + len(seen.Columns)
	if whole && len(seen.Values) == len(p.Values) && len(seen.Columns) == len(p.Columns) {
		seen.Why = p.Why // who does not read all that changed, or at what it changed, is not told why
	}
	return seen, changed > 0 || (whole && p.Level != p.To && p.To != "" && len(p.Values)+len(p.Columns) == 0)
}

// Stamp identifies what a viewer saw of a record: whoever changes it names the stamp
// of what was shown, and another one is a Conflict.
func (r Record) Stamp() string {
	b, err := json.Marshal(r)
	if err != nil {
		panic("register: a record that cannot be written: " + err.Error()) // it holds only plain values
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12])
}

// Prune returns r without the links that lead to nothing that may be seen, in its
// values, columns, past and pending. It changes nothing of r.
func (r Record) Prune(d *Definition, there func(Name, string) bool) Record {
	prune := func(values map[string]Value) map[string]Value {
		var out map[string]Value // a copy, once something differs
		for name, value := range values {
			if len(value.Links) == 0 {
				continue
			}
			f, _ := d.Field(name)
			var kept []Link
			for _, link := range value.Links {
				if there(f.LeadsTo(), link.Key) {
					kept = append(kept, link)
				}
			}
			if len(kept) == len(value.Links) {
				continue
			}
			if out == nil {
				out = maps.Clone(values)
			}
			if value.Links = kept; value.Empty() {
				delete(out, name)
			} else {
				out[name] = value
			}
		}
		if out == nil {
			return values
		}
		return out
	}
	columns := func(all map[dialogue.SideID]map[string]Value) map[dialogue.SideID]map[string]Value {
		out := maps.Clone(all)
		for side := range out {
			out[side] = prune(out[side])
		}
		return out
	}
	r.Values, r.Columns = prune(r.Values), columns(r.Columns)
	if r.Pending != nil {
		pending := *r.Pending
		pending.Values = prune(pending.Values)
		r.Pending = &pending
	}
	if len(r.Past) > 0 {
		past := make([]Past, 0, len(r.Past))
		for _, p := range r.Past {
			p.Values, p.Columns = prune(p.Values), columns(p.Columns)
			past = append(past, p)
		}
		r.Past = past
	}
	return r
}
