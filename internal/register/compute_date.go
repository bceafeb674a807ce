package register

import (
	"math"
	"strconv"
	"strings"

	"parley/internal/dialogue"
)

// begin returns the days on which what a date says can have begun: of an interval
// that of its first date.
func (d Date) begin() (first, last int, ok bool) {
	from, _, _ := strings.Cut(string(d), "/")
	return Date(from).Span()
}

// end returns the days on which what a date says can have ended.
func (d Date) end() (first, last int, ok bool) {
	if _, to, interval := strings.Cut(string(d), "/"); interval {
		return Date(to).Span()
	}
	return d.Span()
}

// days returns a whole number, or a range where a date is not known to the day.
func days(lower, upper int) Value {
	n := &Number{Lower: Decimal(strconv.Itoa(lower))}
	if lower != upper {
		n.Upper = Decimal(strconv.Itoa(upper))
	}
	return Value{Number: n}
}

// age returns the days since a date, of an interval since it began; nothing of one
// that is still to come.
func age(of Date, today dialogue.Day) Value {
	first, last, ok := of.begin()
	if !ok || first > int(today) {
		return Value{}
	}
	return days(max(int(today)-last, 0), int(today)-first)
}

// spanBetween returns the days from one date to a later one. It is negative when the
// later one is known to be earlier.
func spanBetween(of, until Date) Value {
	from, fromLast, ok := of.begin()
	first, last, okUntil := until.end()
	if !ok || !okUntil {
		return Value{}
	}
	lower, upper := first-fromLast, last-from
	if upper >= 0 {
		lower = max(lower, 0)
	}
	return days(lower, upper)
}

func (d *Definition) overdue(c Compute, r Record, sides []dialogue.SideID, today dialogue.Day) Value {
	due, ok := dueBy(standing(r)[c.Of].Date, c.After)
	if !ok {
		return Value{}
	}
	if due < today && !d.ended(c.Until, r, sides) {
		return Value{Choices: []string{"overdue"}}
	}
	return Value{Choices: []string{"in_time"}}
}

// dueBy returns the last day on which what is due so many days after a date is in
// time: a date that is not known to the day is over with its last day.
func dueBy(of Date, after int) (dialogue.Day, bool) {
	_, last, ok := of.Span()
	if !ok {
		return 0, false
	}
	if last == math.MaxInt32 {
		return dialogue.Day(last), true
	}
	return dialogue.Day(last + after), true
}
