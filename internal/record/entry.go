package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
)

// A Kind says what an entry is about.
type Kind string

// The kinds. There are no others: an entry of another kind is refused.
const (
	ProposalEnacted Kind = "proposal-enacted"      // every side approved an act
	ReportApproved  Kind = "report-approved"       // a report, or a translation of one, is released
	SummaryApproved Kind = "summary-approved"      // the public summary of a report
	Paused          Kind = "paused"                // one side stopped something
	Resumed         Kind = "resumed"               // every side lets it go on
	Waiver          Kind = "waiver"                // unequal seats, for a reason
	Redaction       Kind = "redaction"             // every side took a release back
	Restored        Kind = "restored"              // the record begins anew after its last cosigned checkpoint
	KeyChange       Kind = "key-change"            // the first key of a side, or of its witness
	KeyReplaced     Kind = "key-replaced"          // another key, by the recovery key
	CodesIssued     Kind = "codes-issued"          // how many codes one side has in a dialogue
	RosterSize      Kind = "roster-size"           // how many people hold an office for one side
	LegalDemand     Kind = "legal-demand-received" // how many demands for data the operator received

	CodebookFrozen      Kind = "codebook"             // every side opens a cycle of assessments under a codebook
	AssessmentCommitted Kind = "assessment-committed" // a side committed to its sealed assessment of one thing
	AssessmentRevealed  Kind = "assessment-revealed"  // it revealed it; count 0: what it brought did not match, and was refused
)

// Kinds lists every kind.
func Kinds() []Kind {
	return []Kind{ProposalEnacted, ReportApproved, SummaryApproved, Paused, Resumed, Waiver, Redaction, Restored,
		KeyChange, KeyReplaced, CodesIssued, RosterSize, LegalDemand, CodebookFrozen, AssessmentCommitted, AssessmentRevealed}
}

// Bounds of an entry. They leave no room for anything but what the fields are
// for.
const (
	MostCount = 1_000_000
	MostSides = 6
	version   = 1
)

// A Salt keeps an entry from telling what it is about: who does not have it
// cannot try contents against the subject. It is random, of one entry only, and
// destroyed when what the entry is about is redacted.
type Salt [32]byte

// An Entry is one leaf of the record. It names no person and holds no text that
// anybody wrote.
type Entry struct {
	Kind    Kind
	Subject Digest   // SHA-256 of the salt and what it is about
	Prev    string   // After the subject of the entry that it follows on; "" for none
	Count   int      // 0 to MostCount
	Day     string   // 2026-11-25: no time of day
	Quorum  []string // the sides whose act it is, in the order of their identifiers
}

// An Opened is an entry with the salt that opens it.
type Opened struct {
	Entry Entry
	Salt  Salt
}

// Open makes the entry about content. What is wrong with the other arguments is
// the caller's mistake, and stops it with a panic: what stands in the record
// once cannot be taken out of it.
func Open(kind Kind, salt Salt, content []byte, count int, day string, quorum []string) Opened {
	sides := slices.Compact(slices.Sorted(slices.Values(quorum)))
	e := Entry{Kind: kind, Subject: salt.Subject(content), Count: count, Day: day, Quorum: sides}
	if err := e.Check(); err != nil {
		panic("record: " + err.Error())
	}
	return Opened{e, salt}
}

// Subject returns how an entry under this salt names content.
func (s Salt) Subject(content []byte) Digest {
	return sha256.Sum256(append(bytes.Clone(s[:]), content...))
}

// String writes a salt as 64 hexadecimal digits.
func (s Salt) String() string { return Digest(s).String() }

// After returns what stands in Prev of an entry that follows on the one with
// this subject.
func After(subject Digest) string { return subject.String() }

var errEntry = errors.New("an entry of the record is not of the form that entries have")

// Check reports whether e is of the form that the package comment describes.
func (e Entry) Check() error {
	day, err := time.Parse(time.DateOnly, e.Day)
	_, linked := ParseDigest(e.Prev)
	switch {
	case err != nil, day.Format(time.DateOnly) != e.Day, day.Year() < 1970,
		!slices.Contains(Kinds(), e.Kind),
		e.Count < 0, e.Count > MostCount,
		e.Prev != "" && !linked,
		len(e.Quorum) > MostSides, !slices.IsSorted(e.Quorum):
		return errEntry
	}
	for i, side := range e.Quorum {
		if !isSide(side) || i > 0 && e.Quorum[i-1] == side {
			return errEntry
		}
	}
	return nil
}

// isSide reports whether a text can be the identifier of a side: 1 to 40
// lower-case Latin letters, digits and hyphens, the first of them no hyphen.
func isSide(text string) bool {
	return text != "" && len(text) <= 40 && text[0] != '-' &&
		strings.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// leaf is an Entry as it is written: its members stand in the order of their
// names.
type leaf struct {
	Count   int      `json:"count"`
	Day     string   `json:"day"`
	Kind    Kind     `json:"kind"`
	Prev    string   `json:"prev"`
	Quorum  []string `json:"quorum"`
	Subject string   `json:"subject"`
	V       int      `json:"v"`
}

// Bytes returns the one way in which e is written; nothing if Check refuses e.
func (e Entry) Bytes() []byte {
	if e.Check() != nil {
		return nil
	}
	b, err := json.Marshal(leaf{e.Count, e.Day, e.Kind, e.Prev, append([]string{}, e.Quorum...), e.Subject.String(), version})
	if err != nil {
		panic("record: write an entry: " + err.Error()) // numbers and plain texts
	}
	return b
}

// ParseEntry reads what Bytes wrote, and nothing else.
func ParseEntry(b []byte) (Entry, error) {
	var l leaf
	if json.Unmarshal(b, &l) != nil || l.V != version {
		return Entry{}, errEntry
	}
	subject, ok := ParseDigest(l.Subject)
	e := Entry{l.Kind, subject, l.Prev, l.Count, l.Day, l.Quorum}
	if !ok || !bytes.Equal(e.Bytes(), b) {
		return Entry{}, errEntry
	}
	if len(e.Quorum) == 0 {
		e.Quorum = nil
	}
	return e, nil
}
