package register

import (
	"testing"

	"parley/internal/dialogue"
)

// What a batch does not hold is published by it.
func TestReplyOutsideTheBatchIsPublished(t *testing.T) {
	d := wells()
	r := keptRecord(t, d, Chairs, map[string]Value{"title": say("Well")})
	r, err := d.Write(chair("azerbaijan"), twoSides, r, change(Public, map[string]Value{"title": say("Well")}), today)
	if err != nil {
		t.Fatal(err)
	}
	before, _ := d.NewBatch([]Record{r}, allSee, today)
	r, err = d.Reply(chair("armenia"), twoSides, r, Reply{ID: 1, Field: "title", Stance: "doubt", Words: say("Between us chairs").Texts[0]}, today)
	if err != nil {
		t.Fatal(err)
	}
	after, _ := d.NewBatch([]Record{r}, allSee, today)
	seen, _ := d.Seen(dialogue.Viewer{}, r.Enact(today), today)
	if before.Hash() == after.Hash() && len(seen.Replies) > 0 {
		t.Error("a reply that no batch held is public")
	}
}

func TestHiddenPendingIsOverwritten(t *testing.T) {
	d := wells()
	r := keptRecord(t, d, Members, map[string]Value{"title": say("Well")})
	r, _ = d.Write(chair("azerbaijan"), twoSides, r, change(Chairs, map[string]Value{"title": say("Chairs' words")}), today)
	m := moderator("armenia")
	if seen, _ := d.Seen(m, r, today); seen.Pending != nil {
		t.Fatal("seen")
	}
	if r, err := d.Write(m, twoSides, r, change(Members, map[string]Value{"title": say("Mine")}), today); err == nil && r.Pending.By == "armenia" {
		t.Error("a moderator overwrote what was pending and hidden")
	}
}

func TestOtherSideRemovesDraft(t *testing.T) {
	d := wells()
	r, _ := d.Write(chair("armenia"), twoSides, Record{ID: 1, Key: "k"}, change(Public, map[string]Value{"title": say("Well")}), today)
	r, _ = d.Write(moderator("azerbaijan"), twoSides, r, change(Public, map[string]Value{"title": say("Wel")}), today)
	if _, gone, err := d.DropPending(moderator("azerbaijan"), twoSides, r); err == nil && gone {
		t.Error("the other side's moderator removed the draft for ever")
	}
}

func TestPublishedLaterCountsAsChanged(t *testing.T) {
	d := wells()
	r, _ := d.Write(chair("armenia"), twoSides, Record{ID: 1, Key: "k"}, change(Public, map[string]Value{"title": say("Well")}), today)
	if seen, _ := d.Seen(dialogue.Viewer{}, r.Enact(today+100), today+100); seen.Changed != today+100 {
		t.Errorf("published on day +100, changed on %d, made %d", seen.Changed-today, seen.Made-today)
	}
}
