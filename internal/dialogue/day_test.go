package dialogue

import (
	"testing"
	"time"
)

// A day is all that is kept of a time (C4): every moment of it is the same.
func TestDayOf(t *testing.T) {
	baku := time.FixedZone("", 4*60*60)
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), "2026-11-23"},
		{time.Date(2026, 11, 23, 23, 59, 59, 999, time.UTC), "2026-11-23"},
		{time.Date(2026, 11, 24, 3, 59, 59, 0, baku), "2026-11-23"},
		{time.Date(2026, 11, 24, 4, 0, 0, 0, baku), "2026-11-24"},
		{time.Date(2028, 2, 29, 12, 0, 0, 0, time.UTC), "2028-02-29"},
		{time.Date(1969, 12, 31, 23, 0, 0, 0, time.UTC), ""}, // a clock that was never set
		{time.Time{}, ""},
	} {
		day := DayOf(c.at)
		if day.String() != c.want {
			t.Errorf("%s is on %q, want %q", c.at, day, c.want)
		}
		if c.want == "" {
			continue
		}
		back, ok := ParseDay(c.want)
		if !ok || back != day {
			t.Errorf("%s read back is %d, %v, want %d", c.want, back, ok, day)
		}
		if at := day.Time(); at.Hour()+at.Minute()+at.Second()+at.Nanosecond() != 0 || at.Location() != time.UTC || DayOf(at) != day {
			t.Errorf("%s begins at %s", c.want, at)
		}
	}
}

func TestParseDayRefuses(t *testing.T) {
	for _, text := range []string{
		"", "today", "2026-11-31", "2026-2-3", "23.11.2026", "2026-11-23T10:00:00Z", " 2026-11-23",
		"1970-01-01", "1969-12-31", "-2026-11-23", "20261123", "２０２６-11-23",
	} {
		if day, ok := ParseDay(text); ok {
			t.Errorf("%q is read as %d", text, day)
		}
	}
}
