package dialogue

import (
	"time"
)

// A Day counts days since 1970-01-01 (UTC). It is the only time that is kept of
// what people did. Zero is no day.
type Day int

const secondsADay = 24 * 60 * 60

// DayOf returns the day of t in UTC.
func DayOf(t time.Time) Day {
	s := t.Unix()
	if s < 0 {
		return 0
	}
	return Day(s / secondsADay)
}

// ParseDay reads a day written as 2026-11-23.
func ParseDay(text string) (Day, bool) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Unix() <= 0 {
		return 0, false
	}
	return DayOf(t), true
}

// Time returns the midnight (UTC) with which the day begins.
func (d Day) Time() time.Time { return time.Unix(int64(d)*secondsADay, 0).UTC() }

// String writes the day as 2026-11-23; "" for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}
