package exchange

import (
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
)

// A tableField is a field, of one side where it is per side, and where in a row its
// parts stand.
type tableField struct {
	register.Field
	side  dialogue.SideID
	parts []tablePart // in the order of the file
	known map[string]register.Value
}

type tablePart struct {
	part string
	at   int
}

func (t *registerTable) addToField(c registerColumn, at int) {
	for i := range t.fields {
		if t.fields[i].Name == c.Name && t.fields[i].side == c.side {
			t.fields[i].parts = append(t.fields[i].parts, tablePart{c.part, at})
			return
		}
	}
	t.fields = append(t.fields, tableField{c.Field, c.side, []tablePart{{c.part, at}}, nil})
}

// row reads one row.
func (t *registerTable) row(cells []string, line int) error {
	row, err := t.begin(line)
	if err != nil {
		return err
	}
	for len(cells) > len(t.columns) && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) != len(t.columns) {
		return t.refuseFor("", "refusal.register_file_cells", "Have", len(cells), "Want", len(t.columns))
	}
	for i, cell := range cells {
		if formula(cell) && !plainNumber(cell) && t.columns[i].Type != register.Computed && strings.TrimSpace(cell) != "" {
			if err := t.refuseFor(t.columns[i].name, "refusal.register_file_formula"); err != nil {
				return err
			}
			cells[i] = ""
			continue
		}
		cells[i] = unguard(cell)
	}
	if err := t.marks(row, cells); err != nil {
		return err
	}
	for i := range t.fields {
		f := &t.fields[i]
		if f.Type == register.Computed {
			continue
		}
		if err := t.field(row, f, cells); err != nil {
			return err
		}
	}
	return t.end(row)
}

// mostKnown is how many cells of a column are kept with the value that they have.
const mostKnown = 1 << 12

// field reads what a row says in a field. Options, dates and links stand in many
// rows: the rows share their values, which nobody may change in place.
func (t *registerTable) field(row *ImportedRow, f *tableField, cells []string) error {
	cell := cells[f.parts[0].at]
	if v, ok := f.known[cell]; ok {
		row.set(f.Name, f.side, v)
		return nil
	}
	v, refusal := f.value(cells)
	if refusal != nil {
		return t.refuse(baseName(f.Field, f.side), refusal)
	}
	before := len(t.report)
	v, err := t.clean(row, f.Field, f.side, v)
	if err != nil || len(t.report) > before || v.Empty() || len(f.known) >= mostKnown {
		return err
	}
	switch f.Type {
	case register.Choice, register.Place, register.DateType, register.LinkType, register.Term:
		if f.known == nil {
			f.known = map[string]register.Value{}
		}
		f.known[strings.Clone(cell)] = v
	}
	return nil
}

// marks reads what the file says of the record itself.
func (t *registerTable) marks(row *ImportedRow, cells []string) error {
	cell := func(mark string) string {
		if i, ok := t.at[mark]; ok {
			return strings.TrimSpace(cells[i])
		}
		return ""
	}
	row.Key = cell(markKey)
	row.Level = register.Level(cell(markLevel))
	row.Marks = RegisterMarks{
		State:    register.State(cell(markState)),
		Side:     dialogue.SideID(cell(markSide)),
		Origin:   cell(markOrigin),
		Approved: cell(markApproved) == "true",
	}
	row.Marks.Version, _ = strconv.Atoi(cell(markVersion))
	for _, item := range items(cell(markSources)) {
		s, refusal := sourceFrom(item)
		if refusal != nil {
			if err := t.refuse(markSources, refusal); err != nil {
				return err
			}
			continue
		}
		row.Sources = append(row.Sources, s)
	}
	return nil
}

// value puts the parts of a field together.
func (f *tableField) value(cells []string) (v register.Value, refusal *fault.Fault) {
	if f.blank(cells) {
		return v, nil
	}
	switch f.Type {
	case register.Text:
		v.Texts = f.texts(cells)
		return v, nil
	case register.NumberType:
		v.Number, refusal = f.number(cells)
		return v, refusal
	}
	cell := cells[f.parts[0].at]
	switch f.Type {
	case register.DateType:
		v.Date = register.Date(strings.TrimSpace(cell))
	case register.Choice, register.Place:
		for _, item := range items(cell) {
			v.Choices = append(v.Choices, unescape(item))
		}
	case register.LinkType, register.Term:
		v.Links, refusal = each(cell, linkFrom)
	case register.Proof:
		v.Evidence, refusal = each(cell, evidenceFrom)
	case register.Checklist:
		v.Ticks, refusal = each(cell, tickFrom)
	case register.FileType:
		v.Files, refusal = each(cell, fileFrom)
	}
	return v, refusal
}

// blank reports whether no part of the field holds anything.
func (f *tableField) blank(cells []string) bool {
	for _, p := range f.parts {
		if strings.TrimSpace(cells[p.at]) != "" {
			return false
		}
	}
	return true
}

// texts puts languages together. The original is the language that the file says,
// or else the first of the file that has words.
func (f *tableField) texts(cells []string) []dialogue.Writing {
	var all []dialogue.Writing
	var originals []string
	for _, p := range f.parts {
		list := []string{cells[p.at]}
		if f.Many {
			list = splitAt(cells[p.at], ';')
			for i := range list {
				list[i] = unescape(list[i])
			}
		}
		if p.part == partOriginal {
			originals = list
			continue
		}
		for i, text := range list {
			for len(all) <= i {
				all = append(all, dialogue.Writing{})
			}
			if strings.TrimSpace(text) == "" {
				continue
			}
			if all[i].Text == nil {
				all[i] = dialogue.Writing{Original: dialogue.Language(p.part), Text: dialogue.Text{}}
			}
			all[i].Text[dialogue.Language(p.part)] = text
		}
	}
	kept := all[:0]
	for i, w := range all {
		if i < len(originals) && strings.TrimSpace(originals[i]) != "" {
			w.Original = dialogue.Language(strings.TrimSpace(originals[i]))
		}
		if len(w.Text) > 0 {
			kept = append(kept, allApproved(w))
		}
	}
	return kept
}

// number puts a number together. One without a unit has that of its field.
func (f *tableField) number(cells []string) (*register.Number, *fault.Fault) {
	n := &register.Number{Unit: f.Unit}
	for _, p := range f.parts {
		cell := strings.TrimSpace(cells[p.at])
		if cell == "" {
			continue
		}
		switch p.part {
		case "":
			n.Lower = register.Decimal(cell)
		case partUpper:
			n.Upper = register.Decimal(cell)
		case partUnit:
			n.Unit = cell
		case partAsOf:
			n.AsOf = register.Date(cell)
		case partQualifier:
			for _, one := range partsIn(cell) {
				if !addWords(&n.Qualifier, "", one) {
					return nil, badPart(one.name)
				}
			}
		}
	}
	return n, nil
}
