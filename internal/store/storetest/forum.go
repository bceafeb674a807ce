package storetest

import (
	"sync"
	"sync/atomic"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/store"
)

// hall adds a forum to the World.
func (w *World) hall() dialogue.Forum {
	w.Helper()
	f := dialogue.Forum{ID: NewID[dialogue.ForumID](w), Names: dialogue.Text{"hy": "Գետ", "az": "Çay"}}
	w.must(w.AddForum(w.Ctx, f))
	return must(w.Forum(w.Ctx, f.ID))(w)
}

func writing(az, hy string) dialogue.Writing {
	return dialogue.Writing{Original: "az", Text: dialogue.Text{"az": az, "hy": hy}, Approved: []dialogue.Language{"hy"}}
}

// kept returns a change with something of everything that a forum keeps, made
// up, and a release with its proposal and papers.
func (w *World) kept(f dialogue.Forum) store.ForumChange {
	issue := dialogue.Issue{
		ID: NewID[dialogue.IssueID](w), Forum: f.ID, Version: 3, Title: writing("Su", "Ջուր"),
		Perspectives: []dialogue.Perspective{
			{Side: One, SealedOn: 20_001, Claims: []dialogue.Claim{{
				ID: NewID[dialogue.ClaimID](w), Holder: dialogue.Delegation, Words: writing("Su azalır <&\u2028>", "Ջուրը պակասում է"), On: 20_000, Version: 1,
			}}},
			{Side: Other},
		},
	}
	joint := dialogue.JointText{
		ID: NewID[dialogue.JointID](w), Forum: f.ID, Issue: issue.ID, Version: 2, Words: writing("Su hamınındır", "Ջուրը բոլորինն է"),
		Asked: dialogue.Agreed, Consents: []dialogue.Consent{{Side: Other, Hash: "00", On: 20_001}},
	}
	advice := dialogue.Recommendation{
		ID: NewID[dialogue.RecommendationID](w), Forum: f.ID, Version: 1, Number: "R1-01", Addressees: []string{"government_azerbaijan", "government_armenia"},
		Action: writing("Ölçün", "Չափեք"), Dimension: dialogue.Economic, On: 20_001,
	}
	report := dialogue.Report{
		ID: NewID[dialogue.ReportID](w), Forum: f.ID, Version: 4, Number: 1, Issues: []dialogue.IssueID{issue.ID},
		Parts: map[dialogue.Part]dialogue.Writing{dialogue.PartTitle: writing("Su", "Ջուր")}, Summaries: map[int]dialogue.Text{1: {"hy": "Ջուր"}},
	}
	p := w.forumProposal(f)
	p.State, p.EnactedOn = dialogue.Enacted, 20_002
	return store.ForumChange{
		Forum: f, Issues: []dialogue.Issue{issue}, Joint: []dialogue.JointText{joint}, Recommendations: []dialogue.Recommendation{advice},
		Reports: []dialogue.Report{report}, Proposal: &p,
		Papers: map[string][]byte{"document.json": []byte("{}"), "azerbaijan.hy.md": {}, "neutral.az.pdf": {0, 255}},
		Release: &dialogue.Release{
			ID: NewID[dialogue.ReleaseID](w), Report: report.ID, Forum: f.ID, Proposal: p.ID, Number: 1, Language: "hy", Of: 5, On: 20_002,
			Embargo: 20_009, StoppedBy: Other, Example: true,
		},
		Keys: must(w.Keys(w.Ctx))(w), Entries: []record.Opened{w.entry("release"), w.entry("more")},
	}
}

func (w *World) forumProposal(f dialogue.Forum) dialogue.Proposal {
	p := proposal(w)
	p.Dialogue, p.Forum, p.Kind, p.Body = 0, f.ID, "release", []byte(`{"kind":"release"}`)
	p.Approvals[0].Hash, p.Approvals[0].Key, p.Approvals[0].Note = p.Hash(), "armenia+00000000+key", []byte("a note\n")
	return p
}

