package register

import (
	"regexp"
	"strconv"

	"parley/internal/fault"
)

// A Period is what a cycle is about, in months since the year 0: First to Last.
type Period struct{ First, Last int }

var periodText = regexp.MustCompile(`^(19|20)(\d\d)(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?$`)

// ParsePeriod reads a year, half-year, quarter or month: 2026, 2026-H1, 2026-Q1,
// 2026-03.
func ParsePeriod(text string) (Period, error) {
	m := periodText.FindStringSubmatch(text)
	if m == nil {
		return Period{}, fault.New(fault.Invalid, "refusal.cycle_period")
	}
	number := func(s string) int {
		n, _ := strconv.Atoi(s) // "" is 0, and the rest is digits
		return n
	}
	from := number(m[1]+m[2]) * 12
	switch {
	case m[3] != "":
		return Period{from + (number(m[3])-1)*6, from + number(m[3])*6 - 1}, nil
	case m[4] != "":
		return Period{from + (number(m[4])-1)*3, from + number(m[4])*3 - 1}, nil
	case m[5] != "":
		return Period{from + number(m[5]) - 1, from + number(m[5]) - 1}, nil
	}
	return Period{from, from + 11}, nil
}

// Before reports whether p ended before another one began.
func (p Period) Before(other Period) bool { return p.Last < other.First }
