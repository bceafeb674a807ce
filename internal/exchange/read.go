package exchange

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"parley/internal/opinion"
)

// Options are what the user decides about reading.
type Options struct {
	// Flip reads -1 as agree and 1 as disagree: for files from servers that
	// exported the sign of their database and did not declare it.
	Flip bool
	// Sides, if not nil, is read in place of the folder's sides.csv.
	// SidesName stands for it in errors and in the report.
	Sides     io.Reader
	SidesName string
	// SkipGroups leaves the matrix unread where it is not needed for the
	// votes. Group is then nil.
	SkipGroups bool
	// Progress, if not nil, is called now and then with the bytes read and to
	// be read. total is an estimate.
	Progress func(done, total int64)
}

// A reader holds what is known while a folder is being read. Participants and
// statements are numbered as they come, and brought into order before the
// votes are read.
type reader struct {
	fsys fs.FS
	opt  Options
	c    *Conversation

	settings   settings
	guarded    bool // texts carry the apostrophes of guard
	declared   sign
	declaredBy string

	statements index
	people     index
	sign       sign // what to multiply the numbers of the files with
	columns    []int32

	done, total int64
}

// Read reads a folder. The error is an *Error where a file is not as it should
// be, and wraps what fsys returned otherwise.
func Read(fsys fs.FS, opt Options) (*Conversation, error) {
	r := &reader{fsys: fsys, opt: opt, c: &Conversation{}}
	if err := r.survey(); err != nil {
		return nil, err
	}
	steps := []func() error{
		r.readSettings, r.readSummary, r.readFormat, r.readComments, r.readSides,
		r.surveyMatrix, r.surveyVotes, r.order, r.readVotes, r.finish,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return r.c, nil
}

// The names of the matrix, the one that is preferred first.
var matrixFiles = []string{"participant-votes.csv", "participants-votes.csv"}

const (
	commentsFile = "comments.csv"
	votesFile    = "votes.csv"
	sidesFile    = "sides.csv"
)

// survey looks at what is there, warns of what is not, and sums up the sizes
// of what will be read.
func (r *reader) survey() error {
	known := append([]string{settingsFile, summaryFile, formatFile, commentsFile, votesFile, sidesFile}, matrixFiles...)
	for _, name := range known {
		passes := int64(1)
		switch {
		case name == r.matrix() && !r.has(votesFile):
			passes = 2
		case name == r.matrix() && r.opt.SkipGroups:
			passes = 0
		}
		if info, err := fs.Stat(r.fsys, name); err == nil {
			r.total += passes * info.Size()
		}
	}
	if !r.has(commentsFile) && !r.has(votesFile) && r.matrix() == "" {
		return &Error{File: "folder", Want: "a Polis export: comments.csv, votes.csv or participant-votes.csv"}
	}
	for _, missing := range []struct{ file, code string }{{commentsFile, "no_comments_file"}, {votesFile, "no_votes_file"}} {
		if !r.has(missing.file) {
			r.warn(missing.code)
		}
	}
	switch {
	case r.matrix() == "":
		r.warn("no_matrix_file")
	case r.has(matrixFiles[0]) && r.has(matrixFiles[1]):
		r.warn("two_matrix_files", "used", matrixFiles[0])
	}
	r.unused(known)
	return nil
}

// unused lists the files that are not looked at.
func (r *reader) unused(known []string) {
	entries, err := fs.ReadDir(r.fsys, ".")
	if err != nil {
		return // a file system that cannot list has nothing to report
	}
	for _, e := range entries {
		if !e.IsDir() && !slices.Contains(known, e.Name()) {
			r.c.Report.Unused = append(r.c.Report.Unused, e.Name())
		}
	}
}

func (r *reader) has(name string) bool {
	_, err := fs.Stat(r.fsys, name)
	return err == nil
}

// matrix returns the name of the matrix, or "".
func (r *reader) matrix() string {
	for _, name := range matrixFiles {
		if r.has(name) {
			return name
		}
	}
	return ""
}

// open opens a file, or returns nil where there is none.
func (r *reader) open(name string) (fs.File, error) {
	f, err := r.fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	return f, nil
}

const maxWhole = 256 << 20 // bytes of a file that is read as a whole

// readAll reads a file as a whole. It returns nil where there is none.
func (r *reader) readAll(name string) ([]byte, error) {
	f, err := r.open(name)
	if f == nil || err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxWhole+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(data) > maxWhole {
		return nil, &Error{File: name, Want: fmt.Sprintf("at most %d bytes", maxWhole)}
	}
	r.progress(len(data))
	if data == nil {
		data = []byte{}
	}
	return data, nil
}

func (r *reader) progress(bytes int) {
	r.done += int64(bytes)
	if r.opt.Progress != nil {
		r.opt.Progress(r.done, max(r.done, r.total))
	}
}

// report adds what became of the rows of a file.
func (r *reader) report(f FileReport) { r.c.Report.Files = append(r.c.Report.Files, f) }

// warn adds a warning; args are names and values in turn.
func (r *reader) warn(code string, args ...any) {
	w := Warning{Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		if w.Args == nil {
			w.Args = map[string]any{}
		}
		w.Args[args[i].(string)] = args[i+1]
	}
	r.c.Warnings = append(r.c.Warnings, w)
}

// order brings participants and statements into the order of CompareIDs, and
// everything that is numbered like them.
func (r *reader) order() error {
	r.sign = r.factor()
	r.orderPeople()
	r.c.Statements = permuted(r.c.Statements, r.statements.sort())
	r.orderSides()
	r.authorSides()
	r.applySettings()
	if r.opt.Flip && r.declared == 0 { // such servers turn these counts too
		for i := range r.c.Statements {
			s := &r.c.Statements[i]
			s.Agrees, s.Disagrees = s.Disagrees, s.Agrees
		}
	}
	r.columns = r.c.include()
	if n := len(r.c.Columns); n > opinion.MaxStatements {
		return &Error{File: commentsFile, Found: fmt.Sprint(n), Want: fmt.Sprintf("at most %d statements", opinion.MaxStatements)}
	}
	return nil
}

// orderPeople puts the participants known so far in order. Side and Group may
// be shorter than their number, where the rest has none. It returns where each
// of them was before.
func (r *reader) orderPeople() (was []int) {
	was = r.people.sort()
	r.c.Side = permuted(pad(r.c.Side, len(was)), was)
	if r.c.Group != nil {
		r.c.Group = permuted(pad(r.c.Group, len(was)), was)
	}
	if !slices.ContainsFunc(r.c.Group, func(g int) bool { return g >= 0 }) {
		r.c.Group = nil
	}
	r.c.Participants = r.people.names
	return was
}

// pad lengthens s to n with -1.
func pad(s []int, n int) []int {
	for len(s) < n {
		s = append(s, -1)
	}
	return s
}
