package web

import (
	"slices"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
)

// mineNote words what the address says was done just before, where what is
// there agrees with it; "" for nothing.
func (v *visitor) mineNote(votes []node.MyVote, statements []dialogue.Statement) string {
	voted := func(id dialogue.StatementID) bool {
		return slices.ContainsFunc(votes, func(m node.MyVote) bool { return m.Statement.ID == id })
	}
	waits := func(id dialogue.StatementID) bool {
		return slices.ContainsFunc(statements, func(s dialogue.Statement) bool { return s.ID == id && s.State == dialogue.Pending })
	}
	mine := func(id dialogue.StatementID) bool {
		return slices.ContainsFunc(statements, func(s dialogue.Statement) bool { return s.ID == id })
	}
	for _, done := range []struct {
		name string
		note locale.Key
		is   func(dialogue.StatementID) bool
	}{
		{"after", "mine.vote_saved", voted},
		{"undone", "mine.vote_undone", func(id dialogue.StatementID) bool { return !voted(id) }},
		{"written", "mine.statement_waits", waits},
		{"withdrawn", "mine.statement_withdrawn", func(id dialogue.StatementID) bool { return !mine(id) }},
	} {
		if id, ok := dialogue.ParseStatementID(v.r.URL.Query().Get(done.name)); ok && done.is(id) {
			return v.Text(done.note)
		}
	}
	return ""
}
