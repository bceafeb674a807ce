package node_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/node"
	"parley/internal/register"
)

const wells register.Name = "everything"

var anybody dialogue.Viewer

func wantRefusal(t *testing.T, err error, key string) {
	t.Helper()
	if f := fault.Of(err); f == nil || f.Key != key {
		t.Errorf("got %v, want %s", err, key)
	}
}

func find(t *testing.T, w *world, v dialogue.Viewer, q register.Query) node.RecordsPage {
	t.Helper()
	if q.Size == 0 {
		q.Size = 10
	}
	page, err := w.FindRecords(t.Context(), v, wells, q)
	w.must(err)
	return page
}

// From a draft of one side to what both keep, each with its own column.
func TestRegisterTakesEverySide(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		withRegisters(w)
		w.draft(w.moderator("armenia"), wells, "old-well", register.Public, map[string]register.Value{"name": words("The old well"), "state": choice("open")})
		if page := find(t, w, anybody, register.Query{}); page.Found.Total != 0 {
			t.Fatalf("the public finds what nobody approved: %+v", page.Found)
		}
		if page := find(t, w, w.moderator("azerbaijan"), register.Query{}); page.Found.Total != 1 || page.Records[0].Pending == nil {
			t.Fatalf("the other side's office finds %+v", page.Found)
		}
		before, err := w.Record(t.Context())
		w.must(err)
		p := w.agreeAll(wells)
		if after, err := w.Record(t.Context()); err != nil || after.Size != before.Size+1 {
			t.Errorf("an approved change has no entry in the record: %d, %d, %v", before.Size, after.Size, err)
		}
		if page := find(t, w, anybody, register.Query{Words: "wells"}); page.Found.Total != 1 || !page.Records[0].Approved {
			t.Fatalf("the public finds %+v", page.Found)
		}
		d, batch, err := w.Proposed(t.Context(), w.chair("armenia"), p)
		if err != nil || d.Name != wells || len(batch.Changes) != 1 || batch.Changes[0].Key != "old-well" {
			t.Errorf("what was proposed: %+v, %v", batch, err)
		}

		chair := w.chair("armenia")
		stamp := w.seen(chair, wells, "old-well").Stamp()
		w.must(w.WriteColumn(t.Context(), chair, wells, "old-well", stamp, map[string]register.Value{"done": choice("all"), "own_note": words("Ours alone")}, dialogue.Writing{}))
		wantRefusal(t, w.WriteColumn(t.Context(), chair, wells, "old-well", stamp, map[string]register.Value{"done": choice("none")}, dialogue.Writing{}), "refusal.record_changed")
		chair = w.chair("azerbaijan")
		if got := w.seen(anybody, wells, "old-well"); len(got.Computed["agreed"].Choices) != 0 {
			t.Errorf("agreed while one side is silent: %v", got.Computed["agreed"])
		}
		w.must(w.WriteColumn(t.Context(), chair, wells, "old-well", w.seen(chair, wells, "old-well").Stamp(), map[string]register.Value{"done": choice("begun")}, dialogue.Writing{}))
		got := w.seen(anybody, wells, "old-well")
		if got.Computed["agreed"].Choices[0] != "disputed" || got.Computed["gap"].Number.Lower != "2" || got.Columns["armenia"]["own_note"].Texts != nil {
			t.Errorf("the sides differ: %+v, columns %+v", got.Computed, got.Columns)
		}
		if page := find(t, w, anybody, register.Query{Filters: map[string][]string{"agreed": {"disputed"}}}); page.Found.Total != 1 {
			t.Error("not found by what is computed")
		}
		w.must(w.NarrowRecord(t.Context(), chair, wells, "old-well", w.seen(chair, wells, "old-well").Stamp(), register.Chairs))
		if page := find(t, w, anybody, register.Query{Words: "well"}); page.Found.Total != 0 || len(page.Found.Facets[0].Counts) != 0 {
			t.Errorf("the public still finds %+v", page.Found)
		}
		if _, _, err := w.RecordIn(t.Context(), w.moderator("armenia"), wells, "old-well"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a moderator still reads it: %v", err)
		}
	})
}

