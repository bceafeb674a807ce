package register

import "slices"

// viewNeeds says what a view of each kind says, besides its name, title and where.
var viewNeeds = map[ViewKind][]string{
	Timeline: {"start"},
	Board:    {"by"},
	Network:  {"links"},
	Matrix:   {"register", "via"},
	Counts:   {"by"},
	Tree:     {"parent"},
	Compare:  {},
	Check:    {"show"},
	Drill:    {"parent"},
}

// viewAllows says what else it can say.
var viewAllows = map[ViewKind][]string{
	Timeline: {"end", "lane", "open"},
	Counts:   {"across"},
	Compare:  {"show"},
	Drill:    {"show"},
}

func (t *draft) checkView(m yamlMap, v View, all map[Name]*draft) {
	needs, ok := viewNeeds[v.Kind]
	if !ok {
		if v.Kind != "" {
			m.refuse("kind", "%q is no kind of view", v.Kind)
		}
		return
	}
	m.need(needs...)
	for _, name := range m.names {
		if slices.Contains(viewKeys, name) && !slices.Contains([]string{"name", "title", "kind", "where"}, name) && !slices.Contains(needs, name) && !slices.Contains(viewAllows[v.Kind], name) {
			t.y.refuse(m.keyAt[name], "a view of kind %q has no %q", v.Kind, name)
		}
	}
	sorted := func(f Field) bool { return f.sorts() && !f.PerSide }
	leads := func(f Field) bool { return f.LeadsTo() != "" && !f.PerSide }
	t.refers(t, m.values["start"], "start", v.Start, sharedDate, "a shared date")
	t.refers(t, m.values["end"], "end", v.End, sharedDate, "a shared date")
	t.refers(t, m.values["lane"], "lane", v.Lane, sorted, "a shared choice, place or link")
	t.refers(t, m.values["across"], "across", v.Across, sorted, "a shared choice, place or link")
	if v.Kind == Board {
		t.refers(t, m.values["by"], "by", v.By, func(f Field) bool { return sorted(f) && f.LeadsTo() == "" }, "a shared or computed choice")
	} else {
		t.refers(t, m.values["by"], "by", v.By, sorted, "a shared choice, place or link")
	}
	t.refers(t, m.values["parent"], "parent", v.Parent, func(f Field) bool { return leads(f) && !f.Many && f.LeadsTo() == t.Name },
		"one link to this register")
	t.refersAll(m, "links", v.Links, leads, "a shared link")
	t.refersAll(m, "show", v.Show, func(Field) bool { return true }, "a field")
	if v.Kind == Matrix {
		t.checkMatrix(m, v, all)
	}
	t.checkWhere(m, t, v.Where, true)
	t.checkPairs(m, "open", t, v.Open, false)
}

// refersAll is refers for a list, which has to hold something.
func (t *draft) refersAll(m yamlMap, key string, names []string, fits func(Field) bool, what string) {
	if !m.has(key) {
		return
	}
	if !isList(m.values[key]) {
		return // it was refused
	}
	nodes := t.y.list(m.values[key])
	if len(names) == 0 {
		m.refuse(key, "%q names at least one field", key)
	}
	for i, name := range names {
		t.refers(t, nodes[i], key, name, fits, what)
		if slices.Contains(names[:i], name) {
			t.y.refuse(nodes[i], "%q names %q twice", key, name)
		}
	}
}

// checkMatrix refuses a matrix of registers that are not joined: its link is a field
// of this one that leads there, or of that one that leads here.
func (t *draft) checkMatrix(m yamlMap, v View, all map[Name]*draft) {
	in := t.register(m, "register", v.Register, all)
	if in == nil || v.Via == "" || len(in.top.names) == 0 {
		return
	}
	own, _ := t.Field(v.Via)
	theirs, _ := in.Field(v.Via)
	if (own.LeadsTo() != in.Name || own.PerSide) && (theirs.LeadsTo() != t.Name || theirs.PerSide) {
		m.refuse("via", "%q has to name a link of %s to %s or of %s to %s, which %q is not", "via", t.Name, in.Name, in.Name, t.Name, v.Via)
	}
}

func (t *draft) checkWatch(m yamlMap, w Watch) {
	switch {
	case w.Due != "" && w.When != "":
		m.refuse("when", "a watch is for a date (due) or for a sign (when), not for both")
	case w.Due == "" && w.When == "" && !m.has("every"):
		m.refuse("", "a watch says for what: due, when or every")
	case m.has("after") && w.Due == "":
		m.refuse("after", "%q is counted from a date (due)", "after")
	case m.has("every") && (w.When != "" || w.Every == 0):
		m.refuse("every", "%q is a number of days after a date or the making of a record", "every")
	case w.Until != "" && (w.Until == w.When || w.Until == w.Due):
		m.refuse("until", "what begins a watch cannot end it")
	}
	t.refers(t, m.values["due"], "due", w.Due, sharedDate, "a shared date")
	t.refers(t, m.values["when"], "when", w.When, Field.kept, "a field that is written")
	t.refers(t, m.values["until"], "until", w.Until, Field.kept, "a field that is written")
	t.checkWhere(m, t, w.Where, false)
}
