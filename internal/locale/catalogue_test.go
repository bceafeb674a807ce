package locale

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

func byKey(l Language) map[string]*i18n.Message {
	all := map[string]*i18n.Message{}
	for _, m := range catalogues()[l] {
		all[m.ID] = m
	}
	return all
}

func TestEveryMessageInEveryLanguage(t *testing.T) {
	want := slices.Sorted(maps.Keys(byKey(Fallback)))
	for _, l := range Languages() {
		got := slices.Sorted(maps.Keys(byKey(l)))
		for _, key := range want {
			if !slices.Contains(got, key) {
				t.Errorf("%s: message %s is missing", l, key)
			}
		}
		for _, key := range got {
			if !slices.Contains(want, key) {
				t.Errorf("%s: message %s is superfluous", l, key)
			}
		}
	}
}

func TestPlaceholdersAreTheSameInEveryLanguage(t *testing.T) {
	for key, english := range byKey(Fallback) {
		want := placeholdersOf(forms(english))
		for _, l := range Languages() {
			m := byKey(l)[key]
			if m == nil {
				continue // told by TestEveryMessageInEveryLanguage
			}
			for form, text := range forms(m) {
				got := placeholdersOf(map[string]string{form: text})
				if !slices.Equal(got, want) {
					t.Errorf("%s: %s (%s) has placeholders %v, want %v", l, key, form, got, want)
				}
				if left := placeholder.ReplaceAllString(text, ""); strings.ContainsAny(left, "{}%<>&") && !percentOnly(left) {
					t.Errorf("%s: %s (%s) holds a malformed placeholder or markup: %q", l, key, form, text)
				}
			}
		}
	}
}

var percentSign = regexp.MustCompile(`\d\x{a0}?%`)

func percentOnly(text string) bool {
	return !strings.ContainsAny(percentSign.ReplaceAllString(text, ""), "{}%<>&")
}

// The forms come from x/text, not from the library that chooses them.
func TestEveryPluralFormIsThere(t *testing.T) {
	names := map[plural.Form]string{
		plural.Zero: "zero", plural.One: "one", plural.Two: "two",
		plural.Few: "few", plural.Many: "many", plural.Other: "other",
	}
	counting := 0
	for _, l := range Languages() {
		needed := map[string]bool{"other": true}
		for n := range 200 {
			needed[names[plural.Cardinal.MatchPlural(language.Make(string(l)), n, 0, 0, 0, 0)]] = true
		}
		want := slices.Sorted(maps.Keys(needed))
		for key, m := range byKey(l) {
			if len(forms(byKey(Fallback)[key])) == 1 {
				want := []string{"other"}
				if got := slices.Sorted(maps.Keys(forms(m))); !slices.Equal(got, want) {
					t.Errorf("%s: %s counts (%v), but not in %s", l, key, got, Fallback)
				}
				continue
			}
			counting++
			if got := slices.Sorted(maps.Keys(forms(m))); !slices.Equal(got, want) {
				t.Errorf("%s: %s has plural forms %v, want %v", l, key, got, want)
			}
		}
	}
	if counting < 4*len(Languages()) {
		t.Errorf("only %d counting messages were looked at", counting)
	}
}

// A letter of another script in a word is invisible on the screen and breaks
// search and speech.
func TestWordsAreOfOneScript(t *testing.T) {
	scripts := map[Language]*unicode.RangeTable{
		Armenian: unicode.Armenian, Russian: unicode.Cyrillic,
		English: unicode.Latin, Azerbaijani: unicode.Latin,
	}
	for _, l := range Languages() {
		for key, m := range byKey(l) {
			for _, text := range forms(m) {
				for _, word := range strings.FieldsFunc(placeholder.ReplaceAllString(text, " "), notLetter) {
					if !allIn(word, scripts[l]) && !allIn(word, unicode.Latin) {
						t.Errorf("%s: %s mixes scripts in %q", l, key, word)
					}
				}
			}
		}
	}
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

func allIn(word string, script *unicode.RangeTable) bool {
	for _, r := range word {
		if !unicode.Is(script, r) && !unicode.Is(unicode.Greek, r) {
			return false
		}
	}
	return true
}

// Armenian ends sentences with its own mark; a Latin colon there is a slip.
func TestArmenianPunctuation(t *testing.T) {
	for key, m := range byKey(Armenian) {
		for _, text := range forms(m) {
			if strings.Contains(text, ":") || strings.HasSuffix(text, ".") {
				t.Errorf("%s: %q", key, text)
			}
		}
	}
}
