package web

import (
	"cmp"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
)

// A linksField asks for records of a register by their keys. Where there are few of
// them all are offered, else those that are found by words.
type linksField struct {
	Name    string
	Rows    []linkField
	Offered []pick // all that there are; none where there are too many
	Find    string // the words that were searched for
	Finds   bool   // there are too many to be offered all
	Found   []pick
	Nothing bool // nothing was found
}

type linkField struct {
	Name, Label, Key string
	Title            text // of what the key leads to
	Role             writingField
}

// mostFound is how many records a search in a form shows.
const mostFound = 20

// linkTargets are the records to which a link can lead.
type linkTargets struct {
	picks  []pick
	titles map[string]dialogue.Writing
	all    bool
}

// targets looks up what is in a register, as far as the visitor sees it.
func (m *fieldMaker) targets(to register.Name) (*linkTargets, error) {
	if t := m.looked[to]; t != nil {
		return t, nil
	}
	t := &linkTargets{titles: map[string]dialogue.Writing{}}
	m.looked[to] = t
	page, err := m.site.Node.FindRecords(m.r.Context(), m.who, to, register.Query{Size: register.MostOnPage, Language: dialogue.Language(m.Language())})
	if err != nil {
		return t, err
	}
	t.all = page.Found.Total <= len(page.Records)
	for _, r := range page.Records {
		title := recordTitle(page.Definition, r.Record)
		t.titles[r.Key] = title
		if t.all {
			words := m.title(title)
			t.picks = append(t.picks, pick{Value: r.Key, Label: cut(words.Words, 80), Lang: words.Lang})
		}
	}
	return t, nil
}

func (m *fieldMaker) links(f register.Field, all []register.Link) (linksField, error) {
	g := linksField{Name: fieldName(f), Find: strings.TrimSpace(m.field(fieldName(f) + ".find"))}
	t, err := m.targets(f.LeadsTo())
	if err != nil {
		return g, err
	}
	g.Offered, g.Finds = t.picks, !t.all
	n := m.rows(f, len(all), fewPlaces)
	for i := range n {
		link, name := nth(all, i), placeName(f, i)
		row := linkField{Name: name, Label: m.Text("recordform.key"), Key: link.Key, Role: m.ask(name+".role", m.Text("recordform.role"), link.Role, 1)}
		if n > 1 {
			row.Label = m.Text("recordform.key_number", "Number", i+1)
		}
		if row.Title, err = m.titleAt(f.LeadsTo(), t, link.Key); err != nil {
			return g, err
		}
		g.Rows = append(g.Rows, row)
	}
	if g.Finds && m.field("do") == "find:"+f.Name && g.Find != "" {
		g.Found, err = m.find(f.LeadsTo(), g.Find)
		g.Nothing = len(g.Found) == 0
	}
	return g, err
}

// titleAt is the title of what a key leads to; none where the visitor sees nothing.
func (m *fieldMaker) titleAt(to register.Name, t *linkTargets, key string) (text, error) {
	if key == "" {
		return text{}, nil
	}
	title, known := t.titles[key]
	if !known && !t.all {
		d, r, err := m.site.Node.RecordIn(m.r.Context(), m.who, to, key)
		if fault.KindOf(err) == fault.NotFound {
			return text{}, nil
		}
		if err != nil {
			return text{}, err
		}
		title = recordTitle(d, r.Record)
		t.titles[key] = title
	}
	return m.title(title), nil
}

// find offers the records that have the words.
func (m *fieldMaker) find(to register.Name, words string) ([]pick, error) {
	page, err := m.site.Node.FindRecords(m.r.Context(), m.who, to, register.Query{Words: words, Size: mostFound, Language: dialogue.Language(m.Language())})
	var all []pick
	for _, r := range page.Records {
		title := m.title(recordTitle(page.Definition, r.Record))
		all = append(all, pick{Value: r.Key, Label: cut(cmp.Or(title.Words, r.Key), 160), Lang: title.Lang})
	}
	return all, err
}
