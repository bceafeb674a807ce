package register

import (
	"fmt"
	"strings"
	"testing"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// A cycle is open once a co-chair of every side confirmed the same terms.
func TestCycleOpensWithEverySide(t *testing.T) {
	for _, sides := range [][]dialogue.SideID{{"armenia", "azerbaijan"}, {"lake", "valley", "hill"}} {
		c, err := ProposeCycle(chairOf(sides[1]), termsOf(sides...), pis(t), sides, nil, assessedOn)
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Confirm(chairOf(sides[1]), c.Hash(), assessedOn)
		wantRefusal(t, "confirmed twice", err, "refusal.cycle_confirmed")
		_, err = c.Confirm(chairOf(sides[0]), dialogue.Hash{}, assessedOn)
		wantRefusal(t, "other terms", err, "refusal.changed_meanwhile")
		_, err = c.Confirm(dialogue.Viewer{Role: dialogue.Moderator, Side: sides[0]}, c.Hash(), assessedOn)
		wantRefusal(t, "a moderator", err, "refusal.co_chair_only")
		_, err = c.Confirm(chairOf("sea"), c.Hash(), assessedOn)
		wantRefusal(t, "another side", err, "refusal.co_chair_only")
		_, err = c.Confirm(chairOf(sides[0]), c.Hash(), c.LastDay+1)
		wantRefusal(t, "too late", err, "refusal.cycle_over")
		for i, side := range sides {
			if i == 1 {
				continue
			}
			if c.OpenedOn != 0 || c.Phase(nil, assessedOn) != CycleProposed {
				t.Error("it opened before every side had confirmed")
			}
			if c, err = c.Confirm(chairOf(side), c.Hash(), assessedOn); err != nil {
				t.Fatal(err)
			}
		}
		if c.OpenedOn != assessedOn || c.Phase(nil, assessedOn) != CycleOpen || c.Phase(nil, c.LastDay) != CycleOpen || c.Phase(nil, c.LastDay+1) != CycleClosed {
			t.Errorf("%+v", c)
		}
		wantRefusal(t, "dropped", c.Drop(chairOf(sides[0])), "refusal.cycle_open")
	}
}

func TestBadTerms(t *testing.T) {
	sides := []dialogue.SideID{"azerbaijan", "armenia"}
	propose := func(change func(*Terms)) error {
		terms := termsOf(sides...)
		change(&terms)
		_, err := ProposeCycle(chairOf("azerbaijan"), terms, pis(t), sides, []Cycle{{Terms: Terms{Register: "articles", Period: "2025", Codebook: "pis-1.0"}}}, assessedOn)
		return err
	}
	for what, c := range map[string]struct {
		key    string
		change func(*Terms)
	}{
		"no period":        {"refusal.cycle_period", func(c *Terms) { c.Period = "" }},
		"a fifth quarter":  {"refusal.cycle_period", func(c *Terms) { c.Period = "2026-Q5" }},
		"long ago":         {"refusal.cycle_period", func(c *Terms) { c.Period = "1926" }},
		"yesterday":        {"refusal.cycle_last_day", func(c *Terms) { c.LastDay = assessedOn - 1 }},
		"in years":         {"refusal.cycle_last_day", func(c *Terms) { c.LastDay = assessedOn + LongestCycle + 1 }},
		"another kind":     {"refusal.cycle_kind", func(c *Terms) { c.Kind = "wish" }},
		"no agreement":     {"refusal.cycle_agreement", func(c *Terms) { c.Agreement = "" }},
		"a formula":        {"refusal.cycle_agreement", func(c *Terms) { c.Cross.PAX = "=1+1" }},
		"nothing":          {"refusal.cycle_items", func(c *Terms) { c.Items = nil }},
		"an item twice":    {"refusal.cycle_item", func(c *Terms) { c.Items[1] = c.Items[0] }},
		"nobody obliged":   {"refusal.cycle_item", func(c *Terms) { c.Items[1].Obliged = "sea" }},
		"there already":    {"refusal.cycle_there", func(c *Terms) { c.Period = "2025" }},
		"a key with slash": {"refusal.cycle_item", func(c *Terms) { c.Items[0].Key = "a/b" }},
	} {
		wantRefusal(t, what, propose(c.change), c.key)
	}
	for _, l := range []string{"2026", "2026-H2", "2026-Q4", "2026-11"} {
		if err := propose(func(c *Terms) { c.Period = l }); err != nil {
			t.Errorf("%s: %v", l, err)
		}
	}
	_, err := ProposeCycle(chairOf("both"), termsOf("both", "own"), pis(t), []dialogue.SideID{"both", "own"}, nil, assessedOn)
	wantRefusal(t, "a side that is called both", err, "refusal.cycle_side")
}

// Another edition of the codebook is another cycle of the same period.
func TestRecodingIsAnotherCycle(t *testing.T) {
	sides := []dialogue.SideID{"armenia", "azerbaijan"}
	first := cycleOf(t, sides...)
	_, err := ProposeCycle(chairOf("armenia"), termsOf(sides...), pis(t), sides, []Cycle{first}, assessedOn)
	wantRefusal(t, "the same codebook", err, "refusal.cycle_there")
	next := pis(t)
	next.Name = "pis-1.1"
	second, err := ProposeCycle(chairOf("azerbaijan"), termsOf(sides...), next, sides, []Cycle{first}, assessedOn)
	if err != nil || second.BookHash == first.BookHash || second.Hash() == first.Hash() {
		t.Errorf("%v: %s and %s", err, second.BookHash, first.BookHash)
	}
}

func TestPeriods(t *testing.T) {
	before := func(a, b string) bool {
		p, err := ParsePeriod(a)
		q, err2 := ParsePeriod(b)
		if err != nil || err2 != nil {
			t.Fatal(a, b, err, err2)
		}
		return p.Before(q)
	}
	for _, c := range [][2]string{{"2025", "2026-Q1"}, {"2025-Q4", "2026-01"}, {"2026-H1", "2026-Q3"}, {"2026-01", "2026-02"}} {
		if !before(c[0], c[1]) || before(c[1], c[0]) {
			t.Errorf("%s is not before %s", c[0], c[1])
		}
	}
	if before("2026-Q1", "2026") || before("2026", "2026-Q2") {
		t.Error("what overlaps is before")
	}
}

// What a side said before is of the last period that has a level, by the same
// codebook if that period was assessed by several.
func TestPrior(t *testing.T) {
	c := cycleOf(t, "azerbaijan", "armenia")
	of := func(period, book string) Cycle {
		return Cycle{Terms: Terms{Register: c.Register, Agreement: c.Agreement, Period: period, Codebook: book}}
	}
	said := map[string]Rating{"2025-Q2 pis-1.0": {Level: 3}, "2025-Q3 pis-0.9": {Level: 0}, "2025-Q3 pis-1.0": {Level: 2}, "2025-Q4 pis-1.0": {Instead: "sus"}, "2026-Q1 pis-0.9": {Level: 1}}
	var all []Cycle
	for _, name := range []string{"2025-Q3 pis-0.9", "2026-Q1 pis-0.9", "2025-Q4 pis-1.0", "2025-Q3 pis-1.0", "2025-Q2 pis-1.0", "2025-Q1 pis-1.0"} {
		period, book, _ := strings.Cut(name, " ")
		all = append(all, of(period, book))
	}
	other := of("2025-Q4", "pis-1.0")
	other.Agreement = "another"
	shown := func(o Cycle) (Rating, bool) {
		if o.Agreement != c.Agreement {
			return Rating{Level: 1}, true
		}
		r, ok := said[o.Period+" "+o.Codebook]
		return r, ok
	}
	for range len(all) {
		all = append(all[1:], all[0])
		if r, ok := c.Prior(append(all, other), shown); !ok || r.Level != 2 {
			t.Errorf("in another order: %+v, %v", r, ok)
		}
	}
	if _, ok := c.Prior(nil, shown); ok {
		t.Error("something was said before anything")
	}
}

// A coder takes a free seat and keeps it; there are two of each side.
func TestSeats(t *testing.T) {
	c := cycleOf(t, "armenia", "azerbaijan")
	var taken []Seat
	for i, side := range []dialogue.SideID{"armenia", "azerbaijan", "armenia", "azerbaijan"} {
		s, isNew, err := c.Sit(dialogue.Viewer{Role: dialogue.Moderator, Side: side}, [32]byte{byte(i)}, taken)
		if err != nil || !isNew || s.Number != i/2+1 || s.Side != side {
			t.Errorf("%+v, %v", s, err)
		}
		taken = append(taken, s)
	}
	if s, isNew, err := c.Sit(chairOf("armenia"), [32]byte{2}, taken); err != nil || isNew || s != taken[2] {
		t.Errorf("come back: %+v, %v, %v", s, isNew, err)
	}
	_, _, err := c.Sit(chairOf("armenia"), [32]byte{1}, taken) // whom the other side knows
	wantRefusal(t, "a third", err, "refusal.coders_full")
	for _, v := range []dialogue.Viewer{{}, {Role: dialogue.Steward, Side: "armenia"}, {Participant: 4, Side: "azerbaijan"}, {Role: dialogue.Moderator, Side: "sea"}} {
		_, _, err := c.Sit(v, [32]byte{9}, nil)
		wantRefusal(t, fmt.Sprint(v), err, "refusal.writer_only")
	}
}

// What can be said of codings: every coding is shorter than what is sealed.
func TestCodings(t *testing.T) {
	for _, in := range append(Insteads(), "") {
		for _, when := range Timelinesses() {
			for _, matches := range Correspondences() {
				c := Coding{Instead: in, Timeliness: when, Matches: matches, Confidence: 3}
				if err := c.Check(); err != nil || len(c.Bytes()) > LongestCoding-8 {
					t.Errorf("%+v: %v, %d bytes", c, err, len(c.Bytes()))
				}
			}
		}
	}
	good := Coding{Level: 3, Timeliness: "early", Matches: "matches", Confidence: 1}
	for key, change := range map[string]func(*Coding){
		"refusal.assessment_level":          func(c *Coding) { c.Instead = "na" },
		"refusal.assessment_timeliness":     func(c *Coding) { c.Timeliness = "soon" },
		"refusal.assessment_correspondence": func(c *Coding) { c.Matches = "" },
		"refusal.assessment_confidence":     func(c *Coding) { c.Confidence = 4 },
	} {
		c := good
		change(&c)
		if f := fault.Of(c.Check()); f == nil || f.Key != key {
			t.Errorf("%+v: %v, want %s", c, c.Check(), key)
		}
	}
}
