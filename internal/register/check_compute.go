package register

import "slices"

// computeNeeds says what a computed field of each kind says; has may name the
// records that link here instead of a field.
var computeNeeds = map[ComputeKind][]string{
	Agreed:  {"of"},
	Gap:     {"of"},
	Count:   {"register", "via"},
	Latest:  {"register", "via", "of"},
	Age:     {"of"},
	Overdue: {"of"},
	Span:    {"of", "until"},
	Sum:     {"fields"},
	Product: {"fields"},
	Has:     {},
}

// computeAllows says what else it can say.
var computeAllows = map[ComputeKind][]string{
	Count:   {"where"},
	Latest:  {"where"},
	Age:     {"until"},
	Overdue: {"until", "after"},
	Has:     {"of", "register", "via", "where"},
}

func (t *draft) checkCompute(field yamlMap, f *Field, all map[Name]*draft) {
	c, m := f.Compute, t.y.mapping(field.values["compute"])
	needs, ok := computeNeeds[c.Kind]
	if !ok {
		if c.Kind != "" {
			m.refuse("kind", "%q is no way to compute a field", c.Kind)
		}
		return
	}
	m.need(needs...)
	for _, name := range m.names {
		if name != "kind" && slices.Contains(computeKeys, name) && !slices.Contains(needs, name) && !slices.Contains(computeAllows[c.Kind], name) {
			t.y.refuse(m.keyAt[name], "what is computed as %q has no %q", c.Kind, name)
		}
	}
	t.checkComputeOf(m, c)
	t.checkComputeElsewhere(m, c, all)
	t.checkComputeFields(m, f)
	if field.has("unit") && c.Kind != Sum && c.Kind != Product && c.Kind != Gap {
		field.refuse("unit", "what is computed as %q has no unit of its own", c.Kind)
	}
	if of, _ := t.Field(c.Of); f.Facet && (!f.sorts() || c.Register != "" || of.LeadsTo() != "") {
		field.refuse("facet", "readers filter by what is computed from the record itself, not from its links, and is one of few values")
	}
	t.addComputedOptions(m, f)
}

// checkComputeOf refuses what is computed of fields that are not of the right type.
func (t *draft) checkComputeOf(m yamlMap, c *Compute) {
	of := m.values["of"]
	switch c.Kind {
	case Agreed:
		t.refers(t, of, "of", c.Of, func(f Field) bool { return f.PerSide && !f.Many && (f.Type == Choice || f.Type == Place) }, "one choice of each side")
	case Gap:
		t.refers(t, of, "of", c.Of, func(f Field) bool { return f.PerSide && (f.Scale || f.Type == NumberType) }, "a scale or a number of each side")
	case Age, Overdue, Span:
		t.refers(t, of, "of", c.Of, sharedDate, "a shared date")
	case Has:
		if m.has("of") == m.has("register") {
			m.refuse("kind", "says of what: either a field (of) or records that link here (register, via)")
		}
		t.refers(t, of, "of", c.Of, Field.kept, "a field that is written")
	}
	switch c.Kind {
	case Span:
		t.refers(t, m.values["until"], "until", c.Until, sharedDate, "a shared date")
	case Age, Overdue:
		t.refers(t, m.values["until"], "until", c.Until, Field.kept, "a field that is written")
	}
}

func sharedDate(f Field) bool { return f.Type == DateType && !f.PerSide }

// checkComputeElsewhere refuses what is computed of records that cannot link here.
func (t *draft) checkComputeElsewhere(m yamlMap, c *Compute, all map[Name]*draft) {
	if c.Register == "" {
		if c.Kind == Has && (m.has("via") || m.has("where")) {
			m.refuse("", "via and where are of another register (register)")
		}
		return
	}
	in := t.register(m, "register", c.Register, all)
	if in == nil {
		return
	}
	if c.Kind == Has {
		m.need("via")
	}
	t.refers(in, m.values["via"], "via", c.Via, func(f Field) bool { return f.LeadsTo() == t.Name }, "a link to this register")
	if c.Kind == Latest {
		t.refers(in, m.values["of"], "of", c.Of, sharedDate, "a shared date")
	}
	t.checkWhere(m, in, c.Where, false)
}

// checkComputeFields refuses a sum or product of what are not numbers.
func (t *draft) checkComputeFields(m yamlMap, f *Field) {
	of := f.Compute.Fields
	t.refersAll(m, "fields", of, func(f Field) bool { return f.Type == NumberType && !f.PerSide }, "a shared number")
	if len(of) == 1 {
		m.refuse("fields", "a %s is of at least two fields", f.Compute.Kind)
	}
	if len(of) == 0 || f.Compute.Kind != Sum {
		return
	}
	one, _ := t.Field(of[0])
	for _, name := range of {
		if other, ok := t.Field(name); ok && other.Type == one.Type && other.Unit != one.Unit {
			m.refuse("fields", "a sum is of numbers with the same unit: %q has %q and %q has %q", one.Name, one.Unit, name, other.Unit)
		}
	}
}

// addComputedOptions gives a computed field the options that its values are of, with
// their words, so that it is shown and filtered like a choice.
func (t *draft) addComputedOptions(m yamlMap, f *Field) {
	var more []string
	switch f.Compute.Kind {
	case Agreed:
		of, _ := t.Field(f.Compute.Of)
		f.Options = slices.Clone(of.Options)
		more = []string{"disputed"}
	case Overdue:
		more = []string{"overdue", "in_time"}
	case Has:
		more = []string{"yes", "no"}
	}
	for _, value := range more {
		if _, there := f.Option(value); there {
			continue
		}
		f.Options = append(f.Options, Option{Value: value, Label: t.words.of(m, "", "options", value)})
	}
}
