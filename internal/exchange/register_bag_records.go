package exchange

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"parley/internal/fault"
	"parley/internal/register"
)

// bag reads what was verified.
func (b *bagReader) bag() (*Bag, error) {
	out := &Bag{Info: b.info}
	var err error
	if out.Definition, err = b.small(bagPayload + bagDefinition); err != nil {
		return nil, err
	}
	in, err := b.open(bagPayload + bagJSON)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	if err := out.readRecords(json.NewDecoder(in)); err != nil {
		if fault.Of(err) != nil {
			return nil, err
		}
		return nil, badBagFile("refusal.register_bag_records", bagJSON)
	}
	return out, nil
}

// readRecords reads what RegisterJSON wrote: all of one register. Its errors are
// not shown.
func (b *Bag) readRecords(dec *json.Decoder) error {
	var format string
	for _, step := range []struct {
		delim json.Delim
		name  string
		into  any
	}{{delim: '{'}, {name: "format", into: &format}, {name: "register", into: &b.Register}, {name: "records"}, {delim: '['}} {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		if step.delim != 0 && token != step.delim || step.name != "" && token != step.name {
			return fmt.Errorf("unexpected %v", token)
		}
		if step.into != nil {
			if err := dec.Decode(step.into); err != nil {
				return err
			}
		}
	}
	if format != registerFormat {
		return fmt.Errorf("format %q", format)
	}
	for dec.More() {
		if err := b.readRecord(dec); err != nil {
			return err
		}
	}
	for _, closing := range []json.Delim{']', '}'} {
		if token, err := dec.Token(); err != nil || token != closing {
			return fmt.Errorf("unexpected %v: %w", token, err)
		}
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("more after the records")
	}
	return nil
}

func (b *Bag) readRecord(dec *json.Decoder) error {
	var raw json.RawMessage
	if err := dec.Decode(&raw); err != nil {
		return err
	}
	var r register.Record
	if err := json.Unmarshal(raw, &r); err != nil {
		return err
	}
	if !utf8.Valid(raw) || r.Register != b.Register || len(raw) > LongestRegisterRow || len(b.Records) >= MostRegisterRows {
		return fmt.Errorf("record %d is of another register or too large", len(b.Records))
	}
	b.Records = append(b.Records, r)
	return nil
}
