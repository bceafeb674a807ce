package web

import (
	"bytes"
	"cmp"
	"io"
	"iter"
	"net/url"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/node"
	"parley/internal/register"
)

// A registerFile is a form in which a register is handed out. What is made to be
// spread is written from what everybody sees, and only where the register has what
// the form is for.
type registerFile struct {
	name   string
	public bool
	fits   func(*register.Definition) bool // nil for every register
	write  func(*exporting, io.Writer) error
}

var registerFiles = []registerFile{
	{name: "records.csv", write: (*exporting).csv},
	{name: "datapackage.json", write: (*exporting).dataPackage},
	{name: "records.json", write: func(e *exporting, w io.Writer) error { return exchange.RegisterJSON(w, e.d, e.rows) }},
	{name: "iati.xml", public: true, fits: isActivities, write: (*exporting).iati},
	{name: "events.ics", public: true, fits: isEvents, write: (*exporting).calendar},
	{name: "changes.atom"},
	{name: "bag.zip", write: (*exporting).bag},
}

// isActivities reports whether the records of a register are activities with
// partners that everybody may read.
func isActivities(d *register.Definition) bool {
	return hasPublic(d, "start") && hasPublic(d, "partner")
}

// isEvents reports whether they have days that everybody may read.
func isEvents(d *register.Definition) bool { return hasPublic(d, "start") }

func hasPublic(d *register.Definition, is string) bool {
	return d.Level == register.Public && slices.ContainsFunc(d.Fields, func(f register.Field) bool {
		return f.Is == is && f.Level == register.Public && !f.PerSide
	})
}

// fileLinks lead to the forms in which a register is handed out.
func (v *visitor) fileLinks(d *register.Definition) []option {
	var all []option
	for _, f := range registerFiles {
		if f.fits == nil || f.fits(d) {
			all = append(all, option{Label: f.name, Href: v.at(registerPath(d.Name, "/files/"+f.name))})
		}
	}
	return all
}

// An exporting is a register on its way out.
type exporting struct {
	v     *visitor
	d     *register.Definition
	sides []dialogue.SideID
	all   []node.Shown
	rows  iter.Seq[exchange.RegisterRow]
}

func sendRegisterFile(v *visitor) error {
	d, err := v.registerIn()
	if err != nil {
		return err
	}
	name := v.r.PathValue("file")
	i := slices.IndexFunc(registerFiles, func(f registerFile) bool { return f.name == name })
	if i < 0 || (registerFiles[i].fits != nil && !registerFiles[i].fits(d)) {
		return notFound(v)
	}
	if name == "changes.atom" {
		return v.sendChanges(d, registerPath(d.Name, "/changes"))
	}
	e, err := v.exporting(d, registerFiles[i].public)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := registerFiles[i].write(e, &out); err != nil {
		return err
	}
	if !registerFiles[i].public {
		name = string(d.Name) + "-" + name
	}
	v.download(name, out.Bytes())
	return nil
}

// exporting reads a register as the visitor sees it, or as everybody does.
func (v *visitor) exporting(d *register.Definition, public bool) (*exporting, error) {
	who := v.who
	if public {
		who = dialogue.Viewer{}
	}
	sides, err := v.site.Node.Sides(v.r.Context())
	if err != nil {
		return nil, err
	}
	e := &exporting{v: v, d: d}
	for _, s := range sides {
		e.sides = append(e.sides, s.ID)
	}
	if e.all, err = v.site.Node.RecordsOf(v.r.Context(), who, d.Name, nil); err != nil {
		return nil, err
	}
	e.rows = func(yield func(exchange.RegisterRow) bool) {
		for _, r := range e.all {
			if !yield(exchange.RegisterRow{Record: r.Record, Computed: r.Computed}) {
				return
			}
		}
	}
	return e, nil
}

func (e *exporting) csv(w io.Writer) error { return exchange.RegisterCSV(w, e.d, e.sides, e.rows) }

// described is what a data package says of a register.
func (e *exporting) described() exchange.PackageOptions {
	return exchange.PackageOptions{Language: dialogue.Language(e.v.Language())}
}

func (e *exporting) dataPackage(w io.Writer) error {
	return exchange.RegisterPackage(w, e.d, e.sides, e.described())
}

// iati writes activities. A node has no identifier among publishers of IATI: it
// stands there under the name of its host.
func (e *exporting) iati(w io.Writer) error {
	l := dialogue.Language(e.v.Language())
	titles := map[register.Name]map[string]register.Title{}
	for _, r := range e.all {
		titles = r.Titles // those of one page are the same for all of its records
		break
	}
	_, err := exchange.RegisterIATI(w, e.d, e.rows, exchange.IATIOptions{Day: e.v.today(),
		Reporter: exchange.IATIOrganisation{Ref: e.host(), Type: "90", Name: dialogue.Writing{Original: l, Text: dialogue.Text{l: e.v.Text("site.name")}}},
		Partner: func(to register.Name, key string) (dialogue.Writing, bool) {
			t := titles[to][key]
			return t.Words, t.ID != 0
		}})
	return err
}

func (e *exporting) calendar(w io.Writer) error {
	_, err := exchange.RegisterCalendar(w, e.d, e.rows, exchange.CalendarOptions{Host: e.host(), Language: dialogue.Language(e.v.Language()),
		Address: func(key string) string { return e.v.address() + recordPath(e.d.Name, key, "") }})
	return err
}

func (e *exporting) bag(w io.Writer) error {
	definition := e.v.site.Node.Words().Source(e.d.Name)
	return exchange.RegisterBag(w, e.d, e.sides, e.rows, exchange.BagOptions{Organization: e.host(), Identifier: e.host() + registerPath(e.d.Name, ""),
		Day: e.v.today(), Definition: definition, Package: e.described()})
}

// host is the name by which people reach the node.
func (e *exporting) host() string {
	u, err := url.Parse(e.v.address())
	if err != nil {
		return e.v.r.Host
	}
	return cmp.Or(u.Hostname(), e.v.r.Host)
}
