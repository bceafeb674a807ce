package exchange

import "parley/internal/opinion"

// A Conversation is what a folder of files says about one dialogue.
type Conversation struct {
	Topic       string
	Description string
	URL         string

	// Statements holds all that are listed, in the order of CompareIDs, also
	// those that are left out of the map.
	Statements []Statement
	// Columns holds, for each column of Votes, the index of its statement.
	Columns []int

	// Participants holds the identifiers of all who are named by a vote, the
	// matrix or a side, by the index that Votes, Side and Group use. Not all
	// of them need to have a vote.
	Participants []string
	Votes        *opinion.Votes
	Side         []int // index into Sides, or -1
	Group        []int // the opinion group that the matrix gives, or -1; nil when it gives none

	Sides       []string // in the order of naming
	Populations []int    // people who could vote, by side; 0 is unknown

	Simulated bool    // votes were made by a program, not by people
	Threshold float64 // the share that counts as a majority, in (0, 1); 0 when not declared
	Engine    string  // version of the engine that the folder was written for
	Salt      []byte  // of the digest that a release gives of these votes; nil where none was handed out with them

	Report   Report
	Warnings []Warning
}

// A Statement is one short claim that can be voted on.
type Statement struct {
	ID         string
	Text       string
	Language   string // BCP 47 tag of Text; "" when unknown
	Author     string // participant; "" when unknown
	AuthorSide int    // index into Sides, or -1
	Moderated  Moderation
	Meta       Meta
	Seed       bool  // written by the hosts before launch; false also when unknown
	Created    int64 // milliseconds since 1970 UTC; 0 when unknown

	// Agrees and Disagrees are the counts that comments.csv gives, or -1.
	// They often count votes that were replaced later: see Warnings.
	Agrees, Disagrees int
}

// Moderation is what the moderators decided about a statement.
type Moderation int8

// The decisions, with the numbers that Polis exports use.
const (
	Rejected Moderation = -1
	Pending  Moderation = 0
	Accepted Moderation = 1
)

// Meta says whether a statement is about the participants themselves.
type Meta int8

// Most exports do not say.
const (
	MetaUnknown Meta = iota
	MetaNo
	MetaYes
)

// Included says whether a statement is part of the opinion map and of every
// count made from it. Rejected and meta statements are not; pending ones and
// those of which nobody knows whether they are meta are.
func (s *Statement) Included() bool { return s.Moderated != Rejected && s.Meta != MetaYes }

// Statement returns the statement of a column of Votes.
func (c *Conversation) Statement(column int) *Statement { return &c.Statements[c.Columns[column]] }

// What stands for a column where a statement has none, and why.
const (
	noColumnRejected = -1
	noColumnMeta     = -2
)

// include fills Columns, and returns the column of each statement. A negative
// number is no column and says why: noColumnRejected or noColumnMeta.
func (c *Conversation) include() (columns []int32) {
	columns = make([]int32, len(c.Statements))
	for i := range c.Statements {
		switch s := &c.Statements[i]; {
		case s.Included():
			columns[i] = int32(len(c.Columns))
			c.Columns = append(c.Columns, i)
		case s.Moderated == Rejected:
			columns[i] = noColumnRejected
		default:
			columns[i] = noColumnMeta
		}
	}
	return columns
}
