package exchange

import "bytes"

// What follows a cell.
type ending int8

const (
	more      ending = iota // the bytes given end before the cell does
	comma                   // another cell
	lineEnd                 // the next row, or nothing
	unclosed                // an opening quote without a closing one
	afterText               // something else behind the closing quote
)

// A record is one row, taken apart. It is used again for the next row.
type record struct {
	cells  [][]byte
	quoted bool   // some cell stands in quotes
	spare  []byte // the text of cells with doubled quotes in them
}

// parse takes the row at the start of b apart: cells at commas, rows at line
// ends, both but in quotes. n is its length in bytes with its line end. If
// last, no bytes follow b.
func (r *record) parse(b []byte, last bool) (n int, end ending) {
	r.cells, r.spare, r.quoted = r.cells[:0], r.spare[:0], false
	for {
		var cell []byte
		cell, n, end = r.cell(b, n, last)
		if end != comma && end != lineEnd {
			return n, end
		}
		r.cells = append(r.cells, cell)
		if end == lineEnd {
			return n, end
		}
	}
}

// blank says whether nothing stands on the row.
func (r *record) blank() bool {
	return len(r.cells) == 1 && !r.quoted && len(trim(r.cells[0])) == 0
}

// cell reads the cell at b[from:], and returns where the next begins.
func (r *record) cell(b []byte, from int, last bool) (text []byte, next int, end ending) {
	if from < len(b) && b[from] == '"' {
		r.quoted = true
		return r.quotedCell(b, from, last)
	}
	i := from
	for i < len(b) && b[i] != ',' && b[i] != '\n' {
		i++
	}
	switch {
	case i == len(b) && !last:
		return nil, from, more
	case i == len(b):
		return bytes.TrimSuffix(b[from:], []byte("\r")), i, lineEnd
	case b[i] == ',':
		return b[from:i], i + 1, comma
	}
	return bytes.TrimSuffix(b[from:i], []byte("\r")), i + 1, lineEnd
}

// quotedCell reads a cell in quotes, in which a quote is doubled.
func (r *record) quotedCell(b []byte, from int, last bool) (text []byte, next int, end ending) {
	i, doubled := from+1, false
	for {
		k := bytes.IndexByte(b[i:], '"')
		switch {
		case k < 0 && last:
			return nil, from, unclosed
		case k < 0:
			return nil, from, more
		}
		i += k + 1
		if i >= len(b) || b[i] != '"' {
			break
		}
		i, doubled = i+1, true
	}
	text = b[from+1 : i-1]
	if doubled {
		text = r.undouble(text)
	}
	next, end = afterQuote(b, i, last)
	return text, next, end
}

// undouble writes every doubled quote once.
func (r *record) undouble(text []byte) []byte {
	from := len(r.spare)
	for i := 0; i < len(text); i++ {
		r.spare = append(r.spare, text[i])
		if text[i] == '"' {
			i++
		}
	}
	return r.spare[from:]
}

// afterQuote reads what follows a closing quote.
func afterQuote(b []byte, i int, last bool) (next int, end ending) {
	rest := b[i:]
	switch {
	case len(rest) == 0 && !last, len(rest) == 1 && rest[0] == '\r' && !last:
		return i, more
	case len(rest) == 0:
		return i, lineEnd
	case rest[0] == ',':
		return i + 1, comma
	case rest[0] == '\n':
		return i + 1, lineEnd
	case rest[0] == '\r' && len(rest) == 1:
		return i + 1, lineEnd
	case rest[0] == '\r' && rest[1] == '\n':
		return i + 2, lineEnd
	}
	return i, afterText
}
