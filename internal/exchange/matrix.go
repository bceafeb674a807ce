package exchange

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"parley/internal/opinion"
)

// The columns of the matrix that are not statements.
var matrixLead = []string{"participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"}

// matrix reads participant-votes.csv: a row for each participant, a column
// for each statement.
type matrix struct {
	*table
	file       fs.File
	r          *reader
	who, group int   // columns; group is -1 where there is none
	first      int   // the first column that is a statement
	statements []int // of each column from first on: index, or -1
	row        []int8
}

// noVote stands in a row of the matrix where nothing does.
const noVote = 2

// openMatrix opens the matrix behind its header, or returns nil where there is
// none.
func (r *reader) openMatrix() (*matrix, error) {
	name := r.matrix()
	if name == "" {
		return nil, nil
	}
	f, err := r.open(name)
	if f == nil || err != nil {
		return nil, err
	}
	m := &matrix{file: f, r: r}
	if err := m.readHeader(newScanner(name, f, r.progress)); err != nil {
		f.Close()
		return nil, err
	}
	return m, nil
}

func (m *matrix) readHeader(s *scanner) (err error) {
	if m.table, err = openHeader(s, m.r.guarded); err != nil {
		return err
	}
	if m.who, err = m.need("participant"); err != nil {
		return err
	}
	m.group = m.column("group-id")
	m.first = leadOf(m.names)
	if m.who >= m.first {
		return &Error{File: m.scanner.file, Line: m.line, Want: "the columns " + strings.Join(matrixLead, ", ") + " before those of the statements"}
	}
	if m.group >= m.first {
		m.group = -1 // a statement of that name
	}
	for i, name := range m.names[m.first:] {
		m.names[m.first+i] = string(m.unguard([]byte(name)))
		if !validID(m.names[m.first+i]) {
			return &Error{File: m.scanner.file, Line: m.line, Column: m.first + i + 1, Found: shorten([]byte(name)), Want: wantID}
		}
	}
	if err := m.once(0, m.first); err != nil {
		return err
	}
	return m.once(m.first, len(m.names))
}

// leadOf returns how many columns stand before the statements: up to the last
// of matrixLead, or, where that is missing, all that are found in it.
func leadOf(names []string) (n int) {
	if i := slices.Index(names, matrixLead[len(matrixLead)-1]); i >= 0 && i < len(matrixLead) {
		return i + 1
	}
	for n < len(names) && slices.Contains(matrixLead, names[n]) {
		n++
	}
	return n
}

// ids returns the statement of each column from first on.
func (m *matrix) ids(of func(key) int) []int {
	ids := make([]int, 0, len(m.names)-m.first)
	for _, name := range m.names[m.first:] {
		ids = append(ids, of(keyOf([]byte(name))))
	}
	return ids
}

// surveyMatrix notes who stands in the matrix, and in which group; and the
// statements where comments.csv does not list them.
func (r *reader) surveyMatrix() error {
	if r.opt.SkipGroups && r.has(votesFile) {
		return nil
	}
	m, err := r.openMatrix()
	if m == nil || err != nil {
		return err
	}
	defer m.file.Close()
	if !r.has(commentsFile) {
		m.ids(func(id key) int { r.addBare(id); return 0 })
	}
	if m.group >= 0 {
		r.c.Group = []int{}
	}
	if err := m.survey(); err != nil {
		return err
	}
	if r.has(votesFile) {
		r.report(m.report(m.scanner.file))
	}
	return nil
}

func (m *matrix) survey() error {
	var seen []bool // by participant
	for {
		row, line, err := m.lead()
		if err != nil {
			return notEOF(err)
		}
		id, err := m.id(row, line, m.who)
		if err != nil {
			return err
		}
		p := keyOf(id).noteIn(&m.r.people)
		for len(seen) <= p {
			seen = append(seen, false)
		}
		if seen[p] {
			return m.bad(line, m.who, id, "every participant once")
		}
		seen[p] = true
		if m.group < 0 {
			continue
		}
		m.r.c.Group = pad(m.r.c.Group, p+1)
		if m.r.c.Group[p], err = m.groupOf(row, line); err != nil {
			return err
		}
	}
}

