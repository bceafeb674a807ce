package opinion

// A Vote is what one participant said of one statement. Having said nothing
// is not a Vote, and is not the same as Pass.
type Vote int8

// The votes, with the signs that the field's files use.
const (
	Disagree Vote = -1
	Pass     Vote = 0
	Agree    Vote = 1
)

// A code is a vote on a column in two bytes: 3·column + vote + 1. Tables that
// are indexed by code need no multiplication and no look-up of the vote.
type code = uint16

func encode(column int, v Vote) code { return code(3*column + int(v) + 1) }

func decode(c code) (column int, v Vote) {
	return int(c / 3), Vote(c%3) - 1
}

// MaxStatements is the largest number of statements of one map: what a code
// of two bytes can tell apart.
const MaxStatements = 1 << 16 / 3
