package exchange

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

const (
	settingsFile   = "parley.json"
	settingsFormat = "parley-conversation/1"
	formatFile     = "format.json"
)

// settings are the contents of parley.json: what the other files have no place
// for, and without which the figures of a dialogue cannot be made again.
// Fields may be added later; none changes its meaning.
type settings struct {
	Format      string             `json:"format"`
	Engine      string             `json:"engine,omitempty"`
	Threshold   float64            `json:"threshold,omitempty"`
	Simulated   bool               `json:"simulated"`
	SideOrder   []string           `json:"side_order"`
	Populations map[string]int     `json:"populations"`
	Guard       string             `json:"formula_guard,omitempty"`
	Salt        string             `json:"votes_salt,omitempty"` // hexadecimal; see Conversation.Digest
	Statements  []statementSetting `json:"statements"`
}

// A statementSetting is what comments.csv does not say about a statement.
type statementSetting struct {
	Statement string `json:"statement"`
	Meta      *bool  `json:"meta,omitempty"` // absent: unknown
	Seed      *bool  `json:"seed,omitempty"`
	Side      string `json:"side,omitempty"` // of its author
	Language  string `json:"language,omitempty"`
}

// readSettings reads parley.json and checks it.
func (r *reader) readSettings() error {
	data, err := r.readAll(settingsFile)
	if data == nil || err != nil {
		return err
	}
	s := &r.settings
	if err := decode(settingsFile, data, s); err != nil {
		return err
	}
	if err := s.check(); err != nil {
		return err
	}
	r.guarded = s.Guard == "'"
	r.c.Engine, r.c.Threshold, r.c.Simulated = s.Engine, s.Threshold, s.Simulated
	r.c.Sides = slices.Clone(s.SideOrder)
	if s.Salt != "" {
		r.c.Salt, _ = hex.DecodeString(s.Salt) // checked
	}
	return nil
}

// MostPeople is the largest population that a side can be said to have.
const MostPeople = 10_000_000_000

func (s *settings) check() error {
	bad := func(name string, found any, want string) error {
		return &Error{File: settingsFile, Name: name, Found: fmt.Sprint(found), Want: want}
	}
	switch {
	case s.Format != settingsFormat:
		return bad("format", s.Format, settingsFormat)
	case s.Threshold != 0 && !(s.Threshold > 0 && s.Threshold < 1):
		return bad("threshold", s.Threshold, "a share between 0 and 1")
	case s.Guard != "" && s.Guard != "'":
		return bad("formula_guard", s.Guard, `"'" or nothing`)
	}
	if _, err := hex.DecodeString(s.Salt); err != nil {
		return bad("votes_salt", s.Salt, "hexadecimal digits")
	}
	for i, side := range s.SideOrder {
		if !validID(side) || slices.Contains(s.SideOrder[:i], side) {
			return bad("side_order", side, wantID+", every side once")
		}
	}
	for side, n := range s.Populations {
		if !slices.Contains(s.SideOrder, side) || n < 0 || n > MostPeople {
			return bad("populations", fmt.Sprintf("%s: %d", side, n), "a number of people for a side of side_order")
		}
	}
	for _, st := range s.Statements {
		if !validID(st.Statement) {
			return bad("statements", st.Statement, wantID)
		}
		if st.Side != "" && !slices.Contains(s.SideOrder, st.Side) {
			return bad("statements", st.Side, "a side of side_order")
		}
	}
	return nil
}

// applySettings puts onto the statements what parley.json says of them.
func (r *reader) applySettings() {
	if r.settings.Format == "" {
		return
	}
	t := tally{rows: int64(len(r.settings.Statements))}
	for _, set := range r.settings.Statements {
		i := r.statements.find([]byte(set.Statement))
		if i < 0 {
			t.ignore(UnknownStatement, 1)
			continue
		}
		st := &r.c.Statements[i]
		if set.Meta != nil {
			st.Meta = MetaNo
			if *set.Meta {
				st.Meta = MetaYes
			}
		}
		if set.Seed != nil {
			st.Seed = *set.Seed
		}
		st.Language = set.Language
		if set.Side != "" {
			st.AuthorSide = slices.Index(r.c.Sides, set.Side)
		}
	}
	r.report(t.report(settingsFile))
}

// A formatDocument is the part of format.json that bears on reading.
type formatDocument struct {
	Format     string `json:"format"`
	Convention string `json:"vote-convention"`
	Vote       *struct {
		Agree    *int `json:"agree"`
		Disagree *int `json:"disagree"`
		Pass     *int `json:"pass"`
	} `json:"vote"`
}

// readFormat reads the sign of the votes from format.json.
func (r *reader) readFormat() error {
	data, err := r.readAll(formatFile)
	if data == nil || err != nil {
		return err
	}
	var d formatDocument
	if err := decode(formatFile, data, &d); err != nil {
		return err
	}
	if d.Format != exportFormat {
		return &Error{File: formatFile, Name: "format", Found: d.Format, Want: exportFormat}
	}
	if d.Convention != "" {
		s, ok := parseConvention(d.Convention)
		if !ok {
			return &Error{File: formatFile, Name: "vote-convention", Found: d.Convention, Want: wantConvention}
		}
		if err := r.declare(s, formatFile, 0); err != nil {
			return err
		}
	}
	if v := d.Vote; v != nil {
		if v.Agree == nil || v.Disagree == nil || v.Pass == nil {
			return &Error{File: formatFile, Name: "vote", Want: "numbers for agree, disagree and pass"}
		}
		s, ok := signOf(*v.Agree, *v.Disagree, *v.Pass)
		if !ok {
			return &Error{File: formatFile, Name: "vote", Found: fmt.Sprint(*v.Agree, *v.Disagree, *v.Pass), Want: wantConvention}
		}
		return r.declare(s, formatFile, 0)
	}
	return nil
}

// decode reads JSON and says on which line it is wrong.
func decode(file string, data []byte, into any) error {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	err := json.Unmarshal(data, into)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &syntax):
		return &Error{File: file, Line: lineAt(data, syntax.Offset), Want: "JSON (" + syntax.Error() + ")"}
	case errors.As(err, &kind):
		return &Error{File: file, Line: lineAt(data, kind.Offset), Name: kind.Field, Found: kind.Value, Want: "a JSON " + kind.Type.String()}
	}
	return fmt.Errorf("read %s: %w", file, err)
}

// lineAt returns the line of a byte.
func lineAt(data []byte, offset int64) int64 {
	offset = min(max(offset, 0), int64(len(data)))
	return int64(bytes.Count(data[:offset], []byte("\n"))) + 1
}
