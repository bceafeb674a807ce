package node_test

import (
	"bytes"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
)

// whole returns everything that is kept, to see that a refusal left it alone.
func (w *world) whole() []byte {
	w.t.Helper()
	var out bytes.Buffer
	w.must(w.db.Dump(w.t.Context(), &out))
	return out.Bytes()
}

// refuses runs acts that must all be refused by a fault, with nothing written.
func (w *world) refuses(acts map[string]func() error) {
	w.t.Helper()
	before := w.whole()
	for what, act := range acts {
		if err := act(); err == nil {
			w.t.Errorf("%s: accepted", what)
		} else if fault.Of(err) == nil {
			w.t.Errorf("%s: %v, which tells nobody anything", what, err)
		}
		if after := w.whole(); !bytes.Equal(before, after) {
			w.t.Fatalf("%s: refused, but something was written", what)
		}
	}
}

// Statements that are too long, empty, there already or in no language are
// refused, and so are votes that mean nothing; nothing is half done (issue 3,
// "Bad input").
func TestBadStatementsAndVotes(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Protected, 5)
	s, _ := w.join(codes["armenia"][0])
	all, err := w.db.Statements(t.Context(), id)
	w.must(err)
	write := func(text string, l dialogue.Language) func() error {
		return func() error { return second(w.Write(t.Context(), s, text, l)) }
	}
	vote := func(n dialogue.StatementID, c dialogue.Choice) func() error {
		return func() error { return w.CastVote(t.Context(), s.Viewer(), n, c, false) }
	}
	w.refuses(map[string]func() error{
		"empty":               write("", "hy"),
		"only spaces":         write(" \t\u00a0\n", "az"),
		"only what is unseen": write("\u200b\u202e\u2066", "en"),
		"one too long":        write(strings.Repeat("ա", 201), "hy"),
		"piled up marks":      write("e"+strings.Repeat("\u0301", 5000), "en"),
		"no language":         write("The tram is late.", ""),
		"unknown language":    write("Le tram est en retard.", "fr"),
		"another script":      write("Трамвай опаздывает.", "hy"),
		"no letters":          write("12345 !!!", "ru"),
		"not text":            write("The tram \xff is late.", "en"),
		"there already":       write("the FOOTBRIDGE should come first", "en"),
		"no choice":           vote(all[0].ID, 2),
		"no choice below":     vote(all[1].ID, -2),
		"unknown statement":   vote(424_242, dialogue.Agree),
		"no statement":        vote(0, dialogue.Pass),
		"another's dialogue": func() error {
			v := s.Viewer()
			v.Dialogue = noDialogue
			return w.CastVote(t.Context(), v, all[0].ID, dialogue.Agree, false)
		},
		"vote of an office": func() error {
			return w.CastVote(t.Context(), dialogue.Viewer{Dialogue: id, Role: dialogue.CoChair, Side: "armenia", Account: 5}, all[0].ID, dialogue.Agree, false)
		},
		"a code":         func() error { return second(w.Enter(t.Context(), "0000-0000-0000-0000")) },
		"a long code":    func() error { return second(w.Enter(t.Context(), strings.Repeat("A", 1<<16))) },
		"a code of NULs": func() error { return second(w.Enter(t.Context(), strings.Repeat("\x00", 16))) },
		"a phrase":       func() error { return second(w.Enter(t.Context(), "badu kitu sari lami pevi nidu gura")) },
	})
	for _, text := range []string{strings.Repeat("ա", 200), strings.Repeat("👩‍👩‍👧‍👦", 3) + " ընտանիքներ", "  Tunnel\u200d \n works\u202e.  "} {
		l := dialogue.Language("hy")
		if strings.Contains(text, "Tunnel") {
			l = "en"
		}
		w.must(second(w.Write(t.Context(), s, text, l)))
	}
	mine, err := w.MyStatements(t.Context(), s)
	w.must(err)
	for _, one := range mine {
		if strings.ContainsAny(one.Text, "\n\u202e\x00") || strings.TrimSpace(one.Text) != one.Text {
			t.Errorf("kept as %q", one.Text)
		}
	}
}

// What may be done only once, by somebody else, or later is refused and leaves
// no trace (R21, C5).
func TestOthersMayNot(t *testing.T) {
	w := newWorld(t)
	id, codes := w.open(dialogue.Named, 50)
	s, _ := w.join(codes["azerbaijan"][0])
	live := dialogue.Act{Kind: dialogue.ActLive}
	p, err := w.Propose(t.Context(), w.chair("armenia"), id, live)
	w.must(err)
	view, err := w.Proposal(t.Context(), w.chair("azerbaijan"), p)
	w.must(err)
	hash := view.Proposal.Hash()
	viewers := w.everybody(map[string]dialogue.Viewer{"a participant": s.Viewer()})
	acts := map[string]func() error{
		"other bytes": func() error {
			return w.Approve(t.Context(), w.chair("azerbaijan"), p, dialogue.Hash{1}, node.Signing{})
		},
		"opened again": func() error {
			return second(w.Propose(t.Context(), w.chair("armenia"), id, dialogue.Act{Kind: dialogue.ActOpen, LastDay: w.day(2)}))
		},
		"no such act": func() error {
			return second(w.Propose(t.Context(), w.chair("armenia"), id, dialogue.Act{Kind: "publish"}))
		},
		"seeds of what is open": func() error { return w.AddSeeds(t.Context(), w.chair("armenia"), id, nil) },
		"settings of what is open": func() error {
			return w.ChangeSettings(t.Context(), w.chair("armenia"), id, settings())
		},
	}
	for name, v := range viewers {
		if v.Role != dialogue.CoChair {
			acts[name+" approves"] = func() error { return w.Approve(t.Context(), v, p, hash, node.Signing{}) }
			acts[name+" proposes"] = func() error { return second(w.Propose(t.Context(), v, id, live)) }
			acts[name+" pauses"] = func() error { return w.Pause(t.Context(), v, id) }
			acts[name+" drops codes"] = func() error { return w.DropCodes(t.Context(), v, id) }
			acts[name+" makes codes"] = func() error {
				return second(w.MakeCodes(t.Context(), v, id, map[dialogue.SideID]int{"armenia": 1}))
			}
			acts[name+" makes a forum"] = func() error { return second(w.MakeForum(t.Context(), v, sides[1].Names)) }
			acts[name+" makes a dialogue"] = func() error {
				return second(w.MakeDialogue(t.Context(), v, w.forum, dialogue.Named, settings()))
			}
		}
		if v.Role != dialogue.Steward {
			acts[name+" invites"] = func() error { return second(w.Invite(t.Context(), v, dialogue.Moderator)) }
		}
		if v.Role != dialogue.Moderator {
			acts[name+" moderates"] = func() error {
				return w.Moderate(t.Context(), v, id, 1000, dialogue.Accepted, "")
			}
		}
		if v.Participant == 0 {
			acts[name+" writes"] = func() error {
				return second(w.Write(t.Context(), sessionOf(v), "Harbours need cranes.", "en"))
			}
		}
	}
	w.refuses(acts)
	w.must(w.Approve(t.Context(), w.chair("azerbaijan"), p, hash, node.Signing{})) // it was all right all the time
}
