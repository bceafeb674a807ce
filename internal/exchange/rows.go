package exchange

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"time"
)

// rows writes the cells of a CSV file one after the other. The first error is
// kept, and returned by flush.
type rows struct {
	w     *bufio.Writer
	began bool // a cell stands on the row already
	when  int64
	date  string // of when
	digit []byte
}

func newRows(w io.Writer) *rows { return &rows{w: bufio.NewWriterSize(w, 64<<10)} }

func (r *rows) flush() error { return r.w.Flush() }

// cell begins a cell.
func (r *rows) cell() {
	if r.began {
		r.w.WriteByte(',')
	}
	r.began = true
}

// plain writes words that need no quotes.
func (r *rows) plain(words ...string) {
	for _, s := range words {
		r.cell()
		r.w.WriteString(s)
	}
}

func (r *rows) int(n int64) {
	r.cell()
	r.digit = strconv.AppendInt(r.digit[:0], n, 10)
	r.w.Write(r.digit)
}

// text writes a text in quotes, guarded against being taken for a formula.
func (r *rows) text(s string) {
	r.cell()
	r.w.WriteByte('"')
	r.w.WriteString(strings.ReplaceAll(guard(s), `"`, `""`))
	r.w.WriteByte('"')
}

// id writes an identifier: plainly if it is a number.
func (r *rows) id(s string) {
	if allDigits(s) {
		r.plain(s)
		return
	}
	r.text(s)
}

// time writes seconds since 1970 and the same in words. Zero, for unknown, has
// no words.
func (r *rows) time(seconds int64) {
	r.int(seconds)
	if seconds == 0 {
		r.plain("")
		return
	}
	if seconds != r.when {
		r.when, r.date = seconds, time.Unix(seconds, 0).UTC().Format(time.RFC3339)
	}
	r.plain(r.date)
}

func (r *rows) end() {
	r.w.WriteByte('\n')
	r.began = false
}
