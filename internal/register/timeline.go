package register

import (
	"cmp"
	"math"
	"slices"
	"time"

	"parley/internal/dialogue"
)

// LeastBar is how wide a bar is at least, of the width of a timeline, so that a day
// can be seen on an axis of decades.
const LeastBar = 0.01

// mostYearMarks is how many years an axis marks at most.
const mostYearMarks = 12

// A TimelinePlan is where records stand in time. The axis goes from the beginning of
// the year From to the beginning of the year To; 0 is its left end and 1 its right.
type TimelinePlan struct {
	From, To int
	Marks    []YearMark
	Lanes    []Lane // only those with bars
	Bars     []Bar  // by lane, row and start
	Undated  []int  // records without a date
}

// A YearMark is where a year begins on the axis.
type YearMark struct {
	Year int
	X    float64
}

// A Lane is the bars of one value, in the fewest rows in which none covers another; ""
// of records without a value.
type Lane struct {
	Value string
	Rows  int
}

// A Bar is a record in a lane.
type Bar struct {
	Record, Lane, Row  int
	X0, X1             float64 // at least LeastBar apart
	OpenStart, OpenEnd bool    // reaches to the end of the axis because nobody knows how far
	About              bool    // approximate
}

// A stretch is the days from the first to the last that a record takes up.
type stretch struct {
	record             int
	first, last        int
	openStart, openEnd bool
	about              bool
}

// Timeline places records by the dates of a view. A record without an end takes up
// all days that its start can mean. The axis reaches to today where something has no
// end. A record with several lanes has a bar in each.
func (d *Definition) Timeline(v View, all []Record, today dialogue.Day) TimelinePlan {
	var p TimelinePlan
	var dated []stretch
	for i, r := range all {
		if s, ok := stretchOf(sharedValue(r, v.Start).Date, sharedValue(r, v.End).Date); ok {
			s.record = i
			if len(v.Open) > 0 && sharedValue(r, v.End).Date == "" && matches(r, v.Open) {
				s.last, s.openEnd = max(s.last, int(today)), true
			}
			dated = append(dated, s)
		} else {
			p.Undated = append(p.Undated, i)
		}
	}
	if len(dated) == 0 {
		return p
	}
	p.axis(dated, int(today))
	lane, _ := d.Field(v.Lane)
	values := []string{""}
	if v.Lane != "" {
		values = lane.valuesIn(all, false)
	}
	for _, value := range values {
		var in []stretch
		for _, s := range dated {
			if v.Lane == "" || slices.Contains(valuesAt(all[s.record], v.Lane), value) {
				in = append(in, s)
			}
		}
		if len(in) > 0 {
			p.place(value, in, all)
		}
	}
	return p
}

// stretchOf returns the days from a start to an end, either of which may be missing. A
// start after the end counts alone.
func stretchOf(start, end Date) (stretch, bool) {
	s := stretch{about: start.Approximate() || end.Approximate()}
	first, last, ok := start.Span()
	endFirst, endLast, okEnd := end.Span()
	switch {
	case !ok && !okEnd:
		return s, false
	case !ok && end.Precision() == Interval:
		first, last = endFirst, endLast
	case !ok:
		first, last = math.MinInt32, endLast
	case okEnd && endLast >= first:
		last = endLast
	}
	s.first, s.last, s.openStart, s.openEnd = first, last, first == math.MinInt32, last == math.MaxInt32
	return s, true
}

// axis chooses the years from the first to the last known day, and marks some.
func (p *TimelinePlan) axis(dated []stretch, today int) {
	var known []int
	for _, s := range dated {
		if !s.openStart {
			known = append(known, s.first)
		}
		if !s.openEnd {
			known = append(known, s.last)
		} else {
			known = append(known, max(today, s.first))
		}
	}
	p.From, p.To = yearOf(slices.Min(known)), yearOf(slices.Max(known))+1
	step := 1
	for _, next := range []int{2, 5, 10, 20, 25, 50, 100, 200, 500, 1000} {
		if (p.To-p.From)/step < mostYearMarks {
			break
		}
		step = next
	}
	for year := p.From; year <= p.To; year++ {
		if year%step == 0 {
			p.Marks = append(p.Marks, YearMark{Year: year, X: p.x(dayNumber(year, 1, 1))})
		}
	}
}

func yearOf(day int) int { return time.Unix(int64(day)*24*60*60, 0).UTC().Year() }

func (p *TimelinePlan) x(day int) float64 {
	from, to := dayNumber(p.From, 1, 1), dayNumber(p.To, 1, 1)
	return min(max(float64(day-from)/float64(to-from), 0), 1)
}

// place adds a lane. Bars by their start, each in the first row that is free, need the
// fewest rows.
func (p *TimelinePlan) place(value string, in []stretch, all []Record) {
	var bars []Bar
	for _, s := range in {
		b := Bar{Record: s.record, Lane: len(p.Lanes), OpenStart: s.openStart, OpenEnd: s.openEnd, About: s.about, X1: 1}
		if !s.openStart {
			b.X0 = p.x(s.first)
		}
		if !s.openEnd {
			b.X1 = p.x(s.last + 1)
		}
		b.X1 = max(b.X1, b.X0+LeastBar)
		if b.X1 > 1 {
			b.X0, b.X1 = 1-LeastBar, 1
		}
		bars = append(bars, b)
	}
	slices.SortFunc(bars, func(a, b Bar) int {
		return cmp.Or(cmp.Compare(a.X0, b.X0), cmp.Compare(a.X1, b.X1), cmp.Compare(all[a.Record].Key, all[b.Record].Key))
	})
	var ends []float64 // of the rows
	for i, b := range bars {
		row := slices.IndexFunc(ends, func(end float64) bool { return end <= b.X0 })
		if row < 0 {
			row, ends = len(ends), append(ends, 0)
		}
		ends[row], bars[i].Row = b.X1, row
	}
	slices.SortStableFunc(bars, func(a, b Bar) int { return cmp.Compare(a.Row, b.Row) })
	p.Lanes = append(p.Lanes, Lane{Value: value, Rows: len(ends)})
	p.Bars = append(p.Bars, bars...)
}
