package dialogue

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"parley/internal/fault"
)

// A Code lets one person of a side into a dialogue, once: 80 random bits, of
// which a node keeps only the hash.
type Code [10]byte

// A CodeHash is what a node keeps of a code.
type CodeHash [32]byte

// Crockford's alphabet: no letter that could be read as a digit, and no U.
var codeText = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// String writes a code as on its card: four times four letters and digits.
func (c Code) String() string {
	s := codeText.EncodeToString(c[:])
	return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
}

// Hash returns what a node keeps: SHA-256 over "parley-code/1\n" and the ten
// bytes.
func (c Code) Hash() CodeHash {
	return sha256.Sum256(append([]byte("parley-code/1\n"), c[:]...))
}

// cyrillic are letters that look like ours and are typed on other keyboards.
var cyrillic = strings.NewReplacer("А", "A", "В", "B", "С", "C", "Е", "E", "Н", "H", "К", "K", "М", "M",
	"О", "0", "Р", "P", "Т", "T", "Х", "X")

// ParseCode reads a code as a person types it: any case, any separators, with
// O for 0 and I or L for 1, and with letters of the Russian keyboard that look
// the same.
func ParseCode(text string) (Code, bool) {
	text = strings.Map(func(r rune) rune {
		switch r {
		case 'o', 'O':
			return '0'
		case 'i', 'I', 'l', 'L', 'ı', 'İ':
			return '1'
		}
		if separates(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, text)
	text = cyrillic.Replace(text)
	var c Code
	if len(text) != 16 {
		return c, false
	}
	b, err := codeText.DecodeString(text)
	if err != nil {
		return c, false
	}
	return Code(b), true
}

// separates reports whether a letter only stands between others: space,
// punctuation, invisible characters, and the dot that İ leaves behind.
func separates(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r) || r == '\u2212'
}

// A Batch is the codes that one proposal makes valid: the count and the digest
// over the sorted hashes, for every side.
type Batch map[SideID]CodeCount

// A CodeCount is how many codes of a side there are, and which.
type CodeCount struct {
	Count  int    `json:"count"`
	Digest string `json:"digest"` // hexadecimal SHA-256 over the sorted hashes
}

// MostCodes is how many codes of one side are made at a time.
const MostCodes = 100_000

// CountCodes sums up a batch of codes. A hash that occurs twice is refused.
func CountCodes(hashes map[SideID][]CodeHash) (Batch, error) {
	batch := Batch{}
	seen := map[CodeHash]bool{}
	for side, all := range hashes {
		if len(all) > MostCodes {
			return nil, fault.New(fault.Invalid, "refusal.codes_number", "Most", MostCodes)
		}
		sorted := slices.Clone(all)
		slices.SortFunc(sorted, func(a, b CodeHash) int { return slices.Compare(a[:], b[:]) })
		sum := sha256.New()
		for _, h := range sorted {
			if seen[h] {
				return nil, fault.New(fault.Invalid, "refusal.codes_twice")
			}
			seen[h] = true
			sum.Write(h[:])
		}
		batch[side] = CodeCount{len(all), hex.EncodeToString(sum.Sum(nil))}
	}
	return batch, nil
}

// MakeCodes decides whether by may have the node make codes: a co-chair, for
// the own side (whoever has seen a code can use it), in a named dialogue only.
// Those of protected dialogues are made offline (RULINGS R17).
func (d Dialogue) MakeCodes(by Viewer, sides ...SideID) error {
	if err := d.addCodes(by); err != nil {
		return err
	}
	if d.Kind != Named {
		return fault.New(fault.Refused, "refusal.codes_offline")
	}
	for _, side := range sides {
		if side != by.Side {
			return fault.New(fault.Refused, "refusal.codes_own")
		}
	}
	return nil
}

// BringCodes decides whether by may hand in the hashes of codes made offline,
// or throw away such codes: for the own side and, in a protected dialogue,
// whose codes both chairs make together, for every side.
func (d Dialogue) BringCodes(by Viewer, sides ...SideID) error {
	if err := d.addCodes(by); err != nil {
		return err
	}
	for _, side := range sides {
		if d.Kind == Named && side != by.Side {
			return fault.New(fault.Refused, "refusal.codes_own")
		}
	}
	return nil
}

func (d Dialogue) addCodes(by Viewer) error {
	switch {
	case by.Role != CoChair:
		return fault.New(fault.Refused, "refusal.co_chair_only")
	case d.Phase == Closed || d.Imported:
		return fault.New(fault.Refused, "refusal.closed")
	}
	return nil
}

// Join decides whether a code of a side may be used today.
func (d Dialogue) Join(side SideID, today Day) error {
	switch {
	case d.Phase == Preparing:
		return fault.New(fault.Refused, "refusal.not_open_yet")
	case d.Phase != Open || d.Over(today):
		return fault.New(fault.Refused, "refusal.closed")
	case d.PausedBy != "":
		return fault.New(fault.Refused, "refusal.paused")
	case d.SideIndex(side) < 0:
		return fault.New(fault.NotFound, "refusal.side_unknown")
	}
	return nil
}
