package exchange

import (
	"bytes"
	"io"
	"unicode/utf8"
)

const summaryFile = "summary.csv"

// readSummary reads the topic, the address, the description and the vote
// convention from lines "key,value". The counts that stand there are not
// used: all of them can be counted.
func (r *reader) readSummary() error {
	f, err := r.open(summaryFile)
	if f == nil || err != nil {
		return err
	}
	defer f.Close()
	var t tally
	s := newScanner(summaryFile, f, r.progress)
	for {
		line := s.line + 1
		row, err := s.row()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if err := r.summaryRow(row, line, &t); err != nil {
			return err
		}
	}
	r.report(t.report(summaryFile))
	return nil
}

func (r *reader) summaryRow(row *record, line int64, t *tally) error {
	if row.blank() {
		t.ignore(BlankLine, 1)
		return nil
	}
	t.rows++
	key := string(trim(row.cells[0]))
	value := bytes.Join(row.cells[1:], []byte(",")) // an unquoted text may hold commas
	if !utf8.Valid(value) {
		return &Error{File: summaryFile, Line: line, Column: 2, Name: key, Found: shorten(value), Want: "text in UTF-8"}
	}
	text := r.text(value)
	switch key {
	case "topic":
		r.c.Topic = text
	case "url":
		r.c.URL = text
	case "conversation-description":
		r.c.Description = text
	case "vote-convention":
		s, ok := parseConvention(text)
		if !ok {
			return &Error{File: summaryFile, Line: line, Column: 2, Name: key, Found: shorten(value), Want: wantConvention}
		}
		return r.declare(s, summaryFile, line)
	case "views", "voters", "voters-in-conv", "commenters", "comments", "groups":
	default:
		t.ignore(UnknownKey, 1)
	}
	return nil
}

// text returns a text as its author wrote it.
func (r *reader) text(cell []byte) string {
	if r.guarded {
		return unguard(string(cell))
	}
	return string(cell)
}
