package web

import (
	"net/http"

	"parley/internal/dialogue"
)

// takenUpPage says what was made of the result of a dialogue.
type takenUpPage struct {
	hall
	Topic  text
	Issues string
	Joint  string
	None   bool
}

func (takenUpPage) template() string { return "taken_up" }

// postTakeUp makes issues of the divides of a closed dialogue, and texts to be
// agreed of its common grounds. What was taken up before is passed over.
func postTakeUp(v *visitor) error {
	id, err := v.dialogueID()
	if err != nil {
		return err
	}
	d, err := v.dialogue(id)
	if err != nil {
		return err
	}
	issues, joint, err := v.site.Node.TakeUp(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	f, err := v.site.Node.Forum(v.r.Context(), v.who, d.Forum)
	if err != nil {
		return err
	}
	g := takenUpPage{hall: v.hall(f, "", nil), Topic: v.topic(d), Issues: v.Count("hall.issues_count", issues), Joint: v.Count("hall.joint_count", joint), None: issues+joint == 0}
	return v.sendIn(http.StatusOK, f, pathOf(id, ""), v.Text("hall.taken_up"), g)
}

// canTakeUp reports whether the result of a dialogue can be taken up by the
// visitor.
func (v *visitor) canTakeUp(d dialogue.Dialogue) bool {
	return v.who.Role == dialogue.CoChair && d.Frozen && v.who.MaySee(d, dialogue.ItsResult, "")
}
