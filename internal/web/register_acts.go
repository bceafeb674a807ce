package web

import (
	"net/http"

	"parley/internal/fault"
	"parley/internal/locale"
	"parley/internal/register"
)

// recordAct does something with the record in the address, which must be as it was
// shown, and shows it.
func (v *visitor) recordAct(act func(d *register.Definition, key, stamp string) error) error {
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	if refused := act(d, r.Key, v.field("stamp")); refused != nil {
		return v.refusedAt(d, refused, recordPath(d.Name, r.Key, ""))
	}
	if _, _, err := v.recordIn(); fault.KindOf(err) == fault.NotFound { // it was nothing but what was pending
		return v.redirect(registerPath(d.Name, "?done=saved"))
	}
	return v.redirect(recordPath(d.Name, r.Key, "?done=saved"))
}

// refusedAt says why something was refused that no form asks for again, and leads
// back to where it stands.
func (v *visitor) refusedAt(d *register.Definition, refused error, back string) error {
	f := fault.Of(refused)
	if f == nil {
		return refused
	}
	heading := v.Text(headings[f.Kind])
	return v.send(statuses[f.Kind], v.page(heading, refusal{Heading: heading, Text: v.wording(v.registerFault(d, f)), Back: v.at(back)}))
}

// postPropose puts what is pending of a record before every side.
func postPropose(v *visitor) error {
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	if v.field("stamp") != r.Stamp() {
		return v.refusedAt(d, fault.New(fault.Conflict, "refusal.record_changed"), recordPath(d.Name, r.Key, ""))
	}
	id, err := v.site.Node.ProposeRecords(v.r.Context(), v.who, d.Name, []string{r.Key})
	if err != nil {
		return v.refusedAt(d, err, recordPath(d.Name, r.Key, ""))
	}
	return v.redirect(proposalPath(id))
}

// postApply makes count what a moderator of the own side wrote.
func postApply(v *visitor) error {
	return v.recordAct(func(d *register.Definition, key, stamp string) error {
		return v.site.Node.ApplyRecord(v.r.Context(), v.who, d.Name, key, stamp)
	})
}

// postDrop takes back what is pending.
func postDrop(v *visitor) error {
	return v.recordAct(func(d *register.Definition, key, stamp string) error {
		return v.site.Node.DropPending(v.r.Context(), v.who, d.Name, key, stamp)
	})
}

// postNarrow lets fewer people read a record, at once.
func postNarrow(v *visitor) error {
	return v.recordAct(func(d *register.Definition, key, stamp string) error {
		return v.site.Node.NarrowRecord(v.r.Context(), v.who, d.Name, key, stamp, register.Level(v.field("level")))
	})
}

// sureForm asks once more before what cannot be taken back.
type sureForm struct {
	recordForm
}

func (sureForm) template() string { return "register_sure" }

// postRecordWithdrawal empties one side's own record, for ever, after asking.
func postRecordWithdrawal(v *visitor) error {
	if v.field("sure") == "yes" {
		return v.recordAct(func(d *register.Definition, key, stamp string) error {
			return v.site.Node.WithdrawRecord(v.r.Context(), v.who, d.Name, key, stamp)
		})
	}
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	if !r.Can.Withdraw {
		return notFound(v)
	}
	g := sureForm{}
	g.Action, g.Stamp = recordPath(d.Name, r.Key, "/withdraw"), v.field("stamp")
	g.about(v, d, &r, nil)
	return v.sendAtHome(http.StatusOK, recordPath(d.Name, r.Key, ""), v.Text("recordact.withdraw"), g)
}

// stanceNames say how a reply stands to what it replies to.
var stanceNames = map[string]locale.Key{"agree": "recordreply.agree", "doubt": "recordreply.doubt", "correct": "recordreply.correct", "update": "recordreply.update"}

// useNames say to what somebody consents.
var useNames = map[string]locale.Key{"hold": "recordconsent.hold", "share": "recordconsent.share", "publish": "recordconsent.publish",
	"recontact": "recordconsent.recontact", "handover": "recordconsent.handover"}
