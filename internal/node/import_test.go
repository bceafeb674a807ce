package node_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/exchange"
	"parley/internal/fault"
	"parley/internal/report"
)

// handedOut closes a dialogue and returns the files of its vote rows, opened.
func (w *world) handedOut(id dialogue.ID) *zip.Reader {
	w.t.Helper()
	key, err := age.GenerateX25519Identity()
	w.must(err)
	p := w.enact(id, dialogue.Act{Kind: dialogue.ActHandRows, To: []dialogue.Receiver{{Name: "An archive", Key: key.Recipient().String()}}})
	var sealed bytes.Buffer
	w.must(w.WriteRows(w.t.Context(), w.chair("azerbaijan"), p, &sealed))
	opened, err := age.Decrypt(&sealed, key)
	w.must(err)
	files, err := io.ReadAll(opened)
	w.must(err)
	z, err := zip.NewReader(bytes.NewReader(files), int64(len(files)))
	w.must(err)
	return z
}

// Vote rows that one node handed out, read into another one, give the same
// figures once both sides adopted them (R2, S83).
func TestRowsRoundTrip(t *testing.T) {
	w := newWorld(t)
	id := w.filled(0)
	w.now = w.now.AddDate(0, 0, 11)
	w.must(w.Tend(t.Context(), false))
	want, err := w.db.Result(t.Context(), id, dialogue.Members)
	w.must(err)
	c, err := exchange.Read(w.handedOut(id), exchange.Options{})
	w.must(err)

	other := newWorldOn(t, sqliteURL(t))
	copied, err := other.Import(t.Context(), other.chair("armenia"), other.forum, dialogue.Named, c, "en", "azerbaijan")
	w.must(err)
	for _, v := range []dialogue.Viewer{{}, other.moderator("azerbaijan"), other.offices["armenia"][dialogue.Steward]} {
		if _, err := other.Result(t.Context(), v, copied); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a result is seen before both sides adopted it: %v", err)
		}
	}
	if r, err := other.Result(t.Context(), other.chair("azerbaijan"), copied); err != nil || len(r.Positions) > 0 {
		t.Errorf("a co-chair cannot see what is to be adopted: %v", err)
	}
	s := settings()
	s.Threshold = c.Threshold
	other.must(other.ChangeSettings(t.Context(), other.chair("azerbaijan"), copied, s))
	other.enact(copied, dialogue.Act{Kind: dialogue.ActAdopt})
	got, err := other.db.Result(t.Context(), copied, dialogue.Members)
	w.must(err)
	if a, b := figures(t, want), figures(t, got); a != b {
		t.Errorf("handed out:\n%s\nread back:\n%s", a, b)
	}
	people, err := w.db.Participants(t.Context(), id)
	w.must(err)
	if n, _ := other.db.Participants(t.Context(), copied); len(n) == 0 || len(n) > len(people) {
		t.Errorf("%d people came, of %d", len(n), len(people))
	}
}

// figures are what a result says by the texts of statements, whose numbers
// differ, without what a map rounds.
func figures(t *testing.T, result []byte) string {
	t.Helper()
	var r report.Result
	if err := json.Unmarshal(result, &r); err != nil {
		t.Fatal(err)
	}
	type line struct {
		Reading   report.Reading
		Unequal   bool
		Breakdown *int
		Total     [3]*int
		Sides     []report.SideFigure
	}
	out := map[string]any{"counts": r.Counts, "populations": r.Populations, "order": r.SideOrder, "threshold": r.Threshold}
	for _, s := range r.Statements {
		out[s.Text] = line{s.Reading, s.Unequal, s.Breakdown, s.Total, s.Sides}
	}
	text, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Of those who voted nothing leaves with the rows: no number of a participant or
// statement's author, no day but that of the decision (R2, C4).
func TestRowsNameNobody(t *testing.T) {
	w := newWorld(t)
	id := w.filled(3)
	w.now = w.now.AddDate(0, 0, 11)
	w.must(w.Tend(t.Context(), false))
	people, err := w.db.Participants(t.Context(), id)
	w.must(err)
	for _, f := range w.handedOut(id).File {
		in, err := f.Open()
		w.must(err)
		text, err := io.ReadAll(in)
		w.must(err)
		for _, p := range people {
			if bytes.Contains(text, []byte(texts([]dialogue.ParticipantID{p.ID})[0])) || bytes.Contains(text, []byte(dialogue.FormatID(p.ID))) {
				t.Errorf("%s names a participant", f.Name)
			}
		}
	}
}
