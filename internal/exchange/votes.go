package exchange

import (
	"bytes"
	"io"
	"io/fs"
)

const wantVote = "-1, 0 or 1"

// voteColumns are the columns of votes.csv; time is -1 where none is given.
type voteColumns struct{ time, statement, voter, vote int }

// votes reads votes.csv.
type votes struct {
	*table
	file fs.File
	col  voteColumns
	r    *reader
}

// openVotes opens votes.csv behind its header, or returns nil where there is
// none.
func (r *reader) openVotes() (*votes, error) {
	f, err := r.open(votesFile)
	if f == nil || err != nil {
		return nil, err
	}
	v := &votes{file: f, r: r}
	if err := v.readHeader(newScanner(votesFile, f, r.progress)); err != nil {
		f.Close()
		return nil, err
	}
	return v, nil
}

func (v *votes) readHeader(s *scanner) (err error) {
	if err = v.r.firstLine(s); err != nil {
		return err
	}
	if v.table, err = openTable(s, v.r.guarded); err != nil {
		return err
	}
	v.col.time = v.column("timestamp")
	if v.col.statement, err = v.need("comment-id", "comment_id"); err != nil {
		return err
	}
	if v.col.voter, err = v.need("voter-id", "user_id"); err != nil {
		return err
	}
	v.col.vote, err = v.need("vote", "vote_value")
	return err
}

const declarationMark = "# vote-convention:"

// firstLine reads the convention where the first line declares it.
func (r *reader) firstLine(s *scanner) error {
	line, size, err := s.peek()
	if err == io.EOF {
		return nil
	}
	text, found := bytes.CutPrefix(line, []byte(declarationMark))
	if !found || err != nil {
		return err
	}
	text = bytes.TrimSpace(text)
	declared, ok := parseConvention(string(text))
	if !ok {
		return &Error{File: s.file, Line: 1, Found: shorten(text), Want: wantConvention}
	}
	s.skip(size)
	return r.declare(declared, s.file, 1)
}

// roles returns what each column is read for.
func (v *votes) roles() []role {
	roles := make([]role, len(v.names))
	roles[v.col.voter], roles[v.col.statement], roles[v.col.vote] = isVoter, isStatement, isVote
	if v.col.time >= 0 {
		roles[v.col.time] = isTime
	}
	return roles
}

// each calls do with every row.
func (v *votes) each(do func(*voteRow)) error {
	var row voteRow
	roles := v.roles()
	for {
		w, err := v.lines()
		if err != nil {
			return notEOF(err)
		}
		i, next, plain := 0, 0, true
		for i < len(w) {
			if next, plain = row.parse(w, i, roles); !plain {
				break
			}
			i = next
			v.line++
			v.rows++
			do(&row)
		}
		v.from += i
		if plain {
			continue
		}
		if err := v.slowRow(&row); err != nil {
			return notEOF(err)
		}
		do(&row)
	}
}

// notEOF makes the end of a file a success.
func notEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

// slowRow reads one row with all that CSV allows.
func (v *votes) slowRow(row *voteRow) error {
	cells, line, err := v.next()
	if err != nil {
		return err
	}
	row.slow = true
	if row.statementKey, err = v.key(cells, line, v.col.statement); err != nil {
		return err
	}
	if row.voterKey, err = v.key(cells, line, v.col.voter); err != nil {
		return err
	}
	vote := trim(cells.cells[v.col.vote])
	var ok bool
	if row.vote, ok = parseVoteCell(vote); !ok {
		return v.bad(line, v.col.vote, vote, wantVote)
	}
	row.at, row.timeless = 0, false
	if v.col.time < 0 {
		return nil
	}
	time := trim(cells.cells[v.col.time])
	if row.timeless = len(time) == 0; row.timeless {
		return nil
	}
	if row.at, ok = parseTime(time); !ok {
		return v.bad(line, v.col.time, time, wantTime)
	}
	return nil
}

func (v *votes) key(cells *record, line int64, column int) (key, error) {
	id, err := v.id(cells, line, column)
	return keyOf(id), err
}

// addBare notes a statement of which only the identifier is known.
func (r *reader) addBare(id key) {
	if n := id.noteIn(&r.statements); n == len(r.c.Statements) {
		name := r.statements.names[n]
		r.c.Statements = append(r.c.Statements, Statement{ID: name, AuthorSide: -1, Agrees: -1, Disagrees: -1})
	}
}

// surveyVotes looks at the head of votes.csv, which may declare the sign, and
// notes what was voted on where no other file tells what there is to vote on.
func (r *reader) surveyVotes() error {
	done := r.done
	v, err := r.openVotes()
	if v == nil || err != nil {
		return err
	}
	defer v.file.Close()
	if r.has(commentsFile) {
		r.done = done // its bytes count when they are read for the votes
		return nil
	}
	return v.each(func(row *voteRow) {
		_, statement := row.keys()
		r.addBare(statement)
	})
}

// readVotes reads the votes, from votes.csv or else from the matrix.
func (r *reader) readVotes() error {
	in := newIntake(r)
	if !r.has(votesFile) {
		return r.readMatrix(in)
	}
	v, err := r.openVotes()
	if v == nil || err != nil {
		return err
	}
	defer v.file.Close()
	err = v.each(func(row *voteRow) {
		p := row.who(&r.people)
		if p < 0 {
			voter, _ := row.keys()
			p = voter.noteIn(&r.people)
		}
		in.add(p, row.what(&r.statements), row.vote, row.at, row.timeless)
	})
	if err != nil {
		return err
	}
	if v.col.time < 0 {
		in.timeless = v.rows
	}
	return in.finish(votesFile, &v.tally)
}
