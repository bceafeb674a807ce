package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"parley/internal/dialogue"
)

// DocumentFormat names the shape of a Document's bytes. Fields may be added to
// it later; none is ever renamed, removed or given another meaning.
const DocumentFormat = "parley-report/1"

// A Document is a joint report in all its languages: what every side approves,
// and what every edition is rendered from (FORMS 4.2). Of a text it holds the
// original and those translations alone that its writers approved. Identifiers
// are as they stand in addresses, days as 2026-11-25; "" is no day.
type Document struct {
	Format          string                             `json:"format"`
	ID              string                             `json:"id"`
	Forum           Forum                              `json:"forum"`
	Number          int                                `json:"number"`  // of the edition of the report: 1, then one more with each release
	Version         int                                `json:"version"` // of what was edited
	Example         bool                               `json:"example,omitempty"`
	Sides           []Side                             `json:"sides"`               // in the order of the node, which gives no side any precedence
	Governing       dialogue.Language                  `json:"governing,omitempty"` // "" where all languages are equally authentic
	Attributed      bool                               `json:"attributed,omitempty"`
	Parts           map[dialogue.Part]dialogue.Writing `json:"parts"`
	Delegates       []dialogue.Delegates               `json:"delegates,omitempty"`
	Facilitators    int                                `json:"facilitators,omitempty"`
	Terms           []dialogue.Term                    `json:"terms,omitempty"`
	Findings        []Finding                          `json:"findings,omitempty"`
	Issues          []Issue                            `json:"issues,omitempty"`
	Recommendations []Recommendation                   `json:"recommendations,omitempty"`
	Results         []Annex                            `json:"results,omitempty"`
	Reservations    []dialogue.Reservation             `json:"reservations,omitempty"`
	Embargo         string                             `json:"embargo,omitempty"` // the day before which it is not public
	Keys            []Key                              `json:"keys,omitempty"`
	Summary         dialogue.Text                      `json:"summary,omitempty"` // in the languages in which every side approved one
	Previous        *Previous                          `json:"previous,omitempty"`
}

// A Forum is the joint group that a report comes from.
type Forum struct {
	ID    string        `json:"id"`
	Names dialogue.Text `json:"names"`
}

// A Side is one of those that approve.
type Side struct {
	ID    string        `json:"id"`
	Names dialogue.Text `json:"names"`
}

// A Key is the public key, a note verifier, with which a side approves.
type Key struct {
	Side   string `json:"side"`
	Public string `json:"public"`
}

// An Annex is the opinion map of one closed dialogue as everybody may see it,
// and the salted digest of the votes it was made from (RULINGS R2).
type Annex struct {
	Dialogue    string  `json:"dialogue"`
	VotesDigest string  `json:"votes_digest"`
	Result      *Result `json:"result"`
}

// Previous is what became, in this report, of the recommendations of the one
// before.
type Previous struct {
	ID              string           `json:"id"`
	Number          int              `json:"number"`
	Title           dialogue.Writing `json:"title,omitzero"`
	Recommendations []Followed       `json:"recommendations,omitempty"`
}

// Followed is a recommendation of the report before this.
type Followed struct {
	Number     string           `json:"number"`
	Addressees []string         `json:"addressees,omitempty"`
	Action     dialogue.Writing `json:"action,omitzero"`
	Now        string           `json:"now"` // "kept", "changed", "withdrawn", or "left_out" where this report has it no more
}

// Bytes returns the canonical JSON of d: keys sorted, no spaces, nothing
// escaped that need not be. The same document gives the same bytes.
func (d Document) Bytes() []byte {
	plain, err := json.Marshal(d)
	if err != nil { // no value of a Document can be unwritable
		panic(fmt.Sprintf("report: %v", err))
	}
	decoder := json.NewDecoder(bytes.NewReader(plain))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		panic(fmt.Sprintf("report: %v", err))
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(tree); err != nil {
		panic(fmt.Sprintf("report: %v", err))
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// ParseDocument reads what Bytes wrote. What would not be written as the same
// bytes again, such as a document with unknown fields, is refused.
func ParseDocument(text []byte) (Document, error) {
	var d Document
	if err := json.Unmarshal(text, &d); err != nil {
		return Document{}, fmt.Errorf("read a report: %w", err)
	}
	if d.Format != DocumentFormat {
		return Document{}, fmt.Errorf("read a report: format %q, expected %q", d.Format, DocumentFormat)
	}
	for _, a := range d.Results {
		if a.Result == nil {
			return Document{}, errors.New("read a report: a dialogue without its result")
		}
	}
	if !bytes.Equal(d.Bytes(), text) {
		return Document{}, errors.New("read a report: not written canonically")
	}
	return d, nil
}

// Title returns the report's title.
func (d Document) Title() dialogue.Writing { return d.Parts[dialogue.PartTitle] }
