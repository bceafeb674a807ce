package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// mostPending is how many statements a page of the queue shows.
const mostPending = 25

// queuePage shows a moderator the statements of the own side.
type queuePage struct {
	prepared
	Open    bool // decisions are still taken
	Pending []queued
	Left    int // pending ones that are not shown
	One     *queued
	Decided []queued
	Balance []balanceRow
}

func (queuePage) template() string { return "moderation" }

// A queued is one statement in the queue.
type queued struct {
	Number, Text, Lang string
	State, Why         string
	Href               string
	Form               *decisionForm // nil when decisions are not taken any more
}

// A decisionForm is what the forms of all statements have.
type decisionForm struct {
	*locale.Printer
	Token, Action string
	Reasons       []pick
}

type balanceRow struct {
	Side            namedSide
	Accepted, Seeds int
	Open            string // in words
}

func showQueue(v *visitor) error {
	return v.showQueue(http.StatusOK, v.r.URL.Query().Get("statement"), "")
}

// showQueue shows the queue. A statement that is asked for, or that a problem is
// about, stands on top.
func (v *visitor) showQueue(code int, number, problem string) error {
	id, err := v.dialogueID()
	if err != nil {
		return err
	}
	q, err := v.site.Node.Queue(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	d := q.Dialogue
	g := queuePage{prepared: v.prepared(d, "", problem), Open: d.Phase == dialogue.Open && !d.Over(v.today())}
	g.Steps = nil // they are the co-chairs'
	var form *decisionForm
	if g.Open {
		form = &decisionForm{v.Printer, v.token(), v.at(pathOf(d.ID, "/moderation")), v.reasons()}
	}
	for _, s := range q.Pending {
		switch {
		case s.ID.String() == number:
			g.One = v.queued(d, s, form)
		case len(g.Pending) < mostPending:
			g.Pending = append(g.Pending, *v.queued(d, s, form))
		default:
			g.Left++
		}
	}
	for _, s := range q.Decided {
		if s.ID.String() == number {
			g.One = v.queued(d, s, form)
		} else {
			g.Decided = append(g.Decided, *v.queued(d, s, form))
		}
	}
	if g.Balance, err = v.balance(id); err != nil {
		return err
	}
	return v.sendAs(code, d, pathOf(d.ID, "/moderation"), v.Text("queue.title"), g)
}

func (v *visitor) queued(d dialogue.Dialogue, s dialogue.Statement, form *decisionForm) *queued {
	q := queued{Number: s.ID.String(), Text: s.Text, Lang: string(s.Language), State: v.Text(locale.Key("state." + string(s.State))),
		Href: v.at(pathOf(d.ID, "/moderation?statement="+s.ID.String())), Form: form}
	if s.Reason != "" {
		q.Why = v.Text(locale.Key("reason." + string(s.Reason)))
	}
	return &q
}

func (v *visitor) reasons() []pick {
	var all []pick
	for _, r := range dialogue.Reasons() {
		all = append(all, pick{Value: string(r), Label: v.Text(locale.Key("reason." + string(r))), Chosen: v.field("reason") == string(r)})
	}
	return all
}

func (v *visitor) balance(id dialogue.ID) ([]balanceRow, error) {
	list, err := v.sideList(0)
	if err != nil {
		return nil, err
	}
	all, err := v.site.Node.Balance(v.r.Context(), v.who, id)
	var rows []balanceRow
	for _, side := range list {
		for _, b := range all {
			if b.Side == side.ID {
				rows = append(rows, balanceRow{side, b.Accepted, b.Seeds, v.waiting(b.Open)})
			}
		}
	}
	return rows, err
}

// waiting says how many statements wait for votes, where the moderator may know.
func (v *visitor) waiting(open int) string {
	if open < 0 {
		return v.Text("vote.withheld_cell")
	}
	return v.Number(open)
}

// postDecision accepts or rejects a statement.
func postDecision(v *visitor) error {
	id, err := v.dialogueID()
	if err != nil {
		return err
	}
	statement, err := v.statementID(v.field("statement"))
	if err != nil {
		return err
	}
	to, why := dialogue.State(v.field("to")), dialogue.Reason(v.field("reason"))
	if to == dialogue.Accepted {
		why = ""
	}
	if err := v.site.Node.Moderate(v.r.Context(), v.who, id, statement, to, why); err != nil {
		problem, other := v.problem(err)
		if other != nil {
			return err
		}
		return v.showQueue(status(err), statement.String(), problem)
	}
	return v.redirect(pathOf(id, "/moderation?done=saved"))
}
