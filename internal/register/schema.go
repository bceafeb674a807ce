package register

import (
	"io/fs"
	"path"
	"strings"

	"parley/internal/dialogue"
)

// What can be said of a register, a field, how it is computed, a view and a watch.
var (
	topKeys = []string{"register", "title", "about", "banner", "group", "rows", "level", "start", "approve", "suggest", "replies", "consent",
		"fields", "views", "watch"}
	fieldKeys = []string{"name", "label", "help", "type", "per_side", "level", "required", "many", "most", "options", "scale", "to", "unit",
		"needs", "facet", "is", "hxl", "compute"}
	computeKeys = []string{"kind", "of", "until", "after", "register", "via", "where", "fields"}
	viewKeys    = []string{"name", "title", "kind", "start", "end", "lane", "by", "across", "parent", "links", "register", "via", "show", "where", "open"}
	watchKeys   = []string{"name", "title", "due", "after", "every", "when", "until", "where"}
)

// A draft is a definition as it is read, with where in its file everything stands.
// The mappings have the order of the definition's fields, views and watches.
type draft struct {
	*Definition
	y       *yamlFile
	words   *sharedWords
	top     yamlMap
	fields  []yamlMap
	views   []yamlMap
	watches []yamlMap
}

// readDefinition reads a definition's file. It is checked when all are read.
func readDefinition(files fs.FS, file string, words *sharedWords) *draft {
	y, top := readYAML(files, file)
	t := &draft{y: y, top: top, words: words}
	stem := strings.TrimSuffix(path.Base(file), ".yaml")
	if len(y.wrong) > 0 && len(top.names) == 0 {
		t.Definition = &Definition{Name: Name(stem)}
		return t
	}
	top.only(topKeys...)
	top.need("register", "title", "about", "group", "level", "fields")
	t.Definition = &Definition{
		Name:    Name(stem),
		Title:   top.words("title"),
		About:   top.words("about"),
		Banner:  top.words("banner"),
		Group:   top.text("group"),
		Rows:    top.texts("rows"),
		Level:   Level(top.text("level")),
		Start:   Level(top.text("start")),
		Approve: Who(top.text("approve")),
		Suggest: top.flag("suggest"),
		Replies: top.flag("replies"),
		Consent: top.flag("consent"),
	}
	if name := top.text("register"); name != "" && name != stem {
		top.refuse("register", "the register %q is in a file for %q", name, stem)
	}
	if t.Start == "" {
		t.Start = narrower(t.Level, Members)
	}
	if t.Approve == "" {
		t.Approve = EverySide
	}
	t.fields = t.entries("fields")
	for _, m := range t.fields {
		t.Fields = append(t.Fields, t.readField(m))
	}
	t.views = t.entries("views")
	for _, m := range t.views {
		t.Views = append(t.Views, t.readView(m))
	}
	t.watches = t.entries("watch")
	for _, m := range t.watches {
		t.Watch = append(t.Watch, t.readWatch(m))
	}
	return t
}

// entries returns the mappings of a list of the definition.
func (t *draft) entries(name string) []yamlMap {
	if !t.top.has(name) {
		return nil
	}
	var all []yamlMap
	for _, n := range t.y.list(t.top.values[name]) {
		all = append(all, t.y.mapping(n))
	}
	return all
}

func (t *draft) readField(m yamlMap) Field {
	m.only(fieldKeys...)
	m.need("name", "type")
	f := Field{
		Name:     m.text("name"),
		Help:     m.words("help"),
		Type:     Type(m.text("type")),
		PerSide:  m.flag("per_side"),
		Level:    Level(m.text("level")),
		Required: m.flag("required"),
		Many:     m.flag("many"),
		Most:     m.count("most"),
		Scale:    m.flag("scale"),
		To:       Name(m.text("to")),
		Unit:     m.text("unit"),
		Needs:    m.text("needs"),
		Facet:    m.flag("facet"),
		Is:       m.text("is"),
		HXL:      m.text("hxl"),
	}
	f.Label = t.words.of(m, "label", "fields", f.Name)
	if f.Level == "" {
		f.Level = Public
	}
	if f.Type == Text && f.Most == 0 {
		f.Most = dialogue.LongestDescription
	}
	f.Options = t.readOptions(m)
	if m.has("compute") {
		f.Compute = readCompute(t.y.mapping(m.values["compute"]))
	}
	return f
}

// readOptions reads the options of a field: each a value that the files of words
// have words for, or a value with its own.
func (t *draft) readOptions(field yamlMap) []Option {
	if !field.has("options") {
		return nil
	}
	var all []Option
	for _, n := range t.y.list(field.values["options"]) {
		m := yamlMap{y: t.y, at: n}
		var o Option
		if isMapping(n) {
			m = t.y.mapping(n)
			m.only("value", "label")
			m.need("value", "label")
			o = Option{Value: m.text("value"), Label: m.words("label")}
		} else {
			o.Value = t.y.scalar(n)
			o.Label = t.words.of(m, "label", "options", o.Value)
		}
		t.checkOption(m, o, all)
		all = append(all, o)
	}
	return all
}

func readCompute(m yamlMap) *Compute {
	m.only(computeKeys...)
	m.need("kind")
	return &Compute{
		Kind:     ComputeKind(m.text("kind")),
		Of:       m.text("of"),
		Until:    m.text("until"),
		After:    m.count("after"),
		Register: Name(m.text("register")),
		Via:      m.text("via"),
		Where:    m.pairs("where"),
		Fields:   m.texts("fields"),
	}
}

func (t *draft) readView(m yamlMap) View {
	m.only(viewKeys...)
	m.need("name", "kind")
	v := View{
		Name:     m.text("name"),
		Kind:     ViewKind(m.text("kind")),
		Start:    m.text("start"),
		End:      m.text("end"),
		Lane:     m.text("lane"),
		By:       m.text("by"),
		Across:   m.text("across"),
		Parent:   m.text("parent"),
		Links:    m.texts("links"),
		Register: Name(m.text("register")),
		Via:      m.text("via"),
		Show:     m.texts("show"),
		Where:    m.pairs("where"),
		Open:     m.pairs("open"),
	}
	v.Title = t.words.of(m, "title", "views", v.Name)
	return v
}

func (t *draft) readWatch(m yamlMap) Watch {
	m.only(watchKeys...)
	m.need("name")
	w := Watch{
		Name:  m.text("name"),
		Due:   m.text("due"),
		After: m.count("after"),
		Every: m.count("every"),
		When:  m.text("when"),
		Until: m.text("until"),
		Where: m.pairs("where"),
	}
	w.Title = t.words.of(m, "title", "watches", w.Name)
	return w
}
