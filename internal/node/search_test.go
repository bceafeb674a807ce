package node_test

import (
	"testing"

	"parley/internal/dialogue"
	"parley/internal/node"
)

// Words are found in what the viewer may see, in any form and language; a sealed
// perspective is not there for the other side.
func TestSearch(t *testing.T) {
	w := newWorld(t)
	chair, other := w.chair("armenia"), w.chair("azerbaijan")
	title := dialogue.Writing{Original: "az", Text: dialogue.Text{"az": "Quyular və bulaqlar", "hy": "Ջրհորներ և աղբյուրներ"}, Approved: []dialogue.Language{"hy"}}
	issue, err := w.AddIssue(t.Context(), other, w.forum, title, nil)
	w.must(err)
	_, err = w.WriteClaim(t.Context(), chair, issue, dialogue.Claim{Holder: dialogue.Delegation, Words: said("The refugees return.")})
	w.must(err)
	found := func(v dialogue.Viewer, words string) int {
		t.Helper()
		all, err := w.Search(t.Context(), v, words)
		w.must(err)
		for _, one := range all {
			if one.Kind != node.FoundIssue || one.ID != int64(issue) || one.Title.Text["az"] == "" {
				t.Errorf("%q found %+v", words, one)
			}
		}
		return len(all)
	}
	for words, want := range map[string]int{"quyu": 1, "гују": 1, "ջրհորը": 1, "bulaqlarda": 1, "quyu bulaq": 1, "quyu dağ": 0, "": 0, "—": 0} {
		if got := found(other, words); got != want {
			t.Errorf("%q found %d, want %d", words, got, want)
		}
	}
	if found(chair, "refugee returns") != 1 {
		t.Error("the own perspective is not found")
	}
	if found(other, "refugee") != 0 {
		t.Error("a sealed perspective is found by the other side")
	}
	if found(dialogue.Viewer{}, "quyu") != 0 {
		t.Error("the public finds what a forum works on")
	}
}
