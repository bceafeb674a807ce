package node_test

import (
	"testing"
	"time"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// A clock that jumps back, as far as it likes, breaks nothing: people go on, and
// what is closed stays closed, with the result that it had.
func TestClockJumpsBack(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Named, 6)
	noon := w.now
	s, phrase := w.join(codes["azerbaijan"][0])
	for _, jump := range []int{-365, -3650, -20_000, 0} {
		w.now = noon.AddDate(0, 0, jump)
		b, err := w.Ballot(t.Context(), s.Viewer())
		w.must(err)
		w.must(w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Agree, false))
		w.must(w.RetractVote(t.Context(), s.Viewer(), b.Statement.ID))
		_, err = w.Enter(t.Context(), string(phrase))
		w.must(err)
		w.must(w.Tend(t.Context(), true))
		if d, _ := w.db.Dialogue(t.Context(), id); d.Phase != dialogue.Open {
			t.Fatalf("%d days: dialogue %+v", jump, d)
		}
	}
	b, err := w.Ballot(t.Context(), s.Viewer())
	w.must(err)
	w.must(w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Agree, false))
	w.now = noon.AddDate(0, 0, 11)
	w.must(w.Tend(t.Context(), false))
	before, err := w.db.Result(t.Context(), id, dialogue.Everyone)
	w.must(err)
	for _, jump := range []int{-365, 0, 5, 700} {
		w.now = noon.AddDate(0, 0, jump)
		w.must(w.Tend(t.Context(), true))
		wantFault(t, w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Disagree, false), fault.Refused, "refusal.not_open")
		wantFault(t, w.RetractVote(t.Context(), s.Viewer(), b.Statement.ID), fault.Refused, "refusal.closed")
		_, err := w.Write(t.Context(), s, "The clock is wrong.", "en")
		wantFault(t, err, fault.Refused, "refusal.not_open")
		_, err = w.Enter(t.Context(), codes["armenia"][0].String())
		wantFault(t, err, fault.Refused, "refusal.closed")
		if after, err := w.db.Result(t.Context(), id, dialogue.Everyone); err != nil || string(after) != string(before) {
			t.Errorf("%d days: the frozen result changed (%v)", jump, err)
		}
	}
}

// Wrong codes that used up the limit before the clock jumped back are looked
// into again after a while by the new clock; right ones always are (R17).
func TestLimitAfterTheClockJumpsBack(t *testing.T) {
	w := newWorld(t)
	_, codes := w.open(dialogue.Named, 6)
	wrong := func() string {
		_, err := w.Enter(t.Context(), "AAAA-AAAA-AAAA-AAAA")
		return fault.Of(err).Key
	}
	for wrong() != "refusal.too_many" {
	}
	w.now = w.now.AddDate(-1, 0, 0)
	if _, err := w.Enter(t.Context(), codes["armenia"][0].String()); err != nil && fault.KindOf(err) == fault.TooMany {
		t.Errorf("a right code: %v", err)
	}
	w.now = w.now.Add(10 * time.Minute)
	if key := wrong(); key != "refusal.nothing_opens" {
		t.Errorf("after ten minutes of the new clock: %s", key)
	}
}

// The last day counts whole, in UTC, and the first second of the next one ends
// it, for votes and codes, before anything has closed the dialogue.
func TestLastDayIsWhole(t *testing.T) {
	w := newWorld(t)
	_, codes := w.open(dialogue.Protected, 6)
	s, _ := w.join(codes["armenia"][0])
	b, err := w.Ballot(t.Context(), s.Viewer())
	w.must(err)
	midnight := w.now.Truncate(24*time.Hour).AddDate(0, 0, 11)
	w.now = midnight.Add(-time.Second)
	w.must(w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Agree, false))
	w.now = midnight
	wantFault(t, w.CastVote(t.Context(), s.Viewer(), b.Statement.ID, dialogue.Disagree, false), fault.Refused, "refusal.not_open")
	wantFault(t, w.TakeBackAll(t.Context(), s), fault.Refused, "refusal.closed")
	_, err = w.Enter(t.Context(), codes["armenia"][1].String())
	wantFault(t, err, fault.Refused, "refusal.closed")
}
