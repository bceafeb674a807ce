package exchange

import (
	"strings"
	"unicode"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
)

// clean checks one value, keeps it in the row, and returns it as it is kept.
func (in *registerReader) clean(row *ImportedRow, f register.Field, side dialogue.SideID, v register.Value) (register.Value, error) {
	if v.Empty() {
		return v, nil
	}
	column := baseName(f, side)
	v, err := in.d.Clean(f, v, in.sides)
	if err != nil {
		if f := fault.Of(err); f != nil {
			return v, in.refuse(column, f)
		}
		return v, err
	}
	for _, link := range v.Links {
		if to := f.LeadsTo(); to != in.d.Name && !in.there(to, link.Key) {
			if err := in.refuseFor(column, "refusal.link_nowhere", "Field", f.Name, "Key", shorten([]byte(link.Key))); err != nil {
				return v, err
			}
		}
	}
	if !v.Empty() {
		row.set(f.Name, side, v)
	}
	return v, nil
}

// set keeps a value, in a side's column where there is a side.
func (row *ImportedRow) set(name string, side dialogue.SideID, v register.Value) {
	if side == "" {
		row.Values[name] = v
		return
	}
	if row.Columns == nil {
		row.Columns = map[dialogue.SideID]map[string]register.Value{}
	}
	if row.Columns[side] == nil {
		row.Columns[side] = map[string]register.Value{}
	}
	row.Columns[side][name] = v
}

// checkRow checks what concerns a row as a whole.
func (in *registerReader) checkRow(row *ImportedRow) error {
	if !in.refused {
		for _, f := range in.d.Fields {
			if err := in.checkField(row, f); err != nil {
				return err
			}
		}
	}
	if row.Level != "" && !in.levelAllowed(row.Level) {
		if err := in.refuseFor(markLevel, "refusal.record_level"); err != nil {
			return err
		}
	}
	if err := in.checkSources(row.Sources); err != nil {
		return err
	}
	if row.Key == "" {
		return nil
	}
	if !registerKey(row.Key) {
		return in.refuseFor(markKey, "refusal.record_key")
	}
	if first, ok := in.keys[row.Key]; ok {
		return in.refuseFor(markKey, "refusal.register_file_key_twice", "First", first)
	}
	in.keys[row.Key] = row.Line
	return nil
}

// checkField refuses a required field that holds nothing, and one that holds
// something without the one that it needs.
func (in *registerReader) checkField(row *ImportedRow, f register.Field) error {
	if f.Required && !f.PerSide && row.Values[f.Name].Empty() {
		return in.refuseFor(f.Name, "refusal.record_required", "Field", f.Name)
	}
	if f.Needs == "" {
		return nil
	}
	all := map[dialogue.SideID]map[string]register.Value{"": row.Values}
	if f.PerSide {
		all = row.Columns
	}
	for _, side := range append([]dialogue.SideID{""}, in.sides...) {
		if values := all[side]; !values[f.Name].Empty() && values[f.Needs].Empty() {
			if err := in.refuseFor(baseName(f, side), "refusal.record_needs", "Field", f.Name, "Needs", f.Needs); err != nil {
				return err
			}
		}
	}
	return nil
}

// levelAllowed reports whether a new record can have a level: none that is wider than
// the register's, and the level of one side only where a record has a side.
func (in *registerReader) levelAllowed(l register.Level) bool {
	for _, known := range register.Levels() {
		if l == known {
			return !l.Wider(in.d.Level) && (l != register.Side || in.d.Approve == register.OneSide)
		}
	}
	return false
}

func (in *registerReader) checkSources(all []dialogue.Source) error {
	if len(all) > register.MostSources {
		return in.refuseFor(markSources, "refusal.sources_many", "Most", register.MostSources)
	}
	for _, s := range all {
		var f *fault.Fault
		switch {
		case s.Work == "" || dialogue.Length(s.Work) > register.LongestSource || dialogue.Length(s.Section) > register.LongestSource:
			f = fault.New(fault.Invalid, "refusal.source_long", "Most", register.LongestSource)
		case s.URL != "" && (!strings.HasPrefix(s.URL, "https://") || len(s.URL) > 2000):
			f = fault.New(fault.Invalid, "refusal.source_url")
		default:
			continue
		}
		if err := in.refuse(markSources, f); err != nil {
			return err
		}
	}
	return nil
}

// longestKey is how many characters a key can have.
const longestKey = 80

// registerKey reports whether a text can be the key of a record: letters, digits,
// hyphens and full stops, and one of the first two at its beginning. Whoever keeps
// records may have reasons to refuse more.
func registerKey(key string) bool {
	n := 0
	for _, r := range key {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && (n == 0 || r != '-' && r != '.') {
			return false
		}
		n++
	}
	return n > 0 && n <= longestKey
}

// dropDangling takes out rows whose links within the register lead to nothing: not
// to a record that is there, and not to a row that is taken. A row that goes may
// leave other rows with a link to nothing.
func (in *registerReader) dropDangling() error {
	if !in.linksToSelf() {
		return nil
	}
	for {
		taken := make(map[string]bool, len(in.rows))
		for i := range in.rows {
			taken[in.rows[i].Key] = true
		}
		kept := in.rows[:0:0]
		for _, row := range in.rows {
			in.line, in.refused = row.Line, false
			if err := in.checkOwnLinks(&row, taken); err != nil {
				return err
			}
			if !in.refused {
				kept = append(kept, row)
			}
		}
		if len(kept) == len(in.rows) {
			return nil
		}
		in.rows = kept
	}
}

func (in *registerReader) linksToSelf() bool {
	for _, f := range in.d.Fields {
		if f.LeadsTo() == in.d.Name {
			return true
		}
	}
	return false
}

func (in *registerReader) checkOwnLinks(row *ImportedRow, taken map[string]bool) error {
	for _, f := range in.d.Fields {
		if f.LeadsTo() != in.d.Name {
			continue
		}
		for _, side := range append([]dialogue.SideID{""}, in.sides...) {
			v := row.Columns[side][f.Name]
			if side == "" {
				v = row.Values[f.Name]
			}
			for _, link := range v.Links {
				if taken[link.Key] || in.there(in.d.Name, link.Key) {
					continue
				}
				if err := in.refuseFor(baseName(f, side), "refusal.link_nowhere", "Field", f.Name, "Key", shorten([]byte(link.Key))); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
