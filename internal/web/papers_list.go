package web

import (
	"slices"
	"strings"
	"sync"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/report"
)

// canonicalName is under which the bytes of a document are kept with what was
// rendered from it.
const canonicalName = "document.json"

// A paperGroup is the files of one edition.
type paperGroup struct {
	Edition string
	Title   string
	Rows    []paperRow
}

// A paperRow is the files of one edition in one language.
type paperRow struct {
	Code, Language string
	Papers         []paper
}

// A paper is a file to download.
type paper struct{ Label, Href, Size string }

// formats are the forms in which there are files, in the order in which they are
// offered.
var formats = []struct{ ending, label string }{{".html", "HTML"}, {".pdf", "PDF"}, {".docx", "DOCX"}, {".md", "Markdown"}}

// paperGroups sorts renderings, which are named "<edition>.<language>.<format>",
// by edition and language. Sizes may be nil.
func (v *visitor) paperGroups(names []string, list sideList, base string, sizes map[string]int) []paperGroup {
	var groups []paperGroup
	add := func(edition, title string) {
		g := paperGroup{Edition: edition, Title: title}
		for _, l := range locale.Languages() {
			row := paperRow{Code: string(l), Language: v.LanguageName(string(l))}
			for _, f := range formats {
				name := edition + "." + string(l) + f.ending
				if slices.Contains(names, name) {
					row.Papers = append(row.Papers, paper{f.label, base + name, v.size(sizes[name])})
				}
			}
			if len(row.Papers) > 0 {
				g.Rows = append(g.Rows, row)
			}
		}
		if len(g.Rows) > 0 {
			groups = append(groups, g)
		}
	}
	add(report.Neutral, v.Text("edition.link_neutral"))
	for _, side := range list {
		add(string(side.ID), v.Text("edition.link", "Party", side.Name.Words))
	}
	return groups
}

// languagesOf lists the languages of renderings by name.
func (v *visitor) languagesOf(names []string) string {
	all := ""
	for _, l := range locale.Languages() {
		if slices.ContainsFunc(names, func(name string) bool { return strings.Contains(name, "."+string(l)+".") }) {
			all = listed(all, v.LanguageName(string(l)))
		}
	}
	return all
}

// size says how many thousand bytes a file has; "" of one that is not known.
func (v *visitor) size(n int) string {
	if n == 0 {
		return ""
	}
	return v.Text("release.size", "Size", (n+999)/1000)
}

// paperSizes remembers how long the files of releases are: their bytes never
// change.
type paperSizes struct {
	mu    sync.Mutex
	known map[dialogue.ReleaseID]map[string]int
}

// of returns the sizes of the files of a release that the visitor sees.
func (s *paperSizes) of(v *visitor, r node.ReleaseView) (map[string]int, error) {
	s.mu.Lock()
	known := s.known[r.Release.ID]
	s.mu.Unlock()
	if known != nil {
		return known, nil
	}
	known = map[string]int{}
	for _, name := range r.Files {
		body, err := v.site.Node.ReleaseFile(v.r.Context(), v.who, r.Release.ID, name)
		if err != nil {
			return nil, err
		}
		known[name] = len(body)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil {
		s.known = map[dialogue.ReleaseID]map[string]int{}
	}
	s.known[r.Release.ID] = known
	return known, nil
}
