package dialogue

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestCleanWords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"spaces", "  a \t b\u00a0\u2009c  ", "a b c"},
		{"line ends stay", "a\r\nb\n\n\n\n\nc \n", "a\nb\n\nc"},
		{"a line of spaces is none", "\n \t\na\n  \n", "a"},
		{"direction turned around", "abc\u202egpj.\u202c\u2066x\u2069\u200fy\u061c", "abcgpj.xy"},
		{"invisible", "a\u200bb\ufeffc\u00add\u2060e", "abcde"},
		{"controls", "a\x00b\x07c\x1b[31m\u0085d", "abc[31m d"},
		{"private and broken", "a\ue000b\ufffdc", "abc"},
		{"joiners hold characters together", "👩\u200d🌾 می\u200cخواهم", "👩\u200d🌾 می\u200cخواهم"},
		{"variation selectors stay", "❤\ufe0f", "❤\ufe0f"},
	} {
		got, err := cleanWords(c.text, 100)
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, c.want)
		}
	}
	for _, text := range []string{"a\xffb", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80"} {
		_, err := cleanWords(text, 100)
		wantKey(t, "not UTF-8", err, "refusal.text_encoding")
	}
}

// What is tidy stays as it is: a proposal drafted again must have the same
// bytes. And nothing that turns text around is left, whatever comes in.
func TestCleanWordsOnceIsEnough(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pieces := []rune{'a', 'հ', 'ə', ' ', '\n', '\r', '\t', '\u200d', '\u200b', '\u202e', '\u2028', '\u0301', '👩', '\u00ad', '\ufffd', '\x00'}
	for range 20_000 {
		var text strings.Builder
		for range r.IntN(12) {
			text.WriteRune(pieces[r.IntN(len(pieces))])
		}
		once, err := cleanWords(text.String(), 100)
		if err != nil {
			t.Fatalf("%q: %v", text.String(), err)
		}
		if twice, err := cleanWords(once, 100); err != nil || twice != once {
			t.Fatalf("%q is %q once and %q twice, %v", text.String(), once, twice, err)
		}
		for _, c := range once {
			if unicode.Is(unicode.Bidi_Control, c) || (unicode.IsControl(c) && c != '\n') {
				t.Fatalf("%q keeps %U", text.String(), c)
			}
		}
	}
}

// A length is what a reader counts, in every script, and piled marks are not
// free.
func TestLength(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"nothing", "", 0},
		{"Armenian", "Խաղաղություն", 12},
		{"Azerbaijani", "Sülh üçün görüşək", 17},
		{"Azerbaijani, marks apart", "Su\u0308lh", 4},
		{"Russian", "ёж", 2},
		{"Russian, marks apart", "е\u0308ж", 2},
		{"family of four", "👨\u200d👩\u200d👧\u200d👦", 1},
		{"two flags", "🇦🇲🇦🇿", 2},
		{"skin tone", "👍🏽", 1},
		{"line end", "a\nb", 3},
		{"eight code points", "a" + strings.Repeat("\u0301", 7), 1},
		{"nine", "a" + strings.Repeat("\u0301", 8), 2},
		{"a pile of a thousand", "a" + strings.Repeat("\u0489", 999), 125},
	} {
		if got := Length(c.text); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// A limit in characters also bounds bytes: nothing grows without end inside
// what counts as one.
func TestLengthBoundsBytes(t *testing.T) {
	for _, c := range []string{"\u0301", "\u200d", "👩\u200d", "🇦", "\ufe0f", "가", "\u0e33"} {
		text := "a" + strings.Repeat(c, 5000)
		if most := Length(text) * 8 * utf8.UTFMax; len(text) > most {
			t.Errorf("%+q: %d bytes count as %d", c, len(text), Length(text))
		}
	}
}

func TestTextIn(t *testing.T) {
	text := Text{"ru": "Вода", "hy": "Ջուր", "az": ""}
	for _, c := range []struct{ ask, want, in Language }{
		{"ru", "Вода", "ru"}, {"hy", "Ջուր", "hy"}, {"az", "Ջուր", "hy"}, {"en", "Ջուր", "hy"}, {"", "Ջուր", "hy"},
	} {
		if got, in := text.In(c.ask); Language(got) != c.want || in != c.in {
			t.Errorf("in %q: %q in %q", c.ask, got, in)
		}
	}
	if got, in := (Text{}).In("en"); got != "" || in != "" {
		t.Errorf("nothing is %q in %q", got, in)
	}
}

func TestCleanTextNeedsEveryLanguageAskedFor(t *testing.T) {
	_, err := cleanText(Text{"az": "Su", "hy": "Ջուր"}, 10, []Language{"hy", "az"})
	wantKey(t, "those that are needed", err, "")
	_, err = cleanText(Text{"az": "Su", "hy": " "}, 10, []Language{"az", "hy"})
	wantKey(t, "one is blank", err, "refusal.text_missing")
	out, _ := cleanText(Text{"az": "Su", "hy": " "}, 10, nil)
	if len(out) != 1 {
		t.Errorf("a blank text is kept: %v", out)
	}
}
