package exchange

import (
	"fmt"
	"io/fs"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// registerSides are the sides of a reference case, as its files name them.
var registerSides = CaseSides{Order: []dialogue.SideID{"armenia", "azerbaijan"}, Armenian: "armenia", Azerbaijani: "azerbaijan"}

// A registerCase holds what is known while a case is being read into registers.
type registerCase struct {
	*caseReader
	defs *register.Registers
	all  []register.Record
}

// ReadCaseRegisters reads a reference case as records of registers: everything that
// ReadCase leaves to them, and its recommendations as commitments. Each record is
// Kept and Public, as the files have it, in English and with its sources; it is
// FromCase, so nobody approved it. Its Key is the id in the files, and its ID is 0:
// whoever keeps it draws one. Registers of which the files say nothing get no record.
//
// What the files leave open stays open: a date or a figure that is null has no
// value, a partner who is not disclosed is the placeholder of the files, and no side
// is given to what has none. Only the usages of terms are columns of sides, since
// the files name the side of each.
//
// The error is an *Error as of ReadCase, or says that the definitions are not those
// of the case.
func ReadCaseRegisters(files fs.FS, defs *register.Registers) ([]register.Record, error) {
	c := &registerCase{caseReader: &caseReader{files: files, sides: registerSides, works: map[string]Work{}, seen: map[string]bool{}}, defs: defs}
	for _, step := range []func() error{c.readWorkRecords, c.readPeriods, c.readOrganisations, c.readInitiatives, c.readEvents, c.readCases,
		c.readFindings, c.readIndicators, c.readDiscrepancies, c.readCommitments, c.readTermRecords} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c.all, nil
}

// keep adds a record that a file has.
func (c *registerCase) keep(file, id string, refs []ref, name register.Name, values map[string]register.Value) error {
	if err := c.once(file, id); err != nil {
		return err
	}
	if err := c.cited(file, id, refs); err != nil {
		return err
	}
	return c.add(file, register.Record{Register: name, Key: id, Values: values, Sources: c.sources(refs)})
}

// add adds a record once its values are those of its definition.
func (c *registerCase) add(file string, r register.Record) error {
	d, ok := c.defs.Get(r.Register)
	if !ok {
		return fmt.Errorf("take over %s: there is no register %s", file, r.Register)
	}
	r.Version, r.State, r.Level, r.Origin = 1, register.Kept, register.Public, register.FromCase
	var err error
	if r.Values, err = c.clean(file, d, r.Key, r.Values, false); err != nil {
		return err
	}
	for side, values := range r.Columns {
		if r.Columns[side], err = c.clean(file, d, r.Key, values, true); err != nil {
			return err
		}
	}
	c.all = append(c.all, r)
	return nil
}

// clean returns the values that hold something, as their definition has them.
func (c *registerCase) clean(file string, d *register.Definition, id string, values map[string]register.Value, perSide bool) (map[string]register.Value, error) {
	out, known := map[string]register.Value{}, 0
	for _, f := range d.Fields {
		v, ok := values[f.Name]
		if !ok || f.PerSide != perSide {
			continue
		}
		known++
		v, err := d.Clean(f, v, c.sides.Order)
		if err != nil {
			return nil, badCase(file, id, f.Name, fmt.Sprintf("what the field %s of %s can hold (%v)", f.Name, d.Name, err))
		}
		if !v.Empty() {
			out[f.Name] = v
		} else if f.Required {
			return nil, badCase(file, id, "", fmt.Sprintf("something for the field %s of %s", f.Name, d.Name))
		}
	}
	if known != len(values) {
		return nil, fmt.Errorf("take over %s: %s has not every field that the case fills", file, d.Name)
	}
	return out, nil
}
