package register

import (
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
)

// A RowID is what the sides' ratings are compared of: one item, and the conduct of
// one party in it. Where every side is obliged there is a row for each, so that what
// a side says of itself and of the other is never one figure.
type RowID struct {
	Item    string
	Conduct string // a side, or ThirdParty
}

// String writes a row as it stands in addresses.
func (r RowID) String() string { return r.Item + ":" + r.Conduct }

// conducts returns whose conduct is rated in an item; nil where nobody is obliged
// who could be.
func (t Terms) conducts(item Item) []string {
	var all []string
	for _, side := range t.Sides {
		if item.Obliged == BothOblige || item.Obliged == string(side) {
			all = append(all, string(side))
		}
	}
	if item.Obliged == ThirdParty {
		all = []string{ThirdParty}
	}
	return all
}

// Rows returns all rows, in the order of items, then of sides.
func (t Terms) Rows() []RowID {
	var all []RowID
	for _, item := range t.Items {
		for _, of := range t.conducts(item) {
			all = append(all, RowID{item.Key, of})
		}
	}
	return all
}

// Item returns an item by its key.
func (t Terms) Item(key string) (Item, bool) {
	for _, item := range t.Items {
		if item.Key == key {
			return item, true
		}
	}
	return Item{}, false
}

// What About of an assessment can be. Of more than two sides the other one is named,
// as "other:" and its identifier: two others are not one.
const (
	AboutOwn   = "own"
	AboutOther = "other"
)

// About says whose conduct a row is about, from where a side stands.
func (t Terms) About(row RowID, side dialogue.SideID) string {
	switch {
	case row.Conduct == string(side):
		return AboutOwn
	case len(t.Sides) > 2 && row.Conduct != ThirdParty:
		return AboutOther + ":" + row.Conduct
	}
	return AboutOther
}

// A Sheet is what is known of one side's assessment of one row while it is sealed:
// that it is committed to, and whether it was revealed.
type Sheet struct {
	Row        RowID
	Side       dialogue.SideID
	Commitment dialogue.Hash
	Committed  dialogue.Day
	Revealed   dialogue.Day // 0 before
	Alone      bool         // its side agrees that it is shown although another's is not
}

// A Stand is where a row stands.
type Stand struct {
	Sheets   map[dialogue.SideID]Sheet // of the sides that committed
	Ready    bool                      // every side has committed
	Complete bool                      // every side has revealed
	Withheld []dialogue.SideID         // after the last day: who did not commit, or else did not reveal
}

// Stand returns where a row stands.
func (c Cycle) Stand(row RowID, sheets []Sheet, today dialogue.Day) Stand {
	s := Stand{Sheets: map[dialogue.SideID]Sheet{}}
	for _, one := range sheets {
		if one.Row == row {
			s.Sheets[one.Side] = one
		}
	}
	var silent, closed []dialogue.SideID
	for _, side := range c.Sides {
		one, there := s.Sheets[side]
		switch {
		case !there:
			silent = append(silent, side)
		case one.Revealed == 0:
			closed = append(closed, side)
		}
	}
	s.Ready, s.Complete = len(silent) == 0, len(silent)+len(closed) == 0
	if today > c.LastDay && c.OpenedOn != 0 {
		if s.Withheld = silent; s.Ready {
			s.Withheld = closed
		}
	}
	return s
}

// Shows reports whether what a side said can be read: every side has revealed, or
// the last day has passed, another side withheld, and this one still agrees.
func (s Stand) Shows(side dialogue.SideID) bool {
	one := s.Sheets[side]
	return s.Complete || len(s.Withheld) > 0 && one.Revealed != 0 && one.Alone
}

// Commit decides on committing a side to its assessment of a row, or to another one
// as long as not every side has committed.
func (c Cycle) Commit(by dialogue.Viewer, row RowID, sheets []Sheet, today dialogue.Day) error {
	if err := c.chairs(by); err != nil {
		return err
	}
	if err := c.open(row, today); err != nil {
		return err
	}
	if c.Stand(row, sheets, today).Ready {
		return fault.New(fault.Refused, "refusal.committed_all")
	}
	return nil
}

