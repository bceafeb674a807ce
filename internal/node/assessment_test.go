package node_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/record"
	"parley/internal/register"
	"parley/internal/store"
)

// entriesOf returns the entries of the record of kinds of assessments, in their order.
func (b *benchWorld) entriesOf(kinds ...record.Kind) (all []record.Entry) {
	b.t.Helper()
	size, err := b.db.RecordSize(b.t.Context())
	b.must(err)
	for at := range size {
		o, err := b.db.RecordOpened(b.t.Context(), at)
		b.must(err)
		if slices.Contains(kinds, o.Entry.Kind) {
			all = append(all, o.Entry)
		}
	}
	return all
}

// C7: every side commits, then all reveal; what they say stands side by side with
// its gap, an index for each side, and an interval for both.
func TestAssessmentsAreRevealedTogether(t *testing.T) {
	onBothBenches(t, func(t *testing.T, b *benchWorld) {
		b.openCycle(b.terms("2026-Q1"), b.book)
		levels := map[register.RowID][2]int{ // azerbaijan, armenia
			{Item: "duty-1", Conduct: "azerbaijan"}: {3, 1}, {Item: "duty-1", Conduct: "armenia"}: {1, 2},
			{Item: "duty-2", Conduct: "azerbaijan"}: {2, 2}, {Item: "duty-3", Conduct: "third"}: {0, 1},
		}
		view, _ := b.view(b.chair("armenia"), register.RowID{Item: "duty-3", Conduct: "third"})
		if len(view.Rows) != len(levels) || view.Phase != register.CycleOpen || len(view.Said) != 0 {
			t.Fatalf("%d rows, %s, %+v", len(view.Rows), view.Phase, view.Said)
		}
		for _, r := range view.Rows {
			b.commits("azerbaijan", r.Row, levels[r.Row][0])
			wantFault(t, b.RevealRow(t.Context(), b.chair("azerbaijan"), b.cycle, r.Row, nil), fault.Refused, "refusal.committed_not_all")
			b.commits("armenia", r.Row, levels[r.Row][1])
		}
		for i, r := range view.Rows {
			first, second := b.sides[i%2], b.sides[(i+1)%2]
			b.reveals(first, r.Row)
			for who, v := range b.everybody(nil) {
				if c, err := b.Cycle(t.Context(), v, b.cycle); err == nil && (c.Rows[i].Gap != "" || len(c.Rows[i].Said) != 0) {
					t.Errorf("%s reads %s before both have revealed it", who, r.Row)
				}
			}
			b.reveals(second, r.Row)
		}
		for who, v := range b.everybody(nil) {
			c, row := b.view(v, register.RowID{Item: "duty-1", Conduct: "azerbaijan"})
			if c.Phase != register.CycleClosed || row.Gap != register.GapApart || *row.Said["armenia"].Level != 1 || row.Said["azerbaijan"].About != "own" || row.Said["armenia"].About != "other" {
				t.Errorf("%s reads %+v", who, row)
			}
			if got := len(row.Said["armenia"].Evidence); (got == 2) != (v.Role != "") {
				t.Errorf("%s reads of %d pieces of evidence", who, got)
			}
			of := c.Said[0] // the conduct of azerbaijan: duties 1 and 2
			if of.Conduct != "azerbaijan" || of.Lower.String() != "0.50" || of.Upper.String() != "0.83" || of.Apart != 1 || of.Counted != 2 || c.Across == nil {
				t.Errorf("%s reads the figures %+v", who, of)
			}
		}
		tracked, err := b.Tracked(t.Context(), dialogue.Viewer{}, b.cycle)
		if err != nil || len(tracked) != 2*len(levels) {
			t.Errorf("%d rows are exported, %v", len(tracked), err)
		}
		item, err := b.ItemAssessments(t.Context(), dialogue.Viewer{}, "duties", "duty-1")
		if err != nil || len(item) != 1 || len(item[0].Rows) != 2 {
			t.Errorf("of the record: %+v, %v", item, err)
		}
		frozen, committed, revealed := b.entriesOf(record.CodebookFrozen), b.entriesOf(record.AssessmentCommitted), b.entriesOf(record.AssessmentRevealed)
		if len(frozen) != 1 || len(committed) != 8 || len(revealed) != 8 || len(frozen[0].Quorum) != 2 {
			t.Errorf("%d, %d and %d entries", len(frozen), len(committed), len(revealed))
		}
		for _, e := range revealed {
			follows := slices.ContainsFunc(committed, func(c record.Entry) bool {
				return e.Prev == record.After(c.Subject) && slices.Equal(e.Quorum, c.Quorum)
			})
			if !follows || e.Count != 1 || len(e.Quorum) != 1 {
				t.Errorf("%+v follows on no commitment", e)
			}
		}
		b.now = b.now.AddDate(0, 0, 30) // after the last day nothing of it changes
		if c, row := b.view(dialogue.Viewer{}, register.RowID{Item: "duty-3", Conduct: "third"}); c.Phase != register.CycleClosed || row.Gap != register.GapNear {
			t.Errorf("later it reads %+v", row)
		}
	})
}

