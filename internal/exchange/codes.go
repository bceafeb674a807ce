package exchange

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"parley/internal/dialogue"
)

const (
	codesFile   = "codes.json"
	codesFormat = "parley-codes/1"
)

// MostCodesBytes is the size of the largest codes.json that there can be.
const MostCodesBytes = dialogue.MostSides * (dialogue.MostCodes*68 + 100)

// A CodesFile is what codes.json holds: of the join codes that both chairs made
// offline for one dialogue, the hashes of each side, and nothing of the codes.
// The hashes are sorted, so that their order says nothing of who got which.
//
//	{
//	 "format": "parley-codes/1",
//	 "dialogue": "0d3v8r2n4q6s8",
//	 "sides": {
//	  "armenia": ["07c1…", "5e90…"],
//	  "azerbaijan": ["1b3a…", "d402…"]
//	 }
//	}
//
// Whether the hashes are those that the chairs agreed on, dialogue.CountCodes
// tells.
type CodesFile struct {
	Dialogue dialogue.ID
	Sides    map[dialogue.SideID][]dialogue.CodeHash
}

// A codesDocument is the JSON of codes.json. The format never gets a field
// more: what is not known could be a code.
type codesDocument struct {
	Format   string              `json:"format"`
	Dialogue string              `json:"dialogue"`
	Sides    map[string][]string `json:"sides"`
}

// Write writes codes.json. The hashes may come in any order.
func (f CodesFile) Write(w io.Writer) error {
	d := codesDocument{codesFormat, dialogue.FormatID(f.Dialogue), map[string][]string{}}
	for side, hashes := range f.Sides {
		texts := []string{}
		for _, h := range hashes {
			texts = append(texts, hex.EncodeToString(h[:]))
		}
		slices.Sort(texts)
		d.Sides[string(side)] = texts
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	if err := e.Encode(d); err != nil {
		return fmt.Errorf("write %s: %w", codesFile, err)
	}
	return nil
}

// ReadCodes reads what Write wrote. It refuses, with an [*Error], whatever else
// there is in the file, hashes that are not sorted, and a hash that occurs
// twice.
func ReadCodes(r io.Reader) (CodesFile, error) {
	data, err := io.ReadAll(io.LimitReader(r, MostCodesBytes+1))
	if err != nil {
		return CodesFile{}, fmt.Errorf("read %s: %w", codesFile, err)
	}
	if len(data) > MostCodesBytes {
		return CodesFile{}, badCodes("", "", fmt.Sprintf("at most %d bytes", MostCodesBytes))
	}
	d, err := decodeCodes(data)
	if err != nil {
		return CodesFile{}, err
	}
	return d.parse()
}

func badCodes(name, found, want string) *Error {
	return &Error{File: codesFile, Name: name, Found: shorten([]byte(found)), Want: want}
}

func decodeCodes(data []byte) (codesDocument, error) {
	var d codesDocument
	var fields map[string]json.RawMessage
	if err := decode(codesFile, data, &fields); err != nil {
		return d, err
	}
	for name := range fields {
		if !slices.Contains([]string{"format", "dialogue", "sides"}, name) {
			return d, badCodes(name, "a field", "format, dialogue and sides, and nothing else")
		}
	}
	return d, decode(codesFile, data, &d)
}

func (d codesDocument) parse() (CodesFile, error) {
	f := CodesFile{Sides: map[dialogue.SideID][]dialogue.CodeHash{}}
	var ok bool
	if d.Format != codesFormat {
		return CodesFile{}, badCodes("format", d.Format, codesFormat)
	}
	if f.Dialogue, ok = dialogue.ParseID[dialogue.ID](d.Dialogue); !ok {
		return CodesFile{}, badCodes("dialogue", d.Dialogue, "the identifier of a dialogue, 13 letters and digits")
	}
	if len(d.Sides) == 0 || len(d.Sides) > dialogue.MostSides {
		return CodesFile{}, badCodes("sides", fmt.Sprint(len(d.Sides)), fmt.Sprintf("1 to %d sides", dialogue.MostSides))
	}
	for _, name := range slices.Sorted(maps.Keys(d.Sides)) {
		side := dialogue.SideID(name)
		if dialogue.CheckSideID(side) != nil {
			return CodesFile{}, badCodes("sides", name, "the identifier of a side: small letters, digits and hyphens")
		}
		hashes, err := parseHashes(name, d.Sides[name])
		if err != nil {
			return CodesFile{}, err
		}
		f.Sides[side] = hashes
	}
	return f, nil
}

// parseHashes reads the hashes of one side, which stand in order, each once.
func parseHashes(side string, texts []string) ([]dialogue.CodeHash, error) {
	if len(texts) == 0 || len(texts) > dialogue.MostCodes {
		return nil, badCodes(side, fmt.Sprint(len(texts)), fmt.Sprintf("1 to %d hashes", dialogue.MostCodes))
	}
	hashes := make([]dialogue.CodeHash, len(texts))
	for i, text := range texts {
		b, err := hex.DecodeString(text)
		if err != nil || len(b) != len(hashes[i]) || hex.EncodeToString(b) != text {
			return nil, badCodes(side, text, "a hash: 64 digits and letters from a to f")
		}
		if i > 0 && text <= texts[i-1] {
			return nil, badCodes(side, text, "hashes in order, each once")
		}
		hashes[i] = dialogue.CodeHash(b)
	}
	return hashes, nil
}
