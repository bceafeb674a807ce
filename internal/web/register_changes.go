package web

import (
	"fmt"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
)

// sendChanges serves what changed in all registers, for programs that look for news:
// the same to everybody.
func sendChanges(v *visitor) error { return v.sendChanges(nil, "/registers/changes") }

// sendChanges serves the news of a register, or of all. It tells the day and no time
// of day.
func (v *visitor) sendChanges(d *register.Definition, page string) error {
	ctx := v.r.Context()
	hits, err := v.site.Node.RecentChanges(ctx, dialogue.Viewer{}, registerNameOf(d))
	if err != nil {
		return err
	}
	record, err := v.site.Node.Record(ctx)
	if err != nil {
		return err
	}
	origin, _, _ := strings.Cut(record.Log, "+")
	lang := string(v.Language())
	title := v.Text("registers.title")
	if d != nil {
		title = v.in(d.Title).Words
	}
	feed := atomFeed{Lang: lang, ID: urn(origin, "registers/"+string(registerNameOf(d))), Title: v.Text("site.name") + ": " + title,
		Updated: midnight(v.today()), Links: []atomLink{{"self", "application/atom+xml", v.address() + withLang(v.r.URL.Path, lang)},
			{"alternate", "text/html", v.address() + withLang(page, lang)}}}
	if len(hits) > 0 {
		feed.Updated = midnight(hits[0].Changed)
	}
	for _, h := range hits {
		feed.Entries = append(feed.Entries, v.changeEntry(origin, lang, h))
	}
	return v.sendFeed(feed, lang)
}

// changeEntry is one version of a record as news.
func (v *visitor) changeEntry(origin, lang string, h node.Hit) atomEntry {
	title, path := v.shownTitle(h.Definition, h.Record), recordPath(h.Definition.Name, h.Key, "")
	what := fmt.Sprintf("registers/%s/%s/%d", h.Definition.Name, h.Key, h.Version)
	return atomEntry{ID: urn(origin, what), Title: atomText{title.Lang, title.Words}, Updated: midnight(h.Changed), Author: v.Text("site.name"),
		Links:   []atomLink{{"alternate", "text/html", v.address() + withLang(path, lang)}},
		Summary: &atomText{"", v.in(h.Definition.Title).Words + ": " + v.lastChange(h)}}
}
