package dialogue

import (
	"slices"
	"strings"
	"testing"
)

// What can be written is decided in the reader's characters, for every script.
func TestWriteWords(t *testing.T) {
	d := running(both...)
	d.Settings.Length = 40
	for _, c := range []struct {
		name, text string
		l          Language
		key, want  string
	}{
		{"Armenian, as long as can be", strings.Repeat("խ", 40), "hy", "", strings.Repeat("խ", 40)},
		{"Armenian, too long", strings.Repeat("խ", 41), "hy", "refusal.text_long", ""},
		{"Azerbaijani, marks apart", strings.Repeat("u\u0308", 40), "az", "", strings.Repeat("u\u0308", 40)},
		{"Azerbaijani, too long", strings.Repeat("ə", 41), "az", "refusal.text_long", ""},
		{"Azerbaijani in Cyrillic", "Су һамынындыр.", "az", "", "Су һамынындыр."},
		{"families", "Sülh " + strings.Repeat("👨\u200d👩\u200d👧\u200d👦", 35), "az", "", "Sülh " + strings.Repeat("👨\u200d👩\u200d👧\u200d👦", 35)},
		{"one family too many", "Sülh " + strings.Repeat("👨\u200d👩\u200d👧\u200d👦", 36), "az", "refusal.text_long", ""},
		{"piled marks", "мир" + strings.Repeat("\u0489", 400), "ru", "refusal.text_long", ""},
		{"on several lines", "Мир\r\nвсем,\rвсегда\n", "ru", "", "Мир всем, всегда"},
		{"other line ends", "Мир\u2028всем\u2029всегда\u0085", "ru", "", "Мир всем всегда"},
		{"direction turned", "Мир \u202eвсем", "ru", "", "Мир всем"},
		{"nothing", "", "hy", "refusal.statement_empty", ""},
		{"spaces", " \n\t\u00a0 ", "hy", "refusal.statement_empty", ""},
		{"invisible", "\u200b\u202e", "en", "refusal.statement_empty", ""},
		{"digits", "2026", "en", "refusal.statement_language", ""},
		{"only an emoji", "👍", "az", "refusal.statement_language", ""},
		{"Russian said to be Armenian", "Вода принадлежит всем.", "hy", "refusal.statement_language", ""},
		{"Armenian said to be Azerbaijani", "Ջուրը բոլորինն է։", "az", "refusal.statement_language", ""},
		{"mostly in another script", "Вода нужна всем людям, ջուր", "hy", "refusal.statement_language", ""},
		{"a name in another script", "Интернет через Starlink нужен всем.", "ru", "", "Интернет через Starlink нужен всем."},
		{"no language", "Water is for all.", "", "refusal.statement_language", ""},
		{"another language", "Su herkesindir.", "tr", "refusal.statement_language", ""},
		{"not UTF-8", "Мир\xff", "ru", "refusal.text_encoding", ""},
	} {
		s, err := d.Write(person(d, "azerbaijan"), c.text, c.l, nil, nil, today)
		wantKey(t, c.name, err, c.key)
		if err == nil && (s.Text != c.want || s.Language != c.l || s.Side != "azerbaijan" || s.State != Pending || s.Seed) {
			t.Errorf("%s: written %+v, want %q", c.name, s, c.want)
		}
	}
}

// The same words are not put forward twice, however they are typed.
func TestSameWordsAreFound(t *testing.T) {
	d := running(both...)
	there := func(s State) []Statement {
		return []Statement{{ID: 2222, Language: "en", Text: "Water is for all; always.", State: s}}
	}
	for _, c := range []struct {
		name, text string
		state      State
		key        string
	}{
		{"the same", "Water is for all; always.", Accepted, "refusal.statement_twice"},
		{"another case", "WATER is For All; Always.", Accepted, "refusal.statement_twice"},
		{"other punctuation", "Water is for all — always!", Accepted, "refusal.statement_twice"},
		{"other spaces", " Water  is\nfor all ;always", Accepted, "refusal.statement_twice"},
		{"a hidden joiner", "Wa\u200dter is for all; always.", Accepted, "refusal.statement_twice"},
		{"wide letters", "Ｗａｔｅｒ is for all; always.", Accepted, "refusal.statement_twice"},
		{"withdrawn before", "Water is for all; always.", Withdrawn, ""},
		{"a word more", "Water is for all; nearly always.", Accepted, ""},
	} {
		_, err := d.Write(person(d, "armenia"), c.text, "en", there(c.state), nil, today)
		wantKey(t, c.name, err, c.key)
	}
}

func TestFoldKnowsTheScripts(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"ԽԱՂԱՂՈՒԹՅՈՒՆ", "Խաղաղություն։"}, {"և", "եւ"}, {"МИР!", "мир"}, {"Əmin", "əmin"}, {"u\u0308", "ü"}, {"İş", "iş"},
	} {
		if Fold(c.a) != Fold(c.b) {
			t.Errorf("%q and %q differ: %q, %q", c.a, c.b, Fold(c.a), Fold(c.b))
		}
	}
	if Fold("ü") == Fold("u") || Fold("е") == Fold("ё") {
		t.Error("letters that mean something were folded together")
	}
}

