package report

import (
	"strconv"
	"strings"

	"parley/internal/dialogue"
	"parley/internal/locale"
)

// findings is part 5: what every side agreed, and apart from it what was written
// together and attributed to nobody (S4). Numbers are by place in the report, so
// that a withdrawn consent changes none.
func (s *setter) findings() []Block {
	var agreed, jointly []Item
	for k, f := range s.doc.Findings {
		item := s.finding(numbered(5, k), f)
		if f.Grade == dialogue.Agreed {
			agreed = append(agreed, item)
		} else {
			jointly = append(jointly, item)
		}
	}
	all := []Block{s.heading(3, "agreed", s.span(s.Text("grade.agreed")))}
	if len(agreed) == 0 {
		all = append(all, s.mark(s.Text("report.none_agreed")))
	} else {
		all = append(all, s.say(s.Text(s.graded("report.agreed_text", "basis.agreed"))), Block{Kind: List, Items: agreed})
	}
	all = append(all, s.heading(3, "jointly", s.span(s.Text("grade.jointly"))))
	if len(jointly) == 0 {
		return append(all, s.mark(s.Text("report.none_jointly")))
	}
	return append(all, s.say(s.Text(s.graded("report.jointly_text", "basis.jointly"))), Block{Kind: List, Items: jointly})
}

// graded is what a grade rests on: the consents of co-chairs, or in an example
// what its source states.
func (s *setter) graded(consents, source locale.Key) locale.Key {
	if s.doc.Example {
		return source
	}
	return consents
}

func (s *setter) finding(number string, f Finding) Item {
	item := Item{Number: number, Anchor: "joint-" + f.ID}
	if f.Removed {
		item.Blocks = append([]Block{s.mark(s.Text("report.taken_off"))}, s.past(f.Past)...)
		return item
	}
	if f.Rejects {
		item.Blocks = append(item.Blocks, s.mark(s.Text("report.rejects")))
	}
	item.Blocks = append(item.Blocks, s.paragraphs(f.Words)...)
	if f.unresolved() {
		item.Blocks = append(item.Blocks, s.mark(s.Text("report.meant_agreed", "Sides", s.names(s.doc.without(f.Consents)))))
	}
	if f.Basis != "" {
		item.Blocks = append(item.Blocks, s.labelled(s.Text("report.basis"), s.span(s.value("basis", f.Basis))))
	}
	item.Blocks = append(item.Blocks, s.consented(f.Consents, "report.consent")...)
	item.Blocks = append(item.Blocks, s.past(f.Past)...)
	item.Blocks = append(item.Blocks, s.origin(f.Origin)...)
	if at := s.at[f.Issue]; at != "" {
		item.Blocks = append(item.Blocks, s.labelled(s.Text("report.issue"), Span{Text: s.numbers[f.Issue], Language: s.language, Link: at}))
	}
	item.Blocks = append(item.Blocks, s.evidence(f.Sources)...)
	item.Blocks = append(item.Blocks, s.paragraph(s.quiet(s.identified(f.ID, f.Case, f.Version))))
	return item
}

// identified names a thing by its identifier and version.
func (s *setter) identified(id, inCase string, version int) string {
	if inCase != "" {
		id = inCase
	}
	return s.Text("report.identified", "ID", id, "Version", version)
}

// consented says which sides have said yes and on which day.
func (s *setter) consented(all []Consent, label locale.Key) []Block {
	var told [][]Span
	for _, side := range s.order(inLine) {
		for _, c := range all {
			if c.Side == side.ID && c.Withdrawn == "" {
				told = append(told, []Span{s.span(s.name(side.ID)), s.quiet(" (" + c.On + ")")})
			}
		}
	}
	if len(told) == 0 {
		return nil
	}
	if len(told) == len(s.doc.Sides) {
		told = append(told, []Span{s.span(s.Text("report.consensus"))})
	}
	return []Block{s.labelled(s.Text(label), s.joined(told...)...)}
}

// past shows consents that were withdrawn. Those given to words that were changed
// since are in the document, and say nothing of what it says now.
func (s *setter) past(all []Consent) []Block {
	var marks []Block
	for _, c := range all {
		if c.Withdrawn != "" {
			marks = append(marks, s.mark(s.Text("report.consent_withdrawn", "Side", s.name(c.Side), "Day", c.On, "Withdrawn", c.Withdrawn)))
		}
	}
	return marks
}

// names lists sides in the order of the edition.
func (s *setter) names(sides []string) string {
	var all []string
	for _, side := range s.order(inLine) {
		for _, one := range sides {
			if one == side.ID {
				all = append(all, s.name(one))
			}
		}
	}
	return strings.Join(all, ", ")
}

// origin says from which statement something came, and how each side voted.
func (s *setter) origin(o *Origin) []Block {
	if o == nil {
		return nil
	}
	from := []Span{s.span(s.Text("report.origin_statement", "Statement", o.Statement, "Dialogue", o.Dialogue))}
	if o.Reading != "" {
		from = s.joined([]Span{s.span(s.value("reading", o.Reading))}, from)
	}
	all := []Block{s.labelled(s.Text("report.origin"), from...)}
	var told [][]Span
	for _, side := range s.order(inLine) {
		for _, one := range o.Support {
			if one.Side == side.ID {
				told = append(told, []Span{s.span(s.support(one))})
			}
		}
	}
	if len(told) > 0 {
		all = append(all, s.labelled(s.Text("report.support"), s.joined(told...)...))
	}
	return all
}

func (s *setter) support(one Support) string {
	name := s.name(one.Side)
	switch {
	case one.Band != "":
		return s.Text("report.support_band", "Side", name, "Band", s.band(one.Band))
	case one.Agree == nil || one.Disagree == nil || one.Voters == nil:
		return s.Text("report.support_withheld", "Side", name)
	}
	return s.Text("report.support_counts", "Side", name, "Agree", *one.Agree, "Disagree", *one.Disagree, "Voters", *one.Voters)
}

// band words a band of shares, e.g. "60-80".
func (s *setter) band(text string) string {
	low, high, ok := strings.Cut(text, "-")
	from, err := strconv.Atoi(low)
	to, err2 := strconv.Atoi(high)
	if !ok || err != nil || err2 != nil {
		return text
	}
	return s.percents([2]int{from, to})
}

func (s *setter) percents(band [2]int) string {
	return s.Text("vote.band", "Low", s.Percent(float64(band[0])/100), "High", s.Percent(float64(band[1])/100))
}

// evidence lists sources.
func (s *setter) evidence(all []dialogue.Source) []Block {
	var told [][]Span
	for _, one := range all {
		name := one.Work
		if one.Section != "" {
			name += ", " + one.Section
		}
		span := s.code(name)
		if one.URL != "" {
			if name == "" {
				span = s.code(one.URL)
			}
			span.Link = one.URL
		}
		told = append(told, []Span{span})
	}
	if len(told) == 0 {
		return nil
	}
	return []Block{s.labelled(s.Text("report.evidence"), s.joined(told...)...)}
}
