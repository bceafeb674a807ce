package locale

import (
	"sync"

	"golang.org/x/text/language"
)

// matcher knows the languages in the order of Languages, after the fallback.
var matcher = sync.OnceValue(func() language.Matcher {
	tags := []language.Tag{language.Make(string(Fallback))}
	for _, l := range Languages() {
		tags = append(tags, language.Make(string(l)))
	}
	return language.NewMatcher(tags)
})

// Choose returns the language to answer in: the one named in a link if we have
// it, else the first of an Accept-Language header that we can serve well, else
// Fallback. A malformed header counts as none.
func Choose(link, accept string) Language {
	if l, ok := match(language.Make(link)); ok {
		return l
	}
	wanted, _, err := language.ParseAcceptLanguage(accept)
	if err != nil {
		return Fallback
	}
	for _, tag := range wanted {
		if l, ok := match(tag); ok {
			return l
		}
	}
	return Fallback
}

// match returns our language for tag, if its readers read one of ours well.
func match(tag language.Tag) (Language, bool) {
	base, _ := tag.Base()
	switch base.String() {
	case "und":
		return "", false
	case "hyw": // Western Armenian: the matcher does not know it is Armenian
		return Armenian, true
	}
	_, i, confidence := matcher().Match(tag)
	if confidence < language.High {
		return "", false
	}
	if i == 0 {
		return Fallback, true
	}
	return Languages()[i-1], true
}
