package register

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"parley/internal/fault"
)

// A Precision is how exactly a date is known.
type Precision string

// The precisions.
const (
	ToDay    Precision = "day"
	ToMonth  Precision = "month"
	ToYear   Precision = "year"
	ToDecade Precision = "decade"
	Interval Precision = "interval" // from one date to another, or with an open end
)

// oneDate matches a date that is no interval: a decade, or a year with what is
// known of month and day; "~" marks what is approximate.
var oneDate = regexp.MustCompile(`^(?:([0-9]{3})X|([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?)~?$`)

// openEnd stands for the end of an interval that has none.
const openEnd = ".."

var errDate = fault.New(fault.Invalid, "refusal.value_date")

// ParseDate reads a date in the part of EDTF (ISO 8601-2) that registers use:
// "1988-05-12", "1988-05", "1988", the decade "193X"; with "~" behind it where it is
// approximate; and the intervals "1988/1991-03", "1988/.." and "../1991". The years
// are 0001 to 9999. It refuses a date that does not exist, and an interval that ends
// before it begins.
func ParseDate(text string) (Date, error) {
	d := Date(strings.TrimSpace(text))
	if _, _, ok := d.Span(); !ok {
		return "", errDate
	}
	return d, nil
}

// Span returns the first and the last day that a date can mean, in days since
// 1970-01-01; they are negative before. The open end of an interval is
// math.MinInt32 or math.MaxInt32. It reports whether d is a date at all.
func (d Date) Span() (first, last int, ok bool) {
	from, to, interval := strings.Cut(string(d), "/")
	if !interval {
		return spanOfOne(from)
	}
	if from == openEnd && to == openEnd {
		return 0, 0, false
	}
	first, last = math.MinInt32, math.MaxInt32
	if from != openEnd {
		if first, _, ok = spanOfOne(from); !ok {
			return 0, 0, false
		}
	}
	if to != openEnd {
		if _, last, ok = spanOfOne(to); !ok {
			return 0, 0, false
		}
	}
	if last < first {
		return 0, 0, false
	}
	return first, last, true
}

// Precision says how exactly a date is known; "" of what is no date.
func (d Date) Precision() Precision {
	if _, _, ok := d.Span(); !ok {
		return ""
	}
	if strings.Contains(string(d), "/") {
		return Interval
	}
	part := oneDate.FindStringSubmatch(string(d))
	switch {
	case part[1] != "":
		return ToDecade
	case part[3] == "":
		return ToYear
	case part[4] == "":
		return ToMonth
	}
	return ToDay
}

// Approximate reports whether a date, or an end of an interval, is marked as
// approximate.
func (d Date) Approximate() bool { return strings.Contains(string(d), "~") }

func spanOfOne(text string) (first, last int, ok bool) {
	part := oneDate.FindStringSubmatch(text)
	if part == nil || part[1] == "000" || part[2] == "0000" {
		return 0, 0, false
	}
	year, month, day := wholeOf(part[2]), wholeOf(part[3]), wholeOf(part[4])
	switch {
	case part[1] != "":
		year = 10 * wholeOf(part[1])
		return dayNumber(year, 1, 1), dayNumber(year+10, 1, 1) - 1, true
	case part[3] == "":
		return dayNumber(year, 1, 1), dayNumber(year+1, 1, 1) - 1, true
	case month < 1 || month > 12:
		return 0, 0, false
	case part[4] == "":
		return dayNumber(year, month, 1), dayNumber(year, month+1, 1) - 1, true
	}
	first = dayNumber(year, month, day)
	return first, first, day >= 1 && first < dayNumber(year, month+1, 1)
}

// wholeOf returns what digits say; 0 of none.
func wholeOf(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func dayNumber(year, month, day int) int {
	return int(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
