package dialogue

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// someKey is a public key of age; nobody holds the secret one.
const someKey = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"

// What can be proposed, and when (S7, R4, R12, R13, the act 3).
func TestDraft(t *testing.T) {
	at := func(p Phase) Dialogue {
		d := running(both...)
		d.Phase = p
		return d
	}
	full := basis(both...)
	none := Basis{Statements: seeds(), Today: today}
	uneven := basis(both...)
	uneven.Waiting["armenia"] = CodeCount{59, "aa"}
	oneSide := Basis{Statements: seeds(), Waiting: batch(60, "azerbaijan"), Today: today}
	noSeeds := basis(both...)
	noSeeds.Statements = nil
	open := toOpen()
	until := func(k ActKind, n Day) Act { return Act{Kind: k, LastDay: (today + n).String()} }
	why := Act{Kind: ActWaiver, Reason: "Fewer people could come."}
	rows := func(r ...Receiver) Act { return Act{Kind: ActHandRows, To: r} }
	archive := Receiver{"Archive (simulated)", someKey}
	ready, on := preparing(both...), running(both...)
	for _, c := range []struct {
		name string
		d    Dialogue
		want Act
		b    Basis
		key  string
	}{
		{"open", ready, open, full, ""},
		{"open until today", ready, until(ActOpen, 0), full, ""},
		{"open until yesterday", ready, until(ActOpen, -1), full, "refusal.last_day"},
		{"open for a year", ready, until(ActOpen, LongestOpen), full, ""},
		{"open for longer", ready, until(ActOpen, LongestOpen+1), full, "refusal.last_day"},
		{"open until no day", ready, Act{Kind: ActOpen, LastDay: "soon"}, full, "refusal.last_day"},
		{"open twice", on, open, full, "refusal.opened_already"},
		{"open after the end", at(Closed), open, full, "refusal.opened_already"},
		{"open what was imported", with(ready, func(d *Dialogue) { d.Imported = true }), open, full, "refusal.opened_already"},
		{"open without seeds", ready, open, noSeeds, "refusal.no_seeds"},
		{"open without codes", ready, open, none, "refusal.no_codes"},
		{"open with codes for one side", ready, open, oneSide, "refusal.no_codes"},
		{"open with one code less", ready, open, uneven, "refusal.seats_unequal"},
		{"the same, waived", with(ready, func(d *Dialogue) { d.Waived = d.withSeats(uneven.Waiting).seats() }), open, uneven, ""},
		{"others than waived", with(ready, func(d *Dialogue) { d.Waived = d.withSeats(oneSide.Waiting).seats() }), open, uneven, "refusal.seats_unequal"},
		{"open, one translation missing", with(ready, func(d *Dialogue) {
			d.Settings.Description = inAll("x")
			delete(d.Settings.Description, "az")
		}), open, full, "refusal.text_missing"},
		{"closing", on, until(ActClosing, 20), full, ""},
		{"closing today", on, until(ActClosing, 0), full, ""},
		{"closing, the same day", on, until(ActClosing, 10), full, "refusal.last_day_same"},
		{"closing, yesterday", on, until(ActClosing, -1), full, "refusal.last_day"},
		{"closing before opening", ready, until(ActClosing, 20), full, "refusal.not_open"},
		{"closing after the end", at(Closed), until(ActClosing, 20), full, "refusal.not_open"},
		{"closing after the last day", with(on, func(d *Dialogue) { d.LastDay = today - 1 }), until(ActClosing, 20), full, "refusal.not_open"},
		{"codes", on, Act{Kind: ActCodes}, full, ""},
		{"codes, none", on, Act{Kind: ActCodes}, none, "refusal.no_codes"},
		{"codes for one side", on, Act{Kind: ActCodes}, oneSide, "refusal.seats_unequal"},
		{"codes for one side, waived", with(on, func(d *Dialogue) { d.Waived = d.withSeats(oneSide.Waiting).seats() }), Act{Kind: ActCodes}, oneSide, ""},
		{"codes before opening", ready, Act{Kind: ActCodes}, full, "refusal.not_open"},
		{"waiver", ready, why, uneven, ""},
		{"waiver, one word", ready, Act{Kind: ActWaiver, Reason: "because"}, uneven, "refusal.waiver_reason"},
		{"waiver, spaces", ready, Act{Kind: ActWaiver, Reason: strings.Repeat(" ", 20)}, uneven, "refusal.waiver_reason"},
		{"waiver twice", with(ready, func(d *Dialogue) { d.Waived = d.withSeats(uneven.Waiting).seats() }), why, uneven, "refusal.waiver_needless"},
		{"waiver of equal seats", ready, why, full, "refusal.waiver_needless"},
		{"waiver after the end", at(Closed), why, full, "refusal.waiver_needless"},
		{"live", on, Act{Kind: ActLive}, full, ""},
		{"live, 49 codes", with(on, func(d *Dialogue) { d.Sides[1].Issued = 49 }), Act{Kind: ActLive}, full, "refusal.live_few"},
		{"live, 50 codes", with(on, func(d *Dialogue) { d.Sides[1].Issued = 50 }), Act{Kind: ActLive}, full, ""},
		{"live twice", with(on, func(d *Dialogue) { d.Live = true }), Act{Kind: ActLive}, full, "refusal.live_phase"},
		{"live, protected", with(on, func(d *Dialogue) { d.Kind = Protected }), Act{Kind: ActLive}, full, "refusal.live_phase"},
		{"live before opening", ready, Act{Kind: ActLive}, full, "refusal.live_phase"},
		{"resume", with(on, func(d *Dialogue) { d.PausedBy = "armenia" }), Act{Kind: ActResume}, full, ""},
		{"resume, not paused", on, Act{Kind: ActResume}, full, "refusal.not_paused"},
		{"rows", at(Closed), rows(archive), full, ""},
		{"rows while open", on, rows(archive), full, "refusal.rows_open"},
		{"rows to nobody", at(Closed), rows(), full, "refusal.receivers"},
		{"rows to eleven", at(Closed), rows(slices.Repeat([]Receiver{archive}, MostReceivers+1)...), full, "refusal.receivers"},
		{"rows to no key", at(Closed), rows(Receiver{"Archive (simulated)", "age1"}), full, "refusal.receiver_key"},
		{"rows to no name", at(Closed), rows(Receiver{" ", someKey}), full, "refusal.receiver_key"},
		{"adopt", with(ready, func(d *Dialogue) { d.Imported = true }), Act{Kind: ActAdopt}, full, ""},
		{"adopt what was not imported", ready, Act{Kind: ActAdopt}, full, "refusal.opened_already"},
		{"no such act", on, Act{Kind: "overrule"}, full, "refusal.act_unknown"},
	} {
		a, err := c.d.Draft(c.want, c.b)
		wantKey(t, c.name, err, c.key)
		if err != nil {
			continue
		}
		again, err := c.d.Draft(a, c.b)
		if err != nil || string(again.Bytes()) != string(a.Bytes()) {
			t.Errorf("%s: drafted again it is %s, before %s, %v", c.name, again.Bytes(), a.Bytes(), err)
		}
		if back, err := ParseAct(a.Bytes()); err != nil || string(back.Bytes()) != string(a.Bytes()) {
			t.Errorf("%s: read back %s, %v", c.name, back.Bytes(), err)
		}
	}
}