// anotherSalt finds the first digits of a salt.
var anotherSalt = regexp.MustCompile(`"salt":"(?:[0-9a-f]{8})`)

// C7: what does not match the commitment is refused, and the record says that it was
// tried; what matches is still taken after it.
func TestRevealThatDoesNotMatch(t *testing.T) {
	onBothBenches(t, func(t *testing.T, b *benchWorld) {
		b.openCycle(b.terms("2026-Q1"), b.book)
		row, other := register.RowID{Item: "duty-1", Conduct: "armenia"}, register.RowID{Item: "duty-2", Conduct: "azerbaijan"}
		for _, side := range b.sides {
			b.commits(side, row, 2)
			b.commits(side, other, 1)
		}
		chair := b.chair("armenia")
		good, err := b.OpeningOf(t.Context(), chair, b.cycle, row)
		b.must(err)
		elsewhere, err := b.OpeningOf(t.Context(), chair, b.cycle, other)
		b.must(err)
		for what, opening := range map[string][]byte{
			"another row's": elsewhere,
			"another level": bytes.Replace(good, []byte(`"level":2`), []byte(`"level":3`), 1),
			"another salt":  anotherSalt.ReplaceAll(good, []byte(`"salt":"00000000`)),
		} {
			before := len(b.entriesOf(record.AssessmentRevealed))
			wantFault(t, b.RevealRow(t.Context(), chair, b.cycle, row, opening), fault.Refused, "refusal.commitment_other")
			logged := b.entriesOf(record.AssessmentRevealed)[before:]
			if len(logged) != 1 || logged[0].Count != 0 || !slices.Equal(logged[0].Quorum, []string{"armenia"}) {
				t.Errorf("%s: the record says %+v", what, logged)
			}
			if _, r := b.view(b.chair("azerbaijan"), row); r.Stand.Sheets["armenia"].Revealed != 0 {
				t.Errorf("%s counts as revealed", what)
			}
		}
		wantFault(t, b.RevealRow(t.Context(), chair, b.cycle, row, []byte("{}")), fault.Invalid, "refusal.opening_form")
		b.must(b.RevealRow(t.Context(), chair, b.cycle, row, []byte(" "+strings.ReplaceAll(string(good), ",", " ,\n"))))

		kept, err := b.db.Assessments(t.Context(), int64(b.cycle)) // what was sealed here is swapped in the database
		b.must(err)
		cycle, err := b.db.Cycle(t.Context(), int64(b.cycle))
		b.must(err)
		a := slices.IndexFunc(kept, func(r store.AssessmentRow) bool { return r.Item == "duty-1" && r.Side == "azerbaijan" })
		c := slices.IndexFunc(kept, func(r store.AssessmentRow) bool { return r.Item == "duty-2" && r.Side == "azerbaijan" })
		kept[a].Sealed, kept[c].Sealed = kept[c].Sealed, kept[a].Sealed
		b.must(b.db.ChangeAssessment(t.Context(), store.AssessmentChange{Cycle: cycle, Assessments: kept}))
		wantFault(t, b.RevealRow(t.Context(), b.chair("azerbaijan"), b.cycle, row, nil), fault.Refused, "refusal.commitment_other")
		if _, r := b.view(chair, row); r.Gap != "" || len(r.Said) != 0 {
			t.Errorf("it is shown: %+v", r)
		}
	})
}

