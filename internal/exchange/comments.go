package exchange

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// commentColumns are the columns of comments.csv that are used, or -1.
type commentColumns struct {
	id, body                           int
	created, author, agrees, disagrees int
	moderated, meta, seed              int
}

// comments reads comments.csv. The file is held as a whole, because in some
// variants only the rows that follow tell where a text ends.
type comments struct {
	*table
	col           commentColumns
	ahead         record
	unquoted      int // rows with a text that should have been in quotes
	continued     int // lines that were taken for the rest of such a text
	rowInsideText int // texts in quotes that hold what looks like a row
}

func (r *reader) readComments() error {
	data, err := r.readAll(commentsFile)
	if data == nil || err != nil {
		return err
	}
	s, err := scanWhole(commentsFile, data)
	if err != nil {
		return err
	}
	t, err := openTable(s, r.guarded)
	if err != nil {
		return err
	}
	f := &comments{table: t}
	if err := f.findColumns(); err != nil {
		return err
	}
	for {
		row, line, err := f.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if err := r.addStatement(f, row, line); err != nil {
			return err
		}
	}
	r.report(f.report(commentsFile))
	r.warnOfComments(f)
	return nil
}

func (r *reader) warnOfComments(f *comments) {
	if f.unquoted > 0 {
		r.warn("text_unquoted", "statements", f.unquoted, "lines", f.continued)
	}
	if f.rowInsideText > 0 {
		r.warn("row_inside_text", "statements", f.rowInsideText)
	}
	if f.col.moderated < 0 {
		r.warn("moderation_unknown")
	}
}

func (f *comments) findColumns() (err error) {
	if f.col.id, err = f.need("comment-id", "comment_id"); err != nil {
		return err
	}
	if f.col.body, err = f.need("comment-body", "comment_text", "comment-text"); err != nil {
		return err
	}
	f.col.created = f.column("timestamp")
	f.col.author = f.column("author-id")
	f.col.agrees, f.col.disagrees = f.column("agrees"), f.column("disagrees")
	f.col.moderated = f.column("moderated")
	f.col.meta, f.col.seed = f.column("is-meta"), f.column("is-seed")
	return nil
}

// addStatement notes the statement of a row.
func (r *reader) addStatement(f *comments, row *record, line int64) error {
	id, err := f.id(row, line, f.col.id)
	if err != nil {
		return err
	}
	if r.statements.find(id) >= 0 {
		return f.bad(line, f.col.id, id, "every statement once")
	}
	s := Statement{ID: string(id), AuthorSide: -1, Agrees: -1, Disagrees: -1}
	c := cells{f.table, row, line, nil}
	if body := row.cells[f.col.body]; !utf8.Valid(body) {
		c.fail(f.col.body, "text in UTF-8")
	} else {
		s.Text = r.text(body)
	}
	s.Created = c.time(f.col.created)
	s.Author = c.author(f.col.author)
	s.Agrees, s.Disagrees = c.count(f.col.agrees), c.count(f.col.disagrees)
	s.Moderated = c.moderation(f.col.moderated)
	s.Meta = c.yesNo(f.col.meta)
	s.Seed = c.yesNo(f.col.seed) == MetaYes
	r.statements.note(id)
	r.c.Statements = append(r.c.Statements, s)
	return c.err
}

// cells reads typed cells of one row; absent columns (-1) and blank cells give
// the value for unknown. err is the first that could not be understood.
type cells struct {
	t    *table
	row  *record
	line int64
	err  error
}

func (c *cells) fail(column int, want string) {
	if c.err == nil {
		c.err = c.t.bad(c.line, column, c.row.cells[column], want)
	}
}

func (c *cells) text(column int) string {
	if column < 0 {
		return ""
	}
	return string(trim(c.row.cells[column]))
}

func (c *cells) time(column int) int64 {
	text := c.text(column)
	if text == "" {
		return 0
	}
	at, ok := parseTime([]byte(text))
	if !ok {
		c.fail(column, wantTime)
	}
	return at
}

func (c *cells) author(column int) string {
	text := string(c.t.unguard([]byte(c.text(column))))
	if text != "" && !validID(text) {
		c.fail(column, wantID)
	}
	return text
}

func (c *cells) count(column int) int {
	text := c.text(column)
	if text == "" {
		return -1
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		c.fail(column, "a count")
	}
	return n
}

func (c *cells) moderation(column int) Moderation {
	if column < 0 {
		return Pending
	}
	switch c.text(column) {
	case "-1":
		return Rejected
	case "0", "":
		return Pending
	case "1":
		return Accepted
	}
	c.fail(column, "-1 (rejected), 0 (pending) or 1 (accepted)")
	return Pending
}

func (c *cells) yesNo(column int) Meta {
	switch strings.ToLower(c.text(column)) {
	case "":
		return MetaUnknown
	case "true", "1":
		return MetaYes
	case "false", "0":
		return MetaNo
	}
	c.fail(column, "true or false")
	return MetaUnknown
}

const wantTime = "a time in seconds or milliseconds since 1970, before the year 2248"

// parseTime reads a time: numbers of up to ten digits are seconds, longer
// ones milliseconds.
func parseTime(text []byte) (ms int64, ok bool) {
	if !allDigits(string(text)) || len(text) > 15 {
		return 0, false
	}
	for _, c := range text {
		ms = 10*ms + int64(c-'0')
	}
	if len(text) <= 10 {
		ms *= 1000
	}
	return ms, ms < maxTime
}

const maxTime = 1 << 43
