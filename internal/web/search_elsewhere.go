package web

import (
	"fmt"

	"parley/internal/dialogue"
	"parley/internal/locale"
	"parley/internal/node"
)

// elsewhere is what can be found outside registers: what it is called, and where it
// stands.
var elsewhere = map[node.FoundKind]struct {
	name locale.Key
	at   string
}{
	node.FoundDialogue:       {"registers.in_dialogues", "dialogues"},
	node.FoundIssue:          {"registers.in_issues", "issues"},
	node.FoundJoint:          {"registers.in_joint", "joint"},
	node.FoundRecommendation: {"registers.in_recommendations", "recommendations"},
	node.FoundRelease:        {"registers.in_releases", "releases"},
}

// foundElsewhere returns what has some words outside registers, by kind.
func (v *visitor) foundElsewhere(words string) ([]hitGroup, error) {
	found, err := v.site.Node.Search(v.r.Context(), v.who, words)
	var groups []hitGroup
	var last node.FoundKind
	for _, f := range found {
		in := elsewhere[f.Kind]
		if f.Kind != last {
			groups = append(groups, hitGroup{Title: linkView{Title: text{Words: v.Text(in.name), Known: true}}})
			last = f.Kind
		}
		group := &groups[len(groups)-1]
		group.Rows = append(group.Rows, recordRow{Title: v.title(f.Title), Href: v.at(fmt.Sprintf("/%s/%s", in.at, dialogue.FormatID(f.ID)))})
	}
	return groups, err
}