// C7: who does not reveal by the last day has withheld, and the other side's is shown
// only as long as that side agrees.
func TestWithheldIsSaid(t *testing.T) {
	onBothBenches(t, func(t *testing.T, b *benchWorld) {
		b.openCycle(b.terms("2026-Q1"), b.book)
		row, silent := register.RowID{Item: "duty-1", Conduct: "armenia"}, register.RowID{Item: "duty-3", Conduct: "third"}
		b.commits("armenia", row, 3)
		b.commits("azerbaijan", row, 1)
		b.reveals("armenia", row)
		b.commits("azerbaijan", silent, 2) // the other never commits
		if _, err := b.Cycle(t.Context(), dialogue.Viewer{}, b.cycle); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the public knows of an open cycle: %v", err)
		}
		wantFault(t, b.ShowAlone(t.Context(), b.chair("armenia"), b.cycle, row, true, nil), fault.Refused, "refusal.withheld_nothing")
		b.now = b.now.AddDate(0, 0, 21)
		wantFault(t, b.RevealRow(t.Context(), b.chair("azerbaijan"), b.cycle, row, nil), fault.Refused, "refusal.cycle_over")
		check := func(row register.RowID, withheld, shown dialogue.SideID) {
			t.Helper()
			for who, v := range b.everybody(nil) {
				c, r := b.view(v, row)
				_, there := r.Said[shown]
				if r.Gap != register.GapWithheld || !slices.Equal(r.Stand.Withheld, []dialogue.SideID{withheld}) || there != (shown != "") || len(r.Said) > 1 || len(c.Said) != 0 {
					t.Errorf("%s reads %+v", who, r)
				}
			}
		}
		check(row, "azerbaijan", "")
		b.must(b.ShowAlone(t.Context(), b.chair("armenia"), b.cycle, row, true, nil))
		check(row, "azerbaijan", "armenia")
		b.must(b.ShowAlone(t.Context(), b.chair("armenia"), b.cycle, row, false, nil))
		check(row, "azerbaijan", "")
		wantFault(t, b.ShowAlone(t.Context(), b.chair("azerbaijan"), b.cycle, row, true, nil), fault.Refused, "refusal.withheld_own")
		check(silent, "armenia", "")
		b.must(b.ShowAlone(t.Context(), b.chair("azerbaijan"), b.cycle, silent, true, nil))
		check(silent, "armenia", "azerbaijan")
	})
}

// A side may keep its assessment itself: the node is given the commitment, and the
// opening in the end, which must be of what is asked.
func TestSideKeepsItsOwn(t *testing.T) {
	b := newBench(t, sqliteURL(t), sides)
	b.openCycle(b.terms("2026-Q1"), b.book)
	row := register.RowID{Item: "duty-2", Conduct: "azerbaijan"}
	view, _ := b.view(b.chair("armenia"), row)
	opening := func(change func(*register.Assessment)) register.Opening {
		a := view.Cycle.Blank(row, "armenia")
		said := says(2, "Kept at home.")
		a.Level, a.Timeliness, a.Matches, a.Confidence, a.Blockage, a.Evidence, a.Reason = said.Level, said.Timeliness, said.Matches, said.Confidence, said.Blockage, said.Evidence, said.Reason
		change(&a)
		return register.Opening{Salt: register.Salt{9, 9, 9}, Text: a.Canonical()}
	}
	good := opening(func(*register.Assessment) {})
	bad := opening(func(a *register.Assessment) { a.Item = "duty-1" })
	for _, o := range []register.Opening{bad, good} { // as long as the other has not committed
		b.must(b.CommitHash(t.Context(), b.chair("armenia"), b.cycle, row, o.Commitment()))
	}
	b.commits("azerbaijan", row, 2)
	b.reveals("azerbaijan", row)
	wantFault(t, b.RevealRow(t.Context(), b.chair("armenia"), b.cycle, row, nil), fault.Refused, "refusal.opening_needed")
	wantFault(t, b.RevealRow(t.Context(), b.chair("armenia"), b.cycle, row, bad.Bytes()), fault.Refused, "refusal.commitment_other")
	_, err := b.OpeningOf(t.Context(), b.chair("armenia"), b.cycle, row)
	wantFault(t, err, fault.NotFound, "refusal.row_unknown")
	b.must(b.RevealRow(t.Context(), b.chair("armenia"), b.cycle, row, good.Bytes()))
	if _, r := b.view(b.chair("azerbaijan"), row); r.Gap != register.GapAgree || r.Said["armenia"].Reason["en"] != "Kept at home." {
		t.Errorf("%+v", r)
	}

	other := register.RowID{Item: "duty-1", Conduct: "armenia"}
	b.must(b.CommitHash(t.Context(), b.chair("armenia"), b.cycle, other, bad.Commitment())) // matches, but says another row
	b.commits("azerbaijan", other, 0)
	wantFault(t, b.RevealRow(t.Context(), b.chair("armenia"), b.cycle, other, bad.Bytes()), fault.Invalid, "refusal.assessment_other")
	committed := b.entriesOf(record.AssessmentCommitted)
	if len(committed) != 5 || committed[1].Prev != record.After(committed[0].Subject) || committed[2].Prev != "" {
		t.Errorf("what was committed to anew does not follow on what was before: %+v", committed)
	}
}

