package storetest

import (
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/store"
)

// A release gets the place of its entry when it is added, and keeps it whatever
// is appended with later changes of it. There is none without an entry.
func testReleaseHasItsEntry(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	w.must(db.AddEntries(ctx, w.entry("before"), w.entry("before")))
	f := w.hall()
	c := w.kept(f)
	c.Release.Entry, c.Release.StoppedBy = 77, ""
	w.must(db.ChangeForum(ctx, c))
	r := must(db.Release(ctx, c.Release.ID))(t)
	same(t, "entry", r.Entry, int64(2))
	same(t, "what stands there", must(db.RecordOpened(ctx, 2))(t), c.Entries[0])

	f.Version, r.StoppedBy, r.Entry = 2, One, 99
	w.must(db.ChangeForum(ctx, store.ForumChange{Forum: f, Release: &r, Entries: []record.Opened{w.entry("stop")}}))
	r.Entry = 2
	same(t, "stopped", must(db.Release(ctx, r.ID))(t), r)

	second := r
	second.ID, second.StoppedBy, f.Version = NewID[dialogue.ReleaseID](w), "", 3
	if err := db.ChangeForum(ctx, store.ForumChange{Forum: f, Release: &second}); fault.KindOf(err) != fault.Internal || err == nil {
		t.Errorf("a release without its entry: %v", err)
	}
	w.must(db.ChangeForum(ctx, store.ForumChange{Forum: f, Release: &second, Entries: []record.Opened{w.entry("second")}}))
	second.Entry = 5
	same(t, "releases", must(db.Releases(ctx))(t), []dialogue.Release{r, second})
}

// A redaction destroys the salt and the papers; the entry stays, and so does the
// root over it.
func testRedaction(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	f := w.hall()
	c := w.kept(f)
	w.must(db.ChangeForum(ctx, c))
	root := must(record.Root(2, db.RecordHashes(ctx)))(t)
	f.Version, c.Release.Redacted = 2, true
	change := store.ForumChange{
		Forum: f, Release: c.Release, Redact: []int64{0}, DropPapers: []dialogue.ProposalID{c.Proposal.ID}, Entries: []record.Opened{w.entry("redaction")},
	}
	w.must(db.ChangeForum(ctx, change))
	same(t, "what is left", must(db.RecordOpened(ctx, 0))(t), record.Opened{Entry: c.Entries[0].Entry})
	same(t, "the one after it", must(db.RecordOpened(ctx, 1))(t), c.Entries[1])
	same(t, "root", must(record.Root(2, db.RecordHashes(ctx)))(t), root)
	same(t, "papers", len(must(db.PaperNames(ctx, c.Proposal.ID))(t)), 0)
	_, err := db.Paper(ctx, c.Proposal.ID, "document.json")
	refused(t, err, fault.NotFound, "refusal.page_unknown")
	if !must(db.Release(ctx, c.Release.ID))(t).Redacted {
		t.Error("the release is not marked")
	}
	same(t, "the act stays", must(db.Proposal(ctx, c.Proposal.ID))(t).Body, c.Proposal.Body)
	change.Forum.Version, change.Entries = 3, nil
	w.must(db.ChangeForum(ctx, change)) // again changes nothing more
}
