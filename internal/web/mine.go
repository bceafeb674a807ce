package web

import (
	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
)

// A minePage shows a participant's own votes and statements.
type minePage struct {
	Votes      []myVote
	Statements []myStatement
	Note       string // what was done just before; "" for nothing
	Open       bool   // votes and statements can be taken back
	Writing    bool
	Path       string
}

func (minePage) template() string { return "mine" }

// A myVote is one of the reader's own votes.
type myVote struct {
	Number    string
	Words     text
	Chosen    string // in words
	Important bool
	Change    string // address; "" when votes are not taken
}

// A myStatement is one of the reader's own statements.
type myStatement struct {
	Number string
	Words  text
	State  string // in words
	Reason string // why it was rejected; "" otherwise
}

// own returns a participant's dialogue, votes and statements.
func (v *visitor) own() (d dialogue.Dialogue, votes []node.MyVote, statements []dialogue.Statement, err error) {
	if d, err = v.dialogue(v.who.Dialogue); err != nil {
		return d, nil, nil, err
	}
	if votes, err = v.site.Node.MyVotes(v.r.Context(), v.who); err != nil {
		return d, nil, nil, err
	}
	statements, err = v.site.Node.MyStatements(v.r.Context(), v.session())
	return d, votes, statements, err
}

func showMine(v *visitor) error {
	d, votes, statements, err := v.own()
	if err != nil {
		return err
	}
	body := minePage{Path: pathOf(d.ID, ""), Writing: d.Writing(v.today()), Open: d.TakeBack(v.who, v.today()) == nil}
	changes := v.halted(d) == ""
	for _, m := range votes {
		body.Votes = append(body.Votes, v.myVote(m.Statement, m.Vote, changes))
	}
	for _, s := range statements {
		body.Statements = append(body.Statements, v.myStatement(s))
	}
	body.Note = v.mineNote(votes, statements)
	return v.show(v.Text("mine.title"), body)
}

func (v *visitor) myVote(s dialogue.Statement, vote dialogue.Vote, changes bool) myVote {
	m := myVote{Number: s.ID.String(), Words: v.words(s.Text, s.Language),
		Chosen: v.Text(choiceNames[vote.Choice]), Important: vote.Important}
	if changes {
		m.Change = v.at(pathOf(v.who.Dialogue, "/vote?from=mine&statement="+v.veiled(s.ID)))
	}
	return m
}

func (v *visitor) myStatement(s dialogue.Statement) myStatement {
	m := myStatement{Number: s.ID.String(), Words: v.words(s.Text, s.Language),
		State: v.Text(locale.Key("state." + s.State))}
	if s.State == dialogue.Rejected {
		m.Reason = v.Text(locale.Key("reason." + s.Reason))
	}
	return m
}

// postUndo takes a vote back, as if it had not been cast.
func postUndo(v *visitor) error {
	id, err := v.statementID(v.field("statement"))
	if err != nil {
		return err
	}
	if err := v.site.Node.RetractVote(v.r.Context(), v.who, id); err != nil {
		return err
	}
	return v.redirect(pathOf(v.who.Dialogue, "/mine?undone="+v.veiled(id)))
}

// postWithdraw takes an own statement back: its words are deleted.
func postWithdraw(v *visitor) error {
	id, err := v.statementID(v.field("statement"))
	if err != nil {
		return err
	}
	if err := v.site.Node.TakeBackStatement(v.r.Context(), v.session(), id); err != nil {
		return err
	}
	return v.redirect(pathOf(v.who.Dialogue, "/mine?withdrawn=1#statements"))
}
