package node_test

import (
	"errors"
	"math/rand/v2"
	"sync"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

// Of a thousand who use one code at once, one gets in (C6).
func TestThousandJoinsOfOneCode(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		id, codes := w.open(dialogue.Protected, 3)
		code := codes["armenia"][1]
		var offers []node.Offer
		many := 1000
		if w.db.Shared() { // each waits for the others there; storetest has a thousand
			many = 250
		}
		for range many {
			e, err := w.Enter(t.Context(), code.String())
			w.must(err)
			offers = append(offers, *e.Offer)
		}
		var mu sync.Mutex
		var sessions []node.Session
		var all sync.WaitGroup
		for _, offer := range offers {
			all.Go(func() {
				s, err := w.Join(t.Context(), offer)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					sessions = append(sessions, s)
				} else {
					wantFault(t, err, fault.Conflict, "refusal.code_used")
				}
			})
		}
		all.Wait()
		if len(sessions) != 1 {
			t.Fatalf("%d got in", len(sessions))
		}
		people, err := w.db.Participants(t.Context(), id)
		w.must(err)
		if len(people) != 1 || people[0].ID != sessions[0].Participant {
			t.Errorf("participants %+v", people)
		}
		if d, _ := w.db.Dialogue(t.Context(), id); d.Allotment("armenia").Joined != 1 || d.Allotment("azerbaijan").Joined != 0 {
			t.Errorf("allotments %+v", d.Sides)
		}
		phrases := 0 // of 1,000 that were shown, one opens
		for _, offer := range offers[:50] {
			if _, err := w.Enter(t.Context(), string(offer.Phrase)); err == nil {
				phrases++
			}
		}
		if phrases > 1 {
			t.Errorf("%d phrases open", phrases)
		}
	})
}

// Codes that wait, were dropped or were never made open nothing, with one
// answer (C6, C14).
func TestCodesOpenNothingBeforeBothSidesApprove(t *testing.T) {
	w := newWorld(t)
	id, codes := w.prepare(dialogue.Protected, 5)
	closed := func(when string) {
		t.Helper()
		for _, side := range []dialogue.SideID{"azerbaijan", "armenia"} {
			_, err := w.Enter(t.Context(), codes[side][0].String())
			if !errors.Is(err, fault.New(fault.NotFound, "refusal.nothing_opens")) {
				t.Errorf("%s: %v", when, err)
			}
			// Who forges an offer gets no further.
			_, err = w.Join(t.Context(), node.Offer{Code: codes[side][0], Dialogue: id, Side: side, Phrase: "badu-kitu-sari-lami-pevi-nidu-gura"})
			if err == nil {
				t.Errorf("%s: somebody joined", when)
			}
		}
	}
	closed("while preparing")
	_, err := w.Propose(t.Context(), w.chair("armenia"), id, dialogue.Act{Kind: dialogue.ActOpen, LastDay: w.day(5)})
	w.must(err)
	closed("with one key")
	w.must(w.DropCodes(t.Context(), w.chair("azerbaijan"), id))
	closed("dropped")
}

// Ten extra codes brought after proposing void the opening, and nobody gets in
// (C6).
func TestExtraCodesBlockTheOpening(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ proposes, brings, approves dialogue.SideID }{
		{"armenia", "azerbaijan", "azerbaijan"}, {"azerbaijan", "azerbaijan", "armenia"},
		{"azerbaijan", "armenia", "armenia"}, {"armenia", "armenia", "azerbaijan"},
	} {
		id, codes := w.prepare(dialogue.Named, 20)
		p, err := w.Propose(t.Context(), w.chair(c.proposes), id, dialogue.Act{Kind: dialogue.ActOpen, LastDay: w.day(5)})
		w.must(err)
		seen, err := w.Proposal(t.Context(), w.chair(c.approves), p)
		w.must(err)
		var extra []dialogue.CodeHash
		for range 10 {
			code, err := w.NewCode()
			w.must(err)
			extra = append(extra, code.Hash())
		}
		w.must(w.BringCodes(t.Context(), w.chair(c.brings), id, map[dialogue.SideID][]dialogue.CodeHash{c.brings: extra}))
		if view, _ := w.Proposal(t.Context(), w.chair(c.approves), p); !view.Void {
			t.Errorf("%+v: not said to be void", c)
		}
		wantFault(t, w.Approve(t.Context(), w.chair(c.approves), p, seen.Proposal.Hash(), node.Signing{}), fault.Conflict, "refusal.proposal_void")
		if d, _ := w.db.Dialogue(t.Context(), id); d.Phase != dialogue.Preparing || d.Allotment(c.brings).Issued != 0 {
			t.Errorf("%+v: dialogue %+v", c, d)
		}
		_, err = w.Enter(t.Context(), codes[c.proposes][3].String())
		wantFault(t, err, fault.NotFound, "refusal.nothing_opens")
	}
}

