package dialogue

import (
	"crypto/sha256"
	"encoding/json"
	"slices"

	"parley/internal/fault"
)

// A Grade is what binds the sides to a text that they wrote together (S4).
type Grade string

// The grades. A text that was meant to be agreed is only jointly written as
// long as a co-chair's consent to its present words is missing.
const (
	Agreed  Grade = "agreed"  // every side's co-chair has consented to these words
	Jointly Grade = "jointly" // written together, attributed to nobody
)

// A JointText is a finding of both sides in words of both. Its words may hold
// alternatives, "[armenia: … | azerbaijan: …]": see Brackets.
type JointText struct {
	ID       JointID   `json:"id"`
	Forum    ForumID   `json:"forum"`
	Issue    IssueID   `json:"issue,omitempty"` // 0: of none
	Version  int       `json:"version"`
	Words    Writing   `json:"words"`
	Rejects  bool      `json:"rejects,omitempty"`  // what is agreed is that every side says no to these words; gone when they change
	Asked    Grade     `json:"asked"`              // what it is meant to be
	Consents []Consent `json:"consents,omitempty"` // one a side at most, by side
	Past     []Consent `json:"past,omitempty"`     // consents that were withdrawn or given to other words, by day, side
	Origin   *Origin   `json:"origin,omitempty"`   // the common ground it came from: its caller sets it, as of an Issue
	Basis    string    `json:"basis,omitempty"`    // of the reference case: how the source states it
	Sources  []Source  `json:"sources,omitempty"`
	Removed  bool      `json:"removed,omitempty"` // taken off; its number stays
	Case     string    `json:"case,omitempty"`
}

// Hash returns the hash of what a side consents to: the words in every language,
// whether they are what every side rejects, the issue that they settle and the
// sources under them.
func (j JointText) Hash() Hash {
	name := "parley-joint/2"
	if j.Rejects {
		name = "parley-joint-rejected/2"
	}
	return hashOf(name, j.Words.Original, j.Words.Text, j.Issue, listed(j.Sources))
}

// listed returns a list as it is after it was stored: an empty one is none.
func listed[T any](all []T) []T { return append([]T(nil), all...) }

// hashOf returns the SHA-256 of a name and of parts, each a line of JSON.
func hashOf(name string, parts ...any) Hash {
	sum := sha256.New()
	sum.Write([]byte(name + "\n"))
	for _, part := range parts {
		b, err := json.Marshal(part)
		if err != nil {
			panic("dialogue: words that cannot be written: " + err.Error()) // they are only plain values
		}
		sum.Write(append(b, '\n'))
	}
	return Hash(sum.Sum(nil))
}

// Grade returns what binds the sides to the words now. They are agreed only with
// the consent of every one of the sides to just these words, in all languages.
func (j JointText) Grade(sides []SideID) Grade {
	if j.Asked != Agreed || j.Removed || len(sides) == 0 {
		return Jointly
	}
	for _, side := range sides {
		if !consented(j.Consents, side, j.Hash()) {
			return Jointly
		}
	}
	return Agreed
}

// Write decides on a co-chair's words for a joint text, in place of those of the
// Version that was shown; 0 for a new one. Consents to other words, to the same
// about another issue or with other sources, or to words that were not meant to be
// agreed, are past.
func (j JointText) Write(by Viewer, sides []SideID, edited JointText, today Day) (JointText, error) {
	switch {
	case by.Role != CoChair || !slices.Contains(sides, by.Side):
		return j, fault.New(fault.Refused, "refusal.co_chair_only")
	case j.Removed:
		return j, fault.New(fault.Refused, "refusal.joint_removed")
	case edited.Version != j.Version:
		return j, changedMeanwhile()
	case edited.Asked != Agreed && edited.Asked != Jointly:
		return j, fault.New(fault.Invalid, "refusal.grade")
	}
	next := j
	var err error
	if next.Words, err = cleanJoint(edited.Words, LongestDescription, sides); err != nil {
		return j, err
	}
	if next.Words.Empty() {
		return j, fault.New(fault.Invalid, "refusal.statement_empty")
	}
	if next.Sources, err = cleanSources(edited.Sources); err != nil {
		return j, err
	}
	next.Issue, next.Asked = edited.Issue, edited.Asked
	if !next.Words.same(j.Words) {
		next.Rejects = false
	}
	if next.Hash() != j.Hash() || next.Asked != j.Asked {
		next.Consents, next.Past = nil, pastConsents(j.Past, j.Consents)
	}
	next.Version++
	return next, nil
}

// Consent decides on the yes of a co-chair's side to the words with the hash
// seen. Another one to the same words changes nothing.
func (j JointText) Consent(by Viewer, seen Hash, today Day) (JointText, error) {
	switch {
	case by.Role != CoChair:
		return j, fault.New(fault.Refused, "refusal.co_chair_only")
	case j.Removed:
		return j, fault.New(fault.Refused, "refusal.joint_removed")
	case j.Asked != Agreed:
		return j, fault.New(fault.Refused, "refusal.consent_not_asked")
	case seen != j.Hash():
		return j, fault.New(fault.Conflict, "refusal.words_changed")
	}
	j.Consents = addConsent(j.Consents, by.Side, seen, today)
	return j, nil
}

// WithdrawConsent decides on taking the own side's consent back: at once, alone,
// and for all to see.
func (j JointText) WithdrawConsent(by Viewer, today Day) (JointText, error) {
	var err error
	j.Consents, j.Past, err = withdrawConsent(by, j.Consents, j.Past, today)
	return j, err
}

// Remove decides on taking a joint text off: any co-chair, alone, because it makes
// less visible. What sides had consented to is past.
func (j JointText) Remove(by Viewer, today Day) (JointText, error) {
	switch {
	case by.Role != CoChair:
		return j, fault.New(fault.Refused, "refusal.co_chair_only")
	case j.Removed:
		return j, fault.New(fault.Refused, "refusal.joint_removed")
	}
	j.Removed, j.Consents, j.Past = true, nil, pastConsents(j.Past, j.Consents)
	j.Version++
	return j, nil
}
