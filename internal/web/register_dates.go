package web

import (
	"strconv"
	"strings"

	"parley/internal/locale"
	"parley/internal/register"
)

// dayWords and monthWords say a day and a month of the year, which languages decline
// in their own ways.
var (
	dayWords = [12]locale.Key{"date.day_1", "date.day_2", "date.day_3", "date.day_4", "date.day_5", "date.day_6",
		"date.day_7", "date.day_8", "date.day_9", "date.day_10", "date.day_11", "date.day_12"}
	monthWords = [12]locale.Key{"date.month_1", "date.month_2", "date.month_3", "date.month_4", "date.month_5", "date.month_6",
		"date.month_7", "date.month_8", "date.month_9", "date.month_10", "date.month_11", "date.month_12"}
)

// A dateView is a date in words. Code is the same for machines where HTML has a way
// to write it, else "".
type dateView struct{ Words, Code string }

// date words a date as exactly as it is known, and no more so.
func (v *visitor) date(d register.Date) dateView {
	if _, _, ok := d.Span(); !ok {
		return dateView{}
	}
	from, to, interval := strings.Cut(string(d), "/")
	if !interval {
		code := from
		if strings.ContainsAny(from, "X~") {
			code = ""
		}
		return dateView{v.oneDate(from), code}
	}
	switch {
	case to == "..":
		return dateView{Words: v.Text("date.no_end", "From", v.oneDate(from))}
	case from == "..":
		return dateView{Words: v.Text("date.no_start", "To", v.oneDate(to))}
	}
	return dateView{Words: v.Text("date.interval", "From", v.oneDate(from), "To", v.oneDate(to))}
}

// oneDate words a date that is no interval.
func (v *visitor) oneDate(text string) string {
	exact, about := strings.CutSuffix(text, "~")
	words := v.exactDate(exact)
	if about {
		return v.Text("date.about", "Date", words)
	}
	return words
}

func (v *visitor) exactDate(text string) string {
	if decade, ok := strings.CutSuffix(text, "X"); ok {
		return v.Text("date.decade", "Year", decade+"0", "Last", decade+"9")
	}
	part := strings.Split(text, "-")
	if len(part) == 1 {
		return v.Text("date.year", "Year", part[0])
	}
	month, _ := strconv.Atoi(part[1])
	if len(part) == 2 {
		return v.Text(monthWords[month-1], "Year", part[0])
	}
	return v.Text(dayWords[month-1], "Day", strings.TrimPrefix(part[2], "0"), "Year", part[0])
}

// dayWords words a day as dialogue.Day writes it.
func (v *visitor) dayWords(day string) dateView { return v.date(register.Date(day)) }
