// Package locale holds the messages shown to people, one catalogue for each
// language, and words them.
//
// A catalogue is a folder named for its language, embedded, of TOML files that
// each hold the sections of one part of the product:
//
//	[figures]
//	votes = "Votes"                      key figures.votes
//
//	[figures.person]                     key figures.person, by plural form
//	one = "{{.Count}} person"
//	other = "{{.Count}} people"
//
// Every catalogue has the same keys with the same placeholders, and every
// plural form that its language distinguishes; the tests see to it. A message
// never contains markup. Numbers are written in the way of the language before
// they are put in.
//
// Names of sides are put in as they are (nominative), so messages are worded
// to take them so. Text is never changed to upper case: in Armenian that would
// be wrong.
package locale

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// A Language is the code of a language that Parley speaks.
type Language string

// The languages, each with a catalogue of its own.
const (
	Azerbaijani Language = "az"
	English     Language = "en"
	Armenian    Language = "hy"
	Russian     Language = "ru"
)

// Fallback is the language of a reader who asked for none of ours.
const Fallback = English

// Languages lists every language in the order of its code, so that none is
// put first by choice.
func Languages() []Language {
	return []Language{Azerbaijani, English, Armenian, Russian}
}

var names = map[Language]string{
	Azerbaijani: "Azərbaycanca",
	English:     "English",
	Armenian:    "Հայերեն",
	Russian:     "Русский",
}

// Name returns what the language calls itself.
func (l Language) Name() string { return names[l] }

// A Key names a message.
type Key string

//go:embed catalogue/*/*.toml
var files embed.FS

// catalogues is read once. The files are part of the program, so a mistake in
// them is a mistake in the program, and stops it.
var catalogues = sync.OnceValue(func() map[Language][]*i18n.Message {
	all := map[Language][]*i18n.Message{}
	for _, l := range Languages() {
		parts, err := fs.Glob(files, "catalogue/"+string(l)+"/*.toml")
		if err != nil || len(parts) == 0 {
			panic(fmt.Sprintf("locale: no catalogue for %s: %v", l, err))
		}
		for _, part := range parts {
			all[l] = append(all[l], messages(part)...)
		}
	}
	return all
})

func messages(part string) []*i18n.Message {
	text, err := files.ReadFile(part)
	if err != nil {
		panic(fmt.Sprintf("locale: %v", err))
	}
	all, err := i18n.ParseMessageBytes(text, toml.Unmarshal)
	if err != nil {
		panic(fmt.Sprintf("locale: %s: %v", part, err))
	}
	return all
}

var bundle = sync.OnceValue(func() *i18n.Bundle {
	b := i18n.NewBundle(language.English)
	for l, messages := range catalogues() {
		b.MustAddMessages(language.Make(string(l)), messages...)
	}
	return b
})

// known reports whether l has a catalogue.
func known(l Language) bool { return slices.Contains(Languages(), l) }
