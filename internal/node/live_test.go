package node_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/report"
	"parley/internal/store/pgtest"
)

// A hall is a dialogue with live results and people who will vote as the test
// says.
type hall struct {
	*world
	id dialogue.ID
	on dialogue.StatementID
	in map[dialogue.SideID][]node.Session
}

func liveHall(t *testing.T, seats int) *hall {
	t.Helper()
	h := &hall{world: newWorld(t), in: map[dialogue.SideID][]node.Session{}}
	var codes map[dialogue.SideID][]dialogue.Code
	h.id, codes = h.open(dialogue.Named, seats)
	h.enact(h.id, dialogue.Act{Kind: dialogue.ActLive})
	for _, side := range sides {
		for _, c := range codes[side.ID] {
			s, _ := h.join(c)
			h.in[side.ID] = append(h.in[side.ID], s)
		}
	}
	all, err := h.db.Statements(t.Context(), h.id)
	h.must(err)
	h.on = all[0].ID
	return h
}

// cast has people of a side, from the n-th on, vote.
func (h *hall) cast(side dialogue.SideID, from, to int, c dialogue.Choice) {
	h.t.Helper()
	for _, s := range h.in[side][from:to] {
		h.must(h.CastVote(h.t.Context(), s.Viewer(), h.on, c, false))
	}
}

// shown takes a look and returns what it shows of the statement, by side, as an
// audience sees it.
func (h *hall) shown(v dialogue.Viewer) map[string]report.SideFigure {
	h.t.Helper()
	h.must(h.Tend(h.t.Context(), true))
	r, err := h.Result(h.t.Context(), v, h.id)
	h.must(err)
	out := map[string]report.SideFigure{}
	for _, s := range r.Statements {
		if s.Statement == h.on.String() {
			for _, f := range s.Sides {
				out[f.Side] = f
			}
		}
	}
	return out
}

// A live split changes only after five more people changed it, in either
// direction: fewer are not to be seen, by the public or by members (R4).
func TestLiveResultsMoveInSteps(t *testing.T) {
	for _, viewer := range []string{"public", "member"} {
		h := liveHall(t, 50)
		v := dialogue.Viewer{}
		if viewer == "member" {
			v = h.moderator("azerbaijan")
		}
		h.cast("azerbaijan", 0, 20, dialogue.Agree)
		h.cast("armenia", 0, 20, dialogue.Disagree)
		first := h.shown(v)
		if *first["armenia"].Disagree != 20 || *first["azerbaijan"].Agree != 20 {
			t.Fatalf("%s: the first look shows %+v", viewer, first)
		}
		for n := 1; n < 5; n++ {
			h.cast("armenia", 20, 20+n, dialogue.Agree)
			if now := h.shown(v); *now["armenia"].Agree != 0 || *now["armenia"].Disagree != 20 {
				t.Errorf("%s: after %d more: %+v", viewer, n, now["armenia"])
			}
		}
		h.cast("armenia", 24, 25, dialogue.Agree)
		if now := h.shown(v); *now["armenia"].Agree != 5 {
			t.Errorf("%s: after 5 more: %+v", viewer, now["armenia"])
		}
		// One turns, one leaves, one retracts: nothing of it is seen.
		h.cast("azerbaijan", 0, 1, dialogue.Disagree)
		h.must(h.TakeBackAll(t.Context(), h.in["azerbaijan"][1]))
		h.must(h.RetractVote(t.Context(), h.in["azerbaijan"][2].Viewer(), h.on))
		if now := h.shown(v); *now["azerbaijan"].Agree != 20 || *now["azerbaijan"].Disagree != 0 {
			t.Errorf("%s: three people are seen: %+v", viewer, now["azerbaijan"])
		}
		h.cast("azerbaijan", 3, 5, dialogue.Disagree)
		if now := h.shown(v); *now["azerbaijan"].Agree != 15 {
			t.Errorf("%s: five people are not: %+v", viewer, now["azerbaijan"])
		}
	}
}

// There is one sequence of looks: members see live what the public sees, or who
// sees both could tell fewer than five people (R4; report.Step).
func TestLiveResultIsOneForAll(t *testing.T) {
	h := liveHall(t, 50)
	for _, upTo := range []int{6, 7, 9, 12, 14, 18, 19, 24, 40} {
		h.cast("armenia", 0, upTo, dialogue.Agree)
		h.cast("azerbaijan", 0, upTo, dialogue.Disagree)
		h.must(h.Tend(t.Context(), true))
		var seen [2][]byte
		for i, v := range []dialogue.Viewer{{}, h.chair("armenia")} {
			r, err := h.Result(t.Context(), v, h.id)
			h.must(err)
			seen[i], err = json.Marshal(r.Statements)
			h.must(err)
		}
		if !bytes.Equal(seen[0], seen[1]) {
			t.Errorf("with %d voters the public sees %s\nand members see %s", upTo, seen[0], seen[1])
		}
	}
}

