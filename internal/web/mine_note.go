package web

import (
	"slices"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// mineNote words what the address says was done just before, where what is
// there agrees with it; "" for nothing.
func (v *visitor) mineNote(votes []node.MyVote, statements []dialogue.Statement) string {
	voted := func(id dialogue.StatementID) bool {
		return slices.ContainsFunc(votes, func(m node.MyVote) bool { return m.Statement.ID == id })
	}
	waits := slices.ContainsFunc(statements, func(s dialogue.Statement) bool { return s.State == dialogue.Pending })
	q := v.r.URL.Query()
	after, afterVote := v.unveiled(q.Get("after"))
	undone, afterUndo := v.unveiled(q.Get("undone"))
	switch {
	case afterVote && voted(after):
		return v.Text("mine.vote_saved")
	case afterUndo && !voted(undone):
		return v.Text("mine.vote_undone")
	case q.Get("written") != "" && waits: // no number: the browser's history would name an own statement
		return v.Text("mine.statement_waits")
	case q.Get("withdrawn") != "":
		return v.Text("mine.statement_withdrawn")
	}
	return ""
}