// Reveal decides on revealing what a side committed to: once every side has.
func (c Cycle) Reveal(by dialogue.Viewer, row RowID, sheets []Sheet, today dialogue.Day) (Sheet, error) {
	if err := c.chairs(by); err != nil {
		return Sheet{}, err
	}
	if err := c.open(row, today); err != nil {
		return Sheet{}, err
	}
	stand := c.Stand(row, sheets, today)
	one := stand.Sheets[by.Side]
	switch {
	case !stand.Ready:
		return one, fault.New(fault.Refused, "refusal.committed_not_all")
	case one.Revealed != 0:
		return one, fault.New(fault.Refused, "refusal.revealed_already")
	}
	one.Revealed = today
	return one, nil
}

// ShowAlone decides on showing what a side committed to although another withheld
// its own, or on not showing it any more: its co-chair's act, after the last day.
func (c Cycle) ShowAlone(by dialogue.Viewer, row RowID, show bool, sheets []Sheet, today dialogue.Day) (Sheet, error) {
	if err := c.chairs(by); err != nil {
		return Sheet{}, err
	}
	if !slices.Contains(c.Rows(), row) {
		return Sheet{}, fault.New(fault.NotFound, "refusal.row_unknown")
	}
	stand := c.Stand(row, sheets, today)
	one, there := stand.Sheets[by.Side]
	switch {
	case !there:
		return one, fault.New(fault.Refused, "refusal.committed_nothing")
	case stand.Complete || len(stand.Withheld) == 0:
		return one, fault.New(fault.Refused, "refusal.withheld_nothing")
	case one.Alone == show:
		return one, fault.New(fault.Refused, "refusal.record_same")
	case one.Revealed == 0 && slices.Contains(stand.Withheld, by.Side):
		return one, fault.New(fault.Refused, "refusal.withheld_own")
	}
	if one.Alone = show; one.Revealed == 0 {
		one.Revealed = today
	}
	return one, nil
}

func (c Cycle) chairs(by dialogue.Viewer) error {
	if by.Role != dialogue.CoChair || !slices.Contains(c.Sides, by.Side) {
		return fault.New(fault.Refused, "refusal.co_chair_only")
	}
	return nil
}

// Prior returns what a side said of a row in the last period before a cycle's that is
// there: of the same codebook where the period was assessed under several. shown
// tells what was shown of another cycle.
func (c Cycle) Prior(all []Cycle, shown func(Cycle) (Rating, bool)) (Rating, bool) {
	own, err := ParsePeriod(c.Period)
	if err != nil {
		return Rating{}, false
	}
	var best Rating
	last, found, same := Period{}, false, false
	for _, other := range all {
		p, err := ParsePeriod(other.Period)
		if err != nil || other.Register != c.Register || other.Agreement != c.Agreement || !p.Before(own) {
			continue
		}
		later := !found || last.Last < p.Last || last == p && !same && (other.Codebook == c.Codebook)
		if !later {
			continue
		}
		if r, ok := shown(other); ok && r.Rated() {
			best, last, found, same = r, p, true, other.Codebook == c.Codebook
		}
	}
	return best, found
}

// Judge checks an assessment against its cycle and row, and against what its side
// said before: a fall is marked, and nothing else is.
func (c Cycle) Judge(a Assessment, row RowID, side dialogue.SideID, prior Rating, there bool) (Assessment, error) {
	want := c.Blank(row, side)
	if a.V != want.V || a.Codebook != want.Codebook || a.Agreement != want.Agreement || a.Item != want.Item || a.Kind != want.Kind ||
		a.Stem != want.Stem || a.Period != want.Period || a.Side != want.Side || a.Obliged != want.Obliged || a.About != want.About {
		return a, fault.New(fault.Invalid, "refusal.assessment_other")
	}
	a, err := a.Clean()
	if err != nil {
		return a, err
	}
	r := a.Rating()
	fell := there && r.Rated() && prior.Rated() && r.Level < prior.Level
	switch {
	case fell && !a.Reversed:
		return a, fault.New(fault.Invalid, "refusal.reversed_missing", "Before", prior.Level)
	case !fell && a.Reversed:
		return a, fault.New(fault.Invalid, "refusal.reversed_false")
	}
	return a, nil
}

// Blank returns the assessment of a row by a side in which nothing is said yet.
func (c Cycle) Blank(row RowID, side dialogue.SideID) Assessment {
	item, _ := c.Item(row.Item)
	return Assessment{V: 1, Codebook: c.Codebook, Agreement: c.Agreement, Item: item.Key, Kind: c.Kind, Stem: item.Stem, Period: c.Period,
		Side: side, Obliged: item.Obliged, About: c.About(row, side)}
}
