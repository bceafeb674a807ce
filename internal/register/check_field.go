package register

import (
	"slices"
	"strings"
)

// applies says of which types what a field can have besides its name, type, words
// and level is; what is not here every type can have.
var applies = map[string][]Type{
	"many":     {Text, Choice, Place, Term, LinkType, FileType},
	"most":     {Text},
	"options":  {Choice, Place, Checklist},
	"scale":    {Choice},
	"to":       {LinkType},
	"unit":     {NumberType, Computed},
	"facet":    {Choice, Place, Term, LinkType, Computed},
	"compute":  {Computed},
	"per_side": {Text, DateType, NumberType, Choice, Place, Term, LinkType, Proof, Checklist, FileType},
	"required": {Text, DateType, NumberType, Choice, Place, Term, LinkType, Proof, Checklist, FileType},
	"needs":    {Text, DateType, NumberType, Choice, Place, Term, LinkType, Proof, Checklist, FileType},
}

// meanings are what a field can be to other formats, and of which types it then is.
var meanings = map[string][]Type{
	"title":   {Text},
	"summary": {Text},
	"start":   {DateType},
	"end":     {DateType},
	"status":  {Choice, Computed},
	"partner": {LinkType},
	"country": {Place, Choice},
	"web":     {Text, Proof, FileType},
}

func (t *draft) checkField(m yamlMap, f *Field, all map[Name]*draft) {
	if !slices.Contains(Types(), f.Type) {
		if f.Type != "" {
			m.refuse("type", "%q is no type of field; known are %v", f.Type, Types())
		}
		return
	}
	for _, name := range m.names {
		if types, ok := applies[name]; ok && !slices.Contains(types, f.Type) {
			t.y.refuse(m.keyAt[name], "a field of type %q has no %q", f.Type, name)
		}
	}
	t.checkLevel(m, "level", f.Level)
	switch {
	case f.PerSide && f.Required:
		m.refuse("required", "no side can be made to fill its column")
	case f.PerSide && t.Approve == OneSide:
		m.refuse("per_side", "a record that one side approves is that side's own, and has no columns of others")
	case f.Level == Side && !f.PerSide && t.Approve == EverySide:
		m.refuse("level", "a shared field of a record that every side approves belongs to none, so nobody would read it at %q", Side)
	}
	if types, ok := meanings[f.Is]; m.has("is") && (!ok || !slices.Contains(types, f.Type)) {
		m.refuse("is", "a field of type %q is no %q to other formats", f.Type, f.Is)
	}
	if m.has("hxl") && !hashtag.MatchString(f.HXL) {
		m.refuse("hxl", "%q is no hashtag with attributes, as in \"#date+start\"", f.HXL)
	}
	if _, ok := t.words.byKind["units"][f.Unit]; f.Unit != "" && !ok {
		m.refuse("unit", "the unit %q has no words in any file of words", f.Unit)
	}
	t.checkOptions(m, f)
	t.checkLeads(m, f, all)
	t.checkNeeds(m, f)
	switch {
	case f.Type == Computed && f.Compute == nil:
		m.refuse("", "a computed field says how (compute)")
	case f.Type == Computed:
		t.checkCompute(m, f, all)
	}
}

func (t *draft) checkOptions(m yamlMap, f *Field) {
	switch {
	case slices.Contains(applies["options"], f.Type) && len(f.Options) == 0 && (!m.has("options") || isList(m.values["options"])):
		m.refuse("options", "a field of type %q needs options", f.Type)
	case f.Scale && f.Type == Choice && (len(f.Options) < 2 || f.Many):
		m.refuse("scale", "a scale has at least two options, and of them one value")
	}
}

// checkOption refuses an option that is malformed, or there already.
func (t *draft) checkOption(m yamlMap, o Option, before []Option) {
	switch {
	case o.Value == "":
	case !optionValue.MatchString(o.Value) || len(o.Value) > longestName:
		m.refuse("value", "an option has lower-case letters, digits, \"-\", \"_\" and \".\", at most %d", longestName)
	case slices.ContainsFunc(before, func(b Option) bool { return b.Value == o.Value }):
		m.refuse("value", "the option %q is there already", o.Value)
	}
}

// checkLeads refuses a field that leads nowhere.
func (t *draft) checkLeads(m yamlMap, f *Field, all map[Name]*draft) {
	switch {
	case f.Type == LinkType && f.To == "":
		m.refuse("to", "a link says to which register it leads (to)")
	case f.Type == LinkType:
		t.register(m, "to", f.To, all)
	case f.Type == Term && all[terms] == nil:
		m.refuse("type", "a term leads to the register %q, which is not there", terms)
	}
}

// checkNeeds refuses a field that needs one that never holds anything beside it.
func (t *draft) checkNeeds(m yamlMap, f *Field) {
	if f.Needs == "" {
		return
	}
	t.refers(t, m.values["needs"], "needs", f.Needs, func(other Field) bool {
		return other.kept() && other.PerSide == f.PerSide && (other.Required || !f.Required)
	}, "a field that is shared or per side as this one is, and required where it is,")
	path := []string{f.Name}
	for next := f.Needs; next != ""; {
		if slices.Contains(path, next) {
			m.refuse("needs", "fields need each other: %s", strings.Join(append(path, next), ", "))
			return
		}
		path = append(path, next)
		other, _ := t.Field(next)
		next = other.Needs
	}
}
