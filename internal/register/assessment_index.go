package register

import (
	"math/big"

	"parley/internal/dialogue"
)

// A Ratio is an exact fraction. There is none with the denominator 0.
type Ratio struct{ Num, Den int }

// String writes a ratio with two decimals, rounded half up.
func (r Ratio) String() string {
	if r.Den == 0 {
		return ""
	}
	return big.NewRat(int64(r.Num), int64(r.Den)).FloatString(2)
}

func (r Ratio) less(other Ratio) bool { return r.Num*other.Den < other.Num*r.Den }

// An Index is how far, by one side's ratings, something is carried out: Σ level ÷
// (3 × rated).
type Index struct {
	Side   dialogue.SideID
	Levels int // their sum
	Rated  int // ratings that are numbers: its n
	Cannot int // ratings "cannot be assessed"
	Given  int // all ratings
}

// Of returns the index; false where nothing is rated.
func (i Index) Of() (Ratio, bool) { return Ratio{i.Levels, HighestLevel * i.Rated}, i.Rated > 0 }

// CannotShare returns which share of a side's ratings is "cannot be assessed".
func (i Index) CannotShare() (Ratio, bool) { return Ratio{i.Cannot, i.Given}, i.Given > 0 }

// A ConductFigure is what all sides say of the conduct of one party: a figure for
// each side that speaks, and never one for all. What they say together is an
// interval, from the lower side to the upper.
type ConductFigure struct {
	Conduct string  // a side, or ThirdParty
	Indexes []Index // of each side, in their order
	Lower   Ratio
	Upper   Ratio
	Between bool // whether there is an interval: every side has rated something
	Apart   int  // of Compared
	Counted int  // rows in which two sides or more gave a level
}

// Figures returns those of rows that every side revealed, by conduct. ratings are
// those of all sides of a row, in the order of the sides.
func (t Terms) Figures(ratings map[RowID][]Rating) []ConductFigure {
	var all []ConductFigure
	at := map[string]int{}
	for _, row := range t.Rows() {
		said, ok := ratings[row]
		if !ok {
			continue
		}
		if _, there := at[row.Conduct]; !there {
			at[row.Conduct] = len(all)
			f := ConductFigure{Conduct: row.Conduct}
			for _, side := range t.Sides {
				f.Indexes = append(f.Indexes, Index{Side: side})
			}
			all = append(all, f)
		}
		all[at[row.Conduct]].add(said)
	}
	for i := range all {
		all[i].span()
	}
	return all
}

func (f *ConductFigure) add(said []Rating) {
	for i, r := range said {
		index := &f.Indexes[i]
		index.Given++
		switch {
		case r.Rated():
			index.Rated++
			index.Levels += r.Level
		case r.Instead == CannotAssess:
			index.Cannot++
		}
	}
	switch GapOf(said) {
	case GapApart:
		f.Apart++
		f.Counted++
	case GapAgree, GapNear:
		f.Counted++
	}
}

func (f *ConductFigure) span() {
	f.Between = true
	for i, index := range f.Indexes {
		r, ok := index.Of()
		f.Between = f.Between && ok
		if i == 0 || r.less(f.Lower) {
			f.Lower = r
		}
		if i == 0 || f.Upper.less(r) {
			f.Upper = r
		}
	}
	if !f.Between {
		f.Lower, f.Upper = Ratio{}, Ratio{}
	}
}

// AcrossSides returns how far the sides agree with each other, as if each were a
// coder. It is a finding about them, not an error of anybody's.
func AcrossSides(ratings map[RowID][]Rating) *big.Rat {
	var units [][]int
	for _, said := range ratings {
		var unit []int
		for _, r := range said {
			if r.Rated() {
				unit = append(unit, r.Level)
			}
		}
		units = append(units, unit)
	}
	return Alpha(units)
}