// There is one way to write an act: nothing can be smuggled into what is
// approved.
func TestActHasOneWriting(t *testing.T) {
	a, err := running(both...).Draft(Act{Kind: ActLive}, basis(both...))
	if err != nil {
		t.Fatal(err)
	}
	good := string(a.Bytes())
	for _, bad := range []string{
		"", "null", "{}x", " " + good, good + "\n", strings.Replace(good, ":", ": ", 1),
		strings.Replace(good, `"kind"`, `"Kind"`, 1), strings.Replace(good, "{", `{"more":1,`, 1),
		strings.Replace(good, "}", `,"kind":"live"}`, 1), strings.Replace(good, "live", `\u006cive`, 1),
	} {
		_, err := ParseAct([]byte(bad))
		wantKey(t, bad, err, "refusal.act_bytes")
	}
}

// What follows from an act is what it says, and nothing else.
func TestEnact(t *testing.T) {
	paused := running(both...)
	paused.PausedBy = "azerbaijan"
	imported := preparing(both...)
	imported.Imported = true
	closed := running(both...)
	closed.Phase = Closed
	for _, c := range []struct {
		d      Dialogue
		want   Act
		expect func(*Dialogue)
	}{
		{preparing(both...), toOpen(), func(d *Dialogue) {
			d.Phase, d.OpenedOn, d.LastDay = Open, today, today+14
			d.Sides = []Allotment{{"azerbaijan", 60, 0}, {"armenia", 60, 0}}
		}},
		{running(both...), Act{Kind: ActClosing, LastDay: (today + 1).String()}, func(d *Dialogue) { d.LastDay, d.Turns = today+1, d.Turns+1 }},
		{running(both...), Act{Kind: ActCodes}, func(d *Dialogue) {
			d.Sides = []Allotment{{"azerbaijan", 120, 0}, {"armenia", 120, 0}}
		}},
		{with(running(both...), func(d *Dialogue) { d.Sides[0].Issued-- }), Act{Kind: ActWaiver, Reason: "Fewer people could come."},
			func(d *Dialogue) { d.Waived, d.Turns = d.withSeats(basis(both...).Waiting).seats(), d.Turns+1 }},
		{running(both...), Act{Kind: ActLive}, func(d *Dialogue) { d.Live = true }},
		{paused, Act{Kind: ActResume}, func(d *Dialogue) { d.PausedBy = "" }},
		{closed, Act{Kind: ActHandRows, To: []Receiver{{"Archive (simulated)", someKey}}}, func(d *Dialogue) { d.Turns++ }},
		{imported, Act{Kind: ActAdopt}, func(d *Dialogue) { d.Phase, d.OpenedOn, d.LastDay = Closed, today, today }},
	} {
		before := slices.Clone(c.d.Sides)
		a, err := c.d.Draft(c.want, basis(both...))
		if err != nil {
			t.Fatal(c.want.Kind, err)
		}
		got, want := c.d.Enact(a, today), c.d
		c.expect(&want)
		if !sameDialogue(got, want) {
			t.Errorf("%s: %+v, want %+v", c.want.Kind, got, want)
		}
		if !slices.Equal(c.d.Sides, before) {
			t.Errorf("%s changed the value that it was given", c.want.Kind)
		}
	}
}

// sameDialogue compares all but the settings, which no act changes.
func sameDialogue(a, b Dialogue) bool {
	return slices.Equal(a.Sides, b.Sides) && a.Phase == b.Phase && a.OpenedOn == b.OpenedOn && a.LastDay == b.LastDay &&
		a.Live == b.Live && maps.Equal(a.Waived, b.Waived) && a.PausedBy == b.PausedBy && a.Imported == b.Imported &&
		a.Kind == b.Kind && a.ID == b.ID && a.Frozen == b.Frozen && a.Turns == b.Turns
}
