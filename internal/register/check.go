package register

import (
	"regexp"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

var (
	registerName = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	partName     = regexp.MustCompile(`^[a-z][a-z0-9]*([_-][a-z0-9]+)*$`) // of a field, a view, a watch
	optionValue  = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)
	rowNumber    = regexp.MustCompile(`^S[0-9]{1,3}$`)
	hashtag      = regexp.MustCompile(`^#[a-z][a-z0-9_]*( ?\+[a-z][a-z0-9_]*)*$`)
)

// What stands for something else in the addresses of pages.
var (
	reservedRegisters = []string{"attention", "changes", "codebooks", "files", "new", "search", "words"}
	reservedFields    = []string{"lang", "page", "q", "sort"}
)

// longestName is how many characters a name in a definition can have.
const longestName = 40

// check refuses whatever in a definition contradicts itself, or the other
// definitions.
func (t *draft) check(all map[Name]*draft) {
	if len(t.top.names) == 0 {
		return // nothing of it could be read, which was said
	}
	t.checkTop()
	t.checkNames("field", t.fields, func(i int) string { return t.Fields[i].Name })
	t.checkNames("view", t.views, func(i int) string { return t.Views[i].Name })
	t.checkNames("watch", t.watches, func(i int) string { return t.Watch[i].Name })
	for i, m := range t.fields {
		t.checkField(m, &t.Fields[i], all)
	}
	t.checkTitle()
	for i, m := range t.views {
		t.checkView(m, t.Views[i], all)
	}
	for i, m := range t.watches {
		t.checkWatch(m, t.Watch[i])
	}
}

func (t *draft) checkTop() {
	name := string(t.Name)
	switch {
	case !registerName.MatchString(name) || len(name) > longestName:
		t.top.refuse("register", "a register's name is lower-case letters and hyphens, at most %d", longestName)
	case slices.Contains(reservedRegisters, name):
		t.top.refuse("register", "no register can be called %q: a page is", name)
	}
	if _, ok := t.words.byKind["groups"][t.Group]; !ok && t.Group != "" {
		t.top.refuse("group", "the group %q has no words in any file of words", t.Group)
	}
	for i, row := range t.Rows {
		if !rowNumber.MatchString(row) || slices.Contains(t.Rows[:i], row) {
			t.top.refuse("rows", "%q is no row, or is there twice", row)
		}
	}
	t.checkLevel(t.top, "level", t.Level)
	t.checkLevel(t.top, "start", t.Start)
	switch {
	case t.Level.wide() < len(Levels()) && t.Start.Wider(t.Level):
		t.top.refuse("start", "a record cannot start at %q, which is wider than the register's %q", t.Start, t.Level)
	case t.Approve != EverySide && t.Approve != OneSide:
		t.top.refuse("approve", "approve is %q or %q", EverySide, OneSide)
	case t.Approve == EverySide && t.Level == Side:
		t.top.refuse("level", "a record that every side approves belongs to none, so nobody would read it at %q", Side)
	case t.Approve == EverySide && t.Start == Side:
		t.top.refuse("start", "a record that every side approves belongs to none, so nobody would read it at %q", Side)
	case t.Approve == EverySide && t.Consent:
		t.top.refuse("consent", "consent is kept by the side that holds a record, so it needs approve: %s", OneSide)
	}
	if len(t.fields) == 0 && t.top.has("fields") {
		t.top.refuse("fields", "a register needs fields")
	}
}

func (t *draft) checkLevel(m yamlMap, key string, level Level) {
	if m.has(key) && level != "" && !slices.Contains(Levels(), level) {
		m.refuse(key, "%q is no level; known are %v", level, Levels())
	}
}

// checkNames refuses names that are malformed, reserved or there twice.
func (t *draft) checkNames(what string, entries []yamlMap, name func(i int) string) {
	seen := map[string]bool{}
	for i, m := range entries {
		n := name(i)
		switch {
		case n == "":
		case !partName.MatchString(n) || len(n) > longestName:
			m.refuse("name", "the name of a %s begins with a lower-case letter and has letters, digits, hyphens and underscores, at most %d", what, longestName)
		case what == "field" && slices.Contains(reservedFields, n):
			m.refuse("name", "no field can be called %q: pages use it in their addresses", n)
		case seen[n]:
			m.refuse("name", "the %s %q is there already", what, n)
		}
		seen[n] = true
	}
}

// checkTitle refuses a definition that has not exactly one title, which everybody
// who sees a record reads.
func (t *draft) checkTitle() {
	found := false
	for i, f := range t.Fields {
		m := t.fields[i]
		switch {
		case f.Is != "title":
		case found:
			m.refuse("is", "the register has a title already")
		case f.Type != Text || f.PerSide || f.Many || !f.Required || f.Needs != "":
			m.refuse("is", "a title is one text, shared and required, and needs no other field")
		case t.Level.Wider(f.Level):
			m.refuse("level", "a title is read by whoever reads the record: the register's level is %q", t.Level)
		}
		found = found || f.Is == "title"
	}
	if !found && len(t.fields) > 0 {
		t.top.refuse("", "no field is the title (is: title)")
	}
}

// refers refuses the name of a field of a definition that is not there, or is not
// what it has to be. at is where it is named, and as what.
func (t *draft) refers(in *draft, at ast.Node, as, name string, fits func(Field) bool, what string) {
	if name == "" || len(in.top.names) == 0 {
		return // both were refused
	}
	f, ok := in.Field(name)
	switch {
	case !ok:
		t.y.refuse(at, "%q names the field %q, which %s does not have", as, name, in.Name)
	case !slices.Contains(Types(), f.Type): // that was refused
	case !fits(f):
		t.y.refuse(at, "%q has to name %s, which %q of %s is not", as, what, name, in.Name)
	}
}

// register returns the draft of a register that something at m names.
func (t *draft) register(m yamlMap, key string, name Name, all map[Name]*draft) *draft {
	in := all[name]
	if in == nil && name != "" {
		m.refuse(key, "%q names the register %q, which is not there", key, name)
	}
	return in
}

// checkWhere refuses conditions on fields that have no values to compare, and values
// that they cannot have. Computed fields have them only where a record is shown.
func (t *draft) checkWhere(m yamlMap, in *draft, where map[string]string, shown bool) {
	t.checkPairs(m, "where", in, where, shown)
}

func (t *draft) checkPairs(m yamlMap, key string, in *draft, where map[string]string, shown bool) {
	if len(where) == 0 || len(in.top.names) == 0 {
		return
	}
	inner := t.y.mapping(m.values[key])
	for _, name := range inner.names {
		f, ok := in.Field(name)
		_, known := f.Option(where[name])
		switch {
		case !ok:
			t.y.refuse(inner.keyAt[name], "%q names the field %q, which %s does not have", key, name, in.Name)
		case !f.sorts() || f.PerSide || (f.Type == Computed && !shown):
			t.y.refuse(inner.keyAt[name], "%s needs a shared choice, place or link, which %q of %s is not", key, name, in.Name)
		case f.LeadsTo() == "" && !known:
			inner.refuse(name, "%q is no value of %q", where[name], name)
		}
	}
}

// sorts reports whether a field has values of which records can be counted: options,
// or what they link to.
func (f Field) sorts() bool {
	switch f.Type {
	case Choice, Place, Term, LinkType:
		return true
	}
	return f.Type == Computed && f.Compute != nil && slices.Contains([]ComputeKind{Agreed, Overdue, Has}, f.Compute.Kind)
}
