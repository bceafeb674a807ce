package web

import (
	"net/http"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// newDialoguePage asks which kind a dialogue is to be: the one thing that
// cannot be changed later (RULINGS R12).
type newDialoguePage struct {
	Problem string
	Path    string
	Forum   text
	Kinds   []kindPick
}

func (newDialoguePage) template() string { return "dialogue_new" }

// A kindPick offers a kind with what follows from it.
type kindPick struct {
	pick
	Follows []string
}

// kindFollows says what follows from a kind.
var kindFollows = map[dialogue.Kind][]locale.Key{
	dialogue.Named:     {"make.named_for", "make.named_codes", "make.named_script", "make.named_counts"},
	dialogue.Protected: {"make.protected_for", "make.protected_codes", "make.protected_script", "make.protected_counts"},
}

func (v *visitor) kindPicks(chosen string) []kindPick {
	var all []kindPick
	for _, kind := range []dialogue.Kind{dialogue.Named, dialogue.Protected} {
		k := kindPick{pick: pick{Value: string(kind), Label: v.Text(locale.Key("kind." + string(kind))), Chosen: chosen == string(kind)}}
		for _, key := range kindFollows[kind] {
			k.Follows = append(k.Follows, v.Text(key))
		}
		all = append(all, k)
	}
	return all
}

func showNewDialogue(v *visitor) error {
	f, err := v.forum()
	if err != nil {
		return err
	}
	return v.askKind(http.StatusOK, f, "")
}

func (v *visitor) askKind(code int, f dialogue.Forum, problem string) error {
	return v.showAs(code, v.Text("make.title"), newDialoguePage{problem, v.r.URL.Path, v.in(f.Names), v.kindPicks(v.field("kind"))})
}

// postDialogue makes a dialogue that is being prepared, and goes on to its
// settings.
func postDialogue(v *visitor) error {
	f, err := v.forum()
	if err != nil {
		return err
	}
	kind := dialogue.Kind(v.field("kind"))
	id, err := v.site.Node.MakeDialogue(v.r.Context(), v.who, f.ID, kind, dialogue.DefaultSettings(kind))
	if err != nil {
		problem, other := v.problem(err)
		if other != nil {
			return err
		}
		return v.askKind(status(err), f, problem)
	}
	return v.redirect(pathOf(id, "/settings"))
}
