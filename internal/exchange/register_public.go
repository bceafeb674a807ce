package exchange

import (
	"parley/internal/dialogue"
	"parley/internal/register"
)

// publicRecord reports whether a record is one that everybody may read, whoever
// asked for it: files that are made to be spread hold nothing else.
func publicRecord(d *register.Definition, r *RegisterRow) bool {
	return d.Level == register.Public && r.Level == register.Public && r.State == register.Kept
}

// publicFields returns the shared fields that everybody may read and that are
// something to other formats.
func publicFields(d *register.Definition, is string) []register.Field {
	var all []register.Field
	for _, f := range d.Fields {
		if f.Is == is && f.Level == register.Public && !f.PerSide {
			all = append(all, f)
		}
	}
	return all
}

// publicValue returns the value of the first public field that is something to
// other formats and holds something.
func publicValue(d *register.Definition, r *RegisterRow, is string) register.Value {
	for _, f := range publicFields(d, is) {
		if v := r.Values[f.Name]; !v.Empty() {
			return v
		}
	}
	return register.Value{}
}

// publicWords returns the first text of a public field.
func publicWords(d *register.Definition, r *RegisterRow, is string) dialogue.Writing {
	if texts := publicValue(d, r, is).Texts; len(texts) > 0 {
		return texts[0]
	}
	return dialogue.Writing{}
}

// spanOf returns when a record begins and ends, as far as everybody may read it; ""
// where it does not say.
func spanOf(d *register.Definition, r *RegisterRow) (start, end register.Date) {
	return publicValue(d, r, "start").Date, publicValue(d, r, "end").Date
}
