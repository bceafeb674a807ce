package web

import (
	"net/url"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// releasesPage lists what every side approved and everybody may read.
type releasesPage struct {
	Rows []releaseRow
	Feed string
}

func (releasesPage) template() string { return "releases" }

// A releaseRow is one release in a list.
type releaseRow struct {
	Title   text
	Href    string
	Forum   text
	Edition string
	Day     string
	Notes   []string // why not everybody sees it; for co-chairs
	Summary text
	Gone    bool // taken back by every side
	Example bool
}

func releasePath(id dialogue.ReleaseID, rest string) string {
	return "/releases/" + url.PathEscape(dialogue.FormatID(id)) + rest
}

func showReleases(v *visitor) error {
	all, err := v.site.Node.Releases(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	g := releasesPage{Feed: v.at("/releases.atom")}
	for _, r := range all {
		row, err := v.releaseRow(r)
		if err != nil {
			return err
		}
		g.Rows = append(g.Rows, row)
	}
	p := v.page(v.Text("release.title_all"), g)
	p.Feed = g.Feed
	return v.sendKept(p)
}

func (v *visitor) releaseRow(r node.ReleaseView) (releaseRow, error) {
	notes, err := v.hiddenBecause(r)
	return releaseRow{Title: v.releaseTitle(r), Href: v.at(releasePath(r.Release.ID, "")), Forum: v.in(r.Forum.Names),
		Edition: v.Text("release.number", "Number", r.Release.Number), Day: shownOn(r.Release).String(), Notes: notes,
		Summary: v.firstWords(r.Summary), Gone: r.Release.Redacted, Example: r.Release.Example}, err
}

// releaseTitle is that of a report, or says that it was taken back.
func (v *visitor) releaseTitle(r node.ReleaseView) text {
	if r.Release.Redacted {
		return text{Words: v.Text("release.gone"), Known: true}
	}
	if t := v.title(r.Title); t.Words != "" {
		return t
	}
	return text{Words: v.Text("release.untitled"), Known: true}
}

// shownOn is the first day on which everybody could see a release.
func shownOn(r dialogue.Release) dialogue.Day { return max(r.On, r.Embargo) }

// firstWords is how a summary begins, in the reader's language or another that
// it has.
func (v *visitor) firstWords(summary dialogue.Text) text {
	const most = 40
	t := v.in(summary)
	if words := strings.Fields(t.Words); len(words) > most {
		t.Words = strings.Join(words[:most], " ") + " …"
	}
	return t
}

// hiddenBecause says to co-chairs why not everybody sees a release.
func (v *visitor) hiddenBecause(r node.ReleaseView) ([]string, error) {
	if r.Shown {
		return nil, nil
	}
	list, err := v.sideList(r.Release.Number)
	if err != nil {
		return nil, err
	}
	var all []string
	if r.Release.StoppedBy != "" {
		all = append(all, v.Text("release.stopped", "Side", list.name(r.Release.StoppedBy)))
	}
	if r.Release.Embargo > v.today() {
		all = append(all, v.Text("release.embargoed", "Day", r.Release.Embargo.String()))
	}
	record, err := v.site.Node.Record(v.r.Context())
	if err != nil {
		return nil, err
	}
	var missing []dialogue.SideID
	for _, side := range list {
		if record.Cosigned[side.ID] <= r.Release.Entry {
			missing = append(missing, side.ID)
		}
	}
	if len(missing) > 0 {
		all = append(all, v.Text("release.unwitnessed", "Sides", list.names(missing)))
	}
	return all, nil
}