// groupOf reads a group: a number, or blank for none.
func (m *matrix) groupOf(row *record, line int64) (int, error) {
	text := trim(row.cells[m.group])
	if len(text) == 0 {
		return -1, nil
	}
	g, err := strconv.Atoi(string(text))
	if err != nil || g < 0 || g > 1e6 {
		return 0, m.bad(line, m.group, text, "the number of a group, or nothing")
	}
	return g, nil
}

// lead takes only the first cells of the next row apart, if it is free of
// quotes.
func (m *matrix) lead() (*record, int64, error) {
	line, size, err := m.peek()
	if err != nil {
		return nil, 0, err
	}
	if bytes.IndexByte(line, '"') >= 0 || len(bytes.TrimSpace(line)) == 0 {
		return m.next()
	}
	row := &m.rec
	row.cells, row.spare, row.quoted = row.cells[:0], row.spare[:0], false
	for n, end := 0, comma; len(row.cells) < m.first; {
		var cell []byte
		if end != comma {
			return m.next() // blank or too short: the slow way tells
		}
		cell, n, end = row.cell(line, n, true)
		row.cells = append(row.cells, cell)
	}
	at := m.line + 1
	m.skip(size)
	m.rows++
	return row, at, nil
}

// readMatrix reads the votes from the matrix, if there is one.
func (r *reader) readMatrix(in *intake) error {
	m, err := r.openMatrix()
	if err != nil {
		return err
	}
	if m == nil {
		return in.finish("", &tally{})
	}
	defer m.file.Close()
	m.statements = m.ids(func(id key) int { return id.at(&r.statements) })
	m.row = make([]int8, len(m.statements))
	for {
		who, err := m.votes()
		if err != nil {
			if err = notEOF(err); err != nil {
				return err
			}
			break
		}
		p := who.at(&r.people)
		if p < 0 {
			return fmt.Errorf("read %s: it changed meanwhile", m.scanner.file)
		}
		for i, v := range m.row {
			if v != noVote {
				in.add(p, m.statements[i], opinion.Vote(v), 0, false)
			}
		}
	}
	return in.finish(m.scanner.file, &m.tally)
}

// votes reads a row into m.row and returns whose it is.
func (m *matrix) votes() (who key, err error) {
	line, size, err := m.peek()
	if err != nil {
		return who, err
	}
	if who, ok := m.parse(line); ok {
		m.skip(size)
		m.rows++
		return who, nil
	}
	row, at, err := m.next()
	if err != nil {
		return who, err
	}
	id, err := m.id(row, at, m.who)
	if err != nil {
		return who, err
	}
	for i := range m.row {
		cell := trim(row.cells[m.first+i])
		if m.row[i] = noVote; len(cell) == 0 {
			continue
		}
		v, ok := parseVoteCell(cell)
		if !ok {
			return who, m.bad(at, m.first+i, cell, wantVote+" or nothing")
		}
		m.row[i] = int8(v)
	}
	return keyOf(id), nil
}

// parse reads a plain line, in one pass and without allocating.
func (m *matrix) parse(line []byte) (who key, ok bool) {
	line = bytes.TrimSuffix(line, []byte("\r"))
	i := 0
	for column := range m.first {
		if i > len(line) || i < len(line) && line[i] == '"' {
			return who, false
		}
		end := len(line)
		if k := bytes.IndexByte(line[i:], ','); k >= 0 {
			end = i + k
		}
		if column == m.who {
			if who.number, ok = smallNumber(line[i:end]); !ok {
				return who, false
			}
		}
		i = end + 1
	}
	return who, m.parseCells(line, i)
}

// parseCells reads the votes at line[i:].
func (m *matrix) parseCells(line []byte, i int) bool {
	for c := range m.row {
		v := int8(noVote)
		switch {
		case i > len(line):
			return false
		case i == len(line) || line[i] == ',':
		case line[i] == '1':
			v, i = 1, i+1
		case line[i] == '0':
			v, i = 0, i+1
		case line[i] == '-' && i+1 < len(line) && line[i+1] == '1':
			v, i = -1, i+2
		default:
			return false
		}
		m.row[c] = v
		if i < len(line) && line[i] != ',' {
			return false
		}
		i++
	}
	return i == len(line)+1
}
