package register

import "parley/internal/dialogue"

// A Value is what a field of a record holds. Which of its members is used follows
// from the field's type; the zero Value holds nothing.
type Value struct {
	Texts    []dialogue.Writing `json:"texts,omitempty"`
	Date     Date               `json:"date,omitempty"`
	Number   *Number            `json:"number,omitempty"`
	Choices  []string           `json:"choices,omitempty"`
	Links    []Link             `json:"links,omitempty"`
	Evidence []Evidence         `json:"evidence,omitempty"`
	Ticks    []Tick             `json:"ticks,omitempty"`
	Files    []File             `json:"files,omitempty"`
}

// Empty reports whether nothing is held.
func (v Value) Empty() bool {
	return len(v.Texts) == 0 && v.Date == "" && v.Number == nil && len(v.Choices) == 0 && len(v.Links) == 0 &&
		len(v.Evidence) == 0 && len(v.Ticks) == 0 && len(v.Files) == 0
}

// A Date is a day, month, year or decade, or an interval of them, in EDTF: see
// ParseDate.
type Date string

// A Number is a figure, or a range where Upper is set.
type Number struct {
	Lower     Decimal          `json:"lower"`
	Upper     Decimal          `json:"upper,omitempty"`
	Unit      string           `json:"unit,omitempty"`     // a key of the words' units; the field's where it has one
	Qualifier dialogue.Writing `json:"qualifier,omitzero"` // e.g. "roughly"
	AsOf      Date             `json:"as_of,omitempty"`    // when it was so
}

// A Decimal is a number as people write it, with "." and without exponent or
// needless zeros: "-12.5", "750000". Canonical, so that equal numbers are equal
// bytes.
type Decimal string

// A Link leads to a record of the field's register.
type Link struct {
	Key  string           `json:"key"`           // of the record; of one that is not shown nothing is said
	Role dialogue.Writing `json:"role,omitzero"` // what it is there, e.g. "co-founder"
}

// A Grade of evidence: A document or own observation, B two independent sources,
// C one source, D the party's own statement (FORMS.md 4.1).
type Grade string

// Grades lists them, from the strongest.
func Grades() []Grade { return []Grade{"A", "B", "C", "D"} }

// SourceKinds lists what a piece of evidence can be (S59).
func SourceKinds() []string {
	return []string{"official", "unofficial", "survey", "interview", "press", "document", "observation", "study"}
}

// Evidence is something on which a value rests. Of an interview only the role of
// whoever spoke is given.
type Evidence struct {
	What  dialogue.Writing `json:"what"`
	Kind  string           `json:"kind"` // of SourceKinds
	Grade Grade            `json:"grade,omitempty"`
	Date  Date             `json:"date,omitempty"`
	Side  dialogue.SideID  `json:"side,omitempty"` // whose it is; "" for neither
	URL   string           `json:"url,omitempty"`  // https only
}

// A Tick is the state of one item of a checklist: "yes", "no" or "unknown".
type Tick struct {
	Item  string           `json:"item"`
	State string           `json:"state"`
	Note  dialogue.Writing `json:"note,omitzero"`
}

// Origins lists how a file came to be.
func Origins() []string {
	return []string{"camera", "scan", "written", "edited", "translated_by_machine", "made_by_machine", "unknown"}
}

// A File is known by its hash; its bytes are not kept here.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"` // lower-case hexadecimal
	Size   int64  `json:"size"`
	Origin string `json:"origin"` // of Origins
	URL    string `json:"url,omitempty"`
}
