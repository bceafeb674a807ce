package exchange

import (
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// cell returns what a column says of a row, before it is guarded.
func (c *registerColumn) cell(row *RegisterRow) string {
	switch {
	case c.mark != "":
		return markOf(row, c.mark)
	case c.Type == register.Computed:
		return computedCell(row.Computed[c.Name])
	case c.side != "":
		return c.valueCell(row.Columns[c.side][c.Name])
	case c.PerSide:
		return ""
	}
	return c.valueCell(row.Values[c.Name])
}

func markOf(row *RegisterRow, mark string) string {
	switch mark {
	case markKey:
		return row.Key
	case markVersion:
		return strconv.Itoa(row.Version)
	case markState:
		return string(row.State)
	case markLevel:
		return string(row.Level)
	case markSide:
		return string(row.Side)
	case markOrigin:
		return row.Origin
	case markApproved:
		return strconv.FormatBool(row.Approved)
	}
	return listed(row.Sources, sourceItem)
}

// valueCell returns the column's part of a value.
func (c *registerColumn) valueCell(v register.Value) string {
	switch c.Type {
	case register.Text:
		return c.textCell(v.Texts)
	case register.DateType:
		return string(v.Date)
	case register.NumberType:
		return numberCell(v.Number, c.part)
	case register.Choice, register.Place:
		return strings.Join(v.Choices, "; ")
	case register.LinkType, register.Term:
		return listed(v.Links, linkItem)
	case register.Proof:
		return listed(v.Evidence, evidenceItem)
	case register.Checklist:
		return listed(v.Ticks, tickItem)
	case register.FileType:
		return listed(v.Files, fileItem)
	}
	return ""
}

// textCell returns the texts in the column's language, or the languages in which
// they were written. Of several texts each keeps its place; empty ones at the end
// are left out.
func (c *registerColumn) textCell(texts []dialogue.Writing) string {
	if !c.Many {
		if len(texts) == 0 {
			return ""
		}
		return textPart(texts[0], c.part)
	}
	all := make([]string, len(texts))
	n := 0
	for i, w := range texts {
		if all[i] = escapeItem.Replace(textPart(w, c.part)); all[i] != "" {
			n = i + 1
		}
	}
	return strings.Join(all[:n], "; ")
}

func textPart(w dialogue.Writing, part string) string {
	if part == partOriginal {
		return string(w.Original)
	}
	for _, l := range shownLanguages(w) {
		if string(l) == part {
			return w.Text[l]
		}
	}
	return ""
}

func numberCell(n *register.Number, part string) string {
	if n == nil {
		return ""
	}
	switch part {
	case partUpper:
		return string(n.Upper)
	case partUnit:
		return n.Unit
	case partAsOf:
		return string(n.AsOf)
	case partQualifier:
		var w partWriter
		w.writing("", n.Qualifier)
		return w.String()
	}
	return string(n.Lower)
}

// computedCell returns a computed value on its own; ranges as "3..5".
func computedCell(v register.Value) string {
	switch {
	case v.Number != nil && v.Number.Upper != "":
		return string(v.Number.Lower) + ".." + string(v.Number.Upper)
	case v.Number != nil:
		return string(v.Number.Lower)
	case v.Date != "":
		return string(v.Date)
	}
	return strings.Join(v.Choices, "; ")
}

// listed joins the items of a cell.
func listed[T any](all []T, item func(*partWriter, T)) string {
	var out strings.Builder
	for i, one := range all {
		if i > 0 {
			out.WriteString("; ")
		}
		var w partWriter
		item(&w, one)
		out.WriteString(w.String())
	}
	return out.String()
}

func linkItem(w *partWriter, l register.Link) {
	w.head(l.Key)
	w.writing("role.", l.Role)
}

func evidenceItem(w *partWriter, e register.Evidence) {
	w.part("kind", e.Kind)
	w.part("grade", string(e.Grade))
	w.part("date", string(e.Date))
	w.part("side", string(e.Side))
	w.part("url", e.URL)
	w.writing("what.", e.What)
}

func tickItem(w *partWriter, t register.Tick) {
	w.part(t.Item, t.State)
	w.writing("note.", t.Note)
}

func fileItem(w *partWriter, f register.File) {
	w.head(f.Name)
	w.part("sha256", f.SHA256)
	w.part("size", strconv.FormatInt(f.Size, 10))
	w.part("origin", f.Origin)
	w.part("url", f.URL)
}

func sourceItem(w *partWriter, s dialogue.Source) {
	w.head(s.Work)
	w.part("section", s.Section)
	w.part("url", s.URL)
}
