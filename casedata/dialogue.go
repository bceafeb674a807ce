package casedata

import (
	"bytes"
	"encoding/json"
	"fmt"
)

type (
	// A StatementID is a decimal number, stable for ever: a statement that is
	// dropped takes its number with it.
	StatementID string

	// A Side is one of the societies in the dialogue, such as "armenia".
	Side string

	// A Kind says what a statement words.
	Kind string
)

const (
	Perspective    Kind = "perspective"    // a claim in perspectives.json
	Recommendation Kind = "recommendation" // a record of recommendations.json
)

// A Dialogue is the demonstration dialogue of dialogue.json.
type Dialogue struct {
	Format      string `json:"format"` // "parley-dialogue/1"
	Topic       string `json:"topic"`
	Description string `json:"description"`
	Source      []Ref  `json:"source"` // what the description rests on
	Note        string `json:"note"`   // to be shown with the statements: where they come from
	Language    string `json:"language"`
	// Translations are topic, description and note in other languages.
	Translations map[string]Words `json:"translations"`
	Sides        []Side           `json:"sides"`
	Statements   []Statement      `json:"statements"` // in pairs, one of each side; which comes first alternates
}

// Words are what a Dialogue says about itself, in one language.
type Words struct {
	Topic       string `json:"topic"`
	Description string `json:"description"`
	Note        string `json:"note"`
}

// In returns what d says about itself in a language; ok is false when it does
// not.
func (d Dialogue) In(language string) (w Words, ok bool) {
	if language == d.Language {
		return Words{d.Topic, d.Description, d.Note}, true
	}
	w, ok = d.Translations[language]
	return w, ok
}

// A Statement is one claim to vote on.
type Statement struct {
	ID     StatementID `json:"id"`
	Text   string      `json:"text"`   // at most 200 user-perceived characters
	Author Side        `json:"author"` // the side that is counted as its writer
	Seed   bool        `json:"seed"`   // written by the organisers before voting: here always
	Kind   Kind        `json:"kind"`
	Source []Ref       `json:"source"` // what it words: at least one
}

// A Ref names one record, or one claim in a record, of the reference case.
type Ref struct {
	File string `json:"file"` // as in Files
	ID   string `json:"id"`
}

// Demo returns the demonstration dialogue. It fails only if the program was
// built with a dialogue.json that does not have the shape of Dialogue.
func Demo() (Dialogue, error) {
	data, err := Files.ReadFile("dialogue.json")
	if err != nil {
		return Dialogue{}, fmt.Errorf("read the demonstration dialogue: %w", err)
	}
	return parse(data)
}

// parse reads a dialogue strictly: a field that Dialogue does not have is an
// error, so that a misspelt one is not lost.
func parse(data []byte) (Dialogue, error) {
	var d Dialogue
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(&d); err != nil {
		return Dialogue{}, fmt.Errorf("parse dialogue.json: %w", err)
	}
	return d, nil
}
