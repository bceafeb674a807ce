package register

import "parley/internal/dialogue"

// A Name of a register: lower-case letters and hyphens, as in its file's name.
type Name string

// Who has to do something.
type Who string

// EverySide approves with a co-chair each; OneSide is the side whose record it is.
const (
	EverySide Who = "every"
	OneSide   Who = "side"
)

// A Definition says what a register is. One that [Load] returned is valid: names
// are unique, links lead to registers that are there, and everything has words in
// every language.
type Definition struct {
	Name    Name
	Title   dialogue.Text // in every language, as all words here
	About   dialogue.Text // one or two sentences: what it is, and what it is not
	Banner  dialogue.Text // stands above everything of the register; nil for none
	Group   string        // "commitments", "memory" or another key of the words' groups
	Rows    []string      // of REQUIREMENTS.md that it serves, e.g. "S55"
	Level   Level         // the widest at which its records can be read
	Start   Level         // of a new record, unless its writer chooses a narrower one
	Approve Who           // of what is shared
	Suggest bool          // whether readers may send suggestions
	Replies bool          // whether sides reply to fields
	Consent bool          // whether a record is kept with the consent of whom it is about
	Fields  []Field       // in the order in which they are shown
	Views   []View        // besides the table, the record's page and what changed
	Watch   []Watch
}

// A Type is what a field holds.
type Type string

// The types of field.
const (
	Text       Type = "text"       // Value.Texts: words in several languages
	DateType   Type = "date"       // Value.Date
	NumberType Type = "number"     // Value.Number, with the field's unit
	Choice     Type = "choice"     // Value.Choices, of the field's options
	Place      Type = "place"      // Value.Choices, of the field's options: a country or a region, never nearer
	Term       Type = "term"       // Value.Links, to the register of terms
	LinkType   Type = "link"       // Value.Links, to records of the register To
	Proof      Type = "evidence"   // Value.Evidence
	Assessed   Type = "assessment" // no Value: see Assessment
	Checklist  Type = "checklist"  // Value.Ticks, of the field's options
	FileType   Type = "file"       // Value.Files: known by hash, kept elsewhere
	Computed   Type = "computed"   // no Value: see Compute
)

// Types lists them.
func Types() []Type {
	return []Type{Text, DateType, NumberType, Choice, Place, Term, LinkType, Proof, Assessed, Checklist, FileType, Computed}
}

// A Field is one thing that a record says.
type Field struct {
	Name     string
	Label    dialogue.Text
	Help     dialogue.Text // nil for none
	Type     Type
	PerSide  bool     // a column for each side, which only that side edits
	Level    Level    // the widest at which it is read, besides that of the record
	Required bool     // of a shared field: a record without it is not kept
	Many     bool     // text, choice, place, term, link, file: more than one value
	Most     int      // text: characters of each value
	Options  []Option // choice, place, checklist, in their order; of a choice that is a scale from the lowest
	Scale    bool     // choice: the options are a scale, so that two values have a gap
	To       Name     // link
	Unit     string   // number: a key of the words' units
	Needs    string   // a field that must hold something, or this one is neither taken nor shown (S61)
	Facet    bool     // choice, place, link, computed: readers filter by it
	Is       string   // what it is to other formats: title, summary, start, end, status, partner, country, web; "" for none
	HXL      string   // hashtag with attributes for exports, e.g. "#date+start"
	Compute  *Compute
}

// An Option is one value of a choice, or one item of a checklist.
type Option struct {
	Value string // lower-case letters, digits, "-", "_" and "."
	Label dialogue.Text
}

// A Compute says what a computed field shows. It has no value when what it rests on
// has none, and it is never stored.
type Compute struct {
	Kind     ComputeKind
	Of       string            // a field of the register, or of Register where that is given
	Until    string            // span: the later date; overdue, age: a field that ends it when it holds something
	After    int               // overdue: days after Of at which it is due
	Register Name              // count, latest: whose records link here
	Via      string            // count, latest: their field that links here
	Where    map[string]string // count, latest: only records whose field has this value
	Fields   []string          // sum, product: number fields
}

// A ComputeKind is how a field is computed.
type ComputeKind string

// The kinds.
const (
	Agreed  ComputeKind = "agreed"  // the value that every side gives Of; "disputed" if they differ; none while one is silent
	Gap     ComputeKind = "gap"     // steps between the sides' values of the scale or number Of
	Count   ComputeKind = "count"   // records of Register that link here
	Latest  ComputeKind = "latest"  // the last date Of among records of Register that link here
	Age     ComputeKind = "age"     // days since the date Of
	Overdue ComputeKind = "overdue" // "overdue" where Of + After has passed and Until holds nothing, else "in_time"
	Span    ComputeKind = "span"    // days from Of to Until
	Sum     ComputeKind = "sum"     // of number fields, ranges added end by end
	Product ComputeKind = "product"
	Has     ComputeKind = "has" // "yes" or "no": whether Of holds something (of a link of Register via: whether any links here)
)

// A ViewKind is a way to show many records.
type ViewKind string

// The kinds of view, each drawn on the server, with its text.
const (
	Timeline ViewKind = "timeline" // Start, End (may be the same field), Lane
	Board    ViewKind = "board"    // columns of the values of By
	Network  ViewKind = "network"  // records and what their Links lead to
	Matrix   ViewKind = "matrix"   // records down, records of Register across, joined by the link field Via of either; empty rows are "not covered"
	Counts   ViewKind = "counts"   // how many records have each value of By, across the values of Across
	Tree     ViewKind = "tree"     // by the link field Parent to the same register
	Compare  ViewKind = "compare"  // two records beside each other
	Check    ViewKind = "check"    // records like a plan described in words (S64), with the fields Show
	Drill    ViewKind = "drill"    // a tree walked step by step, as an exercise (S36)
)

// A View is one way to show the records of a register.
type View struct {
	Name               string
	Title              dialogue.Text
	Kind               ViewKind
	Start, End, Lane   string
	By, Across, Parent string
	Links              []string
	Register           Name
	Via                string
	Show               []string
	Where              map[string]string // only records whose field has this value
	Open               map[string]string // timeline: a record whose field has this value, and that has no end, goes on
}

// A Watch is something that wants somebody's attention: a date that has passed, a
// sign that was seen.
type Watch struct {
	Name  string
	Title dialogue.Text
	Due   string            // a date field
	After int               // days after Due
	Every int               // days: due again so long after Due, or after the record was made where Due holds nothing
	When  string            // a field that, when it holds something, is the alarm; instead of Due
	Until string            // a field that ends it when it holds something
	Where map[string]string // only records whose field has this value
}
