package exchange

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"unicode/utf8"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
)

// readJSON reads what RegisterJSON wrote, or a plain array of objects.
func (in *registerReader) readJSON() error {
	dec := json.NewDecoder(in.buf)
	first, err := dec.Token()
	if err != nil {
		return in.brokenJSON(dec, err)
	}
	if first == json.Delim('[') {
		err = in.elements(dec)
	} else {
		err = in.envelope(dec)
	}
	if err != nil {
		return in.brokenJSON(dec, err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return in.brokenJSON(dec, err)
	}
	return nil
}

// brokenJSON returns the refusal of a file that is not JSON as expected; faults and
// errors of the reader stay what they are.
func (in *registerReader) brokenJSON(dec *json.Decoder, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	if err == nil || err == io.EOF || err == io.ErrUnexpectedEOF || errors.As(err, &syntax) || errors.As(err, &kind) {
		return fault.New(fault.Invalid, "refusal.register_file_json", "Line", in.src.lineOf(dec.InputOffset()))
	}
	return err
}

// envelope reads the object around the records.
func (in *registerReader) envelope(dec *json.Decoder) error {
	found := false
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return err
		}
		if name == "records" {
			if open, err := dec.Token(); err != nil || open != json.Delim('[') {
				return err
			}
			if err := in.elements(dec); err != nil {
				return err
			}
			found = true
			continue
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		if err := in.checkEnvelope(name, raw); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return err
	}
	if !found {
		return fault.New(fault.Invalid, "refusal.register_file_empty")
	}
	return nil
}

// checkEnvelope refuses a file of another format or of another register.
func (in *registerReader) checkEnvelope(name json.Token, raw json.RawMessage) error {
	var text string
	json.Unmarshal(raw, &text)
	switch {
	case name == "format" && text != registerFormat:
		return fault.New(fault.Invalid, "refusal.register_file_format", "Want", registerFormat)
	case name == "register" && text != string(in.d.Name):
		return fault.New(fault.Invalid, "refusal.register_file_other", "Register", shorten([]byte(text)))
	}
	return nil
}

// elements reads records up to the end of their array.
func (in *registerReader) elements(dec *json.Decoder) error {
	for dec.More() {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return err
		}
		end := dec.InputOffset()
		line := in.src.lineOf(end - int64(len(raw)))
		in.src.row = end
		if !utf8.Valid(raw) {
			return fault.New(fault.Invalid, "refusal.register_file_encoding", "Line", line)
		}
		row, err := in.begin(line)
		if err != nil {
			return err
		}
		if err := in.element(row, raw); err != nil {
			return err
		}
	}
	_, err := dec.Token()
	return err
}

// element reads one record, as RegisterJSON wrote it or as a plain object.
func (in *registerReader) element(row *ImportedRow, raw json.RawMessage) error {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil || members == nil {
		return in.refuseFor("", "refusal.register_file_object")
	}
	_, values := members["values"]
	_, name := members["register"]
	if _, field := in.d.Field("values"); field || !values && !name {
		if err := in.plainObject(row, members); err != nil {
			return err
		}
		return in.end(row)
	}
	var r RegisterRow
	if err := json.Unmarshal(raw, &r); err != nil {
		return in.refuseFor(memberOf(err), "refusal.register_file_object")
	}
	if err := in.whole(row, &r); err != nil {
		return err
	}
	return in.end(row)
}

// memberOf returns where in an object JSON is of another kind than expected.
func memberOf(err error) string {
	if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return kind.Field
	}
	return ""
}

// whole takes over a record that RegisterJSON wrote.
func (in *registerReader) whole(row *ImportedRow, r *RegisterRow) error {
	if r.Register != in.d.Name {
		return in.refuseFor("", "refusal.register_file_other", "Register", shorten([]byte(r.Register)))
	}
	row.Key, row.Level, row.Sources = r.Key, r.Level, r.Sources
	row.Marks = RegisterMarks{r.Version, r.State, r.Side, r.Origin, r.Approved}
	if err := in.wholeValues(row, "", r.Values); err != nil {
		return err
	}
	for _, side := range sortedKeys(r.Columns) {
		if !slices.Contains(in.sides, side) {
			if err := in.refuseFor(string(side), "refusal.side_unknown"); err != nil {
				return err
			}
			continue
		}
		if err := in.wholeValues(row, side, r.Columns[side]); err != nil {
			return err
		}
	}
	return nil
}

func (in *registerReader) wholeValues(row *ImportedRow, side dialogue.SideID, values map[string]register.Value) error {
	for _, name := range sortedKeys(values) {
		f, ok := in.d.Field(name)
		if !ok || !stored(f) || f.PerSide != (side != "") {
			if err := in.refuseFor(name, "refusal.record_field", "Field", shorten([]byte(name))); err != nil {
				return err
			}
			continue
		}
		if _, err := in.clean(row, f, side, values[name]); err != nil {
			return err
		}
	}
	return nil
}

// stored reports whether a field has values of its own.
func stored(f register.Field) bool { return f.Type != register.Computed && f.Type != register.Assessed }

func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
