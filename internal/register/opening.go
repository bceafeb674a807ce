package register

import (
	"bytes"
	"encoding/hex"
	"encoding/json"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// An Opening opens a commitment: its salt, and what was committed to.
type Opening struct {
	Salt Salt
	Text []byte // an assessment in canonical JSON
}

// openingFile is an Opening as a side keeps it.
type openingFile struct {
	Format     string          `json:"format"` // openingFormat
	Salt       string          `json:"salt"`   // hexadecimal
	Assessment json.RawMessage `json:"assessment"`
}

const openingFormat = "parley-assessment-opening/1"

// Commitment returns what o opens.
func (o Opening) Commitment() dialogue.Hash { return Commit(o.Salt, o.Text) }

// Bytes writes an opening as a file.
func (o Opening) Bytes() []byte {
	b, err := json.Marshal(openingFile{openingFormat, hex.EncodeToString(o.Salt[:]), o.Text})
	if err == nil {
		b, err = CanonicalJSON(b)
	}
	if err != nil {
		panic("register: an opening that cannot be written: " + err.Error()) // its text is JSON
	}
	return append(b, '\n')
}

// ParseOpening reads an opening, however its JSON is set out: it is brought to its
// canonical form, so a commitment outlives every tool that writes JSON anew.
func ParseOpening(text []byte) (Opening, error) {
	var o Opening
	var f openingFile
	canonical, err := CanonicalJSON(text)
	if err != nil || len(canonical) > 2*LongestAssessment {
		return o, errOpening
	}
	in := json.NewDecoder(bytes.NewReader(canonical))
	in.DisallowUnknownFields()
	if in.Decode(&f) != nil || f.Format != openingFormat || len(f.Assessment) == 0 {
		return o, errOpening
	}
	salt, err := hex.DecodeString(f.Salt)
	if err != nil || copy(o.Salt[:], salt) != len(salt) || len(salt) != len(o.Salt) {
		return o, errOpening
	}
	o.Text = f.Assessment
	return o, nil
}

var errOpening = fault.New(fault.Invalid, "refusal.opening_form")
