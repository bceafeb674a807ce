package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

// A ballotPage shows one statement to vote on.
type ballotPage struct {
	Topic    text
	Number   string // of the statement, "" when there is none to vote on
	Words    text
	Voted    int
	Total    int
	Progress string
	Choice   string // how the reader voted before: agree, disagree or pass; "" for not at all
	Chosen   string // the same in words
	Marked   bool   // as important before
	From     string // "mine" to go back there
	Halted   string // why no votes are taken; "" when they are
	Over     bool   // no votes will be taken any more
	Saved    *saved
	Writing  bool
	Result   bool
	Keys     bool // a script serves the keys 1, 2, 3
	Path     string
}

func (ballotPage) template() string { return "ballot" }

// saved tells of the vote cast just before.
type saved struct {
	Text string // what was chosen
	On   text
	Href string // to change it
}

// showBallot serves the next statement, or the one that is asked for.
func showBallot(v *visitor) error {
	b, err := v.ballot()
	if err != nil {
		return err
	}
	body, err := v.newBallot(b)
	if err != nil {
		return err
	}
	title := v.Text("ballot.title")
	if body.Saved != nil { // a screen reader begins with the title
		title = v.Text("mine.vote_saved") + " " + title
	}
	v.demo = b.Dialogue.Demo
	g := v.page(title, body)
	if b.Dialogue.Kind == dialogue.Named {
		g.Script = keysPath()
		v.w.Header().Set("Content-Security-Policy", scriptPolicy)
	}
	return v.send(http.StatusOK, g)
}

func (v *visitor) ballot() (node.Ballot, error) {
	id, err := v.askedFor("statement")
	if err != nil {
		return node.Ballot{}, err
	}
	if id == 0 {
		return v.site.Node.Ballot(v.r.Context(), v.who)
	}
	return v.site.Node.BallotOn(v.r.Context(), v.who, id)
}

func (v *visitor) newBallot(b node.Ballot) (ballotPage, error) {
	d := b.Dialogue
	body := ballotPage{
		Topic: v.topic(d), Voted: b.Voted, Total: b.Total, Halted: v.halted(d), Path: pathOf(d.ID, ""),
		Progress: v.Count("ballot.progress", b.Total, "Voted", b.Voted),
		Writing:  d.Writing(v.today()), Result: v.who.MaySee(d, dialogue.ItsResult, ""),
		Keys: d.Kind == dialogue.Named,
	}
	body.Over = d.Phase == dialogue.Closed || d.Over(v.today())
	if s := b.Statement; s != nil && !body.Over {
		body.Number, body.Words = s.ID.String(), v.words(s.Text, s.Language)
	}
	if vote := b.Vote; vote != nil {
		body.Choice, body.Chosen, body.Marked = nameOf(vote.Choice), v.Text(choiceNames[vote.Choice]), vote.Important
	}
	if v.r.URL.Query().Get("from") == "mine" {
		body.From = "mine"
	}
	var err error
	body.Saved, err = v.savedVote(v.r.URL.Query().Get("after"))
	return body, err
}

// savedVote tells of the reader's vote on the statement that the address names;
// nil when there is none.
func (v *visitor) savedVote(after string) (*saved, error) {
	id, ok := v.unveiled(after)
	if !ok {
		return nil, nil
	}
	b, err := v.site.Node.BallotOn(v.r.Context(), v.who, id)
	if fault.KindOf(err) == fault.NotFound || (err == nil && b.Vote == nil) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &saved{Text: v.Text(choiceNames[b.Vote.Choice]), On: v.words(b.Statement.Text, b.Statement.Language),
		Href: v.at(pathOf(v.who.Dialogue, "/vote?statement="+v.veiled(id)))}, nil
}

var choices = map[string]dialogue.Choice{"agree": dialogue.Agree, "disagree": dialogue.Disagree, "pass": dialogue.Pass}

func nameOf(c dialogue.Choice) string {
	for name, choice := range choices {
		if choice == c {
			return name
		}
	}
	return ""
}

// postVote records a vote and leads to the next statement, or back to where the
// voter came from.
func postVote(v *visitor) error {
	id, err := v.statementID(v.field("statement"))
	if err != nil {
		return err
	}
	choice, ok := choices[v.field("choice")]
	if !ok {
		return fault.New(fault.Invalid, "refusal.choice")
	}
	if err := v.site.Node.CastVote(v.r.Context(), v.who, id, choice, v.field("important") == "yes"); err != nil {
		return err
	}
	if v.field("from") == "mine" {
		return v.redirect(pathOf(v.who.Dialogue, "/mine?after="+v.veiled(id)))
	}
	return v.redirect(pathOf(v.who.Dialogue, "/vote?after="+v.veiled(id)))
}
