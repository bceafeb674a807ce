package register

import (
	"slices"
	"testing"

	"parley/internal/dialogue"
)

// Where every side is obliged there is a row for each one's conduct, of which each
// side speaks: four numbers for two sides, nine for three.
func TestRowsAndAbout(t *testing.T) {
	c := cycleOf(t, "azerbaijan", "armenia")
	want := []RowID{{"art-1", "azerbaijan"}, {"art-1", "armenia"}, {"art-2", "azerbaijan"}, {"art-3", ThirdParty}}
	if got := c.Rows(); !slices.Equal(got, want) {
		t.Errorf("rows %v", got)
	}
	for row, about := range map[RowID]string{want[0]: "own", want[1]: "other", want[3]: "other"} {
		if got := c.About(row, "azerbaijan"); got != about {
			t.Errorf("%s: about %s", row, got)
		}
	}
	three := cycleOf(t, "hill", "lake", "valley")
	if got := len(three.Rows()); got != 3+1+1 {
		t.Errorf("%d rows of three sides", got)
	}
	abouts := map[string]bool{}
	for _, row := range three.Rows()[:3] {
		abouts[three.About(row, "lake")] = true
	}
	if !abouts["own"] || !abouts["other:hill"] || !abouts["other:valley"] {
		t.Errorf("of three sides one speaks about %v", abouts)
	}
}

// acts has sides commit, reveal and agree, as rules allow it.
type acts struct {
	t      *testing.T
	c      Cycle
	row    RowID
	sheets []Sheet
}

func (a *acts) put(s Sheet) {
	for i, one := range a.sheets {
		if one.Row == s.Row && one.Side == s.Side {
			a.sheets[i] = s
			return
		}
	}
	a.sheets = append(a.sheets, s)
}

func (a *acts) commit(side dialogue.SideID, day dialogue.Day) {
	a.t.Helper()
	if err := a.c.Commit(chairOf(side), a.row, a.sheets, day); err != nil {
		a.t.Fatal(err)
	}
	a.put(Sheet{Row: a.row, Side: side, Committed: day})
}

func (a *acts) reveal(side dialogue.SideID, day dialogue.Day) {
	a.t.Helper()
	s, err := a.c.Reveal(chairOf(side), a.row, a.sheets, day)
	if err != nil {
		a.t.Fatal(err)
	}
	a.put(s)
}

func (a *acts) shows() (all []dialogue.SideID) { return a.showsOn(a.c.LastDay + 1) }

func (a *acts) showsOn(day dialogue.Day) (all []dialogue.SideID) {
	for _, side := range a.c.Sides {
		if a.c.Stand(a.row, a.sheets, day).Shows(side) {
			all = append(all, side)
		}
	}
	return all
}

// C7: nobody reveals before every side has committed, nothing is shown before every
// side has revealed, and from the last commitment on nobody commits to another one.
func TestCommitThenReveal(t *testing.T) {
	for _, sides := range [][]dialogue.SideID{{"armenia", "azerbaijan"}, {"valley", "hill", "lake"}} {
		c := cycleOf(t, sides...)
		a := &acts{t: t, c: c, row: c.Rows()[1]}
		for i, side := range sides {
			a.commit(side, assessedOn)
			if i < len(sides)-1 {
				_, err := c.Reveal(chairOf(side), a.row, a.sheets, assessedOn)
				wantRefusal(t, "reveal before the other committed", err, "refusal.committed_not_all")
				a.commit(side, assessedOn+1) // another one
			}
			wantRefusal(t, "code after committing", c.MayCode(chairOf(side), a.row, a.sheets, assessedOn), "refusal.coding_final")
		}
		wantRefusal(t, "another one", c.Commit(chairOf(sides[0]), a.row, a.sheets, assessedOn), "refusal.committed_all")
		for i, side := range sides {
			if len(a.showsOn(assessedOn)) > 0 || c.Stand(a.row, a.sheets, assessedOn).Complete {
				t.Errorf("after %d of %d revealed %v are shown", i, len(sides), a.showsOn(assessedOn))
			}
			a.reveal(side, assessedOn+2)
		}
		if got := a.showsOn(assessedOn); !slices.Equal(got, sides) {
			t.Errorf("shown at last: %v", got)
		}
		_, err := c.Reveal(chairOf(sides[1]), a.row, a.sheets, assessedOn)
		wantRefusal(t, "twice", err, "refusal.revealed_already")
		_, err = c.ShowAlone(chairOf(sides[0]), a.row, true, a.sheets, c.LastDay+1)
		wantRefusal(t, "nothing is withheld", err, "refusal.withheld_nothing")
		if c.Phase(a.sheets, assessedOn) != CycleOpen {
			t.Error("it closed with rows left")
		}
	}
}

