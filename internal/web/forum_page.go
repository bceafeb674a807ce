package web

import (
	"net/http"
	"net/url"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// forumPage asks for the names of a new forum.
type forumPage struct {
	Problem string
	Names   []textField
}

func (forumPage) template() string { return "forum_new" }

// forumPath returns the address of a page of a forum.
func forumPath(id dialogue.ForumID, rest string) string {
	return "/forums/" + url.PathEscape(dialogue.FormatID(id)) + rest
}

// chair answers who chairs nothing that there is no such page.
func (v *visitor) chair() error {
	if v.who.Role != dialogue.CoChair {
		return notFound(v)
	}
	return nil
}

func showNewForum(v *visitor) error {
	if err := v.chair(); err != nil {
		return err
	}
	return v.askForum(http.StatusOK, nil, "")
}

func (v *visitor) askForum(code int, names dialogue.Text, problem string) error {
	return v.showAs(code, v.Text("forum.title"), forumPage{problem, v.textFields("name", "forum.name", names)})
}

// postForum makes a forum.
func postForum(v *visitor) error {
	if err := v.chair(); err != nil {
		return err
	}
	names := v.text("name")
	if _, err := v.site.Node.MakeForum(v.r.Context(), v.who, names); err != nil {
		problem, other := v.problem(err)
		if other != nil {
			return err
		}
		return v.askForum(status(err), names, problem)
	}
	return v.redirect("/office")
}

// forum returns the forum in the address, for a co-chair.
func (v *visitor) forum() (dialogue.Forum, error) {
	unknown := fault.New(fault.NotFound, "refusal.forum_unknown")
	if v.who.Role != dialogue.CoChair {
		return dialogue.Forum{}, unknown
	}
	id, ok := dialogue.ParseID[dialogue.ForumID](v.r.PathValue("forum"))
	if !ok {
		return dialogue.Forum{}, unknown
	}
	all, err := v.site.Node.Forums(v.r.Context(), v.who)
	if err != nil {
		return dialogue.Forum{}, err
	}
	for _, f := range all {
		if f.ID == id {
			return f, nil
		}
	}
	return dialogue.Forum{}, unknown
}
