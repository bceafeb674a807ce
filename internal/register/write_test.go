package register

import (
	"slices"
	"testing"

	"parley/internal/dialogue"
)

func TestWriteWaitsForEverySide(t *testing.T) {
	d := wells()
	r, err := d.Write(moderator("azerbaijan"), twoSides, Record{ID: 1, Register: "wells", Key: "well-1"},
		change(Public, map[string]Value{"title": say("Old well")}), today)
	if err != nil {
		t.Fatal(err)
	}
	if r.State != Draft || len(r.Values) != 0 || r.Pending == nil || r.Pending.By != "azerbaijan" {
		t.Fatalf("written %+v", r)
	}
	if _, ok := d.Seen(dialogue.Viewer{}, r, today); ok {
		t.Error("the public sees a draft")
	}
	if seen, ok := d.Seen(moderator("armenia"), r, today); !ok || seen.Pending == nil {
		t.Error("the other side's office does not see what is pending")
	}
	r = r.Enact(today + 1)
	if r.State != Kept || !r.Approved || r.Version != 1 || r.Level != Public || len(r.Past) != 0 {
		t.Errorf("enacted %+v", r)
	}
	next := change(Public, map[string]Value{"title": say("New well")})
	next.Why = dialogue.Writing{Original: "en", Text: dialogue.Text{"en": "It was dug again."}}
	if r, err = d.Write(chair("armenia"), twoSides, r, next, today+2); err != nil {
		t.Fatal(err)
	}
	if seen, _ := d.Seen(dialogue.Viewer{}, r, today+2); seen.Values["title"].Texts[0].Text["en"] != "Old well" || seen.Pending != nil {
		t.Errorf("before every side approved the public reads %+v", seen)
	}
	r = r.Enact(today + 3)
	seen, _ := d.Seen(dialogue.Viewer{}, r, today+3)
	if seen.Version != 2 || len(seen.Past) != 1 || seen.Past[0].Values["title"].Texts[0].Text["en"] != "Old well" ||
		seen.Past[0].Why.Text["en"] != "It was dug again." || seen.Past[0].By != "" || seen.Past[0].On != today+3 {
		t.Errorf("the versions read %+v", seen.Past)
	}
}

func TestWriteRefusals(t *testing.T) {
	d, title := wells(), map[string]Value{"title": say("Old well")}
	record := keptRecord(t, d, Public, title)
	with := func(name string, v Value) Change {
		return change(Public, map[string]Value{"title": say("Old well"), name: v})
	}
	for key, c := range map[string]struct {
		by dialogue.Viewer
		r  Record
		c  Change
	}{
		"refusal.writer_only":      {dialogue.Viewer{Role: dialogue.Steward, Side: "armenia"}, record, with("kind", one("dry"))},
		"refusal.record_same":      {chair("azerbaijan"), record, change(Public, title)},
		"refusal.record_required":  {chair("armenia"), record, change(Public, map[string]Value{"kind": one("spring")})},
		"refusal.record_field":     {chair("azerbaijan"), record, with("state", one("dry"))},
		"refusal.record_needs":     {chair("armenia"), record, with("impact", say("Three villages drink from it."))},
		"refusal.record_level":     {chair("azerbaijan"), record, change(Side, title)},
		"refusal.record_withdrawn": {chair("armenia"), Record{State: Withdrawn}, change(Public, title)},
	} {
		_, err := d.Write(c.by, twoSides, c.r, c.c, today)
		refused(t, err, key)
	}
	if _, err := d.Write(moderator("armenia"), twoSides, record, with("broker", say("A neighbour")), today); err == nil {
		t.Error("a moderator writes what only co-chairs read")
	}
}

// A field that a writer may not read stays as it is, and the writer is not told.
func TestWriteKeepsWhatIsHidden(t *testing.T) {
	d := wells()
	r := keptRecord(t, d, Public, map[string]Value{"title": say("Old well"), "broker": say("A neighbour")})
	r, err := d.Write(moderator("azerbaijan"), twoSides, r, change(Public, map[string]Value{"title": say("New well")}), today)
	if err != nil {
		t.Fatal(err)
	}
	if r = r.Enact(today); r.Values["broker"].Empty() {
		t.Error("what the writer could not read is gone")
	}
	seen, _ := d.Seen(moderator("azerbaijan"), r, today)
	if _, ok := seen.Values["broker"]; ok {
		t.Error("a moderator reads what only co-chairs read")
	}
}

