package web

import (
	"slices"
	"strings"

	"parley/internal/register"
)

// networkPage draws records and what they are joined to.
type networkPage struct {
	drawing
	Picture *networkPicture
	Records []joinedLink // every record, with what it leads to
	Others  []joinedKind // the same from the other end
}

func (networkPage) template() string { return "register_view_network" }

// A joinedLink is a node with what it is joined to, by field.
type joinedLink struct {
	recordLink
	To []joinedField
}

type joinedField struct {
	Field text
	To    []recordLink // of an option without an address
}

// A joinedKind is what one field leads to, with the records that lead there.
type joinedKind struct {
	Field text
	Nodes []joinedLink
}

func networkView(w *drawn) (form, error) {
	g := networkPage{drawing: w.frame}
	for i := range w.records {
		one := joinedLink{recordLink: w.link(i)}
		for _, field := range w.view.Links {
			if f, ok := w.d.Field(field); ok {
				if to := w.ends(f, held(w.records[i], field)); len(to) > 0 {
					one.To = append(one.To, joinedField{w.fieldLabel(f), to})
				}
			}
		}
		g.Records = append(g.Records, one)
	}
	for _, field := range w.view.Links {
		if f, ok := w.d.Field(field); ok {
			g.Others = append(g.Others, joinedKind{w.fieldLabel(f), w.fromTheOtherEnd(f)})
		}
	}
	if len(w.records) > 0 {
		g.Picture = w.networkPicture(w.d.Network(w.view, w.records, w.nodeTitle))
	}
	return g, nil
}

// ends are what a field of a record leads to, as far as it is seen, each once.
func (w *drawn) ends(f register.Field, values []string) []recordLink {
	var all []recordLink
	for i, value := range values {
		if slices.Contains(values[:i], value) {
			continue
		}
		if one, ok := w.end(f, value); ok {
			all = append(all, one)
		}
	}
	return all
}

func (w *drawn) end(f register.Field, value string) (recordLink, bool) {
	to := f.LeadsTo()
	if to == "" {
		return recordLink{Title: w.optionWords(f, value)}, true
	}
	title, ok := w.titleAt(to, value)
	return recordLink{Title: title, Href: w.at(recordPath(to, value, ""))}, ok
}

// fromTheOtherEnd returns what a field leads to, by title, with the records.
func (w *drawn) fromTheOtherEnd(f register.Field) []joinedLink {
	by := map[string][]int{}
	var values []string
	for i, r := range w.records {
		for _, value := range held(r, f.Name) {
			if len(by[value]) == 0 {
				values = append(values, value)
			}
			if n := len(by[value]); n == 0 || by[value][n-1] != i {
				by[value] = append(by[value], i)
			}
		}
	}
	var all []joinedLink
	for _, value := range values {
		if one, ok := w.end(f, value); ok {
			all = append(all, joinedLink{one, []joinedField{{To: w.links(by[value])}}})
		}
	}
	slices.SortStableFunc(all, func(a, b joinedLink) int { return strings.Compare(a.Title.Words, b.Title.Words) })
	return all
}

// nodeTitle is what a node is called; "" of one that the visitor does not see.
func (w *drawn) nodeTitle(n register.NetworkNode) string {
	if n.Record >= 0 {
		return w.shownTitle(w.d, w.records[n.Record]).Words
	}
	f, _ := w.d.Field(n.Field)
	if n.Register == "" {
		return w.optionWords(f, n.Key).Words
	}
	title, _ := w.titleAt(n.Register, n.Key)
	return title.Words
}
