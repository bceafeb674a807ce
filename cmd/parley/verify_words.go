package main

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/record"
	"parley/internal/report"
)

// titleOf returns the title of a release in a language, or in the original's;
// "" where there is none to be read.
func titleOf(b record.Bundle, language string) string {
	d, err := report.ParseDocument(b.Document)
	if err != nil {
		return ""
	}
	title := d.Title()
	text, ok := title.Text[dialogue.Language(language)]
	if !ok {
		text = title.Text[title.Original]
	}
	return text
}

// tellKeys prints the fingerprints of the keys that were verified with, to be
// compared with what each side publishes.
func tellKeys(w io.Writer, b record.Bundle, trust *record.Trust) {
	keys, whose := b.Keys, "of the file itself, which nobody vouched for"
	if trust != nil {
		keys, whose = *trust, "of the trust file"
	}
	if keys.Log == "" {
		return
	}
	fmt.Fprintf(w, "\nKeys %s, by their fingerprints:\n", whose)
	fmt.Fprintf(w, "  %-24s %s\n", "record", record.Fingerprint(keys.Log))
	for _, side := range slices.Sorted(maps.Keys(keys.Sides)) {
		for _, k := range keys.Sides[side] {
			fmt.Fprintf(w, "  %-24s %s\n", plainLine(side), record.Fingerprint(k))
		}
		for _, k := range keys.Witnesses[side] {
			fmt.Fprintf(w, "  %-24s %s\n", "witness of "+plainLine(side), record.Fingerprint(k))
		}
	}
}
