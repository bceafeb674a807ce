package register

import (
	"slices"
	"strings"

	"parley/internal/dialogue"
)

// Recommended is a recommendation as it was released.
type Recommended struct {
	Number     string
	Action     dialogue.Writing
	Components []dialogue.Writing
	Kind       string
	Addressees []string
	Horizon    string
	Review     string // a day; "" for none
	Sources    []dialogue.Source
}

// Following returns what a record that follows a recommendation begins with: the
// fields that the register has of those of a recommendation, and of choices the
// values that it knows.
func (d *Definition) Following(r Recommended) Change {
	c := Change{Level: d.Level, Values: map[string]Value{}, Sources: r.Sources}
	put := func(name string, of Type, v Value) {
		f, ok := d.Field(name)
		if !ok || f.Type != of {
			return
		}
		v.Choices = slices.DeleteFunc(slices.Clone(v.Choices), func(choice string) bool {
			_, known := f.Option(choice)
			return !known
		})
		if !v.Empty() {
			c.Values[name] = v
		}
	}
	put(d.TitleField().Name, Text, Value{Texts: []dialogue.Writing{r.Action}})
	put("number", Text, Value{Texts: []dialogue.Writing{{Original: "en", Text: dialogue.Text{"en": r.Number}}}})
	put("components", Text, Value{Texts: r.Components})
	put("kind", Choice, Value{Choices: []string{r.Kind}})
	put("addressees", Choice, Value{Choices: r.Addressees})
	if f, ok := d.Field("addressees"); ok {
		var others []string // who has no name of their own here
		for _, a := range r.Addressees {
			if _, known := f.Option(a); !known {
				others = append(others, a)
			}
		}
		if len(others) > 0 {
			put("owner", Text, Value{Texts: []dialogue.Writing{{Original: "en", Text: dialogue.Text{"en": strings.Join(others, ", ")}}}})
		}
	}
	put("horizon", Choice, Value{Choices: []string{r.Horizon}})
	if review, err := ParseDate(r.Review); err == nil {
		put("review", DateType, Value{Date: review})
	}
	return c
}
