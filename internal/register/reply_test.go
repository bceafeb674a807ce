package register

import (
	"testing"

	"parley/internal/dialogue"
)

func TestRepliesOfTheOtherSide(t *testing.T) {
	d := wells()
	r := keptRecord(t, d, Public, map[string]Value{"title": say("Old well"), "broker": say("A neighbour")})
	words := dialogue.Writing{Original: "en", Text: dialogue.Text{"en": "It is older."}}
	good := Reply{ID: 7, Field: "title", Stance: "correct", Words: words}
	for key, reply := range map[string]Reply{
		"refusal.record_field": {Field: "nothing", Stance: "agree", Words: words},
		"refusal.reply_own":    {Field: "state", Column: "armenia", Stance: "agree", Words: words},
		"refusal.reply_stance": {Field: "title", Stance: "like", Words: words},
		"refusal.reply_empty":  {Field: "title", Stance: "doubt"},
	} {
		_, err := d.Reply(chair("armenia"), twoSides, r, reply, today)
		refused(t, err, key)
	}
	_, err := d.Reply(moderator("armenia"), twoSides, r, Reply{Field: "broker", Stance: "doubt", Words: words}, today)
	refused(t, err, "refusal.co_chair_only") // it would be public at once
	quiet := keptRecord(t, d, Members, map[string]Value{"title": say("Old well"), "broker": say("A neighbour")})
	_, err = d.Reply(moderator("armenia"), twoSides, quiet, Reply{Field: "broker", Stance: "doubt", Words: words}, today)
	refused(t, err, "refusal.record_field") // which a moderator may not read
	if r, err = d.Reply(chair("azerbaijan"), twoSides, r, good, today); err != nil {
		t.Fatal(err)
	}
	if seen, _ := d.Seen(dialogue.Viewer{}, r, today); len(seen.Replies) != 1 || seen.Replies[0].Side != "azerbaijan" {
		t.Errorf("the public reads the replies %+v", seen.Replies)
	}
	r, err = d.Reply(chair("azerbaijan"), twoSides, r, Reply{ID: 8, Field: "broker", Stance: "doubt", Words: words}, today)
	if err != nil {
		t.Fatal(err)
	}
	if seen, _ := d.Seen(dialogue.Viewer{}, r, today); len(seen.Replies) != 1 {
		t.Error("the public reads a reply to what it may not read")
	}
	_, err = d.TakeReplyBack(chair("armenia"), r, 7)
	refused(t, err, "refusal.record_owner")
	if r, err = d.TakeReplyBack(chair("azerbaijan"), r, 7); err != nil || len(r.Replies) != 1 {
		t.Errorf("taken back: %v, %v", r.Replies, err)
	}
}

func TestSuggestionsTakeEverySide(t *testing.T) {
	d := wells()
	s, err := d.SuggestionOf(Suggestion{ID: 1, Register: "wells", Words: " It  ran dry. ", Language: "en"}, today)
	if err != nil || s.Words != "It ran dry." {
		t.Fatal(s, err)
	}
	_, err = d.SuggestionOf(Suggestion{Words: " ", Language: "en"}, today)
	refused(t, err, "refusal.reply_empty")
	if s.Read(dialogue.Viewer{}, twoSides) || !s.Read(moderator("armenia"), twoSides) {
		t.Error("who reads what waits")
	}
	_, err = s.Judge(moderator("armenia"), twoSides, true)
	refused(t, err, "refusal.co_chair_only")
	if s, err = s.Judge(chair("azerbaijan"), twoSides, true); err != nil || s.TakenUp(twoSides) {
		t.Errorf("taken up by one side: %v, %v", s.Verdicts, err)
	}
	if s, err = s.Judge(chair("armenia"), twoSides, false); err != nil || s.TakenUp(twoSides) {
		t.Error("taken up against one side")
	}
	if s, err = s.Judge(chair("armenia"), twoSides, true); err != nil || !s.TakenUp(twoSides) || !s.Read(dialogue.Viewer{}, twoSides) {
		t.Error("not taken up by both")
	}
}