// What is approved is exactly what was proposed: a change in between voids it.
func TestRegisterProposalOfOtherBytes(t *testing.T) {
	w := withRegisters(newWorld(t))
	chair := w.chair("armenia")
	w.draft(chair, wells, "a", register.Public, map[string]register.Value{"name": words("A")})
	w.draft(chair, wells, "b", register.Public, map[string]register.Value{"name": words("B")})
	p, err := w.ProposeRecords(t.Context(), chair, wells, []string{"a"})
	w.must(err)
	seen := w.seen(chair, wells, "a")
	_, err = w.WriteRecord(t.Context(), chair, wells, node.RecordDraft{Key: "a", Stamp: seen.Stamp(), Change: register.Change{Level: register.Public, Values: map[string]register.Value{"name": words("Other")}}})
	w.must(err)
	view, err := w.Proposal(t.Context(), w.chair("azerbaijan"), p)
	w.must(err)
	if !view.Void {
		t.Error("the proposal does not say that it is void")
	}
	wantRefusal(t, w.Approve(t.Context(), w.chair("azerbaijan"), p, view.Proposal.Hash(), node.Signing{}), "refusal.proposal_void")
	if page := find(t, w, anybody, register.Query{}); page.Found.Total != 0 {
		t.Error("something was published")
	}
	if _, err := w.ProposeRecords(t.Context(), w.moderator("armenia"), wells, nil); fault.Of(err) == nil {
		t.Error("a moderator proposes")
	}
	q, err := w.ProposeRecords(t.Context(), chair, wells, []string{"b"})
	w.must(err)
	w.must(w.WithdrawProposal(t.Context(), w.chair("azerbaijan"), q))
	again, err := w.ProposeRecords(t.Context(), chair, wells, []string{"b"})
	w.must(err)
	first, err := w.Proposal(t.Context(), chair, q)
	w.must(err)
	second, err := w.Proposal(t.Context(), chair, again)
	w.must(err)
	if first.Proposal.Hash() == second.Proposal.Hash() {
		t.Error("what was signed before it was taken back would count again")
	}
}

// A link to what somebody may not see is not there for them, in no value, facet,
// filter or count; who edits does not lose it.
func TestHiddenLinks(t *testing.T) {
	w := withRegisters(newWorld(t))
	chair := w.chair("armenia")
	quiet := w.draft(chair, "others", "quiet-visit", register.Side, map[string]register.Value{"name": words("A quiet visit")})
	w.draft(chair, wells, "upper", register.Public, map[string]register.Value{"name": words("Upper well")})
	w.agreeAll(wells)
	w.draft(chair, wells, "lower", register.Public, map[string]register.Value{"name": words("Lower well"), "partners": leads(quiet), "upstream": leads("upper")})
	w.agreeAll(wells)
	if got := w.seen(chair, wells, "lower"); len(got.Values["partners"].Links) != 1 {
		t.Errorf("the own side sees %+v", got.Values["partners"])
	}
	other := w.chair("azerbaijan")
	got := w.seen(other, wells, "lower")
	if _, there := got.Values["partners"]; there || len(got.Values["upstream"].Links) != 1 {
		t.Errorf("the other side sees %+v", got.Values)
	}
	for _, v := range []dialogue.Viewer{anybody, other} {
		page := find(t, w, v, register.Query{Filters: map[string][]string{"partners": {quiet}}})
		if page.Found.Total != 0 {
			t.Error("found by a link that is hidden")
		}
		for _, f := range find(t, w, v, register.Query{}).Found.Facets {
			if f.Field == "partners" && len(f.Counts) != 0 {
				t.Errorf("counts of hidden links %+v", f.Counts)
			}
		}
	}
	change := register.Change{Level: register.Public, Values: map[string]register.Value{"name": words("Lowest well"), "upstream": leads("upper")}}
	_, err := w.WriteRecord(t.Context(), other, wells, node.RecordDraft{Key: "lower", Stamp: got.Stamp(), Change: change})
	w.must(err)
	w.agreeAll(wells)
	if got := w.seen(chair, wells, "lower"); len(got.Values["partners"].Links) != 1 || got.Values["name"].Texts[0].Text["en"] != "Lowest well" {
		t.Errorf("an edit by who does not see the link lost it: %+v", got.Values)
	}
	change.Values["upstream"] = leads("nowhere")
	_, err = w.WriteRecord(t.Context(), other, wells, node.RecordDraft{Wanted: "new-well", Change: change})
	wantRefusal(t, err, "refusal.link_nowhere")
	if got := w.seen(anybody, wells, "upper"); len(got.Back) != 1 || got.Back[0].Titles[0].Key != "lower" {
		t.Errorf("what links here: %+v", got.Back)
	}
}

// S55: suggestions by readers are reviewed by both sides.
func TestSuggestions(t *testing.T) {
	w := withRegisters(newWorld(t))
	w.draft(w.chair("azerbaijan"), wells, "old", register.Public, map[string]register.Value{"name": words("Old well")})
	wantRefusal(t, w.Suggest(t.Context(), anybody, wells, "old", "It ran dry.", "en"), "refusal.record_unknown")
	w.agreeAll(wells)
	w.must(w.Suggest(t.Context(), anybody, wells, "old", "It ran dry.", "en"))
	wantRefusal(t, w.Suggest(t.Context(), anybody, "others", "", "x", "en"), "refusal.suggestions_not_kept")
	if all, err := w.Suggestions(t.Context(), anybody, wells, "old"); err != nil || len(all) != 0 {
		t.Errorf("the public reads what waits: %v, %v", all, err)
	}
	for i, side := range []dialogue.SideID{"armenia", "azerbaijan"} {
		all, err := w.Suggestions(t.Context(), w.chair(side), wells, "")
		w.must(err)
		if len(all) != 1 || len(all[0].Verdicts) != i {
			t.Fatalf("%s reads %+v", side, all)
		}
		w.must(w.JudgeSuggestion(t.Context(), w.chair(side), all[0].ID, true))
	}
	if all, err := w.Suggestions(t.Context(), anybody, wells, "old"); err != nil || len(all) != 1 {
		t.Errorf("the public does not read what both took up: %v, %v", all, err)
	}
}

