package storetest

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

// A vote stands until it is changed; the one before comes back.
func testVoteStands(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	p, s := w.Join(Other), w.Write(One)
	last := dialogue.Vote{}
	for i, c := range []dialogue.Choice{dialogue.Agree, dialogue.Pass, dialogue.Disagree, dialogue.Agree} {
		v := vote(p, s, c)
		old, had, err := db.CastVote(ctx, w.ID, w.version(), v)
		if err != nil || had != (i > 0) || old != last {
			t.Errorf("before %+v: %+v, %t, %v", v, old, had, err)
		}
		same(t, "votes", must(db.Votes(ctx, w.ID, p))(t), []dialogue.Vote{v})
		last = v
	}
}

// Votes at once are all there, each once.
func testVotesAtOnce(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 10)
	var people []dialogue.ParticipantID
	var statements []dialogue.StatementID
	for range 10 {
		people = append(people, w.Join(One), w.Join(Other))
		statements = append(statements, w.Write(Other))
	}
	version := w.version()
	var all sync.WaitGroup
	for _, p := range people {
		for _, s := range statements {
			all.Go(func() {
				if _, had, err := db.CastVote(ctx, w.ID, version, vote(p, s, dialogue.Agree)); err != nil || had {
					t.Errorf("a first vote: had %t, %v", had, err)
				}
			})
		}
	}
	all.Wait()
	same(t, "votes", len(w.votes()), len(people)*len(statements))
}

// Of many who cast one and the same vote at once, one finds none before it, and
// each of the others one that was cast.
func testOneVoteAtOnce(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	p, s, version := w.Join(One), w.Write(One), 2
	var first, sum atomic.Int32
	var all sync.WaitGroup
	for i := range 60 {
		v := vote(p, s, dialogue.Choice(i%3-1))
		all.Go(func() {
			old, had, err := db.CastVote(ctx, w.ID, version, v)
			if err != nil {
				t.Error(err)
			}
			if !had {
				first.Add(1)
			}
			sum.Add(int32(v.Choice) - int32(old.Choice))
		})
	}
	all.Wait()
	same(t, "first votes", first.Load(), int32(1))
	stands := must(db.Votes(ctx, w.ID, p))(t)[0]
	same(t, "the sum of all changes", sum.Load(), int32(stands.Choice))
}

// R21: a vote that rests on an older version of the dialogue is not written.
func testStaleVote(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	p, s := w.Join(Other), w.Write(One)
	old := w.version()
	w.Write(Other)
	_, _, err := db.CastVote(ctx, w.ID, old, vote(p, s, dialogue.Agree))
	stale(t, err)
	_, _, err = db.RetractVote(ctx, w.ID, old, p, s)
	stale(t, err)
	_, _, err = db.CastVote(ctx, w.ID+2, w.version(), vote(p, s, dialogue.Agree))
	stale(t, err)
	same(t, "votes", len(w.votes()), 0)
}

func testVoteOfNobody(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	s := w.Write(One)
	_, _, err := db.CastVote(ctx, w.ID, w.version(), vote(5, s, dialogue.Agree))
	refused(t, err, fault.NotFound, "refusal.participant_unknown")
	j := w.joining(Other)
	must(0, db.Join(ctx, j))(t)
	must(db.RevokeCard(ctx, j.Credentials.Revoke))(t)
	_, _, err = db.CastVote(ctx, w.ID, w.version(), vote(j.Participant.ID, s, dialogue.Agree))
	refused(t, err, fault.NotFound, "refusal.participant_unknown")
	same(t, "votes", len(w.votes()), 0)
}

func testRetract(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	p, gone, stays := w.Join(One), w.Write(One), w.Write(Other)
	w.Vote(p, gone, dialogue.Disagree)
	w.Vote(p, stays, dialogue.Agree)
	for i := range 2 { // the second time there is nothing
		old, had, err := db.RetractVote(ctx, w.ID, w.version(), p, gone)
		if err != nil || had != (i == 0) || had && old != vote(p, gone, dialogue.Disagree) {
			t.Errorf("retracted %+v, %t, %v", old, had, err)
		}
	}
	same(t, "votes", w.votes(), []dialogue.Vote{vote(p, stays, dialogue.Agree)})
}

