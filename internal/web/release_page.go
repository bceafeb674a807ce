package web

import (
	"html/template"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/locale"
	"parley/internal/node"
	"parley/internal/report"
)

// releasePage shows what was released: in short, who approved it, whole, and as
// files to keep and to check.
type releasePage struct {
	Title     text
	Path      string
	Forum     text
	Edition   string
	Day       string
	Hidden    []string // why not everybody sees it; for co-chairs
	Gone      bool
	Example   bool
	Of        *option // the release of which it is a translation
	Others    []option
	Summary   []text
	Approvals []string
	Checked   checked
	Editions  []option
	Document  template.HTML
	Here      []paper      // the edition that is shown, as files
	Papers    []paperGroup // every edition
	Bundle    string       // address; "" as long as there is none
	Canonical *paper       // the document's own bytes
	Command   string
	Stop      bool
	Resume    string
	Mark      string // what a printed copy says of where it is from
}

func (releasePage) template() string { return "release" }

func unknownRelease() error { return fault.New(fault.NotFound, "refusal.release_unknown") }

// releaseID returns the release that the address names.
func (v *visitor) releaseID() (dialogue.ReleaseID, error) {
	id, ok := dialogue.ParseID[dialogue.ReleaseID](v.r.PathValue("release"))
	if !ok {
		return 0, unknownRelease()
	}
	return id, nil
}

func showRelease(v *visitor) error {
	id, err := v.releaseID()
	if err != nil {
		return err
	}
	r, err := v.site.Node.Release(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	return v.showRelease(r)
}

func (v *visitor) showRelease(r node.ReleaseView) error {
	edition := report.Edition(v.r.URL.Query().Get("edition"))
	if edition != "" && !slices.ContainsFunc(r.Sides, func(s dialogue.Side) bool { return string(s.ID) == string(edition) }) {
		return notFound(v)
	}
	list := v.alternate(r.Sides, r.Release.Number)
	chair := v.who.Role == dialogue.CoChair
	g := releasePage{Title: v.releaseTitle(r), Path: releasePath(r.Release.ID, ""), Forum: v.in(r.Forum.Names), Day: shownOn(r.Release).String(),
		Edition: v.Text("release.number", "Number", r.Release.Number), Gone: r.Release.Redacted, Example: r.Release.Example,
		Stop: chair && r.Release.StoppedBy == "" && !r.Release.Redacted, Mark: v.address() + releasePath(r.Release.ID, "")}
	if chair && r.Release.StoppedBy != "" {
		g.Resume = v.at(forumPath(r.Forum.ID, "/proposals"))
	}
	var err error
	if g.Hidden, err = v.hiddenBecause(r); err != nil {
		return err
	}
	if err := v.addOthers(&g, r); err != nil {
		return err
	}
	if !r.Release.Redacted {
		if err := v.addDocument(&g, r, edition, list); err != nil {
			return err
		}
	}
	p := v.page(g.Title.Words, g)
	p.Feed = v.at("/releases.atom")
	p.Up = &option{Label: v.Text("release.title_all"), Href: v.at("/releases")}
	return v.sendKept(p)
}

// addDocument adds what there is to read, to check and to keep.
func (v *visitor) addDocument(g *releasePage, r node.ReleaseView, edition report.Edition, list sideList) error {
	language := string(v.Language())
	g.Summary = v.summary(r.Summary)
	g.Document = template.HTML(report.HTMLBody(*r.Document, edition, language, 2))
	g.Editions = append(g.Editions, option{Label: v.Text("edition.link_neutral"), Href: v.at(g.Path), Current: edition == ""})
	for _, side := range list {
		g.Editions = append(g.Editions, option{Label: v.Text("edition.link", "Party", side.Name.Words),
			Href: v.at(g.Path + "?edition=" + string(side.ID)), Current: string(edition) == string(side.ID)})
	}
	sizes, err := v.site.sizes.of(v, r)
	if err != nil {
		return err
	}
	g.Papers = v.paperGroups(r.Files, list, g.Path+"/files/", sizes)
	shown := report.Neutral
	if edition != "" {
		shown = string(edition)
	}
	for _, group := range g.Papers {
		for _, row := range group.Rows {
			if group.Edition == shown && row.Code == language {
				g.Here = row.Papers
			}
		}
	}
	if slices.Contains(r.Files, canonicalName) {
		g.Canonical = &paper{Label: "JSON", Href: g.Path + "/files/" + canonicalName, Size: v.size(sizes[canonicalName])}
	}
	if r.Bundle != nil {
		g.Checked = v.checked(r.Verdict, list)
		g.Approvals = v.approvals(r.Verdict, list)
		g.Bundle = g.Path + "/bundle"
		g.Command = "parley verify " + bundleName(r.Release.ID) + " --trust trust.txt"
	}
	return nil
}

// summary is the plain words in the reader's language, or in every one that they
// have.
func (v *visitor) summary(t dialogue.Text) []text {
	l := dialogue.Language(v.Language())
	if t[l] != "" {
		return []text{v.words(t[l], l)}
	}
	var all []text
	for _, l := range dialogue.Languages() {
		if t[l] != "" {
			all = append(all, v.words(t[l], l))
		}
	}
	return all
}

// addOthers links the other editions of the same report, and its translations.
func (v *visitor) addOthers(g *releasePage, r node.ReleaseView) error {
	if of := r.Release.Of; of != 0 {
		g.Of = &option{Label: v.Text("release.of", "Language", v.LanguageName(string(r.Release.Language))), Href: v.at(releasePath(of, ""))}
	}
	all, err := v.site.Node.Releases(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.Release.Report != r.Release.Report || other.Release.ID == r.Release.ID || other.Release.ID == r.Release.Of {
			continue
		}
		label := locale.Key("release.earlier")
		if other.Release.Number > r.Release.Number {
			label = "release.later"
		}
		g.Others = append(g.Others, option{Label: v.Text(label, "Number", other.Release.Number, "Day", shownOn(other.Release).String()),
			Href: v.at(releasePath(other.Release.ID, ""))})
	}
	for _, t := range r.Translations {
		g.Others = append(g.Others, option{Label: v.Text("release.translated", "Language", v.LanguageName(string(t.Language)), "Day", shownOn(t).String()),
			Href: v.at(releasePath(t.ID, ""))})
	}
	return nil
}

// postReleaseStop hides a release from everybody but co-chairs: by one side,
// alone, at once.
func postReleaseStop(v *visitor) error {
	id, err := v.releaseID()
	if err != nil {
		return err
	}
	if err := v.site.Node.StopRelease(v.r.Context(), v.who, id); err != nil {
		return err
	}
	return v.redirect(releasePath(id, ""))
}
