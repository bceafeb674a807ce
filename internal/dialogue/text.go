package dialogue

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"parley/internal/fault"
)

// A Language is the code of a language in which statements and topics are
// written, e.g. "hy".
type Language string

// Languages are those that can be chosen, in the order of their codes.
func Languages() []Language { return []Language{"az", "en", "hy", "ru"} }

// KnownLanguage reports whether l is one of Languages.
func KnownLanguage(l Language) bool { return slices.Contains(Languages(), l) }

// A Text says one thing in several languages.
type Text map[Language]string

// In returns the text in l or, where there is none, in the first language that
// has one, in the order of Languages, and says which language that is.
func (t Text) In(l Language) (text string, in Language) {
	if text := t[l]; text != "" {
		return text, l
	}
	for _, l := range Languages() {
		if text := t[l]; text != "" {
			return text, l
		}
	}
	return "", ""
}

// Longest texts, in characters as a reader counts them.
const (
	LongestName        = 80
	LongestTopic       = 160
	LongestDescription = 2000
)

// cleanText tidies every language of a text, drops those that are empty, and
// checks that none is longer than longest. It needs the languages of need.
func cleanText(t Text, longest int, need []Language) (Text, error) {
	out := Text{}
	for l, text := range t {
		if !KnownLanguage(l) {
			return nil, fault.New(fault.Invalid, "refusal.language")
		}
		text, err := cleanWords(text, longest)
		if err != nil {
			return nil, err
		}
		if strings.Trim(text, joiners) != "" {
			out[l] = text
		}
	}
	for _, l := range need {
		if out[l] == "" {
			return nil, fault.New(fault.Invalid, "refusal.text_missing", "Language", string(l))
		}
	}
	return out, nil
}

// joiners hold characters together; alone they are invisible.
const joiners = "\u200c\u200d"

// oneLine returns a text without line ends.
func oneLine(t Text) Text {
	out := Text{}
	for l, text := range t {
		out[l] = onOneLine(text)
	}
	return out
}

var lineEnds = strings.NewReplacer("\r", " ", "\n", " ")

func onOneLine(text string) string { return lineEnds.Replace(text) }

// TidyImported returns the words of a statement that comes from elsewhere, made
// fit to be shown. It may be longer than the dialogue's own can be.
func TidyImported(text string) (string, error) {
	text, err := cleanWords(onOneLine(text), LongestDescription)
	return strings.Trim(text, joiners), err
}

// cleanWords returns what a person typed with white space tidied (line ends
// stay, at most two in a row) and everything that is invisible or turns the
// direction of text around taken out. It refuses text that is not UTF-8 or
// longer than so many characters as a reader counts them.
func cleanWords(text string, longest int) (string, error) {
	if !utf8.ValidString(text) {
		return "", fault.New(fault.Invalid, "refusal.text_encoding")
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r):
			return ' '
		case strings.ContainsRune(joiners, r):
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.Join(strings.Fields(line), " ")
	}
	text = strings.Trim(strings.Join(lines, "\n"), "\n")
	for strings.Contains(text, "\n\n\n") {
		text = strings.ReplaceAll(text, "\n\n\n", "\n\n")
	}
	if utf8.RuneCountInString(text) <= longest {
		return text, nil // a reader never sees more characters than there are code points
	}
	if n := Length(text); n > longest {
		return "", fault.New(fault.Invalid, "refusal.text_long", "Limit", longest, "Length", n)
	}
	return text, nil
}

// Length returns how many characters a reader sees in text. A character with
// more than eight code points counts as one for each eight begun, so that marks
// cannot be piled up without end.
func Length(text string) int {
	n := 0
	for g := uniseg.NewGraphemes(text); g.Next(); {
		n += (len(g.Runes()) + 7) / 8
	}
	return n
}
