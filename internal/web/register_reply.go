package web

import (
	"net/http"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/register"
)

// replyForm asks for what the own side says to a field of a record.
type replyForm struct {
	recordForm
	Asked   []pick // what one can reply to: a field, of a column with its side
	Stances []pick
	Words   writingField
}

func (replyForm) template() string { return "register_reply" }

func showReply(v *visitor) error {
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	if !r.Can.Reply {
		return notFound(v)
	}
	q := v.r.URL.Query()
	return v.askReply(http.StatusOK, d, r, r.Stamp(), register.Reply{Field: q.Get("field"), Column: dialogue.SideID(q.Get("column"))}, nil)
}

func (v *visitor) askReply(code int, d *register.Definition, r node.Shown, stamp string, typed register.Reply, refused error) error {
	m, err := v.fieldMaker(d, true, refused)
	if err != nil {
		return err
	}
	g := replyForm{Stances: namedPicks(v.Printer, stanceNames, "", register.Stances(), typed.Stance), Words: m.ask("words", v.Text("recordreply.words"), typed.Words, 4)}
	g.Action, g.Stamp = recordPath(d.Name, r.Key, "/reply"), stamp
	g.Asked = v.repliable(d, r, m.list, typed)
	g.about(v, d, &r, refused)
	return v.sendAtHome(code, g.Action, v.Text("recordreply.title"), g)
}

// repliable offers the fields of a record that hold something: shared ones, and
// those in the columns of other sides.
func (v *visitor) repliable(d *register.Definition, r node.Shown, list sideList, typed register.Reply) []pick {
	var all []pick
	add := func(f register.Field, side dialogue.SideID, label string) {
		all = append(all, pick{Value: f.Name + " " + string(side), Label: label, Chosen: f.Name == typed.Field && side == typed.Column})
	}
	for _, f := range d.Fields {
		label := v.fieldLabel(f).Words
		if value := r.Values[f.Name]; !f.PerSide && !value.Empty() {
			add(f, "", label)
		}
		for _, side := range list {
			if value := r.Columns[side.ID][f.Name]; f.PerSide && side.ID != v.who.Side && !value.Empty() {
				add(f, side.ID, v.Text("recordreply.of_side", "Field", label, "Side", side.Name.Words))
			}
		}
	}
	return all
}

// postReply adds a reply of the own side.
func postReply(v *visitor) error {
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	field, column, _ := strings.Cut(v.field("field"), " ")
	typed := register.Reply{Field: field, Column: dialogue.SideID(column), Stance: v.field("stance"), Words: v.writing("words")}
	stamp := v.field("stamp")
	if refused := v.site.Node.ReplyTo(v.r.Context(), v.who, d.Name, r.Key, stamp, typed); refused != nil {
		code, err := v.again(refused)
		if err != nil {
			return err
		}
		if d, r, err = v.recordIn(); err != nil {
			return err
		}
		if fault.Of(refused).Key == "refusal.record_changed" {
			stamp = r.Stamp()
		}
		return v.askReply(code, d, r, stamp, typed, refused)
	}
	return v.redirect(recordPath(d.Name, r.Key, "?done=saved"))
}

// postReplyBack takes a reply of the own side back.
func postReplyBack(v *visitor) error {
	id, ok := dialogue.ParseID[register.ReplyID](v.r.PathValue("reply"))
	if !ok {
		return fault.New(fault.NotFound, "refusal.reply_unknown")
	}
	return v.recordAct(func(d *register.Definition, key, stamp string) error {
		return v.site.Node.TakeReplyBack(v.r.Context(), v.who, d.Name, key, stamp, id)
	})
}
