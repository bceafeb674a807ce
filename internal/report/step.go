package report

// stepOf is how many voters of a side must have changed what it shows.
const stepOf = 5

// Step returns what is shown of an open dialogue after one more look (RULINGS
// R4): shown is what the look before showed, nil at the first, and now is what
// Disclose tells of the votes of this moment. Neither is changed.
//
//   - A look shows statements and nothing from which the votes of all of them
//     together could be had: no counts of people and votes, no totals, no map, no
//     groups.
//   - A statement is shown as it was, its reading, marks and bounds too, until on
//     every side whose split is another one at least 5 people must have changed
//     it; then all of it is shown as it is now. How many must have is the least
//     that explains the two splits: of agree, disagree, pass and not voted, what
//     some gained. A withheld split is one of 7 voters at most, so that a side
//     appears, or goes, only with 12 and more.
//   - Two bands do not tell how many people are between them: bands stay as they
//     were first shown, and where there were none there will be none.
//   - A statement that was not there before is shown as it is; one that is there
//     no more is not.
//
// Where opinion groups stand in for sides their splits are withheld: people come
// and go between groups.
//
// So nobody who looks at every moment can tell what fewer than 5 people did,
// except by knowing what all but one of them did.
//
// A dialogue has one sequence of looks, whoever looks: two of them, for the
// public and for members, would have their steps at different moments, and one
// who sees both could tell those apart. It is made from Disclose to the Public.
func Step(shown, now *Result) *Result {
	next := *now
	next.Live = true
	next.Statements = append([]Statement{}, now.Statements...)
	next.bare()
	if !now.BySide {
		next.withholdSides()
	}
	if shown == nil {
		return &next
	}
	before := map[string]Statement{}
	for _, s := range shown.Statements {
		s.alone()
		before[s.Statement] = s
	}
	for j := range next.Statements {
		was, known := before[next.Statements[j].Statement]
		if known && !far(was.Sides, next.Statements[j].Sides) {
			next.Statements[j] = was
		}
	}
	return &next
}

// withholdSides withholds the figures of all sides.
func (r *Result) withholdSides() {
	for j := range r.Statements {
		s := &r.Statements[j]
		s.Certainty, s.Breakdown = nil, nil
		sides := []SideFigure{}
		for _, f := range s.Sides {
			sides = append(sides, SideFigure{Side: f.Side})
		}
		s.Sides = sides
	}
}

// far reports whether the figures of some side differ, and wherever they do by a
// step at least.
func far(was, now []SideFigure) bool {
	if len(was) != len(now) {
		return false
	}
	moved := false
	for i := range now {
		voters, differ := apart(was[i], now[i])
		if differ && voters < stepOf {
			return false
		}
		moved = moved || differ
	}
	return moved
}

// apart returns how many voters of a side must have changed their vote, cast one
// or taken it back between two figures, and whether the figures differ. Where
// that cannot be told it is 0.
func apart(a, b SideFigure) (voters int, differ bool) {
	switch {
	case a.Side != b.Side:
		return 0, true
	case a.Agree == nil && b.Agree == nil:
		same := a.Band == nil && b.Band == nil || a.Band != nil && b.Band != nil && *a.Band == *b.Band
		return 0, !same
	case a.Agree == nil && a.Band == nil:
		return b.voters() - (fewestForPublic - 1), true
	case b.Agree == nil && b.Band == nil:
		return a.voters() - (fewestForPublic - 1), true
	case a.Agree == nil || b.Agree == nil:
		return 0, true
	}
	agree, disagree, pass := *b.Agree-*a.Agree, *b.Disagree-*a.Disagree, *b.Pass-*a.Pass
	silent := -agree - disagree - pass
	voters = max(agree, 0) + max(disagree, 0) + max(pass, 0) + max(silent, 0)
	return voters, voters > 0
}

// voters returns how many voters a figure with counts has.
func (f SideFigure) voters() int { return *f.Agree + *f.Disagree + *f.Pass }
