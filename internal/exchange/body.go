package exchange

import (
	"bytes"
)

// next returns the next row and the line it begins on.
//
// Where the text stands last, it may lack its quotes: then it goes to the end
// of the line, commas and quotes and all, and on over every following line
// that does not look like a row. Such texts are counted.
func (f *comments) next() (*record, int64, error) {
	if f.col.body != len(f.names)-1 {
		return f.table.next()
	}
	for {
		line, size, err := f.peek()
		if err != nil {
			return nil, f.line, err
		}
		if len(bytes.TrimSpace(line)) > 0 {
			break
		}
		f.skip(size)
		f.ignore(BlankLine, 1)
	}
	at := f.line + 1
	f.rows++
	n, err := f.take()
	f.line += int64(max(1, bytes.Count(f.buf[f.from:f.from+n], []byte("\n"))))
	f.from += n
	return &f.rec, at, err
}

// take reads the row at the window's start into rec and returns its length.
func (f *comments) take() (n int, err error) {
	w := f.buf[f.from:f.to]
	n, end := f.lead(&f.rec, w)
	if end != comma {
		return 0, f.broken(end)
	}
	if text, next, ok := f.quotedBody(w, n); ok {
		f.rec.cells = append(f.rec.cells, text)
		f.lookInside(text)
		return next, nil
	}
	next := f.bareBody(w, n)
	text := bytes.TrimRight(w[n:next], "\r\n")
	f.rec.cells = append(f.rec.cells, text)
	more := bytes.Count(text, []byte("\n"))
	if more > 0 || bytes.IndexByte(text, ',') >= 0 || bytes.HasPrefix(text, []byte(`"`)) {
		f.unquoted++
		f.continued += more
	}
	return next, nil
}

// lead reads the cells before the text. end is comma if all of them are there
// and the text follows at w[n:].
func (f *comments) lead(rec *record, w []byte) (n int, end ending) {
	rec.cells, rec.spare = rec.cells[:0], rec.spare[:0]
	end = comma
	for len(rec.cells) < f.col.body && end == comma {
		var cell []byte
		if cell, n, end = rec.cell(w, n, true); end == comma || end == lineEnd {
			rec.cells = append(rec.cells, cell)
		}
	}
	return n, end
}

func (f *comments) broken(end ending) error {
	have := len(f.rec.cells)
	switch end {
	case unclosed:
		return f.fault(have+1, "a closing quote")
	case afterText:
		return f.fault(have+1, "a comma after the closing quote")
	}
	return tooFew(f.file, f.line+1, have, len(f.names))
}

// quotedBody reads a text in quotes with nothing but empty cells behind it.
func (f *comments) quotedBody(w []byte, from int) (text []byte, next int, ok bool) {
	if from >= len(w) || w[from] != '"' {
		return nil, 0, false
	}
	text, next, end := f.rec.quotedCell(w, from, true)
	if end != comma {
		return text, next, end == lineEnd
	}
	rest, size := lineOf(w[next:])
	return text, next + size, len(bytes.Trim(rest, ",\r")) == 0
}

// bareBody returns where a text without quotes ends.
func (f *comments) bareBody(w []byte, from int) (next int) {
	_, size := lineOf(w[from:])
	next = from + size
	for next < len(w) && !f.looksLikeRow(w[next:]) {
		_, size = lineOf(w[next:])
		next += size
	}
	return next
}

// lineOf returns the first line of w without its line feed, and its size with it.
func lineOf(w []byte) (line []byte, size int) {
	if i := bytes.IndexByte(w, '\n'); i >= 0 {
		return w[:i], i + 1
	}
	return w, len(w)
}

// looksLikeRow says whether a row begins at w, sound or broken: it opens with
// a time, or it has cells enough and at least half of those that must be
// numbers are.
func (f *comments) looksLikeRow(w []byte) bool {
	line, _ := lineOf(w)
	if first, _, more := bytes.Cut(line, []byte(",")); f.col.created == 0 && more && len(first) >= 9 && allDigits(string(first)) {
		return true
	}
	if _, end := f.lead(&f.ahead, line); end != comma {
		return false
	}
	numbers, columns := 0, 0
	for _, c := range []int{f.col.created, f.col.id, f.col.agrees, f.col.disagrees, f.col.moderated} {
		if c < 0 || c >= f.col.body {
			continue
		}
		columns++
		if allDigits(string(bytes.TrimPrefix(f.ahead.cells[c], []byte("-")))) {
			numbers++
		}
	}
	return 2*numbers >= columns
}

// lookInside counts texts in which what looks like a row stands on a line of
// its own: perhaps a text, perhaps a file whose quotes are amiss.
func (f *comments) lookInside(text []byte) {
	all := bytes.Split(text, []byte("\n"))
	for _, line := range all[1:] {
		if f.looksLikeRow(line) {
			f.rowInsideText++
			return
		}
	}
}
