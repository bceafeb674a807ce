package exchange

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"parley/internal/dialogue"
	"parley/internal/register"
)

var someCalendar = CalendarOptions{Host: "parley.example", Language: "en", Address: func(key string) string { return "https://parley.example/registers/initiatives/" + key }}

func calendarOf(t *testing.T, rows ...RegisterRow) (string, int) {
	t.Helper()
	var out bytes.Buffer
	n, err := RegisterCalendar(&out, initiatives(), only(rows...), someCalendar)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), n
}

// lasting is a public event from one date to another.
func lasting(key, start, end string) RegisterRow {
	row := festival()
	row.Key = key
	row.Values["start"], row.Values["end"] = register.Value{Date: register.Date(start)}, register.Value{Date: register.Date(end)}
	return row
}

func TestRegisterCalendar(t *testing.T) {
	hidden := lasting("hidden", "2026-03-01", "")
	hidden.Level = register.Members
	file, n := calendarOf(t, lasting("a", "2026-03-01", ""), lasting("b", "2026-02-27", "2026-03-01"), lasting("c", "2026-02-27/2026-02-28", ""),
		lasting("month", "2026-03", ""), lasting("vague-end", "2026-03-01", "2026-04"), lasting("open", "2026-03-01/..", ""), hidden)
	if n != 3 || strings.Count(file, "BEGIN:VEVENT\r\n") != 3 {
		t.Fatalf("%d events\n%s", n, file)
	}
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", "UID:initiatives-a@parley.example\r\nDTSTAMP:20241005T000000Z\r\nDTSTART;VALUE=DATE:20260301\r\nDTEND;VALUE=DATE:20260302\r\n",
		"UID:initiatives-b@parley.example\r\nDTSTAMP:20241005T000000Z\r\nDTSTART;VALUE=DATE:20260227\r\nDTEND;VALUE=DATE:20260302\r\n",
		"DTSTART;VALUE=DATE:20260227\r\nDTEND;VALUE=DATE:20260301\r\n", `SUMMARY;LANGUAGE=en:Festival\; of "films"`, `DESCRIPTION;LANGUAGE=en:Two lines\nand =one`,
		"URL:https://parley.example/registers/initiatives/a\r\n", "END:VCALENDAR\r\n",
	} {
		if !strings.Contains(file, want) {
			t.Errorf("no %q in\n%s", want, file)
		}
	}
}

// Lines are folded at 75 bytes, and never within a character.
func TestRegisterCalendarFolds(t *testing.T) {
	for shift := range 4 {
		row := lasting("a", "2026-03-01", "")
		long := strings.Repeat("x", shift) + strings.Repeat("Փառատոն 🎬, ", 30)
		row.Values["name"] = register.Value{Texts: []dialogue.Writing{saying(long)}}
		file, _ := calendarOf(t, row)
		for _, line := range strings.Split(file, "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) {
				t.Errorf("line of %d bytes: %q", len(line), line)
			}
		}
		if whole := strings.ReplaceAll(file, "\r\n ", ""); !strings.Contains(whole, strings.ReplaceAll(long, ",", `\,`)) {
			t.Errorf("unfolded: %s", whole)
		}
	}
}
