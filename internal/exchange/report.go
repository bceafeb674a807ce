package exchange

// A Report says what became of every row that was read.
type Report struct {
	Files     []FileReport // in the order of reading
	VotesFrom string       // the file that the votes came from; "" for none
	Unused    []string     // files of the folder that were not looked at, by name
}

// A FileReport counts the rows of one file, without its header.
type FileReport struct {
	File    string
	Rows    int64
	Ignored []Ignored // only reasons that occurred
}

// An Ignored is how many rows were left out for one reason. In the matrix of
// votes, where a row holds many votes, votes are counted instead of rows.
type Ignored struct {
	Reason Reason
	Rows   int64
}

// A Reason is why rows were left out.
type Reason string

// The reasons.
const (
	BlankLine        Reason = "blank_line"         // nothing stands on the line
	Superseded       Reason = "superseded"         // a vote that the same participant replaced later
	OnRejected       Reason = "statement_rejected" // a vote on a rejected statement
	OnMeta           Reason = "statement_meta"     // a vote on a statement about the participants themselves
	OnUnlisted       Reason = "statement_unlisted" // a vote on a statement that comments.csv does not list
	NoSide           Reason = "no_side"            // a participant whose side is left blank
	Repeated         Reason = "repeated"           // a row that says again what an earlier one said
	UnknownKey       Reason = "unknown_key"        // a line of summary.csv with another key
	UnknownStatement Reason = "unknown_statement"  // parley.json names a statement that is not there
)

// A Warning is something doubtful that was read all the same: a code, and its
// arguments by name. docs/formats.md lists them.
type Warning struct {
	Code string
	Args map[string]any
}

// A tally counts the rows of one file and those left out, by reason.
type tally struct {
	rows    int64
	ignored []Ignored
}

func (t *tally) ignore(why Reason, rows int64) {
	if rows == 0 {
		return
	}
	for i := range t.ignored {
		if t.ignored[i].Reason == why {
			t.ignored[i].Rows += rows
			return
		}
	}
	t.ignored = append(t.ignored, Ignored{why, rows})
}

func (t *tally) report(file string) FileReport { return FileReport{file, t.rows, t.ignored} }

// Ignored returns how many rows of a file were left out for a reason.
func (r *Report) Ignored(file string, why Reason) int64 {
	for _, f := range r.Files {
		for _, i := range f.Ignored {
			if f.File == file && i.Reason == why {
				return i.Rows
			}
		}
	}
	return 0
}