// A code of one dialogue or side lets nobody into another, whatever the offer
// claims.
func TestCodeOpensItsOwnSeatOnly(t *testing.T) {
	w := newWorld(t)
	first, codes := w.open(dialogue.Named, 3)
	second, _ := w.open(dialogue.Protected, 3)
	for _, forged := range []node.Offer{
		{Dialogue: second, Side: "azerbaijan"}, {Dialogue: first, Side: "armenia"}, {Dialogue: first, Side: "nobody"}, {Side: "azerbaijan"},
	} {
		forged.Code, forged.Phrase = codes["azerbaijan"][0], "badu-kitu-sari-lami-pevi-nidu-gura"
		if _, err := w.Join(t.Context(), forged); err == nil {
			t.Errorf("an offer of %+v was taken up", forged)
		}
	}
	w.join(codes["azerbaijan"][0])
}

// Whatever happens, of each side no more are in than have codes, every code
// that let somebody in did so once, and only codes that all approved do (C6).
func TestNeverMoreJoinedThanIssued(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Named, 4)
	r := rand.New(rand.NewPCG(6, 0))
	valid, waiting, used := map[dialogue.Code]dialogue.SideID{}, map[dialogue.Code]dialogue.SideID{}, map[dialogue.Code]dialogue.SideID{}
	var known []dialogue.Code // in a fixed order, dropped ones too
	for _, side := range sides {
		for _, c := range codes[side.ID] {
			valid[c] = side.ID
			known = append(known, c)
		}
	}
	var in []node.Session
	for range 400 {
		switch r.IntN(8) {
		case 0: // more codes
			hashes, n := map[dialogue.SideID][]dialogue.CodeHash{}, 1+r.IntN(2)
			for i := range 2 * n {
				c, err := w.NewCode()
				w.must(err)
				at := sides[i%2].ID
				hashes[at], waiting[c], known = append(hashes[at], c.Hash()), at, append(known, c)
			}
			for at, own := range hashes {
				w.must(w.BringCodes(t.Context(), w.chair(at), id, map[dialogue.SideID][]dialogue.CodeHash{at: own}))
			}
		case 1:
			w.must(w.DropCodes(t.Context(), w.chair(sides[0].ID), id))
			w.must(w.DropCodes(t.Context(), w.chair(sides[1].ID), id))
			clear(waiting)
		case 2:
			if len(waiting) > 0 {
				w.enact(id, dialogue.Act{Kind: dialogue.ActCodes})
				for c, at := range waiting {
					valid[c] = at
				}
				clear(waiting)
			}
		case 3:
			if len(in) > 0 && r.IntN(2) == 0 {
				w.must(w.TakeBackAll(t.Context(), in[0]))
				in = in[1:]
			}
		default:
			c := known[r.IntN(len(known))]
			e, err := w.Enter(t.Context(), c.String())
			if err == nil {
				var s node.Session
				if s, err = w.Join(t.Context(), *e.Offer); err == nil {
					in = append(in, s)
				}
			}
			at, opens := valid[c]
			if opens != (err == nil) {
				t.Fatalf("a code that opens: %t, got %v", opens, err)
			}
			if delete(valid, c); opens {
				used[c] = at
			}
		}
		d, err := w.db.Dialogue(t.Context(), id)
		w.must(err)
		for _, a := range d.Sides {
			if a.Joined != count(used, a.Side) || a.Issued != a.Joined+count(valid, a.Side) {
				t.Fatalf("%+v, but %d codes were used and %d are left", a, count(used, a.Side), count(valid, a.Side))
			}
		}
	}
	if len(used) < 20 {
		t.Errorf("only %d joined", len(used))
	}
}

func count(of map[dialogue.Code]dialogue.SideID, side dialogue.SideID) int {
	n := 0
	for _, s := range of {
		if s == side {
			n++
		}
	}
	return n
}
