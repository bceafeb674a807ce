package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// Batch is what a proposal about a register asks every side to approve: changes of
// records, as they are pending. Its canonical bytes are kept with the proposal, so
// that a co-chair can read exactly what is signed.
type Batch struct {
	Format     string      `json:"format"` // BatchFormat
	Register   Name        `json:"register"`
	Definition string      `json:"definition"` // digest of what the register's fields mean
	Changes    []BatchItem `json:"changes"`    // by key
}

// BatchFormat names the format of a Batch.
const BatchFormat = "parley-register-changes/1"

// A BatchItem is the pending change of one record.
type BatchItem struct {
	ID      ID     `json:"id"`
	Key     string `json:"key"`
	Version int    `json:"version"` // of the record that it replaces
	Change  Change `json:"change"`
}

// MostInBatch is how many changes one proposal can hold.
const MostInBatch = 200_000

// NewBatch returns the batch of the records given, all of which must have something
// pending. Of it the batch has what co-chairs of every side may read: fields that are
// one side's alone, and links to what not all of them see, bind nobody else and are
// left out. there reports whether all of them see what a link leads to. A record that
// is held with consent needs that to its publication.
func (d *Definition) NewBatch(records []Record, there func(Name, string) bool, today dialogue.Day) (Batch, error) {
	b := Batch{Format: BatchFormat, Register: d.Name, Definition: d.Digest().String()}
	for _, r := range records {
		switch {
		case r.Pending == nil:
			return b, fault.New(fault.Refused, "refusal.record_nothing_pending", "Key", r.Key)
		case !d.needsEverySide(r):
			return b, fault.New(fault.Refused, "refusal.record_one_side", "Key", r.Key)
		case d.Consent && !r.Consented("publish", today):
			return b, fault.New(fault.Refused, "refusal.consent_none")
		}
		change := *r.Prune(d, there).Pending
		values := map[string]Value{}
		for name, value := range change.Values {
			if f, ok := d.Field(name); ok && f.Level != Side {
				values[name] = value
			}
		}
		change.Values = values
		b.Changes = append(b.Changes, BatchItem{ID: r.ID, Key: r.Key, Version: r.Version, Change: change})
	}
	switch {
	case len(b.Changes) == 0:
		return b, fault.New(fault.Refused, "refusal.register_nothing_pending")
	case len(b.Changes) > MostInBatch:
		return b, fault.New(fault.Refused, "refusal.batch_many", "Most", MostInBatch)
	}
	slices.SortFunc(b.Changes, func(x, y BatchItem) int { return strings.Compare(x.Key, y.Key) })
	return b, nil
}

// Bytes returns the canonical bytes of a batch, one line a change.
func (b Batch) Bytes() []byte {
	var out bytes.Buffer
	changes := b.Changes
	b.Changes = nil
	write := func(v any) {
		line, err := json.Marshal(v)
		if err != nil {
			panic("register: a batch that cannot be written: " + err.Error()) // it holds only plain values
		}
		out.Write(append(line, '\n'))
	}
	write(b)
	for _, c := range changes {
		write(c)
	}
	return out.Bytes()
}

// ParseBatch reads canonical bytes. What does not print back to the same bytes is
// refused.
func ParseBatch(text []byte) (Batch, error) {
	var b Batch
	in := json.NewDecoder(bytes.NewReader(text))
	err := in.Decode(&b)
	for err == nil && in.More() {
		var c BatchItem
		if err = in.Decode(&c); err == nil {
			b.Changes = append(b.Changes, c)
		}
	}
	if err != nil || b.Format != BatchFormat || !bytes.Equal(b.Bytes(), text) {
		return Batch{}, fault.New(fault.Invalid, "refusal.batch_bytes")
	}
	return b, nil
}

// Hash returns the hash of the batch's bytes.
func (b Batch) Hash() dialogue.Hash { return sha256.Sum256(b.Bytes()) }

// Digest returns the digest of a definition: approvals are for fields that mean
// what they meant.
func (d *Definition) Digest() dialogue.Hash {
	b, err := json.Marshal(d)
	if err != nil {
		panic("register: a definition that cannot be written: " + err.Error())
	}
	return sha256.Sum256(b)
}

// Enact returns a record after every side approved what is pending.
func (r Record) Enact(today dialogue.Day) Record { return r.apply("", today) }

// ApplyOwn decides on a co-chair's making what a moderator of the same side wrote
// count, where one side is enough.
func (d *Definition) ApplyOwn(by dialogue.Viewer, r Record, today dialogue.Day) (Record, error) {
	switch {
	case by.Role != dialogue.CoChair || r.Side == "" || by.Side != r.Side:
		return r, fault.New(fault.Refused, "refusal.record_owner")
	case r.Pending == nil:
		return r, fault.New(fault.Refused, "refusal.record_nothing_pending", "Key", r.Key)
	case d.needsEverySide(r):
		return r, fault.New(fault.Refused, "refusal.record_every_side")
	}
	return r.apply(by.Side, today), nil
}

// DropPending decides on taking back what is pending: by a writer of the side that
// wrote it, and of a draft of the side that made it. It reports whether nothing is left
// of the record, which is then removed.
func (d *Definition) DropPending(by dialogue.Viewer, sides []dialogue.SideID, r Record) (Record, bool, error) {
	if err := d.writes(by, sides, r); err != nil {
		return r, false, err
	}
	switch {
	case r.Pending == nil:
		return r, false, fault.New(fault.Refused, "refusal.record_nothing_pending", "Key", r.Key)
	case d.seenPending(by, r) == nil:
		return r, false, fault.New(fault.Conflict, "refusal.record_changed")
	case r.Pending.By != by.Side, r.State == Draft && r.Maker != by.Side:
		return r, false, fault.New(fault.Refused, "refusal.record_owner")
	}
	r.Pending = nil
	return r, r.State == Draft, nil
}

// Narrow decides on letting fewer people read a record: by any co-chair, alone, at
// once. Somebody must be left who reads it.
func (d *Definition) Narrow(by dialogue.Viewer, sides []dialogue.SideID, r Record, to Level, today dialogue.Day) (Record, error) {
	switch {
	case by.Role != dialogue.CoChair || !slices.Contains(sides, by.Side):
		return r, fault.New(fault.Refused, "refusal.co_chair_only")
	case r.State != Kept:
		return r, fault.New(fault.Refused, "refusal.record_withdrawn")
	case to.wide() >= len(Levels()), !r.Level.Wider(to), to == Side && r.Side == "":
		return r, fault.New(fault.Invalid, "refusal.record_level")
	}
	r.Past = append(slices.Clone(r.Past), Past{Version: r.Version, Level: r.Level, To: to, By: by.Side, On: today})
	r.Level = to
	r.Version, r.Changed = r.Version+1, today
	return r, nil
}

// Withdraw decides on emptying a record that is one side's own, for ever, by a
// co-chair of that side. What all sides keep nobody deletes: it can be narrowed.
func (d *Definition) Withdraw(by dialogue.Viewer, r Record, today dialogue.Day) (Record, error) {
	switch {
	case r.Side == "":
		return r, fault.New(fault.Refused, "refusal.record_every_side")
	case by.Role != dialogue.CoChair || by.Side != r.Side:
		return r, fault.New(fault.Refused, "refusal.record_owner")
	case r.State == Withdrawn:
		return r, fault.New(fault.Refused, "refusal.record_withdrawn")
	}
	return r.empty(today), nil
}