// A cycle closes as soon as everything in it is revealed.
func TestClosesWhenAllIsRevealed(t *testing.T) {
	c := cycleOf(t, "azerbaijan", "armenia")
	var sheets []Sheet
	for _, row := range c.Rows() {
		for _, side := range c.Sides {
			sheets = append(sheets, Sheet{Row: row, Side: side, Committed: assessedOn, Revealed: assessedOn})
		}
	}
	if c.Phase(sheets, assessedOn) != CycleClosed || c.Phase(sheets[1:], assessedOn) != CycleOpen {
		t.Error("it does not close with the last")
	}
}

// C7: after the last day who did not reveal withheld, and the other side's is shown
// only as long as that side agrees.
func TestWithheld(t *testing.T) {
	c := cycleOf(t, "armenia", "azerbaijan")
	late := c.LastDay + 1
	a := &acts{t: t, c: c, row: c.Rows()[0]}
	a.commit("armenia", assessedOn)
	a.commit("azerbaijan", assessedOn)
	a.reveal("armenia", assessedOn)
	_, err := c.ShowAlone(chairOf("armenia"), a.row, true, a.sheets, c.LastDay)
	wantRefusal(t, "before it is over", err, "refusal.withheld_nothing")
	if got := c.Stand(a.row, a.sheets, late).Withheld; !slices.Equal(got, []dialogue.SideID{"azerbaijan"}) {
		t.Errorf("withheld by %v", got)
	}
	_, err = c.Reveal(chairOf("azerbaijan"), a.row, a.sheets, late)
	wantRefusal(t, "too late", err, "refusal.cycle_over")
	_, err = c.ShowAlone(chairOf("azerbaijan"), a.row, true, a.sheets, late)
	wantRefusal(t, "who withheld", err, "refusal.withheld_own")
	for _, show := range []bool{true, false, true} {
		if got := len(a.shows()); got != 0 && show {
			t.Error("it is shown although its side does not agree")
		}
		s, err := c.ShowAlone(chairOf("armenia"), a.row, show, a.sheets, late)
		if err != nil {
			t.Fatal(err)
		}
		a.put(s)
		if got := a.shows(); show != slices.Equal(got, []dialogue.SideID{"armenia"}) {
			t.Errorf("agreed %v: shown %v", show, got)
		}
	}
	if got := a.showsOn(c.LastDay); len(got) != 0 {
		t.Error("it is shown before the last day has passed")
	}
}

// Who committed when another did not has withheld nothing, and can still be shown.
func TestNeverCommitted(t *testing.T) {
	c := cycleOf(t, "lake", "hill", "valley")
	late := c.LastDay + 1
	a := &acts{t: t, c: c, row: c.Rows()[0]}
	a.commit("hill", assessedOn)
	if got := c.Stand(a.row, a.sheets, late).Withheld; !slices.Equal(got, []dialogue.SideID{"lake", "valley"}) {
		t.Errorf("withheld by %v", got)
	}
	_, err := c.ShowAlone(chairOf("lake"), a.row, true, a.sheets, late)
	wantRefusal(t, "who has nothing", err, "refusal.committed_nothing")
	s, err := c.ShowAlone(chairOf("hill"), a.row, true, a.sheets, late)
	if err != nil || s.Revealed != late {
		t.Fatalf("%+v, %v", s, err)
	}
	a.put(s)
	if got := a.shows(); !slices.Equal(got, []dialogue.SideID{"hill"}) {
		t.Errorf("shown: %v", got)
	}
}

// Only co-chairs commit and reveal, for their own side, in a row that is there.
func TestWhoCommits(t *testing.T) {
	c := cycleOf(t, "armenia", "azerbaijan")
	row := c.Rows()[0]
	for _, v := range []dialogue.Viewer{{}, {Role: dialogue.Moderator, Side: "armenia"}, {Role: dialogue.Steward, Side: "azerbaijan"}, chairOf("sea"), {Participant: 3, Side: "armenia"}} {
		wantRefusal(t, "commit", c.Commit(v, row, nil, assessedOn), "refusal.co_chair_only")
		_, err := c.Reveal(v, row, nil, assessedOn)
		wantRefusal(t, "reveal", err, "refusal.co_chair_only")
		_, err = c.ShowAlone(v, row, true, nil, c.LastDay+1)
		wantRefusal(t, "show", err, "refusal.co_chair_only")
	}
	wantRefusal(t, "no such row", c.Commit(chairOf("armenia"), RowID{"art-2", "azerbaijan"}, nil, assessedOn), "refusal.row_unknown")
	wantRefusal(t, "over", c.Commit(chairOf("armenia"), row, nil, c.LastDay+1), "refusal.cycle_over")
	c.OpenedOn = 0
	wantRefusal(t, "not open", c.Commit(chairOf("armenia"), row, nil, assessedOn), "refusal.cycle_not_open")
}
