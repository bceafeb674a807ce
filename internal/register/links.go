package register

import "parley/internal/dialogue"

// terms is the register to which fields of type Term lead.
const terms Name = "terms"

// LeadsTo returns the register to which a field's links lead, or "".
func (f Field) LeadsTo() Name {
	switch f.Type {
	case LinkType:
		return f.To
	case Term:
		return terms
	}
	return ""
}

// EachLink calls take for every link of a record, in its values, columns, pending
// and past, with the register to which it leads.
func (r Record) EachLink(d *Definition, take func(to Name, key string)) {
	values := func(all map[string]Value) {
		for name, value := range all {
			if len(value.Links) == 0 {
				continue
			}
			f, _ := d.Field(name)
			for _, link := range value.Links {
				take(f.LeadsTo(), link.Key)
			}
		}
	}
	columns := func(all map[dialogue.SideID]map[string]Value) {
		for _, column := range all {
			values(column)
		}
	}
	values(r.Values)
	columns(r.Columns)
	if r.Pending != nil {
		values(r.Pending.Values)
	}
	for _, p := range r.Past {
		values(p.Values)
		columns(p.Columns)
	}
}

// ChangesByDay reports whether what is seen, counted or due of a register can be another
// tomorrow although nobody wrote.
func (d *Definition) ChangesByDay() bool {
	if d.Consent || len(d.Watch) > 0 {
		return true
	}
	for _, f := range d.Fields {
		if f.Type == Computed && (f.Compute.Kind == Overdue || f.Compute.Kind == Age) {
			return true
		}
	}
	return false
}

// restsOnLinks reports whether a computed field tells whether a link is there, which
// depends on what else a viewer sees.
func (d *Definition) restsOnLinks(f Field) bool {
	of, _ := d.Field(f.Compute.Of)
	return of.LeadsTo() != ""
}

// Catalogued returns a seen record as a Catalogue takes it: of one that is only
// pending what is pending, and with the computed fields that rest on no link among its
// values.
func (d *Definition) Catalogued(seen Record, sides []dialogue.SideID, today dialogue.Day) Record {
	values := seen.Values
	if seen.State == Draft && seen.Pending != nil {
		values = seen.Pending.Values
	}
	out := map[string]Value{}
	for name, value := range values {
		out[name] = value
	}
	seen.Values = out
	for _, f := range d.Fields {
		if f.Type == Computed && f.Compute.Register == "" && !d.restsOnLinks(f) {
			if value := d.Compute(f, seen, sides, nil, today); !value.Empty() {
				out[f.Name] = value
			}
		}
	}
	return seen
}
