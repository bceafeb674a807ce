package dialogue

import (
	"math"
	"strings"
	"testing"
)

// The bounds within which co-chairs decide (the act 4).
func TestSettings(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Settings)
		key    string
	}{
		{"as they are", func(*Settings) {}, ""},
		{"threshold 0.9", func(s *Settings) { s.Threshold = 0.9 }, ""},
		{"threshold below a half", func(s *Settings) { s.Threshold = 0.499 }, "refusal.threshold"},
		{"threshold above", func(s *Settings) { s.Threshold = 0.91 }, "refusal.threshold"},
		{"threshold no number", func(s *Settings) { s.Threshold = math.NaN() }, "refusal.threshold"},
		{"threshold endless", func(s *Settings) { s.Threshold = math.Inf(1) }, "refusal.threshold"},
		{"length 40", func(s *Settings) { s.Length = 40 }, ""},
		{"length 39", func(s *Settings) { s.Length = 39 }, "refusal.length_limit"},
		{"length 600", func(s *Settings) { s.Length = 600 }, ""},
		{"length 601", func(s *Settings) { s.Length = 601 }, "refusal.length_limit"},
		{"writing days below 0", func(s *Settings) { s.WritingDays = -1 }, "refusal.writing_days"},
		{"writing days of two years", func(s *Settings) { s.WritingDays = 730 }, "refusal.writing_days"},
		{"votes below 0", func(s *Settings) { s.VotesToResult = -1 }, "refusal.votes_to_result"},
		{"votes without end", func(s *Settings) { s.VotesToResult = 1001 }, "refusal.votes_to_result"},
		{"results for members", func(s *Settings) { s.Results = Members }, ""},
		{"results for one side", func(s *Settings) { s.Results = OwnSide }, "refusal.results_audience"},
		{"results for co-chairs", func(s *Settings) { s.Results = Chairs }, "refusal.results_audience"},
		{"results for no audience", func(s *Settings) { s.Results = "" }, "refusal.results_audience"},
		{"topic too long", func(s *Settings) { s.Topic = inAll(strings.Repeat("ə", LongestTopic+1)) }, "refusal.text_long"},
		{"topic as long as can be", func(s *Settings) { s.Topic = inAll(strings.Repeat("ə", LongestTopic)) }, ""},
		{"topic in another language", func(s *Settings) { s.Topic["tr"] = "Su" }, "refusal.language"},
		{"topic not in Armenian", func(s *Settings) { delete(s.Topic, "hy") }, "refusal.text_missing"},
		{"topic blank in Russian", func(s *Settings) { s.Topic["ru"] = " \n\u200b" }, "refusal.text_missing"},
		{"description not in Azerbaijani", func(s *Settings) { delete(s.Description, "az") }, "refusal.text_missing"},
	} {
		s := someSettings()
		c.change(&s)
		_, err := CheckSettings(s, true)
		wantKey(t, c.name, err, c.key)
		if c.key == "refusal.text_missing" {
			_, err = CheckSettings(s, false)
			wantKey(t, c.name+", while being prepared", err, "")
		}
	}
}

func TestMake(t *testing.T) {
	for _, c := range []struct {
		name string
		by   Viewer
		kind Kind
		key  string
	}{
		{"named", chair("armenia"), Named, ""},
		{"protected", chair("azerbaijan"), Protected, ""},
		{"neither", chair("azerbaijan"), "secret", "refusal.kind"},
		{"steward", holder(Steward, "armenia"), Named, "refusal.co_chair_only"},
		{"moderator", holder(Moderator, "azerbaijan"), Named, "refusal.co_chair_only"},
		{"nobody", Viewer{}, Named, "refusal.co_chair_only"},
	} {
		d, err := Make(c.by, c.kind, DefaultSettings(c.kind))
		wantKey(t, c.name, err, c.key)
		if err == nil && (d.Kind != c.kind || d.Phase != Preparing || d.Live || d.Waived != nil) {
			t.Errorf("%s: made %+v", c.name, d)
		}
	}
}