// Two coders a side, blind to everybody and to themselves, until their side has
// committed; then their codings are final, and how they agree is part of what the
// side says.
func TestCodersAreBlind(t *testing.T) {
	onBothBenches(t, func(t *testing.T, b *benchWorld) {
		b.openCycle(b.terms("2026-Q1"), b.book)
		view, _ := b.view(b.chair("armenia"), register.RowID{Item: "duty-3", Conduct: "third"})
		first, second := b.moderator("armenia"), b.chair("armenia")
		for i, r := range view.Rows {
			for _, v := range []dialogue.Viewer{second, first, first} { // the last in place of the one before
				b.must(b.CodeRow(t.Context(), v, b.cycle, r.Row, codes(min(i, 3))))
			}
		}
		b.must(b.CodeRow(t.Context(), b.moderator("azerbaijan"), b.cycle, view.Rows[0].Row, codes(0)))
		third := dialogue.Viewer{Account: 99, Role: dialogue.Moderator, Side: "armenia"}
		wantFault(t, b.CodeRow(t.Context(), third, b.cycle, view.Rows[0].Row, codes(0)), fault.Refused, "refusal.coders_full")
		wantFault(t, b.CodeRow(t.Context(), b.offices["armenia"][dialogue.Steward], b.cycle, view.Rows[0].Row, codes(0)), fault.Refused, "refusal.writer_only")
		wantFault(t, b.CodeRow(t.Context(), first, b.cycle, view.Rows[0].Row, codes(4)), fault.Invalid, "refusal.assessment_level")
		for who, v := range b.everybody(nil) {
			c, err := b.Cycle(t.Context(), v, b.cycle)
			if v.Role == "" {
				continue
			}
			b.must(err)
			for _, r := range c.Rows {
				coded := v == first || v == second || v == b.moderator("azerbaijan") && r.Row == view.Rows[0].Row
				if r.Codings != nil || r.Coded != coded {
					t.Errorf("%s: coded %v, reads %v", who, r.Coded, r.Codings)
				}
			}
		}
		for i, r := range view.Rows {
			b.commits("armenia", r.Row, min(i, 2))
			_, own := b.view(second, r.Row)
			if len(own.Codings) != 2 || own.Codings[1].Level != min(i, 3) || own.Own.Coders != 2 || (own.Own.Alpha != nil) != (i > 0) {
				t.Errorf("row %d: %+v of %+v", i, own.Own, own.Codings)
			}
			wantFault(t, b.CodeRow(t.Context(), first, b.cycle, r.Row, codes(1)), fault.Refused, "refusal.coding_final")
			for _, v := range []dialogue.Viewer{first, b.chair("azerbaijan"), b.moderator("azerbaijan")} {
				if _, other := b.view(v, r.Row); other.Codings != nil || other.Own != nil {
					t.Errorf("%s of %s reads what armenia's coders or co-chair say", v.Role, v.Side)
				}
			}
			b.commits("azerbaijan", r.Row, 1)
			b.reveals("azerbaijan", r.Row)
			b.reveals("armenia", r.Row)
		}
		c, _ := b.view(dialogue.Viewer{}, view.Rows[0].Row)
		if q := c.Coders["armenia"]; q.Compared != len(view.Rows) || q.Use != register.UseIt || register.Coefficient(q.Kappa) != "1.00" {
			t.Errorf("armenia's coders: %+v", q)
		}
		if q := c.Coders["azerbaijan"]; q.Compared != 0 || q.Use != register.NoUse {
			t.Errorf("azerbaijan's coders: %+v", q)
		}
		for _, account := range []dialogue.AccountID{first.Account, second.Account} { // no account stands with a code
			for _, table := range []string{"coder", "coding", "assessment", "assessment_cycle"} {
				for _, row := range b.dump()[table].rows {
					for _, cell := range row {
						if strings.Contains(textOf(cell), fmt.Sprint(int64(account))) || strings.Contains(textOf(cell), dialogue.FormatID(account)) {
							t.Errorf("%s holds the number of an account", table)
						}
					}
				}
			}
		}
	})
}

