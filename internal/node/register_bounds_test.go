package node_test

import (
	"bytes"
	"strings"
	"testing"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/node"
	"parley/internal/register"
)

// A record of one side, with a field of that side alone, proposed to be public.
func TestBatchShowsHiddenFields(t *testing.T) {
	w := withRegisters(newWorld(t))
	key := w.draft(w.chair("armenia"), "others", "v", register.Public, map[string]register.Value{"name": words("Visit"), "own_note": words("OURS ALONE")})
	p, err := w.ProposeRecords(t.Context(), w.chair("armenia"), "others", []string{key})
	w.must(err)
	_, b, err := w.Proposed(t.Context(), w.chair("azerbaijan"), p)
	w.must(err)
	if strings.Contains(string(b.Bytes()), "OURS ALONE") {
		t.Error("the other side reads a field of level side in the batch")
	}
}

func TestConsentTextInPapers(t *testing.T) {
	w := withRegisters(newWorld(t))
	c := w.chair("armenia")
	key, err := w.WriteRecord(t.Context(), c, "stories", node.RecordDraft{Change: register.Change{Held: true, Level: register.Public, Values: map[string]register.Value{"name": words("CANARY")}}})
	w.must(err)
	_, err = w.ProposeRecords(t.Context(), c, "stories", []string{key})
	wantRefusal(t, err, "refusal.consent_none") // the other side would read it
	w.must(w.RecordConsent(t.Context(), c, "stories", key, w.seen(c, "stories", key).Stamp(), register.Consent{Use: "publish", From: w.today()}))
	p, err := w.ProposeRecords(t.Context(), c, "stories", []string{key})
	w.must(err)
	if text, err := w.db.Paper(t.Context(), p, node.ChangesPaper); err != nil || !strings.Contains(string(text), "CANARY") {
		t.Errorf("what is proposed is not kept: %v", err)
	}
	w.must(w.WithdrawRecordConsent(t.Context(), c, "stories", key, w.seen(c, "stories", key).Stamp(), "hold"))
	if view, err := w.Proposal(t.Context(), w.chair("azerbaijan"), p); err != nil || !view.Void {
		t.Errorf("a proposal about what was withdrawn: %v", err)
	}
	if text, err := w.db.Paper(t.Context(), p, node.ChangesPaper); err == nil && strings.Contains(string(text), "CANARY") {
		t.Error("withdrawn, and still in plain in the papers")
	}
}

// A side's kept record with something pending for all.
func TestProposeAllTellsOfHidden(t *testing.T) {
	w := withRegisters(newWorld(t))
	c := w.chair("armenia")
	key := w.draft(c, "others", "v", register.Side, map[string]register.Value{"name": words("Visit")})
	_, err := w.WriteRecord(t.Context(), c, "others", node.RecordDraft{Key: key, Stamp: w.seen(c, "others", key).Stamp(), Change: register.Change{Level: register.Public, Values: map[string]register.Value{"name": words("Visit")}}})
	w.must(err)
	_, err = w.ProposeRecords(t.Context(), w.chair("azerbaijan"), "others", nil)
	wantRefusal(t, err, "refusal.register_nothing_pending")
}

func TestGhostInCatalogue(t *testing.T) {
	w := withRegisters(newWorld(t))
	c := w.chair("armenia")
	w.draft(c, wells, "a", register.Public, map[string]register.Value{"name": words("A")})
	stamp := w.seen(c, wells, "a").Stamp()
	find(t, w, w.chair("azerbaijan"), register.Query{})
	w.must(w.DropPending(t.Context(), c, wells, "a", stamp))
	w.draft(c, wells, "b", register.Public, map[string]register.Value{"name": words("B")})
	if got := find(t, w, w.chair("azerbaijan"), register.Query{}); got.Found.Total != 1 {
		t.Errorf("%d records, there is 1", got.Found.Total)
	}
}

func TestImportLosesHiddenLinks(t *testing.T) {
	w := withRegisters(newWorld(t))
	c := w.chair("armenia")
	quiet := w.draft(c, "others", "quiet", register.Side, map[string]register.Value{"name": words("Quiet")})
	w.draft(c, wells, "w", register.Public, map[string]register.Value{"name": words("Well"), "partners": leads(quiet)})
	w.agreeAll(wells)
	report, err := w.ImportRecords(t.Context(), w.chair("azerbaijan"), wells, strings.NewReader("key,name.en\nw,Better well\n"), "x.csv", false)
	w.must(err)
	if report.Changed != 1 {
		t.Fatalf("imported %+v", report)
	}
	if p := w.seen(c, wells, "w").Pending; p == nil || len(p.Values["partners"].Links) != 1 || p.Level != register.Public {
		t.Errorf("pending after the import: %+v", p)
	}
}

func TestOldBackupNewItemKeys(t *testing.T) {
	w := withRegisters(newWorld(t))
	steward := w.stewards()["armenia"]
	c := w.chair("armenia")
	change := register.Change{Held: true, Level: register.Members, Values: map[string]register.Value{"name": words("One")}}
	key, err := w.WriteRecord(t.Context(), c, "guides", node.RecordDraft{Change: change})
	w.must(err)
	backup := w.backup()
	change.Values = map[string]register.Value{"name": words("Two")}
	_, err = w.WriteRecord(t.Context(), c, "guides", node.RecordDraft{Key: key, Stamp: w.seen(c, "guides", key).Stamp(), Change: change})
	w.must(err)
	var keys bytes.Buffer
	w.must(node.BackupItemKeys(t.Context(), w.db, &keys))
	old := openDB(t, sqliteURL(t))
	w.must(node.Restore(t.Context(), old, bytes.NewReader(backup), []age.Identity{steward}, w.today(), nil))
	w.must(node.RestoreItemKeys(t.Context(), old, bytes.NewReader(keys.Bytes()), []age.Identity{steward}))
	o := w.Options
	o.Store = old
	n, err := node.New(t.Context(), o)
	w.must(err)
	if _, err := n.FindRecords(t.Context(), dialogue.Viewer{}, "guides", register.Query{Size: 1}); err != nil {
		t.Errorf("the whole register cannot be read: %v", err)
	}
}

func TestKeyTakenTellsOfHidden(t *testing.T) {
	w := withRegisters(newWorld(t))
	w.draft(w.chair("armenia"), "others", "quiet", register.Side, map[string]register.Value{"name": words("Quiet")})
	_, err := w.WriteRecord(t.Context(), w.chair("azerbaijan"), "others", node.RecordDraft{Wanted: "quiet", Change: register.Change{Level: register.Side, Values: map[string]register.Value{"name": words("X")}}})
	if err != nil {
		t.Errorf("tells of a hidden record: %v", err)
	}
}

func TestRoleOfHiddenLinkIsSearched(t *testing.T) {
	w := withRegisters(newWorld(t))
	c := w.chair("armenia")
	quiet := w.draft(c, "others", "quiet", register.Side, map[string]register.Value{"name": words("Quiet")})
	link := leads(quiet)
	link.Links[0].Role = words("zephyr").Texts[0]
	w.draft(c, wells, "w", register.Public, map[string]register.Value{"name": words("Well"), "partners": link})
	w.agreeAll(wells)
	if got := find(t, w, anybody, register.Query{Words: "zephyr"}); got.Found.Total != 0 {
		t.Error("the public finds a record by the role of a hidden link")
	}
}