// What is prepared is fixed when it is opened.
func TestPrepare(t *testing.T) {
	for _, p := range []Phase{Preparing, Open, Closed} {
		d := running(both...)
		d.Phase = p
		want := "refusal.opened_already"
		if p == Preparing {
			want = ""
		}
		wantKey(t, string(p), d.Prepare(chair("armenia")), want)
		wantKey(t, string(p), d.Prepare(holder(Moderator, "armenia")), "refusal.co_chair_only")
	}
}

// Either co-chair stops everything at once and alone (S8, C5): from then on no
// vote, statement or code is taken, but one's own can be taken back.
func TestPauseStopsEverythingAtOnce(t *testing.T) {
	for _, side := range []SideID{"armenia", "azerbaijan"} {
		d, err := running(both...).Pause(chair(side))
		if err != nil || d.PausedBy != side {
			t.Fatalf("%s pauses: by %q, %v", side, d.PausedBy, err)
		}
		for _, who := range []SideID{"azerbaijan", "armenia"} {
			by := person(d, who)
			_, err = d.AcceptVote(by, seeds()[0], Agree, false, today)
			wantKey(t, "vote", err, "refusal.paused")
			_, err = d.Write(by, "Water is life.", "en", nil, nil, today)
			wantKey(t, "write", err, "refusal.paused")
			wantKey(t, "join", d.Join(who, today), "refusal.paused")
			wantKey(t, "take back", d.TakeBack(by, today), "")
		}
		if d.Writing(today) {
			t.Error("statements are taken in the pause")
		}
	}
}

func TestWhoMayPause(t *testing.T) {
	d := running(both...)
	for name, by := range map[string]Viewer{
		"steward": holder(Steward, "armenia"), "moderator": holder(Moderator, "azerbaijan"),
		"participant": person(d, "armenia"), "nobody": {},
	} {
		_, err := d.Pause(by)
		wantKey(t, name, err, "refusal.co_chair_only")
	}
	for _, p := range []Phase{Preparing, Closed} {
		d.Phase = p
		_, err := d.Pause(chair("armenia"))
		wantKey(t, string(p), err, "refusal.not_open")
	}
}

// The last day counts, and the days before it without new statements are whole.
func TestDaysOfADialogue(t *testing.T) {
	d := running(both...)
	d.Settings.WritingDays = 2
	for _, c := range []struct {
		day           Day
		writing, over bool
	}{
		{d.LastDay - 3, true, false}, {d.LastDay - 2, true, false}, {d.LastDay - 1, false, false},
		{d.LastDay, false, false}, {d.LastDay + 1, false, true}, {d.OpenedOn - 5, true, false}, // a clock that jumped back
	} {
		if d.Writing(c.day) != c.writing || d.Over(c.day) != c.over {
			t.Errorf("%s: writing %v, over %v", c.day, d.Writing(c.day), d.Over(c.day))
		}
	}
	d.Phase = Closed
	if d.Writing(d.OpenedOn) || d.Over(d.LastDay+1) {
		t.Error("a closed dialogue opens again when the clock jumps back")
	}
}

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		issued []int
		want   bool
	}{{[]int{3, 3}, true}, {[]int{3, 2}, false}, {[]int{2, 2, 3}, false}, {[]int{4, 4, 4}, true}, {nil, true}} {
		var d Dialogue
		for _, n := range c.issued {
			d.Sides = append(d.Sides, Allotment{Issued: n})
		}
		if d.Equal() != c.want {
			t.Errorf("%v: equal is %v", c.issued, d.Equal())
		}
	}
}

func TestAllotment(t *testing.T) {
	d := running(both...)
	d.Sides[1].Issued = 7
	if got := d.Allotment("armenia"); got != (Allotment{"armenia", 7, 0}) {
		t.Errorf("%+v", got)
	}
	if got := d.Allotment("valley"); got != (Allotment{Side: "valley"}) || d.SideIndex("valley") != -1 {
		t.Errorf("a side without codes: %+v", got)
	}
}
