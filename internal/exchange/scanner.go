package exchange

import (
	"bytes"
	"fmt"
	"io"
)

const (
	windowSize = 128 << 10
	maxRow     = 64 << 20 // bytes
)

// A scanner reads a file row by row through a window of bounded size. It
// drops a byte order mark and counts lines.
type scanner struct {
	file string
	line int64 // lines consumed

	r        io.Reader
	progress func(bytes int)
	buf      []byte
	from, to int // the window: buf[from:to]
	last     bool
	started  bool
	rec      record
}

func newScanner(file string, r io.Reader, progress func(bytes int)) *scanner {
	return &scanner{file: file, r: r, progress: progress, buf: make([]byte, windowSize)}
}

// scanWhole returns a scanner over a file that was read as a whole: its
// window holds all of it.
func scanWhole(file string, data []byte) (*scanner, error) {
	s := &scanner{file: file, buf: data, to: len(data), last: true, started: true}
	return s, s.byteOrderMark()
}

// peek returns the next line without its line feed, and the size by which
// skip passes it. After the last line it returns io.EOF.
func (s *scanner) peek() (line []byte, size int, err error) {
	for !s.started {
		if err := s.fill(); err != nil {
			return nil, 0, err
		}
	}
	for searched := 0; ; {
		w := s.buf[s.from:s.to]
		if i := bytes.IndexByte(w[searched:], '\n'); i >= 0 {
			return w[:searched+i], searched + i + 1, nil
		}
		if s.last {
			if len(w) == 0 {
				return nil, 0, io.EOF
			}
			return w, len(w), nil
		}
		searched = len(w)
		if err := s.fill(); err != nil {
			return nil, 0, err
		}
	}
}

// lines returns the whole lines of the window, at least one, with their line
// feeds; the very last line of the file may lack its own. The caller passes
// what it has read by adding to from and line.
func (s *scanner) lines() ([]byte, error) {
	_, size, err := s.peek()
	if err != nil {
		return nil, err
	}
	w := s.buf[s.from:s.to]
	if end := bytes.LastIndexByte(w, '\n') + 1; end > 0 {
		return w[:end], nil
	}
	return w[:size], nil
}

// skip passes a line that peek returned.
func (s *scanner) skip(size int) {
	s.from += size
	s.line++
}

// row takes the next row apart, quotes and all. Its cells are valid until the
// next call of any method. After the last row it returns io.EOF.
func (s *scanner) row() (*record, error) {
	if _, _, err := s.peek(); err != nil {
		return nil, err
	}
	for {
		n, end := s.rec.parse(s.buf[s.from:s.to], s.last)
		switch end {
		case more:
			if err := s.fill(); err != nil {
				return nil, err
			}
		case unclosed:
			return nil, s.fault(len(s.rec.cells)+1, "a closing quote")
		case afterText:
			return nil, s.fault(len(s.rec.cells)+1, "a comma or the end of the line after the closing quote")
		default:
			s.line += int64(max(1, bytes.Count(s.buf[s.from:s.from+n], []byte("\n"))))
			s.from += n
			return &s.rec, nil
		}
	}
}

// fault returns an Error about the row that begins on the next line.
func (s *scanner) fault(column int, want string) *Error {
	return &Error{File: s.file, Line: s.line + 1, Column: column, Want: want}
}

// fill reads more into the window, which grows if a row fills it.
func (s *scanner) fill() error {
	if s.from > 0 {
		s.to = copy(s.buf, s.buf[s.from:s.to])
		s.from = 0
	}
	if s.to == len(s.buf) {
		if s.to >= maxRow {
			return s.fault(0, fmt.Sprintf("rows of at most %d bytes (a closing quote may be missing)", maxRow))
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	if err := s.read(); err != nil {
		return err
	}
	if !s.started {
		s.started = true
		return s.byteOrderMark()
	}
	return nil
}

// read reads until the window is full or the file ends.
func (s *scanner) read() error {
	for empty := 0; s.to < len(s.buf); {
		n, err := s.r.Read(s.buf[s.to:])
		s.to += n
		if s.progress != nil {
			s.progress(n)
		}
		if err == io.EOF {
			s.last = true
			return nil
		}
		if empty++; n > 0 {
			empty = 0
		} else if err == nil && empty == 100 {
			err = io.ErrNoProgress
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", s.file, err)
		}
	}
	return nil
}

func (s *scanner) byteOrderMark() error {
	w := s.buf[s.from:s.to]
	if bytes.HasPrefix(w, []byte{0xff, 0xfe}) || bytes.HasPrefix(w, []byte{0xfe, 0xff}) {
		return s.fault(0, "text in UTF-8 (this file is in UTF-16)")
	}
	if bytes.HasPrefix(w, []byte("\xef\xbb\xbf")) {
		s.from += 3
	}
	return nil
}