// Live results are not to be had with few codes, nor in a protected dialogue,
// nor by one side (R4).
func TestWhenResultsCanBeLive(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		kind  dialogue.Kind
		seats int
		want  string
	}{{dialogue.Named, 49, "refusal.live_few"}, {dialogue.Protected, 60, "refusal.live_phase"}, {dialogue.Named, 50, ""}} {
		id, _ := w.open(c.kind, c.seats)
		p, err := w.Propose(t.Context(), w.chair("azerbaijan"), id, dialogue.Act{Kind: dialogue.ActLive})
		if f := fault.Of(err); (f == nil) != (c.want == "") || f != nil && f.Key != c.want {
			t.Errorf("%s with %d codes: %v", c.kind, c.seats, err)
		}
		if err == nil {
			view, err := w.Proposal(t.Context(), w.chair("azerbaijan"), p)
			w.must(err)
			w.must(w.Approve(t.Context(), w.chair("azerbaijan"), p, view.Proposal.Hash(), node.Signing{}))
		}
		w.must(w.Tend(t.Context(), true))
		for _, v := range []dialogue.Viewer{{}, w.chair("armenia"), w.moderator("azerbaijan")} {
			if _, err := w.Result(t.Context(), v, id); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s with %d codes: %s sees %v", c.kind, c.seats, v.Role, err)
			}
		}
	}
}

// A participant sees a live result after as many votes as the dialogue asks for,
// or all that there are (R4).
func TestVotesBeforeLiveResults(t *testing.T) {
	h := liveHall(t, 50)
	h.must(h.Tend(t.Context(), true))
	v := h.in["armenia"][0].Viewer()
	all, err := h.db.Statements(t.Context(), h.id)
	h.must(err)
	for _, s := range all {
		_, err := h.Result(t.Context(), v, h.id)
		wantFault(t, err, fault.Refused, "refusal.votes_first")
		h.must(h.CastVote(t.Context(), v, s.ID, dialogue.Pass, false))
	}
	if _, err := h.Result(t.Context(), v, h.id); err != nil {
		t.Errorf("after voting on all: %v", err)
	}
}

// A result at closing is the same, byte for byte, whatever the order in which
// votes were cast and changed, in either database, and whether or not the
// process that closes had the counts in memory (R9).
func TestResultDoesNotDependOnThePath(t *testing.T) {
	var want map[dialogue.Audience][]byte
	for _, path := range []struct {
		name  string
		url   string
		order uint64
		fresh bool
	}{
		{"in order", sqliteURL(t), 0, false}, {"shuffled", sqliteURL(t), 1, false},
		{"shuffled otherwise, closed by another process", sqliteURL(t), 2, true}, {"PostgreSQL", pgtest.URL(t), 3, false},
	} {
		w := newWorldOn(t, path.url)
		id := w.filled(path.order)
		w.now = w.now.AddDate(0, 0, 11)
		closer := w
		if path.fresh {
			closer = w.another()
		}
		w.must(closer.Tend(t.Context(), false))
		got := map[dialogue.Audience][]byte{}
		for _, a := range []dialogue.Audience{dialogue.Everyone, dialogue.Members} {
			var err error
			got[a], err = w.db.Result(t.Context(), id, a)
			w.must(err)
		}
		if want == nil {
			want = got
		}
		for a, text := range got {
			if !bytes.Equal(text, want[a]) {
				t.Errorf("%s: another result for %s", path.name, a)
			}
			if len(text) < 1000 {
				t.Errorf("%s: %s", path.name, text)
			}
		}
	}
}

// filled opens a dialogue and has 60 people vote, in an order drawn with a seed;
// some change or undo a vote on the way. All orders end with the same votes.
func (w *world) filled(order uint64) dialogue.ID {
	w.t.Helper()
	id, codes := w.open(dialogue.Named, 30)
	var people []dialogue.Viewer
	for i := range 60 {
		s, _ := w.join(codes[sides[i%2].ID][i/2])
		number := dialogue.StatementID(0)
		if i < 10 {
			var err error
			number, err = w.Write(w.t.Context(), s, "Gate number "+string(rune('a'+i))+" must be painted.", "en")
			w.must(err)
			w.must(w.Moderate(w.t.Context(), w.moderator(s.Side), id, number, dialogue.Accepted, ""))
		}
		people = append(people, s.Viewer())
	}
	all, err := w.db.Statements(w.t.Context(), id)
	w.must(err)
	r := newRand(order)
	cells := r.Perm(len(people) * len(all))
	if order == 0 {
		for i := range cells {
			cells[i] = i
		}
	}
	for _, cell := range cells {
		who, s := cell/len(all), all[cell%len(all)]
		if (who*7+cell%len(all)*3)%5 == 0 {
			continue // not voted
		}
		choice := dialogue.Choice((who*who+cell%len(all)*(1+who%2))%3 - 1)
		if order > 0 && r.IntN(4) == 0 {
			w.must(w.CastVote(w.t.Context(), people[who], s.ID, dialogue.Choice(r.IntN(3)-1), true))
			if r.IntN(2) == 0 {
				w.must(w.RetractVote(w.t.Context(), people[who], s.ID))
			}
		}
		w.must(w.CastVote(w.t.Context(), people[who], s.ID, choice, false))
	}
	return id
}

// A look at an open dialogue works while people come and vote.
func TestLookWhilePeopleCome(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Named, 300)
	all, err := w.db.Statements(t.Context(), id)
	w.must(err)
	come := make(chan error, 2)
	for _, side := range sides {
		go func() {
			for _, c := range codes[side.ID] {
				e, err := w.Enter(t.Context(), c.String())
				var s node.Session
				if err == nil {
					s, err = w.Join(t.Context(), *e.Offer)
				}
				if err == nil {
					err = w.CastVote(t.Context(), s.Viewer(), all[0].ID, dialogue.Agree, false)
				}
				if err != nil {
					come <- err
					return
				}
			}
			come <- nil
		}()
	}
	for arrived := 0; arrived < len(sides); {
		if err := w.Tend(t.Context(), true); err != nil {
			t.Errorf("a look while people come: %v", err)
			break
		}
		select {
		case err := <-come:
			w.must(err)
			arrived++
		default:
		}
	}
}
