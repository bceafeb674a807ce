package node_test

import (
	"os"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// From a recommendation that was released to what both sides say was done about it.
func TestRecommendationBecomesACommitment(t *testing.T) {
	w := newWorld(t)
	all, err := register.Load(os.DirFS("../../registers"))
	w.must(err)
	w.Options.Registers = all
	j := newJury(t, "armenia", "azerbaijan")
	j.sit(w)
	a := w.agree()
	chair := w.chair("azerbaijan")
	_, err = w.CommitTo(t.Context(), chair, a.asks)
	wantRefusal(t, err, "refusal.recommendation_not_released")
	release := w.release(j, a.report)

	key, err := w.CommitTo(t.Context(), chair, a.asks)
	w.must(err)
	_, err = w.CommitTo(t.Context(), w.chair("armenia"), a.asks)
	wantRefusal(t, err, "refusal.record_key_taken")
	got := w.seen(chair, "commitments", key)
	asked, err := w.Recommendation(t.Context(), chair, a.asks)
	w.must(err)
	if got.State != register.Draft || got.From == nil || got.From.Release != release || got.From.Number != asked.Number {
		t.Fatalf("it begins as %+v", got.Record)
	}
	if words := got.Pending.Values["action"].Texts[0]; words.Text["en"] != asked.Action.Text["en"] {
		t.Errorf("it says %v", words)
	}

	p, err := w.ProposeRecords(t.Context(), chair, "commitments", []string{key})
	w.must(err)
	j.approve(w, p, "azerbaijan", "armenia")
	if found, err := w.Commitment(t.Context(), anybody, a.asks); err != nil || found != key {
		t.Errorf("the public finds %q, %v", found, err)
	}
	does := func(side dialogue.SideID, done string) {
		t.Helper()
		v := w.chair(side)
		w.must(w.WriteColumn(t.Context(), v, "commitments", key, w.seen(v, "commitments", key).Stamp(),
			map[string]register.Value{"done": choice(done), "what_was_done": words("As " + string(side) + " says.")}, dialogue.Writing{}))
	}
	state := func() string {
		if all := w.seen(anybody, "commitments", key).Computed["state"].Choices; len(all) > 0 {
			return all[0]
		}
		return ""
	}
	for _, step := range []struct {
		side       dialogue.SideID
		done, want string
	}{
		{"armenia", "done", ""}, {"azerbaijan", "being_done", "disputed"}, {"azerbaijan", "done", "done"},
		{"armenia", "overtaken", "disputed"}, {"azerbaijan", "overtaken", "overtaken"},
	} {
		if does(step.side, step.done); state() != step.want {
			t.Errorf("after %s says %s it is %q, want %q", step.side, step.done, state(), step.want)
		}
	}
	if got := w.seen(anybody, "commitments", key); got.Columns["armenia"]["what_was_done"].Empty() || got.Columns["azerbaijan"]["what_was_done"].Empty() || len(got.Past) != 5 {
		t.Errorf("what both say, and what they said: %+v, %d versions", got.Columns, len(got.Past))
	}
}