// A fall since the last period is marked; another edition of the codebook assesses the
// same period anew, and both stay.
func TestPeriodsAndEditions(t *testing.T) {
	b := newBench(t, sqliteURL(t), sides)
	row := register.RowID{Item: "duty-2", Conduct: "azerbaijan"}
	both := func(levels ...int) {
		t.Helper()
		for i, side := range b.sides {
			b.commits(side, row, levels[i])
		}
		for _, side := range b.sides {
			b.reveals(side, row)
		}
	}
	first := b.openCycle(b.terms("2025-Q4"), b.book)
	both(2, 1)
	b.openCycle(b.terms("2026-Q1"), b.book)
	wantFault(t, b.CommitRow(t.Context(), b.chair("azerbaijan"), b.cycle, row, says(1, "It fell.")), fault.Invalid, "refusal.reversed_missing")
	fell := says(1, "It fell.")
	fell.Reversed = true
	wantFault(t, b.CommitRow(t.Context(), b.chair("armenia"), b.cycle, row, fell), fault.Invalid, "refusal.reversed_false")
	b.must(b.CommitRow(t.Context(), b.chair("azerbaijan"), b.cycle, row, fell))
	b.commits("armenia", row, 3)
	b.reveals("armenia", row)
	b.reveals("azerbaijan", row)
	if _, r := b.view(b.chair("armenia"), row); !r.Said["azerbaijan"].Reversed || r.Before["azerbaijan"].Level != 2 || r.Before["armenia"].Level != 1 {
		t.Errorf("%+v", r)
	}
	_, err := b.ProposeCycle(t.Context(), b.chair("armenia"), b.terms("2025-Q4"), b.book)
	wantFault(t, err, fault.Refused, "refusal.cycle_there")
	next := b.book
	next.Name, next.Title = "pis-1.1", dialogue.Text{"en": "Another edition"}
	again := b.openCycle(b.terms("2025-Q4"), next)
	both(0, 0)
	lines, err := b.Cycles(t.Context(), b.chair("azerbaijan"), "duties")
	b.must(err)
	if len(lines) != 3 || lines[0].Period != "2026-Q1" || lines[1].ID != first || lines[2].ID != again || lines[2].Codebook != "pis-1.1" || lines[1].Shown != 1 || lines[1].Rows != 4 {
		t.Errorf("%+v", lines)
	}
	for id, want := range map[register.CycleID]int{first: 2, again: 0} {
		b.cycle = id
		if c, r := b.view(b.chair("armenia"), row); *r.Said["azerbaijan"].Level != want || c.Cycle.Book.Name != c.Cycle.Codebook {
			t.Errorf("%s: %+v", c.Cycle.Codebook, r.Said["azerbaijan"])
		}
	}
}

