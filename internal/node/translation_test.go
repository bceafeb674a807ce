package node_test

import (
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// A translation is released by a proposal of its own, once, and is hidden with
// what it is a translation of (R15, S171).
func TestTranslation(t *testing.T) {
	w := newWorld(t)
	j := newJury(t, "azerbaijan", "armenia")
	j.sit(w)
	a := w.agree()
	id := w.release(j, a.report)
	want := dialogue.Act{Kind: dialogue.ActTranslation, Release: dialogue.FormatID(id), Language: "hy"}
	_, err := w.ProposeForum(t.Context(), w.chair("armenia"), w.forum, want)
	if fault.KindOf(err) != fault.Refused {
		t.Errorf("a translation without a translated word: %v", err)
	}
	w.edit(a.report, func(r *dialogue.Report) {
		r.Parts[dialogue.PartMandate] = dialogue.Writing{Original: "en", Approved: []dialogue.Language{"hy"},
			Text: dialogue.Text{"en": "Asked by the two forums of villages.", "hy": "Խնդրել են գյուղերի երկու ֆորումները։"}}
	})
	p, err := w.ProposeForum(t.Context(), w.chair("azerbaijan"), w.forum, want)
	w.must(err)
	j.approve(w, p, "azerbaijan", "armenia")
	w.must(w.Reach(t.Context()))
	_, err = w.ProposeForum(t.Context(), w.chair("armenia"), w.forum, want)
	if fault.KindOf(err) != fault.Refused {
		t.Errorf("the same translation a second time: %v", err)
	}
	view, err := w.Release(t.Context(), dialogue.Viewer{}, id)
	w.must(err)
	if len(view.Translations) != 1 {
		t.Fatalf("%d translations", len(view.Translations))
	}
	other := view.Translations[0].ID
	w.checkRelease(j, other)
	w.must(w.StopRelease(t.Context(), w.chair("armenia"), id))
	if _, err := w.Release(t.Context(), dialogue.Viewer{}, other); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the translation of what was stopped: %v", err)
	}
}
