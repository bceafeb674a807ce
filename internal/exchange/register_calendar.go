package exchange

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"parley/internal/dialogue"
	"parley/internal/register"
)

// CalendarOptions are what a calendar says besides the records.
type CalendarOptions struct {
	Host     string // of the node: what makes identifiers unique in the world
	Language dialogue.Language
	Address  func(key string) string // of a record's page; nil for none
}

// RegisterCalendar writes public events as iCalendar (RFC 5545), and returns how
// many. An event is a public record whose start, and end where it has one, are days;
// a month or a year would be shown as a day that nobody named. Events last whole
// days. The identifier of an event stays the same when it changes.
func RegisterCalendar(w io.Writer, d *register.Definition, rows iter.Seq[RegisterRow], opt CalendarOptions) (int, error) {
	out := &calendar{w: bufio.NewWriter(w)}
	title, _ := d.Title.In(opt.Language)
	out.line("BEGIN", "VCALENDAR")
	out.line("VERSION", "2.0")
	out.line("PRODID", "-//Parley//Registers//EN")
	out.text("X-WR-CALNAME", title)
	events := 0
	for row := range rows {
		first, last, ok := eventDays(d, &row)
		if !ok {
			continue
		}
		events++
		out.event(d, &row, first, last, opt)
	}
	out.line("END", "VCALENDAR")
	if err := out.w.Flush(); err != nil {
		return events, fmt.Errorf("write calendar: %w", err)
	}
	return events, nil
}

// eventDays returns the days on which a public record begins and ends.
func eventDays(d *register.Definition, r *RegisterRow) (first, last int, ok bool) {
	if !publicRecord(d, r) || publicWords(d, r, "title").Empty() {
		return 0, 0, false
	}
	start, end := spanOf(d, r)
	if !exactDays(start) || end != "" && !exactDays(end) {
		return 0, 0, false
	}
	first, last, ok = start.Span()
	if ok && end != "" {
		_, last, ok = end.Span()
	}
	return first, last, ok && first <= last
}

// exactDays reports whether a date is a day, or an interval from a day to a day.
func exactDays(date register.Date) bool {
	for _, side := range strings.SplitN(string(date), "/", 2) {
		if len(side) != len("2026-11-23") || strings.Trim(side, "0123456789-") != "" {
			return false
		}
	}
	return true
}

type calendar struct{ w *bufio.Writer }

func (c *calendar) event(d *register.Definition, r *RegisterRow, first, last int, opt CalendarOptions) {
	c.line("BEGIN", "VEVENT")
	c.line("UID", string(d.Name)+"-"+r.Key+"@"+opt.Host)
	c.line("DTSTAMP", compactDay(int(r.Changed))+"T000000Z")
	c.line("DTSTART;VALUE=DATE", compactDay(first))
	c.line("DTEND;VALUE=DATE", compactDay(last+1)) // the day after
	title, l, _ := publicWords(d, r, "title").In(opt.Language)
	c.text("SUMMARY;LANGUAGE="+string(l), title)
	if about, l, _ := publicWords(d, r, "summary").In(opt.Language); about != "" {
		c.text("DESCRIPTION;LANGUAGE="+string(l), about)
	}
	if opt.Address != nil {
		c.line("URL", opt.Address(r.Key))
	}
	c.line("TRANSP", "TRANSPARENT")
	c.line("END", "VEVENT")
}

func compactDay(day int) string { return strings.ReplaceAll(dayWords(day), "-", "") }

var calendarText = strings.NewReplacer(`\`, `\\`, `;`, `\;`, `,`, `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

func (c *calendar) text(name, text string) { c.line(name, calendarText.Replace(text)) }

// foldAt is how many bytes a line can have, without its end.
const foldAt = 75

// line writes a line, folded between characters where it is too long.
func (c *calendar) line(name, value string) {
	rest, room := name+":"+value, foldAt
	for len(rest) > room {
		cut := room
		for cut > 1 && !utf8.RuneStart(rest[cut]) {
			cut--
		}
		c.w.WriteString(rest[:cut] + "\r\n ")
		rest, room = rest[cut:], foldAt-1
	}
	c.w.WriteString(rest + "\r\n")
}
