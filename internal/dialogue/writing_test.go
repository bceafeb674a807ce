package dialogue

import (
	"slices"
	"strings"
	"testing"
)

// A translation counts when those whose words it renders have approved it;
// otherwise the original stands.
func TestTranslationCountsWhenItIsApproved(t *testing.T) {
	w := must(CleanWriting(Writing{Original: "hy", Text: Text{"hy": "Ջուր", "az": "Su", "ru": "Вода"}, Approved: []Language{"ru", "en", "hy"}}, 50))
	if !slices.Equal(w.Approved, []Language{"ru"}) {
		t.Errorf("approved %v: only translations that are there can be", w.Approved)
	}
	for _, c := range []struct {
		reader     Language
		text       string
		in         Language
		translated bool
	}{
		{"hy", "Ջուր", "hy", false}, {"ru", "Вода", "ru", true}, {"az", "Ջուր", "hy", false}, {"en", "Ջուր", "hy", false},
	} {
		if text, in, translated := w.In(c.reader); text != c.text || in != c.in || translated != c.translated {
			t.Errorf("%s reads %q in %s, translated %v", c.reader, text, in, translated)
		}
	}
}

// What a co-chair ticks is approved. What a moderator writes is not, and what was
// approved stays so only beside the same original.
func TestTranslationIsApprovedByTheOwnCoChair(t *testing.T) {
	before := Writing{Original: "az", Text: Text{"az": "Su", "hy": "Ջուր", "ru": "Вода"}, Approved: []Language{"hy", "ru"}}
	for _, c := range []struct {
		name string
		role Role
		text Text
		want []Language
	}{
		{"co-chair ticks", CoChair, Text{"az": "Su", "hy": "Ջուրը"}, []Language{"hy"}},
		{"moderator changes a translation", Moderator, Text{"az": "Su", "hy": "Ջուրը", "ru": "Вода"}, []Language{"ru"}},
		{"moderator changes the original", Moderator, Text{"az": "Sular", "hy": "Ջուր", "ru": "Вода"}, nil},
		{"moderator adds a translation", Moderator, Text{"az": "Su", "en": "Water"}, nil},
	} {
		w := must(CleanWriting(Writing{Original: "az", Text: c.text, Approved: []Language{"en", "hy"}}, 50))
		if c.role == CoChair {
			w.Approved = []Language{"hy"}
		}
		if got := w.ofSide(holder(c.role, "azerbaijan"), before).Approved; !slices.Equal(got, c.want) {
			t.Errorf("%s: approved %v, want %v", c.name, got, c.want)
		}
	}
}

func TestCleanWriting(t *testing.T) {
	for _, c := range []struct {
		name string
		w    Writing
		key  string
	}{
		{"nothing", Writing{Original: "hy", Approved: []Language{"az"}}, ""},
		{"one language is the original", Writing{Text: Text{"az": "Su"}}, ""},
		{"original missing", Writing{Original: "ru", Text: Text{"az": "Su", "hy": "Ջուր"}}, "refusal.writing_original"},
		{"original not said", Writing{Text: Text{"az": "Su", "hy": "Ջուր"}}, "refusal.writing_original"},
		{"unknown language", Writing{Text: Text{"xx": "Su"}}, "refusal.language"},
		{"too long", Writing{Text: Text{"hy": strings.Repeat("ա", 51)}}, "refusal.text_long"},
	} {
		w, err := CleanWriting(c.w, 50)
		wantKey(t, c.name, err, c.key)
		if err == nil && c.name == "one language is the original" && w.Original != "az" {
			t.Errorf("%s: %+v", c.name, w)
		}
		if c.name == "nothing" && (!w.Empty() || w.Original != "" || w.Approved != nil) {
			t.Errorf("%s: %+v", c.name, w)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, " — ": 0, "Su": 1, "Ջուրը բոլորինն է։": 3, "a/b,c": 3, "co-chair's 2026": 2, "Bakı’da, Երևանում": 2, "по-русски": 1,
	} {
		if got := Words(text); got != want {
			t.Errorf("%q has %d words, want %d", text, got, want)
		}
	}
}
