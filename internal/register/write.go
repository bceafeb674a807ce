package register

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// LongestWhy is how many characters the reason of a change can have.
const LongestWhy = 500

// Write decides on what somebody wants a record to be. r is the record as it is
// kept, or a new one that has an ID, Register and Key and is else zero. The change
// waits as Pending for every side, or, where one side is enough, for its co-chair,
// whose own change counts at once.
//
// A field that by may not read keeps what it has: by is not told of it, and cannot
// give it. A new record that is kept with consent needs that to its being held.
func (d *Definition) Write(by dialogue.Viewer, sides []dialogue.SideID, r Record, c Change, today dialogue.Day) (Record, error) {
	if err := d.writes(by, sides, r); err != nil {
		return r, err
	}
	if r.State == "" {
		r.State, r.Level, r.Maker, r.Made, r.Changed = Draft, narrower(d.Start, d.Level), by.Side, today, today
		if d.Approve == OneSide {
			r.Side = by.Side
		}
		if d.Consent {
			if !c.Held {
				return r, fault.New(fault.Refused, "refusal.consent_needed")
			}
			r.Consents = []Consent{{Use: "hold", From: today, By: by.Side}}
		}
	}
	before := r.Values
	if r.Pending != nil {
		before = r.Pending.Values
		if d.seenPending(by, r) == nil { // of which by knows nothing
			return r, fault.New(fault.Conflict, "refusal.record_changed")
		}
	}
	if c.Level == "" && r.Pending != nil {
		c.Level = r.Pending.Level
	} else if c.Level == "" && r.State == Kept {
		c.Level = r.Level
	}
	next, err := d.cleanChange(by, sides, r, before, c)
	if err != nil {
		return r, err
	}
	next.By, next.On = by.Side, today
	now := r.Pending
	if now == nil && r.State == Kept {
		now = &Change{Level: r.Level, Values: r.Values, Sources: r.Sources}
	}
	if now != nil && next.Level == now.Level && Same(next.Values, now.Values) && Same(next.Sources, now.Sources) {
		return r, fault.New(fault.Refused, "refusal.record_same")
	}
	r.Pending = &next
	if !d.needsEverySide(r) && by.Role == dialogue.CoChair {
		return r.apply(by.Side, today), nil
	}
	return r, nil
}

// writes refuses who cannot write a record.
func (d *Definition) writes(by dialogue.Viewer, sides []dialogue.SideID, r Record) error {
	switch {
	case by.Role != dialogue.CoChair && by.Role != dialogue.Moderator, !slices.Contains(sides, by.Side):
		return fault.New(fault.Refused, "refusal.writer_only")
	case r.State == Withdrawn:
		return fault.New(fault.Refused, "refusal.record_withdrawn")
	case r.Side != "" && r.Side != by.Side:
		return fault.New(fault.Refused, "refusal.record_owner")
	}
	return nil
}

// needsEverySide reports whether what is pending has to be approved by every side:
// what is shared, and whatever would be public.
func (d *Definition) needsEverySide(r Record) bool {
	return d.Approve == EverySide || r.Pending.Level == Public
}

// cleanChange tidies and checks a change. Shared words count as approved in every
// language that they have: the approval of the change covers them all.
func (d *Definition) cleanChange(by dialogue.Viewer, sides []dialogue.SideID, r Record, before map[string]Value, c Change) (Change, error) {
	out := Change{Level: c.Level, Values: map[string]Value{}, Sources: c.Sources}
	if out.Level == "" {
		out.Level = narrower(d.Start, d.Level)
	}
	if out.Level.wide() >= len(Levels()) || out.Level.Wider(d.Level) || (out.Level == Side && r.Side == "") {
		return out, fault.New(fault.Invalid, "refusal.record_level")
	}
	for name := range c.Values {
		if f, ok := d.Field(name); !ok || f.PerSide || !f.kept() {
			return out, fault.New(fault.Invalid, "refusal.record_field", "Field", name)
		}
	}
	for _, f := range d.Fields {
		value, given := c.Values[f.Name]
		if f.PerSide || !f.kept() {
			continue
		}
		if !f.Level.allows(by, r.Side) {
			if given && !value.Empty() {
				return out, fault.New(fault.Refused, "refusal.record_field", "Field", f.Name)
			}
			if old, ok := before[f.Name]; ok {
				out.Values[f.Name] = old
			}
			continue
		}
		value, err := d.Clean(f, value, sides)
		if err != nil {
			return out, err
		}
		switch {
		case !value.Empty():
			out.Values[f.Name] = approved(value)
		case f.Required:
			return out, fault.New(fault.Invalid, "refusal.record_required", "Field", f.Name)
		}
	}
	if err := d.needed(out.Values, false); err != nil {
		return out, err
	}
	if err := checkSources(out.Sources); err != nil {
		return out, err
	}
	var err error
	out.Why, err = dialogue.CleanWriting(c.Why, LongestWhy)
	return out, err
}

// needed refuses a value whose field needs another one that is not there.
func (d *Definition) needed(values map[string]Value, perSide bool) error {
	for _, f := range d.Fields {
		if f.PerSide == perSide && f.Needs != "" && !values[f.Name].Empty() && values[f.Needs].Empty() {
			return fault.New(fault.Refused, "refusal.record_needs", "Field", f.Name, "Needs", f.Needs)
		}
	}
	return nil
}