// Consent to be held is taken back: the record is gone everywhere at once, and no
// backup made before brings it back, with or without its key (SAFETY C11, R19).
func TestWithdrawnConsent(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		withRegisters(w)
		steward := w.stewards()["armenia"]
		chair, other := w.chair("armenia"), w.moderator("azerbaijan")
		change := register.Change{Held: true, Level: register.Members, Values: map[string]register.Value{"name": words("Knows every spring")}}
		key, err := w.WriteRecord(t.Context(), chair, "guides", node.RecordDraft{Change: change})
		w.must(err)
		unread := func(v dialogue.Viewer, why string) {
			t.Helper()
			if _, _, err := w.RecordIn(t.Context(), v, "guides", key); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", why, err)
			}
		}
		unread(other, "read without consent to share")
		w.must(w.RecordConsent(t.Context(), chair, "guides", key, w.seen(chair, "guides", key).Stamp(), register.Consent{Use: "share", From: w.today()}))
		if got := w.seen(other, "guides", key); got.Values["name"].Empty() {
			t.Error("shared with consent, and not read")
		}
		backup := w.backup()
		var keys bytes.Buffer
		w.must(node.BackupItemKeys(t.Context(), w.db, &keys))
		row, err := w.db.Record(t.Context(), "guides", key)
		w.must(err)
		if strings.Contains(string(row.Body), "spring") {
			t.Error("a record held with consent lies open in the database")
		}
		w.must(w.WithdrawRecordConsent(t.Context(), chair, "guides", key, w.seen(chair, "guides", key).Stamp(), "hold"))
		unread(other, "still read by another side")
		unread(anybody, "still read by everybody")
		withdrawn, err := w.db.Withdrawals(t.Context())
		w.must(err)

		old := openDB(t, sqliteURL(t))
		w.must(node.Restore(t.Context(), old, bytes.NewReader(backup), []age.Identity{steward}, w.today(), nil))
		row, err = old.Record(t.Context(), "guides", key)
		if err != nil || row.ItemKey != nil || strings.Contains(string(row.Body), "spring") {
			t.Errorf("an old backup alone gives %+v, %v", row, err)
		}
		w.must(node.RestoreItemKeys(t.Context(), old, bytes.NewReader(keys.Bytes()), []age.Identity{steward}))
		if row, err = old.Record(t.Context(), "guides", key); err != nil || row.ItemKey == nil {
			t.Errorf("with the keys of that day it can be read: %v", err) // so the next line is no empty test
		}
		w.must(old.Withdraw(t.Context(), withdrawn))
		if _, err := old.Record(t.Context(), "guides", key); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the withdrawal was not applied again: %v", err)
		}
	})
}

// S70, S130: what comes in is checked row by row, and nothing is half imported.
func TestImport(t *testing.T) {
	w := withRegisters(newWorld(t))
	chair := w.chair("azerbaijan")
	read := func(text string, partly bool) node.Import {
		t.Helper()
		report, err := w.ImportRecords(t.Context(), chair, wells, strings.NewReader(text), "wells.csv", partly)
		w.must(err)
		return report
	}
	const good = "key,level,name.en,name.hy,kind\nw1,public,Upper well,Վերին ջրհոր,dug\nw2,public,Lower well,,spring\n"
	if r := read(good, false); r.Added != 2 || !r.Written || len(r.Refused) != 0 {
		t.Fatalf("%+v", r)
	}
	if r := read(good, false); r.Same != 2 || r.Written {
		t.Errorf("read twice: %+v", r)
	}
	const bad = "key,level,name.en,opened\nw3,public,New well,2023-02-30\nw4,public,Newer well,2023-02-28\n"
	if r := read(bad, false); r.Written || len(r.Refused) != 1 || r.Refused[0].Line != 2 {
		t.Errorf("a date that does not exist: %+v", r)
	}
	if page := find(t, w, chair, register.Query{}); page.Found.Total != 2 {
		t.Errorf("half imported: %d", page.Found.Total)
	}
	if r := read(bad, true); !r.Written || r.Added != 1 {
		t.Errorf("those that can be: %+v", r)
	}
	w.agreeAll(wells)
	page := find(t, w, anybody, register.Query{Sort: "name"})
	names := []string{}
	for _, r := range page.Records {
		names = append(names, r.Key)
	}
	if slices.Sort(names); !slices.Equal(names, []string{"w1", "w2", "w4"}) {
		t.Errorf("after the approval of both: %v", names)
	}
	_, err := w.ImportRecords(t.Context(), w.offices["armenia"][dialogue.Steward], wells, strings.NewReader(good), "x.csv", false)
	wantRefusal(t, err, "refusal.writer_only")
}
