package register

import "parley/internal/dialogue"

// Identifiers are random, so that their order says nothing.
type (
	ID           int64 // of a record
	ReplyID      int64
	SuggestionID int64
)

// A State is what became of a record.
type State string

// The states.
const (
	Draft     State = "draft"     // nothing of it was approved yet; it is only Pending
	Kept      State = "kept"      // Values are what was approved
	Withdrawn State = "withdrawn" // emptied; its key stays taken
)

// Where a record came from, besides having been written here.
const (
	FromCase     = "reference_case" // extracted from public works; no side approved it
	FromImport   = "import"
	FromDialogue = "dialogue" // a recommendation: see Record.From
	Simulated    = "simulated"
)

// A Record is one thing in a register.
type Record struct {
	ID       ID                                   `json:"id"`
	Register Name                                 `json:"register"`
	Key      string                               `json:"key"` // unique in its register, for ever: letters, digits, "-" and "."
	Version  int                                  `json:"version"`
	State    State                                `json:"state"`
	Level    Level                                `json:"level"`
	Side     dialogue.SideID                      `json:"side,omitempty"` // whose it is; "" for all
	Values   map[string]Value                     `json:"values,omitempty"`
	Columns  map[dialogue.SideID]map[string]Value `json:"columns,omitempty"`
	Replies  []Reply                              `json:"replies,omitempty"`
	Consents []Consent                            `json:"consents,omitempty"`
	Sources  []dialogue.Source                    `json:"sources,omitempty"`
	Origin   string                               `json:"origin,omitempty"`   // FromCase, …; "" written here
	Approved bool                                 `json:"approved,omitempty"` // by every side, as it is
	From     *From                                `json:"from,omitempty"`
	Pending  *Change                              `json:"pending,omitempty"`
	Past     []Past                               `json:"past,omitempty"`  // from the first version
	Maker    dialogue.SideID                      `json:"maker,omitempty"` // whose office wrote the draft
	Since    dialogue.Day                         `json:"since,omitempty"` // when it came to be read by as many as now
	Made     dialogue.Day                         `json:"made"`
	Changed  dialogue.Day                         `json:"changed"`
}

// From is the recommendation that a record follows.
type From struct {
	Recommendation dialogue.RecommendationID `json:"recommendation"`
	Number         string                    `json:"number"`
	Release        dialogue.ReleaseID        `json:"release,omitempty"`
}

// A Change is a record as somebody wants it: all its shared values, not only those
// that differ.
type Change struct {
	Held    bool              `json:"held,omitempty"` // whom a new record is about agreed to its being held
	Level   Level             `json:"level"`
	Values  map[string]Value  `json:"values"`
	Sources []dialogue.Source `json:"sources,omitempty"`
	Why     dialogue.Writing  `json:"why,omitzero"`
	By      dialogue.SideID   `json:"by"`
	On      dialogue.Day      `json:"on"`
}

// Past is a version that was replaced: what of it was another, and by whom and why
// it was replaced. A field that held nothing is there with the zero Value.
type Past struct {
	Version int                                  `json:"version"`
	Level   Level                                `json:"level"`
	Values  map[string]Value                     `json:"values,omitempty"`
	Columns map[dialogue.SideID]map[string]Value `json:"columns,omitempty"`
	Why     dialogue.Writing                     `json:"why,omitzero"`
	To      Level                                `json:"to,omitempty"` // the level of what replaced it
	By      dialogue.SideID                      `json:"by,omitempty"` // "" where every side approved
	On      dialogue.Day                         `json:"on"`           // replaced
}

// Stances lists how a reply stands to what it replies to (S71).
func Stances() []string { return []string{"agree", "doubt", "correct", "update"} }

// A Reply is what a side says to a field of a record, or to a column of another
// side.
type Reply struct {
	ID     ReplyID          `json:"id"`
	Field  string           `json:"field"`
	Column dialogue.SideID  `json:"column,omitempty"` // of the field, where it is per side
	Side   dialogue.SideID  `json:"side"`
	Stance string           `json:"stance"`
	Words  dialogue.Writing `json:"words"`
	Level  Level            `json:"level"` // of the record when it was written: it is read by nobody else later
	On     dialogue.Day     `json:"on"`
}

// Uses lists what somebody can consent to (SAFETY.md C11).
func Uses() []string { return []string{"hold", "share", "publish", "recontact", "handover"} }

// A Consent is that somebody agreed to a use of the record about them.
type Consent struct {
	Use       string          `json:"use"` // of Uses
	From      dialogue.Day    `json:"from"`
	Until     dialogue.Day    `json:"until,omitempty"` // the last day; 0 for no end
	By        dialogue.SideID `json:"by"`              // whose office recorded it
	Withdrawn dialogue.Day    `json:"withdrawn,omitempty"`
}

// A Suggestion is what a reader sent about a record, or about the register. Nothing
// is known of who sent it.
type Suggestion struct {
	ID       SuggestionID             `json:"id"`
	Register Name                     `json:"register"`
	Record   string                   `json:"record,omitempty"` // key; "" for the register
	Words    string                   `json:"words"`
	Language dialogue.Language        `json:"language"`
	Verdicts map[dialogue.SideID]bool `json:"verdicts,omitempty"` // of each side's co-chair: take it up or not
	On       dialogue.Day             `json:"on"`
}
