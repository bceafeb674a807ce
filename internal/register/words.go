package register

import (
	"fmt"
	"io/fs"
	"slices"

	"parley/internal/dialogue"
)

// sharedWords are what the files of words say, by kind ("fields", "options", …) and
// key. Every entry is there in every language.
type sharedWords struct {
	byKind map[string]map[string]dialogue.Text
	groups []string // in the order of the files
	units  []string
}

// wordKinds are the mappings of a file of words.
var wordKinds = []string{"groups", "fields", "options", "units", "views", "watches"}

// read takes the words of a file. An entry that is there already is refused: what
// something is called does not depend on the order of files.
func (w *sharedWords) read(files fs.FS, name string) []error {
	y, top := readYAML(files, name)
	top.only(wordKinds...)
	for _, kind := range wordKinds {
		if !top.has(kind) {
			continue
		}
		entries := y.mapping(top.values[kind])
		for _, key := range entries.names {
			text := entries.words(key)
			if _, twice := w.byKind[kind][key]; twice {
				y.refuse(entries.keyAt[key], "%s has words for %q already, in another file or register", kind, key)
				continue
			}
			w.put(kind, key, text)
		}
	}
	return y.wrong
}

func (w *sharedWords) put(kind, key string, text dialogue.Text) {
	if w.byKind == nil {
		w.byKind = map[string]map[string]dialogue.Text{}
	}
	if w.byKind[kind] == nil {
		w.byKind[kind] = map[string]dialogue.Text{}
	}
	w.byKind[kind][key] = text
	switch kind {
	case "groups":
		w.groups = append(w.groups, key)
	case "units":
		w.units = append(w.units, key)
	}
}

// of returns the own words of something that m defines, or those that the files of
// words have for its key, and refuses m where there are none.
func (w *sharedWords) of(m yamlMap, own, kind, key string) dialogue.Text {
	if m.has(own) {
		return m.words(own)
	}
	text, ok := w.byKind[kind][key]
	if !ok && key != "" {
		m.refuse("", "there are no words for %q in the %s of any file of words", key, kind)
	}
	return text
}

// wordFiles returns the files of words of a folder of definitions, by name.
func wordFiles(files fs.FS) ([]string, error) {
	names, err := fs.Glob(files, "words/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("look for words: %w", err)
	}
	slices.Sort(names)
	return names, nil
}
