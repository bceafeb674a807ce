package dialogue

import (
	"slices"

	"parley/internal/fault"
)

// Most of what a report holds.
const (
	LongestPart      = 20_000 // characters
	MostDelegates    = 1000   // of one side
	MostFacilitators = 100
	MostTerms        = 100
	MostReservations = 50
	MostInReport     = 500 // issues, joint texts, recommendations or dialogues
)

// Edit decides on a co-chair's changes to a report in preparation, in place of
// the version seen. What is approved or decided otherwise is not edited: its
// number, stops, summaries.
func (r Report) Edit(by Viewer, seen int, edited Report, sides []SideID) (Report, error) {
	switch {
	case by.Role != CoChair || !slices.Contains(sides, by.Side):
		return r, fault.New(fault.Refused, "refusal.co_chair_only")
	case r.Example:
		return r, fault.New(fault.Refused, "refusal.example_fixed")
	case seen != r.Version:
		return r, changedMeanwhile()
	case edited.Governing != "" && !KnownLanguage(edited.Governing):
		return r, fault.New(fault.Invalid, "refusal.language")
	case edited.Embargo < 0:
		return r, fault.New(fault.Invalid, "refusal.embargo")
	case edited.Facilitators < 0 || edited.Facilitators > MostFacilitators:
		return r, fault.New(fault.Invalid, "refusal.too_much", "Most", MostFacilitators)
	case twice(edited.Issues) || twice(edited.Joint) || twice(edited.Recommendations) || twice(edited.Dialogues):
		return r, fault.New(fault.Invalid, "refusal.report_twice")
	}
	next := r
	var err error
	if next.Parts, err = cleanParts(edited.Parts, sides); err != nil {
		return r, err
	}
	if next.Delegates, err = cleanDelegates(edited.Delegates, sides); err != nil {
		return r, err
	}
	if next.Terms, err = cleanTerms(edited.Terms, sides); err != nil {
		return r, err
	}
	if next.Reservations, err = r.cleanReservations(by, edited.Reservations, sides); err != nil {
		return r, err
	}
	next.Governing, next.Attributed, next.Facilitators, next.Embargo = edited.Governing, edited.Attributed, edited.Facilitators, edited.Embargo
	next.Issues, next.Joint = slices.Clone(edited.Issues), slices.Clone(edited.Joint)
	next.Recommendations, next.Dialogues = slices.Clone(edited.Recommendations), slices.Clone(edited.Dialogues)
	next.Version++
	return next, nil
}

// twice reports whether something is named twice, or more is named than a report
// can hold.
func twice[T comparable](all []T) bool {
	seen := map[T]bool{}
	for _, one := range all {
		seen[one] = true
	}
	return len(seen) < len(all) || len(all) > MostInReport
}

func cleanParts(all map[Part]Writing, sides []SideID) (map[Part]Writing, error) {
	out := map[Part]Writing{}
	for part, w := range all {
		if !slices.Contains(Parts(), part) {
			return nil, fault.New(fault.Invalid, "refusal.report_part")
		}
		var err error
		if part == PartTitle {
			w, err = cleanTitle(w)
		} else {
			w, err = cleanJoint(w, LongestPart, sides)
		}
		if err != nil {
			return nil, err
		}
		if n := w.Words(); n > MostPart {
			return nil, fault.New(fault.Invalid, "refusal.words_long", "Most", MostPart, "Words", n)
		}
		if !w.Empty() {
			out[part] = w
		}
	}
	if out[PartTitle].Empty() {
		return nil, fault.New(fault.Invalid, "refusal.title_missing")
	}
	return out, nil
}

func cleanDelegates(all []Delegates, sides []SideID) ([]Delegates, error) {
	var out []Delegates
	for _, side := range sides {
		of := chosen(all, func(d Delegates) bool { return d.Side == side })
		if len(of) > 1 || len(of) == 1 && (of[0].Count < 0 || of[0].Count > MostDelegates) {
			return nil, fault.New(fault.Invalid, "refusal.delegates", "Most", MostDelegates)
		}
		out = append(out, of...)
	}
	if len(out) != len(all) {
		return nil, fault.New(fault.Invalid, "refusal.side_unknown")
	}
	return out, nil
}

func cleanTerms(all []Term, sides []SideID) ([]Term, error) {
	if len(all) > MostTerms {
		return nil, fault.New(fault.Invalid, "refusal.too_much", "Most", MostTerms)
	}
	var out []Term
	for _, t := range all {
		var err error
		if t.Term, err = cleanWords(onOneLine(t.Term), LongestName); err != nil {
			return nil, err
		}
		if t.Chosen, err = cleanJoint(t.Chosen, LongestDescription, sides); err != nil {
			return nil, err
		}
		if t.Term != "" {
			out = append(out, t)
		}
	}
	return out, nil
}

// cleanReservations takes the own side's reservations as they are written and
// those of other sides as they were: whoever would change one is refused.
func (r Report) cleanReservations(by Viewer, all []Reservation, sides []SideID) ([]Reservation, error) {
	if len(all) > MostReservations {
		return nil, fault.New(fault.Invalid, "refusal.too_much", "Most", MostReservations)
	}
	same := func(a, b Reservation) bool {
		return a.Side == b.Side && a.By == b.By && a.Minority == b.Minority && a.Words.same(b.Words)
	}
	var out []Reservation
	for _, side := range sides {
		of := func(one Reservation) bool { return one.Side == side }
		given, kept := chosen(all, of), chosen(r.Reservations, of)
		if side != by.Side {
			if !slices.EqualFunc(given, kept, same) {
				return nil, fault.New(fault.Refused, "refusal.words_of_other")
			}
			out = append(out, kept...)
			continue
		}
		for _, one := range given {
			var err error
			if one.By, err = cleanWords(onOneLine(one.By), LongestName); err != nil {
				return nil, err
			}
			if one.Words, err = CleanWriting(one.Words, LongestDescription); err != nil {
				return nil, err
			}
			if n := one.Words.Words(); n > MostReservation {
				return nil, fault.New(fault.Invalid, "refusal.words_long", "Most", MostReservation, "Words", n)
			}
			if !one.Words.Empty() {
				out = append(out, one)
			}
		}
	}
	if slices.ContainsFunc(all, func(one Reservation) bool { return !slices.Contains(sides, one.Side) }) {
		return nil, fault.New(fault.Invalid, "refusal.side_unknown")
	}
	return out, nil
}