// After the version moved and Settle returned, no vote is written any more:
// what is counted then is final.
func testNoVoteAfterSettle(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 4)
	s, version := w.Write(One), 2
	var all sync.WaitGroup
	for range 4 {
		p := w.Join(Other)
		all.Go(func() {
			for c := dialogue.Agree; ; c = -c {
				if _, _, err := db.CastVote(ctx, w.ID, version, vote(p, s, c)); err != nil {
					stale(t, err)
					return
				}
			}
		})
	}
	d := w.dialogue()
	d.Phase = dialogue.Closed
	must(0, db.Change(ctx, store.Change{Dialogue: d}))(t)
	must(0, db.Settle(ctx))(t)
	before := w.votes()
	all.Wait()
	same(t, "votes", w.votes(), before)
}

// A vote whose sender has gone before it began is not written.
func testCancelledVote(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	p, s := w.Join(Other), w.Write(One)
	gone, cancel := context.WithCancel(ctx)
	cancel()
	_, _, err := db.CastVote(gone, w.ID, w.version(), vote(p, s, dialogue.Agree))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	same(t, "votes", len(w.votes()), 0)
	w.Vote(p, s, dialogue.Pass)
}

// imported returns participants of both sides, some with many votes, some with
// none, in the order in which ScanVotes gives them.
func imported(w *World, people int) (all store.Import) {
	for i := range people {
		p := dialogue.Participant{ID: NewID[dialogue.ParticipantID](w), Dialogue: w.ID, Side: []dialogue.SideID{Other, One}[i%2]}
		all.Participants = append(all.Participants, p)
		for s := range w.Random.IntN(6) {
			v := vote(p.ID, dialogue.StatementID(1000+s*s), dialogue.Choice(w.Random.IntN(3)-1))
			all.Votes = append(all.Votes, v)
		}
	}
	return all
}

// Every vote is seen once, by participant, then statement, across the ranges in
// which they are read; a few participants make one range, 3,000 several.
func testScanVotes(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 3000)
	all := imported(w, 3000)
	must(0, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Import: &all}))(t)
	got := w.votes()
	same(t, "votes", len(got), len(all.Votes))
	want := map[dialogue.Vote]bool{}
	for _, v := range all.Votes {
		want[v] = true
	}
	for i, v := range got {
		if !want[v] {
			t.Fatalf("vote %d was not cast: %+v", i, v)
		}
		if i > 0 && (v.Participant < got[i-1].Participant || v.Participant == got[i-1].Participant && v.Statement <= got[i-1].Statement) {
			t.Fatalf("vote %d is out of order", i)
		}
	}
	d := w.dialogue()
	same(t, "joined", d.Sides[0].Joined+d.Sides[1].Joined, 3000)
}

func testScanStops(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 3000)
	all := imported(w, 3000)
	must(0, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Import: &all}))(t)
	enough := errors.New("enough")
	seen := 0
	err := db.ScanVotes(ctx, w.ID, func(dialogue.Vote) error {
		if seen++; seen == 10 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || seen != 10 {
		t.Errorf("stopped after %d: %v", seen, err)
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := db.ScanVotes(gone, w.ID, func(dialogue.Vote) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func testCounts(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 50)
	all := imported(w, 60)
	must(0, db.Change(ctx, store.Change{Dialogue: w.dialogue(), Import: &all}))(t)
	side := map[dialogue.ParticipantID]dialogue.SideID{}
	for _, p := range all.Participants {
		side[p.ID] = p.Side
	}
	type cell struct {
		dialogue.SideID
		dialogue.StatementID
		dialogue.Choice
	}
	want, got := map[cell]int{}, map[cell]int{}
	for _, v := range all.Votes {
		want[cell{side[v.Participant], v.Statement, v.Choice}]++
	}
	for _, c := range must(db.Counts(ctx, w.ID))(t) {
		for choice, n := range map[dialogue.Choice]int{dialogue.Agree: c.Agree, dialogue.Disagree: c.Disagree, dialogue.Pass: c.Pass} {
			if n > 0 {
				got[cell{c.Side, c.Statement, choice}] = n
			}
		}
	}
	same(t, "counts", got, want)
}
