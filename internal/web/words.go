package web

import (
	"math"
	"slices"

	"parley/internal/locale"
	"parley/internal/report"
)

// A worder words what the statements of one result mean.
type worder struct {
	*locale.Printer
	result *report.Result
	kind   kind
	all    []party
}

func newWorder(r *report.Result, p *locale.Printer) worder {
	return worder{Printer: p, result: r, kind: kindOf(r), all: parties(r, p)}
}

// pick returns the text for those whose votes are read apart.
func (w worder) pick(ofSides, ofGroups, ofEveryone locale.Key) string {
	return w.Text([]locale.Key{ofSides, ofGroups, ofEveryone}[w.kind])
}

// pickMany is pick with a text of its own for more than two sides.
func (w worder) pickMany(ofTwo, ofMany, ofGroups, ofEveryone locale.Key) string {
	if len(w.all) > 2 {
		return w.pick(ofMany, ofGroups, ofEveryone)
	}
	return w.pick(ofTwo, ofGroups, ofEveryone)
}

var readingNames = map[report.Reading]locale.Key{
	report.CommonGround:       "reading.common_ground",
	report.CommonGroundReject: "reading.common_ground_reject",
	report.Divide:             "reading.divide",
	report.Open:               "reading.open",
	report.Mixed:              "reading.mixed",
}

// reading names a reading.
func (w worder) reading(r report.Reading) string {
	if key, ok := readingNames[r]; ok {
		return w.Text(key)
	}
	return w.Text("reading.unknown")
}

// says words the reading of s and how sure it is, a sentence each.
func (w worder) says(s *report.Statement) []string {
	var all []string
	switch s.Reading {
	case report.CommonGround:
		all = append(all, w.pick("says.agree", "says.agree_groups", "says.agree_everyone"))
	case report.CommonGroundReject:
		all = append(all, w.pick("says.reject", "says.reject_groups", "says.reject_everyone"))
	case report.Divide:
		all = append(all, w.pick("says.divide", "says.divide_groups", "says.divide_everyone"))
	case report.Open:
		all = append(all, w.Text("says.open"))
	case report.Mixed:
		all = append(all, w.Text("says.mixed"))
	}
	if sure := w.certainty(s); sure != "" {
		all = append(all, sure)
	}
	if s.Breakdown != nil && *s.Breakdown > 0 {
		all = append(all, w.breakdown(*s.Breakdown))
	}
	return all
}

func (w worder) breakdown(n int) string {
	switch w.kind {
	case groups:
		return w.Count("breakdown.groups", n)
	case everyone:
		return w.Count("breakdown.everyone", n)
	}
	return w.Count("breakdown.sides", n)
}

// certainty words the probability of the reading as so many in a hundred,
// never as all of them unless everybody has voted; "" when there is none.
func (w worder) certainty(s *report.Statement) string {
	if s.Certainty == nil || !(*s.Certainty >= 0 && *s.Certainty <= 1) {
		return ""
	}
	switch n := int(math.Round(*s.Certainty * 100)); {
	case *s.Certainty == 1 && w.allVoted(s):
		return w.Text("certainty.all")
	case n > 99:
		return w.Text("certainty.more")
	default:
		return w.Text("certainty.about", "Number", n)
	}
}

// allVoted reports whether the shown figures hold the votes of everybody who
// could vote.
func (w worder) allVoted(s *report.Statement) bool {
	for _, of := range w.all {
		population := w.result.Populations[of.ID]
		f := figureOf(s, of.ID)
		agree, pass, disagree, known := counts(f.Agree, f.Pass, f.Disagree)
		if population == 0 || !known || agree+pass+disagree != population {
			return false
		}
	}
	return len(w.all) > 0
}

// figureOf returns how one party voted on s; a figure that is not there is
// withheld.
func figureOf(s *report.Statement, id string) report.SideFigure {
	for _, f := range s.Sides {
		if f.Side == id {
			return f
		}
	}
	return report.SideFigure{Side: id}
}

// notes words what a reader must know before relying on the reading of s.
func (w worder) notes(s *report.Statement, in []party) []string {
	var all []string
	if s.Reading == report.Open {
		all = append(all, w.missing(s, in)...)
	}
	if s.Unequal && s.Reading == report.CommonGroundReject {
		all = append(all, w.Text("says.unequal_reject"))
	} else if s.Unequal {
		all = append(all, w.Text("says.unequal"))
	}
	if s.Fragile {
		all = append(all, w.Text("says.fragile"))
	}
	if s.Withheld && !w.result.Bare() { // else it is said once
		all = append(all, w.Text("says.withheld"))
	}
	return all
}

// missing words whose voices are missing, in the order of in; sides that the
// result does not list come last.
func (w worder) missing(s *report.Statement, in []party) []string {
	var all []string
	say := func(id, name string) {
		if more := figureOf(s, id).MoreVotes; more != nil && *more >= 0 {
			all = append(all, w.Count("missing.more", *more, "Party", name))
		} else {
			all = append(all, w.Text("missing.unknown", "Party", name))
		}
	}
	listed := func(id string) bool {
		return slices.ContainsFunc(in, func(p party) bool { return p.ID == id })
	}
	for _, of := range in {
		if slices.Contains(s.OpenWhy, of.ID) {
			say(of.ID, of.Name)
		}
	}
	for _, id := range s.OpenWhy {
		if !listed(id) {
			say(id, partyName(w.result, w.Printer, w.kind, id))
		}
	}
	return all
}
