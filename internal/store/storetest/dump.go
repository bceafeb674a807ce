package storetest

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/store"
)

func dump(t testing.TB, db *store.DB) string {
	t.Helper()
	var b bytes.Buffer
	must(0, db.Dump(ctx, &b))(t)
	return b.String()
}

// Fill writes into an empty database something of everything that can be kept.
func Fill(t *testing.T, db *store.DB) *World {
	w := NewWorld(t, db, 120)
	p := proposal(w)
	s, all := w.statement(Other), imported(w, 100)
	s.Text = "Ջուրը «բոլորինն» է\n<b>&\u2028 \"su\" \\ \U0001f30a"
	w.must(db.AddForum(ctx, dialogue.Forum{ID: 4, Names: dialogue.Text{"az": "Çay", "hy": "Գետ"}}))
	w.must(db.SetMeta(ctx, "empty", nil))
	w.must(db.SetMeta(ctx, "bytes", []byte{0, 1, 255}))
	w.must(db.SetRecovery(ctx, Other, []byte("key")))
	w.must(db.SetBackupKey(ctx, One, "age1one"))
	for _, link := range []string{"link", "spare"} {
		w.must(db.AddInvitation(ctx, invited(link, One, dialogue.Moderator)))
	}
	w.must(db.AcceptInvitation(ctx, []byte("link"), office(7, One, dialogue.Moderator), store.Credentials{Phrase: []byte("p"), Revoke: []byte("r")}))
	w.must(db.Change(ctx, store.Change{
		Dialogue: w.dialogue(), Statements: []dialogue.Statement{s}, Proposal: &p, Import: &all,
		Codes:    map[dialogue.SideID][]dialogue.CodeHash{Other: w.hashes(2)},
		Decision: &dialogue.Decision{Statement: s.ID, Side: Other, State: dialogue.Accepted, Day: 20_001},
		Results:  map[dialogue.Audience][]byte{dialogue.Everyone: []byte("{}")},
	}))
	person, gone := w.Join(One), w.Join(Other)
	w.Vote(person, s.ID, dialogue.Disagree)
	w.Vote(gone, s.ID, dialogue.Agree)
	w.must(db.TakeBack(ctx, w.ID, w.version(), gone, nil))
	w.fillForum()
	w.fillRegister()
	w.fillAssessments()
	return w
}

// What is loaded from a dump dumps to the same bytes. No table is left out, but of
// item keys no row is there, although there is one (RULINGS R19).
func testDumpLoadsBack(t *testing.T, from, to *store.DB) {
	Fill(t, from)
	want := dump(t, from)
	for _, line := range strings.Split(want, "\n{\"table\"")[1:] {
		keys := strings.HasPrefix(line, `:"item_key"`)
		if rows := strings.Count(line, "\n["); keys != (rows == 0) {
			t.Errorf("nothing of a table, or item keys: %s", line)
		}
	}
	must(0, to.Load(ctx, strings.NewReader(want)))(t)
	if got := dump(t, to); got != want {
		t.Errorf("loaded:\n%s\ndumped:\n%s", got, want)
	}
}

func testBrokenDumpLoadsNothing(t *testing.T, from, to *store.DB) {
	Fill(t, from)
	whole, empty := dump(t, from), dump(t, to)
	lines := strings.SplitAfter(whole, "\n")
	for what, text := range map[string]string{
		"nothing":         "",
		"another format":  strings.Replace(whole, "parley-dump/1", "parley-dump/9", 1),
		"another schema":  strings.Replace(whole, `"schema":`, `"schema":9`, 1),
		"cut off":         strings.Join(lines[:len(lines)-2], ""),
		"cut in a line":   whole[:len(whole)/2],
		"a row less":      strings.Join(append(lines[:40:40], lines[41:]...), ""),
		"a column more":   strings.Replace(whole, `"position"`, `"position","more"`, 1),
		"a row too short": strings.Replace(whole, `["bytes",`, `[`, 1),
		"a wrong type":    strings.Replace(whole, `["bytes",`, `[5,`, 1),
	} {
		if text == whole {
			t.Fatalf("%s: the dump was not broken", what)
		}
		if err := to.Load(ctx, strings.NewReader(text)); err == nil {
			t.Errorf("%s: loaded", what)
		}
		if dump(t, to) != empty {
			t.Fatalf("%s: something was loaded", what)
		}
	}
	must(0, to.Load(ctx, strings.NewReader(whole)))(t)
}

func testLoadRefusesAFullDatabase(t *testing.T, db *store.DB) {
	must(0, db.SetBackupKey(ctx, One, "age1"))(t)
	before := dump(t, db)
	refused(t, db.Load(ctx, strings.NewReader(before)), fault.Conflict, "refusal.database_full")
	same(t, "what is there", dump(t, db), before)
}

// C4's rewriting changes the order at rest, and nothing else.
func testRewriteChangesNothing(t *testing.T, db *store.DB) {
	w := Fill(t, db)
	before := dump(t, db)
	must(0, db.Rewrite(ctx))(t)
	if dump(t, db) != before {
		t.Error("the data are not the same")
	}
	w.Vote(w.Join(One), 1000, dialogue.Pass)
}

// A dump is of one moment: while changes of one statement and the count of them
// (the version) are written together, no dump has one without the other. R19.
func testDumpOfOneMoment(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	var all sync.WaitGroup
	stop := make(chan struct{})
	all.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			d := w.dialogue()
			s := dialogue.Statement{ID: dialogue.StatementID(1000 + i), Side: Other, Language: "hy", Text: "Ջուր", State: dialogue.Accepted}
			if err := db.Change(ctx, store.Change{Dialogue: d, Statements: []dialogue.Statement{s}}); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 20 {
		if err := together(dump(t, db), w.ID); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	all.Wait()
}

// together compares the version of a dialogue in a dump with the number of its
// statements: version 1 has none.
func together(text string, id dialogue.ID) error {
	_, statements, _ := strings.Cut(text, `{"table":"statement"`)
	statements, _, _ = strings.Cut(statements, `{"table"`)
	_, row, _ := strings.Cut(text, `{"table":"dialogue"`)
	version, ok := rowVersion(row)
	if !ok {
		return errors.New("there is no dialogue in the dump")
	}
	if n := strings.Count(statements, "\n["); n != version-1 {
		return errors.New("the dump mixes moments")
	}
	return nil
}
