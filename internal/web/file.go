package web

import (
	"fmt"
	"html/template"
	"io"
	"slices"

	"parley/internal/locale"
	"parley/internal/report"
)

// FileOptions are the choices for a page that stands alone.
type FileOptions struct {
	Language  string // as in a link; English when it is none of ours
	Edition   string // the side named first; "" for the neutral edition
	Positions bool   // positions of people instead of the density: the operator's own choice
}

// WriteFile writes the whole result as one HTML file that needs nothing else:
// the stylesheet stands in it, all statements with all their numbers too, and
// its own policy forbids everything but that stylesheet. It returns an error
// when the edition is of no side of r, or when w fails.
func WriteFile(w io.Writer, r *report.Result, o FileOptions) error {
	if r == nil {
		r = &report.Result{}
	}
	if o.Edition != "" && !slices.Contains(editions(r), o.Edition) {
		return fmt.Errorf("write page: no side %q to name first", o.Edition)
	}
	p := locale.For(locale.Choose(o.Language, ""))
	words := newWorder(r, p)
	g := newPage(r, p, query{Edition: o.Edition}, "", "")
	g.Home, g.Sheet, g.Languages, g.Editions = "", "", nil, nil
	g.Style = template.CSS(stylesheet)
	g.Policy = "default-src 'none'; style-src " + stylePolicy() + "; base-uri 'none'; form-action 'none'"
	g.Body = words.newOverview(layout{
		statement: func(i int) string { return "#" + anchor(i) },
		list:      func(query) string { return "" },
		points:    o.Positions,
		details:   true,
		order:     func(section int) []party { return order(words.all, words.kind, o.Edition, section) },
	})
	page, err := render(g)
	if err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	if _, err := w.Write(page); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}
