package dialogue

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"parley/internal/fault"
)

// A State is what became of a statement. Later issues add states between
// pending and the decision, when moderators of both sides look at it.
type State string

// The states.
const (
	Pending   State = "pending"
	Accepted  State = "accepted"
	Rejected  State = "rejected"
	Withdrawn State = "withdrawn" // by its author, after it was decided on: the text is gone, the number stays taken
)

// A Tag lets the author, and nobody else, find an own statement again: a keyed
// hash of its number under a key that only the author's session holds.
type Tag [32]byte

// A Statement is one short claim that can be voted on, in its author's words.
// Who the author is is not kept.
type Statement struct {
	ID       StatementID
	Side     SideID // of its author
	Language Language
	Text     string
	Tag      Tag  // zero for seeds
	Seed     bool // written by the co-chairs before opening
	State    State
	Reason   Reason // why it was rejected; "" otherwise
}

// MostStatements is how many statements a dialogue can have.
const MostStatements = 5000

// MostOwn is how many statements one participant can have in a dialogue, those
// taken back not counted.
const MostOwn = 20

// Write decides whether a participant of a side may put a statement forward
// today, given the statements that are there and those of them that are the
// participant's own, and returns it tidied.
func (d Dialogue) Write(by Viewer, text string, l Language, there, own []Statement, today Day) (Statement, error) {
	switch {
	case by.Participant == 0 || by.Dialogue != d.ID:
		return Statement{}, fault.New(fault.Refused, "refusal.participants_only")
	case d.Phase != Open || d.Over(today):
		return Statement{}, fault.New(fault.Refused, "refusal.not_open")
	case d.PausedBy != "":
		return Statement{}, fault.New(fault.Refused, "refusal.paused")
	case !d.Writing(today):
		return Statement{}, fault.New(fault.Refused, "refusal.writing_over")
	case len(own) >= MostOwn:
		return Statement{}, fault.New(fault.Refused, "refusal.statements_own", "Most", MostOwn)
	}
	s, err := d.word(text, l, there)
	if err != nil {
		return s, err
	}
	for _, mine := range own {
		if Fold(mine.Text) == Fold(s.Text) {
			return Statement{}, fault.New(fault.Invalid, "refusal.statement_twice", "Number", mine.ID.String())
		}
	}
	s.Side, s.State = by.Side, Pending
	return s, nil
}

// AddSeed decides whether by may add a statement to begin with.
func (d Dialogue) AddSeed(by Viewer, side SideID, text string, l Language, there []Statement) (Statement, error) {
	if err := d.Prepare(by); err != nil {
		return Statement{}, err
	}
	if d.Imported {
		return Statement{}, fault.New(fault.Refused, "refusal.seed_fixed")
	}
	if d.SideIndex(side) < 0 {
		return Statement{}, fault.New(fault.Invalid, "refusal.side_unknown")
	}
	s, err := d.word(text, l, there)
	s.Side, s.State, s.Seed = side, Accepted, true
	return s, err
}

// word checks the words of a statement: in a known language, not empty, with
// letters, not too long, on one line, and not there already.
func (d Dialogue) word(text string, l Language, there []Statement) (Statement, error) {
	if !KnownLanguage(l) {
		return Statement{}, fault.New(fault.Invalid, "refusal.statement_language")
	}
	text, err := cleanWords(onOneLine(text), d.Settings.Length)
	if err != nil {
		return Statement{}, err
	}
	if text == "" {
		return Statement{}, fault.New(fault.Invalid, "refusal.statement_empty")
	}
	if !writtenIn(l, text) {
		return Statement{}, fault.New(fault.Invalid, "refusal.statement_language")
	}
	if standing(there) >= MostStatements {
		return Statement{}, fault.New(fault.Refused, "refusal.statements_full")
	}
	alike := Fold(text)
	for _, other := range there {
		if other.State == Accepted && Fold(other.Text) == alike { // others are not known to everybody
			return Statement{}, fault.New(fault.Invalid, "refusal.statement_twice", "Number", other.ID.String())
		}
	}
	return Statement{Text: text, Language: l}, nil
}

// standing counts the statements that wait or were accepted.
func standing(all []Statement) int {
	n := 0
	for _, s := range all {
		if s.State == Pending || s.State == Accepted {
			n++
		}
	}
	return n
}

// scripts are those in which a language is written.
var scripts = map[Language][]*unicode.RangeTable{
	"az": {unicode.Latin, unicode.Cyrillic},
	"en": {unicode.Latin},
	"hy": {unicode.Armenian},
	"ru": {unicode.Cyrillic},
}

// writtenIn reports whether at least half of the letters of text are of a
// script of the language, and there are some.
func writtenIn(l Language, text string) bool {
	letters, own := 0, 0
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if unicode.In(r, scripts[l]...) {
			own++
		}
	}
	return own > 0 && 2*own >= letters
}

// Fold returns text as it is compared with others: without case, punctuation
// and spaces.
func Fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'ı' || r == 'İ':
			return 'i'
		case r == '\u0307': // the dot that a decomposed İ leaves behind
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(text))
}

// TakeBack decides whether a participant may withdraw an own statement: until
// the dialogue closes, also while it is paused.
func (d Dialogue) TakeBack(by Viewer, today Day) error {
	switch {
	case by.Participant == 0 || by.Dialogue != d.ID:
		return fault.New(fault.Refused, "refusal.participants_only")
	case d.Phase != Open || d.Over(today):
		return fault.New(fault.Refused, "refusal.closed")
	}
	return nil
}

// sortedByID returns the statements in the order of their numbers, which is
// random: the order in which they came is not kept.
func sortedByID(all []Statement) []Statement {
	sorted := slices.Clone(all)
	slices.SortFunc(sorted, func(a, b Statement) int { return int(a.ID) - int(b.ID) })
	return sorted
}
