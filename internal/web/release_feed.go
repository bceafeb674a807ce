package web

import (
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// The elements of an Atom feed (RFC 4287) that are used here.
type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}
	atomEntry struct {
		ID      string     `xml:"id"`
		Title   atomText   `xml:"title"`
		Updated string     `xml:"updated"`
		Author  string     `xml:"author>name"`
		Links   []atomLink `xml:"link"`
		Summary *atomText  `xml:"summary"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	}
	atomText struct {
		Lang  string `xml:"xml:lang,attr,omitempty"`
		Words string `xml:",chardata"`
	}
)

// sendFeed serves what is released, for programs that look for news: the same to
// everybody. It tells the day and no time of day.
func sendFeed(v *visitor) error {
	ctx := v.r.Context()
	all, err := v.site.Node.Releases(ctx, dialogue.Viewer{})
	if err != nil {
		return err
	}
	record, err := v.site.Node.Record(ctx)
	if err != nil {
		return err
	}
	origin, _, _ := strings.Cut(record.Log, "+")
	lang := string(v.Language())
	feed := atomFeed{Lang: lang, ID: urn(origin, "releases"), Title: v.Text("site.name") + ": " + v.Text("release.title_all"),
		Links: []atomLink{{"self", "application/atom+xml", v.address() + withLang("/releases.atom", lang)},
			{"alternate", "text/html", v.address() + withLang("/releases", lang)}}}
	newest := dialogue.Day(0)
	for _, r := range all {
		feed.Entries = append(feed.Entries, v.atomEntry(origin, lang, r))
		newest = max(newest, shownOn(r.Release))
	}
	if newest == 0 {
		newest = v.today()
	}
	feed.Updated = midnight(newest)
	return v.sendFeed(feed, lang)
}

// sendFeed answers with a feed in a language.
func (v *visitor) sendFeed(feed atomFeed, lang string) error {
	body, err := xml.MarshalIndent(feed, "", " ")
	if err != nil {
		return fmt.Errorf("write the feed: %w", err)
	}
	v.w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	v.w.Header().Set("Content-Language", lang)
	v.w.Header().Set("Vary", "Accept-Language")
	v.serveKept(append([]byte(xml.Header), append(body, '\n')...))
	return nil
}

func (v *visitor) atomEntry(origin, lang string, r node.ReleaseView) atomEntry {
	title := v.releaseTitle(r)
	e := atomEntry{ID: urn(origin, dialogue.FormatID(r.Release.ID)), Title: atomText{title.Lang, title.Words}, Updated: midnight(shownOn(r.Release)),
		Author: v.in(r.Forum.Names).Words, Links: []atomLink{{"alternate", "text/html", v.address() + withLang(releasePath(r.Release.ID, ""), lang)}}}
	if summary := v.in(r.Summary); summary.Words != "" {
		e.Summary = &atomText{summary.Lang, summary.Words}
	}
	return e
}

// midnight is when a day begins, as Atom writes it.
func midnight(d dialogue.Day) string { return d.String() + "T00:00:00Z" }

// urn is a name that a thing of a record keeps wherever the node is moved: a
// UUID of version 8 (RFC 9562), made of a hash.
func urn(origin, what string) string {
	sum := sha256.Sum256([]byte("parley feed\x00" + origin + "\x00" + what))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
