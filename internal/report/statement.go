package report

import (
	"slices"

	"parley/internal/opinion"
)

// A discloser chooses what one audience may see of a statement.
type discloser struct {
	to       Audience
	bySide   bool     // else opinion groups, or everybody as one, stand in for the sides
	sides    []string // names
	unplaced int      // participants without a position, and so in no group
	banded   bool     // bands take the place of counts
	rooms    []int    // by side, people who could vote; 0 is unknown
}

// fewest is how many voters of a side have a split that may be seen.
func (d discloser) fewest() int {
	switch {
	case d.to == Public:
		return fewestForPublic
	case d.to == Operator && !d.bySide:
		return 0
	}
	return fewestForAnyone
}

// shown reports whether the split of n voters of a side may be seen.
func (d discloser) shown(n int) bool { return n >= d.fewest() }

// harmless reports whether the split of n people may be seen, or there is
// none.
func (d discloser) harmless(n int) bool { return n == 0 || d.shown(n) }

func (d discloser) statement(w Wording, s *opinion.Statement) Statement {
	out := Statement{Statement: w.ID, Text: w.Text, Language: w.Language, Author: w.Author, Seed: w.Seed,
		Reading: s.Reading, Unequal: s.Unequal, Fragile: s.Fragile,
		OpenWhy: []string{}, Sides: []SideFigure{}, Groups: []GroupCount{}, Representative: []string{}}
	for _, side := range s.OpenFor {
		out.OpenWhy = append(out.OpenWhy, d.sides[side])
	}
	for _, g := range s.Representative {
		out.Representative = append(out.Representative, letter(int8(g)))
	}
	if d.banded {
		d.addBands(&out, s)
		out.alone()
		return out
	}
	split := d.addSides(&out, s)
	total := split && d.addTotal(&out, s)
	groups := d.addGroups(&out, s, split, total)
	if split {
		addCertainty(&out, s)
	}
	if total && groups {
		out.Consensus = &s.Consensus
	}
	out.Withheld = !total || !groups
	return out
}

// addSides adds how every side voted, and reports whether all of it is shown.
func (d discloser) addSides(out *Statement, s *opinion.Statement) bool {
	whole := true
	for side, f := range s.Sides {
		figure := SideFigure{Side: d.sides[side]}
		if d.shown(f.Votes()) {
			figure.Agree, figure.Disagree, figure.Pass = &f.Agree, &f.Disagree, &f.Pass
			figure.Low, figure.High = &f.Low, &f.High
			if f.MoreVotes <= opinion.MostMore {
				figure.MoreVotes = &f.MoreVotes
			}
		} else {
			whole = false
		}
		out.Sides = append(out.Sides, figure)
	}
	return whole
}

// addBands adds the sides with bands, where they may be seen.
func (d discloser) addBands(out *Statement, s *opinion.Statement) {
	for side, f := range s.Sides {
		figure := SideFigure{Side: d.sides[side]}
		if d.bySide && banded(f.Count, d.rooms[side], slices.Contains(s.OpenFor, side)) {
			b := bands(f.Count)
			figure.Band = &b
		}
		out.Sides = append(out.Sides, figure)
	}
}

func addCertainty(out *Statement, s *opinion.Statement) {
	switch s.Reading {
	case CommonGround, CommonGroundReject:
		out.Certainty, out.Breakdown = &s.Certainty, &s.Breakdown
	case Divide:
		out.Certainty = &s.Certainty
	}
}

// addTotal adds the counts of everybody, unless they are withheld, and reports
// whether it did.
func (d discloser) addTotal(out *Statement, s *opinion.Statement) bool {
	if !d.totalShown(s) {
		return false
	}
	out.Total = [3]*int{&s.Total.Agree, &s.Total.Disagree, &s.Total.Pass}
	return true
}

// totalShown reports whether the counts of everybody may be seen beside those of
// all sides: not where what they hold beyond the sides would tell how a few
// people voted.
func (d discloser) totalShown(s *opinion.Statement) bool {
	rest := s.Total.Votes()
	for _, f := range s.Sides {
		rest -= f.Votes()
	}
	if rest > 0 && !d.bySide {
		rest = d.unplaced
	}
	return d.to == Operator || d.harmless(rest)
}

// addGroups adds how the opinion groups voted, where that may be seen beside
// what is shown already, and reports whether it did. Groups that stand in for
// the sides are shown as those are.
func (d discloser) addGroups(out *Statement, s *opinion.Statement, split, total bool) bool {
	show := split && (!d.bySide || total && d.groupsShown(s))
	for g, c := range s.Groups {
		count := GroupCount{Group: letter(int8(g))}
		if show {
			count.Agree, count.Disagree, count.Pass = &c.Agree, &c.Disagree, &c.Pass
		}
		out.Groups = append(out.Groups, count)
	}
	return show
}

// groupsShown reports whether every group that voted is large enough, and
// those in no group, whose ballots the groups leave of the total, are many.
func (d discloser) groupsShown(s *opinion.Statement) bool {
	if d.to == Operator {
		return true
	}
	rest := s.Total.Votes()
	for _, c := range s.Groups {
		rest -= c.Votes()
		if !d.harmless(c.Votes()) {
			return false
		}
	}
	return len(s.Groups) == 0 || rest == 0 || d.harmless(d.unplaced)
}