// fillForum writes something of everything that a forum keeps, and of the record.
func (w *World) fillForum() {
	w.Helper()
	w.must(w.SetKey(w.Ctx, dialogue.Key{Side: Other, Public: "armenia+0+k", Sealed: []byte{0, 1}, From: 20_000}, w.keys(), w.entry("key")))
	w.must(w.SetKey(w.Ctx, dialogue.Key{Side: One, Public: "water+0+k", Witness: true, From: 20_000}, w.keys(), w.entry("witness")))
	c := w.kept(w.hall())
	w.must(w.ChangeForum(w.Ctx, c))
	c.Forum.Version++
	w.must(w.ChangeForum(w.Ctx, store.ForumChange{Forum: c.Forum, Redact: []int64{1}}))
	w.must(w.AddCheckpoint(w.Ctx, 4, []byte("checkpoint\n")))
	w.must(w.AddCosignature(w.Ctx, store.Cosignature{Size: 4, Side: One, Public: "water+0+k", Line: []byte("— line\n")}))
}

// One use case writes all of its parts.
func testForumReadsBack(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	f := w.hall()
	c := w.kept(f)
	c.Forum.Names, c.Forum.Example = dialogue.Text{"hy": "Լիճ"}, true
	w.must(db.ChangeForum(ctx, c))
	f = c.Forum
	f.Version = 2
	same(t, "forum", must(db.Forum(ctx, f.ID))(t), f)
	same(t, "issues", must(db.Issues(ctx, f.ID))(t), c.Issues)
	same(t, "issue", must(db.Issue(ctx, c.Issues[0].ID))(t), c.Issues[0])
	same(t, "joint texts", must(db.JointTexts(ctx, f.ID))(t), c.Joint)
	same(t, "joint text", must(db.JointText(ctx, c.Joint[0].ID))(t), c.Joint[0])
	same(t, "recommendations", must(db.Recommendations(ctx, f.ID))(t), c.Recommendations)
	same(t, "recommendation", must(db.Recommendation(ctx, c.Recommendations[0].ID))(t), c.Recommendations[0])
	same(t, "reports", must(db.Reports(ctx, f.ID))(t), c.Reports)
	same(t, "report", must(db.Report(ctx, c.Reports[0].ID))(t), c.Reports[0])
	same(t, "release", must(db.Release(ctx, c.Release.ID))(t), *c.Release)
	same(t, "proposal", must(db.Proposal(ctx, c.Proposal.ID))(t), *c.Proposal)
	same(t, "names of papers", must(db.PaperNames(ctx, c.Proposal.ID))(t), []string{"azerbaijan.hy.md", "document.json", "neutral.az.pdf"})
	same(t, "paper", must(db.Paper(ctx, c.Proposal.ID, "neutral.az.pdf"))(t), []byte{0, 255})

	i, r := c.Issues[0], c.Recommendations[0]
	i.Version, i.Title = 4, writing("Hava", "Օդ")
	r.ID, r.Number = NewID[dialogue.RecommendationID](w), "R0-09"
	w.must(db.ChangeForum(ctx, store.ForumChange{Forum: f, Issues: []dialogue.Issue{i}, Recommendations: []dialogue.Recommendation{r}}))
	same(t, "changed issue", must(db.Issues(ctx, f.ID))(t), []dialogue.Issue{i})
	same(t, "recommendations by number", must(db.Recommendations(ctx, f.ID))(t), []dialogue.Recommendation{r, c.Recommendations[0]})
	other := w.hall()
	same(t, "issues of another forum", len(must(db.Issues(ctx, other.ID))(t)), 0)
}

// A forum of version 0 is added with what it keeps, once.
func testForumIsAddedWithAll(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	f := dialogue.Forum{ID: 9, Names: dialogue.Text{"az": "Çay"}, Example: true}
	c := w.kept(f)
	w.must(db.ChangeForum(ctx, c))
	stale(t, db.ChangeForum(ctx, store.ForumChange{Forum: f}))
	f.Version = 1
	same(t, "forum", must(db.Forum(ctx, f.ID))(t), f)
	same(t, "issues", must(db.Issues(ctx, f.ID))(t), c.Issues)
}

