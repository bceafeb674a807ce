package node

import (
	"context"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/language"
)

// A FoundKind is what was found outside registers.
type FoundKind string

// The kinds.
const (
	FoundDialogue       FoundKind = "dialogue"
	FoundIssue          FoundKind = "issue"
	FoundJoint          FoundKind = "joint"
	FoundRecommendation FoundKind = "recommendation"
	FoundRelease        FoundKind = "release"
)

// Found is something outside registers that has the words that were searched for.
type Found struct {
	Kind  FoundKind
	ID    int64 // of that kind
	Title dialogue.Writing
}

// MostFound of each kind.
const MostFound = 20

// Search returns what a viewer may see outside registers that has all the words:
// topics of dialogues, issues with their claims, joint texts, recommendations, and
// what was released. Each kind is in the order in which its list shows it; nothing
// is ranked (RULINGS R5). It reads what it searches: there are hundreds of these, not
// hundreds of thousands.
func (n *Node) Search(ctx context.Context, v dialogue.Viewer, words string) ([]Found, error) {
	s := &search{want: language.Words(words)}
	if len(s.want) == 0 {
		return nil, nil
	}
	dialogues, err := n.Dialogues(ctx, v)
	if err != nil {
		return nil, err
	}
	for _, d := range dialogues {
		s.look(FoundDialogue, int64(d.ID), whole(d.Settings.Topic), whole(d.Settings.Description))
	}
	releases, err := n.Releases(ctx, v)
	if err != nil {
		return nil, err
	}
	for _, r := range releases {
		if !r.Shown {
			continue
		}
		said := []dialogue.Writing{r.Title, whole(r.Summary)}
		if r.Document != nil {
			for _, one := range r.Document.Recommendations {
				said = append(said, one.Action)
			}
		}
		s.look(FoundRelease, int64(r.Release.ID), said...)
	}
	if !v.MaySeeForum(dialogue.TheirIssues) {
		return s.found, nil
	}
	forums, err := n.Forums(ctx, v)
	if err != nil {
		return nil, err
	}
	for _, f := range forums {
		if err := n.searchForum(ctx, v, f.ID, s); err != nil {
			return nil, err
		}
	}
	return s.found, nil
}

// searchForum looks through what a forum keeps, as the viewer sees it: of another
// side's sealed perspective nothing is there.
func (n *Node) searchForum(ctx context.Context, v dialogue.Viewer, id dialogue.ForumID, s *search) error {
	issues, err := n.Issues(ctx, v, id)
	if err != nil {
		return err
	}
	for _, i := range issues {
		said := []dialogue.Writing{i.Issue.Title}
		for _, p := range i.Issue.Perspectives {
			for _, c := range p.Claims {
				said = append(said, c.Words)
			}
		}
		s.look(FoundIssue, int64(i.Issue.ID), said...)
	}
	joint, err := n.JointTexts(ctx, v, id)
	if err != nil {
		return err
	}
	for _, j := range joint {
		s.look(FoundJoint, int64(j.ID), j.Words)
	}
	recommendations, err := n.Recommendations(ctx, v, id, "", "")
	if err != nil {
		return err
	}
	for _, r := range recommendations {
		s.look(FoundRecommendation, int64(r.ID), append([]dialogue.Writing{r.Action}, r.Components...)...)
	}
	return nil
}

// whole is a text that every side has in every language that it is in.
func whole(t dialogue.Text) dialogue.Writing {
	_, in := t.In("en")
	w := dialogue.Writing{Original: in, Text: t}
	for _, l := range dialogue.Languages() {
		if l != in && t[l] != "" {
			w.Approved = append(w.Approved, l)
		}
	}
	return w
}

type search struct {
	want  []language.Word
	found []Found
	kind  FoundKind
	many  int // found of kind
}

// look takes what has all the words that are wanted, in whichever language it may be
// read. The first of what is said is its title.
func (s *search) look(kind FoundKind, id int64, said ...dialogue.Writing) {
	if s.kind != kind {
		s.kind, s.many = kind, 0
	}
	if s.many == MostFound {
		return
	}
	var there []language.Word
	for _, w := range said {
		for _, l := range dialogue.Languages() {
			if l == w.Original || slices.Contains(w.Approved, l) {
				there = append(there, language.Words(w.Text[l])...)
			}
		}
	}
	for _, want := range s.want {
		if !slices.ContainsFunc(there, want.Same) {
			return
		}
	}
	s.many++
	s.found = append(s.found, Found{kind, id, said[0]})
}
