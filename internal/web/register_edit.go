package web

import (
	"net/http"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/register"
)

// recordForm asks for a record, or for what the own side says in its column.
type recordForm struct {
	registerHead
	Action  string
	Problem string
	Wrong   string // address on the page of the field that was refused
	Saved   bool
	Stale   bool // somebody else was first
	Now     []nowRow
	Follows string // what follows from sending the form
	Stamp   string
	Fields  []recordField
	Dates   bool // some of them are asked for dates
	Why     writingField

	Shared   bool // of the record, not of a column
	New      bool
	AsksKey  bool
	Wanted   string
	Begins   string // with which the key of one side's own record does
	AsksHeld bool
	Held     bool
	Levels   []levelPick
	Sources  string
}

func (recordForm) template() string { return "register_form" }

// A nowRow is what a field holds now, where something else was typed.
type nowRow struct {
	Label  string
	Values valueView
}

// A levelPick is a circle of readers that a form offers, with what it means.
type levelPick struct {
	pick
	Means string
}

// A typedRecord is what was typed into the form of a record.
type typedRecord struct {
	wanted, stamp string
	change        register.Change
}

func showNewRecord(v *visitor) error {
	d, err := v.registerIn()
	if err != nil {
		return err
	}
	start := d.Start
	if start.Wider(d.Level) {
		start = d.Level
	}
	return v.askRecord(http.StatusOK, d, nil, typedRecord{wanted: v.r.URL.Query().Get("key"), change: register.Change{Level: start}}, nil)
}

func showRecordEdit(v *visitor) error {
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	if !r.Can.Write {
		return notFound(v)
	}
	return v.askRecord(http.StatusOK, d, &r, typedRecord{stamp: r.Stamp(), change: stands(r)}, nil)
}

// stands is what a record is, or what it would be once what is pending is approved.
func stands(r node.Shown) register.Change {
	if r.Pending != nil {
		c := *r.Pending
		c.Why = dialogue.Writing{}
		return c
	}
	return register.Change{Level: r.Level, Values: r.Values, Sources: r.Sources}
}

// askRecord shows the form of a record with what was typed. now is the record as it
// is; nil for a new one.
func (v *visitor) askRecord(code int, d *register.Definition, now *node.Shown, typed typedRecord, refused error) error {
	m, err := v.fieldMaker(d, v.r.Method == http.MethodPost, refused)
	if err != nil {
		return err
	}
	owner := v.ownerOf(d, now)
	g := recordForm{Shared: true, New: now == nil, AsksKey: now == nil && !d.Consent, Wanted: typed.wanted, AsksHeld: now == nil && d.Consent, Held: typed.change.Held,
		Stamp: typed.stamp, Levels: v.levelPicks(d, owner, typed.change.Level, m.list), Sources: sourceLines(typed.change.Sources), Follows: v.followsWriting(d)}
	if g.AsksKey && owner != "" {
		g.Begins = string(owner) + "-"
	}
	g.Why = m.ask("why", v.Text("recordform.why"), typed.change.Why, 2)
	if g.Fields, err = m.fields(d.Writable(v.who, owner, false), typed.change.Values); err != nil {
		return err
	}
	title := v.Text("recordform.new", "Register", v.registerWords(d.Title))
	g.Action = registerPath(d.Name, "/new")
	if now != nil {
		g.Action, title = recordPath(d.Name, now.Key, "/edit"), v.Text("recordform.edit")
	}
	g.about(v, d, now, refused)
	if g.Stale {
		g.Now = m.differs(d.Writable(v.who, owner, false), typed.change.Values, stands(*now).Values, now)
	}
	return v.sendAtHome(code, g.Action, title, g)
}

// ownerOf returns whose a record is, or would be.
func (v *visitor) ownerOf(d *register.Definition, r *node.Shown) dialogue.SideID {
	switch {
	case r != nil:
		return r.Side
	case d.Approve == register.OneSide:
		return v.who.Side
	}
	return ""
}

// about fills in what all forms about a record say.
func (g *recordForm) about(v *visitor, d *register.Definition, r *node.Shown, refused error) {
	g.registerHead = v.headOf(d)
	for _, f := range g.Fields {
		g.Dates = g.Dates || f.Type == register.DateType || f.Type == register.NumberType || f.Type == register.Proof
	}
	if r != nil {
		g.Back = linkView{Title: v.shownTitle(d, r.Record), Href: v.at(recordPath(d.Name, r.Key, ""))}
	}
	f := fault.Of(refused)
	if f == nil {
		return
	}
	g.Problem, g.Stale = v.wording(v.registerFault(d, f)), f.Key == "refusal.record_changed" && r != nil
	for _, field := range g.Fields {
		if field.Problem != "" {
			g.Wrong = "#" + field.Name
		}
	}
}

// sendAtHome answers with a page that is at home at an address, wherever its form was
// sent: that is where the choice of language leads.
func (v *visitor) sendAtHome(code int, address, title string, body form) error {
	page := v.page(title, body)
	for i, l := range page.Languages {
		page.Languages[i].Href = withLang(address, l.Lang)
	}
	return v.send(code, page)
}

// levelMeans says what follows for readers from a level.
var levelMeans = map[register.Level]locale.Key{register.Public: "recordform.means_public", register.Members: "recordform.means_members",
	register.Chairs: "recordform.means_chairs", register.Side: "recordform.means_side"}

// levelPicks offers who may read a record.
func (v *visitor) levelPicks(d *register.Definition, owner dialogue.SideID, chosen register.Level, list sideList) []levelPick {
	levels := d.Choosable(v.who, owner)
	if !slices.Contains(levels, chosen) && len(levels) > 0 {
		chosen = levels[len(levels)-1]
	}
	var all []levelPick
	for _, l := range levels {
		all = append(all, levelPick{pick{Value: string(l), Label: v.Text(readerNames[l]), Chosen: l == chosen},
			v.Text(levelMeans[l], "Side", list.name(owner))})
	}
	return all
}

// followsWriting says what follows from sending the form of a record.
func (v *visitor) followsWriting(d *register.Definition) string {
	switch {
	case d.Approve == register.EverySide:
		return v.Text("recordform.every_side")
	case v.who.Role == dialogue.CoChair:
		return v.Text("recordform.at_once")
	}
	return v.Text("recordform.by_chair")
}

// differs lists what fields hold now, of those into which something else was typed.
func (m *fieldMaker) differs(fields []register.Field, typed, now map[string]register.Value, r *node.Shown) []nowRow {
	var all []nowRow
	for _, f := range fields {
		was, errWas := m.d.Clean(f, now[f.Name], m.list.ids())
		want, errWant := m.d.Clean(f, typed[f.Name], m.list.ids())
		if errWas == nil && errWant == nil && sameWords(was, want) {
			continue
		}
		all = append(all, nowRow{m.registerWords(f.Label), m.registerValue(m.d, f, now[f.Name], *r)})
	}
	return all
}
