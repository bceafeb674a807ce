package exchange

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// plainObject reads a record that was written by hand: its members are fields, and
// key, level and sources where no field has that name. docs/formats.md says how each
// type of field is written.
func (in *registerReader) plainObject(row *ImportedRow, members map[string]json.RawMessage) error {
	for _, name := range sortedKeys(members) {
		f, ok := in.d.Field(name)
		var err error
		switch {
		case !ok:
			err = in.plainMark(row, name, members[name])
		case !stored(f):
			// It is computed here.
		case f.PerSide:
			err = in.plainColumns(row, f, members[name])
		default:
			err = in.plainField(row, f, "", members[name])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (in *registerReader) plainMark(row *ImportedRow, name string, raw json.RawMessage) error {
	var err error
	switch strings.TrimPrefix(name, ".") {
	case "key":
		err = json.Unmarshal(raw, &row.Key)
	case "level":
		err = json.Unmarshal(raw, &row.Level)
	case "sources":
		err = json.Unmarshal(raw, &row.Sources)
	default:
		return in.refuseFor(name, "refusal.record_field", "Field", shorten([]byte(name)))
	}
	if err != nil {
		return in.refuseFor(name, "refusal.register_file_value")
	}
	return nil
}

// plainColumns reads the member of a field per side: an object with a member for
// each side.
func (in *registerReader) plainColumns(row *ImportedRow, f register.Field, raw json.RawMessage) error {
	var columns map[dialogue.SideID]json.RawMessage
	if json.Unmarshal(raw, &columns) != nil {
		return in.refuseFor(f.Name, "refusal.register_file_value")
	}
	for _, side := range sortedKeys(columns) {
		if !slices.Contains(in.sides, side) {
			if err := in.refuseFor(baseName(f, side), "refusal.side_unknown"); err != nil {
				return err
			}
			continue
		}
		if err := in.plainField(row, f, side, columns[side]); err != nil {
			return err
		}
	}
	return nil
}

func (in *registerReader) plainField(row *ImportedRow, f register.Field, side dialogue.SideID, raw json.RawMessage) error {
	v, ok := plainValue(f, raw)
	if !ok {
		return in.refuseFor(baseName(f, side), "refusal.register_file_value")
	}
	_, err := in.clean(row, f, side, v)
	return err
}

// plainValue reads a value as people write it: one thing or an array of things.
func plainValue(f register.Field, raw json.RawMessage) (v register.Value, ok bool) {
	if string(raw) == "null" {
		return v, true
	}
	switch f.Type {
	case register.Text:
		v.Texts, ok = plainList(raw, plainWriting)
	case register.DateType:
		ok = json.Unmarshal(raw, &v.Date) == nil
	case register.NumberType:
		v.Number, ok = plainNumberOf(f, raw)
	case register.Choice, register.Place:
		v.Choices, ok = plainList(raw, plain[string])
	case register.LinkType, register.Term:
		v.Links, ok = plainList(raw, plainLink)
	case register.Proof:
		v.Evidence, ok = plainList(raw, plain[register.Evidence])
	case register.Checklist:
		v.Ticks, ok = plainTicks(raw)
	case register.FileType:
		v.Files, ok = plainList(raw, plain[register.File])
	}
	return v, ok
}

func plain[T any](raw json.RawMessage) (v T, ok bool) { return v, json.Unmarshal(raw, &v) == nil }

func plainList[T any](raw json.RawMessage, one func(json.RawMessage) (T, bool)) ([]T, bool) {
	list := []json.RawMessage{raw}
	if bytes.HasPrefix(raw, []byte("[")) && json.Unmarshal(raw, &list) != nil {
		return nil, false
	}
	var all []T
	for _, raw := range list {
		v, ok := one(raw)
		if !ok {
			return nil, false
		}
		all = append(all, v)
	}
	return all, true
}

// plainWriting reads {"hy": "…", "en": "…"}. The first language is the original.
func plainWriting(raw json.RawMessage) (w dialogue.Writing, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return w, false
	}
	w.Text = dialogue.Text{}
	for dec.More() {
		name, _ := dec.Token()
		l, _ := name.(string)
		var text string
		if dec.Decode(&text) != nil || !dialogue.KnownLanguage(dialogue.Language(l)) {
			return w, false
		}
		if w.Original == "" && strings.TrimSpace(text) != "" {
			w.Original = dialogue.Language(l)
		}
		w.Text[dialogue.Language(l)] = text
	}
	return allApproved(w), true
}

// plainNumberOf reads 12.5, "12.5", or {"lower": "10", "upper": "15", "unit": "…"}.
// A number without a unit has that of its field.
func plainNumberOf(f register.Field, raw json.RawMessage) (*register.Number, bool) {
	n := &register.Number{}
	var figure json.Number
	if json.Unmarshal(raw, &figure) == nil {
		n.Lower = register.Decimal(figure)
	} else if json.Unmarshal(raw, n) != nil {
		return nil, false
	}
	if n.Unit == "" {
		n.Unit = f.Unit
	}
	return n, true
}

// plainLink reads "key" or {"key": "…", "role": {"original": …}}.
func plainLink(raw json.RawMessage) (l register.Link, ok bool) {
	if json.Unmarshal(raw, &l.Key) == nil {
		return l, true
	}
	return l, json.Unmarshal(raw, &l) == nil
}

// plainTicks reads {"item": "yes"} or an array of ticks.
func plainTicks(raw json.RawMessage) ([]register.Tick, bool) {
	var states map[string]string
	if json.Unmarshal(raw, &states) != nil {
		return plainList(raw, plain[register.Tick])
	}
	var ticks []register.Tick
	for _, item := range sortedKeys(states) {
		ticks = append(ticks, register.Tick{Item: item, State: states[item]})
	}
	return ticks, true
}
