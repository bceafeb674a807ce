package register

import "slices"

// Field returns the field of a name.
func (d *Definition) Field(name string) (Field, bool) {
	return first(d.Fields, func(f Field) bool { return f.Name == name })
}

// First returns the first field that is so to other formats, e.g. "start".
func (d *Definition) First(is string) (Field, bool) {
	return first(d.Fields, func(f Field) bool { return is != "" && f.Is == is })
}

// TitleField returns the field that names a record: every definition has exactly
// one, of type Text, shared and required.
func (d *Definition) TitleField() Field {
	f, _ := d.First("title")
	return f
}

// Option returns the option of a value.
func (f Field) Option(value string) (Option, bool) {
	return first(f.Options, func(o Option) bool { return o.Value == value })
}

// View returns the view of a name.
func (d *Definition) View(name string) (View, bool) {
	return first(d.Views, func(v View) bool { return v.Name == name })
}

func first[T any](all []T, is func(T) bool) (T, bool) {
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i], true
	}
	var none T
	return none, false
}
