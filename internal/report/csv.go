package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// WriteComments writes the statements of a result as comments.csv of
// polis-export/1, with the side of the author and the reading in columns of
// their own before the text. It tells what r tells and no more: a count that r
// withholds is a blank cell. Times are 0, for unknown, and authors blank; moderated
// is 1, for what was not accepted is in no result.
//
// A text that a spreadsheet might run begins with an apostrophe, as package
// exchange writes it; the parley.json that goes with the file declares it
// ("formula_guard"), and then it is read back without.
func WriteComments(w io.Writer, r *Result) error {
	out := table{bufio.NewWriter(w)}
	out.row("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "author-side", "reading", "comment-body")
	for i := range r.Statements {
		s := &r.Statements[i]
		out.row("0", "", quoted(s.Statement), "", number(s.Total[0]), number(s.Total[1]), "1",
			quoted(s.Author), string(s.Reading), quoted(s.Text))
	}
	return out.flush("comments")
}

// WriteCommentGroups writes the counts of a result as comment-groups.csv of
// polis-export/1: of everybody and of each opinion group that is claimed, and
// then, in columns of their own, of each side. A count that r withholds is a
// blank cell.
func WriteCommentGroups(w io.Writer, r *Result) error {
	out := table{bufio.NewWriter(w)}
	out.row(groupHeader(r)...)
	for i := range r.Statements {
		s := &r.Statements[i]
		row := append([]string{quoted(s.Statement), quoted(s.Text)}, four(s.Total[0], s.Total[1], s.Total[2])...)
		for g := range r.groupLetters() {
			row = append(row, s.groupCells(g)...)
		}
		if r.BySide {
			for _, f := range s.Sides {
				row = append(row, four(f.Agree, f.Disagree, f.Pass)...)
			}
		}
		out.row(row...)
	}
	return out.flush("comment groups")
}

func groupHeader(r *Result) []string {
	header := []string{"comment-id", "comment", "total-votes", "total-agrees", "total-disagrees", "total-passes"}
	add := func(who string) {
		for _, what := range []string{"votes", "agrees", "disagrees", "passes"} {
			header = append(header, quoted(who+"-"+what))
		}
	}
	for _, g := range r.groupLetters() {
		add("group-" + strings.ToLower(g))
	}
	if r.BySide {
		for _, side := range r.SideOrder {
			add("side-" + side)
		}
	}
	return header
}

// groupLetters lists the opinion groups that are claimed.
func (r *Result) groupLetters() []string {
	var all []string
	if r.Groups.Claimed {
		for g := range r.Groups.K {
			all = append(all, letter(int8(g)))
		}
	}
	return all
}

// groupCells returns how group number g voted; blank where that is not known.
func (s *Statement) groupCells(g int) []string {
	if g >= len(s.Groups) {
		return four(nil, nil, nil)
	}
	c := s.Groups[g]
	return four(c.Agree, c.Disagree, c.Pass)
}

// four returns the sum of agree, disagree and pass, and each of them.
func four(agree, disagree, pass *int) []string {
	if agree == nil || disagree == nil || pass == nil {
		return []string{"", "", "", ""}
	}
	return []string{strconv.Itoa(*agree + *disagree + *pass), number(agree), number(disagree), number(pass)}
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

// A table is written row by row; the first error is told by flush.
type table struct{ *bufio.Writer }

// row writes cells that need no quotes, or have them.
func (t table) row(cells ...string) {
	t.WriteString(strings.Join(cells, ","))
	t.WriteByte('\n')
}

func (t table) flush(what string) error {
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write %s: %w", what, err)
	}
	return nil
}

// quoted writes a text as a cell that no reader and no spreadsheet takes for
// anything else: in quotes, unless it is blank or a number, and guarded.
func quoted(text string) string {
	if strings.Trim(text, "0123456789") == "" {
		return text
	}
	return `"` + strings.ReplaceAll(guard(text), `"`, `""`) + `"`
}

// guard returns a text as it is written, by the rule of package exchange: with
// an apostrophe before what a spreadsheet takes for a formula, also where that
// follows apostrophes.
func guard(text string) string {
	bare := strings.TrimLeft(text, "'")
	for _, sign := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(bare, sign) {
			return "'" + text
		}
	}
	return text
}
