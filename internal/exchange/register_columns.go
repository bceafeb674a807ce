package exchange

import (
	"slices"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// A RegisterRow is a record as a viewer sees it, with its computed fields.
type RegisterRow struct {
	register.Record
	Computed map[string]register.Value `json:"computed,omitempty"`
}

// What a file says of a record itself. Each name has a dot before it, as in the
// filters of a query, because a field may be called "side" or "state".
const (
	markKey      = ".key"
	markVersion  = ".version"
	markState    = ".state"
	markLevel    = ".level"
	markSide     = ".side"
	markOrigin   = ".origin"
	markApproved = ".approved"
	markSources  = ".sources"
)

// markTags are the hashtags of the marks. The first of them begins the second row
// of every file, by which readers know it.
var markTags = map[string]string{
	markKey:      "#meta+id",
	markVersion:  "#meta+version",
	markState:    "#meta+state",
	markLevel:    "#meta+level",
	markSide:     "#meta+side",
	markOrigin:   "#meta+origin",
	markApproved: "#meta+approved",
	markSources:  "#meta+source",
}

// Parts of a value that have columns of their own, besides languages. The part ""
// is the value itself.
const (
	partOriginal  = "original"
	partUpper     = "upper"
	partUnit      = "unit"
	partAsOf      = "as_of"
	partQualifier = "qualifier"
)

// A registerColumn is one column of a register's CSV file: a mark, or one part of
// a field, of one side where the field is per side.
type registerColumn struct {
	name string // in the header, e.g. "name.hy", "done.armenia"
	tag  string // HXL hashtag, or ""
	mark string // one of the marks; else field is set
	register.Field
	side dialogue.SideID // "" for a shared field
	part string          // a language, or one of the parts
}

// base returns the name of the field's column without its part.
func (c *registerColumn) base() string { return baseName(c.Field, c.side) }

func baseName(f register.Field, side dialogue.SideID) string {
	if side == "" {
		return f.Name
	}
	return f.Name + "." + string(side)
}

// registerColumns returns the columns of a register's file, in their order: marks,
// fields, sources.
func registerColumns(d *register.Definition, sides []dialogue.SideID) []registerColumn {
	var all []registerColumn
	for _, mark := range []string{markKey, markVersion, markState, markLevel, markSide, markOrigin, markApproved} {
		all = append(all, registerColumn{name: mark, mark: mark, tag: markTags[mark]})
	}
	for _, f := range d.Fields {
		if f.Type == register.Assessed {
			continue
		}
		owners := []dialogue.SideID{""}
		if f.PerSide {
			owners = sides
		}
		for _, side := range owners {
			for _, part := range partsOf(f.Type) {
				c := registerColumn{Field: f, side: side, part: part, tag: tagOf(f, side, part)}
				if c.name = c.base(); part != "" {
					c.name += "." + part
				}
				all = append(all, c)
			}
		}
	}
	return append(all, registerColumn{name: markSources, mark: markSources, tag: markTags[markSources]})
}

func partsOf(t register.Type) []string {
	switch t {
	case register.Text:
		var parts []string
		for _, l := range dialogue.Languages() {
			parts = append(parts, string(l))
		}
		return append(parts, partOriginal)
	case register.NumberType:
		return []string{"", partUpper, partUnit, partAsOf, partQualifier}
	}
	return []string{""}
}

// tagOf adds to a field's hashtag whose column it is and which part.
func tagOf(f register.Field, side dialogue.SideID, part string) string {
	tag := f.HXL
	if tag == "" {
		return ""
	}
	if side != "" {
		tag += "+side_" + strings.ReplaceAll(string(side), "-", "_")
	}
	switch {
	case part == "":
		return tag
	case dialogue.KnownLanguage(dialogue.Language(part)):
		return tag + "+i_" + part
	}
	return tag + "+" + part
}

// shownLanguages returns the languages in which a reader gets words: the original,
// and translations that are approved.
func shownLanguages(w dialogue.Writing) []dialogue.Language {
	if w.Empty() {
		return nil
	}
	all := []dialogue.Language{w.Original}
	for _, l := range dialogue.Languages() {
		if l != w.Original && w.Text[l] != "" && slices.Contains(w.Approved, l) {
			all = append(all, l)
		}
	}
	return all
}