// R21: a write that rests on an older version writes nothing, of no table.
func testStaleForumWritesNothing(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	f := w.hall()
	w.must(db.ChangeForum(ctx, store.ForumChange{Forum: f}))
	c := w.kept(f)
	c.Redact, c.DropPapers = []int64{0}, []dialogue.ProposalID{c.Proposal.ID}
	before := dump(t, db)
	stale(t, db.ChangeForum(ctx, c))
	if dump(t, db) != before {
		t.Error("a stale change wrote something")
	}
}

// A change that fails in its last part leaves nothing of its first, and no entry.
func testFailedForumIsUndone(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	c := w.kept(w.hall())
	c.Redact = []int64{77} // there is no such entry
	before := dump(t, db)
	refused(t, db.ChangeForum(ctx, c), fault.NotFound, "refusal.page_unknown")
	if dump(t, db) != before {
		t.Error("a change that failed wrote something")
	}
}

// Of many changes that rest on one version, one is written, with its entry.
func testForumChangesAtOnce(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	f := w.hall()
	var changed atomic.Int32
	var all sync.WaitGroup
	for range 30 {
		c := store.ForumChange{Forum: f, Entries: []record.Opened{w.entry("once")}}
		all.Go(func() {
			if err := db.ChangeForum(ctx, c); err == nil {
				changed.Add(1)
			} else {
				stale(t, err)
			}
		})
	}
	all.Wait()
	same(t, "changes", changed.Load(), int32(1))
	same(t, "size of the record", must(db.RecordSize(ctx))(t), int64(1))
}

// The version of one forum covers nothing of another: what is of another is not
// touched.
func testOtherForumIsNotTouched(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	c := w.kept(w.hall())
	w.must(db.ChangeForum(ctx, c))
	other := w.hall()
	moved, release := c.Issues[0], *c.Release
	moved.Forum, release.Forum = other.ID, other.ID
	before := dump(t, db)
	for what, change := range map[string]store.ForumChange{
		"its issue, as it is":  {Issues: c.Issues},
		"its issue, as if own": {Issues: []dialogue.Issue{moved}},
		"its joint text":       {Joint: c.Joint},
		"its recommendation":   {Recommendations: c.Recommendations},
		"its report":           {Reports: c.Reports},
		"its release":          {Release: c.Release},
		"its release, as own":  {Release: &release},
		"papers of nothing":    {Papers: c.Papers},
	} {
		change.Forum = other
		if err := db.ChangeForum(ctx, change); err == nil || fault.KindOf(err) != fault.Internal {
			t.Errorf("%s: %v", what, err)
		}
	}
	if dump(t, db) != before {
		t.Error("something was written")
	}
}

// Proposals of a forum and of a dialogue are apart, and read alike.
func testForumProposals(t *testing.T, db *store.DB) {
	w := NewWorld(t, db, 1)
	f := w.hall()
	late, early, other := w.forumProposal(f), w.forumProposal(f), proposal(w)
	early.On, early.Approvals = 20_001, nil
	for _, p := range []*dialogue.Proposal{&late, &early} {
		w.must(db.ChangeForum(ctx, store.ForumChange{Forum: must(db.Forum(ctx, f.ID))(t), Proposal: p}))
	}
	w.must(db.Change(ctx, store.Change{Dialogue: w.dialogue(), Proposal: &other}))
	same(t, "of the forum", must(db.ForumProposals(ctx, f.ID))(t), []dialogue.Proposal{early, late})
	same(t, "of the dialogue", must(db.Proposals(ctx, w.ID))(t), []dialogue.Proposal{other})
	same(t, "one", must(db.Proposal(ctx, late.ID))(t), late)
}
