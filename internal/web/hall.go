package web

import (
	"net/url"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/locale"
)

// A hall is what all pages have on which a forum's people work.
type hall struct {
	Forum   text
	Path    string // of the forum
	Places  []option
	Problem string
	Stale   bool // somebody else was first: what stands now is shown beside what was typed
	Saved   bool
}

// workplaces are where the work of a forum is.
var workplaces = []struct {
	rest  string
	label locale.Key
}{
	{"/issues", "hall.issues"}, {"/joint", "hall.joint"}, {"/recommendations", "hall.recommendations"},
	{"/reports", "hall.reports"}, {"/proposals", "hall.proposals"},
}

// hall returns that of a forum for one of its pages. here is the place to which
// the page belongs; refused is why a form is shown again, or nil.
func (v *visitor) hall(f dialogue.Forum, here string, refused error) hall {
	h := hall{Forum: v.in(f.Names), Path: forumPath(f.ID, ""), Saved: refused == nil && v.done("saved"),
		Stale: refused != nil && fault.KindOf(refused) == fault.Conflict}
	if refused != nil {
		h.Problem, _ = v.problem(refused)
	}
	for _, p := range workplaces {
		if p.rest == "/proposals" && !v.edits(f) {
			continue
		}
		h.Places = append(h.Places, option{Label: v.Text(p.label), Href: v.at(forumPath(f.ID, p.rest)), Current: p.rest == here})
	}
	return h
}

// sendIn answers with a page of a forum that is at home at an address. What is
// of the reference case says so on every page.
func (v *visitor) sendIn(code int, f dialogue.Forum, address, title string, body form) error {
	g := v.page(title, body)
	if f.Example {
		g.Notice = v.Text("hall.example")
	}
	for i, l := range g.Languages {
		g.Languages[i].Href = withLang(address, l.Lang)
	}
	return v.send(code, g)
}

// again decides what to answer to a form that was refused: the status with which
// it is shown once more, or the error where nothing of it can be mended.
func (v *visitor) again(refused error) (int, error) {
	if _, other := v.problem(refused); other != nil {
		return 0, refused
	}
	return status(refused), nil
}

// hallForum returns the forum in the address, to those who may see its work.
func (v *visitor) hallForum() (dialogue.Forum, error) {
	id, ok := dialogue.ParseID[dialogue.ForumID](v.r.PathValue("forum"))
	if !ok {
		return dialogue.Forum{}, fault.New(fault.NotFound, "refusal.forum_unknown")
	}
	return v.site.Node.Forum(v.r.Context(), v.who, id)
}

// writes reports whether the visitor writes in the perspective of a side.
func (v *visitor) writes() bool {
	return v.who.Role == dialogue.CoChair || v.who.Role == dialogue.Moderator
}

// edits reports whether the visitor changes what all sides of a forum write. Of an
// example nobody does.
func (v *visitor) edits(f dialogue.Forum) bool {
	return v.who.Role == dialogue.CoChair && !f.Example
}

// writer answers who writes in no perspective that there is no such page.
func (v *visitor) writer() error {
	if !v.writes() {
		return notFound(v)
	}
	return nil
}

// chairs serves co-chairs. To others there is no such page.
func chairs(serve func(*visitor) error) func(*visitor) error {
	return func(v *visitor) error {
		if err := v.chair(); err != nil {
			return err
		}
		return serve(v)
	}
}

// writers serves those who write in a side's perspective.
func writers(serve func(*visitor) error) func(*visitor) error {
	return func(v *visitor) error {
		if err := v.writer(); err != nil {
			return err
		}
		return serve(v)
	}
}

// alternate returns the sides in the order of a section: with each the next side
// is named first, whoever reads.
func (v *visitor) alternate(sides []dialogue.Side, section int) sideList {
	var list sideList
	for i, s := range sides {
		list = append(list, namedSide{ID: s.ID, Name: v.in(s.Names), Class: sideClass(i), Languages: s.Languages})
	}
	if len(list) == 0 {
		return nil
	}
	first := section % len(list)
	return append(list[first:len(list):len(list)], list[:first]...)
}

// workPath returns the address of something that a forum keeps.
func workPath[T ~int64](kind string, id T, rest string) string {
	return "/" + kind + "/" + url.PathEscape(dialogue.FormatID(id)) + rest
}

func issuePath(id dialogue.IssueID, rest string) string   { return workPath("issues", id, rest) }
func jointPath(id dialogue.JointID, rest string) string   { return workPath("joint", id, rest) }
func reportPath(id dialogue.ReportID, rest string) string { return workPath("reports", id, rest) }
func recommendationPath(id dialogue.RecommendationID, rest string) string {
	return workPath("recommendations", id, rest)
}
