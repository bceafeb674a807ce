package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"parley/internal/exchange"
)

// written returns what write makes of a result.
func written(t *testing.T, write func(io.Writer, *Result) error, r *Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteComments(t *testing.T) {
	const header = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,author-side,reading,comment-body\n"
	k := talk{people: join(crowd(9, 0, 0, 0), crowd(8, 1, 1, 0), crowd(3, 1, 1, 1)), sides: 2, groups: 2, statements: 2}
	f := k.figures()
	f.Statements[0].Author, f.Map.Statements[1].Reading = "armenia", Open
	for name, c := range map[string]struct {
		r    *Result
		want string
	}{
		"public": {Disclose(f, Public), `0,,"a",,17,0,1,"armenia",common_ground,"Open it on Sundays."` + "\n" + `0,,"b",,,,1,,open,"Open it on Sundays."` + "\n"},
		"live":   {Step(nil, Disclose(f, Public)), `0,,"a",,,,1,"armenia",common_ground,"Open it on Sundays."` + "\n" + `0,,"b",,,,1,,open,"Open it on Sundays."` + "\n"},
	} {
		if got := written(t, WriteComments, c.r); got != header+c.want {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

func TestWriteCommentGroups(t *testing.T) {
	k := talk{people: join(crowd(9, 0, 0, 0), crowd(8, 1, 1, 0), crowd(3, 1, 1, 1)), sides: 2, groups: 2, statements: 2}
	want := `comment-id,comment,total-votes,total-agrees,total-disagrees,total-passes,` +
		`"group-a-votes","group-a-agrees","group-a-disagrees","group-a-passes","group-b-votes","group-b-agrees","group-b-disagrees","group-b-passes",` +
		`"side-azerbaijan-votes","side-azerbaijan-agrees","side-azerbaijan-disagrees","side-azerbaijan-passes",` +
		`"side-armenia-votes","side-armenia-agrees","side-armenia-disagrees","side-armenia-passes"` + "\n" +
		`"a","Open it on Sundays.",17,17,0,0,9,9,0,0,8,8,0,0,9,9,0,0,8,8,0,0` + "\n" +
		`"b","Open it on Sundays."` + strings.Repeat(",", 20) + "\n"
	if got := written(t, WriteCommentGroups, Disclose(k.figures(), Public)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	got := written(t, WriteCommentGroups, Disclose(k.protected(), Public))
	if strings.Contains(got, "group-a") || !strings.HasSuffix(got, `"a","Open it on Sundays.",,,,,,,,,,,,`+"\n"+`"b","Open it on Sundays.",,,,,,,,,,,,`+"\n") {
		t.Errorf("protected:\n%s", got)
	}
}

// dangerous are texts that a spreadsheet could run, and texts that look as if
// they had been made harmless already.
var dangerous = []string{
	"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''@x", "'quoted'", "=HYPERLINK(\"http://x\";\"y\")",
	"plain, with a comma", "two\nlines \"and quotes\"", "Շուկան բաց լինի։", "",
}

func dangerousResult() *Result {
	f := talk{people: crowd(9, 0, 0, 0), sides: 1, groups: 1, statements: len(dangerous)}.figures()
	for i, text := range dangerous {
		f.Statements[i].ID, f.Statements[i].Text, f.Statements[i].Author = "-"+f.Statements[i].ID, text, "=armenia"
	}
	return Disclose(f, Public)
}

// Issue 3: formula injection. No cell of a written file begins with what a
// spreadsheet takes for a formula.
func TestNoCellIsAFormula(t *testing.T) {
	for name, write := range map[string]func(io.Writer, *Result) error{"comments": WriteComments, "groups": WriteCommentGroups} {
		rows, err := csv.NewReader(strings.NewReader(written(t, write, dangerousResult()))).ReadAll()
		if err != nil || len(rows) != len(dangerous)+1 {
			t.Fatalf("%s: %d rows, %v", name, len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") || strings.HasPrefix(cell, "＝") {
					t.Errorf("%s: the cell %q", name, cell)
				}
			}
		}
	}
}

// One rule for guarding texts: package exchange reads back what was written.
func TestTextsAreReadBack(t *testing.T) {
	c, err := exchange.Read(fstest.MapFS{
		"comments.csv": {Data: []byte(written(t, WriteComments, dangerousResult()))},
		"parley.json":  {Data: []byte(`{"format":"parley-conversation/1","simulated":true,"side_order":[],"populations":{},"formula_guard":"'","statements":[]}`)},
	}, exchange.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Statements) != len(dangerous) {
		t.Fatalf("%d statements, want %d", len(c.Statements), len(dangerous))
	}
	for i, s := range c.Statements {
		if s.Text != dangerous[i] || s.Created != 0 || s.Author != "" || s.Moderated != exchange.Accepted {
			t.Errorf("%q was read back as %+v", dangerous[i], s)
		}
	}
}

type full struct{}

var errFull = errors.New("the disk is full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteTellsErrors(t *testing.T) {
	for _, write := range []func(io.Writer, *Result) error{WriteComments, WriteCommentGroups} {
		if err := write(full{}, dangerousResult()); !errors.Is(err, errFull) {
			t.Errorf("error %v", err)
		}
	}
}
