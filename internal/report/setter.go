package report

import (
	"slices"
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// A setter sets a document in one edition and language.
type setter struct {
	*locale.Printer
	doc      *Document
	edition  Edition
	language string
	turn     [turns]int          // how often the sides were put in an order, by kind of place
	at       map[string]string   // "#anchor" of claims, findings and issues of this document, by identifier
	called   map[string]string   // how a claim is cited, by identifier
	answers  map[string][]answer // responses, by claim
	numbers  map[string]string   // of findings and issues, by identifier
}

// An answer is a response and whose it is.
type answer struct {
	side string
	Response
}

func newSetter(d *Document, e Edition, l locale.Language) *setter {
	s := &setter{Printer: locale.For(l), doc: d, edition: e, language: string(l),
		at: map[string]string{}, called: map[string]string{}, answers: map[string][]answer{}, numbers: map[string]string{}}
	for k, f := range d.Findings {
		s.at[f.ID], s.numbers[f.ID] = "#joint-"+f.ID, numbered(5, k)
	}
	for k, i := range d.Issues {
		s.at[i.ID], s.numbers[i.ID] = "#issue-"+i.ID, numbered(6, k)
		for _, p := range i.Perspectives {
			for _, c := range p.Claims {
				s.at[c.ID], s.called[c.ID] = "#claim-"+c.ID, cited(c)
			}
			for _, r := range p.Responses {
				s.answers[r.Claim] = append(s.answers[r.Claim], answer{p.Side, r})
			}
		}
	}
	return s
}

// cited is what a claim is called where it is cited.
func cited(c Claim) string {
	if c.Case != "" {
		return c.Case
	}
	return c.ID
}

func numbered(part, k int) string { return strconv.Itoa(part) + "." + strconv.Itoa(k+1) }

// A turn is a kind of place in which sides are named one after the other.
type turn int

// The turns. Each kind begins with another side every time.
const (
	inColumns turn = iota
	inCounts       // begins with another side than the columns below it
	inTable
	inLine
	inBracket
	inReactions
	turns
)

// order returns the sides as the next place of a kind names them: in the edition
// of a side it stands first; in the neutral one each time another.
func (s *setter) order(t turn) []Side {
	all := s.doc.Sides
	if len(all) == 0 {
		return nil
	}
	first := (s.turn[t] + int(t)) % len(all)
	s.turn[t]++
	if s.edition == "" {
		return append(slices.Clone(all[first:]), all[:first]...)
	}
	first = slices.IndexFunc(all, func(side Side) bool { return side.ID == string(s.edition) })
	if first <= 0 {
		return all
	}
	return append([]Side{all[first]}, slices.Delete(slices.Clone(all), first, first+1)...)
}

// name is what a side calls itself in the language of the edition.
func (s *setter) name(side string) string {
	for _, one := range s.doc.Sides {
		if one.ID == side {
			if name := one.Names[dialogue.Language(s.language)]; name != "" {
				return name
			}
		}
	}
	return s.Side(side)
}

// A span of the edition's own language.
func (s *setter) span(text string) Span { return Span{Text: flat(text), Language: s.language} }
func (s *setter) strong(text string) Span {
	return Span{Text: flat(text), Language: s.language, Role: Strong}
}
func (s *setter) quiet(text string) Span {
	return Span{Text: flat(text), Language: s.language, Role: Quiet}
}

// flat returns a text on one line: no span holds a line end.
func flat(text string) string {
	if !strings.ContainsAny(text, "\r\n\t") {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// code is an identifier, a title or another text of which no language is known.
func (s *setter) code(text string) Span { return Span{Text: flat(text), Role: Quiet} }

// own is words of one side or person on one line: marked where they are a
// translation, and where they are the original for want of one (S171).
func (s *setter) own(w dialogue.Writing) []Span {
	text, l, translated := w.In(dialogue.Language(s.language))
	if text == "" {
		return nil
	}
	return append([]Span{{Text: flat(text), Language: string(l)}}, s.note(w, translated)...)
}

// joint is words of all sides on one line, in which alternatives can stand,
// marked where they are the original for want of a translation.
func (s *setter) joint(w dialogue.Writing) []Span {
	text, l, _ := w.In(dialogue.Language(s.language))
	if text == "" {
		return nil
	}
	return append(s.alternatives(flat(text), string(l)), s.note(w, false)...)
}

// note says of words that they are a translation, or no translation.
func (s *setter) note(w dialogue.Writing, translated bool) []Span {
	key := locale.Key("report.original")
	switch {
	case translated:
		key = "report.translated"
	case string(w.Original) == s.language || w.Text[dialogue.Language(s.language)] != "":
		return nil
	}
	return []Span{s.quiet(" "), s.quiet(s.Text(key, "Language", s.LanguageName(string(w.Original))))}
}

// paragraphs returns words of all sides in as many paragraphs as they have lines.
func (s *setter) paragraphs(w dialogue.Writing) []Block {
	text, l, _ := w.In(dialogue.Language(s.language))
	return s.lines(text, s.note(w, false), func(line string) []Span { return s.alternatives(line, string(l)) })
}

// ownParagraphs does so with words of one side or person.
func (s *setter) ownParagraphs(w dialogue.Writing) []Block {
	text, l, translated := w.In(dialogue.Language(s.language))
	return s.lines(text, s.note(w, translated), func(line string) []Span { return []Span{{Text: line, Language: string(l)}} })
}

func (s *setter) lines(text string, note []Span, set func(line string) []Span) []Block {
	var all []Block
	for line := range strings.SplitSeq(text, "\n") {
		if line = flat(line); strings.TrimSpace(line) != "" {
			all = append(all, Block{Kind: Paragraph, Spans: set(line)})
		}
	}
	if len(all) > 0 {
		last := &all[len(all)-1]
		last.Spans = append(last.Spans, note...)
	}
	return all
}

// alternatives returns text with the readings that stand in it as
// "[armenia: … | azerbaijan: …]" in the order of the edition, each after the
// name of its side.
func (s *setter) alternatives(text, language string) []Span {
	pieces, err := dialogue.Brackets(text, s.sideIDs())
	if err != nil { // never of words that were checked when written
		return []Span{{Text: text, Language: language}}
	}
	var all []Span
	for _, piece := range pieces {
		if len(piece.Alternatives) == 0 {
			all = append(all, Span{Text: piece.Text, Language: language})
			continue
		}
		all = append(all, s.span("["))
		for k, side := range s.order(inBracket) {
			if k > 0 {
				all = append(all, s.span(" | "))
			}
			all = append(all, s.strong(s.label(s.name(side.ID))), s.span(" "))
			for _, a := range piece.Alternatives {
				if string(a.Side) == side.ID {
					all = append(all, Span{Text: a.Text, Language: language, Role: Alternative, Side: side.ID})
				}
			}
		}
		all = append(all, s.span("]"))
	}
	return all
}

func (s *setter) sideIDs() []dialogue.SideID {
	var all []dialogue.SideID
	for _, side := range s.doc.Sides {
		all = append(all, dialogue.SideID(side.ID))
	}
	return all
}

func (s *setter) heading(level int, anchor string, spans ...Span) Block {
	return Block{Kind: Heading, Level: level, Anchor: anchor, Spans: spans}
}

func (s *setter) paragraph(spans ...Span) Block { return Block{Kind: Paragraph, Spans: spans} }

func (s *setter) say(text string) Block { return s.paragraph(s.span(text)) }

func (s *setter) mark(text string) Block { return Block{Kind: Mark, Spans: []Span{s.span(text)}} }

// missing is the mark of what the co-chairs have not given.
func (s *setter) missing() Block { return s.mark(s.Text("report.missing")) }

// fact is an item of a list: a label and what it says.
func (s *setter) fact(label string, spans ...Span) Item {
	return Item{Blocks: []Block{s.labelled(label, spans...)}}
}

func (s *setter) label(text string) string { return s.Text("report.label", "Label", text) }

func (s *setter) labelled(label string, spans ...Span) Block {
	if len(spans) == 0 {
		return s.paragraph(s.strong(s.label(label)))
	}
	return s.paragraph(append([]Span{s.strong(s.label(label)), s.span(" ")}, spans...)...)
}

// part is a written part with its heading, or the mark that it is missing.
func (s *setter) part(level int, anchor, title string, p dialogue.Part) []Block {
	all := []Block{s.heading(level, anchor, s.span(title))}
	if w := s.doc.Parts[p]; !w.Empty() {
		return append(all, s.paragraphs(w)...)
	}
	return append(all, s.missing())
}

// joined puts spans between which a dot stands.
func (s *setter) joined(groups ...[]Span) []Span {
	var all []Span
	for _, g := range groups {
		if len(g) == 0 {
			continue
		}
		if len(all) > 0 {
			all = append(all, s.quiet(" · "))
		}
		all = append(all, g...)
	}
	return all
}

// plainCode is a code that is not quiet.
func (s *setter) plainCode(text string) Span { return Span{Text: flat(text), Language: s.language} }

// reference is a remark from the reference case, which is in English.
func (s *setter) reference(text string) Span { return Span{Text: flat(text), Language: "en"} }

// value words a code of a section of messages, or gives what is no such code as
// it stands.
func (s *setter) value(section, code string) string {
	key := section + "." + code
	if text := s.Text(locale.Key(key)); text != "["+key+"]" {
		return text
	}
	return flat(code)
}