// Who may write, and when.
func TestWhoMayWrite(t *testing.T) {
	d := running(both...)
	d.Settings.WritingDays = 1
	closed, ready := d, preparing(both...)
	closed.Phase = Closed
	elsewhere := person(d, "armenia")
	elsewhere.Dialogue++
	full := slices.Repeat([]Statement{{State: Accepted}}, MostStatements)
	for _, c := range []struct {
		name  string
		d     Dialogue
		by    Viewer
		there []Statement
		day   Day
		key   string
	}{
		{"a participant", d, person(d, "armenia"), nil, today, ""},
		{"of the other side", d, person(d, "azerbaijan"), nil, today, ""},
		{"of another dialogue", d, elsewhere, nil, today, "refusal.participants_only"},
		{"a co-chair", d, chair("azerbaijan"), nil, today, "refusal.participants_only"},
		{"nobody", d, Viewer{}, nil, today, "refusal.participants_only"},
		{"before", ready, person(ready, "armenia"), nil, today, "refusal.not_open"},
		{"after the end", closed, person(d, "armenia"), nil, today, "refusal.not_open"},
		{"after the last day", d, person(d, "armenia"), nil, d.LastDay + 1, "refusal.not_open"},
		{"in the days without new ones", d, person(d, "armenia"), nil, d.LastDay, "refusal.writing_over"},
		{"where there are too many", d, person(d, "armenia"), full, today, "refusal.statements_full"},
	} {
		_, err := c.d.Write(c.by, "Water is for all.", "en", c.there, nil, c.day)
		wantKey(t, c.name, err, c.key)
	}
}

func TestAddSeed(t *testing.T) {
	d := preparing(both...)
	imported := d
	imported.Imported = true
	for _, c := range []struct {
		name string
		d    Dialogue
		by   Viewer
		side SideID
		key  string
	}{
		{"for the own side", d, chair("azerbaijan"), "azerbaijan", ""},
		{"for the other side", d, chair("azerbaijan"), "armenia", ""}, // both approve them
		{"for no side", d, chair("armenia"), "valley", "refusal.side_unknown"},
		{"by a moderator", d, holder(Moderator, "armenia"), "armenia", "refusal.co_chair_only"},
		{"after opening", running(both...), chair("armenia"), "armenia", "refusal.opened_already"},
		{"to what was imported", imported, chair("armenia"), "armenia", "refusal.seed_fixed"},
	} {
		s, err := c.d.AddSeed(c.by, c.side, "Water is for all.", "en", nil)
		wantKey(t, c.name, err, c.key)
		if err == nil && (!s.Seed || s.State != Accepted || s.Side != c.side || s.Tag != (Tag{})) {
			t.Errorf("%s: %+v", c.name, s)
		}
	}
}

// What is one's own can be taken back until the dialogue closes.
func TestTakeBack(t *testing.T) {
	d := running(both...)
	paused, closed := d, d
	paused.PausedBy, closed.Phase = "armenia", Closed
	other := person(d, "azerbaijan")
	other.Dialogue++
	for _, c := range []struct {
		name string
		d    Dialogue
		by   Viewer
		day  Day
		key  string
	}{
		{"while open", d, person(d, "azerbaijan"), today, ""},
		{"on the last day", d, person(d, "armenia"), d.LastDay, ""},
		{"while paused", paused, person(d, "armenia"), today, ""},
		{"after the last day", d, person(d, "armenia"), d.LastDay + 1, "refusal.closed"},
		{"after the end", closed, person(d, "azerbaijan"), today, "refusal.closed"},
		{"by somebody of another dialogue", d, other, today, "refusal.participants_only"},
		{"by a co-chair", d, chair("azerbaijan"), today, "refusal.participants_only"},
	} {
		wantKey(t, c.name, c.d.TakeBack(c.by, c.day), c.key)
	}
}

// Sending a form twice on a slow line does not make two statements, and nobody
// fills a dialogue alone.
func TestOnesOwnStatements(t *testing.T) {
	d := running(both...)
	mine := []Statement{{ID: 1001, Text: "Water is for all.", State: Pending}}
	_, err := d.Write(person(d, "armenia"), "water is for ALL", "en", nil, mine, today)
	wantKey(t, "the same again", err, "refusal.statement_twice")
	_, err = d.Write(person(d, "azerbaijan"), "Water is for all.", "en", mine, nil, today)
	wantKey(t, "the same by somebody else, while it waits", err, "")
	_, err = d.Write(person(d, "armenia"), "Roads are for all.", "en", nil, make([]Statement, MostOwn), today)
	wantKey(t, "one more than one can have", err, "refusal.statements_own")
}
