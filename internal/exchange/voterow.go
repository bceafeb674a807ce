package exchange

import (
	"bytes"

	"parley/internal/opinion"
)

// A role is what a column of votes.csv is read for.
type role int8

const (
	skip role = iota
	isTime
	isStatement
	isVoter
	isVote
)

// A voteRow is one row of votes.csv.
type voteRow struct {
	at               int64 // milliseconds
	statement, voter uint32
	vote             opinion.Vote
	slow             bool // not plain: what follows holds, instead of the numbers
	timeless         bool // no time is given
	statementKey     key
	voterKey         key
}

// A key is an identifier as it was read: a small number, or else a text that
// is valid until the next row.
type key struct {
	number uint32
	text   []byte // nil for a number
}

// who returns the position of the voter, or -1.
func (row *voteRow) who(people *index) int {
	if row.slow {
		return row.voterKey.at(people)
	}
	return people.findNumber(row.voter)
}

// what returns the position of the statement, or -1.
func (row *voteRow) what(statements *index) int {
	if row.slow {
		return row.statementKey.at(statements)
	}
	return statements.findNumber(row.statement)
}

// keys returns voter and statement.
func (row *voteRow) keys() (voter, statement key) {
	if row.slow {
		return row.voterKey, row.statementKey
	}
	return key{number: row.voter}, key{number: row.statement}
}

func keyOf(id []byte) key {
	if n, ok := smallNumber(id); ok {
		return key{number: n}
	}
	return key{text: id}
}

// at returns the position of a key in an index, or -1.
func (k key) at(x *index) int {
	if k.text == nil {
		return x.findNumber(k.number)
	}
	return x.find(k.text)
}

// noteIn returns the position of a key in an index, and adds it if it is new.
func (k key) noteIn(x *index) int {
	if k.text == nil {
		return x.noteNumber(k.number)
	}
	return x.note(k.text)
}

// parse reads the row at w[i:] by the roles of its columns, in one pass and
// without allocating, and returns where the next row begins. It returns false
// for whatever is not plain: quotes, spaces, signs, identifiers that are not
// small numbers, missing cells, and a last line without its end.
func (row *voteRow) parse(w []byte, i int, roles []role) (next int, ok bool) {
	row.slow, row.timeless = false, false
	for c, what := range roles {
		if c > 0 {
			if i >= len(w) || w[i] != ',' {
				return i, false
			}
			i++
		}
		switch what {
		case skip:
			i, ok = skipCell(w, i, c == len(roles)-1)
		case isTime:
			i, ok = row.parseTime(w, i)
		case isVoter:
			row.voter, i, ok = parseNumber(w, i)
		case isStatement:
			row.statement, i, ok = parseNumber(w, i)
		case isVote:
			i, ok = row.parseVote(w, i)
		}
		if !ok {
			return i, false
		}
	}
	if i < len(w) && w[i] == '\r' {
		i++
	}
	return i + 1, i < len(w) && w[i] == '\n'
}

// skipCell, like its siblings, begins at a cell and returns where it ends.
func skipCell(w []byte, i int, last bool) (end int, ok bool) {
	if last {
		k := bytes.IndexByte(w[i:], '\n')
		if k > 0 && w[i+k-1] == '\r' {
			k--
		}
		return i + k, k >= 0 && w[i] != '"'
	}
	k := bytes.IndexByte(w[i:], ',')
	return i + k, k >= 0 && w[i] != '"' && bytes.IndexByte(w[i:i+k], '\n') < 0
}

func parseNumber(w []byte, i int) (value uint32, end int, ok bool) {
	if i+8 > len(w) {
		return 0, i, false
	}
	v, n := digits(w[i:])
	return v, i + n, n == 1 || n > 0 && v < tableLimit && w[i] != '0'
}

// parseTime reads up to 10 digits as seconds, 11 to 13 as milliseconds.
func (row *voteRow) parseTime(w []byte, i int) (end int, ok bool) {
	if i+16 > len(w) {
		return i, false
	}
	high, n := digits(w[i:])
	if n < 8 {
		row.at = int64(high) * 1000
		return i + n, n > 0
	}
	low, m := digits(w[i+8:])
	row.at = int64(high)*powersOfTen[m&7] + int64(low)
	if m <= 2 {
		row.at *= 1000
	}
	return i + 8 + m, m <= 5 && row.at < maxTime
}

// parseVote reads 1, 0 or -1 without a branch on which of them it is.
func (row *voteRow) parseVote(w []byte, i int) (end int, ok bool) {
	if i+2 > len(w) {
		return i, false
	}
	minus := 0
	if w[i] == '-' {
		minus = 1
	}
	one := int(w[i+minus]) - '0'
	row.vote = opinion.Vote(one * (1 - 2*minus))
	return i + minus + 1, one == 1 || one == 0 && minus == 0
}

// parseVoteCell reads a vote as people and programs write it.
func parseVoteCell(cell []byte) (opinion.Vote, bool) {
	switch string(cell) {
	case "1", "+1", "1.0":
		return opinion.Agree, true
	case "0", "0.0", "-0.0":
		return opinion.Pass, true
	case "-1", "-1.0":
		return opinion.Disagree, true
	}
	return 0, false
}
