package dialogue

import (
	"slices"
	"strings"

	"parley/internal/fault"
)

// MostProvisions of one issue or recommendation, and MostThird parties of one
// issue.
const (
	MostProvisions = 20
	MostThird      = 30
)

// MakeIssue decides whether by may add an issue to a forum.
func MakeIssue(by Viewer, forum ForumID, sides []SideID, title Writing, provisions []Provision) (Issue, error) {
	i := Issue{Forum: forum, Version: 1}
	for _, side := range sides {
		i.Perspectives = append(i.Perspectives, Perspective{Side: side})
	}
	if by.Role != CoChair || i.index(by.Side) < 0 {
		return Issue{}, fault.New(fault.Refused, "refusal.co_chair_only")
	}
	var err error
	if i.Title, err = cleanTitle(title); err != nil {
		return Issue{}, err
	}
	i.Provisions, err = cleanProvisions(provisions)
	return i, err
}

// Edit decides on a co-chair's changes to what all sides write of an issue: its
// title, provisions, what would settle it, third parties and sources. A third
// party's view as one side sees it is that side's to write.
func (i Issue) Edit(by Viewer, seen int, edited Issue) (Issue, error) {
	switch {
	case by.Role != CoChair || i.index(by.Side) < 0:
		return i, fault.New(fault.Refused, "refusal.co_chair_only")
	case seen != i.Version:
		return i, changedMeanwhile()
	}
	next := i
	var err error
	if next.Title, err = cleanTitle(edited.Title); err != nil {
		return i, err
	}
	if next.Provisions, err = cleanProvisions(edited.Provisions); err != nil {
		return i, err
	}
	if next.Settle, err = cleanJoint(edited.Settle, LongestDescription, i.sides()); err != nil {
		return i, err
	}
	if next.Third, err = i.cleanThird(by, edited.Third); err != nil {
		return i, err
	}
	if next.Sources, err = cleanSources(edited.Sources); err != nil {
		return i, err
	}
	next.Version++
	return next, nil
}

// changedMeanwhile refuses a change of what is not any more as it was shown. It is
// not store's refusal of a stale write: to decide again would not help.
func changedMeanwhile() error { return fault.New(fault.Conflict, "refusal.changed_meanwhile") }

func cleanTitle(title Writing) (Writing, error) {
	title, err := cleanLine(title, LongestTopic)
	if err == nil && title.Empty() {
		err = fault.New(fault.Invalid, "refusal.title_missing")
	}
	return title.ofAll(), err
}

func cleanProvisions(all []Provision) ([]Provision, error) {
	if len(all) > MostProvisions {
		return nil, fault.New(fault.Invalid, "refusal.too_much", "Most", MostProvisions)
	}
	var out []Provision
	for _, p := range all {
		name, err := cleanWords(onOneLine(p.Name), LongestName)
		if err != nil {
			return nil, err
		}
		if name != "" {
			out = append(out, Provision{name, p.Inferred})
		}
	}
	return out, nil
}

func cleanSources(all []Source) ([]Source, error) {
	if len(all) > MostSources {
		return nil, fault.New(fault.Invalid, "refusal.too_much", "Most", MostSources)
	}
	var out []Source
	for _, s := range all {
		var err error
		for _, text := range []*string{&s.Work, &s.Section, &s.URL} {
			if *text, err = cleanWords(onOneLine(*text), 4*LongestName); err != nil {
				return nil, err
			}
		}
		if s == (Source{}) {
			continue
		}
		if s.Work == "" || (s.URL != "" && (!strings.HasPrefix(s.URL, "https://") || strings.ContainsAny(s.URL, " \"<>"))) {
			return nil, fault.New(fault.Invalid, "refusal.source")
		}
		out = append(out, s)
	}
	return out, nil
}

// cleanThird keeps the views of other sides as they are: what is not by's and
// not everybody's must stand as it stood.
func (i Issue) cleanThird(by Viewer, all []ThirdParty) ([]ThirdParty, error) {
	if len(all) > MostThird {
		return nil, fault.New(fault.Invalid, "refusal.too_much", "Most", MostThird)
	}
	theirs := func(t ThirdParty) bool { return t.Side != "" && t.Side != by.Side }
	same := func(a, b ThirdParty) bool {
		return a.Actor.same(b.Actor) && a.View.same(b.View) && a.Side == b.Side && a.Day == b.Day && a.Source == b.Source
	}
	if !slices.EqualFunc(chosen(all, theirs), chosen(i.Third, theirs), same) {
		return nil, fault.New(fault.Refused, "refusal.words_of_other")
	}
	old := chosen(i.Third, theirs)
	var out []ThirdParty
	for _, t := range all {
		if theirs(t) { // as it was, with what its side has approved
			out, old = append(out, old[0]), old[1:]
			continue
		}
		var err error
		if t.Actor, err = cleanLine(t.Actor, LongestName); err != nil {
			return nil, err
		}
		if t.View, err = cleanJoint(t.View, LongestDescription, i.sides()); err != nil {
			return nil, err
		}
		if t.Source, err = cleanWords(onOneLine(t.Source), LongestTopic); err != nil {
			return nil, err
		}
		if t.Actor.Empty() || t.View.Empty() {
			return nil, fault.New(fault.Invalid, "refusal.third_party")
		}
		t.Actor = t.Actor.ofAll()
		out = append(out, t)
	}
	return out, nil
}

// chosen returns those of all for which keep is true.
func chosen[T any](all []T, keep func(T) bool) []T {
	var out []T
	for _, one := range all {
		if keep(one) {
			out = append(out, one)
		}
	}
	return out
}

// index returns the position of a side's perspective, or -1.
func (i Issue) index(side SideID) int {
	return slices.IndexFunc(i.Perspectives, func(p Perspective) bool { return p.Side == side })
}

func (i Issue) sides() []SideID {
	var all []SideID
	for _, p := range i.Perspectives {
		all = append(all, p.Side)
	}
	return all
}
