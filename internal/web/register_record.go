package web

import (
	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
)

// recordOfPage shows one record: what all keep together, and what each side says
// next to the others.
type recordOfPage struct {
	registerHead
	Title    passage
	Key      string
	Saved    bool
	Marks    []string
	Notes    []string // what a reader must know first
	Alarms   []string
	Fields   []fieldView
	Missing  []text // shared fields in which nothing is given
	Columns  []columnView
	Leads    []backView
	Assessed []assessedIn
	Sources  []source
	From     *option // the recommendation that it follows
	Release  string  // address; "" for none
	Written  string  // which version it is, and when
	Versions string  // address of the others
	Work     []option
	Acts     []actForm
	Narrow   []pick // levels; none for who cannot
	Stamp    string
	Path     string
}

func (recordOfPage) template() string { return "register_record" }

// A fieldView is what all keep in one field.
type fieldView struct {
	Anchor  string
	Label   text
	Help    text
	Value   valueView
	None    string // said where there is no figure; "" where something is given
	Replies []replyView
	Reply   string // address; "" for who cannot
}

// A columnView is one field of which each side says something of its own.
type columnView struct {
	Anchor string
	Label  text
	Help   text
	Cells  []sideCell
}

// A sideCell is what one side says.
type sideCell struct {
	Side    namedSide
	Own     bool
	Value   valueView
	None    string // said where it has said nothing
	Replies []replyView
	Reply   string
}

// A replyView is what a side says to a field.
type replyView struct {
	Side   namedSide
	Stance string
	Words  passage
	Day    dateView
	Back   string // address to take it back; "" for who cannot
}

// A backView is what of a register leads to the record.
type backView struct {
	Register, Field text
	Titles          []linkView
}

// An actForm is one button.
type actForm struct {
	Action, Label, Is string
}

func showRecordOf(v *visitor) error {
	d, r, err := v.recordIn()
	if err != nil {
		return err
	}
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return err
	}
	list := v.alternate(sides, int(r.ID>>8&1))
	path := recordPath(d.Name, r.Key, "")
	g := recordOfPage{registerHead: v.headOf(d), Title: v.recordTitleIn(d, r), Key: r.Key, Saved: v.done("saved"), Marks: v.marksOf(r.Record), Notes: v.recordNotes(d, r, list),
		Alarms: v.alarms(r, list), Leads: v.leads(r), Sources: sourcesOf(r.Sources), Written: v.recordVersion(r.Version, r.Changed),
		Versions: v.at(path + "/versions"), Work: v.recordWork(d, r), Acts: v.actForms(r), Stamp: r.Stamp(), Path: path}
	title := d.TitleField().Name
	for _, f := range d.Fields {
		switch {
		case f.Type == register.Assessed:
		case f.PerSide:
			g.Columns = append(g.Columns, v.columnView(d, f, r, list))
		case f.Name == title && len(v.replies(r, title, "", list)) == 0 && !r.Can.Reply:
		case f.ReadBy(v.who, r.Record) && (f.Needs == "" || !seenAs(r.Record)[f.Needs].Empty()):
			g.addField(v, d, f, r, list)
		}
	}
	if r.Can.Narrow {
		g.Narrow = v.narrowPicks(r.Level)
	}
	if r.From != nil {
		g.addFrom(v, *r.From)
	}
	if err := g.addAssessments(v, d, r, list); err != nil {
		return err
	}
	return v.sendKept(v.page(g.Title.Words, g))
}

// recordTitleIn is what a record is called, with its translations.
func (v *visitor) recordTitleIn(d *register.Definition, r node.Shown) passage {
	p := v.passage(recordTitle(d, r.Record), v.writes())
	if p.Words == "" {
		p.text = text{Words: r.Key}
	}
	return p
}

// addField adds what all keep in a field. That there is no figure is said in its
// place; of other fields it is said together which hold nothing.
func (g *recordOfPage) addField(v *visitor, d *register.Definition, f register.Field, r node.Shown, list sideList) {
	w := fieldView{Anchor: "f-" + f.Name, Label: v.in(f.Label), Help: v.in(f.Help), Value: v.registerValue(d, f, valueIn(r, f), r),
		Replies: v.replies(r, f.Name, "", list)}
	if w.Value.Empty() {
		switch {
		case f.Type == register.NumberType || f.Type == register.Computed && isFigure(f.Compute.Kind):
			w.None = v.Text("registers.no_figure")
		case f.Type == register.Computed && f.Compute.Kind == register.Agreed:
			w.None = v.Text("registers.not_every_side")
		case len(w.Replies) == 0:
			g.Missing = append(g.Missing, w.Label)
			return
		}
	}
	if r.Can.Reply && f.Type != register.Computed {
		w.Reply = v.at(g.Path + "/reply?field=" + f.Name)
	}
	g.Fields = append(g.Fields, w)
}

func isFigure(k register.ComputeKind) bool {
	switch k {
	case register.Gap, register.Age, register.Span, register.Sum, register.Product:
		return true
	}
	return false
}

// columnView shows what each side says in a field. A side that said nothing has its
// place all the same; one whose column the reader may not read has none.
func (v *visitor) columnView(d *register.Definition, f register.Field, r node.Shown, list sideList) columnView {
	w := columnView{Anchor: "f-" + f.Name, Label: v.in(f.Label), Help: v.in(f.Help)}
	for _, side := range list {
		if !v.readsColumn(f, side.ID) {
			continue
		}
		own := side.ID == v.who.Side
		cell := sideCell{Side: side, Own: own, Value: v.valueOf(f, r.Columns[side.ID][f.Name], r.Titles, own), None: v.Text("registers.not_said"),
			Replies: v.replies(r, f.Name, side.ID, list)}
		if r.Can.Reply && !own {
			cell.Reply = v.at(recordPath(d.Name, r.Key, "/reply?field="+f.Name+"&column="+string(side.ID)))
		}
		w.Cells = append(w.Cells, cell)
	}
	return w
}

// leads returns what links to a record.
func (v *visitor) leads(r node.Shown) []backView {
	var all []backView
	for _, link := range r.Back {
		w := backView{Register: v.in(link.Register.Title), Field: v.in(link.Field.Label)}
		for _, t := range link.Titles {
			w.Titles = append(w.Titles, linkView{Title: v.title(t.Words), Href: v.at(recordPath(link.Register.Name, t.Key, ""))})
		}
		all = append(all, w)
	}
	return all
}

// replies returns what sides said to a field, or to the column of a side in it.
func (v *visitor) replies(r node.Shown, field string, column dialogue.SideID, list sideList) []replyView {
	var all []replyView
	for _, reply := range r.Replies {
		if reply.Field != field || reply.Column != column {
			continue
		}
		own := reply.Side == v.who.Side
		w := replyView{Side: list.side(reply.Side), Stance: v.Text(stanceNames[reply.Stance]), Words: v.passage(reply.Words, own), Day: v.dayWords(reply.On.String())}
		if own && v.who.Role == dialogue.CoChair {
			w.Back = recordPath(r.Register, r.Key, "/replies/"+dialogue.FormatID(reply.ID)+"/back")
		}
		all = append(all, w)
	}
	return all
}

func (g *recordOfPage) addFrom(v *visitor, from register.From) {
	g.From = &option{Label: v.Text("registers.from", "Number", from.Number)}
	if v.who.Role != "" {
		g.From.Href = v.at(recommendationPath(from.Recommendation, ""))
	}
	if from.Release != 0 {
		g.Release = v.at(releasePath(from.Release, ""))
	}
}
