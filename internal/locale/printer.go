package locale

import (
	"fmt"
	"math"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// A Printer words messages, numbers and names in one language. It may be used
// by several goroutines at once.
type Printer struct {
	language  Language
	localizer *i18n.Localizer
	numbers   *message.Printer
	names     display.Namer
	plain     sync.Map // Key → text, of the messages without placeholders
}

// For returns the printer of l, or of Fallback when l has no catalogue.
func For(l Language) *Printer {
	if !known(l) {
		l = Fallback
	}
	return printers()[l]
}

var printers = sync.OnceValue(func() map[Language]*Printer {
	all := map[Language]*Printer{}
	for _, l := range Languages() {
		tag := language.Make(string(l))
		all[l] = &Printer{
			language:  l,
			localizer: i18n.NewLocalizer(bundle(), string(l)),
			numbers:   message.NewPrinter(tag),
			names:     display.Languages(tag),
		}
	}
	return all
})

// Language returns the language that p speaks.
func (p *Printer) Language() Language { return p.language }

// Text returns the message of key. Its placeholders are given as pairs: name,
// value, name, value. A value is a text, or an int, which is written as
// Number does. A placeholder that is not given is left empty.
//
// A key without message gives the key itself in brackets: ugly, never wrong.
func (p *Printer) Text(key Key, pairs ...any) string {
	if len(pairs) > 0 {
		return p.localize(key, nil, p.values(pairs))
	}
	if text, ok := p.plain.Load(key); ok {
		return text.(string)
	}
	text := p.localize(key, nil, nil)
	p.plain.Store(key, text)
	return text
}

// Count returns the message of key in the plural form of n. {{.Count}} is n;
// other placeholders are given as in Text.
func (p *Printer) Count(key Key, n int, pairs ...any) string {
	return p.localize(key, n, p.values(append(pairs, "Count", n)))
}

func (p *Printer) localize(key Key, count any, values map[string]string) string {
	text, err := p.localizer.Localize(&i18n.LocalizeConfig{
		MessageID:      string(key),
		PluralCount:    count,
		TemplateData:   values,
		TemplateParser: blanks,
	})
	if err != nil && text == "" {
		return "[" + string(key) + "]"
	}
	return text
}

// blanks leaves a placeholder without a value empty.
var blanks = &template.TextParser{Option: "missingkey=zero"}

func (p *Printer) values(pairs []any) map[string]string {
	values := make(map[string]string, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		values[fmt.Sprint(pairs[i])] = p.value(pairs[i+1])
	}
	return values
}

func (p *Printer) value(v any) string {
	switch v := v.(type) {
	case int:
		return p.Number(v)
	case string:
		return v
	}
	return fmt.Sprint(v)
}

// Number writes n with the separators of the language.
func (p *Printer) Number(n int) string { return p.numbers.Sprint(number.Decimal(n)) }

// Percent writes a share, 0 to 1, as a whole percentage. What is not a share
// is written as a dash.
func (p *Printer) Percent(share float64) string {
	if !(share >= 0 && share <= 1) {
		return "–"
	}
	return p.numbers.Sprint(number.Percent(share, number.MaxFractionDigits(0)))
}

// Decimal writes x with two digits after the separator, a number that is not
// finite as a dash.
func (p *Printer) Decimal(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	return p.numbers.Sprint(number.Decimal(x, number.MaxFractionDigits(2), number.MinFractionDigits(2)))
}

// LanguageName returns the name, in the language of p, of the language with
// the BCP 47 tag; the tag itself when it has no name here.
func (p *Printer) LanguageName(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if base, _ := parsed.Base(); base.String() == "hyw" {
		parsed = language.Armenian
	}
	if name := p.names.Name(parsed); name != "" {
		return name
	}
	return tag
}
