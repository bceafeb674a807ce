package locale

import (
	"maps"
	"regexp"
	"slices"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

var placeholder = regexp.MustCompile(`\{\{\.(\w+)\}\}`)

// placeholders holds the names that each message of the fallback's catalogue
// asks for. A key that it does not hold has no message.
var placeholders = sync.OnceValue(func() map[Key][]string {
	all := map[Key][]string{}
	for _, m := range catalogues()[Fallback] {
		all[Key(m.ID)] = placeholdersOf(forms(m))
	}
	return all
})

// placeholdersOf returns the names used in any of the texts, sorted.
func placeholdersOf(texts map[string]string) []string {
	names := map[string]bool{}
	for _, text := range texts {
		for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
			names[found[1]] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// forms returns the texts of m by plural form; a message that does not count
// has only "other".
func forms(m *i18n.Message) map[string]string {
	all := map[string]string{
		"zero": m.Zero, "one": m.One, "two": m.Two,
		"few": m.Few, "many": m.Many, "other": m.Other,
	}
	maps.DeleteFunc(all, func(_, text string) bool { return text == "" })
	return all
}