func TestColumnIsItsSidesOwn(t *testing.T) {
	d := wells()
	r := keptRecord(t, d, Public, map[string]Value{"title": say("Old well")})
	_, err := d.Column(moderator("armenia"), twoSides, r, map[string]Value{"state": one("dry")}, dialogue.Writing{}, today)
	refused(t, err, "refusal.co_chair_only")
	_, err = d.Column(chair("armenia"), twoSides, r, map[string]Value{"title": say("x")}, dialogue.Writing{}, today)
	refused(t, err, "refusal.record_field")
	if r, err = d.Column(chair("armenia"), twoSides, r, map[string]Value{"state": one("dry"), "notes": say("Ours")}, dialogue.Writing{}, today); err != nil {
		t.Fatal(err)
	}
	if r, err = d.Column(chair("azerbaijan"), twoSides, r, map[string]Value{"state": one("full")}, dialogue.Writing{}, today); err != nil {
		t.Fatal(err)
	}
	everybody, _ := d.Seen(dialogue.Viewer{}, r, today)
	if everybody.Columns["armenia"]["state"].Choices[0] != "dry" || everybody.Columns["azerbaijan"]["state"].Choices[0] != "full" {
		t.Errorf("the columns read %+v", everybody.Columns)
	}
	other, _ := d.Seen(chair("azerbaijan"), r, today)
	own, _ := d.Seen(moderator("armenia"), r, today)
	if _, ok := other.Columns["armenia"]["notes"]; ok || own.Columns["armenia"]["notes"].Empty() {
		t.Errorf("notes of one side: the other reads %v, the own %v", other.Columns, own.Columns)
	}
	_, err = d.Column(chair("armenia"), twoSides, r, map[string]Value{"state": one("dry")}, dialogue.Writing{}, today)
	refused(t, err, "refusal.record_same")
}

// What only some read changed: for the others there is no version, and no day.
func TestHiddenChangesLeaveNoTrace(t *testing.T) {
	d := wells()
	r := keptRecord(t, d, Public, map[string]Value{"title": say("Old well")})
	before, _ := d.Seen(dialogue.Viewer{}, r, today+5)
	after, err := d.Column(chair("armenia"), twoSides, r, map[string]Value{"notes": say("Ours")}, dialogue.Writing{}, today+5)
	if err != nil {
		t.Fatal(err)
	}
	seen, _ := d.Seen(dialogue.Viewer{}, after, today+5)
	if seen.Stamp() != before.Stamp() {
		t.Errorf("the public sees %+v after, %+v before", seen, before)
	}
	if seen, _ := d.Seen(moderator("azerbaijan"), after, today+5); len(seen.Past) != 0 {
		t.Errorf("the other side sees the versions %+v", seen.Past)
	}
}

// What was written while only members read stays with them when everybody reads.
func TestOlderVersionsKeepTheirReaders(t *testing.T) {
	d := wells()
	r := keptRecord(t, d, Members, map[string]Value{"title": say("Draft name")})
	r, err := d.Write(chair("azerbaijan"), twoSides, r, change(Public, map[string]Value{"title": say("Old well")}), today)
	if err != nil {
		t.Fatal(err)
	}
	r = r.Enact(today)
	if seen, ok := d.Seen(dialogue.Viewer{}, r, today); !ok || len(seen.Past) != 0 || seen.Version != 1 {
		t.Errorf("the public reads the versions %+v", seen.Past)
	}
	if seen, _ := d.Seen(moderator("armenia"), r, today); len(seen.Past) != 1 {
		t.Error("members lost a version that they could read")
	}
}

