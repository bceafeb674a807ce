package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/register"
)

func showColumn(v *visitor) error {
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	if !r.Can.Column {
		return notFound(v)
	}
	return v.askColumn(http.StatusOK, d, r, r.Stamp(), r.Columns[v.who.Side], dialogue.Writing{}, nil)
}

// askColumn shows the form of the own side's column with what was typed.
func (v *visitor) askColumn(code int, d *register.Definition, r node.Shown, stamp string, typed map[string]register.Value, why dialogue.Writing, refused error) error {
	m, err := v.fieldMaker(d, v.r.Method == http.MethodPost, refused)
	if err != nil {
		return err
	}
	side := m.list.name(v.who.Side)
	g := recordForm{Action: recordPath(d.Name, r.Key, "/column"), Stamp: stamp, Follows: v.Text("recordform.column_is", "Side", side)}
	g.Why = m.ask("why", v.Text("recordform.why"), why, 2)
	fields := d.Writable(v.who, r.Side, true)
	if g.Fields, err = m.fields(fields, typed); err != nil {
		return err
	}
	g.about(v, d, &r, refused)
	if g.Stale {
		g.Now = m.differs(fields, typed, r.Columns[v.who.Side], &r)
	}
	return v.sendAtHome(code, g.Action, v.Text("recordform.column", "Side", side), g)
}

// postColumn writes what the own side says, which counts at once.
func postColumn(v *visitor) error {
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	typed, why, stamp := v.postedValues(d.Writable(v.who, r.Side, true)), v.writing("why"), v.field("stamp")
	if v.field("do") != "" {
		return v.askColumn(http.StatusOK, d, r, stamp, typed, why, nil)
	}
	values, err := filledValues(d, typed)
	if err == nil {
		err = v.site.Node.WriteColumn(v.r.Context(), v.who, d.Name, r.Key, stamp, values, why)
	}
	if refused := err; refused != nil {
		code, err := v.again(refused)
		if err != nil {
			return err
		}
		if d, r, err = v.recordIn(); err != nil { // as it is now
			return err
		}
		if fault.Of(refused).Key == "refusal.record_changed" {
			stamp = r.Stamp()
		}
		return v.askColumn(code, d, r, stamp, typed, why, refused)
	}
	return v.redirect(recordPath(d.Name, r.Key, "?done=saved"))
}