// kept reports whether a field's value is stored with the record.
func (f Field) kept() bool { return f.Type != Computed && f.Type != Assessed }

// Bounds of the sources of a record.
const (
	MostSources   = 50
	LongestSource = 300
)

func checkSources(all []dialogue.Source) error {
	if len(all) > MostSources {
		return fault.New(fault.Invalid, "refusal.sources_many", "Most", MostSources)
	}
	for _, s := range all {
		switch {
		case s.Work == "" || dialogue.Length(s.Work) > LongestSource || dialogue.Length(s.Section) > LongestSource:
			return fault.New(fault.Invalid, "refusal.source_long", "Most", LongestSource)
		case s.URL != "" && (!strings.HasPrefix(s.URL, "https://") || len(s.URL) > 2000):
			return fault.New(fault.Invalid, "refusal.source_url")
		}
	}
	return nil
}

// approved marks every translation in a value as approved.
func approved(v Value) Value {
	texts := slices.Clone(v.Texts)
	for i := range texts {
		texts[i] = allLanguages(texts[i])
	}
	v.Texts = texts
	links := slices.Clone(v.Links)
	for i := range links {
		links[i].Role = allLanguages(links[i].Role)
	}
	v.Links = links
	evidence := slices.Clone(v.Evidence)
	for i := range evidence {
		evidence[i].What = allLanguages(evidence[i].What)
	}
	v.Evidence = evidence
	ticks := slices.Clone(v.Ticks)
	for i := range ticks {
		ticks[i].Note = allLanguages(ticks[i].Note)
	}
	v.Ticks = ticks
	if v.Number != nil {
		n := *v.Number
		n.Qualifier = allLanguages(n.Qualifier)
		v.Number = &n
	}
	return v
}

func allLanguages(w dialogue.Writing) dialogue.Writing {
	w.Approved = nil
	for _, l := range dialogue.Languages() {
		if l != w.Original && w.Text[l] != "" {
			w.Approved = append(w.Approved, l)
		}
	}
	return w
}

// Same reports whether two things are written alike.
func Same[T any](a, b T) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// apply makes what is pending what is kept, as the next version, and keeps what was
// before. by is whose act it is, "" for every side's.
func (r Record) apply(by dialogue.SideID, today dialogue.Day) Record {
	p := r.Pending
	if r.State != Kept || p.Level.Wider(r.Level) {
		r.Since = today
	}
	if r.State == Kept {
		r.Past = append(slices.Clone(r.Past), Past{Version: r.Version, Level: r.Level, To: p.Level, Values: differing(r.Values, p.Values),
			Why: p.Why, By: by, On: today})
	}
	r.State, r.Level, r.Values, r.Sources, r.Pending = Kept, p.Level, p.Values, p.Sources, nil
	r.Version, r.Changed, r.Approved = r.Version+1, today, by == ""
	return r
}

// differing returns what before has of the fields in which the two differ.
func differing(before, after map[string]Value) map[string]Value {
	out := map[string]Value{}
	for name, value := range before {
		if !Same(value, after[name]) {
			out[name] = value
		}
	}
	for name := range after {
		if _, ok := before[name]; !ok {
			out[name] = Value{}
		}
	}
	return out
}

// Column decides on what a co-chair writes into the own side's column. values are
// those of the fields that change; it counts at once, for it is the side's own word.
func (d *Definition) Column(by dialogue.Viewer, sides []dialogue.SideID, r Record, values map[string]Value, why dialogue.Writing, today dialogue.Day) (Record, error) {
	switch {
	case by.Role != dialogue.CoChair || !slices.Contains(sides, by.Side):
		return r, fault.New(fault.Refused, "refusal.co_chair_only")
	case r.State == Withdrawn:
		return r, fault.New(fault.Refused, "refusal.record_withdrawn")
	}
	before := r.Columns[by.Side]
	after := maps.Clone(before)
	if after == nil {
		after = map[string]Value{}
	}
	for name, value := range values {
		f, ok := d.Field(name)
		if !ok || !f.PerSide || !f.kept() {
			return r, fault.New(fault.Invalid, "refusal.record_field", "Field", name)
		}
		value, err := d.Clean(f, value, sides)
		if err != nil {
			return r, err
		}
		if delete(after, name); !value.Empty() {
			after[name] = approved(value)
		}
	}
	if err := d.needed(after, true); err != nil {
		return r, err
	}
	old := differing(before, after)
	if len(old) == 0 {
		return r, fault.New(fault.Refused, "refusal.record_same")
	}
	why, err := dialogue.CleanWriting(why, LongestWhy)
	if err != nil {
		return r, err
	}
	if r.State == Kept { // of a draft nobody has read a version yet
		r.Past = append(slices.Clone(r.Past), Past{Version: r.Version, Level: r.Level, To: r.Level,
			Columns: map[dialogue.SideID]map[string]Value{by.Side: old}, Why: why, By: by.Side, On: today})
	}
	r.Columns = maps.Clone(r.Columns)
	if r.Columns == nil {
		r.Columns = map[dialogue.SideID]map[string]Value{}
	}
	r.Columns[by.Side] = after
	r.Version, r.Changed = r.Version+1, today
	return r, nil
}
