package web

import (
	"net/url"

	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/register"
)

// A valueView is what a field holds, in words. Which of its members is used follows
// from the field's type; one that is zero holds nothing.
type valueView struct {
	*locale.Printer
	Texts    []passage
	Date     dateView
	Number   *numberView
	Options  []text // of choices and places
	Links    []linkView
	Evidence []evidenceView
	Ticks    []tickView
	Files    []fileView
}

// Empty reports whether there is nothing to show.
func (w valueView) Empty() bool {
	return len(w.Texts) == 0 && w.Date.Words == "" && w.Number == nil && len(w.Options) == 0 &&
		len(w.Links) == 0 && len(w.Evidence) == 0 && len(w.Ticks) == 0 && len(w.Files) == 0
}

// A linkView leads to another record.
type linkView struct {
	Title text
	Href  string
	Role  text // what it is there; no words for none
}

// An evidenceView is something on which a value rests.
type evidenceView struct {
	What       passage
	Kind       string
	Unofficial bool
	Grade      string // in words; "" for none
	Date       dateView
	Side       *namedSide // whose it is; nil for neither
	URL        string
}

// A tickView is an item of a checklist.
type tickView struct {
	Item  text
	State string
	Note  passage
}

// A fileView is a file that is kept elsewhere and known by its hash.
type fileView struct{ Name, Hash, Size, Origin, URL string }

// sourceKinds, gradeNames, tickStates and fileOrigins name what package register
// lists.
var (
	sourceKinds = map[string]locale.Key{"official": "evidence.official", "unofficial": "evidence.unofficial", "survey": "evidence.survey",
		"interview": "evidence.interview", "press": "evidence.press", "document": "evidence.document",
		"observation": "evidence.observation", "study": "evidence.study"}
	gradeNames  = map[register.Grade]locale.Key{"A": "evidence.grade_a", "B": "evidence.grade_b", "C": "evidence.grade_c", "D": "evidence.grade_d"}
	tickStates  = map[string]locale.Key{"yes": "tick.yes", "no": "tick.no", "unknown": "tick.unknown"}
	fileOrigins = map[string]locale.Key{"camera": "file.camera", "scan": "file.scan", "written": "file.written", "edited": "file.edited",
		"translated_by_machine": "file.translated_by_machine", "made_by_machine": "file.made_by_machine", "unknown": "file.unknown"}
)

// registerValue words what a field of a record holds. Nothing is said of a link to
// what its reader does not see.
func (v *visitor) registerValue(d *register.Definition, f register.Field, value register.Value, shown node.Shown) valueView {
	return v.valueOf(f, value, shown.Titles, v.writes() && !f.PerSide)
}

// valueOf is registerValue, with translations that nobody approved where they are
// the reader's to approve.
func (v *visitor) valueOf(f register.Field, value register.Value, titles map[register.Name]map[string]register.Title, theirs bool) valueView {
	w := valueView{Printer: v.Printer, Date: v.date(value.Date), Number: v.figure(f, value.Number)}
	for _, words := range value.Texts {
		w.Texts = append(w.Texts, v.passage(words, theirs))
	}
	for _, choice := range value.Choices {
		w.Options = append(w.Options, v.optionWords(f, choice))
	}
	for _, link := range value.Links {
		if title, ok := titles[f.LeadsTo()][link.Key]; ok && title.ID != 0 {
			w.Links = append(w.Links, linkView{v.title(title.Words), v.at(recordPath(f.LeadsTo(), link.Key, "")), v.title(link.Role)})
		}
	}
	if len(value.Evidence) > 0 {
		w.Evidence = v.evidence(value.Evidence, theirs)
	}
	for _, tick := range value.Ticks {
		w.Ticks = append(w.Ticks, tickView{v.optionWords(f, tick.Item), v.Text(tickStates[tick.State]), v.passage(tick.Note, theirs)})
	}
	for _, file := range value.Files {
		w.Files = append(w.Files, fileView{file.Name, file.SHA256, v.Count("file.bytes", int(file.Size)), v.Text(fileOrigins[file.Origin]), file.URL})
	}
	return w
}

// optionWords names a value of a choice.
func (v *visitor) optionWords(f register.Field, value string) text {
	if o, ok := f.Option(value); ok {
		return v.in(o.Label)
	}
	return text{Words: value}
}

func (v *visitor) evidence(all []register.Evidence, theirs bool) []evidenceView {
	list, _ := v.sideList(0) // without a name a side is called by its identifier
	var out []evidenceView
	for _, e := range all {
		one := evidenceView{What: v.passage(e.What, theirs), Kind: v.Text(sourceKinds[e.Kind]), Unofficial: e.Kind == "unofficial",
			Date: v.date(e.Date), URL: httpsOnly(e.URL)}
		if e.Grade != "" {
			one.Grade = v.Text(gradeNames[e.Grade])
		}
		if e.Side != "" {
			side := list.side(e.Side)
			one.Side = &side
		}
		out = append(out, one)
	}
	return out
}

// httpsOnly returns an address that a page may lead to, or "".
func httpsOnly(address string) string {
	if u, err := url.Parse(address); err != nil || u.Scheme != "https" {
		return ""
	}
	return address
}

// fieldLabel names a field.
func (v *visitor) fieldLabel(f register.Field) text { return v.in(f.Label) }

// readerNames say who reads what is at a level.
var readerNames = map[register.Level]locale.Key{register.Public: "registers.level_public", register.Members: "registers.level_members",
	register.Chairs: "registers.level_chairs", register.Side: "registers.level_side"}

// shownTitle is what a record is called; of one without words its key.
func (v *visitor) shownTitle(d *register.Definition, r register.Record) text {
	if t := v.title(recordTitle(d, r)); t.Words != "" {
		return t
	}
	return text{Words: r.Key}
}
