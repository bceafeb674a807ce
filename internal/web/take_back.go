package web

import "net/http"

// A takeBackPage asks before everything is taken back.
type takeBackPage struct {
	Votes, Statements string // how many, in words
	Backups           string // how long what is taken back stays in them
	Closed            bool   // too late
	Problem           string
	Path              string
}

func (takeBackPage) template() string { return "take_back" }

func showTakeBack(v *visitor) error { return v.askTakeBack(http.StatusOK, "") }

func (v *visitor) askTakeBack(status int, problem string) error {
	d, votes, statements, err := v.own()
	if err != nil {
		return err
	}
	return v.showAs(status, v.Text("takeback.title"), takeBackPage{
		Votes: v.Count("takeback.votes", len(votes)), Statements: v.Count("takeback.statements", len(statements)),
		Backups: v.backups(), Closed: d.TakeBack(v.who, v.today()) != nil, Problem: problem, Path: pathOf(d.ID, ""),
	})
}

// A gonePage tells that everything is taken back.
type gonePage struct{}

func (gonePage) template() string { return "gone" }

// postTakeBack deletes the participant with everything, and ends the session.
func postTakeBack(v *visitor) error {
	if v.field("sure") != "yes" {
		return v.askTakeBack(http.StatusBadRequest, v.Text("takeback.confirm_first"))
	}
	if err := v.site.Node.TakeBackAll(v.r.Context(), v.session()); err != nil {
		return err
	}
	v.leave()
	return v.show(v.Text("takeback.done_title"), gonePage{})
}
