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
	stands := func(state dialogue.State) func(dialogue.StatementID) bool {
		return func(id dialogue.StatementID) bool {
			return slices.ContainsFunc(statements, func(s dialogue.Statement) bool { return s.ID == id && s.State == state })
		}
	}
	for _, done := range []struct {
		name string
		note locale.Key
		is   func(dialogue.StatementID) bool
	}{
		{"after", "mine.vote_saved", voted},
		{"undone", "mine.vote_undone", func(id dialogue.StatementID) bool { return !voted(id) }},
		{"written", "mine.statement_waits", stands(dialogue.Pending)},
		{"withdrawn", "mine.statement_withdrawn", stands(dialogue.Withdrawn)},
	} {
		if id, ok := dialogue.ParseStatementID(v.r.URL.Query().Get(done.name)); ok && done.is(id) {
			return v.Text(done.note)
		}
	}
	return ""
}
