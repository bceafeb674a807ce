package register

import (
	"fmt"
	"regexp"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// Bounds of what a field can hold.
const (
	MostValues  = 200  // of a field: texts, links, pieces of evidence, files
	LongestNote = 300  // characters of what stands beside a value: a role, a qualifier, a note, what a piece of evidence is
	LongestURL  = 2000 // bytes
)

// linkKey matches the key of a record.
var linkKey = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N}.-]{0,79}$`)

// unitKey matches a key of the words' units.
var unitKey = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._%/-]{0,39}$`)

// Clean tidies and checks what a field is to hold; sides are those of the dialogue.
// What is empty in it is left out, options get the order of the definition, and
// nothing is there twice, so that equal values are equal bytes. Clean of what it
// returned changes nothing.
//
// Whether the records to which links lead are there, it does not know; nor whether a
// unit is known where the field has none.
func (d *Definition) Clean(f Field, v Value, sides []dialogue.SideID) (Value, error) {
	if v.Empty() {
		return Value{}, nil
	}
	var out, rest Value
	var err error
	rest = v
	switch f.Type {
	case Text:
		rest.Texts = nil
		out.Texts, err = cleanTexts(f, v.Texts)
	case DateType:
		rest.Date = ""
		out.Date, err = cleanDate(f, v.Date)
	case NumberType:
		rest.Number = nil
		out.Number, err = cleanNumber(f, v.Number)
	case Choice, Place:
		rest.Choices = nil
		out.Choices, err = cleanChoices(f, v.Choices)
	case Term, LinkType:
		rest.Links = nil
		out.Links, err = cleanLinks(f, v.Links)
	case Proof:
		rest.Evidence = nil
		out.Evidence, err = cleanEvidence(f, v.Evidence, sides)
	case Checklist:
		rest.Ticks = nil
		out.Ticks, err = cleanTicks(f, v.Ticks)
	case FileType:
		rest.Files = nil
		out.Files, err = cleanFiles(f, v.Files)
	}
	switch {
	case err != nil:
		return Value{}, err
	case !rest.Empty():
		return Value{}, f.refused("refusal.field_other")
	}
	return out, nil
}

// refused is a refusal of what was given for a field.
func (f Field) refused(key string, args ...any) error {
	return fault.New(fault.Invalid, key, append([]any{"Field", f.Name}, args...)...)
}

// few refuses more values than a field can hold.
func (f Field) few(n int) error {
	switch {
	case n > 1 && !f.Many && f.Type != Proof && f.Type != Checklist:
		return f.refused("refusal.field_one")
	case n > MostValues:
		return f.refused("refusal.field_many", "Most", MostValues)
	}
	return nil
}

// words is dialogue.CleanWriting for words of a field.
func (f Field) words(w dialogue.Writing, longest int) (dialogue.Writing, error) {
	w, err := dialogue.CleanWriting(w, longest)
	if err == nil {
		return w, nil
	}
	if cause := fault.Of(err); cause != nil && cause.Key == "refusal.text_long" {
		return w, f.refused("refusal.field_long", cause.Args...)
	}
	return w, f.refused("refusal.field_text")
}

// line is words on one line.
func (f Field) line(w dialogue.Writing, longest int) (dialogue.Writing, error) {
	text := dialogue.Text{}
	for l, words := range w.Text {
		text[l] = strings.Join(strings.Fields(words), " ")
	}
	w.Text = text
	return f.words(w, longest)
}

// text is a line in no language, e.g. the name of a file.
func (f Field) text(text string, longest int) (string, error) {
	w, err := f.line(dialogue.Writing{Original: "en", Text: dialogue.Text{"en": text}}, longest)
	return w.Text["en"], err
}

// identity returns a text that is the same of equal values.
func identity(v any) string { return fmt.Sprintf("%q", v) }

// among returns the identity of one of n values, "" of a single one: with what
// should it be equal?
func among(n int, v any) string {
	if n == 1 {
		return ""
	}
	return identity(v)
}

func cleanTexts(f Field, all []dialogue.Writing) ([]dialogue.Writing, error) {
	clean := f.words
	if f.Is == "title" {
		clean = f.line
	}
	most := f.Most
	if most == 0 {
		most = dialogue.LongestDescription
	}
	var out []dialogue.Writing
	seen := map[string]bool{}
	for _, w := range all {
		w, err := clean(w, most)
		if err != nil {
			return nil, err
		}
		if id := among(len(all), w); !w.Empty() && !seen[id] {
			seen[id] = true
			out = append(out, w)
		}
	}
	return out, f.few(len(out))
}

func cleanDate(f Field, d Date) (Date, error) {
	if strings.TrimSpace(string(d)) == "" {
		return "", nil
	}
	d, err := ParseDate(string(d))
	if err != nil {
		return "", f.refused("refusal.field_date")
	}
	return d, nil
}

func cleanNumber(f Field, n *Number) (*Number, error) {
	if n == nil || (n.Lower == "" && n.Upper == "" && n.Qualifier.Empty() && n.AsOf == "") {
		return nil, nil // a unit alone says nothing: forms have it chosen
	}
	out := Number{Unit: n.Unit}
	var err error
	if out.Lower, err = ParseDecimal(string(n.Lower)); err != nil {
		return nil, f.refused("refusal.field_number")
	}
	if n.Upper != "" {
		if out.Upper, err = ParseDecimal(string(n.Upper)); err != nil {
			return nil, f.refused("refusal.field_number")
		}
		switch out.Upper.Rat().Cmp(out.Lower.Rat()) {
		case -1:
			return nil, f.refused("refusal.field_range")
		case 0:
			out.Upper = ""
		}
	}
	if out.Unit == "" {
		out.Unit = f.Unit
	}
	if (f.Unit != "" && out.Unit != f.Unit) || (out.Unit != "" && !unitKey.MatchString(out.Unit)) {
		return nil, f.refused("refusal.field_unit")
	}
	if out.AsOf, err = cleanDate(f, n.AsOf); err != nil {
		return nil, err
	}
	if out.Qualifier, err = f.line(n.Qualifier, LongestNote); err != nil {
		return nil, err
	}
	return &out, nil
}

func cleanChoices(f Field, all []string) ([]string, error) {
	chosen := map[string]bool{}
	for _, value := range all {
		if value = strings.TrimSpace(value); value == "" {
			continue
		}
		if _, ok := f.Option(value); !ok {
			return nil, f.refused("refusal.field_option")
		}
		chosen[value] = true
	}
	var out []string
	for _, o := range f.Options {
		if chosen[o.Value] {
			out = append(out, o.Value)
		}
	}
	return out, f.few(len(out))
}

// cleanLinks keeps the order of links: what is named first may be meant so.
func cleanLinks(f Field, all []Link) ([]Link, error) {
	var out []Link
	seen := map[string]bool{}
	for _, link := range all {
		role, err := f.line(link.Role, LongestNote)
		if err != nil {
			return nil, err
		}
		link = Link{Key: strings.TrimSpace(link.Key), Role: role}
		id := among(len(all), link)
		switch {
		case link.Key == "" && role.Empty(), seen[id]:
			continue
		case !linkKey.MatchString(link.Key):
			return nil, f.refused("refusal.field_link")
		}
		seen[id] = true
		out = append(out, link)
	}
	return out, f.few(len(out))
}
