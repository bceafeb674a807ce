package dialogue

import (
	"slices"
	"strings"

	"parley/internal/fault"
)

// A Bracketed is a piece of a text: plain words, or the readings of every side
// in place of words that they share.
type Bracketed struct {
	Text         string        // of plain words; "" where there are Alternatives
	Alternatives []Alternative // in the order in which they are written; editions order them anew
}

// An Alternative is one side's reading.
type Alternative struct {
	Side SideID
	Text string
}

// Brackets reads the alternatives in a text:
//
//	The road is [azerbaijan: opened | armenia: reopened] in spring.
//
// A bracket that begins with the name of a side and a colon names every one of
// the sides once, in any order, each with words, and holds no other bracket;
// else it is refused. Brackets that begin otherwise, as in "[1]", are plain
// words.
func Brackets(text string, sides []SideID) ([]Bracketed, error) {
	var all []Bracketed
	plain := ""
	for text != "" {
		at := strings.IndexByte(text, '[')
		if at < 0 {
			break
		}
		inside := text[at+1:]
		if _, _, ok := reading(inside); !ok {
			plain, text = plain+text[:at+1], inside
			continue
		}
		end := strings.IndexAny(inside, "[]")
		if end < 0 {
			return nil, fault.New(fault.Invalid, "refusal.bracket_open")
		}
		if inside[end] == '[' {
			return nil, fault.New(fault.Invalid, "refusal.bracket_nested")
		}
		alternatives, err := alternativesOf(inside[:end], sides)
		if err != nil {
			return nil, err
		}
		if plain += text[:at]; plain != "" {
			all = append(all, Bracketed{Text: plain})
		}
		all = append(all, Bracketed{Alternatives: alternatives})
		plain, text = "", inside[end+1:]
	}
	if plain += text; plain != "" {
		all = append(all, Bracketed{Text: plain})
	}
	return all, nil
}

// reading splits "side: words"; it is none without a name that a side can have.
func reading(text string) (side SideID, words string, ok bool) {
	name, words, ok := strings.Cut(text, ":")
	side = SideID(strings.TrimSpace(name))
	return side, strings.TrimSpace(words), ok && CheckSideID(side) == nil
}

func alternativesOf(inside string, sides []SideID) ([]Alternative, error) {
	var all []Alternative
	for _, part := range strings.Split(inside, "|") {
		side, words, ok := reading(part)
		twice := slices.ContainsFunc(all, func(a Alternative) bool { return a.Side == side })
		if !ok || words == "" || twice || !slices.Contains(sides, side) {
			return nil, fault.New(fault.Invalid, "refusal.bracket_sides")
		}
		all = append(all, Alternative{side, words})
	}
	if len(all) != len(sides) {
		return nil, fault.New(fault.Invalid, "refusal.bracket_sides")
	}
	return all, nil
}

// PrintBrackets writes what Brackets reads.
func PrintBrackets(all []Bracketed) string {
	var b strings.Builder
	for _, piece := range all {
		b.WriteString(piece.Text)
		for i, a := range piece.Alternatives {
			if i > 0 {
				b.WriteString(" | ")
			} else {
				b.WriteString("[")
			}
			b.WriteString(string(a.Side) + ": " + a.Text)
		}
		if len(piece.Alternatives) > 0 {
			b.WriteString("]")
		}
	}
	return b.String()
}