// C10: an item that a viewer does not see is not there for that viewer, in no row, line
// or figure; and only what can be assessed is.
func TestItemsThatAreNotSeen(t *testing.T) {
	b := newBench(t, sqliteURL(t), sides)
	terms := b.terms("2026-Q1")
	for what, change := range map[string]func(*register.Terms){
		"a draft": func(c *register.Terms) { c.Items[0].Key = "draft" },
		"nothing": func(c *register.Terms) { c.Items[0].Key = "no-such" },
		"not assessed": func(c *register.Terms) {
			c.Register, c.Items = "ledger", []register.Item{{Key: "entry", Obliged: "both"}}
		},
	} {
		bad := b.terms("2026-Q1")
		change(&bad)
		if _, err := b.ProposeCycle(t.Context(), b.chair("armenia"), bad, b.book); !isFault(err, "refusal.cycle_item") {
			t.Errorf("%s: %v", what, err)
		}
	}
	bad := b.terms("2026-Q1")
	bad.Register = "no-such"
	_, err := b.ProposeCycle(t.Context(), b.chair("armenia"), bad, b.book)
	wantFault(t, err, fault.NotFound, "refusal.register_unknown")

	inner := register.RowID{Item: "inner", Conduct: "third"}
	terms.Items = append(terms.Items, register.Item{Key: "inner", Obliged: "third"})
	b.openCycle(terms, b.book)
	view, _ := b.view(b.chair("armenia"), inner)
	for _, r := range view.Rows {
		for i, side := range b.sides {
			b.commits(side, r.Row, i)
		}
		for _, side := range b.sides {
			b.reveals(side, r.Row)
		}
	}
	if c, r := b.view(b.moderator("azerbaijan"), inner); r.Gap != register.GapNear || len(c.Rows) != 5 {
		t.Errorf("%+v", r)
	}
	c, err := b.Cycle(t.Context(), dialogue.Viewer{}, b.cycle)
	b.must(err)
	if len(c.Rows) != 4 || len(c.Cycle.Items) != 3 || c.Said[2].Indexes[0].Given != 1 {
		t.Errorf("the public reads %d rows and %+v", len(c.Rows), c.Said[2])
	}
	if lines, err := b.Cycles(t.Context(), dialogue.Viewer{}, "duties"); err != nil || lines[0].Rows != 4 {
		t.Errorf("the public reads %+v, %v", lines, err)
	}
	tracked, err := b.Tracked(t.Context(), dialogue.Viewer{}, b.cycle)
	if err != nil || slices.ContainsFunc(tracked, func(r register.Tracked) bool { return r.Item == "inner" }) {
		t.Errorf("the public's export: %v", err)
	}
	if all, err := b.ItemAssessments(t.Context(), dialogue.Viewer{}, "duties", "inner"); err != nil || len(all) != 0 {
		t.Errorf("the public reads of it: %+v, %v", all, err)
	}
	wantFault(t, b.CodeRow(t.Context(), dialogue.Viewer{}, b.cycle, inner, codes(1)), fault.NotFound, "refusal.row_unknown")
}

func isFault(err error, key string) bool {
	f := fault.Of(err)
	return f != nil && f.Key == key
}

// Nobody blocks an open cycle by proposing, and nobody assesses before every side
// confirmed the same terms.
func TestCycleIsConfirmedByEverySide(t *testing.T) {
	b := newBench(t, sqliteURL(t), sides)
	row := register.RowID{Item: "duty-1", Conduct: "armenia"}
	id, err := b.ProposeCycle(t.Context(), b.chair("azerbaijan"), b.terms("2026-Q1"), b.book)
	b.must(err)
	b.cycle = id
	view, r := b.view(b.chair("armenia"), row)
	if !view.Can.Confirm || !view.Can.Drop || view.Phase != register.CycleProposed || r.Can != (view.Rows[0].Can) || r.Can.Commit || r.Can.Code {
		t.Errorf("%+v, %+v", view.Can, r.Can)
	}
	wantFault(t, b.CommitRow(t.Context(), b.chair("armenia"), id, row, says(1, "Early.")), fault.Refused, "refusal.cycle_not_open")
	wantFault(t, b.ConfirmCycle(t.Context(), b.chair("armenia"), id, dialogue.Hash{1}), fault.Conflict, "refusal.changed_meanwhile")
	wantFault(t, b.ConfirmCycle(t.Context(), b.moderator("armenia"), id, view.Terms), fault.Refused, "refusal.co_chair_only")
	b.must(b.DropCycle(t.Context(), b.chair("armenia"), id))
	_, err = b.Cycle(t.Context(), b.chair("armenia"), id)
	wantFault(t, err, fault.NotFound, "refusal.cycle_unknown")
	b.openCycle(b.terms("2026-Q1"), b.book)
	wantFault(t, b.DropCycle(t.Context(), b.chair("azerbaijan"), b.cycle), fault.Refused, "refusal.cycle_open")
	if n := len(b.entriesOf(record.CodebookFrozen)); n != 1 {
		t.Errorf("%d codebooks are frozen", n)
	}
}