func TestNarrowAtOnceAndAlone(t *testing.T) {
	d := wells()
	r := keptRecord(t, d, Public, map[string]Value{"title": say("Old well")})
	_, err := d.Narrow(moderator("azerbaijan"), twoSides, r, Members, today)
	refused(t, err, "refusal.co_chair_only")
	_, err = d.Narrow(chair("azerbaijan"), twoSides, r, Side, today)
	refused(t, err, "refusal.record_level")
	if r, err = d.Narrow(chair("azerbaijan"), twoSides, r, Chairs, today); err != nil {
		t.Fatal(err)
	}
	if _, ok := d.Seen(moderator("azerbaijan"), r, today); ok {
		t.Error("a moderator still reads it")
	}
	_, err = d.Narrow(chair("azerbaijan"), twoSides, r, Public, today)
	refused(t, err, "refusal.record_level")
}

func TestOneSidesOwnRecord(t *testing.T) {
	d := wells()
	d.Approve = OneSide
	d.Fields = slices.DeleteFunc(d.Fields, func(f Field) bool { return f.PerSide })
	values := map[string]Value{"title": say("What went wrong")}
	r, err := d.Write(chair("armenia"), twoSides, Record{ID: 1, Register: "wells", Key: "k"}, change(Side, values), today)
	if err != nil {
		t.Fatal(err)
	}
	if r.State != Kept || r.Side != "armenia" || r.Approved {
		t.Fatalf("a co-chair's own record: %+v", r)
	}
	if _, ok := d.Seen(chair("azerbaijan"), r, today); ok {
		t.Error("another side reads it")
	}
	if _, err := d.Write(chair("azerbaijan"), twoSides, r, change(Members, values), today); err == nil {
		t.Error("another side changes it")
	}
	r, err = d.Write(chair("armenia"), twoSides, r, change(Public, values), today)
	if err != nil || r.Pending == nil || r.Level != Side {
		t.Fatalf("published with one key: %+v, %v", r, err)
	}
	if _, err := d.ApplyOwn(chair("armenia"), r, today); err == nil {
		t.Error("published with one key")
	}
	if r, err = d.Withdraw(chair("armenia"), r, today); err != nil || len(r.Values) != 0 || r.Pending != nil || r.State != Withdrawn {
		t.Errorf("withdrawn: %+v, %v", r, err)
	}
	if _, err := wells().Withdraw(chair("armenia"), keptRecord(t, wells(), Public, values), today); err == nil {
		t.Error("one side deletes what both keep")
	}
}

func TestBatchIsOfTheseVeryChanges(t *testing.T) {
	d := wells()
	write := func(id ID, key, title string) Record {
		r, err := d.Write(chair("armenia"), twoSides, Record{ID: id, Register: "wells", Key: key}, change(Public, map[string]Value{"title": say(title)}), today)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	a, b := write(1, "a", "One"), write(2, "b", "Two")
	batch, err := d.NewBatch([]Record{b, a}, allSee, today)
	if err != nil {
		t.Fatal(err)
	}
	read, err := ParseBatch(batch.Bytes())
	if err != nil || read.Hash() != batch.Hash() || len(read.Changes) != 2 || read.Changes[0].Key != "a" {
		t.Errorf("read back %+v, %v", read, err)
	}
	if _, err := ParseBatch(append(batch.Bytes(), ' ')); err == nil {
		t.Error("other bytes are read")
	}
	edited := b
	other := *b.Pending
	other.Values = map[string]Value{"title": say("Three")}
	edited.Pending = &other
	reworded := wells()
	reworded.Fields[0].Label = dialogue.Text{"en": "Not a name"}
	for what, again := range map[string]func() (Batch, error){
		"another word":       func() (Batch, error) { return d.NewBatch([]Record{a, edited}, allSee, today) },
		"fewer":              func() (Batch, error) { return d.NewBatch([]Record{a}, allSee, today) },
		"another definition": func() (Batch, error) { return reworded.NewBatch([]Record{a, b}, allSee, today) },
	} {
		if now, err := again(); err != nil || now.Hash() == batch.Hash() {
			t.Errorf("%s: the same bytes (%v)", what, err)
		}
	}
	_, err = d.NewBatch([]Record{keptRecord(t, d, Public, map[string]Value{"title": say("x")})}, allSee, today)
	refused(t, err, "refusal.record_nothing_pending")
}
