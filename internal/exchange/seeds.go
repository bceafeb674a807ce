package exchange

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// A Seed is one line of a table of statements to begin with.
type Seed struct {
	Text, Language, Side string
	Line                 int // of the file, from 1; 0 when it was typed
}

// MostSeeds is how many statements one table can hold.
const MostSeeds = 1000

// ReadSeeds reads a table of statements: CSV with a header that names the
// column text (or comment-body, as Polis has it) and, if it likes, language and
// side (or author-side). What a line leaves open is taken from missing. The
// error is an *Error.
func ReadSeeds(r io.Reader, missing Seed) ([]Seed, error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = -1
	header, err := rows.Read()
	if err != nil {
		return nil, seedError(rows, err, "a header with the column text")
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	column := func(names ...string) int {
		return slices.IndexFunc(header, func(h string) bool {
			return slices.Contains(names, strings.ToLower(strings.TrimSpace(h)))
		})
	}
	text, language, side := column("text", "comment-body"), column("language"), column("side", "author-side")
	if text < 0 {
		return nil, &Error{File: "statements", Line: 1, Found: shorten([]byte(strings.Join(header, ","))), Want: "a column text or comment-body"}
	}
	var all []Seed
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, seedError(rows, err, "a line of CSV")
		}
		line, _ := rows.FieldPos(0)
		if len(all) == MostSeeds {
			return nil, &Error{File: "statements", Line: int64(line), Found: "one more line", Want: "at most 1,000 statements"}
		}
		cell := func(at int, instead string) string {
			if at < 0 || at >= len(row) || strings.TrimSpace(row[at]) == "" {
				return instead
			}
			return strings.TrimSpace(row[at])
		}
		if seed := (Seed{cell(text, ""), cell(language, missing.Language), cell(side, missing.Side), line}); seed.Text != "" {
			all = append(all, seed)
		}
	}
}

func seedError(rows *csv.Reader, err error, want string) error {
	e := &Error{File: "statements", Line: 1, Found: err.Error(), Want: want}
	if p, ok := errors.AsType[*csv.ParseError](err); ok {
		e.Line, e.Found = int64(p.Line), p.Err.Error()
	}
	return e
}
