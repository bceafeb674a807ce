package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"parley/internal/dialogue"
	"parley/internal/fault"
	"parley/internal/register"
)

// Bounds of a file of records. One that exceeds them is refused whole.
const (
	MostRegisterRows     = 200_000
	MostRegisterColumns  = 500
	MostRegisterRefusals = 10_000
	LongestRegisterRow   = 4 << 20 // bytes
)

// An ImportedRow is a row of a file that can become a record. Every value is as
// [register.Definition.Clean] returned it; rows share values, which are not to be
// changed in place. Translations count as approved: the approval of the record
// covers them.
type ImportedRow struct {
	Line    int
	Key     string         // "" where the file gives none
	Level   register.Level // "" where the file gives none
	Values  map[string]register.Value
	Columns map[dialogue.SideID]map[string]register.Value
	Sources []dialogue.Source
	Marks   RegisterMarks
}

// RegisterMarks are what a file says of a record besides its values. Nothing of it
// is taken over: what is approved here was approved here.
type RegisterMarks struct {
	Version  int
	State    register.State
	Side     dialogue.SideID
	Origin   string
	Approved bool
}

// A Refusal is why a row of a file cannot be taken.
type Refusal struct {
	Line   int
	Column string // as in the header; "" for the row as a whole
	Fault  *fault.Fault
}

// ReadRegister reads records from CSV or JSON: what [RegisterCSV] and [RegisterJSON]
// wrote, or a file made by hand. docs/formats.md says what can be in it. there
// reports whether a link leads to something; links to other rows of the file do.
//
// A row in which something is refused is not among the rows; all that is refused in
// it is in the report, by line. A file that cannot be understood as a whole (an
// unknown column, a required one missing, text that is not UTF-8, more than the
// bounds allow) is refused with a [fault.Fault], and then no row of it is taken.
// name is what errors call the file.
func ReadRegister(d *register.Definition, there func(register.Name, string) bool, sides []dialogue.SideID, r io.Reader, name string) ([]ImportedRow, []Refusal, error) {
	in := &registerReader{d: d, there: there, sides: sides, keys: map[string]int{}}
	src := &boundedRows{r: r, allowed: LongestRegisterRow + registerWindow, keep: true}
	in.src, in.buf = src, bufio.NewReaderSize(src, registerWindow)
	head, err := in.head()
	if err == nil {
		if first := bytes.TrimLeft(head, " \t\r\n"); len(first) > 0 && (first[0] == '[' || first[0] == '{') {
			err = in.readJSON()
		} else {
			in.src.keep, in.src.ends = false, nil // a CSV reader counts lines itself
			err = in.readCSV(head)
		}
	}
	if err == nil {
		err = in.dropDangling()
	}
	if err != nil {
		if fault.Of(err) != nil {
			return nil, nil, err
		}
		return nil, nil, fmt.Errorf("read %s: %w", name, err)
	}
	slices.SortStableFunc(in.report, func(a, b Refusal) int { return a.Line - b.Line })
	return in.rows, in.report, nil
}

// registerWindow is how much of a file is looked at to tell what it is.
const registerWindow = 128 << 10

type registerReader struct {
	d      *register.Definition
	there  func(register.Name, string) bool
	sides  []dialogue.SideID
	src    *boundedRows
	buf    *bufio.Reader
	rows   []ImportedRow
	report []Refusal
	keys   map[string]int // the line of each key
	count  int            // rows of the file
	size   int            // values of the last row that was taken

	line    int // of the row that is being read
	refused bool
}

// head drops a byte order mark and returns the beginning of the file.
func (in *registerReader) head() ([]byte, error) {
	if start, _ := in.buf.Peek(3); string(start) == "\ufeff" {
		in.buf.Discard(3)
		in.src.shift(3)
	}
	head, err := in.buf.Peek(registerWindow)
	if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, err
	}
	if len(bytes.TrimSpace(head)) == 0 {
		return nil, fault.New(fault.Invalid, "refusal.register_file_empty")
	}
	return head, nil
}

// refuse adds to the report why the row that is being read cannot be taken.
func (in *registerReader) refuse(column string, f *fault.Fault) error {
	in.refused = true
	return in.refuseAt(in.line, column, f)
}

func (in *registerReader) refuseAt(line int, column string, f *fault.Fault) error {
	if len(in.report) >= MostRegisterRefusals {
		return fault.New(fault.Invalid, "refusal.register_file_hopeless", "Most", MostRegisterRefusals)
	}
	in.report = append(in.report, Refusal{line, column, f})
	return nil
}

// refuseFor is refuse for a key without arguments.
func (in *registerReader) refuseFor(column, key string, args ...any) error {
	return in.refuse(column, fault.New(fault.Invalid, key, args...))
}

// begin begins a row.
func (in *registerReader) begin(line int) (*ImportedRow, error) {
	if in.count++; in.count > MostRegisterRows {
		return nil, fault.New(fault.Invalid, "refusal.register_file_rows", "Most", MostRegisterRows)
	}
	in.line, in.refused = line, false
	return &ImportedRow{Line: line, Values: make(map[string]register.Value, in.size)}, nil
}

// end takes the row if nothing in it was refused. Its key is taken either way, so
// that a row which follows with the same key is not mistaken for it.
func (in *registerReader) end(row *ImportedRow) error {
	if err := in.checkRow(row); err != nil {
		return err
	}
	if !in.refused {
		in.rows, in.size = append(in.rows, *row), len(row.Values)
	}
	return nil
}

// A boundedRows is a reader that stops where a row is longer than allowed, and
// knows on which line what was read stands. Whoever reads from it says where the
// last row ended.
type boundedRows struct {
	r       io.Reader
	given   int64 // bytes
	row     int64 // where the row begins that is being read
	allowed int64
	ends    []int64 // of the lines that begin behind row; kept where keep is set
	keep    bool
	line    int // lines before row
}

func (b *boundedRows) Read(p []byte) (int, error) {
	if b.given-b.row > b.allowed {
		return 0, fault.New(fault.Invalid, "refusal.register_file_row_long", "Most", LongestRegisterRow>>20)
	}
	n, err := b.r.Read(p[:min(len(p), registerWindow)])
	for i := 0; b.keep && i < n; i++ {
		if p[i] == '\n' {
			b.ends = append(b.ends, b.given+int64(i))
		}
	}
	b.given += int64(n)
	return n, err
}

// shift makes offsets count from so many bytes behind the beginning.
func (b *boundedRows) shift(by int64) {
	b.given -= by
	for i := range b.ends {
		b.ends[i] -= by
	}
}

// lineOf returns the line on which the byte at an offset stands, which is not before
// the one that was asked for last.
func (b *boundedRows) lineOf(offset int64) int {
	n := 0
	for n < len(b.ends) && b.ends[n] < offset {
		n++
	}
	b.ends = b.ends[n:]
	b.line += n
	return b.line + 1
}
